"""Reading a file of linked data: by another process, which alone ends where a file asks for too much."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rdflib import BNode, Graph, Literal, URIRef
from rdflib.term import Node

from kurul.kernel.imports.child import AskedTooMuch, values
from kurul.kernel.linked_data import graph_process

MOST_TRIPLES = 5_000_000  # that one graph holds in memory
# A statement takes forty bytes and more in every form of a register. A file that says several in as many makes much of
# little: in memory each takes over a thousand bytes, and what is uploaded is measured by its size.
FEW_TRIPLES, BYTES_A_TRIPLE = 10_000, 20


class NotAGraph(Exception):
    """The file cannot be read: its syntax, with the line from 0 where the parser names one."""

    def __init__(self, sort: str, said: str, line: int | None) -> None:
        super().__init__(f"{sort}: {said}")
        self.said, self.line = said, line


class TooLarge(Exception):
    """The file asks for more memory or time than a reader has, or holds too many statements."""


class WouldFetch(Exception):
    """The file names a context that would have to be fetched; its text is the address."""


def read_into(made: Graph, path: Path, form: str, context: Sequence[str] = ()) -> None:
    """Add the triples of the file. `context`: a file with the context of JSON-LD, and parts of the addresses that it
    stands for. Raises NotAGraph, TooLarge, WouldFetch, OSError."""
    most = min(MOST_TRIPLES, FEW_TRIPLES + path.stat().st_size // BYTES_A_TRIPLE)
    count = 0
    try:
        for value in values(graph_process, path, form, f"urn:kurul:file:{path.name}", *context):
            if isinstance(value, dict):
                raise WouldFetch(value["address"]) if value["problem"] == "fetched" else _syntax(value)
            count += 1
            if count > most:
                raise TooLarge
            subject, predicate, target = (_term(*one) for one in value)
            made.add((subject, predicate, target))
    except AskedTooMuch:
        raise TooLarge from None


def _syntax(value: dict[str, Any]) -> NotAGraph:
    return NotAGraph(value["sort"], value["said"], value["line"])


def _term(kind: str, text: str, language: str | None = None, datatype: str | None = None) -> Node:
    if kind == "l":
        return Literal(text, lang=language, datatype=datatype and URIRef(datatype), normalize=False)
    return BNode(text) if kind == "b" else URIRef(text)
