"""What is delegated, as a table."""

from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext, pgettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from kurul.kernel.web.addresses import address
from kurul.kernel.web.tables import BasisColumn, Column, PeriodColumn, StatusColumn, Table, TranslatedColumn
from kurul.rooms.law.public import Instrument
from kurul.rooms.positions.models import Delegation
from kurul.rooms.positions.queries import Delegated, Titled
from kurul.rooms.positions.tables.findings import amount_text
from kurul.rooms.positions.tables.posts import NamedColumn, look_of

BESIDE = ("by", "person", "within")  # columns of the exports; on the page they stand with the posts


class GiverColumn(Column):
    """Which post delegated it, and who in it passed it on in person."""

    def render(self, record: Delegated, table: Any) -> str:
        """The post with the way to its powers."""
        said = [(gettext("passed on in person by"), record.by)] if record.by else []
        return _post_and(record.giver, table, said)


class TakerColumn(Column):
    """To which post it is delegated, and for whom and where alone."""

    def render(self, record: Delegated, table: Any) -> str:
        """The post with the way to its powers."""
        said = [(pgettext("delegation", "only"), record.person)] if record.person else []
        said += [(gettext("only for"), str(record.within))] if record.within else []
        return _post_and(record.taker, table, said)


def _post_and(post: Titled, table: Any, said: list[tuple[str, str]]) -> str:
    url = address("positions:post_powers", post.id, look=look_of(table))
    return format_html('<a href="{}">{}</a>{}', url, post, format_html_join("", " · {} {}", said))


class UpToColumn(Column):
    """Up to which amount, in the unit of the power."""

    def render(self, value: Delegation) -> str:
        """Nothing for a power without a unit; without a threshold as far as the delegating post holds it."""
        if not value.power.unit:
            return "–"
        if value.threshold is None:
            return gettext("as far as the delegating post holds it")
        return amount_text(value.threshold, value.power.unit)

    def value(self, **arguments: Any) -> str:
        """The same words in the exports."""
        return self.render(arguments["value"])


class InstrumentColumn(Column):
    """By which instrument."""

    def render(self, value: Instrument, table: Any) -> str:
        """The title with the way to its page."""
        return format_html('<a href="{}">{}</a>', address("law:instrument", value.pk, look=look_of(table)), value)


class DelegationTable(Table):
    """One row per delegation."""

    status = StatusColumn(verbose_name=_("On this day"), orderable=False)
    power = TranslatedColumn(verbose_name=_("Power"), accessor="row__power__name", orderable=False)
    giver = GiverColumn(verbose_name=pgettext_lazy("delegation", "Delegated by"), orderable=False)
    by = Column(verbose_name=_("Passed on in person by"), orderable=False)
    taker = TakerColumn(verbose_name=pgettext_lazy("delegation", "To"), orderable=False)
    person = Column(verbose_name=_("Only to"), orderable=False)
    within = NamedColumn(verbose_name=_("Only for"), orderable=False)
    limit = UpToColumn(verbose_name=_("Up to"), accessor="row", orderable=False)
    since = PeriodColumn(verbose_name=_("When"), accessor="row__period")
    instrument = InstrumentColumn(verbose_name=_("By which instrument"), accessor="row__instrument", orderable=False)
    basis = BasisColumn(verbose_name=_("Basis"), accessor="row__basis", orderable=False)
