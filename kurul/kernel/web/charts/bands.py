"""The life of something as bands: rows of what held from when to when, and numbered marks of what happened.

A bound that is not known for sure is drawn as a dotted stretch, one that is not known at all reaches to the edge.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from kurul.kernel.temporal.bounds import BEGINNING, FAR, OPEN, Bound, Period
from kurul.kernel.web.charts.model import Cell, Chart, ChartTable, percent
from kurul.kernel.web.days import day_text
from kurul.kernel.wording import Text

HEAD, ROW, BAND = 46, 54, 34  # pixels: years and marks on top, one row, the band in it with two lines of text
CROWDED = 0.035  # share of the width below which two marks would cover each other
MARK_STEP = 20  # pixels by which a crowded mark stands lower
TICKS = 8  # years that are written at most


@dataclass(frozen=True)
class Band:
    """Something that held for a period."""

    period: Period
    label: Text
    url: str = ""


@dataclass(frozen=True)
class BandRow:
    """Bands of one sort (names, levels), one beside the other."""

    label: Text
    bands: Sequence[Band]


@dataclass(frozen=True)
class Happening:
    """Something that happened, with what it rests on."""

    day: Bound
    label: Text
    url: str = ""
    instrument: Text = ""
    instrument_url: str = ""


@dataclass(frozen=True)
class DrawnBand:
    """A band and where it lies; the stretches at its sides of which it is not sure that it held there."""

    band: Band
    x: str
    width: str
    unsure: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class DrawnRow:
    """A row with its bands; `y` is the upper edge of the bands in pixels."""

    row: BandRow
    bands: Sequence[DrawnBand]
    y: int

    @property
    def label_y(self) -> int:
        """The base line of the label above the bands."""
        return self.y - 5

    @property
    def height(self) -> int:
        """How high its bands are."""
        return BAND


@dataclass(frozen=True)
class DrawnMark:
    """A numbered mark; `y` is its middle in pixels."""

    number: int
    happening: Happening
    x: str
    y: int

    @property
    def text_y(self) -> int:
        """The base line of the number."""
        return self.y + 4


@dataclass(frozen=True)
class BandsDrawing:
    """Everything in the picture; `height` in pixels."""

    rows: Sequence[DrawnRow]
    marks: Sequence[DrawnMark]
    years: Sequence[tuple[str, str]]
    today: str
    height: int

    @property
    def reach(self) -> int:
        """How far down the line of the day goes, from where it begins."""
        return self.height - HEAD + 30


def bands(
    name: str,
    title: Text,
    description: Text,
    *,
    rows: Sequence[BandRow],
    happenings: Sequence[Happening],
    today: date,
) -> Chart:
    """One row of bands per sort, and the marks above them. Needs at least one day that is known on one side."""
    scale = _Scale(rows, happenings, today)
    marks = _marks(happenings, scale)
    top = max((mark.y for mark in marks), default=HEAD - MARK_STEP) + MARK_STEP + 12
    drawing = BandsDrawing(
        rows=[
            DrawnRow(row, [scale.band(band) for band in row.bands], top + index * ROW) for index, row in enumerate(rows)
        ],
        marks=marks,
        years=scale.years(),
        today=percent(scale.x(today)),
        height=top + len(rows) * ROW - (ROW - BAND) + 8,
    )
    return Chart(name, title, description, "charts/bands.html", drawing, _table(happenings))


def is_drawable(rows: Sequence[BandRow], happenings: Sequence[Happening]) -> bool:
    """Whether there is any known day to draw by."""
    return bool(_known_days(rows, happenings))


def _known_days(rows: Sequence[BandRow], happenings: Sequence[Happening]) -> list[date]:
    bounds = [one.day for one in happenings]
    bounds += [bound for row in rows for band in row.bands for bound in (band.period.start, band.period.end)]
    days = [day for bound in bounds for day in (bound.earliest, bound.latest)]
    return [day for day in days if day not in (BEGINNING, FAR, OPEN)]


class _Scale:
    """Places days across, from a little before the first known day to a little after the last, or today."""

    def __init__(self, rows: Sequence[BandRow], happenings: Sequence[Happening], today: date) -> None:
        days = [*_known_days(rows, happenings), today]
        length = max((max(days) - min(days)).days, 365)
        # What holds on goes on to the right far enough for its text.
        self.first, self.last = min(days) - timedelta(days=length // 12), max(days) + timedelta(days=length // 4)

    def x(self, day: date) -> float:
        """Share of the width; what lies outside stands at the edge."""
        inside = min(max(day, self.first), self.last)
        return (inside - self.first).days / (self.last - self.first).days

    def band(self, band: Band) -> DrawnBand:
        """The stretch on which it may have held; what is not sure at its sides is named apart."""
        period = band.period
        start, sure = self.x(period.start.earliest), self.x(period.start.latest)
        unsure_end, end = self.x(period.end.earliest), self.x(period.end.latest)
        unsure = [
            (percent(a), percent(b - a)) for a, b in ((start, sure), (max(unsure_end, sure), end)) if b - a > 0.001
        ]
        return DrawnBand(band, percent(start), percent(max(end - start, 0.002)), unsure)

    def years(self) -> list[tuple[str, str]]:
        """Some turns of the years, evenly apart, with the year that begins there."""
        every = range(self.first.year + 1, self.last.year + 1)
        step = max(1, -(-len(every) // TICKS))
        shown = [year for year in every if (year - every.start) % step == 0]
        return [(percent(self.x(date(year, 1, 1))), str(year)) for year in shown]


def _marks(happenings: Sequence[Happening], scale: _Scale) -> list[DrawnMark]:
    """The marks from left to right; one that would cover the one before stands lower."""
    marks: list[DrawnMark] = []
    before, depth = -1.0, 0
    for number, one in enumerate(happenings, start=1):
        known = one.day.latest if one.day.latest != FAR else one.day.earliest
        x = scale.x(known)
        depth = depth + 1 if x - before < CROWDED else 0
        before = x
        marks.append(DrawnMark(number, one, percent(x), HEAD - 12 + depth * MARK_STEP))
    return marks


def _table(happenings: Sequence[Happening]) -> ChartTable:
    rows = [
        [
            Cell(f"{number}. {day_text(one.day)}"),
            Cell(one.label, one.url),
            Cell(one.instrument or _("not known"), one.instrument_url),
        ]
        for number, one in enumerate(happenings, start=1)
    ]
    return ChartTable((_("Day"), _("What"), _("Legal basis")), rows)
