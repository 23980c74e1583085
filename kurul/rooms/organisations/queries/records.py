"""Everything recorded of many bodies, in batches, for exports: the number of queries does not grow with them."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from kurul.kernel.identity.actors import Actor
from kurul.kernel.identity.visibility import visible_to
from kurul.kernel.remembering import read_each
from kurul.kernel.temporal.look import Look
from kurul.rooms.organisations.models import (
    Affiliation,
    Classification,
    Existence,
    Identifier,
    Name,
    Organisation,
    Placement,
)
from kurul.rooms.organisations.queries.record import on_day

BATCH = 500
URI = "uri"  # the scheme of the identifier that is the body's address in the web of linked data


@dataclass
class Recorded:
    """One body with all that was held of it at the moment looked with, each sort in the order in which it began."""

    body: Organisation
    existences: list[Existence] = field(default_factory=list)
    names: list[Name] = field(default_factory=list)
    classifications: list[Classification] = field(default_factory=list)
    placements: list[Placement] = field(default_factory=list)
    affiliations: list[Affiliation] = field(default_factory=list)
    identifiers: list[Identifier] = field(default_factory=list)

    @property
    def above(self) -> tuple[Placement | Affiliation, ...]:
        """Under what the body stood, and to what it belonged, at any time."""
        return (*self.placements, *self.affiliations)

    def name_on(self, look: Look) -> Name | None:
        """The name that holds on the day, else one that may hold, else the nearest."""
        found: Name | None = on_day(self.names, look.day)
        return found


_SORTS: dict[str, tuple[Any, tuple[str, ...]]] = {
    "existences": (Existence, ("instrument__kind",)),
    "names": (Name, ("instrument__kind",)),
    "classifications": (Classification, ("instrument__kind", "kind", "level")),
    "placements": (Placement, ("instrument__kind",)),
    "affiliations": (Affiliation, ("instrument__kind",)),
    "identifiers": (Identifier, ("instrument__kind",)),
}


def recorded(look: Look, actor: Actor, ids: Collection[int] | None = None) -> Iterator[list[Recorded]]:
    """All bodies that the actor may see (or those of `ids`), in batches in the order of their numbers: seven queries
    a batch. Bodies of which nothing was known at the moment are left out."""
    last = 0
    bodies = visible_to(Organisation.objects.all(), actor).order_by("pk")
    if ids is not None:
        bodies = bodies.filter(pk__in=list(ids))
    while batch := list(bodies.filter(pk__gt=last)[:BATCH]):
        last = batch[-1].pk
        found = {body.pk: Recorded(body) for body in batch}
        for sort, (model, related) in _SORTS.items():
            rows = visible_to(model.objects.known_at(look.known_at), actor)
            rows = rows.filter(organisation_id__gte=batch[0].pk, organisation_id__lte=last)
            if ids is not None:
                rows = rows.filter(organisation_id__in=list(found))
            for row in rows.select_related(*related).in_order():
                if row.organisation_id in found:
                    getattr(found[row.organisation_id], sort).append(row)
        yield [one for one in found.values() if one.existences]
        if len(batch) < BATCH:
            return


@read_each
def keys_of(ids: Iterable[int], look: Look, schemes: tuple[str, ...]) -> dict[int, dict[str, str]]:
    """For each body its identifiers of these schemes, whenever they held: one query."""
    found: dict[int, dict[str, str]] = defaultdict(dict)
    rows = Identifier.objects.known_at(look.known_at).filter(organisation_id__in=list(ids), scheme__in=list(schemes))
    for row in rows.in_order():
        found[row.organisation_id].setdefault(row.scheme, row.value)
    return found


def bodies_by_key(keys: Collection[tuple[str, str]]) -> dict[tuple[str, str], int]:
    """Which body carries each key (scheme and value), by what is held true now; keys that none carries are absent."""
    values: dict[str, list[str]] = defaultdict(list)
    for scheme, value in keys:
        values[scheme].append(value)
    found = {}
    for scheme, wanted in values.items():
        for start in range(0, len(wanted), BATCH):
            some = wanted[start : start + BATCH]
            rows = Identifier.objects.known_at().filter(scheme=scheme, value__in=some).in_order()
            found.update({(scheme, value): body for value, body in rows.values_list("value", "organisation_id")})
    return found
