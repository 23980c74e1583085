"""Periods, reports and scorecards as tables."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from kurul.kernel.translated import Translated
from kurul.kernel.web.numbers import number_text
from kurul.kernel.web.statuses import status_of
from kurul.kernel.web.tables import (
    BasisColumn,
    Column,
    DayColumn,
    Exported,
    NumberColumn,
    StatusColumn,
    Table,
    TranslatedColumn,
)
from kurul.kernel.wording import Text
from kurul.rooms.monitoring.queries import PeriodRow, Rates, ReportRow
from kurul.rooms.organisations.public import Named


@dataclass(frozen=True)
class PeriodLine:
    """A period in the list."""

    id: int
    plan_id: int
    code: str
    plan: str
    first_day: date | None
    last_day: date | None
    due: date | None
    status: str
    owed: int
    reporting: str | None
    on_time: str | None
    basis: str


def period_lines(rows: tuple[PeriodRow, ...]) -> list[PeriodLine]:
    """The rows of the list of periods."""
    return [
        PeriodLine(
            id=row.id,
            plan_id=row.plan_id,
            code=row.code,
            plan=row.plan,
            first_day=row.first_day,
            last_day=row.last_day,
            due=row.due,
            status=row.status,
            owed=row.rates.owed,
            reporting=share(row.rates.handed_in, row.rates),
            on_time=share(row.rates.in_time, row.rates),
            basis=row.basis,
        )
        for row in rows
    ]


def share(count: int | None, rates: Rates) -> str | None:
    """ "18 of 21 (86 %)"; None where it cannot be said."""
    if count is None or not rates.owed:
        return None
    percent = number_text(round(100 * count / rates.owed))
    return _("%(count)s of %(total)s (%(percent)s %%)") % {"count": count, "total": rates.owed, "percent": percent}


class PeriodTable(Table):
    """All periods, the latest first."""

    code = Column(verbose_name=_("Period"), to="monitoring:period", by="id")
    plan = Column(verbose_name=_("Plan"), to="strategy:plan", by="plan_id")
    status = StatusColumn(verbose_name=_("State"), orderable=False)
    first_day = DayColumn(verbose_name=_("First day"), default=_("not published"))
    last_day = DayColumn(verbose_name=_("Last day"), default=_("not published"))
    due = DayColumn(verbose_name=_("Deadline"), default=_("not published"))
    owed = NumberColumn(verbose_name=_("Reports owed"), to="monitoring:period", by="id")
    reporting = Column(verbose_name=_("Handed in"), orderable=False)
    on_time = Column(verbose_name=_("In time"), orderable=False)
    basis = BasisColumn(verbose_name=_("Basis"), orderable=False)


class BodyColumn(Column):
    """A body by its name."""

    def render(self, value: Named) -> str:
        """With `lang` where the name is in another language."""
        said = value.name.best()
        return format_html('<span lang="{}">{}</span>', said.language, said.text) if said else value.abbreviation


class YesColumn(Column):
    """A word where it is so, nothing where it is not."""

    def render(self, value: bool) -> str:
        """The word."""
        return str(_("late")) if value else ""

    def value(self, **arguments: Any) -> Exported:
        """The same in the exports."""
        return self.render(arguments["value"])


@dataclass(frozen=True)
class ReportLine:
    """A report in the list of a period; `opens` is None where the reader may not open it."""

    opens: int | None
    code: str
    title: Translated
    element_id: int
    organisation: Named
    status: str
    handed_in_on: date | None
    is_late: bool
    basis: str


def report_lines(rows: list[ReportRow]) -> list[ReportLine]:
    """The rows of the reports of a period."""
    return [
        ReportLine(
            opens=row.id if row.is_seen else None,
            code=row.element.code,
            title=row.element.title,
            element_id=row.element_id,
            organisation=row.organisation,
            status=row.status,
            handed_in_on=row.handed_in_on,
            is_late=row.is_late,
            basis=row.basis,
        )
        for row in rows
    ]


class ReportTable(Table):
    """The reports of one period."""

    code = Column(verbose_name=_("Action"), to="monitoring:report", by="opens")
    title = TranslatedColumn(verbose_name=_("Title"), to="strategy:element", by="element_id")
    organisation = BodyColumn(verbose_name=_("Body"), to="organisations:organisation", by="organisation__id")
    status = StatusColumn(verbose_name=_("Where it is"), orderable=False)
    handed_in_on = DayColumn(verbose_name=_("First handed in"))
    is_late = YesColumn(verbose_name=_("Late"), orderable=False)
    basis = BasisColumn(verbose_name=_("Basis"), orderable=False)


@dataclass(frozen=True)
class ScoreLine:
    """An element of a plan in the scorecard, with the reasons as text for the exports."""

    id: int
    code: str
    tier: Translated
    title: Translated
    organisation: Named | None
    status: str
    by_original: str
    before: str
    self_rating: str
    rating: str
    late: int
    at_risk: int
    not_known: int
    on_track: int
    done: int
    why: str


class OptionalStatusColumn(StatusColumn):
    """A status, or nothing where none was found."""

    def value(self, **arguments: Any) -> Exported:
        """The word."""
        found: Text = status_of(arguments["value"]).label if arguments["value"] else ""
        return str(found) or None


class ScoreTable(Table):
    """The scorecard of a plan, as it is exported."""

    code = Column(verbose_name=_("Code"), orderable=False)
    tier = TranslatedColumn(verbose_name=_("Tier"), orderable=False)
    title = TranslatedColumn(verbose_name=_("Title"), to="strategy:element", by="id", orderable=False)
    organisation = BodyColumn(verbose_name=_("Responsible"), orderable=False)
    status = StatusColumn(verbose_name=_("How it stands"), orderable=False)
    by_original = OptionalStatusColumn(verbose_name=_("By the first plan"), orderable=False)
    before = OptionalStatusColumn(verbose_name=_("The period before"), orderable=False)
    self_rating = Column(verbose_name=_("Rated by the body"), orderable=False)
    rating = Column(verbose_name=_("Rated by the reviewer"), orderable=False)
    late = NumberColumn(verbose_name=_("Late"), orderable=False)
    at_risk = NumberColumn(verbose_name=_("At risk"), orderable=False)
    not_known = NumberColumn(verbose_name=_("Not known"), orderable=False)
    on_track = NumberColumn(verbose_name=_("On track"), orderable=False)
    done = NumberColumn(verbose_name=_("Done"), orderable=False)
    why = Column(verbose_name=_("Why"), orderable=False)
