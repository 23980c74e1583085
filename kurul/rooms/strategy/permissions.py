"""Who may read and change plans. What is adopted is public; a draft is seen by those who work on it."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from kurul.kernel.identity.actors import Actor, Decision
from kurul.kernel.identity.capabilities import ADMINISTRATOR, SECRETARIAT, STRATEGY_OFFICER, capability
from kurul.kernel.identity.scopes import GOVERNMENT
from kurul.kernel.identity.visibility import gate
from kurul.kernel.temporal.look import Look
from kurul.rooms.organisations.public import SCOPE, scope_of, within
from kurul.rooms.strategy.models import (
    Coordination,
    Element,
    Inclusion,
    Indicator,
    Involvement,
    Measure,
    Plan,
    PlanWording,
    Schedule,
    Scheme,
    Standing,
    State,
    Step,
    SuccessCriterion,
    Target,
    Tier,
    Wording,
)

KEEP_PLANS = capability(
    "strategy.keep_plans", _("Keep plans, their actions, dates and bodies"), roles=(SECRETARIAT, ADMINISTRATOR)
)
DETAIL_ACTIONS = capability(
    "strategy.detail_actions",
    _("Give the steps, indicators and targets of one's own actions"),
    roles=(STRATEGY_OFFICER, SECRETARIAT, ADMINISTRATOR),
)


@gate(Scheme, Tier)
def schemes_are_public(queryset: Any, actor: Actor) -> Any:
    """How plans are built is public."""
    return queryset


@gate(Plan)
def seen_plans(queryset: Any, actor: Actor) -> Any:
    """Plans that were ever adopted, and the drafts that the actor works on."""
    return _seen(queryset, actor, "pk")


@gate(PlanWording, Standing, Coordination, Element, Indicator, SuccessCriterion)
def seen_of_plan(queryset: Any, actor: Actor) -> Any:
    """What belongs to a plan is seen with it."""
    return _seen(queryset, actor, "plan_id")


@gate(Inclusion, Wording, Schedule, Involvement, Step)
def seen_of_element(queryset: Any, actor: Actor) -> Any:
    """What is said of an element is seen with its plan."""
    return _seen(queryset, actor, "element__plan_id")


@gate(Measure, Target)
def seen_of_indicator(queryset: Any, actor: Actor) -> Any:
    """What is said of an indicator is seen with its plan."""
    return _seen(queryset, actor, "indicator__plan_id")


def _seen(queryset: Any, actor: Actor, plan: str) -> Any:
    # A plan is no secret again once it was adopted, so the day looked at does not matter here.
    held = actor.scopes_for(KEEP_PLANS) | actor.scopes_for(DETAIL_ACTIONS)
    if GOVERNMENT in held:
        return queryset
    rows = queryset.alias(plan_seen=F(plan))
    adopted = Standing.objects.known_at().filter(plan=OuterRef("plan_seen")).exclude(state=State.DRAFT)
    condition = Q(Exists(adopted))
    bodies = [scope.id for scope in held if scope.kind == SCOPE and scope.id is not None]
    if bodies:
        below = within(bodies, Look.today())
        coordinated = Coordination.objects.known_at().filter(plan=OuterRef("plan_seen"), organisation_id__in=below)
        involved = Involvement.objects.known_at().filter(element__plan=OuterRef("plan_seen"), organisation_id__in=below)
        condition |= Q(Exists(coordinated)) | Q(Exists(involved))
    return rows.filter(condition)


def can_keep(by: Actor, coordinator_and_above: Iterable[int]) -> Decision:
    """May change this plan: a right at its coordinator, above it, or for the whole government."""
    return by.may(KEEP_PLANS, *(scope_of(number) for number in coordinator_and_above))


def can_draft(by: Actor, coordinator_and_above: Iterable[int]) -> Decision:
    """May enter a new plan that this body coordinates; without one it takes a right for the whole government."""
    scopes = [scope_of(number) for number in coordinator_and_above]
    return by.may(KEEP_PLANS, *(scopes or [GOVERNMENT]))


def can_detail(by: Actor, coordinator_and_above: Iterable[int], responsible_and_above: Iterable[int]) -> Decision:
    """May give steps, indicators and targets of an action: who keeps its plan, or the responsible body."""
    kept = can_keep(by, coordinator_and_above)
    return kept or by.may(DETAIL_ACTIONS, *(scope_of(number) for number in responsible_and_above))
