"""Bars of one measure, and bars that show of what a whole consists."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kurul.kernel.web.charts.model import Cell, Chart, ChartTable, Number, percent
from kurul.kernel.web.numbers import number_text
from kurul.kernel.web.statuses import Status, Step
from kurul.kernel.wording import Text


@dataclass(frozen=True)
class Bar:
    """One measured thing; None is not known and has no bar."""

    label: Text
    value: Number | None
    url: str = ""
    step: Step = Step.NEUTRAL


@dataclass(frozen=True)
class DrawnBar:
    """A bar and how wide it is."""

    bar: Bar
    width: str


def bars(name: str, title: Text, description: Text, measured: Sequence[Bar], *, measure: Text) -> Chart:
    """Horizontal bars from zero, in the order given; `measure` says what is measured. Values are not negative.

    The bars stand inside the table itself, so picture and table are one.
    """
    if any(bar.value is not None and bar.value < 0 for bar in measured):
        raise ValueError("A bar from zero cannot show a negative value.")
    greatest = max((bar.value for bar in measured if bar.value is not None), default=0)
    drawn = [DrawnBar(bar, percent(bar.value / greatest if bar.value and greatest else 0)) for bar in measured]
    rows = [[Cell(bar.label), Cell(_said(bar.value), bar.url, is_number=True)] for bar in measured]
    table = ChartTable((gettext_lazy("Name"), measure), rows)
    return Chart(name, title, description, "charts/bars.html", drawn, table)


def _said(value: Number | None) -> str:
    return _("not known") if value is None else number_text(value)


@dataclass(frozen=True)
class Segment:
    """A part of a whole: how many are in this status."""

    status: Status
    value: int
    url: str = ""


@dataclass(frozen=True)
class Stack:
    """One whole and its parts, in the order in which they are drawn."""

    label: Text
    segments: Sequence[Segment]

    @property
    def total(self) -> int:
        """How many there are in all."""
        return sum(segment.value for segment in self.segments)


@dataclass(frozen=True)
class DrawnSegment:
    """A segment and where it lies; `says` is its number where there is room for it, `pattern` that of its status."""

    segment: Segment
    pattern: str
    x: str
    width: str
    middle: str
    says: str


@dataclass(frozen=True)
class DrawnStack:
    """A stack with its drawn segments; `y` is the upper edge in pixels."""

    stack: Stack
    segments: Sequence[DrawnSegment]
    y: int

    @property
    def text_y(self) -> int:
        """The base line of the text in the row."""
        return self.y + 19


@dataclass(frozen=True)
class StacksDrawing:
    """All rows, the height in pixels, and for the key the statuses with their patterns."""

    rows: Sequence[DrawnStack]
    height: int
    key: Sequence[tuple[Status, str]]
    labelled: bool


ROW = 28  # pixels from one row to the next; the bar itself is 22 high
LABELS = 0.14  # share of the width for the labels, when there is more than one row
ROOM_FOR_NUMBER = 0.045  # share of the width below which a number does not fit
# Patterns tell statuses apart without colour: some steps always bear the same one, the others the next that is free.
PATTERNS = {Step.ON_TRACK: "", Step.LATE: "hatch", Step.NOT_KNOWN: "dots"}
FURTHER_PATTERNS = ("columns", "grid", "rows", "rings")


def stacks(name: str, title: Text, description: Text, wholes: Sequence[Stack], *, of: Text = "") -> Chart:
    """One bar per whole, each as wide as the chart, divided into its parts: coverage today, coverage over the years.

    `of` says what the wholes are; years, unless it does.
    """
    left = LABELS if len(wholes) > 1 else 0.0
    statuses = list(dict.fromkeys(segment.status for whole in wholes for segment in whole.segments))
    patterns = _patterns(statuses)
    rows = [DrawnStack(whole, _segments(whole, left, patterns), index * ROW) for index, whole in enumerate(wholes)]
    labels = [status.label for status in statuses]
    table = ChartTable(
        [of or gettext_lazy("Year"), *labels, gettext_lazy("In all")], [_row(w, statuses) for w in wholes]
    )
    drawing = StacksDrawing(rows, len(wholes) * ROW, list(patterns.items()), len(wholes) > 1)
    return Chart(name, title, description, "charts/stacks.html", drawing, table)


def _patterns(statuses: Sequence[Status]) -> dict[Status, str]:
    """For each status a pattern of its own, as far as there are so many."""
    found: dict[Status, str] = {}
    for status in statuses:
        wanted = (PATTERNS.get(status.step, FURTHER_PATTERNS[0]), *FURTHER_PATTERNS)
        found[status] = next((one for one in wanted if one not in found.values()), wanted[0])
    return found


def _segments(whole: Stack, left: float, patterns: Mapping[Status, str]) -> list[DrawnSegment]:
    drawn, before = [], 0
    for segment in whole.segments:
        if segment.value == 0:
            continue
        width = (1 - left) * segment.value / whole.total
        x = left + (1 - left) * before / whole.total
        says = str(segment.value) if width >= ROOM_FOR_NUMBER else ""
        pattern = patterns[segment.status]
        drawn.append(DrawnSegment(segment, pattern, percent(x), percent(width), percent(x + width / 2), says))
        before += segment.value
    return drawn


def _row(whole: Stack, statuses: Sequence[Status]) -> list[Cell]:
    by_status = {segment.status: segment for segment in whole.segments}
    cells = [Cell(whole.label)]
    for status in statuses:
        segment = by_status.get(status)
        cells.append(Cell(str(segment.value), segment.url, is_number=True) if segment else Cell("0", is_number=True))
    return [*cells, Cell(str(whole.total), is_number=True)]
