"""Whose turn it is in the chain of a report, and at which bodies the right for it counts."""

from collections.abc import Iterable, Mapping, Sequence

from kurul.kernel.identity.actors import Actor, Decision
from kurul.kernel.temporal.look import Look
from kurul.rooms.monitoring.models import ChainStep, Report, Where
from kurul.rooms.monitoring.permissions import can_take
from kurul.rooms.organisations.public import Classification, chains, with_those_above
from kurul.rooms.strategy.public import coordinator_of


def next_step(report: Report) -> ChainStep | None:
    """The step whose turn it is; None when the report is accepted. One query."""
    if report.next_step is None:
        return None
    return ChainStep.objects.filter(chain__monitoring_periods=report.period_id, order=report.next_step).first()


def bodies_of_step(report: Report, step: ChainStep, look: Look) -> tuple[int, ...]:
    """The bodies at which the right for the step counts: at most two queries."""
    if step.where == Where.COORDINATOR:
        return with_those_above(coordinator_of(report.period.plan_id, look), look)
    return from_reporting(step, with_those_above(report.organisation_id, look), look)


def from_reporting(step: ChainStep, bodies: tuple[int, ...], look: Look) -> tuple[int, ...]:
    """Of the reporting body and those above it the ones at which the right for the step counts: at most one query."""
    return _from_nearest(bodies, step.kind_id, _kinds(bodies, look)) if step.where == Where.NEAREST else bodies


def steps_to_take(reports: Sequence[Report], actor: Actor, look: Look) -> dict[int, tuple[ChainStep, Decision]]:
    """For each report that is not accepted the step whose turn it is, and whether the actor may take it.

    Three queries, and two for each plan; the reports come with their period.
    """
    steps = {
        (step.chain_id, step.order): step
        for step in ChainStep.objects.filter(chain_id__in={report.period.chain_id for report in reports})
    }
    above = chains({report.organisation_id for report in reports}, look)
    kinds = _kinds({body for own, chain in above.items() for body in (own, *chain)}, look)
    plans = {report.period.plan_id for report in reports}
    coordinators = {plan: with_those_above(coordinator_of(plan, look), look) for plan in plans}
    found = {}
    for report in reports:
        step = steps.get((report.period.chain_id, report.next_step or 0))
        if step is None:
            continue
        bodies: tuple[int, ...] = (report.organisation_id, *above[report.organisation_id])
        if step.where == Where.COORDINATOR:
            bodies = coordinators[report.period.plan_id]
        elif step.where == Where.NEAREST:
            bodies = _from_nearest(bodies, step.kind_id, kinds)
        found[report.pk] = (step, can_take(actor, step.capability, bodies))
    return found


def _kinds(bodies: Iterable[int], look: Look) -> dict[int, int]:
    rows = Classification.objects.possibly_as_of(look.day, look.known_at).filter(organisation_id__in=set(bodies))
    found: dict[int, int] = {}
    for organisation, kind in rows.values_list("organisation_id", "kind_id"):
        found.setdefault(organisation, kind)
    return found


def _from_nearest(bodies: tuple[int, ...], kind: int | None, kinds: Mapping[int, int]) -> tuple[int, ...]:
    """From the nearest body of the kind upwards; where there is none, from the body itself."""
    for place, body in enumerate(bodies):
        if kinds.get(body) == kind:
            return bodies[place:]
    return bodies
