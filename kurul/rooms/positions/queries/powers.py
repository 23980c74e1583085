"""Who may use a power on a day, and why: what the rules ask is read here, and what they answer is told."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import prefetch_related_objects

from kurul.kernel.identity.actors import Actor
from kurul.kernel.identity.visibility import visible_to
from kurul.kernel.refusals import Refused
from kurul.kernel.rules import Finding
from kurul.kernel.temporal.bounds import Certainty
from kurul.kernel.temporal.look import Look
from kurul.kernel.translated import active_language
from kurul.kernel.turkish import sort_key
from kurul.rooms.organisations.public import Named, bodies_of_units, chains, names_on
from kurul.rooms.people.public import names_seen
from kurul.rooms.positions.models import Delegation, Post, Power, PowerHeld
from kurul.rooms.positions.queries.books import Book, read
from kurul.rooms.positions.queries.holders import Holder, Titled, holders_on, somebody, titles_on, with_bodies
from kurul.rooms.positions.rules import Occupant, Way, nobody_decides

MOST_POSTS = 5000  # to which a power may come in one answer; beyond that a body is to be named


@dataclass(frozen=True)
class Given:
    """One delegation on a way, with the names that its sentence needs."""

    row: Delegation
    giver: Titled
    taker: Titled
    by: str  # the person in the delegating post who passed it on; empty: the post did
    only: str  # the only person in the receiving post who has it; empty: whoever is in it
    seen: frozenset[int]  # the persons whose names are for the reader


@dataclass(frozen=True)
class Told:
    """One way by which a power comes to a post: who holds it, through which delegations, and what stands against it."""

    held: PowerHeld | None
    accountable: Titled | None  # the post that holds it in its own right and stays accountable
    given: tuple[Given, ...]
    limit: Decimal | None
    within: Named | None
    objection: str  # key of wording.WHY_NOT; empty: it holds
    person: int | None  # only this one, who is in the post

    @property
    def holds(self) -> bool:
        """Whether the power may be used by this way."""
        return not self.objection


@dataclass(frozen=True)
class Candidate:
    """A post to which the power comes, or would come: who decides there, and by which ways."""

    post: Titled
    holders: tuple[Holder, ...]  # who decides there on the day
    ways: tuple[Told, ...]  # those that hold first

    @property
    def may(self) -> bool:
        """Whether somebody in the post may use the power."""
        return self.ways[0].holds

    @property
    def status(self) -> str:
        """The code of its status."""
        if self.may:
            return "positions.may"
        return "positions.may_perhaps" if self.ways[0].objection.startswith("perhaps") else "positions.may_not"

    @property
    def way(self) -> Told:
        """The first of its ways."""
        return self.ways[0]

    @property
    def limit(self) -> Decimal | None:
        """Up to which amount: the most that one of the ways that hold allows; None: without limit."""
        limits = [way.limit for way in self.ways if way.holds == self.may]
        known = [limit for limit in limits if limit is not None]
        return None if len(known) < len(limits) else max(known, default=None)


@dataclass(frozen=True)
class WhoMay:
    """The answer to "who may use this power on this day, and why?"."""

    power: Power
    organisation: Named | None
    amount: Decimal | None
    candidates: tuple[Candidate, ...]  # those who may first
    known: Mapping[int, Named] = field(default_factory=dict)

    @property
    def may(self) -> tuple[Candidate, ...]:
        """The posts whose holders may use it."""
        return tuple(one for one in self.candidates if one.may)

    @property
    def may_not(self) -> tuple[Candidate, ...]:
        """The posts to which it would come, but for a reason."""
        return tuple(one for one in self.candidates if not one.may)


def who_may(
    power: Power, organisation: int | None, amount: Decimal | None, look: Look, actor: Actor | None = None
) -> WhoMay:
    """Every post to which a power comes on the day looked at, with its holders and the chain: at most 19 queries,
    one or two more where a delegation names a person.

    `organisation`: only for this body (a power held in a body holds below it too); `amount` in the unit of the power.
    What is not certain gives nothing, and is told as not known. Raises Refused where it would name more than
    MOST_POSTS.
    """
    bodies = [organisation, *chains([organisation], look)[organisation]] if organisation else None
    book = read(power.pk, look, on_day=True, near=bodies)
    if len(book.existences) > MOST_POSTS:
        raise Refused(Finding("positions.name_a_body", "organisation", {"posts": len(book.existences)}))
    answering = book.setting(look, bodies or ())
    found: dict[int, list[Way]] = defaultdict(list)
    for way in answering.ways(answering.asked(organisation, amount)):
        if not (way.objection == "not_here" and way.fails_at == 0):  # what is held elsewhere is no answer here
            found[way.post].append(way)
    shown = {post for ways_to in found.values() for way in ways_to for post in way.posts}
    if actor is not None:
        rows_of = Post.objects.filter(pk__in=shown)
        visible = visible_to(rows_of, actor)
        if visible is not rows_of:  # else all are public
            seen = set(visible.values_list("pk", flat=True))
            found = defaultdict(list, {post: rows for post, rows in found.items() if post in seen})
    titles = titles_on(shown, look)
    occupants = holders_on(found, look, actor or Actor.nobody())
    within = {way.within for ways_to in found.values() for way in ways_to if way.within}
    bodies_of = bodies_of_units(_units_of(found, titles, answering.above), look)
    names = names_on({*within, *bodies_of.values(), *([organisation] if organisation else [])}, look)
    titles = with_bodies(titles, bodies_of, names)
    rows = {row.pk: row for row in book.delegations}
    given = list(
        {one.number: rows[one.number] for ways_to in found.values() for way in ways_to for one in way.passed}.values()
    )
    prefetch_related_objects(given, "instrument", "revoking_instrument")  # many share one
    named = {person for row in given for person in (row.from_person_id, row.to_person_id) if person}
    people = names_seen(named, look, actor or Actor.nobody()) if named else {}
    telling = _Telling(book, rows, titles, names, people)
    candidates = [
        telling.candidate(post, ways_to, occupants[post]) for post, ways_to in found.items() if post in titles
    ]
    language = active_language()
    candidates.sort(key=lambda one: (not one.may, len(one.way.given), sort_key(str(one.post), language), one.post.id))
    return WhoMay(power, names.get(organisation) if organisation else None, amount, tuple(candidates), names)


@dataclass(frozen=True)
class _Telling:
    book: Book
    rows: Mapping[int, Delegation]
    titles: Mapping[int, Titled]
    names: Mapping[int, Named]
    people: Mapping[int, str]

    def candidate(self, post: int, found: list[Way], occupants: tuple[Holder, ...]) -> Candidate:
        told = [self._told(way, occupants) for way in found]
        told.sort(key=lambda one: (not one.holds, len(one.given)))
        persons = {one.person for one in told if one.holds == told[0].holds}
        return Candidate(self.titles[post], _deciding(occupants, persons), tuple(told))

    def _told(self, way: Way, occupants: tuple[Holder, ...]) -> Told:
        held = next((row for row in self.book.held if way.own and row.pk == way.own.number), None)
        given = tuple(
            Given(
                self.rows[one.number],
                self.titles[one.giver],
                self.titles[one.taker],
                by=somebody(self.people, one.by) if one.by else "",
                only=somebody(self.people, one.person) if one.person else "",
                seen=frozenset(self.people),
            )
            for one in way.passed
            if one.giver in self.titles and one.taker in self.titles
        )
        objection = way.objection or nobody_decides(way, _occupants(occupants))
        return Told(
            held=held,
            accountable=self.titles.get(way.own.post) if way.own else None,
            given=given,
            limit=way.limit,
            within=self.names.get(way.within) if way.within else None,
            objection=objection,
            person=way.person,
        )


def _units_of(
    found: Mapping[int, list[Way]], titles: Mapping[int, Titled], above: Mapping[int, tuple[int, ...]]
) -> dict[int, tuple[int, ...]]:
    """Where the posts between which is delegated stand, each with the bodies above it."""
    given = (one for ways_to in found.values() for way in ways_to for one in way.passed)
    posts = {post for one in given for post in (one.giver, one.taker)}
    places = {titles[post].organisation for post in posts if post in titles}
    return {place.id: above.get(place.id, ()) for place in places if place}


def _occupants(holders: Iterable[Holder]) -> list[Occupant]:
    return [Occupant(one.person, one.capacity, one.certainty) for one in holders]


def _deciding(holders: tuple[Holder, ...], persons: set[int | None]) -> tuple[Holder, ...]:
    """Who decides: whoever acts where somebody does, else the substantive holders; only those named, if any are."""
    able = [one for one in holders if one.is_acting or one.is_substantive]
    if None not in persons:
        return tuple(one for one in able if one.person in persons)
    sure = [one for one in able if one.certainty is Certainty.YES]
    acting = [one for one in sure if one.is_acting]
    return tuple(acting or [one for one in sure if one.is_substantive] or able)


def all_powers() -> list[Power]:
    """All powers, in their order."""
    return list(Power.objects.all())


def power_by_code(code: str) -> Power | None:
    """The power of this code, or none."""
    return Power.objects.filter(code=code).first()
