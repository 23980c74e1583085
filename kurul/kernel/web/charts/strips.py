"""The cadence strip: years as rows, what happened as dots, what was permitted as a band, breaches hatched."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from babel.dates import format_date
from django.utils.translation import gettext_lazy as _

from kurul.kernel.translated import active_language
from kurul.kernel.web.charts.model import Cell, Chart, ChartTable, percent
from kurul.kernel.web.days import day_text
from kurul.kernel.wording import Text

HEAD, ROW = 22, 30  # pixels: the months on top, one year
LEFT = 0.1  # share of the width for the years


@dataclass(frozen=True)
class Mark:
    """Something that happened on a day."""

    day: date
    label: Text
    url: str = ""


@dataclass(frozen=True)
class Span:
    """From the first to the last day, both included."""

    first: date
    last: date


@dataclass(frozen=True)
class Box:
    """The part of a span that lies in one year."""

    x: str
    y: int
    width: str


@dataclass(frozen=True)
class Dot:
    """A mark as it is placed."""

    mark: Mark
    x: str
    y: int


@dataclass(frozen=True)
class YearRow:
    """A year with the base line of its label."""

    year: int
    y: int
    text_y: int

    @property
    def year_text(self) -> str:
        """Without the signs that separate thousands."""
        return str(self.year)


@dataclass(frozen=True)
class Month:
    """A month's tick; only some are named."""

    x: str
    name: str


@dataclass(frozen=True)
class StripDrawing:
    """Everything in the picture; `height` in pixels."""

    years: Sequence[YearRow]
    months: Sequence[Month]
    bands: Sequence[Box]
    breaches: Sequence[Box]
    dots: Sequence[Dot]
    planned: Sequence[Dot]
    today: Dot | None
    height: int
    left: str


def strip(
    name: str,
    title: Text,
    description: Text,
    *,
    marks: Sequence[Mark],
    planned: Sequence[Mark] = (),
    permitted: Sequence[Span] = (),
    breaches: Sequence[Span] = (),
    today: date,
) -> Chart:
    """One row per year from the first to the last day of anything shown. Needs at least one mark or span."""
    days = [mark.day for mark in (*marks, *planned)]
    days += [day for span in (*permitted, *breaches) for day in (span.first, span.last)]
    if not days:
        raise ValueError("A strip needs something that happened or was permitted.")
    years = range(min(days).year, max(days).year + 1)
    calendar = _Calendar(years)
    drawing = StripDrawing(
        years=[YearRow(year, calendar.y(year), calendar.y(year) + 20) for year in years],
        months=calendar.months(),
        bands=list(calendar.boxes(permitted)),
        breaches=list(calendar.boxes(breaches)),
        dots=[calendar.dot(mark) for mark in marks],
        planned=[calendar.dot(mark) for mark in planned],
        today=calendar.dot(Mark(today, _("Today"))) if today.year in years else None,
        height=HEAD + ROW * len(years) + 4,
        left=percent(LEFT),
    )
    return Chart(name, title, description, "charts/strip.html", drawing, _table(marks, planned, breaches))


class _Calendar:
    """Places days: the year gives the row, the day of the year the place across."""

    def __init__(self, years: range) -> None:
        self.years = years

    def y(self, year: int) -> int:
        """The upper edge of the year's row, in pixels."""
        return HEAD + ROW * (year - self.years.start)

    def x(self, day: date) -> float:
        """Share of the width at which the day begins."""
        length = (date(day.year, 12, 31) - date(day.year, 1, 1)).days + 1
        return LEFT + (1 - LEFT - 0.015) * (day - date(day.year, 1, 1)).days / length

    def dot(self, mark: Mark) -> Dot:
        """Where a mark stands."""
        return Dot(mark, percent(self.x(mark.day)), self.y(mark.day.year) + ROW // 2)

    def boxes(self, spans: Iterable[Span]) -> Iterable[Box]:
        """The spans, cut at the turns of the years."""
        for span in spans:
            for year in range(span.first.year, span.last.year + 1):
                first, last = max(span.first, date(year, 1, 1)), min(span.last, date(year, 12, 31))
                end = 1 - 0.015 if last == date(year, 12, 31) else self.x(last + timedelta(days=1))
                yield Box(percent(self.x(first)), self.y(year) + 7, percent(end - self.x(first)))

    def months(self) -> list[Month]:
        """A tick for each month; the first of each quarter bears its name."""
        locale = active_language()
        year = self.years.start
        starts = [date(year, month, 1) for month in range(1, 13)]
        return [
            Month(percent(self.x(start)), format_date(start, "LLL", locale=locale) if start.month % 3 == 1 else "")
            for start in starts
        ]


def _table(marks: Sequence[Mark], planned: Sequence[Mark], breaches: Sequence[Span]) -> ChartTable:
    rows: list[tuple[date, list[Cell]]] = []
    rows += [(mark.day, [Cell(day_text(mark.day)), Cell(mark.label, mark.url)]) for mark in (*marks, *planned)]
    rows += [
        (span.first, [Cell(f"{day_text(span.first)} – {day_text(span.last)}"), Cell(_("Longer than permitted"))])
        for span in breaches
    ]
    return ChartTable((_("Day"), _("What")), [cells for _day, cells in sorted(rows, key=lambda row: row[0])])
