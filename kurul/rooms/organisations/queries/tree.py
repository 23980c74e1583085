"""The tree of a day: what stands directly under a body, and the opened branches."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, F

from kurul.kernel.identity.actors import Actor
from kurul.kernel.identity.visibility import asking
from kurul.kernel.prepared import prepared
from kurul.kernel.temporal.look import Look
from kurul.kernel.translated import SortKey, Translated
from kurul.rooms.organisations.models import Organisation, Placement
from kurul.rooms.organisations.queries.reading import Named, described, names_on


@dataclass(frozen=True)
class Sub:
    """A body or unit in the tree, with how many stand directly under it."""

    organisation: Named
    kind: Translated
    level: Translated
    parts: int


def parts(
    parent: int | None, look: Look, actor: Actor, *, language: str = "tr", perhaps: bool = True
) -> tuple[Sub, ...]:
    """What stands directly under a body (None: under none) and how many stand under each: three queries.

    Without `perhaps` those are left out of which it is not known whether they existed on the day.
    """
    who = asking(actor, Organisation)
    found = _parts(parent, look.day, look.known_at, actor=who, language=language, perhaps=perhaps)
    if not found:
        return ()
    unnamed = [row["pk"] for row in found if row["called__pk"] is None]
    names = names_on(unnamed, look) if unnamed else {}
    counts = dict(counts_under(tuple({row["pk"] for row in found}), look.day, look.known_at))
    return tuple(
        Sub(
            names.get(row["pk"]) or Named(row["pk"], row["called__name"], row["called__abbreviation"] or ""),
            row["classified__kind__name"] or Translated(),
            row["classified__level__name"] or Translated(),
            counts.get(row["pk"], 0),
        )
        for row in found
    )


@prepared
def _parts(
    parent: int | None, day: date, known_at: datetime | None, *, actor: Actor, language: str, perhaps: bool
) -> Any:
    rows = described(Look(day, known_at), actor, perhaps=perhaps)
    rows = rows.filter(placed__parent_id=parent) if parent is not None else rows.filter(placed__isnull=True)
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
