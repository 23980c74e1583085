"""Who holds a post, and what a person holds."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, TypeVar

from django.db.models import QuerySet
from django.utils.translation import gettext

from kurul.kernel.identity.actors import Actor
from kurul.kernel.identity.visibility import visible_to
from kurul.kernel.prepared import prepared
from kurul.kernel.remembering import read_each, read_once
from kurul.kernel.temporal.bounds import Bound, Certainty, Period
from kurul.kernel.temporal.look import Look
from kurul.kernel.translated import Translated, joined
from kurul.kernel.turkish import fold
from kurul.kernel.wording import Text
from kurul.rooms.law.public import Instrument
from kurul.rooms.organisations.public import Named, bodies_of_units, chains, names_on
from kurul.rooms.people.public import names_of, names_seen, person_of
from kurul.rooms.positions.models import (
    Absence,
    Appointment,
    Capacity,
    Completeness,
    Post,
    PostFact,
    PostPlacement,
    PostTitle,
)
from kurul.rooms.positions.queries.in_short import COLUMNS, InShort, by_post
from kurul.rooms.positions.rules import Claim, Held, Seat, latest_end, seat_of

Row = TypeVar("Row", bound=PostFact | InShort)
SUGGESTED = 10
# The order in which holders are named: who holds the post, who acts for it, who stands in.
RANKS = {Capacity.SUBSTANTIVE.value: 0, Capacity.ACTING.value: 1, Capacity.SUBSTITUTE.value: 2}


@dataclass(frozen=True)
class Holder:
    """Somebody in a post: as what, how surely on the day looked at, when, by which instrument."""

    appointment: int
    person: int
    name: str
    capacity: str
    absence: str
    certainty: Certainty
    period: Period
    instrument: Instrument | None
    basis: str
    left_early: bool = False  # before the end that had been recorded for it
    is_to_come: bool = False  # begins after the day looked at
    is_named: bool = True  # else the name is not for the reader

    @property
    def label(self) -> Text:
        """As what, in a word."""
        return Capacity(self.capacity).label

    @property
    def absence_label(self) -> Text:
        """Why somebody acts beside a substantive holder; empty else."""
        return Absence(self.absence).label if self.absence else ""

    @property
    def is_substantive(self) -> bool:
        """Whether the post is held in full right."""
        return self.capacity == Capacity.SUBSTANTIVE

    @property
    def is_acting(self) -> bool:
        """Whether somebody acts for a vacant post or an absent holder."""
        return self.capacity == Capacity.ACTING


@dataclass(frozen=True)
class Standing:
    """How a post is held on a day: who is, or may be, in it, who left last, who comes, and since when it is without."""

    holders: tuple[Holder, ...] = ()
    last: Holder | None = None
    left: Bound | None = None
    next: Holder | None = None  # who is appointed from a later day on

    def claim(self, post: int, certainty: Certainty, *, allowed: int = 1) -> Claim:
        """The same as the rules see it, for a post that counts so surely and that so many may hold."""
        return Claim(
            post=post,
            certainty=certainty,
            substantive=[one.certainty for one in self.holders if one.is_substantive],
            acting=[one.certainty for one in self.holders if one.is_acting],
            left=self.left,
            allowed=allowed,
        )

    def seat(self, post: int, *, is_complete: bool, allowed: int) -> Seat:
        """The state of the post itself, which so many may hold at once."""
        return seat_of([self.claim(post, Certainty.YES, allowed=allowed)], is_complete=is_complete)


NEVER_HELD = Standing()


@dataclass(frozen=True)
class Titled:
    """A post by its title and organisation on the day looked at."""

    id: int
    title: Translated
    kind: str  # code
    organisation: Named | None
    certainty: Certainty = Certainty.YES
    body: Named | None = None  # of which the organisation is a unit, where that was asked for

    @property
    def place(self) -> str:
        """The organisation, and the body that it is a unit of."""
        return joined(str(one) for one in (self.organisation, self.body) if one)

    def __str__(self) -> str:
        return joined([str(self.title), self.place]) if self.organisation else str(self.title)


@dataclass(frozen=True)
class HeldPost:
    """A post with the appointment by which somebody holds it."""

    post: Titled
    holder: Holder


def people_named(ids: Iterable[int], look: Look, actor: Actor) -> dict[int, str]:
    """What the holders of posts are called on the day, as far as the actor may see them: one to three queries.

    Whoever holds or held a post by what is held true now is public by it. Only with the knowledge of another moment
    an appointment may be of somebody whom it should never have named.
    """
    return names_of(ids, look) if look.known_at is None else names_seen(ids, look, actor)


def somebody(names: Mapping[int, str], person: int) -> str:
    """The name of a person, else that it is somebody whose name is not for the reader."""
    return names.get(person) or gettext("a person")


@read_each
def holders_on(posts: Iterable[int], look: Look, actor: Actor) -> dict[int, tuple[Holder, ...]]:
    """Who holds, or may hold, each post on the day: substantive first, then acting, then substitutes. Three queries,
    two more with the knowledge of another moment.

    Every post asked for has an entry; an empty one says that nobody is recorded, not that it is vacant.
    """
    wanted = set(posts)
    appointments = _appointments_on(tuple(wanted), look.day, look.known_at)
    numbers = {row.instrument_id for row in appointments if row.instrument_id}
    instruments = {one.pk: one for one in _instruments(tuple(numbers))}  # many share one
    for row in appointments:
        row.instrument = instruments[row.instrument_id] if row.instrument_id else None
    found: dict[int, list[Holder]] = {post: [] for post in wanted}
    names = people_named({row.person_id for row in appointments}, look, actor)
    for row in sorted(appointments, key=lambda one: (RANKS[one.capacity], one.place, one.valid_from, one.pk)):
        found[row.post_id].append(holder(row, names, look.day))
    return {post: tuple(holders) for post, holders in found.items()}


@prepared
def _appointments_on(posts: tuple[int, ...], day: date, known_at: datetime | None) -> QuerySet[Appointment]:
    return Appointment.objects.possibly_as_of(day, known_at).filter(post_id__in=posts)


@prepared
def _instruments(numbers: tuple[int, ...]) -> QuerySet[Instrument]:
    return Instrument._base_manager.filter(pk__in=numbers)  # those taken back, too


def standing(rows: Iterable[Appointment], names: Mapping[int, str], day: date) -> Standing:
    """How a post with these appointments is held on the day. Substitutes leave no post vacant."""
    now = [row for row in rows if row.period.on(day) is not Certainty.NO]
    now.sort(key=lambda row: (RANKS[row.capacity], row.place, row.valid_from, row.pk))
    gone = [row for row in rows if row.capacity != Capacity.SUBSTITUTE and row.valid_to <= day]
    coming = [row for row in rows if row.capacity != Capacity.SUBSTITUTE and row.valid_from > day]
    first = min(coming, key=lambda row: (row.valid_from_latest, RANKS[row.capacity], row.pk), default=None)
    last = max(gone, key=lambda row: (row.valid_to, row.valid_to_earliest, row.pk), default=None)
    return Standing(
        holders=tuple(holder(row, names, day) for row in now),
        last=holder(last, names, day) if last else None,
        left=latest_end([row.period.end for row in gone]),
        next=holder(first, names, day) if first else None,
    )


def standings_on(posts: Iterable[int], look: Look, actor: Actor) -> dict[int, Standing]:
    """How each post is held on the day looked at: two queries. Posts without any appointment are absent."""
    rows = Appointment.objects.known_at(look.known_at).filter(post_id__in=set(posts)).select_related("instrument")
    by_post: dict[int, list[Appointment]] = {}
    for row in rows:
        by_post.setdefault(row.post_id, []).append(row)
    names = people_named({row.person_id for row in rows}, look, actor)
    return {post: standing(found, names, look.day) for post, found in by_post.items()}


def stated_complete(organisations: Iterable[int], look: Look) -> set[int]:
    """The organisations whose posts and holders are stated to be recorded completely on the day: one query."""
    stated = Completeness.objects.as_of(look.day, look.known_at).filter(organisation_id__in=set(organisations))
    return set(stated.values_list("organisation_id", flat=True))


def holder(row: Appointment, names: Mapping[int, str], day: date) -> Holder:
    """One appointment as it stands on the day."""
    return Holder(
        appointment=row.pk,
        person=row.person_id,
        name=somebody(names, row.person_id),
        is_named=row.person_id in names,
        capacity=row.capacity,
        absence=row.absence,
        certainty=row.period.on(day),
        period=row.period,
        instrument=row.instrument,
        basis=row.basis,
        left_early=row.left_early,
        is_to_come=row.valid_from > day,
    )


@read_each
def titles_on(posts: Iterable[int], look: Look) -> dict[int, Titled]:
    """Title and organisation of each post on the day, else the latest there is: three queries."""
    wanted = set(posts)
    titles = _best(by_post(_said_of(tuple(wanted), look.known_at, model=PostTitle, columns=_TITLE)), look)
    places = _best(
        by_post(_said_of(tuple(wanted), look.known_at, model=PostPlacement, columns=("organisation_id",))), look
    )
    names = names_on({row.said for row in places.values()}, look)
    found = {}
    for post, row in titles.items():
        title, kind = row.said
        place = names.get(places[post].said) if post in places else None
        found[post] = Titled(post, title, kind, place, row.period.on(look.day))
    return found


def titles_in_full(posts: Iterable[int], look: Look) -> dict[int, Titled]:
    """The same, with the body that a unit belongs to, for units of many bodies are called alike: six queries."""
    found = titles_on(posts, look)
    units = {one.organisation.id for one in found.values() if one.organisation}
    bodies = bodies_of_units(chains(units, look), look) if units else {}
    return with_bodies(found, bodies, names_on(bodies.values(), look) if bodies else {})


def with_bodies(
    titles: Mapping[int, Titled], bodies: Mapping[int, int], names: Mapping[int, Named]
) -> dict[int, Titled]:
    """The titles, each of a post in a unit with the body of that unit."""

    def body_of(one: Titled) -> Named | None:
        return names.get(bodies.get(one.organisation.id, 0)) if one.organisation else None

    return {post: replace(one, body=body_of(one)) for post, one in titles.items()}


_TITLE = ("title", "kind__code")


@prepared
def _said_of(posts: tuple[int, ...], known_at: datetime | None, *, model: Any, columns: tuple[str, ...]) -> Any:
    return model.objects.known_at(known_at).filter(post_id__in=posts).order_by("pk").values_list(*COLUMNS, *columns)


def _best(rows: Mapping[int, Sequence[InShort]], look: Look) -> dict[int, InShort]:
    """For each post the row that holds on the day, else that which may hold, else the latest known."""
    return {post: best for post, listed in rows.items() if (best := best_of(listed, look.day)) is not None}


def best_of(rows: Sequence[Row], day: date) -> Row | None:
    """Of rows about one post the one that holds on the day, else that which may hold, else the latest."""
    order = {Certainty.YES: 2, Certainty.NOT_KNOWN: 1, Certainty.NO: 0}
    return max(rows, key=lambda row: (order[row.period.on(day)], row.valid_from_latest), default=None)


def labels(posts: Iterable[int]) -> dict[int, str]:
    """Titles with their organisations, for references."""
    return {post: str(titled) for post, titled in titles_on(posts, Look.today()).items()}


def held_to(post: Post, *, besides: int | None = None) -> list[Held]:
    """All appointments to a post that are held true now, for the rules; `besides` leaves one of them out."""
    others = Appointment.objects.known_at().filter(post=post).in_order().select_for_update()
    rows = [row for row in others if row.pk != besides]
    names = names_of({row.person_id for row in rows}, Look.today())
    return [
        Held(row.person_id, names.get(row.person_id, ""), row.capacity, row.period, row.place, row.absence)
        for row in rows
    ]


@read_once
def posts_of_person(person: int, look: Look, *, ever: bool = False) -> tuple[HeldPost, ...]:
    """What a person holds, or may hold, on the day (`ever`: held at any time), the latest first. Five queries."""
    if ever:
        rows = Appointment.objects.known_at(look.known_at).filter(person_id=person)
    else:
        rows = Appointment.objects.possibly_as_of(look.day, look.known_at).filter(person_id=person)
    appointments = list(rows.select_related("instrument"))
    titles = titles_on({row.post_id for row in appointments}, look)
    names = names_of([person], look)
    held = [
        HeldPost(titles[row.post_id], holder(row, names, look.day)) for row in appointments if row.post_id in titles
    ]
    return tuple(sorted(held, key=lambda one: (one.holder.period.start, one.holder.appointment), reverse=True))


def posts_of_account(account: int, day: date) -> tuple[HeldPost, ...]:
    """What the person behind an account certainly holds on the day; empty for an account without a person."""
    person = person_of(account, day)
    if person is None:
        return ()
    held = posts_of_person(person, Look(day))
    return tuple(one for one in held if one.holder.certainty is Certainty.YES)


def person_of_post(post: int, look: Look, actor: Actor) -> Holder | None:
    """Who decides for the post on the day: the acting holder where one stands in, else the substantive one; or None.

    Only what is certain counts.
    """
    sure = [one for one in holders_on([post], look, actor)[post] if one.certainty is Certainty.YES]
    acting = next((one for one in sure if one.is_acting), None)
    return acting or next((one for one in sure if one.is_substantive), None)


def posts_of_organisations(organisations: Iterable[int], look: Look) -> dict[int, tuple[int, ...]]:
    """The posts that belong, or may belong, to each organisation on the day: one query."""
    rows = PostPlacement.objects.possibly_as_of(look.day, look.known_at)
    found: dict[int, list[int]] = {}
    for organisation, post in rows.filter(organisation_id__in=set(organisations)).values_list("organisation", "post"):
        found.setdefault(organisation, []).append(post)
    return {organisation: tuple(sorted(set(posts))) for organisation, posts in found.items()}


def first_posts(organisations: Iterable[int], look: Look) -> dict[int, int]:
    """The first post of each organisation on the day, by the order of the kinds of posts: two queries."""
    placed = PostPlacement.objects.as_of(look.day, look.known_at).filter(organisation_id__in=set(organisations))
    body_of = dict(placed.values_list("post_id", "organisation_id"))
    titles = PostTitle.objects.as_of(look.day, look.known_at).filter(post_id__in=body_of)
    found: dict[int, int] = {}
    for post in titles.order_by("kind__order", "post_id").values_list("post_id", flat=True):
        found.setdefault(body_of[post], post)
    return found


def public_holders(people: Collection[int]) -> set[int]:
    """Those of the persons who hold or held a post, by what is held true now: one query."""
    held = Appointment.objects.known_at().filter(person_id__in=people)
    return set(held.values_list("person_id", flat=True))


def appointment_labels(appointments: Iterable[int]) -> dict[int, str]:
    """Who was appointed to which post, as they are called today."""
    rows = list(Appointment.objects.filter(pk__in=set(appointments)).values_list("pk", "post_id", "person_id"))
    posts = labels({post for _pk, post, _person in rows})
    names = names_of({person for _pk, _post, person in rows}, Look.today())
    return {pk: " · ".join(filter(None, [names.get(person, ""), posts.get(post, "")])) for pk, post, person in rows}


def suggested(text: str, look: Look, actor: Actor) -> dict[int, str]:
    """Some posts whose title on the day contains what is typed."""
    rows = visible_to(PostTitle.objects.as_of(look.day, look.known_at), actor)
    found = rows.filter(search_text__contains=fold(text)).order_by("post_id").values_list("post_id", flat=True)
    return {post: str(titled) for post, titled in titles_in_full(found[:SUGGESTED], look).items()}


def meant(text: str) -> dict[int, str]:
    """The posts of today whose whole title a typed text is, with or without the organisation after a comma, and after
    another one the body that it is a unit of."""
    title, _comma, organisation = (part.strip() for part in text.partition(","))
    look = Look.today()
    whole = PostTitle.objects.as_of(look.day).filter(search_text__regex=rf"(^|\n){re.escape(fold(title))}($|\n)")
    found = titles_in_full(whole.values_list("post_id", flat=True), look)
    wanted = fold(organisation)
    return {post: str(titled) for post, titled in found.items() if not wanted or wanted in _places_of(titled)}


def _places_of(titled: Titled) -> set[str]:
    """As what people may type where a post stands, folded: its organisation, alone or with the body of that."""
    if titled.organisation is None:
        return set()
    units = titled.organisation.name.folded.split("\n")
    bodies = titled.body.name.folded.split("\n") if titled.body else []
    return {*units, *(f"{unit}, {body}" for unit in units for body in bodies)}
