"""What waits for somebody: reports whose next step is theirs to take."""

from dataclasses import dataclass
from datetime import date

from kurul.kernel.identity.actors import Actor
from kurul.kernel.identity.visibility import visible_to
from kurul.kernel.temporal.look import Look
from kurul.kernel.translated import Translated
from kurul.rooms.monitoring.models import Report, State
from kurul.rooms.monitoring.permissions import TAKES_STEPS
from kurul.rooms.monitoring.queries.chains import steps_to_take
from kurul.rooms.monitoring.rules import cycle
from kurul.rooms.organisations.public import Named, names_on
from kurul.rooms.strategy.public import element_labels


@dataclass(frozen=True)
class Waiting:
    """A report whose next step the actor may take."""

    report_id: int
    element: str
    organisation: Named
    period: str
    due: date | None
    state: str
    outcome: str  # what the step leads to
    step: Translated
    is_overdue: bool


def waiting_for(actor: Actor, look: Look) -> tuple[Waiting, ...]:
    """The reports of open periods that wait for this actor, the earliest deadline first: about ten queries."""
    if not any(actor.holds(one) for one in TAKES_STEPS):
        return ()
    rows = visible_to(Report.objects.exclude(state=State.ACCEPTED), actor)
    reports = list(rows.filter(period__closed_at__isnull=True).select_related("period"))
    takes = {pk: step for pk, (step, decision) in steps_to_take(reports, actor, look).items() if decision.allowed}
    mine = [report for report in reports if report.pk in takes]
    labels = element_labels({report.element_id for report in mine})
    names = names_on({report.organisation_id for report in mine}, look)
    found = [
        Waiting(
            report_id=report.pk,
            element=labels[report.element_id],
            organisation=names.get(report.organisation_id, Named(report.organisation_id, Translated())),
            period=report.period.code,
            due=report.period.due,
            state=report.state,
            outcome=takes[report.pk].outcome,
            step=takes[report.pk].name,
            is_overdue=cycle.is_late(look.day, report.period.due) and report.state in cycle.EDITABLE,
        )
        for report in mine
    ]
    return tuple(sorted(found, key=lambda one: (one.due or date.max, one.report_id)))
