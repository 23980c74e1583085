"""Bodies by their numbers, as they are held now."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, TypeVar

from django.db import connection

from kurul.kernel.temporal.bounds import Bound, Period
from kurul.rooms.organisations.actions.register.said import Key
from kurul.rooms.organisations.models import Existence, Identifier

Element = TypeVar("Element")
AT_ONCE = 2000  # values in one question to the database
_CARRIED = (
    "SELECT value, organisation_id, valid_from, valid_from_latest, valid_to_earliest, valid_to "  # noqa: S608 (ours)
    f"FROM {Identifier._meta.db_table}"
)


def chunks(elements: Iterable[Element], size: int = AT_ONCE) -> Iterator[list[Element]]:
    """The elements in lists of at most `size`."""
    rest = iter(elements)
    while part := list(islice(rest, size)):
        yield part


def carriers(keys: Iterable[Key]) -> dict[Key, list[tuple[int, Period]]]:
    """Who carries these numbers, and when, by what is held now."""
    by_scheme: defaultdict[str, set[str]] = defaultdict(set)
    for scheme, value in keys:
        by_scheme[scheme].add(value)
    found: defaultdict[Key, list[tuple[int, Period]]] = defaultdict(list)
    for scheme, values in by_scheme.items():
        for value, organisation, *days in _carrying(scheme, sorted(values)):
            first, latest, earliest, last = days
            found[scheme, value].append((organisation, Period(Bound(first, latest), Bound(earliest, last))))
    return found


def _carrying(scheme: str, values: list[str]) -> Iterator[tuple[Any, ...]]:
    """The rows held now. In a load of new bodies there are almost none: to ask is all that costs, so it is plain."""
    is_server = connection.vendor == "postgresql"
    among = "= ANY(%s)" if is_server else "IN (SELECT value FROM json_each(%s))"
    with connection.cursor() as cursor:
        for part in chunks(values):
            statement = f"{_CARRIED} WHERE superseded_at IS NULL AND scheme = %s AND value {among}"
            cursor.execute(statement, [scheme, part if is_server else json.dumps(part)])
            yield from cursor.fetchall()


def bodies(carried: dict[Key, list[tuple[int, Period]]], key: Key) -> set[int]:
    """The bodies that carry, or once carried, the number."""
    return {organisation for organisation, _period in carried.get(key, ())}


def existences(organisations: Sequence[int]) -> dict[int, list[Period]]:
    """When these bodies exist, by what is held now."""
    found: defaultdict[int, list[Period]] = defaultdict(list)
    for part in chunks(organisations):
        for row in Existence.objects.known_at().filter(organisation_id__in=part):
            found[row.organisation_id].append(row.period)
    return found


class Seen:
    """Which bodies have passed by: one bit each."""

    def __init__(self) -> None:
        self._bits = bytearray()

    def add(self, number: int) -> bool:
        """Remember the number; whether it is the first time."""
        place, bit = number >> 3, 1 << (number & 7)
        if place >= len(self._bits):
            self._bits.extend(bytes(place + 1024 - len(self._bits)))
        if self._bits[place] & bit:
            return False
        self._bits[place] |= bit
        return True

    def __contains__(self, number: int) -> bool:
        place = number >> 3
        return place < len(self._bits) and bool(self._bits[place] & 1 << (number & 7))
