"""What bodies are classified by and rest on, as triples and back: kinds, levels, instruments."""

from collections.abc import Iterable, Iterator
from typing import Any

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import XSD
from rdflib.term import Node

from kurul.kernel.linked_data import (
    CV,
    DCTERMS,
    ELI,
    INSTRUMENT_KIND,
    KIND,
    KURUL,
    LEVEL,
    RDF,
    SKOS,
    Triple,
    basis,
    day,
    instrument_uri,
    quoted,
    read_bound,
    read_texts,
    texts,
)
from kurul.kernel.temporal.bounds import Bound
from kurul.rooms.law.public import InstrumentKind, InstrumentLine, Particulars
from kurul.rooms.organisations.models import Kind, Level


def concept(uri: URIRef, code: str, name: Any) -> Iterator[Triple]:
    """A concept with its code and its names."""
    yield uri, RDF.type, SKOS.Concept
    yield uri, SKOS.notation, Literal(code)
    yield from texts(uri, SKOS.prefLabel, name)


def kind_triples(kind: Kind) -> Iterator[Triple]:
    """What a body is, and whether such a one is a unit."""
    uri = KIND[quoted(kind.code)]
    yield from concept(uri, kind.code, kind.name)
    if kind.is_unit:
        yield uri, KURUL.isUnit, Literal(True)


def level_triples(level: Level) -> Iterator[Triple]:
    """How high a unit stands, with the number to compare by."""
    uri = LEVEL[quoted(level.code)]
    yield from concept(uri, level.code, level.name)
    yield uri, KURUL.rank, Literal(level.rank, datatype=XSD.integer)


def instruments_of(instruments: Iterable[Any]) -> Iterator[Triple]:
    """The instruments on which something rests, in the words of CPOV and ELI."""
    for one in instruments:
        uri = instrument_uri(one.code)
        yield uri, RDF.type, CV.ReferenceFramework
        yield uri, RDF.type, ELI.LegalResource
        yield uri, DCTERMS.identifier, Literal(one.code)
        kind = INSTRUMENT_KIND[quoted(one.kind.code)]
        yield uri, ELI.type_document, kind
        yield from concept(kind, one.kind.code, one.kind.name)
        yield from texts(uri, ELI.title, one.title)
        yield from texts(uri, KURUL.issuedBy, one.issuing_body)
        for predicate, said in ((ELI.date_document, one.issued), (ELI.date_publication, one.gazetted)):
            if (literal := day(said)) is not None:
                yield uri, predicate, literal
        for predicate, text in (
            (ELI.id_local, one.number),
            (KURUL.gazetteNumber, one.gazette_number),
            (DCTERMS.source, one.source),
        ):
            if text:
                yield uri, predicate, Literal(text)
        yield from basis(uri, one.basis)


def code_of(source: Graph, node: Node) -> str:
    """The code of a concept: its notation, else the last part of its address."""
    notation = source.value(node, SKOS.notation)
    if notation is not None:
        return str(notation)
    return str(node).rstrip("/#").replace("#", "/").replace(":", "/").rpartition("/")[2]


def read_instruments(source: Graph, file: str) -> dict[Node, InstrumentLine]:
    """The instruments that a graph describes by a code, by their node. Raises ValueError for what is no day."""
    found = {}
    for node in sorted(source.subjects(RDF.type, CV.ReferenceFramework), key=str):
        code = source.value(node, DCTERMS.identifier)
        kind_node = source.value(node, ELI.type_document)
        if code is None or kind_node is None:
            continue
        kind = InstrumentKind(code=code_of(source, kind_node), name=read_texts(source, kind_node, SKOS.prefLabel))
        said = Particulars(
            kind=kind,
            title=read_texts(source, node, ELI.title),
            number=str(source.value(node, ELI.id_local) or ""),
            issued=read_bound(source.value(node, ELI.date_document), Bound.unknown()),
            gazette_number=str(source.value(node, KURUL.gazetteNumber) or ""),
            gazetted=read_bound(source.value(node, ELI.date_publication), Bound.unknown()),
            issuing_body=read_texts(source, node, KURUL.issuedBy),
            source=str(source.value(node, DCTERMS.source) or ""),
        )
        found[node] = InstrumentLine(code=str(code), particulars=said, file=file, row=0)
    return found
