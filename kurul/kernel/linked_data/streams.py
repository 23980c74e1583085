"""Writing triples as Turtle, JSON-LD or RDF/XML piece by piece, so that memory does not grow with what is written.

The pieces are made by rdflib; only what stands around and between them is written here.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterable
from typing import Protocol

from rdflib import BNode, Graph, URIRef
from rdflib.namespace import NamespaceManager
from rdflib.plugins.serializers.jsonld import from_rdf
from rdflib.term import Node

from kurul.kernel.exports import Export
from kurul.kernel.imports.rules import CONTROLS
from kurul.kernel.linked_data import PREFIXES, RDF, Triple, graph

TYPES = {"ttl": "text/turtle", "jsonld": "application/ld+json", "rdf": "application/rdf+xml"}
FORMS = tuple(TYPES)
PARSERS = {"ttl": "turtle", "jsonld": "json-ld", "rdf": "xml", "xml": "xml", "json": "json-ld", "nt": "nt"}


class Stream(Protocol):
    """Triples in one form: `start`, any number of `add`, `end`. Triples of one subject come together."""

    def start(self) -> None:
        """What stands before the first piece."""

    def add(self, triples: Iterable[Triple]) -> None:
        """One piece."""

    def end(self) -> None:
        """What stands behind the last piece."""


def stream(export: Export) -> Stream:
    """The stream for the form that is asked for."""
    made: dict[str, Callable[[Export], Stream]] = {"ttl": Turtle, "jsonld": JsonLd, "rdf": RdfXml}
    return made[export.form](export)


def rdf_xml(made: Graph) -> str:
    """A whole graph as RDF/XML, which can hold no control characters; texts from before these were refused may."""
    return CONTROLS.sub("\ufffd", made.serialize(format="xml"))


def _graph_of(triples: Iterable[Triple]) -> Graph:
    made = graph()
    for triple in triples:
        made.add(triple)
    return made


class Turtle:
    """Turtle: the prefixes once, then subject by subject."""

    def __init__(self, export: Export) -> None:
        self.export = export
        self.names: NamespaceManager = graph().namespace_manager

    def start(self) -> None:
        """The prefixes."""
        for prefix, namespace in PREFIXES.items():
            self.export.write(f"@prefix {prefix}: <{namespace}> .\n")

    def add(self, triples: Iterable[Triple]) -> None:
        """One block for each subject; a nameless node that stands in one place only is written there."""
        said: dict[Node, list[Triple]] = {}
        places: Counter[Node] = Counter()
        for triple in triples:
            said.setdefault(triple[0], []).append(triple)
            if isinstance(triple[2], BNode):
                places[triple[2]] += 1
        inside = {node for node, count in places.items() if count == 1 and node in said}
        for subject, block in said.items():
            if subject not in inside:
                self.export.write(f"\n{subject.n3(self.names)} {self._said(block, said, inside, 1)} .\n")

    def _said(self, block: list[Triple], said: dict[Node, list[Triple]], inside: set[Node], depth: int) -> str:
        indent = "\n" + "    " * depth
        return f" ;{indent}".join(f"{self._predicate(p)} {self._object(o, said, inside, depth)}" for _s, p, o in block)

    def _object(self, node: Node, said: dict[Node, list[Triple]], inside: set[Node], depth: int) -> str:
        if node in inside:
            return f"[ {self._said(said[node], said, inside, depth + 1)} ]"
        return str(node.n3(self.names))

    def _predicate(self, predicate: URIRef) -> str:
        return "a" if predicate == RDF.type else predicate.n3(self.names)

    def end(self) -> None:
        """Nothing."""


class JsonLd:
    """JSON-LD: one graph with a context of prefixes; nothing needs to be fetched to read it."""

    def __init__(self, export: Export) -> None:
        self.export = export
        self.is_first = True
        self.context = {prefix: str(namespace) for prefix, namespace in PREFIXES.items()}

    def start(self) -> None:
        """The context."""
        self.export.write('{"@context": ' + json.dumps(self.context) + ',\n"@graph": [')

    def add(self, triples: Iterable[Triple]) -> None:
        """The nodes of a piece."""
        made = from_rdf(_graph_of(triples), context_data=self.context)
        nodes = made.get("@graph", [made]) if isinstance(made, dict) else made
        for node in nodes:
            node.pop("@context", None)
            if node:
                text = json.dumps(node, ensure_ascii=False, sort_keys=True)
                self.export.write(("\n" if self.is_first else ",\n") + text)
                self.is_first = False

    def end(self) -> None:
        """Close the graph."""
        self.export.write("\n]}\n")


class RdfXml:
    """RDF/XML: all prefixes once, then the descriptions of each piece."""

    def __init__(self, export: Export) -> None:
        self.export = export

    def start(self) -> None:
        """The root with its namespaces."""
        names = "\n".join(f'   xmlns:{prefix}="{namespace}"' for prefix, namespace in PREFIXES.items())
        self.export.write(f'<?xml version="1.0" encoding="utf-8"?>\n<rdf:RDF\n{names}\n>\n')

    def add(self, triples: Iterable[Triple]) -> None:
        """The descriptions inside the root that rdflib writes."""
        text = rdf_xml(_graph_of(triples))
        inner = text[text.index(">", text.index("<rdf:RDF")) + 1 : text.rindex("</rdf:RDF>")]
        self.export.write(inner.strip("\n") + "\n")

    def end(self) -> None:
        """Close the root."""
        self.export.write("</rdf:RDF>\n")
