"""When bodies exist, for many at once."""

from collections.abc import Iterable

from kurul.kernel.temporal.bounds import Period
from kurul.rooms.organisations.models import Existence


def existences_of(ids: Iterable[int]) -> dict[int, list[Period]]:
    """The periods in which each body exists, by what is held true now: one query. Unknown bodies are absent."""
    found: dict[int, list[Period]] = {}
    for row in Existence.objects.known_at().filter(organisation_id__in=set(ids)).in_order():
        found.setdefault(row.organisation_id, []).append(row.period)
    return found
