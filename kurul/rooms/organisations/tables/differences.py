"""The difference of two days as a table."""

from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _

from kurul.kernel.temporal.look import Look
from kurul.kernel.translated import Translated
from kurul.kernel.web.addresses import address
from kurul.kernel.web.days import period_text
from kurul.kernel.web.tables import Column, DayColumn, Table
from kurul.rooms.organisations.queries import Difference, Side
from kurul.rooms.organisations.tables.changes import InstrumentColumn


class NameColumn(Column):
    """The record that changed, with the address of its page on the last of the two days."""

    def __init__(self, **more: Any) -> None:
        super().__init__(linkify=_page_of, **more)

    def render(self, value: Any) -> str:
        """Its name, marked with the language that it is in."""
        said = value.best() if isinstance(value, Translated) else None
        return format_html('<span lang="{}">{}</span>', said.language, said.text) if said else str(value)


def _page_of(record: Difference, table: Any) -> str | None:
    return address(record.route, record.pk, look=table.look) if record.route else None


class SidesColumn(Column):
    """What held on one side of the change."""

    def render(self, value: tuple[Side, ...]) -> str:
        """One line for each."""
        return format_html_join("", "<div>{}</div>", ((text,) for text in _lines(value)))

    def value(self, **arguments: Any) -> str:
        """The same with semicolons."""
        return "; ".join(_lines(arguments["value"]))


def _lines(sides: tuple[Side, ...]) -> list[str]:
    lines = []
    for side in sides:
        period = period_text(side.period) if side.period else ""
        text = str(side.text)
        lines.append(f"{text} ({period})" if text and period else text or period)
    return [line for line in lines if line]  # a cell of which no line says anything is empty


class DifferenceTable(Table):
    """One row per change, the latest first."""

    day = DayColumn(verbose_name=_("Day"), orderable=False)
    what = Column(verbose_name=_("What"), orderable=False)
    name = NameColumn(verbose_name=_("Of what"), orderable=False)
    before = SidesColumn(verbose_name=_("Before"), orderable=False)
    after = SidesColumn(verbose_name=_("After"), orderable=False)
    instrument = InstrumentColumn(verbose_name=_("Legal basis"), orderable=False)

    def __init__(self, *args: Any, look: Look, **more: Any) -> None:
        self.look = look
        super().__init__(*args, **more)
