"""Who may use a power on a day, and why: what the rules ask is read here, and what they answer is told."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Q

from kurul.kernel.identity.actors import Actor
from kurul.kernel.identity.visibility import visible_to
from kurul.kernel.refusals import Refused
from kurul.kernel.rules import Finding
from kurul.kernel.temporal.bounds import Certainty, Period
from kurul.kernel.temporal.facts import held_true, possibly
from kurul.kernel.temporal.look import Look
from kurul.rooms.organisations.public import Named, chains, names_on
from kurul.rooms.positions.models import (
    Delegation,
    Post,
    PostExistence,
    PostPlacement,
    PostTitle,
    Power,
    PowerHeld,
    Reach,
)
from kurul.rooms.positions.queries.holders import Holder, Titled, holders_on, titles_on
from kurul.rooms.positions.rules import Asked, Occupant, Own, Passed, Setting, Way, all_of, nobody_decides, ways

MOST_POSTS = 5000  # to which a power may come in one answer; beyond that a body is to be named


@dataclass(frozen=True)
class Book:
    """Everything recorded that decides who holds a power: for one day, or (without `day`) for all days."""

    held: tuple[PowerHeld, ...]
    delegations: tuple[Delegation, ...]
    titles: Mapping[int, list[PostTitle]]  # by post
    placements: Mapping[int, list[PostPlacement]]  # by post
    existences: Mapping[int, list[PostExistence]]  # by post

    def edges(self) -> set[date]:
        """Every day on which something certainly begins or ends to hold."""
        rows: list[Any] = [*self.held, *self.delegations]
        for by_post in (self.titles, self.placements, self.existences):
            rows += [row for found in by_post.values() for row in found]
        return {day for row in rows for day in (row.valid_from_latest, row.valid_to_earliest)}

    def setting(self, look: Look, bodies: Iterable[int] = ()) -> "Answering":
        """What the rules need for one day: one query for the bodies above those that matter."""
        places = {row.organisation_id for rows in self.placements.values() for row in rows}
        narrowed = {row.organisation_id for row in self.delegations if row.organisation_id}
        wanted = {*places, *narrowed, *bodies}
        above = chains(wanted, look) if wanted else {}
        return Answering(self, look.day, above)


@dataclass(frozen=True)
class Answering:
    """The book on one day, with the bodies above each body."""

    book: Book
    day: date
    above: Mapping[int, tuple[int, ...]]

    def asked(self, organisation: int | None, amount: Decimal | None) -> Asked:
        """A question about a body (with those above it) and an amount."""
        bodies = frozenset([organisation, *self.above.get(organisation, ())]) if organisation else frozenset()
        return Asked(self.day, amount, bodies)

    def ways(self, asked: Asked) -> list[Way]:
        """Every way by which the power comes to a post, those that do not hold too."""
        existing = {post: _best(rows, self.day) for post, rows in self.book.existences.items()}
        above = {body: frozenset([body, *chain]) for body, chain in self.above.items()}
        return ways(list(self._own()), [_passed(row) for row in self.book.delegations], asked, Setting(existing, above))

    def _own(self) -> Iterable[Own]:
        """What posts hold in their own right; what is said of a post itself goes before what is said of its kind."""
        of_post = {row.post_id for row in self.book.held if row.post_id and self._is_on(row)}
        for row in self.book.held:
            if not self._is_on(row):
                continue
            if row.post_id is not None:
                yield from self._own_of(row, row.post_id, Certainty.YES)
                continue
            for post, titles in self.book.titles.items():
                of_kind = _best([one for one in titles if one.kind_id == row.post_kind_id], self.day)
                if of_kind is not Certainty.NO and post not in of_post:
                    yield from self._own_of(row, post, of_kind)

    def _own_of(self, row: PowerHeld, post: int, of_kind: Certainty) -> Iterable[Own]:
        for placed in self.book.placements.get(post, ()):
            if placed.period.on(self.day) is Certainty.NO:
                continue
            body: int | None = placed.organisation_id
            if row.reach == Reach.PARENT:
                body = next(iter(self.above.get(placed.organisation_id, ())), None)
            if body is not None:  # where nobody stands above there is nowhere for it to hold
                certainty = all_of([row.period.on(self.day), of_kind, placed.period.on(self.day)])
                yield Own(row.pk, post, row.threshold, body, row.may_delegate, certainty)

    def _is_on(self, row: PowerHeld) -> bool:
        return row.period.on(self.day) is not Certainty.NO


def _best(rows: Iterable[Any], day: date) -> Certainty:
    answers = {row.period.on(day) for row in rows}
    return next((one for one in (Certainty.YES, Certainty.NOT_KNOWN) if one in answers), Certainty.NO)


def _passed(row: Delegation) -> Passed:
    return Passed(
        row.pk, row.from_post_id, row.to_post_id, row.period, row.threshold, row.organisation_id, row.to_person_id,
        row.may_pass_on, row.is_revoked,
    )  # fmt: skip


def read(
    power: int,
    look: Look,
    *,
    on_day: bool,
    received_by: Collection[int] | None = None,
    near: Collection[int] | None = None,
) -> Book:
    """Read what decides about a power: five queries.

    `on_day`: only what may hold on the day looked at (ended delegations are read all the same, to say that they did).
    `received_by`: only these posts and whoever they may have it from. `near`: of posts that hold it by their kind only
    those in these bodies or directly under them.
    """
    moment = look.known_at
    given = (
        Delegation.objects.known_at(moment).filter(power_id=power).select_related("instrument", "revoking_instrument")
    )
    delegations = list(given.in_order())
    sources = set() if received_by is None else _sources(received_by, delegations)
    if received_by is not None:
        delegations = [row for row in delegations if row.from_post_id in sources and row.to_post_id in sources]
    stated = PowerHeld.objects.known_at(moment).filter(power_id=power).select_related("instrument", "post_kind")
    if on_day:
        stated = stated.filter(possibly(look.day))
    held = list(stated.in_order())
    named = {row.post_id for row in held if row.post_id}
    named |= {post for row in delegations for post in (row.from_post_id, row.to_post_id)}
    titles = PostTitle.objects.known_at(moment).filter(
        kind_id__in={row.post_kind_id for row in held if row.post_kind_id}
    )
    if received_by is not None:
        named &= sources
        titles = titles.filter(post_id__in=sources)
    if on_day:
        titles = titles.filter(possibly(look.day))
    if near is not None:
        titles = titles.filter(_is_near(near, look) | Q(post_id__in=named))
    by_post = _by_post(titles)
    posts = {*by_post, *named}
    placements, existences = (
        model.objects.known_at(moment).filter(post_id__in=posts) for model in (PostPlacement, PostExistence)
    )
    if on_day:
        placements, existences = (rows.filter(possibly(look.day)) for rows in (placements, existences))
    return Book(tuple(held), tuple(delegations), by_post, _by_post(placements), _by_post(existences))


def _is_near(bodies: Collection[int], look: Look) -> Q:
    """Posts of these bodies or of what stands directly under one of them, on the day."""
    here = PostPlacement.objects.known_at(look.known_at).filter(possibly(look.day))
    above = "organisation__placements__"
    under = Q(**{f"{above}parent_id__in": bodies}) & held_true(look.known_at, above) & possibly(look.day, above)
    here = here.filter(Q(organisation_id__in=bodies) | under)
    return Q(post_id__in=here.values("post_id"))


def _sources(posts: Collection[int], delegations: Iterable[Delegation]) -> set[int]:
    """The posts and all from which they may ever have had the power."""
    givers: dict[int, set[int]] = defaultdict(set)
    for row in delegations:
        givers[row.to_post_id].add(row.from_post_id)
    found, waiting = set(posts), list(posts)
    while waiting:
        for giver in givers[waiting.pop()] - found:
            found.add(giver)
            waiting.append(giver)
    return found


def _by_post(rows: Any) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.post_id].append(row)
    return dict(found)


# --- the answer -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Given:
    """One delegation on a way, with the names that its sentence needs."""

    row: Delegation
    giver: Titled
    taker: Titled


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
    """Every post to which a power comes on the day looked at, with its holders and the chain: at most fourteen queries.

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
        seen = set(visible_to(Post.objects.filter(pk__in=shown), actor).values_list("pk", flat=True))
        found = defaultdict(list, {post: rows for post, rows in found.items() if post in seen})
    titles = titles_on(shown, look)
    occupants = holders_on(found, look, actor or Actor.nobody())
    within = {way.within for ways_to in found.values() for way in ways_to if way.within}
    names = names_on({*within, *([organisation] if organisation else [])}, look)
    telling = _Telling(book, titles, names)
    candidates = [
        telling.candidate(post, ways_to, occupants[post]) for post, ways_to in found.items() if post in titles
    ]
    candidates.sort(key=lambda one: (not one.may, len(one.way.given), str(one.post), one.post.id))
    return WhoMay(power, names.get(organisation) if organisation else None, amount, tuple(candidates), names)


