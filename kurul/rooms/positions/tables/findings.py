"""What changed since a day, appointments without an instrument, and who may use a power, as tables."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from kurul.kernel.web.addresses import address
from kurul.kernel.web.days import day_text, period_text
from kurul.kernel.web.numbers import number_text
from kurul.kernel.web.tables import BasisColumn, Column, PeriodColumn, StatusColumn, Table
from kurul.rooms.law.public import Instrument
from kurul.rooms.positions.queries import Candidate, CioSeat, Given, HeldPost, LifeEvent, Titled, Told, WhoMay
from kurul.rooms.positions.tables.posts import (
    HoldersColumn,
    NamedColumn,
    PlaceColumn,
    holder_text,
    holders_html,
    link_to_person,
    look_of,
    mark,
    to_seat,
)
from kurul.rooms.positions.wording import LIFE, WHY_NOT


def _to_post(record: Any, table: Any) -> str:
    return address("positions:post", record.post.id, look=look_of(table))


def _to_appointment(record: HeldPost, table: Any) -> str:
    """The post's page, at its appointments."""
    return f"{_to_post(record, table)}#appointments"


def _to_body_of_post(record: Any, table: Any) -> str | None:
    body = record.post.organisation
    return address("organisations:organisation", body.id, look=look_of(table)) if body else None


class TitledColumn(Column):
    """The title of a post."""

    def render(self, value: Titled) -> str:
        """With `lang` where it is in another language."""
        said = value.title.best()
        return format_html('<span lang="{}">{}</span>', said.language, said.text) if said else gettext("not published")

    def value(self, **arguments: Any) -> str:
        """The title in the exports."""
        return str(arguments["value"].title)


class PersonColumn(Column):
    """Who is in a post, with the capacity of whoever acts or stands in."""

    def render(self, value: Any, table: Any) -> str:
        """The name with the way to the person's page."""
        return format_html("{}{}", link_to_person(value, look_of(table), holder_text(value)), mark(value.basis))

    def value(self, **arguments: Any) -> str:
        """The name in the exports."""
        return holder_text(arguments["value"])


class UnfoundedTable(Table):
    """Appointments without an instrument."""

    title = TitledColumn(verbose_name=pgettext_lazy("post", "Title"), accessor="post", linkify=_to_appointment)
    organisation = PlaceColumn(verbose_name=_("Organisation"), accessor="post__organisation", linkify=_to_body_of_post)
    person = PersonColumn(verbose_name=_("Who"), accessor="holder", orderable=False)
    since = PeriodColumn(verbose_name=_("When"), accessor="holder__period")
    basis = BasisColumn(verbose_name=_("Basis"), accessor="holder__basis", orderable=False)


class SideColumn(Column):
    """How a seat stood, or stands, on one of the two days: who is in it."""

    empty_values = (None,)

    def render(self, value: CioSeat) -> str:
        """The names; nothing where nobody is recorded."""
        return holders_html(value.holders) or "–"

    def value(self, **arguments: Any) -> str:
        """The names in the exports."""
        seat: CioSeat | None = arguments["value"]
        return "; ".join(holder_text(one) for one in seat.holders) if seat else ""


class EventsColumn(Column):
    """What happened between the two days."""

    empty_values = (None, ())

    def render(self, value: Iterable[LifeEvent], table: Any) -> str:
        """Day, sentence and instrument of each."""
        rows = ((_event_text(one), _instrument_link(one.instrument, table)) for one in value)
        return format_html('<ul class="plain">{}</ul>', format_html_join("", "<li>{}{}</li>", rows))

    def value(self, **arguments: Any) -> str:
        """The same in the exports."""
        return "; ".join(
            _event_text(one) + (f" ({one.instrument})" if one.instrument else "") for one in arguments["value"]
        )


def _event_text(event: LifeEvent) -> str:
    return f"{day_text(event.when)}: {LIFE[event.code] % event.params}"


def _instrument_link(instrument: Instrument | None, table: Any) -> str:
    if instrument is None:
        return ""
    url = address("law:instrument", instrument.pk, look=look_of(table))
    return format_html(' · <a href="{}">{}</a>', url, instrument)


class ChangeTable(Table):
    """Seats that stand otherwise than on an earlier day, with both sides and what happened between."""

    organisation = NamedColumn(verbose_name=_("Body"), linkify=to_seat, order_by="organisation__name")
    status_before = StatusColumn(verbose_name=_("Before"))
    before = SideColumn(verbose_name=_("Who held it then"), orderable=False)
    status_after = StatusColumn(verbose_name=_("Now"))
    after = SideColumn(verbose_name=_("Who holds it now"), orderable=False)
    events = EventsColumn(verbose_name=_("What happened"), orderable=False)


# --- who may use a power ----------------------------------------------------------------------------------------------


def amount_text(amount: Decimal | None, unit: str) -> str:
    """ "50,000 TRY"; "no limit" for none."""
    return gettext("no limit") if amount is None else f"{number_text(amount)} {unit}".strip()


