"""The list of posts, the seats, and the seat over time, as tables."""

from collections.abc import Iterable
from typing import Any

from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kurul.kernel.provenance import Basis
from kurul.kernel.temporal.bounds import Bound
from kurul.kernel.web.addresses import address
from kurul.kernel.web.days import day_text
from kurul.kernel.web.tables import Column, DayColumn, PeriodColumn, StatusColumn, Table, TranslatedColumn
from kurul.rooms.organisations.public import Named
from kurul.rooms.positions.queries import CioSeat, Holder, Row
from kurul.rooms.positions.wording import BECAUSE


def _look(table: Any) -> Any:
    return getattr(getattr(table, "request", None), "look", None)


def _to_organisation(record: Row | CioSeat, table: Any) -> str | None:
    body = record.organisation
    return address("organisations:organisation", body.id, look=_look(table)) if body else None


def _to_seat(record: CioSeat, table: Any) -> str:
    return address("positions:seat", record.organisation.id, look=_look(table))


class NamedColumn(Column):
    """The name of an organisation."""

    def render(self, value: Named) -> str:
        """With `lang` where the name is in another language."""
        said = value.name.best()
        return format_html('<span lang="{}">{}</span>', said.language, said.text) if said else value.abbreviation


class HoldersColumn(Column):
    """Who is, or may be, in a post; the capacity beside whoever does not hold it substantively."""

    empty_values = (None, "", ())

    def render(self, value: Iterable[Holder]) -> str:
        """The names, each with the mark of what is made up or inferred."""
        return format_html_join("; ", "{}{}", ((holder_text(one), _mark(one.basis)) for one in value))

    def value(self, **arguments: Any) -> str:
        """The names, separated by semicolons."""
        return "; ".join(holder_text(one) for one in arguments["value"])


def holder_text(holder: Holder) -> str:
    """The name, with the capacity of who acts or stands in."""
    return holder.name if holder.is_substantive else f"{holder.name} ({holder.label})"


class InstrumentsColumn(Column):
    """By which instruments the holders are in office."""

    def render(self, value: Iterable[Holder], table: Any) -> str:
        """The titles, each once, with the addresses of their pages."""
        links = (
            (address("law:instrument", number, look=_look(table)), title)
            for number, title in _instruments(value).items()
        )
        return format_html_join("; ", '<a href="{}">{}</a>', links) or "–"

    def value(self, **arguments: Any) -> str:
        """The titles in the exports."""
        return "; ".join(_instruments(arguments["value"]).values())


def _mark(basis: str) -> str:
    mark = render_to_string("components/basis.html", {"basis": basis, "Basis": Basis})
    return format_html(" {}", mark) if mark.strip() else ""


def _instruments(holders: Iterable[Holder]) -> dict[int, str]:
    return {one.instrument.pk: str(one.instrument) for one in holders if one.instrument}


class BecauseColumn(Column):
    """Why a seat stands as it does."""

    def render(self, value: str) -> str:
        """The sentence."""
        return str(BECAUSE[value])

    def value(self, **arguments: Any) -> str:
        """The same sentence in the exports."""
        return self.render(arguments["value"])


class BasisColumn(Column):
    """On what the record rests, in a word."""

    def render(self, value: str) -> str:
        """Stated, inferred or illustrative."""
        return str(Basis(value).label)

    def value(self, **arguments: Any) -> str:
        """The same word in the exports."""
        return self.render(arguments["value"])


class SinceColumn(DayColumn):
    """Since when a seat is vacant."""

    def value(self, **arguments: Any) -> Any:
        """The day, or what is known of it."""
        when: Bound = arguments["value"]
        return when.day or day_text(when)


class PostTable(Table):
    """One row per post that the query found."""

    title = TranslatedColumn(verbose_name=pgettext_lazy("post", "Title"), to="positions:post")
    organisation = NamedColumn(verbose_name=_("Organisation"), linkify=_to_organisation)
    kind = TranslatedColumn(verbose_name=_("Kind"))
    status = StatusColumn(verbose_name=_("On this day"), orderable=False)
    holders = HoldersColumn(verbose_name=_("Who holds it"), orderable=False)
    instruments = InstrumentsColumn(verbose_name=_("By which instrument"), accessor="holders", orderable=False)
    basis = BasisColumn(verbose_name=_("Basis"), orderable=False)


class SeatTable(Table):
    """One row per seat: the table behind the tiles, and the exports."""

    organisation = NamedColumn(verbose_name=_("Body"), linkify=_to_seat, order_by="organisation__name")
    status = StatusColumn(verbose_name=_("CIO seat"), order_by="state")
    since = SinceColumn(verbose_name=_("Vacant since"))
    holders = HoldersColumn(verbose_name=_("Who holds it"), orderable=False)
    instruments = InstrumentsColumn(verbose_name=_("By which instrument"), accessor="holders", orderable=False)


class StretchTable(Table):
    """The seat of one body over time."""

    period = PeriodColumn(verbose_name=_("When"))
    status = StatusColumn(verbose_name=_("CIO seat"), accessor="seat__status", orderable=False)
    holders = HoldersColumn(verbose_name=_("Who holds it"), accessor="seat__holders", orderable=False)
    instruments = InstrumentsColumn(verbose_name=_("By which instrument"), accessor="seat__holders", orderable=False)
    because = BecauseColumn(verbose_name=_("Why"), accessor="seat__because", orderable=False)
