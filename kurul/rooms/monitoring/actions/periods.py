"""Writers of periods: opening one asks every responsible body for its reports."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db.models import F

from kurul.kernel.actions import record, require, write_moment, writes
from kurul.kernel.identity.actors import Actor
from kurul.kernel.refusals import Stale, refuse_if
from kurul.kernel.temporal.look import Look
from kurul.kernel.translated import Translated
from kurul.rooms.monitoring import wording
from kurul.rooms.monitoring.actions.arrangements import standard_chain, standard_scale
from kurul.rooms.monitoring.models import Chain, MonitoringPeriod, Reminder, Report, Scale, State
from kurul.rooms.monitoring.permissions import can_coordinate
from kurul.rooms.monitoring.queries.scorecards import Accepted, remembered
from kurul.rooms.monitoring.rules import cycle
from kurul.rooms.organisations.public import Organisation, with_those_above
from kurul.rooms.strategy.public import Plan, actions_of, coordinator_of, responsible_for


@writes
def open_period(
    *,
    plan: Plan,
    code: str,
    name: Translated,
    first_day: date,
    last_day: date,
    due: date,
    by: Actor,
    chain: Chain | None = None,
    scale: Scale | None = None,
    source: str = "",
) -> MonitoringPeriod:
    """Open a period of a plan, both days included, and expect a report from the responsible body of every action.

    An action whose last accepted report rates it as done owes none. Without `chain` or `scale` the standard ones are
    taken. Raises Refused (days, code, overlap, nobody who could report), NotPermitted.
    """
    _may_coordinate(plan.pk, by)
    others = list(MonitoringPeriod.objects.filter(plan=plan))
    refuse_if(
        cycle.code_is_free(code, {other.code for other in others}),
        cycle.days_are_in_order(first_day, last_day, due),
        cycle.stands_apart(
            first_day, last_day, [cycle.Span(other.code, other.first_day, other.last_day) for other in others]
        ),
    )
    owed, without_owner = _owed(plan.pk)
    refuse_if(cycle.somebody_owes(len(owed), without_owner))
    period = MonitoringPeriod.objects.create(
        plan=plan,
        number=(max((other.number for other in others), default=0)) + 1,
        code=code.strip(),
        name=name,
        first_day=first_day,
        last_day=last_day,
        due=due,
        chain=chain or standard_chain(by),
        scale=scale or standard_scale(by),
        source=source,
    )
    _expect(period, owed)
    after = {**_said(period), "reports": len(owed), "without_owner": without_owner}
    record(wording.PERIOD_OPENED, period, by=by, after=after, about=[plan])
    return period


@writes
def expect_reports(*, period: MonitoringPeriod, by: Actor, version: int) -> int:
    """Expect reports also on actions that have got a responsible body since the period was opened; returns how many.

    Raises Refused (closed, nothing new), Stale, NotPermitted.
    """
    _may_change(period, version, by)
    owed, _without_owner = _owed(period.plan_id)
    asked = set(Report.objects.filter(period=period).values_list("element_id", "organisation_id"))
    new = {action: body for action, body in owed.items() if (action, body) not in asked}
    refuse_if(cycle.period_is_open(period.closed_at is not None), cycle.somebody_new_owes(len(new)))
    _expect(period, new)
    record(wording.REPORTS_EXPECTED, period, by=by, after={"reports": len(new)})
    return len(new)


@writes
def close_period(*, period: MonitoringPeriod, by: Actor, version: int) -> MonitoringPeriod:
    """Close a period after its deadline: what is not accepted by now stays so. Raises Refused, Stale, NotPermitted."""
    _may_change(period, version, by)
    refuse_if(
        cycle.period_is_open(period.closed_at is not None), cycle.deadline_has_passed(Look.today().day, period.due)
    )
    MonitoringPeriod.objects.filter(pk=period.pk).update(closed_at=write_moment())
    period.refresh_from_db()
    states = dict.fromkeys(State.values, 0)
    for state in Report.objects.filter(period=period).values_list("state", flat=True):
        states[state] += 1
    record(wording.PERIOD_CLOSED, period, by=by, after={"reports": states}, about=[period.plan])
    return period


@writes
def remind(*, period: MonitoringPeriod, by: Actor, organisations: Collection[Organisation] = ()) -> int:
    """Remind the bodies whose reports of the period are not handed in, by default all; returns how many bodies.

    Raises Refused (closed, nobody is behind), NotPermitted.
    """
    _may_coordinate(period.plan_id, by)
    rows = Report.objects.filter(period=period, state__in=cycle.EDITABLE)
    if organisations:
        rows = rows.filter(organisation__in=organisations)
    owing: dict[int, int] = {}
    for body in rows.values_list("organisation_id", flat=True):
        owing[body] = owing.get(body, 0) + 1
    refuse_if(cycle.period_is_open(period.closed_at is not None), cycle.somebody_is_behind(len(owing)))
    Reminder.objects.bulk_create(
        Reminder(period=period, organisation_id=body, owing=count, by=by.ref) for body, count in sorted(owing.items())
    )
    record(wording.REMINDED, period, by=by, rows=[{"organisation": body, "owing": n} for body, n in owing.items()])
    return len(owing)


def _said(period: MonitoringPeriod) -> dict[str, Any]:
    days = {"first_day": period.first_day, "last_day": period.last_day, "due": period.due}
    told = {name: day.isoformat() if day else None for name, day in days.items()}
    return {"code": period.code, "name": dict(period.name), **told}


def _owed(plan: int) -> tuple[dict[int, int], int]:
    """Responsible body by action, for the actions that are not done yet; and how many actions have none."""
    look = Look.today()
    actions = [part.id for part in actions_of(plan, look)]
    accepted = remembered(plan, look).accepted
    bodies = responsible_for(actions, look)
    owed = {
        number: bodies[number].organisation.id
        for number in actions
        if number in bodies and not cycle.owes_no_more(_last_meaning(accepted.get(number)))
    }
    return owed, sum(number not in bodies for number in actions)


def _last_meaning(accepted: tuple[Accepted, ...] | None) -> str | None:
    claim = accepted[-1].claim if accepted else None
    return claim.meaning if claim else None


def _expect(period: MonitoringPeriod, owed: dict[int, int]) -> None:
    Report.objects.bulk_create(
        Report(period=period, element_id=action, organisation_id=body) for action, body in owed.items()
    )


def _may_coordinate(plan: int, by: Actor) -> None:
    look = Look.today()
    require(can_coordinate(by, with_those_above(coordinator_of(plan, look), look)))


def _may_change(period: MonitoringPeriod, version: int, by: Actor) -> None:
    """Check the right, and that nobody else changed the period since `version` was read; take the next version."""
    _may_coordinate(period.plan_id, by)
    if not MonitoringPeriod.objects.filter(pk=period.pk, version=version).update(version=F("version") + 1):
        raise Stale
    period.refresh_from_db()
