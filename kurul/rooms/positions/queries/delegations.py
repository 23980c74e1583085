"""Powers as they are recorded: which posts hold them, and what a post has delegated and received."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from kurul.kernel.identity.actors import Actor
from kurul.kernel.identity.visibility import visible_to
from kurul.kernel.temporal.bounds import Bound, Certainty
from kurul.kernel.temporal.look import Look
from kurul.rooms.organisations.public import Named, names_on
from kurul.rooms.people.public import names_seen
from kurul.rooms.positions.models import Delegation, Post, PostTitle, Power, PowerHeld
from kurul.rooms.positions.queries.holders import Titled, somebody, titles_in_full, titles_on

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
    delegated: dict[int, list[Delegated]]  # what holds, or may hold, on the day or is to come, by power


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
    given = Delegation.objects.known_at(look.known_at).filter(valid_to__gt=look.day)
    delegated: dict[int, list[Delegated]] = {}
    for one in told(given.select_related("power", "instrument", "revoking_instrument"), look, actor):
        delegated.setdefault(one.row.power_id, []).append(one)
    return PowersPage(powers, held, delegated)


def post_powers(pk: int, look: Look, actor: Actor) -> PostPowers | None:
    """The powers of one post on the day looked at; None when there is none to see. At most fifteen queries."""
    if not visible_to(Post.objects.filter(pk=pk), actor).exists():
        return None
    kinds = PostTitle.objects.possibly_as_of(look.day, look.known_at).filter(post_id=pk).values("kind_id")
    stated = PowerHeld.objects.possibly_as_of(look.day, look.known_at)
    stated = stated.filter(Q(post_id=pk) | Q(post_kind_id__in=kinds)).select_related("power", "post_kind", "instrument")
    rows = Delegation.objects.known_at(look.known_at).filter(Q(from_post_id=pk) | Q(to_post_id=pk))
    delegated = told(rows.select_related("power", "instrument", "revoking_instrument"), look, actor)
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
