"""The list of instruments as a table."""

from typing import Any

from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from kurul.kernel.provenance import Basis
from kurul.kernel.temporal.bounds import Bound
from kurul.kernel.web.addresses import address
from kurul.kernel.web.days import day_html
from kurul.kernel.web.tables import Column, DayColumn, NumberColumn, StatusColumn, Table, TranslatedColumn
from kurul.rooms.law.queries import KindRow, Row
from kurul.rooms.law.wording import value_name

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


def _instruments_of(record: KindRow, table: Table) -> str:
    return address("law:list", look=getattr(table.request, "look", None), query=f"kind={record.code}")


class KindTable(Table):
    """One row per kind of instrument."""

    name = TranslatedColumn(verbose_name=_("Name"))
    code = Column(verbose_name=_("Code"))
    instruments = NumberColumn(verbose_name=_("Instruments"), linkify=_instruments_of)
