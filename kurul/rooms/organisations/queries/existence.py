"""When bodies exist, for many at once."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from kurul.kernel.prepared import prepared
from kurul.kernel.temporal.bounds import Period
from kurul.kernel.temporal.facts import possibly
from kurul.kernel.temporal.look import Look
from kurul.rooms.organisations.models import Existence


def existences_of(ids: Iterable[int]) -> dict[int, list[Period]]:
    """The periods in which each body exists, by what is held true now: one query. Unknown bodies are absent."""
    found: dict[int, list[Period]] = {}
    for row in Existence.objects.known_at().filter(organisation_id__in=set(ids)).in_order():
        found.setdefault(row.organisation_id, []).append(row.period)
    return found


def standing_on(ids: Iterable[int], look: Look) -> set[int]:
    """Those of the bodies that exist, or may exist, on the day looked at: one query."""
    return set(_standing(tuple(set(ids)), look.day, look.known_at))


@prepared
def _standing(ids: tuple[int, ...], day: date, known_at: datetime | None) -> Any:
    rows = Existence.objects.known_at(known_at).filter(possibly(day), organisation_id__in=ids)
    return rows.order_by().values_list("organisation_id", flat=True)
