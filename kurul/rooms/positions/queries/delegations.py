"""Powers as they are recorded: which posts hold them, and what a post has delegated and received."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Q, Window
from django.db.models.functions import RowNumber

from kurul.kernel.identity.actors import Actor
from kurul.kernel.identity.visibility import visible_to
from kurul.kernel.temporal.bounds import Bound, Certainty
from kurul.kernel.temporal.look import Look
from kurul.kernel.until_written import answer
from kurul.rooms.organisations.public import Named, names_on
from kurul.rooms.people.public import names_seen
from kurul.rooms.positions.models import Delegation, Post, PostTitle, Power, PowerHeld
from kurul.rooms.positions.queries.holders import Titled, somebody, titles_in_full, titles_on
from kurul.rooms.positions.queries.narrowing import with_text

SHOWN = 5  # delegations of each power on the page of all powers: the latest; the others are in a list
_TOLD = ("power", "instrument", "revoking_instrument")
STANDS = {Certainty.YES: "positions.delegated", Certainty.NOT_KNOWN: "positions.delegated_perhaps"}


@dataclass(frozen=True)
class HeldPower:
    """That a post, or a kind of post, holds a power, and how surely on the day."""

    row: PowerHeld
    post: Titled | None
    certainty: Certainty
    is_overridden: bool = False  # of a post: what is said of itself goes before what is said of its kind


@dataclass(frozen=True)
class Delegated:
    """A delegation as it stands on the day."""

    row: Delegation
    giver: Titled
    taker: Titled
    by: str  # who in the delegating post passed it on; empty: the post did
    person: str
    seen: frozenset[int]  # those of the two persons whose names are for the reader
    within: Named | None
    certainty: Certainty
    is_to_come: bool

    @property
    def pk(self) -> int:
        """The number in its address."""
        return self.row.pk

    @property
    def status(self) -> str:
        """The code of its status on the day looked at."""
        if self.certainty is not Certainty.NO:
            return STANDS[self.certainty]
        if self.is_to_come:
            return "positions.delegated_later"
        return "positions.delegation_revoked" if self.row.is_revoked else "positions.delegation_ended"

    @property
    def end(self) -> Bound:
        """The first day on which it no longer holds."""
        return self.row.period.end


@dataclass(frozen=True)
class PowersPage:
    """Every power, who holds it in its own right on the day, and what is delegated."""

    powers: tuple[Power, ...]
    held: dict[int, list[HeldPower]]  # by power
    delegated: dict[int, list[Delegated]]  # the latest that hold, or may hold, on the day or are to come, by power
    how_many: dict[int, int]  # all of them, by power


@dataclass(frozen=True)
class PostPowers:
    """What one post holds in its own right on the day, and every delegation from and to it, the latest first."""

    post: Titled
    held: tuple[HeldPower, ...]
    given: tuple[Delegated, ...]
    received: tuple[Delegated, ...]


def powers_page(look: Look, actor: Actor) -> PowersPage:
    """All powers on the day looked at: at most sixteen queries."""
    powers = tuple(Power.objects.all())
    rows = list(
        PowerHeld.objects.possibly_as_of(look.day, look.known_at).select_related("post_kind", "instrument", "power")
    )
    titles = titles_on({row.post_id for row in rows if row.post_id}, look)
    held: dict[int, list[HeldPower]] = {}
    for row in rows:
        held.setdefault(row.power_id, []).append(
            HeldPower(row, titles.get(row.post_id) if row.post_id else None, row.period.on(look.day))
        )
    latest, how_many = answer(("positions.latest_delegations", look), lambda: _latest(look))
    delegated: dict[int, list[Delegated]] = {}
    for one in told(Delegation.objects.filter(pk__in=latest).select_related(*_TOLD), look, actor):
        delegated.setdefault(one.row.power_id, []).append(one)
    return PowersPage(powers, held, delegated, how_many)


def _standing(look: Look) -> Any:
    """What holds, or may hold, on the day or is to come."""
    return Delegation.objects.known_at(look.known_at).filter(valid_to__gt=look.day)


def _latest(look: Look) -> tuple[tuple[int, ...], dict[int, int]]:
    """The numbers of the latest delegations of each power, and how many it has: one query over narrow rows."""
    order = (F("valid_from_latest").desc(), F("pk").desc())
    rows = _standing(look).annotate(
        place=Window(RowNumber(), partition_by="power_id", order_by=order),
        many=Window(Count("pk"), partition_by="power_id"),
    )
    found = list(rows.filter(place__lte=SHOWN).values_list("pk", "power_id", "many"))
    return tuple(pk for pk, _power, _many in found), {power: many for _pk, power, many in found}


@dataclass(frozen=True)
class DelegationFilters:
    """What the list of delegations is narrowed to; empty fields do not narrow."""

    text: str = ""
    power: str = ""

    @property
    def is_narrow(self) -> bool:
        """Whether anything narrows the list."""
        return self != DelegationFilters()


def how_many_delegations(filters: DelegationFilters, look: Look) -> int:
    """How many delegations the list has: one query, when somebody has written since."""
    return answer(("positions.how_many_delegations", filters, look), lambda: int(_listed(filters, look).count()))


def delegations(
    filters: DelegationFilters, look: Look, actor: Actor, *, order: str = "-since", start: int = 0, size: int = 50
) -> tuple[Delegated, ...]:
    """A part of what holds, or may hold, on the day or is to come; the latest first, with "since" the earliest."""
    rows = _listed(filters, look).select_related(*_TOLD)
    down = order.startswith("-")
    rows = rows.order_by("-valid_from_latest", "-pk") if down else rows.order_by("valid_from_latest", "pk")
    found = told(rows[start : start + size], look, actor)
    return tuple(found if down else reversed(found))


def _listed(filters: DelegationFilters, look: Look) -> Any:
    rows = _standing(look)
    if filters.power:
        rows = rows.filter(power__code=filters.power)
    if filters.text:
        ends = ("from_post_id", "to_post_id")
        giver, taker = (with_text(filters.text, whose, look, ever=False, each=True) for whose in ends)
        rows = rows.filter(giver | taker)
    return rows


def post_powers(pk: int, look: Look, actor: Actor) -> PostPowers | None:
    """The powers of one post on the day looked at; None when there is none to see. At most fifteen queries."""
    if not visible_to(Post.objects.filter(pk=pk), actor).exists():
        return None
    kinds = PostTitle.objects.possibly_as_of(look.day, look.known_at).filter(post_id=pk).values("kind_id")
    stated = PowerHeld.objects.possibly_as_of(look.day, look.known_at)
    stated = stated.filter(Q(post_id=pk) | Q(post_kind_id__in=kinds)).select_related("power", "post_kind", "instrument")
    rows = Delegation.objects.known_at(look.known_at).filter(Q(from_post_id=pk) | Q(to_post_id=pk))
    delegated = told(rows.select_related(*_TOLD), look, actor)
    titles = titles_on([pk], look)
    if pk not in titles:
        return None
    rows_held = list(stated)
    own = {row.power_id for row in rows_held if row.post_id is not None}
    return PostPowers(
        post=titles[pk],
        held=tuple(
            HeldPower(row, None, row.period.on(look.day), row.post_id is None and row.power_id in own)
            for row in rows_held
        ),
        given=tuple(one for one in delegated if one.row.from_post_id == pk),
        received=tuple(one for one in delegated if one.row.to_post_id == pk),
    )


def told(rows: Iterable[Delegation], look: Look, actor: Actor) -> list[Delegated]:
    """Delegations with the names that they need, the latest first: ten queries beside that of the rows."""
    found = sorted(rows, key=lambda row: (row.valid_from_latest, row.pk), reverse=True)
    titles = titles_in_full({post for row in found for post in (row.from_post_id, row.to_post_id)}, look)
    named = {person for row in found for person in (row.from_person_id, row.to_person_id) if person}
    people = names_seen(named, look, actor)
    bodies = names_on({row.organisation_id for row in found if row.organisation_id}, look)
    return [
        Delegated(
            row=row,
            giver=titles[row.from_post_id],
            taker=titles[row.to_post_id],
            by=somebody(people, row.from_person_id) if row.from_person_id else "",
            person=somebody(people, row.to_person_id) if row.to_person_id else "",
            seen=frozenset(people),
            within=bodies.get(row.organisation_id) if row.organisation_id else None,
            certainty=row.period.on(look.day),
            is_to_come=row.valid_from > look.day,
        )
        for row in found
        if row.from_post_id in titles and row.to_post_id in titles
    ]


def power_labels(powers: Iterable[int]) -> dict[int, str]:
    """What powers are called, for references: one query."""
    return {row.pk: str(row) for row in Power.objects.filter(pk__in=set(powers))}
