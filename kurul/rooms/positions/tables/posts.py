"""The list of posts, the seats, and the seat over time, as tables."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from kurul.kernel.provenance import Basis
from kurul.kernel.temporal.bounds import Bound, Certainty
from kurul.kernel.temporal.look import Look
from kurul.kernel.translated import joined
from kurul.kernel.web.addresses import address
from kurul.kernel.web.days import day_text
from kurul.kernel.web.tables import BasisColumn, Column, DayColumn, PeriodColumn, StatusColumn, Table, TranslatedColumn
from kurul.rooms.organisations.public import Named
from kurul.rooms.positions.queries import CioSeat, Holder, Row, Stretch
from kurul.rooms.positions.wording import BECAUSE


def look_of(table: Any) -> Any:
    """At which day the table is looked at; None without a request."""
    return getattr(getattr(table, "request", None), "look", None)


def _to_organisation(record: Row | CioSeat, table: Any) -> str | None:
    body = record.organisation
    return address("organisations:organisation", body.id, look=look_of(table)) if body else None


def to_seat(record: Any, table: Any) -> str:
    """The page of the seat of the row's body."""
    return address("positions:seat", record.organisation.id, look=look_of(table))


class NamedColumn(Column):
    """The name of an organisation."""

    def render(self, value: Named) -> str:
        """With `lang` where the name is in another language."""
        return named_html(value)


def named_html(value: Named) -> str:
    """The name, with `lang` where it is in another language."""
    said = value.name.best()
    return format_html('<span lang="{}">{}</span>', said.language, said.text) if said else value.abbreviation


class PlaceColumn(Column):
    """The organisation of a post, and the body above a unit, for units of many bodies are called alike."""

    def render(self, value: Named, record: Any) -> str:
        """The body in small letters below the unit."""
        body, place = _body_of(record), named_html(value)
        return format_html('{}<br><span class="muted">{}</span>', place, named_html(body)) if body else place

    def value(self, **arguments: Any) -> str:
        """Both in the exports, with a comma."""
        body = _body_of(arguments["record"])
        return joined(str(one) for one in (arguments["value"], body) if one)


def _body_of(record: Any) -> Named | None:
    """The body above the unit in which a post stands; None for a post of a body itself."""
    body: Named | None = getattr(record, "post", record).body
    return body


def one_below_another(texts: Sequence[str]) -> str:
    """The texts as lines of one cell."""
    first = format_html_join("", "{}", ((text,) for text in texts[:1]))
    return format_html("{}{}", first, format_html_join("", "<br>{}", ((text,) for text in texts[1:])))


class HoldersColumn(Column):
    """Who is, or may be, in a post; the capacity beside whoever does not hold it substantively."""

    empty_values = (None, "", ())

    def render(self, value: Iterable[Holder]) -> str:
        """The names, each with the mark of what is made up or inferred."""
        return holders_html(value)

    def value(self, **arguments: Any) -> str:
        """The names, separated by semicolons."""
        return "; ".join(holder_text(one) for one in arguments["value"])


def holders_html(holders: Iterable[Holder]) -> str:
    """The names, each with the mark of what is made up or inferred."""
    return format_html_join("; ", "{}{}", ((holder_text(one), mark(one.basis)) for one in holders))


def holder_text(holder: Holder) -> str:
    """The name, with the capacity of who acts or stands in."""
    return holder.name if holder.is_substantive else f"{holder.name} ({holder.label})"


class InstrumentsColumn(Column):
    """By which instruments the holders are in office."""

    def render(self, value: Iterable[Holder], table: Any) -> str:
        """The titles, each once, with the addresses of their pages."""
        links = (
            (address("law:instrument", number, look=look_of(table)), title)
            for number, title in _instruments(value).items()
        )
        return format_html_join("; ", '<a href="{}">{}</a>', links) or "–"

    def value(self, **arguments: Any) -> str:
        """The titles in the exports."""
        return "; ".join(_instruments(arguments["value"]).values())


def mark(basis: str) -> str:
    """The mark of what is made up or inferred; empty for what a source states."""
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


class SinceColumn(DayColumn):
    """Since when a seat is vacant."""

    def value(self, **arguments: Any) -> Any:
        """The day, or what is known of it."""
        when: Bound = arguments["value"]
        return when.day or day_text(when)


class StandingColumn(Column):
    """Who is in a post; whoever is appointed for later, and, where nobody is, who left last."""

    empty_values = ()

    def render(self, value: Iterable[Holder], record: Any) -> str:
        """The names with their marks, then what was and what comes, in words."""
        now = holders_html(value)
        return one_below_another([said for said in [now, *around(record)] if said]) or "–"

    def value(self, **arguments: Any) -> str:
        """The same in the exports, separated by semicolons."""
        now = [holder_text(one) for one in arguments["value"]]
        return "; ".join([*now, *around(arguments["record"])])


