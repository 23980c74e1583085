"""Periods with their reports: who owes what, what came in, and how much of it in time."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from django.db.models import Min, Q

from kurul.kernel.identity.actors import Actor
from kurul.kernel.identity.visibility import visible_to
from kurul.kernel.remembering import read_once
from kurul.kernel.temporal import clock
from kurul.kernel.temporal.look import Look
from kurul.kernel.translated import Translated
from kurul.rooms.monitoring.models import MonitoringPeriod, Report, State, Transition
from kurul.rooms.monitoring.queries.moments import happened, has_happened
from kurul.rooms.monitoring.rules import cycle, status
from kurul.rooms.organisations.public import Named, names_on
from kurul.rooms.strategy.public import Part, Plan, PlanHead, actions_of, plan_labels

PENDING, OVERDUE, LATE_DRAFT = "pending", "overdue", "late_draft"
# What people read for where a report is.
STATUS = {
    State.EXPECTED.value: "monitoring.expected",
    State.DRAFT.value: "draft",
    State.SUBMITTED.value: "submitted",
    State.CONSOLIDATED.value: "monitoring.consolidated",
    State.APPROVED.value: "monitoring.approved",
    State.ACCEPTED.value: "accepted",
    State.RETURNED.value: "returned",
    PENDING: "monitoring.pending",
    OVERDUE: "monitoring.overdue",
    LATE_DRAFT: "monitoring.late_draft",
}


def status_of_state(state: str, *, is_overdue: bool) -> str:
    """The status of a state; what should have been handed in by now is overdue, or a late draft."""
    late = {State.EXPECTED.value: OVERDUE, State.DRAFT.value: LATE_DRAFT}
    return STATUS[late.get(state, state) if is_overdue else state]


@dataclass(frozen=True)
class Rates:
    """How many reports were owed, handed in, and handed in by the deadline (None: no deadline is known)."""

    owed: int
    handed_in: int
    in_time: int | None
    accepted: int

    @property
    def reporting(self) -> Fraction | None:
        """The reporting rate."""
        return status.rate(self.handed_in, self.owed)

    @property
    def on_time(self) -> Fraction | None:
        """The on-time rate; None where there is no deadline, or nothing was owed."""
        return None if self.in_time is None else status.rate(self.in_time, self.owed)


@dataclass(frozen=True)
class Owed:
    """A report that is owed: of whom, in which period, and when it was first handed in and accepted."""

    period_id: int
    organisation_id: int
    element_id: int
    number: int  # of the period
    code: str  # of the period
    closed_at: datetime | None  # when the period was closed
    handed_in: datetime | None
    accepted: datetime | None


@dataclass(frozen=True)
class PeriodRow:
    """A period with its rates on the day looked at."""

    id: int
    plan_id: int
    plan: str
    number: int
    code: str
    name: Translated
    first_day: date | None
    last_day: date | None
    due: date | None
    closed_on: date | None
    rates: Rates
    basis: str
    version: int

    @property
    def is_open(self) -> bool:
        """Whether reports can still be handed in."""
        return self.closed_on is None

    @property
    def status(self) -> str:
        """Open or closed, as a status."""
        return "monitoring.open" if self.is_open else "monitoring.closed"


@dataclass(frozen=True)
class ReportRow:
    """A report that is owed, as far as the reader may know where it is."""

    id: int
    element_id: int
    element: Part
    organisation: Named
    state: str  # a state, `pending` where that is not for this reader
    handed_in_on: date | None
    is_late: bool  # handed in after the deadline
    is_overdue: bool  # the deadline has passed, and it is not handed in
    basis: str

    @property
    def is_seen(self) -> bool:
        """Whether the reader may open it."""
        return self.state != PENDING

    @property
    def status(self) -> str:
        """Where it is, as a status; what is overdue says so."""
        return status_of_state(self.state, is_overdue=self.is_overdue)


@dataclass(frozen=True)
class Filters:
    """What the reports of a period are narrowed to."""

    state: str = ""
    organisation: int | None = None
    timing: str = ""  # "late": handed in late; "overdue": still not handed in; "in": handed in; "in_time"

    @property
    def is_narrow(self) -> bool:
        """Whether anything is filtered away."""
        return bool(self.state or self.organisation or self.timing)

    def fits(self, row: ReportRow) -> bool:
        """Whether the row is shown."""
        timings = {
            "": True,
            "late": row.is_late,
            "overdue": row.is_overdue,
            "in": row.handed_in_on is not None,
            "in_time": row.handed_in_on is not None and not row.is_late,
        }
        return (
            self.state in {"", row.state}
            and self.organisation in {None, row.organisation.id}
            and timings.get(self.timing, True)
        )


@dataclass(frozen=True)
class BodyCells:
    """The line of one body in the matrix: its reports in the order of the plan."""

    organisation: Named
    reports: tuple[ReportRow, ...]


@dataclass(frozen=True)
class PeriodPage:
    """A period with all reports that are owed in it, and the actions for which nobody owes any."""

    row: PeriodRow
    reports: tuple[ReportRow, ...]
    sees_all: bool
    gaps: tuple[Part, ...]
    previous_id: int | None

    @property
    def matrix(self) -> tuple[BodyCells, ...]:
        """Bodies by their name, each with its reports."""
        bodies = {row.organisation.id: row.organisation for row in self.reports}
        return tuple(
            BodyCells(body, tuple(row for row in self.reports if row.organisation.id == number))
            for number, body in sorted(bodies.items(), key=lambda one: str(one[1]))
        )

    @property
    def counts(self) -> Counter[str]:
        """How many reports are where, as far as the reader may know."""
        return Counter(row.state for row in self.reports)


def seen_periods(look: Look, actor: Actor) -> Any:
    """The periods that had been opened by the day looked at, of plans that the actor may see."""
    plans = visible_to(Plan.objects.all(), actor)
    return visible_to(MonitoringPeriod.objects.all(), actor).filter(happened(look, "opened_at"), plan__in=plans)


def period_rows(look: Look, actor: Actor) -> tuple[PeriodRow, ...]:
    """All periods, the latest of each plan first: five queries."""
    return _rows(list(seen_periods(look, actor).order_by("plan", "-number")), look)


def periods_of(plan: PlanHead, look: Look) -> tuple[PeriodRow, ...]:
    """The periods of a plan that the reader has seen already, the latest first: two queries."""
    found = MonitoringPeriod.objects.filter(happened(look, "opened_at"), plan_id=plan.id).order_by("-number")
    return _rows(list(found), look, {plan.id: str(plan)}, owed_in_plan(plan.id, look))


def latest_period(plan: PlanHead, look: Look) -> PeriodRow | None:
    """The last period of a plan that was opened by the day looked at: two queries; None when there is none."""
    found = MonitoringPeriod.objects.filter(happened(look, "opened_at"), plan_id=plan.id).order_by("-number")[:1]
    return next(iter(_rows(list(found), look, {plan.id: str(plan)}, owed_in_plan(plan.id, look))), None)


def _rows(
    periods: Sequence[MonitoringPeriod],
    look: Look,
    labels: Mapping[int, str] | None = None,
    owed: Sequence[Owed] | None = None,
) -> tuple[PeriodRow, ...]:
    labels = plan_labels({period.plan_id for period in periods}) if labels is None else labels
    owed = owed_in(Q(period_id__in=[period.pk for period in periods]), look) if owed is None else owed
    return tuple(
        PeriodRow(
            id=period.pk,
            plan_id=period.plan_id,
            plan=labels[period.plan_id],
            number=period.number,
            code=period.code,
            name=period.name,
            first_day=period.first_day,
            last_day=period.last_day,
            due=period.due,
            closed_on=closed_on(period, look),
            rates=rates([one for one in owed if one.period_id == period.pk], period.due),
            basis=period.basis,
            version=period.version,
        )
        for period in periods
    )


def closed_on(period: MonitoringPeriod, look: Look) -> date | None:
    """The day on which the period was closed, as far as that had happened."""
    is_closed = period.closed_at is not None and has_happened(period.closed_at, look)
    return clock.day_of(period.closed_at) if is_closed and period.closed_at is not None else None


@read_once
def owed_in_plan(plan: int, look: Look) -> tuple[Owed, ...]:
    """Every report that was owed on a plan by the day, in all periods: one query."""
    return owed_in(Q(period__plan_id=plan), look)


def owed_in(wanted: Q, look: Look) -> tuple[Owed, ...]:
    """Of each report owed when it was first handed in and accepted, in the order of the periods: one query."""
    rows = Report.objects.filter(wanted, happened(look, "expected_at"))
    heard = happened(look, "transitions__recorded_at")
    taken = rows.order_by("period__number", "pk").annotate(
        handed_in=Min("transitions__recorded_at", filter=heard & Q(transitions__state=State.SUBMITTED)),
        accepted=Min("transitions__recorded_at", filter=heard & Q(transitions__state=State.ACCEPTED)),
    )
    columns = ("period_id", "organisation_id", "element_id", "period__number", "period__code", "period__closed_at")
    return tuple(Owed(*row) for row in taken.values_list(*columns, "handed_in", "accepted"))


def rates(owed: Sequence[Owed], due: date | None) -> Rates:
    """The rates of some reports of one period."""
    days = [clock.day_of(one.handed_in) for one in owed if one.handed_in is not None]
    in_time = None if due is None else sum(not cycle.is_late(day, due) for day in days)
    return Rates(len(owed), len(days), in_time, sum(one.accepted is not None for one in owed))


def period_page(pk: int, look: Look, actor: Actor) -> PeriodPage | None:
    """One period with its reports; None when there is none to see."""
    period = seen_periods(look, actor).filter(pk=pk).first()
    if period is None:
        return None
    actions = actions_of(period.plan_id, look)
    reports = report_rows(period, look, actor, actions)
    owing = {row.element_id for row in reports}
    previous = MonitoringPeriod.objects.filter(plan_id=period.plan_id, number__lt=period.number).order_by("-number")
    return PeriodPage(
        row=_rows([period], look)[0],
        reports=reports,
        sees_all=all(row.is_seen for row in reports),
        gaps=tuple(part for part in actions if part.id not in owing),
        previous_id=previous.values_list("pk", flat=True).first(),
    )


def report_rows(
    period: MonitoringPeriod, look: Look, actor: Actor, actions: Sequence[Part] | None = None
) -> tuple[ReportRow, ...]:
    """Every report owed in a period, in the order of the plan; what the reader may not know stays `pending`."""
    actions = actions_of(period.plan_id, look) if actions is None else actions
    place = {part.id: (number, part) for number, part in enumerate(actions)}
    rows = list(Report.objects.filter(happened(look, "expected_at"), period=period).select_related("element"))
    seen = set(visible_to(Report.objects.filter(period=period), actor).values_list("pk", flat=True))
    states, handed_in = states_of(rows, look)
    names = names_on({row.organisation_id for row in rows}, look)
    found = []
    for row in rows:
        part = place.get(row.element_id, (len(place), Part(row.element_id, row.element.code, Translated(), True)))[1]
        day, state = handed_in.get(row.pk), states[row.pk]
        knows = row.pk in seen
        found.append(
            ReportRow(
                id=row.pk,
                element_id=row.element_id,
                element=part,
                organisation=names.get(row.organisation_id, Named(row.organisation_id, Translated())),
                state=state if knows else PENDING,
                handed_in_on=day if knows else None,
                is_late=knows and day is not None and cycle.is_late(day, period.due),
                is_overdue=knows and day is None and cycle.is_late(look.day, period.due),
                basis=row.basis,
            )
        )
    return tuple(sorted(found, key=lambda row: (place.get(row.element_id, (len(place),))[0], row.organisation.id)))


def states_of(rows: Iterable[Report], look: Look) -> tuple[dict[int, str], dict[int, date]]:
    """Where each report was on the day looked at, and when it was first handed in: one query."""
    reports = list(rows)
    states = {row.pk: row.state if look.is_now else State.EXPECTED.value for row in reports}
    first: dict[int, date] = {}
    taken = Transition.objects.filter(happened(look), report__in=reports).order_by("recorded_at", "pk")
    for report, state, at in taken.values_list("report_id", "state", "recorded_at"):
        if not look.is_now:
            states[report] = state
        if state == State.SUBMITTED:
            first.setdefault(report, clock.day_of(at))
    return states, first


def overdue(plan: int | None, look: Look) -> Any:
    """Reports of open periods whose deadline has passed and that are not handed in, as a queryset."""
    periods = MonitoringPeriod.objects.filter(due__lt=look.day).filter(closed_at__isnull=True)
    rows = Report.objects.filter(period__in=periods, state__in=[State.EXPECTED, State.DRAFT])
    return rows.filter(period__plan_id=plan) if plan else rows


def rates_of_body(organisation: int, look: Look) -> tuple[tuple[MonitoringPeriod, Rates], ...]:
    """For each period in which a body owed reports, the latest first, its own rates: two queries."""
    periods = MonitoringPeriod.objects.filter(happened(look, "opened_at"), reports__organisation_id=organisation)
    found = list(periods.distinct().order_by("-last_day", "-number").select_related("plan"))
    owed = owed_in(Q(period__in=found, organisation_id=organisation), look)
    return tuple((period, rates([one for one in owed if one.period_id == period.pk], period.due)) for period in found)


@dataclass(frozen=True)
class OverdueReports:
    """The reports of one period that should have been handed in."""

    period_id: int
    code: str
    due: date
    owing: frozenset[int]  # the bodies that owe them
    count: int


def overdue_reports(plan: int | None, look: Look) -> tuple[OverdueReports, ...]:
    """The open periods of a plan (None: of all) with overdue reports, and the bodies that owe them: one query."""
    rows: dict[MonitoringPeriod, list[int]] = {}
    for report in overdue(plan, look).select_related("period"):
        rows.setdefault(report.period, []).append(report.organisation_id)
    return tuple(
        OverdueReports(period_id=period.pk, code=period.code, due=period.due, owing=frozenset(owing), count=len(owing))
        for period, owing in rows.items()
        if period.due is not None
    )
