"""Bodies as triples: what CPOV says of them on the day, and beside it every dated fact in our own words."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.urls import reverse
from rdflib import BNode, Literal, URIRef

from kurul.kernel.exports import Export
from kurul.kernel.identity.actors import Actor
from kurul.kernel.linked_data import (
    ADMS,
    CV,
    DCTERMS,
    KIND,
    KURUL,
    LEVEL,
    ORG,
    PROV,
    RDF,
    SCHEMA,
    SKOS,
    XSD,
    Triple,
    basis,
    bound,
    day,
    instrument_uri,
    period,
    quoted,
    statement,
    texts,
    uri,
)
from kurul.kernel.linked_data.streams import stream
from kurul.kernel.progress import counted
from kurul.kernel.slots import contributions
from kurul.kernel.temporal.bounds import Certainty, day_before
from kurul.kernel.temporal.look import Look
from kurul.kernel.translated import Translated
from kurul.kernel.web.addresses import public_address
from kurul.rooms.law.public import Instrument
from kurul.rooms.organisations.models import Kind, Level, Name
from kurul.rooms.organisations.queries import URI, Recorded, keys_of, recorded
from kurul.rooms.organisations.queries.events import Happened, Part, events_of, events_of_all, parts_on
from kurul.rooms.organisations.queries.record import on_day
from kurul.rooms.organisations.w3c_org.concepts import instruments_of, kind_triples, level_triples

# `contributions.ask(WRITTEN, look, actor, organisations=None or ids, used, export)` gives, for each higher room, the
# pieces (iterables of triples) that it says of these bodies (None: of all), made while they are written. The room puts
# the instruments that it names into `used`, and counts its records in `export.written`.
WRITTEN = "organisations.linked_data"


def uri_of(number: int, keys: Mapping[int, Mapping[str, str]]) -> URIRef:
    """The name of a body in the web of data: the one that it came with, else its own lasting address."""
    came_with = keys.get(number, {}).get(URI)
    return uri(came_with, public_address(reverse("organisations:organisation", args=[number])))


def write_cpov(look: Look, export: Export, actor: Actor) -> None:
    """The whole registry as of the day: bodies, then change events, posts and persons, then the concepts used."""
    made = stream(export)
    made.start()
    used: set[Any] = set()
    for batch in counted(recorded(look, actor), "organisations"):
        made.add(triple for one in _with_keys(batch, look) for triple in body_triples(*one, look, used))
        export.written["organisation"] += len(batch)
    for events in events_of_all(look, actor):
        keys = keys_of({part for event in events for part in event.parts}, look, (URI,))
        made.add(triple for event in events for triple in event_triples(event, keys, look, used))
        export.written["change_event"] += len(events)
    for pieces in contributions.ask(WRITTEN, look=look, actor=actor, organisations=None, used=used, export=export):
        for piece in pieces:
            made.add(piece)
    made.add(_concepts(used))
    made.end()


def document(number: int, look: Look, actor: Actor, export: Export) -> bool:
    """One body with its parts, posts and change events as of the day; False when there is none to see."""
    batch = next(iter(recorded(look, actor, [number])), [])
    if not batch:
        return False
    one = batch[0]
    parts, events = parts_on(number, look, actor), events_of(number, look, actor)
    around = {row.parent_id for row in one.above} | {part.id for part in parts}
    keys = keys_of(around.union({number}, *(event.parts for event in events)), look, (URI,))
    used: set[Any] = set()
    triples = [*body_triples(one, keys, look, used), *_neighbours(one, parts, keys)]
    for event in events:
        triples += event_triples(event, keys, look, used)
        triples += [(uri_of(part, keys), RDF.type, CV.PublicOrganisation) for part in event.parts]
    made = stream(export)
    made.start()
    made.add(triples)
    for pieces in contributions.ask(WRITTEN, look=look, actor=actor, organisations=[number], used=used, export=export):
        for piece in pieces:
            made.add(piece)
    made.add(_concepts(used))
    made.end()
    return True


def _with_keys(batch: Sequence[Recorded], look: Look) -> Iterator[tuple[Recorded, Mapping[int, Mapping[str, str]]]]:
    above = {row.parent_id for one in batch for row in one.above}
    keys = keys_of(above, look, (URI,)) if above else {}
    for one in batch:
        own = {row.scheme: row.value for row in one.identifiers if row.scheme == URI}
        yield one, {**keys, one.body.pk: own}


def _neighbours(one: Recorded, parts: Sequence[Part], keys: Mapping[int, Mapping[str, str]]) -> Iterator[Triple]:
    """The parents' types, and the parts of the day with their names, so that the document stands by itself."""
    body = uri_of(one.body.pk, keys)
    for row in one.above:
        for kind in (ORG.Organization, CV.PublicOrganisation):
            yield uri_of(row.parent_id, keys), RDF.type, kind
    for part in parts:
        uri = uri_of(part.id, keys)
        yield uri, RDF.type, ORG.Organization
        yield uri, RDF.type, CV.PublicOrganisation
        yield from texts(uri, SKOS.prefLabel, part.name)
        if part.is_unit:
            yield uri, RDF.type, ORG.OrganizationalUnit
        yield body, ORG.hasUnit if part.is_unit else ORG.hasSubOrganization, uri