def around(record: Any) -> list[str]:
    """ "Ayşe Yılmaz, appointed from 1 Jan 2018"; where nobody is in the post, who left last and whether early."""
    said = []
    if record.last and not record.holders:
        said.append(left_text(record.last))
    if record.next:
        when = {"name": holder_text(record.next), "day": day_text(record.next.period.start)}
        said.append(gettext("%(name)s, appointed from %(day)s") % when)
    return said


def left_text(holder: Holder) -> str:
    """Until when somebody was in a post, and that it was earlier than recorded before, where it was."""
    when = {"name": holder_text(holder), "day": day_text(holder.period.last_day)}
    if holder.left_early:
        return gettext("before: %(name)s, until %(day)s, left early") % when
    return gettext("before: %(name)s, until %(day)s") % when


class PostTable(Table):
    """One row per post that the query found."""

    title = TranslatedColumn(verbose_name=pgettext_lazy("post", "Title"), to="positions:post")
    organisation = PlaceColumn(verbose_name=_("Organisation"), linkify=_to_organisation)
    kind = TranslatedColumn(verbose_name=_("Kind"))
    status = StatusColumn(verbose_name=_("On this day"), orderable=False)
    holders = StandingColumn(verbose_name=_("Who holds it"), orderable=False)
    instruments = InstrumentsColumn(verbose_name=_("By which instrument"), accessor="holders", orderable=False)
    basis = BasisColumn(verbose_name=_("Basis"), orderable=False)


class SeatTable(Table):
    """One row per seat: the table behind the tiles, and the exports."""

    organisation = NamedColumn(verbose_name=_("Body"), linkify=to_seat, order_by="organisation__name")
    status = StatusColumn(verbose_name=_("CIO seat"), order_by="state")
    since = SinceColumn(verbose_name=pgettext_lazy("column", "Vacant since"))
    holders = HoldersColumn(verbose_name=_("Who holds it"), orderable=False)
    instruments = InstrumentsColumn(verbose_name=_("By which instrument"), accessor="holders", orderable=False)


class StretchColumn(PeriodColumn):
    """From when to when the seat stood so; leads to the seat as it was then."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, linkify=_to_stretch, **kwargs)


def _to_stretch(record: Stretch, table: Any) -> str:
    look = look_of(table)
    first = record.period.start.latest
    then = Look(first, look.known_at if look else None)
    return address("positions:seat", table.organisation, look=then)


class PersonsColumn(Column):
    """Who is, or may be, in a post, each with the way to the page of the person."""

    empty_values = (None, "", ())

    def render(self, value: Iterable[Holder], table: Any) -> str:
        """The names, each a link, with the mark of what is made up or inferred."""
        return one_below_another([_to_person(one, look_of(table)) for one in value])

    def value(self, **arguments: Any) -> str:
        """The names in the exports."""
        return "; ".join(one.name for one in arguments["value"])


def _to_person(one: Holder, look: Look | None) -> str:
    return format_html("{}{}{}", link_to_person(one, look), mark(one.basis), _perhaps(one))


def link_to_person(one: Holder, look: Look | None, text: str = "") -> str:
    """The name, or `text` with it, as the way to the person's page; no way where the name is not for the reader."""
    if not one.is_named:
        return text or one.name
    return format_html('<a href="{}">{}</a>', address("people:person", one.person, look=look), text or one.name)


def _perhaps(one: Holder) -> str:
    if one.certainty is Certainty.YES:
        return ""
    return format_html(' <span class="muted">({})</span>', gettext("perhaps"))


class CapacityColumn(Column):
    """As what somebody is in a post."""

    empty_values = (None, "", ())

    def render(self, value: Iterable[Holder]) -> str:
        """One word for each, in the order of the names."""
        return one_below_another([capacity_text(one) for one in value])

    def value(self, **arguments: Any) -> str:
        """The same words in the exports."""
        return "; ".join(capacity_text(one) for one in arguments["value"])


def capacity_text(holder: Holder) -> str:
    """As what, why the holder is absent, and that somebody left early, as far as it applies."""
    parts = [holder.label, holder.absence_label, gettext("left early") if holder.left_early else ""]
    return ", ".join(str(part) for part in parts if part)


class StretchTable(Table):
    """The seat of one body over time: who, from when to when, as what, by which instrument; each row leads on."""

    period = StretchColumn(verbose_name=_("When"))
    holders = PersonsColumn(verbose_name=_("Who holds it"), accessor="seat__holders", orderable=False)
    capacity = CapacityColumn(verbose_name=_("Capacity"), accessor="seat__holders", orderable=False)
    instruments = InstrumentsColumn(verbose_name=_("By which instrument"), accessor="seat__holders", orderable=False)
    status = StatusColumn(verbose_name=_("CIO seat"), accessor="seat__status", orderable=False)
    because = BecauseColumn(verbose_name=_("Why"), accessor="seat__because", orderable=False)

    def __init__(self, rows: Any, *, organisation: int, **more: Any) -> None:
        self.organisation = organisation
        super().__init__(rows, **more)
