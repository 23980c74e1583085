"""Bodies with the unit that matters as a table."""

from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kurul.kernel.web.tables import Column, DayColumn, StatusColumn, Table, TranslatedColumn
from kurul.rooms.organisations.queries import Named

PAGE = "organisations:organisation"


class NamedColumn(Column):
    """A body or unit by its name on the day."""

    def render(self, value: Named) -> str:
        """With `lang` where the name is in another language."""
        said = value.name.best()
        return format_html('<span lang="{}">{}</span>', said.language, said.text) if said else str(value)


class UnitTable(Table):
    """One row per body that should have such a unit."""

    name = NamedColumn(verbose_name=pgettext_lazy("of bodies", "Body"), to=PAGE, by="body")
    kind = TranslatedColumn(verbose_name=_("Kind"), accessor="kind__name")
    status = StatusColumn(verbose_name=_("On this day"))
    unit_name = NamedColumn(verbose_name=_("Unit"), to=PAGE, by="unit")
    level = TranslatedColumn(verbose_name=_("Level"), accessor="level__name", order_by=("level__rank",))
    since = DayColumn(verbose_name=_("Unit since"))
    level_since = DayColumn(verbose_name=_("At this level since"))


class LongUnitTable(UnitTable):
    """The same of a list too long to be sorted in memory: ordered by the names of the bodies alone."""

    name = NamedColumn(verbose_name=pgettext_lazy("of bodies", "Body"), to=PAGE, by="body", orderable=True)

    class Meta:
        orderable = False
