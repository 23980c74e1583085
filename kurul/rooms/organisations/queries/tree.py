"""The tree of a day: what stands directly under a body, and the opened branches."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Exists, F, OuterRef

from kurul.kernel.identity.actors import Actor
from kurul.kernel.identity.visibility import asking
from kurul.kernel.prepared import prepared
from kurul.kernel.temporal.facts import certainly, possibly
from kurul.kernel.temporal.look import Look
from kurul.kernel.translated import SortKey, Translated
from kurul.kernel.until_written import answer
from kurul.rooms.organisations.models import Existence, Organisation, Placement
from kurul.rooms.organisations.queries.reading import Named, described, few, names_on


@dataclass(frozen=True)
class Sub:
    """A body or unit in the tree, with how many stand directly under it."""

    organisation: Named
    kind: Translated
    level: Translated
    parts: int


def parts(parent: int, look: Look, actor: Actor, *, language: str = "tr") -> tuple[Sub, ...]:
    """What stands directly under a body and how many stand under each: three queries."""
    who = asking(actor, Organisation)
    return _subs(_parts(parent, look.day, look.known_at, actor=who, language=language), look)


def roots(look: Look, actor: Actor, *, language: str = "tr", perhaps: bool = True) -> tuple[Sub, ...]:
    """What stands under none and how many stand under each: three queries, and another one when somebody has written.

    Without `perhaps` those are left out of which it is not known whether they existed on the day.
    """
    numbers = answer(("organisations.roots", look, perhaps), lambda: few(_under_none(look, perhaps=perhaps)))
    if numbers is not None:
        who = asking(actor, Organisation)
        return _subs(_numbered(numbers, look.day, look.known_at, actor=who, language=language), look)
    return _subs(_shown(described(look, actor, perhaps=perhaps).filter(placed__isnull=True), language), look)


def _under_none(look: Look, *, perhaps: bool) -> Any:
    """The numbers of what stands under none. To find them every body that exists has to be looked at."""
    placed = Placement.objects.as_of(look.day, look.known_at).filter(organisation_id=OuterRef("organisation_id"))
    holds = possibly if perhaps else certainly
    existing = Existence.objects.known_at(look.known_at).filter(holds(look.day), ~Exists(placed))
    return existing.values_list("organisation_id", flat=True).distinct()


def _subs(rows: Iterable[dict[str, Any]], look: Look) -> tuple[Sub, ...]:
    found = {row["pk"]: row for row in rows}
    if not found:
        return ()
    unnamed = [pk for pk, row in found.items() if row["called__pk"] is None]
    names = names_on(unnamed, look) if unnamed else {}
    counts = dict(counts_under(tuple(found), look.day, look.known_at))
    return tuple(
        Sub(
            names.get(pk) or Named(pk, row["called__name"], row["called__abbreviation"] or ""),
            row["classified__kind__name"] or Translated(),
            row["classified__level__name"] or Translated(),
            counts.get(pk, 0),
        )
        for pk, row in found.items()
    )


@prepared
def _parts(parent: int, day: date, known_at: datetime | None, *, actor: Actor, language: str) -> Any:
    look = Look(day, known_at)
    return _shown(described(look, actor).filter(pk__in=under([parent], look)), language)


@prepared
def _numbered(
    numbers: tuple[int, ...], day: date, known_at: datetime | None, *, actor: Actor, language: str
) -> Any:  # fmt: skip
    return _shown(described(Look(day, known_at), actor).filter(pk__in=numbers), language)


def under(parents: Iterable[int], look: Look) -> Any:
    """The numbers of what stands directly under these on the day, to be a part of another query.

    To ask for the joined placement is to have SQLite read all bodies that exist.
    """
    links = Placement.objects.as_of(look.day, look.known_at).filter(parent_id__in=parents)
    return links.values("organisation_id")


def _shown(rows: Any, language: str) -> Any:
    order = F("classified__kind__order").asc(nulls_last=True), SortKey(language, "called__sort_keys"), "pk"
    return rows.order_by(*order).values(
        "pk",
        "called__pk",
        "called__name",
        "called__abbreviation",
        "classified__kind__name",
        "classified__level__name",
    )


@prepared
def counts_under(parents: tuple[int, ...], day: date, known_at: datetime | None) -> Any:
    """How many stand directly under each of these on the day, as pairs; those under which none stands are absent."""
    links = Placement.objects.as_of(day, known_at).filter(parent_id__in=parents)
    return links.values_list("parent_id").annotate(Count("pk"))


@dataclass(frozen=True)
class Branch:
    """One line of the opened tree."""

    sub: Sub
    depth: int
    is_open: bool
    above: int | None = None  # the opened body that it stands under

    @property
    def toggle(self) -> str:
        """The query of the tree's address with this body opened, or closed when it is open."""
        opened = self.above if self.is_open else self.sub.organisation.id
        return f"open={opened}" if opened else ""


def branches(
    levels: Sequence[tuple[Sub, ...]], opened: tuple[int, ...], *, depth: int = 0, above: int | None = None
) -> tuple[Branch, ...]:
    """The tree as lines from top to bottom: `levels[0]` are the roots, `levels[i]` the parts of `opened[i - 1]`."""
    if not levels:
        return ()
    lines: list[Branch] = []
    for sub in levels[0]:
        is_open = bool(opened) and sub.organisation.id == opened[0]
        lines.append(Branch(sub, depth, is_open, above))
        if is_open:
            lines += branches(levels[1:], opened[1:], depth=depth + 1, above=sub.organisation.id)
    return tuple(lines)
