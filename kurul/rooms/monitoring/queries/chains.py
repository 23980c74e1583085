"""Whose turn it is in the chain of a report, and at which bodies the right for it counts."""

from collections.abc import Iterable, Mapping, Sequence

from kurul.kernel.identity.actors import Actor, Decision
from kurul.kernel.temporal.look import Look
from kurul.rooms.monitoring.models import ChainStep, Report, Where
from kurul.rooms.monitoring.permissions import COORDINATE, can_coordinate, can_take
from kurul.rooms.organisations.public import Classification, chains, with_those_above
from kurul.rooms.strategy.public import coordinator_of, coordinators_of


def may_coordinate(actor: Actor, plan: int, look: Look) -> Decision:
    """May open and close periods of a plan; its coordinator is read only where that can matter: at most two queries."""
    first = can_coordinate(actor, ())
    if first.allowed or not actor.holds(COORDINATE):
        return first
    return can_coordinate(actor, with_those_above(coordinator_of(plan, look), look))


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

    One query, and at most three more for an actor whose rights hold for some bodies only; the reports come with their
    period.
    """
    steps = {
        (step.chain_id, step.order): step
        for step in ChainStep.objects.filter(chain_id__in={report.period.chain_id for report in reports})
    }
    next_ = {report.pk: steps.get((report.period.chain_id, report.next_step or 0)) for report in reports}
    # Where the right is held for the whole government, or nowhere, no body needs to be looked at.
    asked = [
        report
        for report in reports
        if (step := next_[report.pk]) is not None
        and actor.holds(step.capability)
        and not actor.may(step.capability).allowed
    ]
    at = _bodies_of_steps([(report, step) for report in asked if (step := next_[report.pk])], look)
    return {
        report.pk: (step, can_take(actor, step.capability, at.get(report.pk, ())))
        for report in reports
        if (step := next_[report.pk]) is not None
    }


def _bodies_of_steps(asked: Sequence[tuple[Report, ChainStep]], look: Look) -> dict[int, tuple[int, ...]]:
    """For each report the bodies at which the right for its step counts: at most three queries."""
    plans = {report.period.plan_id for report, step in asked if step.where == Where.COORDINATOR}
    coordinators = coordinators_of(plans, look)
    own = {report.organisation_id for report, step in asked if step.where != Where.COORDINATOR}
    above = chains({*own, *coordinators.values()}, look)
    nearest = any(step.where == Where.NEAREST for _report, step in asked)
    kinds = _kinds({body for number in own for body in (number, *above[number])}, look) if nearest else {}
    found: dict[int, tuple[int, ...]] = {}
    for report, step in asked:
        if step.where == Where.COORDINATOR:
            body = coordinators.get(report.period.plan_id)
        else:
            body = report.organisation_id
        bodies = () if body is None else (body, *above[body])
        found[report.pk] = _from_nearest(bodies, step.kind_id, kinds) if step.where == Where.NEAREST else bodies
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
