"""One post, or one person with the posts held, as linked data at its own address."""

from collections.abc import Collection, Iterator
from typing import Any

from rdflib import URIRef

from kurul.kernel.exports import Export
from kurul.kernel.identity.actors import Actor
from kurul.kernel.identity.visibility import visible_to
from kurul.kernel.linked_data import ORG, RDF, SKOS, Triple, texts
from kurul.kernel.linked_data.streams import stream
from kurul.kernel.temporal.look import Look
from kurul.rooms.organisations.public import instrument_triples, names_on
from kurul.rooms.people.public import recorded_persons
from kurul.rooms.positions.models import Appointment
from kurul.rooms.positions.queries.holders import people_named, titles_on
from kurul.rooms.positions.queries.records import IN_SHORT, RecordedPost, nearest_to, recorded_posts
from kurul.rooms.positions.w3c_org.writing import Keys, membership, named, person_triples, post_triples


def post_document(number: int, look: Look, actor: Actor, export: Export) -> bool:
    """A post with everything recorded of it, its holders by their names; False where there is none to see."""
    one = next((one for batch in recorded_posts(look, actor, [number]) for one in batch), None)
    if one is None:
        return False
    persons = {row.person_id for row in one.appointments}
    keys = Keys([one], persons, look, actor)
    used: set[Any] = set()
    concepts: dict[URIRef, list[Triple]] = {}
    made = [*post_triples(one, keys, look, used, concepts)]
    for person, name in people_named(persons, look, actor).items():
        made += named(keys.person(person), name)
    for superior, titled in titles_on({line.superior_id for line in one.lines}, look).items():
        made.append((keys.post(superior), RDF.type, ORG.Post))
        made += texts(keys.post(superior), SKOS.prefLabel, titled.title)
    made += _bodies({row.organisation_id for row in one.placements}, keys, look)
    _write(export, made, concepts, used)
    return True


def person_document(*, person: int, look: Look, actor: Actor, export: Export) -> Iterator[bool]:
    """Answers LINKED_DATA of the room people: a person with the posts held at any time; nothing where hidden."""
    found = next((one for batch in recorded_persons(look, actor, [person]) for one in batch), None)
    if found is None:
        return
    held = visible_to(Appointment.objects.known_at(look.known_at).filter(person_id=person), actor)
    used: set[Any] = set()
    concepts: dict[URIRef, list[Triple]] = {}
    made = [*person_triples(found, look)]
    for batch in recorded_posts(look, actor, set(held.values_list("post_id", flat=True)), IN_SHORT):
        keys = Keys(batch, [person], look, actor)
        for one in batch:
            made += _held(one, person, keys, look, used, concepts)
        made += _bodies({row.organisation_id for one in batch for row in one.placements}, keys, look)
    _write(export, made, concepts, used)
    yield True


def _held(
    one: RecordedPost, person: int, keys: Keys, look: Look, used: set[Any], concepts: dict[URIRef, list[Triple]]
) -> Iterator[Triple]:
    post = keys.post(one.post.pk)
    yield post, RDF.type, ORG.Post
    title = nearest_to(one.titles, look.day)
    if title is not None:
        yield from texts(post, SKOS.prefLabel, title.title)
    for row in one.appointments:
        if row.person_id == person:
            yield from membership(post, one, row, keys, look, used, concepts)


def _bodies(ids: Collection[int], keys: Keys, look: Look) -> Iterator[Triple]:
    for number, body in names_on(ids, look).items():
        yield keys.body(number), RDF.type, ORG.Organization
        yield from texts(keys.body(number), SKOS.prefLabel, body.name)


def _write(export: Export, made: list[Triple], concepts: dict[URIRef, list[Triple]], used: set[Any]) -> None:
    out = stream(export)
    out.start()
    out.add(made)
    for described in concepts.values():
        out.add(described)
    out.add(instrument_triples(sorted(used, key=lambda one: one.code)))
    out.end()
