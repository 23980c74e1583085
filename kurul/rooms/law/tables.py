"""The lists of this room as tables."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from kurul.kernel.provenance import Basis
from kurul.kernel.temporal.bounds import Bound, Certainty, Period
from kurul.kernel.translated import Translated
from kurul.kernel.web.addresses import address
from kurul.kernel.web.days import day_html
from kurul.kernel.web.tables import Column, DayColumn, NumberColumn, PeriodColumn, StatusColumn, Table, TranslatedColumn
from kurul.rooms.law.models import Instrument
from kurul.rooms.law.permissions import can_keep
from kurul.rooms.law.queries import Clause, KindRow, Repealed, Resting, Row, cite
from kurul.rooms.law.wording import MET, STANDING, value_name

PAGE = "law:instrument"


class BasisColumn(Column):
    """On what the entry rests, and how many of its values no source states; the exports name them."""

    def render(self, value: str, record: Row) -> str | Promise:
        """Stated, inferred or illustrative; then the number of values that are inferred."""
        label, count = Basis(value).label, len(record.inferred)
        if not count:
            return label
        more = ngettext("one value inferred", "%(count)s values inferred", count) % {"count": count}
        return format_html('{} <span class="muted">({})</span>', label, more)

    def value(self, **arguments: Any) -> str:
        """The same with the names of the values: "Stated (inferred: day of signature, gazette number)"."""
        label, record = str(Basis(arguments["value"]).label), arguments["record"]
        if not record.inferred:
            return label
        names = ", ".join(value_name(path) for path in sorted(record.inferred))
        return f"{label} " + gettext("(inferred: %(names)s)") % {"names": names}


class PublishedColumn(Column):
    """The day of publication, and under it the number of the gazette."""

    def render(self, value: Bound, record: Row) -> str:
        """Both, as far as they are known."""
        shown = day_html(value)
        return (
            format_html('{}<br><span class="muted">{}</span>', shown, record.gazette_number)
            if record.gazette_number
            else shown
        )


class InstrumentTable(Table):
    """One row per instrument that the query found. In a file the number of the gazette has a column of its own."""

    title = TranslatedColumn(verbose_name=pgettext_lazy("instrument", "Title"), to=PAGE, by="id")
    kind = TranslatedColumn(verbose_name=_("Kind"))
    number = Column(verbose_name=pgettext_lazy("instrument", "Number"))
    issued = DayColumn(verbose_name=_("Signed or decided"))
    gazetted = PublishedColumn(verbose_name=pgettext_lazy("instrument", "Published"))
    gazette_number = Column(verbose_name=_("Gazette"), orderable=False)
    status = StatusColumn(verbose_name=_("On this day"), orderable=False)
    basis = BasisColumn(verbose_name=_("Basis"), orderable=False)


class PatternColumn(Column):
    """A pattern with braces; none is said to be none."""

    empty_values = ()

    def render(self, value: Any) -> str:
        """In the active language where there is one in several."""
        return format_html('<code class="pattern">{}</code>', str(value)) if value else "–"


def _kind_to_change(route: str, by: str) -> Any:
    """To the form that changes a kind, for those who may."""

    def url(record: Any, table: Table) -> str | None:
        request = getattr(table, "request", None)
        may = request is not None and can_keep(request.actor).allowed and request.look.is_now
        return address(route, getattr(record, by)) if may else None

    return url


def _instruments_of(record: KindRow, table: Table) -> str:
    return address("law:list", look=getattr(table.request, "look", None), query=f"kind={record.code}")


class KindTable(Table):
    """One row per kind of instrument."""

    name = TranslatedColumn(verbose_name=_("Name"), linkify=_kind_to_change("law:change_kind", "id"))
    code = PatternColumn(verbose_name=_("Code"))
    reference = PatternColumn(verbose_name=_("How one is cited"), orderable=False)
    eli_template = PatternColumn(verbose_name=_("Path of the ELI"), orderable=False)
    instruments = NumberColumn(verbose_name=_("Instruments"), linkify=_instruments_of)


class ProvisionKindTable(Table):
    """One row per kind of provision, the wider first."""

    name = TranslatedColumn(
        verbose_name=_("Name"), linkify=_kind_to_change("law:change_provision_kind", "pk"), orderable=False
    )
    code = PatternColumn(verbose_name=_("Code"), orderable=False)
    reference = PatternColumn(verbose_name=_("How one is cited"), orderable=False)
    eli_part = PatternColumn(verbose_name=_("Its part of an ELI"), orderable=False)


def _citations_of(record: Clause, table: Table) -> str:
    return address("law:provision", record.id, look=getattr(table.request, "look", None)) + "#resting"


class ClauseTextColumn(TranslatedColumn):
    """What a provision says; one without a text only holds others together."""

    empty_values = ()

    def render(self, value: Translated) -> str:
        """The text, or that there is none of its own."""
        return (
            super().render(value)
            if value
            else format_html('<span class="muted">{}</span>', gettext("no text of its own"))
        )


class ClauseTable(Table):
    """One row per provision that stands, or may stand, on the day."""

    cited = Column(verbose_name=pgettext_lazy("one record", "Provision"), to="law:provision", by="id", orderable=False)
    text = ClauseTextColumn(verbose_name=_("What it establishes"), orderable=False)
    certainty = Column(verbose_name=_("In the text"), orderable=False)
    status = StatusColumn(verbose_name=_("The instrument on this day"), orderable=False)
    citations = NumberColumn(verbose_name=_("Rest on it"), linkify=_citations_of, orderable=False)
    basis = Column(verbose_name=_("Basis"), orderable=False)

    def render_certainty(self, value: Certainty) -> str:
        """Stands, or not known whether."""
        return str(STANDING[value])

    def value_certainty(self, value: Certainty) -> str:
        """The same in a file."""
        return str(STANDING[value])

    def render_basis(self, value: str) -> str:
        """Stated, inferred or illustrative."""
        return str(Basis(value).label)

    def value_basis(self, value: str) -> str:
        """The same in a file."""
        return str(Basis(value).label)


@dataclass(frozen=True)
class RepealedRow:
    """One statement that rests on law which is no longer there, with what it rests on and what ended that."""

    resting: Resting
    on: str
    on_id: int
    ended: str
    ended_id: int
    ended_on: Bound

    @property
    def label(self) -> str:
        """The record."""
        return self.resting.label

    @property
    def kind(self) -> Any:
        """What the statement is."""
        return self.resting.kind

    @property
    def period(self) -> Period:
        """When it holds."""
        return self.resting.period


def _cited(instrument: Instrument) -> str:
    return cite(instrument.code, instrument.particulars)


def repealed_rows(found: Sequence[Repealed]) -> list[RepealedRow]:
    """The findings as rows."""
    return [
        RepealedRow(
            resting=one.resting,
            on=_cited(one.ended_by.target),
            on_id=one.ended_by.target_id,
            ended=f"{MET[one.ended_by.kind]}: {_cited(one.ended_by.instrument)}",
            ended_id=one.ended_by.instrument_id,
            ended_on=one.ended_by.period.start,
        )
        for one in found
    ]


def _record(record: Any, table: Table) -> str:
    row = getattr(record, "resting", record)
    return address(row.route, *row.arguments, look=getattr(table.request, "look", None))


class RestingTable(Table):
    """One row per statement that rests on an instrument."""

    label = Column(verbose_name=_("What rests on it"), linkify=_record)
    kind = Column(verbose_name=_("As"))
    period = PeriodColumn(verbose_name=_("Holds"))
    on = Column(verbose_name=_("Rests on"), to=PAGE, by="on_id")
    ended = Column(verbose_name=_("What ended it"), to=PAGE, by="ended_id")
    ended_on = DayColumn(verbose_name=_("Ended on"))
