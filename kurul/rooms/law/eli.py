"""The European Legislation Identifier (ELI) and schema.org Legislation: an instrument as linked data.

Vocabularies: http://data.europa.eu/eli/ontology# and https://schema.org/Legislation. A day is stated only where it is
known exactly, whether something is in force only where that is known: what is not known is left out, never filled in.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, RDF, SKOS, XSD

from kurul.kernel.exports import Export
from kurul.kernel.imports.rules import is_iri
from kurul.kernel.linked_data.streams import rdf_xml
from kurul.kernel.temporal.bounds import Bound, Certainty
from kurul.kernel.translated import Translated
from kurul.rooms.law.models import RelationKind
from kurul.rooms.law.queries import Node, Page, Side, Told, Tree, eli_path

ELI = Namespace("http://data.europa.eu/eli/ontology#")
SCHEMA = Namespace("https://schema.org/")
_LANGUAGE = "http://publications.europa.eu/resource/authority/language/"
_LANGUAGES = {"tr": "TUR", "en": "ENG"}  # codes of the authority table; other languages go by their tag alone
_NOT_IN_FORCE, _IN_FORCE = ELI["InForce-notInForce"], ELI["InForce-inForce"]

# What the acting instrument does, and what is so done to the other one. A replaced instrument counts as repealed.
_PROPERTIES: dict[str, tuple[tuple[URIRef, ...], tuple[URIRef, ...]]] = {
    RelationKind.AMENDS.value: ((ELI.amends, SCHEMA.legislationChanges), (ELI.amended_by,)),
    RelationKind.REPEALS.value: ((ELI.repeals, SCHEMA.legislationRepeals), (ELI.repealed_by,)),
    RelationKind.REPLACES.value: (
        (ELI.repeals, DCTERMS.replaces, SCHEMA.legislationRepeals),
        (ELI.repealed_by, DCTERMS.isReplacedBy),
    ),
    RelationKind.RESTS_ON.value: ((ELI.based_on,), (ELI.basis_for,)),
}


def graph(found: Page, tree: Tree, relations: Sequence[Told], *, base: str, day: date) -> Graph:
    """The instrument as it is on the day, with its provisions and its relations. `base` is the address of the site."""
    made = Graph()
    made.bind("eli", ELI)
    made.bind("schema", SCHEMA)
    made.bind("dcterms", DCTERMS)
    made.bind("skos", SKOS)
    here = _uri(base, found.eli, f"law/{found.id}/")
    for said, what in (*_particulars(found, base), *_standing(found, day)):
        made.add((here, said, what))
    _name_kind(made, found, base)
    _name(made, here, found.said.title)
    parts = {
        node.id: _uri(base, eli_path(found.said, node.steps), f"law/provisions/{node.id}/") for node in tree.walk()
    }
    for node in tree.roots:
        _part(made, here, node, parts)
    for line in relations:
        _relate(made, here, parts, line, base)
    return made


def write(made: Graph, export: Export) -> None:
    """The graph in the form that the export has ("ttl", "jsonld", "rdf")."""
    if export.form == "jsonld":
        context = {"eli": str(ELI), "schema": str(SCHEMA), "dcterms": str(DCTERMS), "xsd": str(XSD), "skos": str(SKOS)}
        export.write(made.serialize(format="json-ld", context=context, indent=2, ensure_ascii=False))
    elif export.form == "rdf":
        export.write(rdf_xml(made))
    else:
        export.write(made.serialize(format="turtle"))


def _uri(base: str, eli: str | None, otherwise: str) -> URIRef:
    return URIRef(f"{base}/eli/{eli}" if eli else f"{base}/{otherwise}")


def _kind_uri(found: Page, base: str) -> URIRef:
    return URIRef(f"{base}/law/kinds/#{found.said.kind.code}")


def _particulars(found: Page, base: str) -> Iterator[tuple[URIRef, Any]]:
    said = found.said
    yield RDF.type, ELI.LegalResource
    yield RDF.type, SCHEMA.Legislation
    yield ELI.id_local, Literal(found.code)
    yield SCHEMA.legislationIdentifier, Literal(said.number or found.code)
    yield ELI.type_document, _kind_uri(found, base)
    yield SCHEMA.legislationType, _kind_uri(found, base)
    if found.eli:
        yield ELI.uri_schema, Literal(f"{base}/eli/{said.kind.eli_template}")
    if said.number:
        yield ELI.number, Literal(said.number)
    if said.kind.jurisdiction:
        yield SCHEMA.legislationJurisdiction, Literal(said.kind.jurisdiction.upper())
    for language, text in said.issuing_body.items():
        yield ELI.responsibility_of, Literal(text, lang=language)
    for day, names in (
        (said.issued, (ELI.date_document, SCHEMA.legislationDate)),
        (said.gazetted, (ELI.date_publication, SCHEMA.datePublished)),
        (said.in_force, (ELI.first_date_entry_in_force,)),
    ):
        for name in names:
            yield from ((name, what) for what in _exact(day))
    if said.source.startswith(("https://", "http://")) and is_iri(said.source):
        yield DCTERMS.source, URIRef(said.source)
    yield SCHEMA.url, URIRef(f"{base}/law/{found.id}/")


def _standing(found: Page, day: date) -> Iterator[tuple[URIRef, Any]]:
    yield SCHEMA.legislationDateVersion, Literal(day, datatype=XSD.date)
    ending = found.force.ending
    if found.force.certainty is Certainty.YES:
        yield ELI.in_force, _IN_FORCE
        yield SCHEMA.legislationLegalForce, SCHEMA.InForce
    elif found.force.certainty is Certainty.NO:
        yield ELI.in_force, _NOT_IN_FORCE
        yield SCHEMA.legislationLegalForce, SCHEMA.NotInForce
        for what in _exact(ending.period.start) if ending is not None else ():
            yield ELI.date_no_longer_in_force, what


def _exact(day: Bound) -> tuple[Literal, ...]:
    return (Literal(day.day, datatype=XSD.date),) if day.day is not None else ()


def _name_kind(made: Graph, found: Page, base: str) -> None:
    for language, text in found.said.kind.name.items():
        made.add((_kind_uri(found, base), SKOS.prefLabel, Literal(text, lang=language)))


def _name(made: Graph, here: URIRef, title: Translated) -> None:
    """In ELI a title belongs to an expression: the act in one language."""
    for language, text in title.items():
        expression = URIRef(f"{here}#{language}")
        made.add((here, SCHEMA.name, Literal(text, lang=language)))
        made.add((here, ELI.is_realized_by, expression))
        made.add((expression, RDF.type, ELI.LegalExpression))
        made.add((expression, ELI.realizes, here))
        made.add((expression, ELI.title, Literal(text, lang=language)))
        if language in _LANGUAGES:
            made.add((expression, ELI.language, URIRef(_LANGUAGE + _LANGUAGES[language])))


def _relate(made: Graph, here: URIRef, parts: Mapping[int, URIRef], line: Told, base: str) -> None:
    """Only what certainly has taken effect by the day; of a provision that is named, that provision."""
    if line.certainty is not Certainty.YES:
        return
    forwards, backwards = _PROPERTIES[line.kind]
    other = _uri(base, eli_path(line.other.particulars), f"law/{line.other.pk}/")
    own = parts.get(line.own_provision or 0, here)
    for name in forwards if line.side is Side.ACTS else backwards:
        made.add((own, name, other))


def _part(made: Graph, above: URIRef, node: Node, parts: Mapping[int, URIRef]) -> None:
    here = parts[node.id]
    made.add((above, ELI.has_part, here))
    made.add((above, SCHEMA.hasPart, here))
    made.add((here, ELI.is_part_of, above))
    made.add((here, RDF.type, ELI.LegalResourceSubdivision))
    made.add((here, RDF.type, SCHEMA.Legislation))
    if node.wording.label:
        made.add((here, ELI.number, Literal(node.wording.label)))
    for language, text in node.text.items():
        made.add((here, SCHEMA.text, Literal(text, lang=language)))
    if node.state == "repealed":
        made.add((here, ELI.in_force, _NOT_IN_FORCE))
        made.add((here, SCHEMA.legislationLegalForce, SCHEMA.NotInForce))
    for child in node.children:
        _part(made, here, child, parts)