def body_triples(one: Recorded, keys: Mapping[int, Mapping[str, str]], look: Look, used: set[Any]) -> Iterator[Triple]:
    """All that is said of one body, its own subject first; `used` gathers kinds, levels and instruments."""
    body = uri_of(one.body.pk, keys)
    yield body, RDF.type, ORG.Organization
    yield body, RDF.type, CV.PublicOrganisation
    classified = _holding(one.classifications, look)
    if classified is not None:
        is_unit = classified.kind.is_unit
        yield body, RDF.type, ORG.OrganizationalUnit if is_unit else ORG.FormalOrganization
        yield body, ORG.classification, KIND[quoted(classified.kind.code)]
    yield from _labels(body, one, look)
    yield from _life(body, one)
    yield from texts(body, DCTERMS.description, one.body.role_note)
    if one.body.source:
        yield body, DCTERMS.source, Literal(one.body.source)
    yield from basis(body, one.body.basis)
    yield from _relations(body, one, keys, classified, look)
    yield from _statements(body, one, keys, look, used)


def _holding(rows: Sequence[Any], look: Look) -> Any:
    """The row that holds or may hold on the day; None where none does."""
    found = on_day(rows, look.day)
    return found if found is not None and found.period.on(look.day) is not Certainty.NO else None


def _labels(body: URIRef, one: Recorded, look: Look) -> Iterator[Triple]:
    """The name of the day; beside it the last other name in each language: CPOV takes one for a language."""
    name = one.name_on(look)
    if name is None:
        return
    preferred = name.name or Translated({"und": name.abbreviation})
    yield from texts(body, SKOS.prefLabel, preferred)
    others: dict[str, str] = {}
    for row in (*(row for row in one.names if row is not name), name):
        for language, text in _alternatives(row, is_shown=row is name):
            if preferred.get(language) != text:
                others[language] = text
    yield from texts(body, SKOS.altLabel, Translated(others))


def _alternatives(row: Name, *, is_shown: bool) -> Iterator[tuple[str, str]]:
    if not is_shown:
        yield from row.name.items()
    if row.abbreviation:
        yield "und", row.abbreviation


def _life(body: URIRef, one: Recorded) -> Iterator[Triple]:
    start, end = one.existences[0].period.start, one.existences[-1].period.end
    for predicate, said in ((SCHEMA.foundingDate, day(start)), (SCHEMA.dissolutionDate, day(day_before(end)))):
        if said is not None:
            yield body, predicate, said


def _relations(
    body: URIRef, one: Recorded, keys: Mapping[int, Mapping[str, str]], classified: Any, look: Look
) -> Iterator[Triple]:
    """Where the body stands, and belongs, on the day."""
    placed = _holding(one.placements, look)
    if placed is not None:
        above = uri_of(placed.parent_id, keys)
        is_unit = classified is not None and classified.kind.is_unit
        yield body, ORG.unitOf if is_unit else ORG.subOrganizationOf, above
        yield above, ORG.hasUnit if is_unit else ORG.hasSubOrganization, body
    for row in one.affiliations:
        if row.period.on(look.day) is not Certainty.NO:
            yield body, ORG.memberOf, uri_of(row.parent_id, keys)


