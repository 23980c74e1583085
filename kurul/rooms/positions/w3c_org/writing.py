"""Posts, memberships and persons as W3C ORG says them, and beside that every dated fact in our own words.

Part of the profile `cpov` of the room organisations, through the questions WRITTEN and READ of `organisations.w3c_org`.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from django.urls import reverse
from rdflib import BNode, Literal, URIRef
from rdflib.namespace import XSD

from kurul.kernel.exports import Export
from kurul.kernel.identity.actors import Actor
from kurul.kernel.linked_data import (
    ADMS,
    FOAF,
    FUNCTION,
    KURUL,
    ORG,
    POST_KIND,
    RDF,
    SKOS,
    Triple,
    basis,
    quoted,
    statement,
    texts,
    uri,
)
from kurul.kernel.temporal.bounds import Certainty
from kurul.kernel.temporal.look import Look
from kurul.kernel.web.addresses import public_address
from kurul.rooms.organisations.public import URI, keys_of
from kurul.rooms.people.public import ALWAYS, RecordedPerson, person_keys, recorded_persons
from kurul.rooms.positions.actions.given import TERMS
from kurul.rooms.positions.models import Appointment, Capacity
from kurul.rooms.positions.queries.holders import people_named
from kurul.rooms.positions.queries.records import (
    IN_SHORT,
    RecordedPost,
    nearest_to,
    post_keys,
    posts_placed_in,
    recorded_posts,
)

_OfEach = Mapping[int, Mapping[str, str]]


def pieces_of(
    *, look: Look, actor: Actor, organisations: Collection[int] | None, used: set[Any], export: Export
) -> Iterator[Iterator[list[Triple]]]:
    """What this room says of bodies, made while it is written."""
    yield _pieces(look, actor, organisations, used, export)


def _pieces(
    look: Look, actor: Actor, organisations: Collection[int] | None, used: set[Any], export: Export
) -> Iterator[list[Triple]]:
    ids = None if organisations is None else posts_placed_in(organisations, look, actor)
    concepts: dict[URIRef, list[Triple]] = {}
    read = recorded_posts(look, actor) if ids is None else recorded_posts(look, actor, ids, IN_SHORT)
    for batch in read:
        persons = {row.person_id for one in batch for row in one.appointments}
        keys = Keys(batch, persons, look, actor)
        yield [triple for one in batch for triple in post_triples(one, keys, look, used, concepts)]
        export.written["post"] += len(batch)
        export.written["appointment"] += sum(len(one.appointments) for one in batch)
        if ids is not None and persons:
            # Who holds a post is public by it; a record shows the name, and no more of the person.
            names = people_named(persons, look, actor)
            yield [triple for number, name in names.items() for triple in named(keys.person(number), name)]
    if ids is None:
        for people in recorded_persons(look, actor):
            yield [triple for person in people for triple in person_triples(person, look)]
            export.written["person"] += len(people)
    yield [triple for triples in concepts.values() for triple in triples]


def named(person: URIRef | BNode, name: str) -> Iterator[Triple]:
    """A person of whom no more than the name is said."""
    yield person, RDF.type, FOAF.Person
    yield person, FOAF.name, Literal(name)


class Keys:
    """By which addresses the records around a batch of posts are known."""

    def __init__(self, batch: list[RecordedPost], persons: Collection[int], look: Look, actor: Actor) -> None:
        bodies = {row.organisation_id for one in batch for row in one.placements}
        superiors = {row.superior_id for one in batch for row in one.lines}
        self._bodies = keys_of(bodies, look, (URI,))
        self._persons = person_keys(persons, look, (URI,), actor) if persons else {}
        named = people_named(persons, look, actor) if persons else {}
        self._hidden = {number: BNode() for number in persons if number not in named}
        self._posts: dict[int, Mapping[str, str]] = dict(post_keys(superiors, look, (URI,))) if superiors else {}
        for one in batch:
            self._posts[one.post.pk] = {row.scheme: row.value for row in one.identifiers if row.scheme == URI}

    def body(self, number: int) -> URIRef:
        """The name of a body."""
        return _uri(number, self._bodies, "organisations:organisation")

    def post(self, number: int) -> URIRef:
        """The name of a post."""
        return _uri(number, self._posts, "positions:post")

    def person(self, number: int) -> URIRef | BNode:
        """The name of a person; nothing by which to be known where what a person is called is not for the reader."""
        return self._hidden.get(number) or _uri(number, self._persons, "people:person")


def _uri(number: int, keys: _OfEach, route: str) -> URIRef:
    came_with = keys.get(number, {}).get(URI)
    return uri(came_with, public_address(reverse(route, args=[number])))


def post_triples(
    one: RecordedPost, keys: Keys, look: Look, used: set[Any], concepts: dict[URIRef, list[Triple]]
) -> Iterator[Triple]:
    """All that is said of one post and of who holds it."""
    post = keys.post(one.post.pk)
    yield post, RDF.type, ORG.Post
    title, placed = nearest_to(one.titles, look.day), nearest_to(one.placements, look.day)
    if title is not None:
        yield from texts(post, SKOS.prefLabel, title.title)
        yield post, ORG.role, _concept(POST_KIND[quoted(title.kind.code)], title.kind, concepts)
    if placed is not None:
        yield post, ORG.postIn, keys.body(placed.organisation_id)
    for line in one.lines:
        if line.period.on(look.day) is not Certainty.NO:
            yield post, ORG.reportsTo, keys.post(line.superior_id)
    for row in one.appointments:
        if row.capacity == Capacity.SUBSTANTIVE and row.period.on(look.day) is Certainty.YES:
            yield post, ORG.heldBy, keys.person(row.person_id)
    if one.post.holders_allowed != 1:
        yield post, KURUL.holdersAllowed, Literal(one.post.holders_allowed, datatype=XSD.integer)
    if one.post.source:
        yield post, KURUL.source, Literal(one.post.source)
    yield from basis(post, one.post.basis)
    yield from _statements(post, one, keys, look, used, concepts)
    for row in one.appointments:
        yield from membership(post, one, row, keys, look, used, concepts)


def _statements(
    post: URIRef, one: RecordedPost, keys: Keys, look: Look, used: set[Any], concepts: dict[URIRef, list[Triple]]
) -> Iterator[Triple]:
    for predicate, rows in (
        (KURUL.existed, one.existences),
        (KURUL.wasCalled, one.titles),
        (KURUL.wasPostIn, one.placements),
        (KURUL.hadFunction, one.portfolio),
        (KURUL.hadTerms, one.terms),
        (KURUL.reportedTo, one.lines),
        (KURUL.wasNumbered, [row for row in one.identifiers if row.scheme != URI]),
    ):
        for row in rows:
            if row.instrument is not None:
                used.add(row.instrument)
            node, said = statement(post, predicate, row, look)
            yield from said
            yield from _content(node, row, keys, concepts)


def _content(node: BNode, row: Any, keys: Keys, concepts: dict[URIRef, list[Triple]]) -> Iterator[Triple]:
    match row._meta.model_name:
        case "posttitle":
            yield from texts(node, SKOS.prefLabel, row.title)
            yield node, KURUL.kind, _concept(POST_KIND[quoted(row.kind.code)], row.kind, concepts)
        case "postplacement":
            yield node, KURUL.body, keys.body(row.organisation_id)
        case "portfolioentry":
            yield node, KURUL.function, _concept(FUNCTION[quoted(row.function.code)], row.function, concepts)
        case "reportingline":
            yield node, KURUL.superior, keys.post(row.superior_id)
        case "postidentifier":
            yield node, RDF.type, ADMS.Identifier
            yield node, SKOS.notation, Literal(row.value)
            yield node, KURUL.scheme, Literal(row.scheme)
        case "postterms":
            for name in TERMS:
                value = getattr(row, name)
                if value not in ("", None):
                    yield node, KURUL[name], Literal(str(value) if name == "full_time" else value)


def membership(
    post: URIRef,
    one: RecordedPost,
    row: Appointment,
    keys: Keys,
    look: Look,
    used: set[Any],
    concepts: dict[URIRef, list[Triple]],
) -> Iterator[Triple]:
    """Somebody in the post: a membership of the body to which the post belonged when it began."""
    if row.instrument is not None:
        used.add(row.instrument)
    node, said = statement(post, KURUL.wasHeld, row, look)
    yield from said
    yield node, RDF.type, ORG.Membership
    yield node, ORG.member, keys.person(row.person_id)
    placed = nearest_to(one.placements, row.period.start.latest)
    if placed is not None:
        yield node, ORG.organization, keys.body(placed.organisation_id)
    title = nearest_to(one.titles, row.period.start.latest)
    if title is not None:
        yield node, ORG.role, _concept(POST_KIND[quoted(title.kind.code)], title.kind, concepts)
    yield node, KURUL.capacity, Literal(row.capacity)
    if row.absence:
        yield node, KURUL.absence, Literal(row.absence)
    if row.left_early:
        yield node, KURUL.leftEarly, Literal(True)


def person_triples(one: RecordedPerson, look: Look) -> Iterator[Triple]:
    """One person: the name of the day, the names of other days as far as they are meant for the reader."""
    own = {row.scheme: row.value for row in one.identifiers}
    person = _uri(one.person.pk, {one.person.pk: own}, "people:person")
    now = one.name_on(look)
    yield person, RDF.type, FOAF.Person
    yield person, FOAF.name, Literal(str(now))
    yield from basis(person, one.person.basis)
    for name in one.names:
        node, said = statement(person, KURUL.wasCalled, name, look)
        # Since when somebody is called so is seldom known; that is then not said.
        yield from said if name.period != ALWAYS else said[:1] + [t for t in said[1:] if t[1] != KURUL.firstDay]
        for predicate, text in (
            (FOAF.givenName, name.given_name),
            (FOAF.familyName, name.family_name),
            (FOAF.title, name.honorific),
        ):
            if text:
                yield node, predicate, Literal(text)
    for row in one.identifiers:
        if row.scheme != URI:
            key = BNode()
            yield person, ADMS.identifier, key
            yield key, RDF.type, ADMS.Identifier
            yield key, SKOS.notation, Literal(row.value)
            yield key, KURUL.scheme, Literal(row.scheme)


def _concept(uri: URIRef, record: Any, concepts: dict[URIRef, list[Triple]]) -> URIRef:
    """The name of a kind of post or a function, described once in the file."""
    if uri not in concepts:
        described: Iterable[Triple] = texts(uri, SKOS.prefLabel, record.name)
        concepts[uri] = [(uri, RDF.type, SKOS.Concept), (uri, SKOS.notation, Literal(record.code)), *described]
    return uri
