"""Rows of the list of communes put together to events: those of one day and kind that share a commune."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from kurul.kernel.imports import days

Commune = tuple[str, str]  # TYPECOM and code

# Which kind comes first on one day: what ends or is renamed before what is made of it.
ORDER = ("10", "50", "41", "34", "35", "70", "71", "30", "31", "33", "21", "20", "32")


class Line(NamedTuple):
    """One row."""

    file: str
    row: int
    mod: str
    day: str
    type_before: str
    code_before: str
    name_before: str
    type_after: str
    code_after: str
    name_after: str

    @property
    def before(self) -> Commune:
        """The commune before."""
        return self.type_before, self.code_before

    @property
    def after(self) -> Commune:
        """The commune after."""
        return self.type_after, self.code_after


@dataclass(frozen=True)
class Event:
    """One event with its rows."""

    mod: str
    day: date
    lines: tuple[Line, ...]

    @cached_property
    def before(self) -> dict[Commune, Line]:
        """The communes before, each with a row that names it."""
        return {line.before: line for line in reversed(self.lines)}

    @cached_property
    def after(self) -> dict[Commune, Line]:
        """The communes after, each with a row that names it."""
        return {line.after: line for line in reversed(self.lines)}

    @property
    def first(self) -> Line:
        """The row by which it is found in the file."""
        return min(self.lines, key=lambda line: line.row)


def in_events(lines: Iterable[Line]) -> list[Event]:
    """All events in the order of their days. Raises ValueError when a day is none."""
    together: defaultdict[tuple[str, str], list[Line]] = defaultdict(list)
    for line in lines:
        together[line.day, line.mod].append(line)
    events = [
        Event(mod, days.exact(day), tuple(part)) for (day, mod), some in together.items() for part in _connected(some)
    ]
    return sorted(events, key=lambda event: (event.day, _order(event.mod), event.first.row))


def _order(mod: str) -> int:
    return ORDER.index(mod) if mod in ORDER else len(ORDER)


def _connected(lines: list[Line]) -> list[list[Line]]:
    """Rows that share a commune, before or after, directly or through others."""
    leader: dict[Commune, Commune] = {}

    def find(commune: Commune) -> Commune:
        leader.setdefault(commune, commune)
        while leader[commune] != commune:
            commune = leader[commune]
        return commune

    for line in lines:
        leader[find(line.before)] = find(line.after)
    parts: defaultdict[Commune, list[Line]] = defaultdict(list)
    for line in lines:
        parts[find(line.before)].append(line)
    return list(parts.values())
