"""The lists of changes and of reorganisations as tables."""

from typing import Any

from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kurul.kernel.web.tables import Column, DayColumn, NumberColumn, StatusColumn, Table, TranslatedColumn


class InstrumentColumn(Column):
    """By which instrument; that none is recorded is said, because it is a finding."""

    empty_values = ()

    def render(self, value: Any) -> str:
        """Its title, or that it is not known."""
        return str(value) if value else format_html('<span class="muted">{}</span>', gettext("not known"))

    def value(self, **arguments: Any) -> str:
        """The same in the exports."""
        return str(arguments["value"]) if arguments["value"] else gettext("not known")


class ChangeTable(Table):
    """One row per change event."""

    day = DayColumn(verbose_name=_("Takes effect on"), to="organisations:change", by="id")
    label = Column(verbose_name=_("What"), orderable=False)
    bodies_text = Column(verbose_name=_("Bodies"), orderable=False)
    instrument = InstrumentColumn(verbose_name=_("Legal basis"), orderable=False)


class ReorganisationTable(Table):
    """One row per reorganisation."""

    title = TranslatedColumn(verbose_name=_("Title"), to="organisations:reorganisation", by="id")
    day = DayColumn(verbose_name=_("Takes effect on"))
    steps = NumberColumn(verbose_name=_("Steps"))
    instrument = InstrumentColumn(verbose_name=_("Legal basis"), orderable=False)
    status = StatusColumn(verbose_name=_("State"))
