"""What is recorded about a power, and the ways by which the rules say that it comes to a post."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import F, Q, QuerySet
from django_cte import CTE, with_cte

from kurul.kernel.prepared import prepared
from kurul.kernel.temporal.bounds import Certainty, Period
from kurul.kernel.temporal.facts import held_true, possibly
from kurul.kernel.temporal.look import Look
from kurul.rooms.organisations.public import chains, standing_on
from kurul.rooms.positions.models import (
    Appointment,
    Capacity,
    Delegation,
    Post,
    PostExistence,
    PostPlacement,
    PostTitle,
    PowerHeld,
    Reach,
)
from kurul.rooms.positions.queries.in_short import COLUMNS, InShort, by_post
from kurul.rooms.positions.rules import Asked, Own, Passed, Setting, Way, all_of, ways

_NO_POST = (0,)


@dataclass(frozen=True)
class Book:
    """Everything recorded that decides who holds a power: for one day, or (without `day`) for all days."""

    held: tuple[PowerHeld, ...]
    delegations: tuple[Delegation, ...]
    titles: Mapping[int, list[InShort]]  # by post: the kind
    placements: Mapping[int, list[InShort]]  # by post: the organisation
    existences: Mapping[int, list[InShort]]  # by post
    in_post: Mapping[tuple[int, int], list[Appointment]]  # of whom a delegation names, by post and person

    def edges(self) -> set[date]:
        """Every day on which something certainly begins or ends to hold."""
        rows: list[Any] = [*self.held, *self.delegations]
        for of_posts in (self.titles, self.placements, self.existences, self.in_post):
            rows += [row for found in of_posts.values() for row in found]
        return {day for row in rows for day in (row.valid_from_latest, row.valid_to_earliest)}

    def setting(self, look: Look, bodies: Iterable[int] = ()) -> "Answering":
        """What the rules need for one day: one query for the bodies above those that matter, one for which exist."""
        places = {row.said for rows in self.placements.values() for row in rows}
        narrowed = {row.organisation_id for row in self.delegations if row.organisation_id}
        wanted = {*places, *narrowed, *bodies}
        above = chains(wanted, look) if wanted else {}
        return Answering(self, look.day, above, standing_on(places, look))


@dataclass(frozen=True)
class Answering:
    """The book on one day, with the bodies above each body."""

    book: Book
    day: date
    above: Mapping[int, tuple[int, ...]]
    standing: Collection[int]  # of the bodies in which posts stand those that exist, or may exist

    def asked(self, organisation: int | None, amount: Decimal | None) -> Asked:
        """A question about a body (with those above it) and an amount."""
        bodies = frozenset([organisation, *self.above.get(organisation, ())]) if organisation else frozenset()
        return Asked(self.day, amount, bodies)

    def ways(self, asked: Asked) -> list[Way]:
        """Every way by which the power comes to a post, those that do not hold too."""
        existing = {post: _best(rows, self.day) for post, rows in self.book.existences.items()}
        above = {body: frozenset([body, *chain]) for body, chain in self.above.items()}
        in_post = {whose: _best(rows, self.day) for whose, rows in self.book.in_post.items()}
        setting = Setting(existing, above, in_post, self._bodyless())
        return ways(list(self._own()), [_passed(row) for row in self.book.delegations], asked, setting)

    def _bodyless(self) -> frozenset[int]:
        """The posts that stand on the day only in bodies that do not exist: nobody has moved or abolished them."""
        places = {
            post: {row.said for row in rows if row.period.on(self.day) is not Certainty.NO}
            for post, rows in self.book.placements.items()
        }
        return frozenset(post for post, bodies in places.items() if bodies and bodies.isdisjoint(self.standing))

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
                of_kind = _best([one for one in titles if one.said == row.post_kind_id], self.day)
                if of_kind is not Certainty.NO and post not in of_post:
                    yield from self._own_of(row, post, of_kind)

    def _own_of(self, row: PowerHeld, post: int, of_kind: Certainty) -> Iterable[Own]:
        for placed in self.book.placements.get(post, ()):
            if placed.period.on(self.day) is Certainty.NO:
                continue
            body: int | None = placed.said
            if row.reach == Reach.PARENT:
                body = next(iter(self.above.get(placed.said, ())), None)
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
        row.may_pass_on, row.is_revoked, row.from_person_id,
    )  # fmt: skip


def read(
    power: int,
    look: Look,
    *,
    on_day: bool,
    received_by: Collection[int] | None = None,
    near: Collection[int] | None = None,
) -> Book:
    """Read what decides about a power: five queries, one more where a delegation names a person, two more for `near`.
    Instruments of delegations are left to who tells of them.

    `on_day`: only what may hold on the day looked at (ended delegations are read all the same, to say that they did).
    `received_by`: only these posts and whoever they may have it from. `near`: only posts in these bodies or directly
    under them, and all to whom the power may come from there: what is held elsewhere does not hold in these bodies.
    """
    moment, day = look.known_at, look.day if on_day else None
    held = _stated(power, day, moment)
    kinds = tuple({row.post_kind_id for row in held if row.post_kind_id})
    named = {row.post_id for row in held if row.post_id}
    if near is not None:
        bodies = tuple(near)
        delegations = _going_on(power, tuple(named) or _NO_POST, bodies, look.day, moment)
        titles = by_post(_titles_near(kinds, bodies, look.day, day, moment))
    else:
        delegations = _of_power(power, moment)
        if received_by is None:
            titles = by_post(_titles(kinds, day, moment))
        else:
            sources = _sources(received_by, delegations)
            delegations = [row for row in delegations if row.from_post_id in sources and row.to_post_id in sources]
            titles = by_post(_titles_of(tuple(sources), kinds, day, moment))
            named &= sources
    named |= {post for row in delegations for post in (row.from_post_id, row.to_post_id)}
    posts = tuple({*titles, *named})
    places = by_post(_of_posts(posts, day, moment, model=PostPlacement, column="organisation_id"))
    existences = by_post(_of_posts(posts, day, moment, model=PostExistence, column="pk"))
    in_post = _appointments(delegations, look, on_day=on_day)
    return Book(tuple(held), tuple(delegations), titles, places, existences, in_post)


@prepared
def _stated(power: int, day: date | None, known_at: datetime | None) -> QuerySet[PowerHeld]:
    """What is said of posts and of their kinds; on the day, if one is given."""
    rows = _possibly(PowerHeld.objects.known_at(known_at).filter(power_id=power), day)
    return rows.select_related("instrument", "post_kind").in_order()


@prepared
def _going_on(power: int, named: tuple[int, ...], bodies: tuple[int, ...], day: date, known_at: datetime | None) -> Any:
    """The delegations through which a power may go on from these posts, or from those in these bodies or directly under
    them: walked in the database, for those of the whole state are many."""
    handed = Delegation.objects.known_at(known_at).filter(power_id=power).order_by()

    def walk(cte: CTE) -> object:
        first = Post.objects.filter(pk__in=named).values(node=F("pk"))
        near = (rows.values(node=F("post_id")) for rows in _placed_near(bodies, day, known_at))
        further = cte.join(handed, from_post_id=cte.col.node).values(node=F("to_post_id"))
        return first.union(*near, further)

    cte = CTE.recursive(walk)
    return with_cte(cte, select=cte.join(handed, from_post_id=cte.col.node)).in_order()


@prepared
def _titles_near(
    kinds: tuple[int, ...], bodies: tuple[int, ...], near: date, day: date | None, known_at: datetime | None
) -> Any:
    rows = PostTitle.objects.known_at(known_at).filter(
        kind_id__in=kinds, post_id__in=_posts_near(bodies, near, known_at)
    )
    return _possibly(rows, day).order_by("pk").values_list(*COLUMNS, "kind_id")


@prepared
def _titles(kinds: tuple[int, ...], day: date | None, known_at: datetime | None) -> Any:
    rows = PostTitle.objects.known_at(known_at).filter(kind_id__in=kinds)
    return _possibly(rows, day).order_by("pk").values_list(*COLUMNS, "kind_id")


@prepared
def _titles_of(posts: tuple[int, ...], kinds: tuple[int, ...], day: date | None, known_at: datetime | None) -> Any:
    rows = PostTitle.objects.known_at(known_at).filter(kind_id__in=kinds, post_id__in=posts)
    return _possibly(rows, day).order_by("pk").values_list(*COLUMNS, "kind_id")


@prepared
def _of_posts(posts: tuple[int, ...], day: date | None, known_at: datetime | None, *, model: Any, column: str) -> Any:
    rows = model.objects.known_at(known_at).filter(post_id__in=posts)
    return _possibly(rows, day).order_by("pk").values_list(*COLUMNS, column)


def _possibly(rows: Any, day: date | None) -> Any:
    return rows if day is None else rows.filter(possibly(day))


def _posts_near(bodies: Collection[int], day: date, known_at: datetime | None) -> Any:
    """The posts of these bodies and of what stands directly under one of them, on the day: rows not read yet."""
    here, under = _placed_near(bodies, day, known_at)
    return here.values("post_id").union(under.values("post_id"))


def _placed_near(bodies: Collection[int], day: date, known_at: datetime | None) -> tuple[Any, Any]:
    """Where posts stand in these bodies, and directly under one of them.

    Two lookups: as one with "or" SQLite would go through every placement of the state.
    """
    placed = PostPlacement.objects.known_at(known_at).filter(possibly(day))
    above = "organisation__placements__"
    under = Q(**{f"{above}parent_id__in": bodies}) & held_true(known_at, above) & possibly(day, above)
    return placed.filter(organisation_id__in=bodies), placed.filter(under)


@prepared
def _of_power(power: int, known_at: datetime | None) -> QuerySet[Delegation]:
    return Delegation.objects.known_at(known_at).filter(power_id=power).in_order()


def _appointments(
    delegations: Iterable[Delegation], look: Look, *, on_day: bool
) -> dict[tuple[int, int], list[Appointment]]:
    """When whoever a delegation names holds the post, or acts for it; no query where none names anybody."""
    named = [(row.from_post_id, row.from_person_id) for row in delegations]
    named += [(row.to_post_id, row.to_person_id) for row in delegations]
    found: dict[tuple[int, int], list[Appointment]] = {(post, person): [] for post, person in named if person}
    if not found:
        return found
    posts, persons = zip(*found, strict=True)
    rows = Appointment.objects.known_at(look.known_at).filter(post_id__in=set(posts), person_id__in=set(persons))
    if on_day:
        rows = rows.filter(possibly(look.day))
    for row in rows.exclude(capacity=Capacity.SUBSTITUTE):
        if (row.post_id, row.person_id) in found:
            found[row.post_id, row.person_id].append(row)
    return found


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
