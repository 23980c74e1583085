"""Linked data: the vocabularies of the standards, the small one of our own, and how a period is said in both.

Our own vocabulary (`KURUL`, described in docs/vocabulary.md) says what W3C ORG and CPOV cannot: for which period a
statement holds when its bounds are not exact, on what it rests, and since when the office holds it.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from rdflib import BNode, Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, FOAF, ORG, PROV, RDF, RDFS, SKOS, XSD
from rdflib.term import IdentifiedNode, Node

from kurul.kernel.imports.rules import is_iri
from kurul.kernel.provenance import Basis
from kurul.kernel.temporal.bounds import Bound, NotADay, Period, Precision
from kurul.kernel.temporal.facts import Fact
from kurul.kernel.temporal.look import Look
from kurul.kernel.translated import Translated

__all__ = [
    "ADMS",
    "CV",
    "DCTERMS",
    "ELI",
    "FOAF",
    "FUNCTION",
    "INSTRUMENT",
    "INSTRUMENT_KIND",
    "KIND",
    "KURUL",
    "LEVEL",
    "NOT_SAID",
    "ORG",
    "POST_KIND",
    "PREFIXES",
    "PROV",
    "RDF",
    "RDFS",
    "SCHEMA",
    "SKOS",
    "TIME",
    "XSD",
    "Triple",
    "basis",
    "bound",
    "day",
    "graph",
    "instrument_uri",
    "period",
    "quoted",
    "read_basis",
    "read_bound",
    "read_period",
    "read_texts",
    "statement",
    "texts",
    "uri",
]

ADMS = Namespace("http://www.w3.org/ns/adms#")
CV = Namespace("http://data.europa.eu/m8g/")
ELI = Namespace("http://data.europa.eu/eli/ontology#")
SCHEMA = Namespace("http://schema.org/")
TIME = Namespace("http://www.w3.org/2006/time#")
KURUL = Namespace("urn:kurul:terms:")
KIND, LEVEL, POST_KIND, FUNCTION, INSTRUMENT_KIND, INSTRUMENT = (
    Namespace(f"urn:kurul:{name}:")
    for name in ("kind", "level", "post-kind", "function", "instrument-kind", "instrument")
)

PREFIXES: dict[str, Any] = {
    "adms": ADMS,
    "cv": CV,
    "dct": DCTERMS,
    "eli": ELI,
    "foaf": FOAF,
    "kurul": KURUL,
    "org": ORG,
    "prov": PROV,
    "rdf": RDF,
    "rdfs": RDFS,
    "schema": SCHEMA,
    "skos": SKOS,
    "time": TIME,
    "xsd": XSD,
}
Triple = tuple[IdentifiedNode, URIRef, Node]

NOT_SAID = "und"  # the language of a text of which no language is said (BCP 47)
_DATATYPES = {Precision.DAY: XSD.date, Precision.MONTH: XSD.gYearMonth, Precision.YEAR: XSD.gYear}


def graph() -> Graph:
    """An empty graph that knows the prefixes, and no others."""
    made = Graph(bind_namespaces="none")
    for prefix, namespace in PREFIXES.items():
        made.bind(prefix, namespace)
    return made


def texts(subject: IdentifiedNode, predicate: URIRef, text: Translated) -> Iterator[Triple]:
    """A text once in each of its languages."""
    for language, said in text.items():
        yield subject, predicate, Literal(said, lang=language)


def day(bound: Bound) -> Literal | None:
    """A day, a month or a year as a literal of XML Schema; None for a bound that has no such form."""
    datatype = _DATATYPES.get(bound.precision)
    return Literal(str(bound), datatype=datatype, normalize=False) if datatype else None


def bound(value: Bound) -> Literal:
    """Any bound: a day, month or year, else our own text for it ("..2016-07-19", "?")."""
    return day(value) or Literal(str(value), datatype=KURUL.bound)


def read_bound(literal: Node | None, otherwise: Bound) -> Bound:
    """The bound that a literal says, `otherwise` for none. Raises NotADay for what is none.

    A moment stands for its day, an hour is not kept.
    """
    if literal is None:
        return otherwise
    text = str(literal).strip()
    if isinstance(literal, Literal) and literal.datatype == XSD.dateTime:
        try:
            return Bound.on(datetime.fromisoformat(text.replace("Z", "+00:00")).date())
        except ValueError as error:
            raise NotADay(text) from error
    if "T" in text:
        text = text.partition("T")[0]
    return Bound.read(text)


def period(subject: IdentifiedNode, said: Period) -> Iterator[Triple]:
    """First day, and first day after; an open end is not said."""
    yield subject, KURUL.firstDay, bound(said.start)
    if not said.end.is_open:
        yield subject, KURUL.firstDayAfter, bound(said.end)


def read_period(source: Graph, subject: Node) -> Period:
    """The period of a statement of ours. Raises ValueError for what is no day."""
    start = read_bound(source.value(subject, KURUL.firstDay), Bound.unknown())
    return Period(start, read_bound(source.value(subject, KURUL.firstDayAfter), Bound.open()))


def statement(subject: IdentifiedNode, predicate: URIRef, fact: Fact, look: Look) -> tuple[BNode, list[Triple]]:
    """A node for one dated fact: its period, basis, instrument, and with a second clock since when it was held.

    Returns the node, for what the fact says, and its triples. A statement that is simply stated says no basis.
    """
    node = BNode()
    said: list[Triple] = [(subject, predicate, node), *period(node, fact.period)]
    said += basis(node, fact.basis)
    instrument = getattr(fact, "instrument", None)
    if instrument is not None:
        said.append((node, CV.hasFormalFramework, instrument_uri(instrument.code)))
    if look.known_at is not None:
        said.append((node, KURUL.recordedAt, Literal(fact.recorded_at.isoformat(), datatype=XSD.dateTime)))
    return node, said


def basis(subject: IdentifiedNode, value: str) -> list[Triple]:
    """On what a record rests, unless it is stated by its source."""
    return [] if value == Basis.STATED else [(subject, KURUL.basis, Literal(value))]


def read_basis(source: Graph, subject: Node) -> Basis:
    """On what a record rests. Raises ValueError for a word that is none."""
    said = source.value(subject, KURUL.basis)
    return Basis.STATED if said is None else Basis(str(said))


def read_texts(source: Graph, subject: Node, predicate: URIRef) -> Translated:
    """A text in all its languages; several in one language: the first in the order of the alphabet."""
    said: dict[str, str] = {}
    for literal in sorted(source.objects(subject, predicate), key=str, reverse=True):
        language = getattr(literal, "language", None)
        said[(language or NOT_SAID).split("-")[0].lower()] = str(literal)
    return Translated(said)


def uri(came_with: str | None, otherwise: str) -> URIRef:
    """The name of a record: the address that it came with, else its own lasting one.

    What is no address, and was entered before that was refused, names nothing: it would make the file unreadable.
    """
    return URIRef(came_with if came_with and is_iri(came_with) else otherwise)


def instrument_uri(code: str) -> URIRef:
    """By which name files know an instrument: its code, the same in every installation."""
    return INSTRUMENT[quoted(code)]


def quoted(code: str) -> str:
    """A code as a part of a URN: letters, digits and -._~ stay, the rest is percent-encoded."""
    return "".join(c if c.isascii() and (c.isalnum() or c in "-._~") else _percent(c) for c in code)


def _percent(character: str) -> str:
    return "".join(f"%{byte:02X}" for byte in character.encode())
