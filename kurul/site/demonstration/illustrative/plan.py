"""What the published plan does not say of its actions: bodies, dates, steps, indicators."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from kurul.kernel.identity.actors import Actor
from kurul.kernel.temporal.bounds import Bound
from kurul.rooms.strategy.public import (
    Element,
    Indicator,
    Role,
    add_indicator,
    add_step,
    by_code,
    involve,
    set_dates,
    set_target,
)
from kurul.site.demonstration.bodies import body
from kurul.site.demonstration.illustrative.script import Verb, bound, span, translated
from kurul.site.demonstration.loading import NotLoadable

PLAN = "TR-EGOV-2016-2019"


def responsible(by: Actor, *, action: str, body_of: str, since: Any, related: Sequence[str] = ()) -> None:
    """One body is responsible for the action, others are related to it."""
    roles = [(body_of, Role.RESPONSIBLE), *((other, Role.RELATED) for other in related)]
    for abbreviation, role in roles:
        element = action_of(action)
        involve(
            element=element, organisation=body(abbreviation), role=role, period=span(since), by=by,
            version=element.version,
        )  # fmt: skip


def dates(
    by: Actor, *, action: str, first: str, last: str, decided: Any, continues: bool = False, budget: bool = False
) -> None:
    """The action is planned from a first day through a last one, as decided on a day."""
    element = action_of(action)
    set_dates(
        element=element,
        planned=span(first, last),
        day=bound(decided),
        continues_after=continues,
        needs_budget=budget,
        by=by,
        version=element.version,
    )


def steps(by: Actor, *, action: str, since: Any, titles: Sequence[Mapping[str, Any]]) -> None:
    """The steps of an action in their order, each with its first and last day."""
    for said in titles:
        element = action_of(action)
        add_step(
            element=element,
            title=translated({"tr": said["tr"], "en": said["en"]}),
            since=bound(since),
            planned=span(said["first"], said["last"]),
            by=by,
            version=element.version,
        )


def indicator(
    by: Actor,
    *,
    action: str,
    since: Any,
    name: Mapping[str, str],
    unit: Mapping[str, str],
    targets: Mapping[date, Any],
    baseline: Any = None,
    baseline_day: Any = "?",
    direction: str = "up",
) -> None:
    """What an action is measured by, and the values to be reached by the end of days."""
    element = action_of(action)
    made = add_indicator(
        element=element,
        name=translated(name),
        unit=translated(unit),
        direction=direction,
        baseline_value=None if baseline is None else Decimal(str(baseline)),
        baseline_day=bound(baseline_day),
        since=bound(since),
        by=by,
        version=element.version,
    )
    for due, value in targets.items():
        _target(made, due, Decimal(str(value)), bound(since), by)


def target(by: Actor, *, action: str, number: int, due: date, value: Any, decided: Any) -> None:
    """Another target for the indicator of this number; the earlier one stays visible."""
    found = action_of(action).indicators.get(order=number)
    _target(found, due, Decimal(str(value)), bound(decided), by)


def action_of(code: str) -> Element:
    """The action of the plan by its code, as it now stands."""
    found = by_code(PLAN, code)
    if found is None:
        raise NotLoadable(f"There is no action {code}.")
    return found


def _target(indicator: Indicator, due: date, value: Decimal, since: Bound, by: Actor) -> None:
    assert indicator.element is not None
    version = action_of(indicator.element.code).version
    set_target(indicator=indicator, due=due, value=value, since=since, by=by, version=version)


VERBS: dict[str, Verb] = {
    "responsible": responsible,
    "dates": dates,
    "steps": steps,
    "indicator": indicator,
    "target": target,
}