def held_text(told: Told, unit: str) -> str:
    """By what the accountable post holds the power."""
    row = told.held
    if row is None:
        return ""
    parts = [
        gettext("holds it by its kind: %(kind)s") % {"kind": row.post_kind} if row.post_kind else gettext("holds it")
    ]
    parts.append(period_text(row.period))
    if unit:
        parts.append(gettext("up to %(amount)s") % {"amount": amount_text(row.threshold, unit)})
    return ", ".join(parts)


def given_text(given: Given, unit: str) -> str:
    """What was delegated: when, by and to which person, up to what, and whether it may be passed on."""
    row = given.row
    parts = [period_text(row.period)]
    if given.by:
        parts.append(gettext("passed on by %(person)s in person") % {"person": given.by})
    if given.only:
        parts.append(gettext("only to %(person)s") % {"person": given.only})
    if unit:
        limit = amount_text(row.threshold, unit) if row.threshold is not None else gettext("what it holds itself")
        parts.append(gettext("up to %(amount)s") % {"amount": limit})
    parts.append(gettext("may be passed on") if row.may_pass_on else gettext("may not be passed on"))
    if row.is_revoked:
        parts.append(gettext("revoked"))
    return ", ".join(parts)


class ChainColumn(Column):
    """How a power comes to a post: from who holds it, through delegations, with the instrument of each."""

    def render(self, value: Told, table: Any) -> str:
        """One line for each step."""
        unit, lines = table.answer.power.unit, []
        if value.accountable is not None and value.held is not None:
            link = _post_link(value.accountable, table)
            lines.append(format_html("{} {}{}", link, held_text(value, unit), _by(value.held.instrument, table)))
        for one in value.given:
            who = gettext("delegated by %(post)s") % {"post": one.giver}
            lines.append(format_html("{}: {}{}", who, given_text(one, unit), _by(one.row.instrument, table)))
        return format_html('<ol class="plain">{}</ol>', format_html_join("", "<li>{}</li>", ((one,) for one in lines)))

    def value(self, **arguments: Any) -> str:
        """The same steps in the exports."""
        told, unit = arguments["value"], arguments["table"].answer.power.unit
        lines = []
        if told.accountable is not None and told.held is not None:
            lines.append(f"{told.accountable}: {held_text(told, unit)}{_named(told.held.instrument)}")
        for one in told.given:
            who = gettext("delegated by %(post)s") % {"post": one.giver}
            lines.append(f"{who}: {given_text(one, unit)}{_named(one.row.instrument)}")
        return " → ".join(lines)


def _post_link(post: Titled, table: Any) -> str:
    return format_html('<a href="{}">{}</a>', address("positions:post", post.id, look=look_of(table)), post)


def _by(instrument: Instrument | None, table: Any) -> str:
    return _instrument_link(instrument, table) or format_html(" · {}", gettext("instrument not recorded"))


def _named(instrument: Instrument | None) -> str:
    return f" ({instrument})" if instrument else f" ({gettext('instrument not recorded')})"


class LimitColumn(Column):
    """Up to which amount."""

    empty_values = ()

    def render(self, value: Decimal | None, table: Any) -> str:
        """With the unit of the power."""
        return amount_text(value, table.answer.power.unit) if table.answer.power.unit else gettext("no threshold")

    def value(self, **arguments: Any) -> Any:
        """The bare number in the exports; empty for no limit."""
        return arguments["value"]


class WhyNotColumn(Column):
    """Why a power may not be used, or that it may."""

    empty_values = ()

    def render(self, value: str) -> str:
        """The sentence."""
        return str(WHY_NOT[value]) if value else "–"

    def value(self, **arguments: Any) -> str:
        """The same sentence in the exports."""
        return str(WHY_NOT[arguments["value"]]) if arguments["value"] else ""


class WhoMayTable(Table):
    """Every post to which a power comes, or would come but for a reason."""

    post = TitledColumn(verbose_name=_("Post"), linkify=_to_post, orderable=False)
    organisation = NamedColumn(verbose_name=_("Organisation"), accessor="post__organisation", orderable=False)
    status = StatusColumn(verbose_name=_("On this day"), orderable=False)
    holders = HoldersColumn(verbose_name=_("Who decides"), orderable=False)
    limit = LimitColumn(verbose_name=_("Up to"), orderable=False)
    within = NamedColumn(verbose_name=_("For"), accessor="way__within", orderable=False)
    chain = ChainColumn(verbose_name=_("Why"), accessor="way", orderable=False)
    objection = WhyNotColumn(verbose_name=_("Why not"), accessor="way__objection", orderable=False)

    def __init__(self, rows: Iterable[Candidate], *, answer: WhoMay, **more: Any) -> None:
        self.answer = answer
        super().__init__(list(rows), **more)


__all__ = ["ChangeTable", "UnfoundedTable", "WhoMayTable", "amount_text", "given_text", "held_text"]