@dataclass(frozen=True)
class _Telling:
    book: Book
    titles: Mapping[int, Titled]
    names: Mapping[int, Named]

    def candidate(self, post: int, found: list[Way], occupants: tuple[Holder, ...]) -> Candidate:
        told = [self._told(way, occupants) for way in found]
        told.sort(key=lambda one: (not one.holds, len(one.given)))
        persons = {one.person for one in told if one.holds == told[0].holds}
        return Candidate(self.titles[post], _deciding(occupants, persons), tuple(told))

    def _told(self, way: Way, occupants: tuple[Holder, ...]) -> Told:
        rows = {row.pk: row for row in self.book.delegations}
        held = next((row for row in self.book.held if way.own and row.pk == way.own.number), None)
        given = tuple(
            Given(rows[one.number], self.titles[one.giver], self.titles[one.taker])
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
            person=way.passed[-1].person if way.passed else None,
        )


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


def ways_on_days(
    power: int, giver: int, organisation: int | None, amount: Decimal | None, period: Period
) -> dict[date, list[Way]]:
    """By which ways a post has a power, on the first day of a period and whenever something changes within it.

    What is asked for is what it wants to delegate; read by what is held true now.
    """
    look = Look(period.start.latest)
    book = read(power, look, on_day=False, received_by=[giver])
    last = period.end.earliest
    days = {period.start.latest, *(day for day in book.edges() if period.start.latest < day < last)}
    found: dict[date, list[Way]] = {}
    for day in sorted(days):
        answering = book.setting(Look(day), [organisation] if organisation else ())
        ways_to = answering.ways(answering.asked(organisation, amount))
        found[day] = [way for way in ways_to if way.post == giver]
    return found


def all_powers() -> list[Power]:
    """All powers, in their order."""
    return list(Power.objects.all())


def power_by_code(code: str) -> Power | None:
    """The power of this code, or none."""
    return Power.objects.filter(code=code).first()
