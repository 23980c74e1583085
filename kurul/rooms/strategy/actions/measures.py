"""Writers of what an action is carried out by and measured by: steps, indicators, targets, success criteria."""

from datetime import date
from decimal import Decimal
from typing import Any

from kurul.kernel.actions import writes
from kurul.kernel.identity.actors import Actor
from kurul.kernel.refusals import Conflict, refuse_if
from kurul.kernel.temporal import facts
from kurul.kernel.temporal.bounds import Bound, Period
from kurul.kernel.translated import Translated
from kurul.rooms.strategy import rules, wording
from kurul.rooms.strategy.actions.claims import (
    claim,
    inclusion_of,
    may_detail,
    may_keep,
    next_order,
    remember,
    running_on,
    supersede_and_write,
)
from kurul.rooms.strategy.models import (
    Direction,
    Element,
    Indicator,
    Measure,
    Plan,
    Step,
    SuccessCriterion,
    Target,
    planned_columns,
)

NOT_KNOWN = Period(Bound.unknown(), Bound.unknown())


@writes
def add_step(
    *,
    element: Element,
    title: Translated,
    since: Bound,
    by: Actor,
    version: int,
    planned: Period = NOT_KNOWN,
    order: int | None = None,
) -> Step:
    """Add a step of the action, planned for `planned` (default: not known), after the steps there are.

    Raises Refused (no title, impossible period, not an action), Stale, NotPermitted.
    """
    may_detail(element, by)
    claim(element, version)
    refuse_if(
        rules.is_an_action(element.tier.holds_actions),
        rules.has_a_title(title),
        rules.period_is_possible(planned),
        rules.in_plan_on(inclusion_of(element), since),
    )
    step = Step.objects.create(
        element=element,
        order=order or next_order(Step.objects.known_at().filter(element=element)),
        title=title,
        **planned_columns(planned),
        **facts.columns(Period.since(since)),
    )
    remember(wording.STEP_ADDED, step, by)
    return step


@writes
def add_indicator(
    *,
    element: Element,
    name: Translated,
    since: Bound,
    by: Actor,
    version: int,
    unit: Translated | None = None,
    direction: Direction | str = "",
    baseline_value: Decimal | None = None,
    baseline_day: Bound | None = None,
    code: str = "",
) -> Indicator:
    """Add what the action is measured by. `code` is by default the action's code with a number.

    Raises Refused (no name, value that cannot be kept exactly, not an action), Conflict (code taken), Stale.
    """
    may_detail(element, by)
    claim(element, version)
    refuse_if(
        rules.is_an_action(element.tier.holds_actions),
        rules.has_a_title(name, field="name"),
        rules.value_is_exact(baseline_value, field="baseline_value"),
        rules.in_plan_on(inclusion_of(element), since),
    )
    order = next_order(element.indicators)
    code = code.strip() or f"{element.code}-{order}"
    refuse_if(rules.code_is_free(code, set(element.indicators.values_list("code", flat=True))), as_=Conflict)
    indicator = Indicator.objects.create(plan_id=element.plan_id, element=element, code=code, order=order)
    measure = _measure(indicator, since, name, unit, direction, baseline_value, baseline_day)
    remember(wording.INDICATOR_ADDED, measure, by)
    return indicator


@writes
def add_criterion(
    *,
    plan: Plan,
    name: Translated,
    since: Bound,
    by: Actor,
    version: int,
    unit: Translated | None = None,
    direction: Direction | str = "",
    baseline_value: Decimal | None = None,
    baseline_day: Bound | None = None,
    code: str = "",
) -> SuccessCriterion:
    """Add what the plan as a whole is measured by. Raises Refused, Conflict (code taken), Stale."""
    may_keep(plan, by)
    claim(plan, version)
    refuse_if(rules.has_a_title(name, field="name"), rules.value_is_exact(baseline_value, field="baseline_value"))
    criteria = SuccessCriterion.objects.filter(plan=plan)
    order = next_order(criteria)
    code = code.strip() or str(order)
    refuse_if(rules.code_is_free(code, set(criteria.values_list("code", flat=True))), as_=Conflict)
    criterion = SuccessCriterion.objects.create(plan=plan, code=code, order=order)
    measure = _measure(criterion, since, name, unit, direction, baseline_value, baseline_day)
    remember(wording.CRITERION_ADDED, measure, by)
    return criterion


def _measure(
    indicator: Indicator,
    since: Bound,
    name: Translated,
    unit: Translated | None,
    direction: Direction | str,
    baseline_value: Decimal | None,
    baseline_day: Bound | None,
) -> Measure:
    taken = baseline_day or Bound.unknown()
    columns: dict[str, Any] = facts.columns(Period.since(since))
    return Measure.objects.create(
        indicator=indicator,
        name=name,
        unit=unit or Translated(),
        direction=direction,
        baseline_value=baseline_value,
        baseline_from=taken.earliest,
        baseline_to=taken.latest,
        **columns,
    )


@writes
def set_target(*, indicator: Indicator, due: date, value: Decimal, since: Bound, by: Actor, version: int) -> Target:
    """The indicator is to reach `value` by the end of `due`, as decided on `since`; an earlier target stays visible.

    `version` is that of the action (of the plan for a success criterion). Raises Refused (no unit, due before the
    baseline, value that cannot be kept exactly, nothing changes), Stale, NotPermitted.
    """
    if indicator.element is not None:
        may_detail(indicator.element, by)
    else:
        may_keep(indicator.plan, by)
    claim(indicator.element or indicator.plan, version)
    measure = running_on(Measure, since, indicator=indicator)
    running = running_on(Target, since, indicator=indicator, due=due)
    refuse_if(
        rules.in_plan_on(measure.period if measure else None, since),
        rules.has_a_unit(measure.unit) if measure else None,
        rules.target_after_baseline(measure.baseline_day, Bound.on(due)) if measure else None,
        rules.value_is_exact(value),
        rules.something_changes(running.value if running else None, value, field="value"),
        rules.begins_inside(running.period, since) if running else None,
    )
    ended, new = supersede_and_write(Target, running, since, {"indicator": indicator, "due": due}, value=value)
    remember(wording.TARGET_SET, new, by, before=ended)
    return new
