"""What was said, and when it was recorded: one statement that changes over the years becomes rows on two clocks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from random import Random

FIRST_YEAR, LAST_YEAR = 1997, 2016  # twenty years of history
FIRST = date(FIRST_YEAR, 1, 1).toordinal()
LAST = date(LAST_YEAR, 12, 31).toordinal()
OPEN = "9999-12-31"
_LATEST_DELAY = 45  # days at most from the day in law to the day on which it is recorded

Bound = tuple[str, str]  # earliest and latest day, as the columns hold them
NO_END: Bound = (OPEN, OPEN)
Version = tuple[Bound, Bound, str, str | None]  # start, end, recorded at, superseded at


def iso(day: int) -> str:
    """The day of a number as the columns hold it."""
    return date.fromordinal(day).isoformat()


def bound(dice: Random, day: int) -> Bound:
    """A day; of one in thirty only the month is known, of one in thirty only the year."""
    chance = dice.random()
    exact = date.fromordinal(day)
    if chance < 1 / 30:
        following = date(exact.year + exact.month // 12, exact.month % 12 + 1, 1)
        return exact.replace(day=1).isoformat(), iso(following.toordinal() - 1)
    if chance < 1 / 15:
        return f"{exact.year}-01-01", f"{exact.year}-12-31"
    text = exact.isoformat()
    return text, text


def between(dice: Random, first: int, last: int) -> int | None:
    """Some day of a span, the last one included; None where there is none."""
    return dice.randint(first, last) if first <= last else None


@dataclass(slots=True)
class Recorder:
    """When the office comes to know what happened: some weeks later, at working hours, and never before 1997."""

    dice: Random
    last: int = 0

    def after(self, day: int) -> str:
        """The moment at which something of that day is recorded; later than everything recorded before it."""
        wanted = max(day, FIRST) + self.dice.randint(1, _LATEST_DELAY)
        self.last = max(wanted, self.last + 1)
        return f"{iso(self.last)} {self.dice.randint(6, 14):02d}:{self.dice.randint(0, 59):02d}:00"


def versions(
    recorder: Recorder, starts: Sequence[tuple[int, Bound]], end: tuple[int, Bound] | None
) -> Iterator[tuple[int, Version]]:
    """The rows of a statement that changes on the days `starts` and, with `end`, ceases: which state, and its columns.

    Each state is recorded as open; when it ends, that row is superseded and one with its end takes its place.
    """
    recorded = recorder.after(starts[0][0])
    for index, (_day, start) in enumerate(starts):
        following = starts[index + 1] if index + 1 < len(starts) else end
        if following is None:
            yield index, (start, NO_END, recorded, None)
            continue
        known = recorder.after(following[0])
        yield index, (start, NO_END, recorded, known)
        yield index, (start, following[1], known, None)
        recorded = known
