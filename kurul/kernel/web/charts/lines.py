"""One indicator over time: baseline, targets and what was reached. Small, so that many stand side by side."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from math import floor, log10

from django.utils.translation import gettext_lazy as _

from kurul.kernel.web.charts.model import Cell, Chart, ChartTable, Number, percent
from kurul.kernel.web.days import day_text
from kurul.kernel.web.numbers import number_text
from kurul.kernel.wording import Text

TOP, BOTTOM, HEIGHT = 14, 104, 128  # pixels: upper and lower edge of the plot, and all of the picture
LEFT, RIGHT = 0.13, 0.95  # shares of the width between which days are placed


@dataclass(frozen=True)
class Reading:
    """A value on a day."""

    day: date
    value: Number


@dataclass(frozen=True)
class Point:
    """A reading as it is placed; `y` in pixels."""

    reading: Reading
    x: str
    y: int
    says: str
    is_crowded: bool = False

    @property
    def text_y(self) -> int:
        """Above the point, or below where there is no room above or a target stands there."""
        return self.y + 17 if self.is_crowded or self.y - 8 <= TOP else self.y - 8


@dataclass(frozen=True)
class Stroke:
    """A line from one point to the next."""

    x1: str
    y1: int
    x2: str
    y2: int


@dataclass(frozen=True)
class Rule:
    """A line across the plot with the value it stands for."""

    y: int
    says: str

    @property
    def text_y(self) -> int:
        """The base line of the value beside the line."""
        return self.y + 4


@dataclass(frozen=True)
class IndicatorDrawing:
    """Everything in one small picture."""

    rules: Sequence[Rule]
    baseline: Point | None
    targets: Sequence[Point]
    target_strokes: Sequence[Stroke]
    actuals: Sequence[Point]
    actual_strokes: Sequence[Stroke]
    first_year: str
    last_year: str
    height: int = HEIGHT
    bottom: int = BOTTOM


class _Plane:
    """Places days across and values upwards."""

    def __init__(self, readings: Sequence[Reading]) -> None:
        self.first = min(reading.day for reading in readings)
        self.last = max(reading.day for reading in readings)
        self.top = _round_up(max(0, *(reading.value for reading in readings)))
        self.bottom = -_round_up(max(0, *(-reading.value for reading in readings)))
        if self.top == self.bottom:
            self.top = 1

    def x(self, day: date) -> str:
        """Share of the width; a single day stands in the middle."""
        days = (self.last - self.first).days
        share = (day - self.first).days / days if days else 0.5
        return percent(LEFT + (RIGHT - LEFT) * share)

    def y(self, value: Number) -> int:
        """Pixels from above."""
        return round(BOTTOM - (BOTTOM - TOP) * (value - self.bottom) / (self.top - self.bottom))

    def point(self, reading: Reading) -> Point:
        """Where the reading stands."""
        return Point(reading, self.x(reading.day), self.y(reading.value), number_text(reading.value))


def _round_up(value: Number) -> Number:
    """The next 1, 2 or 5 times a power of ten; 0 stays 0."""
    if value <= 0:
        return 0
    power = 10.0 ** floor(log10(value))
    found = next(step * power for step in (1, 2, 2.5, 5, 10) if value <= step * power * (1 + 1e-9))
    return int(found) if found == int(found) else found


def indicator(
    name: str,
    title: Text,
    description: Text,
    *,
    baseline: Reading | None,
    targets: Sequence[Reading],
    actuals: Sequence[Reading],
) -> Chart:
    """A line of what was reached against the targets; needs at least one reading of any kind."""
    readings = [*([baseline] if baseline else []), *targets, *actuals]
    if not readings:
        raise ValueError("An indicator without any value has no picture.")
    plane = _Plane(readings)
    start = [plane.point(baseline)] if baseline else []
    wanted = [plane.point(reading) for reading in sorted(targets, key=lambda reading: reading.day)]
    reached = [plane.point(reading) for reading in sorted(actuals, key=lambda reading: reading.day)]
    if reached and any(point.x == reached[-1].x and 0 <= reached[-1].y - point.y < 26 for point in wanted):
        reached[-1] = replace(reached[-1], is_crowded=True)
    values = sorted({plane.bottom, (plane.bottom + plane.top) / 2, plane.top})
    drawing = IndicatorDrawing(
        rules=[Rule(plane.y(value), number_text(value)) for value in values],
        baseline=start[0] if start else None,
        targets=wanted,
        target_strokes=_strokes([*start, *wanted]),
        actuals=reached,
        actual_strokes=_strokes([*start, *reached]),
        first_year=str(plane.first.year),
        last_year=str(plane.last.year) if plane.last.year != plane.first.year else "",
    )
    return Chart(name, title, description, "charts/indicator.html", drawing, _table(baseline, targets, actuals))


def _strokes(points: Sequence[Point]) -> list[Stroke]:
    return [Stroke(one.x, one.y, two.x, two.y) for one, two in pairwise(points)]


def _table(baseline: Reading | None, targets: Sequence[Reading], actuals: Sequence[Reading]) -> ChartTable:
    kinds: list[tuple[Text, Sequence[Reading]]] = [
        (_("Baseline"), [baseline] if baseline else []),
        (_("Target"), targets),
        (_("Reached"), actuals),
    ]
    said = [(reading, kind) for kind, readings in kinds for reading in readings]
    said.sort(key=lambda one: one[0].day)
    rows = [
        [Cell(day_text(reading.day)), Cell(kind), Cell(number_text(reading.value), is_number=True)]
        for reading, kind in said
    ]
    return ChartTable((_("Day"), _("What"), _("Value")), rows)
