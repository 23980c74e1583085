"""Monitoring periods and the reports in them, through all hands of the chain.

A period is named in the script by its code, a report by its period and the code of the action.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from kurul.kernel.identity.actors import Actor
from kurul.rooms.monitoring.public import (
    Grade,
    MonitoringPeriod,
    Report,
    accept_report,
    approve,
    close_period,
    consolidate,
    hand_in,
    no_change,
    open_period,
    rate,
    remind,
    return_report,
    save_draft,
)
from kurul.rooms.strategy.public import Plan
from kurul.site.demonstration.illustrative.plan import PLAN, action_of
from kurul.site.demonstration.illustrative.script import Verb, translated

LANGUAGE = "tr"  # the reports of the script are in Turkish, as they would be


def period(by: Actor, *, code: str, name: Mapping[str, str], first: date, last: date, due: date) -> None:
    """A period is opened; whoever is responsible for an action owes a report."""
    open_period(
        plan=Plan.objects.get(code=PLAN),
        code=code,
        name=translated(name),
        first_day=first,
        last_day=last,
        due=due,
        by=by,
    )


def reported(by: Actor, *, period: str, action: str, late_because: str = "", **content: Any) -> None:
    """A report is written and handed in; after the deadline with the reason."""
    found = report_of(period, action)
    hand_in(report=found, late_reason=late_because, by=by, version=found.version, **_content(found, **content))


def drafted(by: Actor, *, period: str, action: str, **content: Any) -> None:
    """A report is begun."""
    found = report_of(period, action)
    save_draft(report=found, by=by, version=found.version, **_content(found, **content))


def unchanged(by: Actor, *, period: str, actions: Sequence[str]) -> None:
    """Nothing has changed since the last accepted reports."""
    for found in _reports(period, actions):
        no_change(report=found, by=by, version=found.version)


def consolidated(by: Actor, *, period: str, actions: Sequence[str]) -> None:
    """The strategy development unit has examined the reports."""
    for found in _reports(period, actions):
        consolidate(report=found, by=by, version=found.version)


def endorsed(by: Actor, *, period: str, actions: Sequence[str]) -> None:
    """The CIO-equivalent approves the reports."""
    for found in _reports(period, actions):
        approve(report=found, by=by, version=found.version)


def accepted(by: Actor, *, period: str, actions: Sequence[str]) -> None:
    """The coordinator accepts the reports."""
    for found in _reports(period, actions):
        accept_report(report=found, by=by, version=found.version)


def passed_on(by: Actor, *, period: str, actions: Sequence[str]) -> None:
    """The reports have been examined and approved in their institution."""
    consolidated(by, period=period, actions=actions)
    endorsed(by, period=period, actions=actions)


def returned(by: Actor, *, period: str, action: str, reason: str) -> None:
    """A report goes back to those who wrote it."""
    found = report_of(period, action)
    return_report(report=found, reason=reason, by=by, version=found.version)


def rated(by: Actor, *, period: str, action: str, grade: str, text: str) -> None:
    """The coordinator sees the progress otherwise."""
    found = report_of(period, action)
    rate(report=found, grade=_grade(found, grade), text=text, by=by)


def reminded(by: Actor, *, period: str) -> None:
    """Whoever has not handed in is reminded."""
    remind(period=_period(period), by=by)


def period_closed(by: Actor, *, period: str) -> None:
    """The period is closed."""
    found = _period(period)
    close_period(period=found, by=by, version=found.version)


def report_of(period: str, action: str) -> Report:
    """The report on an action in a period, as it now stands."""
    return Report.objects.get(period=_period(period), element=action_of(action))


def _reports(period: str, actions: Sequence[str]) -> list[Report]:
    return [report_of(period, action) for action in actions]


def _period(code: str) -> MonitoringPeriod:
    return MonitoringPeriod.objects.get(plan__code=PLAN, code=code)


def _grade(report: Report, code: str) -> Grade:
    return Grade.objects.get(scale=report.period.scale, code=code)


def _content(
    report: Report,
    *,
    grade: str,
    text: str,
    percent: int | None = None,
    obstacles: str = "",
    values: Mapping[int, Any] | None = None,
) -> dict[str, Any]:
    """What a report says; `values` by the number of the indicator."""
    numbers = {indicator.order: indicator.pk for indicator in report.element.indicators.all()}
    return {
        "grade": _grade(report, grade),
        "percent": percent,
        "text": text,
        "obstacles": obstacles,
        "values": {numbers[number]: Decimal(str(value)) for number, value in (values or {}).items()},
        "language": LANGUAGE,
    }


VERBS: dict[str, Verb] = {
    "period": period,
    "reported": reported,
    "drafted": drafted,
    "unchanged": unchanged,
    "consolidated": consolidated,
    "endorsed": endorsed,
    "accepted": accepted,
    "passed_on": passed_on,
    "returned": returned,
    "rated": rated,
    "reminded": reminded,
    "period_closed": period_closed,
}