def _statements(
    body: URIRef, one: Recorded, keys: Mapping[int, Mapping[str, str]], look: Look, used: set[Any]
) -> Iterator[Triple]:
    """Every fact with its period, basis and instrument, those of other days too."""
    for predicate, rows in (
        (KURUL.existed, one.existences),
        (KURUL.wasCalled, one.names),
        (KURUL.wasClassified, one.classifications),
        (KURUL.stoodUnder, one.placements),
        (KURUL.belongedTo, one.affiliations),
        (KURUL.wasNumbered, [row for row in one.identifiers if row.scheme != URI]),
    ):
        for row in rows:
            if row.instrument is not None:
                used.add(row.instrument)
            node, said = statement(body, predicate, row, look)
            yield from said
            yield from _content(body, node, row, keys, look, used)


def _content(
    body: URIRef, node: BNode, row: Any, keys: Mapping[int, Mapping[str, str]], look: Look, used: set[Any]
) -> Iterator[Triple]:
    match row._meta.model_name:
        case "name":
            yield from texts(node, SKOS.prefLabel, row.name)
            if row.abbreviation:
                yield node, KURUL.abbreviation, Literal(row.abbreviation)
        case "classification":
            used.add(row.kind)
            yield node, KURUL.kind, KIND[quoted(row.kind.code)]
            if row.level is not None:
                used.add(row.level)
                yield node, KURUL.level, LEVEL[quoted(row.level.code)]
        case "placement" | "affiliation":
            yield node, KURUL.body, uri_of(row.parent_id, keys)
        case "identifier":
            yield node, RDF.type, ADMS.Identifier
            yield node, SKOS.notation, Literal(row.value)
            yield node, KURUL.scheme, Literal(row.scheme)
            if row.period.on(look.day) is not Certainty.NO:
                yield body, ADMS.identifier, node


def event_triples(
    event: Happened, keys: Mapping[int, Mapping[str, str]], look: Look, used: set[Any]
) -> Iterator[Triple]:
    """One change event, from which bodies to which."""
    node = BNode()
    yield node, RDF.type, ORG.ChangeEvent
    if event.kind == "founded":
        yield node, RDF.type, CV.FoundationEvent
    yield node, KURUL.changeKind, Literal(event.kind)
    yield node, DCTERMS.date, bound(event.day)
    if event.day.is_exact:
        yield node, PROV.startedAtTime, Literal(f"{event.day}T00:00:00", datatype=XSD.dateTime)
    if event.note:
        yield node, DCTERMS.description, Literal(event.note, lang="und")
    if event.instrument is not None:
        used.add(event.instrument)
        yield node, CV.hasFormalFramework, instrument_uri(event.instrument.code)
    yield from basis(node, event.basis)
    if look.known_at is not None:
        yield node, KURUL.recordedAt, Literal(event.recorded_at.isoformat(), datatype=XSD.dateTime)
    for number in event.before:
        yield node, ORG.originalOrganization, uri_of(number, keys)
        yield uri_of(number, keys), ORG.changedBy, node
    for number in event.after:
        yield node, ORG.resultingOrganization, uri_of(number, keys)
        yield uri_of(number, keys), ORG.resultedFrom, node


def _concepts(used: Collection[Any]) -> Iterator[Triple]:
    """The kinds, levels and instruments that were used, each described once; others are triples already."""
    kinds = sorted((one for one in used if isinstance(one, Kind)), key=lambda one: one.code)
    levels = sorted((one for one in used if isinstance(one, Level)), key=lambda one: one.code)
    instruments: Iterable[Any] = sorted((one for one in used if isinstance(one, Instrument)), key=lambda one: one.code)
    for kind in kinds:
        yield from kind_triples(kind)
    for level in levels:
        yield from level_triples(level)
    yield from instruments_of(instruments)


__all__ = ["WRITTEN", "body_triples", "document", "period", "uri_of", "write_cpov"]
