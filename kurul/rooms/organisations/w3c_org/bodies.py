"""One body of a graph as the loader of the register takes it."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.text import slugify
from rdflib import Graph, Literal, URIRef
from rdflib.term import Node

from kurul.kernel.imports import Report
from kurul.kernel.linked_data import (
    ADMS,
    CV,
    DCTERMS,
    KURUL,
    NOT_SAID,
    ORG,
    RDF,
    SCHEMA,
    SKOS,
    read_basis,
    read_bound,
    read_period,
    read_texts,
)
from kurul.kernel.temporal.bounds import Bound, Period, day_after
from kurul.kernel.translated import Translated
from kurul.rooms.organisations.actions import (
    Body,
    SaidAffiliation,
    SaidClass,
    SaidName,
    SaidNumber,
    SaidPlace,
)
from kurul.rooms.organisations.queries import URI
from kurul.rooms.organisations.w3c_org.concepts import code_of

OTHER = "other"
# The identifiers of Flanders keep the number one step further; the notation is then the name of the scheme.
STRUCTURED = URIRef("https://data.vlaanderen.be/ns/generiek#gestructureerdeIdentificator")
LOCAL = URIRef("https://data.vlaanderen.be/ns/generiek#lokaleIdentificator")


@dataclass
class Reading:
    """One file being read: its report, the instruments by their node, and the classes that it names."""

    file: str
    report: Report
    instruments: dict[Node, int] = field(default_factory=dict)
    kinds: dict[str, Translated] = field(default_factory=dict)
    units: set[str] = field(default_factory=set)
    levels: dict[str, tuple[int, Translated]] = field(default_factory=dict)
    left_out: Counter[str] = field(default_factory=Counter)

    def stated(self, source: Graph, node: Node) -> dict[str, Any]:
        """Period, basis and instrument of a statement of ours. Raises ValueError for what is no day or basis."""
        framework = source.value(node, CV.hasFormalFramework)
        return {
            "period": read_period(source, node),
            "basis": read_basis(source, node),
            "instrument": self.instruments.get(framework) if framework is not None else None,
        }

    def kind(self, source: Graph, node: Node, *, is_unit: bool) -> str:
        """The code of a kind, entered with its name and whether it is a unit where it is new."""
        code = _plain_code(code_of(source, node))
        self.kinds.setdefault(code, read_texts(source, node, SKOS.prefLabel) or Translated({NOT_SAID: code}))
        if is_unit or source.value(node, KURUL.isUnit) is not None:
            self.units.add(code)
        return code

    def level(self, source: Graph, node: Node) -> str:
        """The code of a level, with its rank and name."""
        code = _plain_code(code_of(source, node))
        rank = source.value(node, KURUL.rank)
        name = read_texts(source, node, SKOS.prefLabel) or Translated({NOT_SAID: code})
        self.levels[code] = (int(str(rank)) if rank is not None else 1000 + len(self.levels), name)
        return code


def _plain_code(text: str) -> str:
    plain = all(character.isalnum() or character in "-_" for character in text)
    return text[:60] if plain and text else slugify(text)[:60] or OTHER


def key_of(node: Node) -> tuple[str, str]:
    """By which identifier a body of linked data is found again."""
    return URI, str(node)


def body_of(source: Graph, subject: URIRef, reading: Reading) -> Body:
    """A body with everything that the graph says of it. Raises ValueError for what is no day or basis."""
    said = _own(source, subject, reading) if (subject, KURUL.existed, None) in source else None
    return Body(
        key=key_of(subject),
        file=reading.file,
        row=0,
        basis=read_basis(source, subject),
        role_note=read_texts(source, subject, DCTERMS.description),
        source="\n".join(sorted(str(text) for text in source.objects(subject, DCTERMS.source))),
        **(said or _of_another(source, subject, reading)),
    )


def _own(source: Graph, subject: URIRef, reading: Reading) -> dict[str, Any]:
    """Our own dated statements, whole."""

    def nodes(predicate: URIRef) -> Iterator[tuple[Node, dict[str, Any]]]:
        for node in source.objects(subject, predicate):
            yield node, reading.stated(source, node)

    def one(node: Node, predicate: URIRef) -> Node:
        found = source.value(node, predicate)
        if found is None:
            raise ValueError(f"{subject}: a statement lacks {predicate}.")
        return found

    names = [
        SaidName(
            name=read_texts(source, node, SKOS.prefLabel),
            abbreviation=str(source.value(node, KURUL.abbreviation) or ""),
            **stated,
        )
        for node, stated in nodes(KURUL.wasCalled)
    ]
    classes = []
    for node, stated in nodes(KURUL.wasClassified):
        level = source.value(node, KURUL.level)
        kind = reading.kind(source, one(node, KURUL.kind), is_unit=False)
        classes.append(SaidClass(kind=kind, level=None if level is None else reading.level(source, level), **stated))
    exists = [read_period(source, node) for node in source.objects(subject, KURUL.existed)]
    return {
        "exists": tuple(sorted(exists, key=_order)),
        "instrument": next((s["instrument"] for _n, s in nodes(KURUL.existed) if s["instrument"]), None),
        "names": tuple(sorted(names, key=lambda name: _order(name.period))),
        "classes": tuple(classes),
        "places": tuple(
            SaidPlace(parent=key_of(one(node, KURUL.body)), **stated) for node, stated in nodes(KURUL.stoodUnder)
        ),
        "affiliations": tuple(
            SaidAffiliation(parent=key_of(one(node, KURUL.body)), **stated) for node, stated in nodes(KURUL.belongedTo)
        ),
        "numbers": tuple(
            SaidNumber(scheme=str(one(node, KURUL.scheme)), value=str(one(node, SKOS.notation)), **stated)
            for node, stated in nodes(KURUL.wasNumbered)
        ),
    }


def _order(period: Period) -> tuple[Bound, Bound]:
    return period.start, period.end


def _of_another(source: Graph, subject: URIRef, reading: Reading) -> dict[str, Any]:
    """What plain ORG and CPOV say; it holds for as long as the body exists."""
    start = read_bound(source.value(subject, SCHEMA.foundingDate), Bound.unknown())
    last = source.value(subject, SCHEMA.dissolutionDate)
    end = day_after(read_bound(last, Bound.unknown())) if last is not None else Bound.open()
    is_unit = (subject, RDF.type, ORG.OrganizationalUnit) in source
    kinds = sorted({str(node): node for node in source.objects(subject, ORG.classification)}.items())
    if len(kinds) > 1:
        reading.left_out["further_classes_left_out"] += len(kinds) - 1
    above = _above(source, subject)
    if others := len(list(source.objects(subject, SKOS.altLabel))):
        reading.left_out["other_names_left_out"] += others
    members = [SaidAffiliation(parent=key_of(node)) for node in source.objects(subject, ORG.memberOf)]
    if len(above) > 1:
        reading.left_out["parents_without_order"] += 1
        members += [SaidAffiliation(parent=key_of(node)) for node in above]
    return {
        "exists": (Period(start, end),),
        "names": (SaidName(name=read_texts(source, subject, SKOS.prefLabel)),),
        "classes": (SaidClass(kind=_kind_of(source, kinds, reading, is_unit=is_unit)),),
        "places": (SaidPlace(parent=key_of(above[0])),) if len(above) == 1 else (),
        "affiliations": tuple(members),
        "numbers": tuple(_numbers(source, subject)),
    }


def _kind_of(source: Graph, kinds: list[tuple[str, Node]], reading: Reading, *, is_unit: bool) -> str:
    if kinds:
        return reading.kind(source, kinds[0][1], is_unit=is_unit)
    code = "unit" if is_unit else OTHER
    reading.kinds.setdefault(code, Translated({NOT_SAID: code}))
    if is_unit:
        reading.units.add(code)
    return code


def _above(source: Graph, subject: URIRef) -> list[Node]:
    found = {
        *source.objects(subject, ORG.subOrganizationOf),
        *source.objects(subject, ORG.unitOf),
        *source.subjects(ORG.hasSubOrganization, subject),
        *source.subjects(ORG.hasUnit, subject),
    }
    return sorted(found, key=str)


def _numbers(source: Graph, subject: URIRef) -> Iterator[SaidNumber]:
    found = {(slugify("identifier"), str(text)) for text in source.objects(subject, DCTERMS.identifier)}
    for node in source.objects(subject, ADMS.identifier):
        notation, further = source.value(node, SKOS.notation), source.value(node, STRUCTURED)
        value = source.value(further, LOCAL) if further is not None else notation
        if value is None or not str(value).strip():
            continue
        found.add((_scheme(source, node, notation if further is not None else None), str(value).strip()))
    for scheme, number in sorted(found):
        yield SaidNumber(scheme=scheme, value=number)


def _scheme(source: Graph, node: Node, named: Node | None) -> str:
    """The scheme of a number: as it is named, else its agency, else the type of its notation."""
    notation = source.value(node, SKOS.notation)
    typed = notation.datatype if isinstance(notation, Literal) else None
    for said in (source.value(node, KURUL.scheme), named, source.value(node, ADMS.schemeAgency)):
        if said is not None and str(said).strip():
            text = str(said).strip()
            return text if _plain_code(text) == text else slugify(text)[:60] or "identifier"
    return slugify(str(typed).replace("#", "/").rpartition("/")[2])[:60] if typed is not None else "identifier"
