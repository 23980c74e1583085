"""The boards, the meetings and the register of decisions, as tables."""

from collections.abc import Iterable
from typing import Any

from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from kurul.kernel.web.addresses import address
from kurul.kernel.web.days import day_html, day_text
from kurul.kernel.web.statuses import status_of
from kurul.kernel.web.tables import BasisColumn, Column, DayColumn, NumberColumn, StatusColumn, Table, TranslatedColumn
from kurul.rooms.boards.queries.addressees import Addressee
from kurul.rooms.boards.queries.boards import Row as BoardRow
from kurul.rooms.boards.queries.decisions import Row as DecisionRow
from kurul.rooms.boards.queries.meetings import Brief
from kurul.rooms.organisations.public import Named


def _look(table: Any) -> Any:
    return getattr(getattr(table, "request", None), "look", None)


def _to_board(record: Any, table: Any) -> str:
    return address("boards:board", record.board, look=_look(table))


def _to_convener(record: BoardRow, table: Any) -> str | None:
    body = record.convener
    return address("organisations:organisation", body.id, look=_look(table)) if body else None


def _to_next(record: BoardRow, table: Any) -> str | None:
    return address("boards:meeting", record.next_meeting.id, look=_look(table)) if record.next_meeting else None


def _to_open(record: BoardRow, table: Any) -> str:
    return address("boards:decisions", look=_look(table), query=f"board={record.id}&state=open")


def _to_overdue(record: BoardRow, table: Any) -> str:
    return address("boards:decisions", look=_look(table), query=f"board={record.id}&state=overdue")


Grouped = Iterable[tuple[str, Iterable[Addressee]]]
WIDE = {"cell": {"class": "wide-cell"}}


class BodyColumn(Column):
    """A body, as short as it can be named; the exports hold the whole name."""

    def render(self, value: Named) -> str:
        """The abbreviation with its meaning, else the name with `lang` where it is in another language."""
        said = value.name.best()
        if said and value.abbreviation:
            return format_html('<abbr title="{}">{}</abbr>', said.text, value.abbreviation)
        return format_html('<span lang="{}">{}</span>', said.language, said.text) if said else value.abbreviation


class IntervalColumn(Column):
    """An interval in months."""

    empty_values = ()

    def render(self, value: int | None) -> str:
        """In words; none is "not published"."""
        if value is None:
            return format_html('<span class="muted">{}</span>', _("not published"))
        return ngettext("every month", "every %(count)s months", value) % {"count": value}

    def value(self, **arguments: Any) -> int | None:
        """The number of months; nothing when none is published."""
        months: int | None = arguments["value"]
        return months


class MeetingColumn(Column):
    """The next meeting by its day."""

    def render(self, value: Brief) -> str:
        """The day in a <time> element."""
        return day_html(value.day)

    def value(self, **arguments: Any) -> Any:
        """The day."""
        return arguments["value"].day


class AddresseesColumn(Column):
    """Whom a decision addresses, each with how it stands."""

    def render(self, value: Grouped) -> str:
        """A badge for each state that there is, and the bodies that stand so."""
        lines = ((_badge(code), ", ".join(map(str, bodies))) for code, bodies in value)
        return format_html('<ul class="plain">{}</ul>', format_html_join("", "<li>{} {}</li>", lines))

    def value(self, **arguments: Any) -> str:
        """The same as text, one body after the other."""
        groups: Grouped = arguments["value"]
        return "; ".join(f"{one}: {status_of(code).label}" for code, bodies in groups for one in bodies)


class DueColumn(DayColumn):
    """The due day, exact or not."""

    def value(self, **arguments: Any) -> Any:
        """The day, or what is known of it."""
        due = arguments["value"]
        return due.day or day_text(due)


def _badge(code: str) -> str:
    return render_to_string("components/status.html", {"status": status_of(code)})


class BoardTable(Table):
    """One row per board."""

    name = TranslatedColumn(verbose_name=_("Name"), to="boards:board", by="id")
    convener = BodyColumn(
        verbose_name=pgettext_lazy("board", "Convener"), linkify=_to_convener, order_by="convener__name"
    )
    months = IntervalColumn(verbose_name=_("Interval"), accessor="charter__cadence_months")
    cadence = StatusColumn(verbose_name=_("Cadence"), accessor="cadence_status")
    meet_by = DayColumn(verbose_name=pgettext_lazy("board", "Meet by"), accessor="cadence__meet_by")
    next_meeting = MeetingColumn(
        verbose_name=pgettext_lazy("board", "Next"), linkify=_to_next, order_by="next_meeting__day"
    )
    open = NumberColumn(verbose_name=pgettext_lazy("decisions", "Open"), linkify=_to_open)
    overdue = NumberColumn(verbose_name=pgettext_lazy("decisions", "Overdue"), linkify=_to_overdue)
    status = StatusColumn(verbose_name=_("On this day"), orderable=False)


class MeetingTable(Table):
    """One row per meeting."""

    day = DayColumn(verbose_name=pgettext_lazy("meeting", "Day"), to="boards:meeting", by="id")
    board_name = TranslatedColumn(verbose_name=_("Board"), linkify=_to_board)
    number = NumberColumn(verbose_name=_("No."))
    place = Column(verbose_name=pgettext_lazy("meeting", "Place"), orderable=False)
    status = StatusColumn(verbose_name=_("On this day"), orderable=False)
    basis = BasisColumn(verbose_name=_("Basis"), orderable=False)


class DecisionTable(Table):
    """One row per decision of the register."""

    number = Column(verbose_name=_("No."), to="boards:decision", by="id")
    text = TranslatedColumn(verbose_name=pgettext_lazy("one record", "Decision"), orderable=False, attrs=WIDE)
    board_name = TranslatedColumn(verbose_name=_("Board"), linkify=_to_board)
    decided_on = DayColumn(verbose_name=_("Decided"))
    due_or_none = DueColumn(verbose_name=_("Due"))
    status = StatusColumn(verbose_name=_("State"), orderable=False)
    addressees = AddresseesColumn(
        verbose_name=_("Addressees"), accessor="by_status", orderable=False, attrs=WIDE, empty_values=((),)
    )
    basis = BasisColumn(verbose_name=_("Basis"), orderable=False)

    def render_text(self, record: DecisionRow, value: Any) -> str:
        """What is withheld says so; a text in another language says which."""
        if record.is_withheld:
            return format_html('<span class="muted">{}</span>', _("restricted"))
        said = value.best()
        return format_html('<span lang="{}">{}</span>', said.language, said.text) if said else "–"

    def render_status(self, record: DecisionRow, value: str) -> str:
        """The badge; beside it the decision that took the place of this one."""
        if record.superseded_by is None or record.is_withheld:
            return _badge(value)
        return format_html("{} {}", _badge(value), _("by %(number)s") % {"number": record.superseded_by.number})

    def value_status(self, record: DecisionRow, value: str) -> str:
        """The same in words."""
        by = record.superseded_by.number if record.superseded_by and not record.is_withheld else ""
        return f"{status_of(value).label} {by}".strip()

    def value_text(self, record: DecisionRow, value: Any) -> str:
        """The same in the exports."""
        return str(_("restricted")) if record.is_withheld else str(value)
