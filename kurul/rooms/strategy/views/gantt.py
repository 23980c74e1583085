"""The timeline of a plan: where an action's planned period lies on a grid of half-years, January and July.

Positions are percentages, so that a picture takes any width. What is not known of a day is drawn as not known: a bar
is solid only where the action certainly runs.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from kurul.kernel.temporal.bounds import BEGINNING, FAR, Bound, Period
from kurul.kernel.web.charts.model import percent
from kurul.rooms.strategy.queries import Dates, Item

LONGEST = 30  # years: beyond that a timeline of half-years shows nothing any more


@dataclass(frozen=True)
class Tick:
    """A line of the grid; only Januaries carry their year."""

    x: str
    year: str


@dataclass(frozen=True)
class Stretch:
    """A part of a bar."""

    x: str
    width: str


@dataclass(frozen=True)
class Bar:
    """One planned period as it is drawn: what is certain, what is possible, and ends of which only one is known."""

    certain: Stretch | None
    possible: Stretch | None
    original: Stretch | None  # what was planned at first, when that was otherwise
    points: tuple[str, ...]  # where only a start or only an end is known


@dataclass(frozen=True)
class Grid:
    """The half-years from `first` up to, not including, `last`."""

    first: date
    last: date

    @property
    def ticks(self) -> tuple[Tick, ...]:
        """A line at every 1 January and 1 July."""
        found, day = [], self.first
        while day <= self.last:
            is_labelled = day.month == 1 and day < self.last
            found.append(Tick(self.x(day), str(day.year) if is_labelled else ""))
            day = _next_half_year(day)
        return tuple(found)

    def x(self, day: date) -> str:
        """The place of a day, as a share of the width."""
        return percent(self._share(day))

    def _share(self, day: date) -> float:
        days = (self.last - self.first).days
        return min(max((day - self.first).days / days, 0.0), 1.0)

    def _stretch(self, first: date, last: date) -> Stretch | None:
        start, end = self._share(first), self._share(last)
        return Stretch(percent(start), percent(end - start)) if end > start else None

    def bar(self, dates: Dates) -> Bar:
        """How the planned period of an action is drawn."""
        planned = dates.planned
        points = tuple(self.x(bound.latest) for bound in (planned.start, planned.end) if _is_day(bound))
        if not (_is_day(planned.start) and (_is_day(planned.end) or planned.end.is_open)):
            return Bar(None, None, self._whole(dates.original), points)
        certain = self._stretch(planned.start.latest, planned.end.earliest)
        possible = self._stretch(planned.start.earliest, planned.end.latest)
        return Bar(
            certain=certain,
            possible=possible if possible != certain else None,
            original=self._whole(dates.original),
            points=(),
        )

    def _whole(self, period: Period | None) -> Stretch | None:
        if period is None or not (_is_day(period.start) and (_is_day(period.end) or period.end.is_open)):
            return None
        return self._stretch(period.start.earliest, period.end.latest)


def _is_day(bound: Bound) -> bool:
    """Whether both sides of it lie in the calendar, so that it can be placed."""
    return bound.earliest != BEGINNING and bound.latest != FAR and not bound.is_open


def _half_year(day: date) -> date:
    return date(day.year, 7 if day.month >= 7 else 1, 1)


def _next_half_year(day: date) -> date:
    return date(day.year, 7, 1) if day.month == 1 else date(day.year + 1, 1, 1)


def grid(covers: Period, items: Iterable[Item]) -> Grid | None:
    """The half-years that hold the plan's period and every planned one; None when no day at all is known."""
    periods = [covers, *(item.dates.planned for item in items if item.dates)]
    periods += [item.dates.original for item in items if item.dates and item.dates.original]
    bounds = [bound for period in periods for bound in (period.start, period.end) if _is_day(bound)]
    if not bounds:
        return None
    first = _half_year(min(bound.earliest for bound in bounds))
    end = max(bound.latest for bound in bounds)
    last = end if end == _half_year(end) else _next_half_year(_half_year(end))
    if last <= first:
        last = _next_half_year(first)
    return Grid(first, last) if last.year - first.year <= LONGEST else None
