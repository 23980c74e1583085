"""What every write of this room begins and ends with: the right, the version, what runs, and remembering it."""

from typing import Any, TypeVar

from django.db.models import F

from kurul.kernel.actions import record, require
from kurul.kernel.identity.actors import Actor
from kurul.kernel.refusals import Stale
from kurul.kernel.temporal import facts
from kurul.kernel.temporal.bounds import Bound, Period
from kurul.kernel.temporal.look import Look
from kurul.kernel.wording import EventKind
from kurul.rooms.law.public import Instrument
from kurul.rooms.organisations.public import with_those_above
from kurul.rooms.strategy.models import (
    Coordination,
    Element,
    ElementFact,
    Inclusion,
    IndicatorFact,
    Involvement,
    Plan,
    PlanFact,
    Role,
)
from kurul.rooms.strategy.permissions import can_detail, can_keep

AnyFact = TypeVar("AnyFact", bound=facts.Fact)


def may_keep(plan: Plan, by: Actor) -> None:
    """Refuse unless the actor may change the plan."""
    require(can_keep(by, coordinator_and_above(plan)))


def may_detail(element: Element, by: Actor) -> None:
    """Refuse unless the actor may give steps, indicators and targets of this action."""
    look = Look.today()
    rows = Involvement.objects.possibly_as_of(look.day).filter(element=element, role=Role.RESPONSIBLE)
    owner = rows.values_list("organisation_id", flat=True).first()
    require(can_detail(by, coordinator_and_above(element.plan), with_those_above(owner, look)))


def coordinator_and_above(plan: Plan) -> tuple[int, ...]:
    """The body that coordinates the plan today and those above it; empty when there is none."""
    look = Look.today()
    rows = Coordination.objects.possibly_as_of(look.day).filter(plan=plan)
    return with_those_above(rows.values_list("organisation_id", flat=True).first(), look)


def claim(identity: Plan | Element, version: int) -> None:
    """Take the next version; Stale if somebody else changed the record since `version` was read."""
    rows = type(identity)._default_manager.filter(pk=identity.pk, version=version)
    if not rows.update(version=F("version") + 1):
        raise Stale
    identity.version = version + 1


def running_on(model: type[AnyFact], day: Bound, **narrowed: Any) -> AnyFact | None:
    """The row that a change on `day` would replace: the one that holds, or may hold, on the latest possible day."""
    rows: Any = model._default_manager
    found: AnyFact | None = rows.possibly_as_of(day.latest).filter(**narrowed).first()
    return found


def inclusion_of(element: Element) -> Period | None:
    """Since when and until when the element is part of its plan; None when it never was."""
    last = Inclusion.objects.known_at().filter(element=element).in_order().last()
    return last.period if last else None


def supersede_and_write(
    model: type[AnyFact], running: AnyFact | None, day: Bound, scope: dict[str, Any], **said: Any
) -> tuple[AnyFact | None, AnyFact]:
    """Let what runs end on `day` and the new say follow it; where nothing runs, begin on `day`, open-ended."""
    if running is not None:
        return facts.change(running, day, **said)
    rows: Any = model._default_manager
    made: AnyFact = rows.create(**scope, **said, **facts.columns(Period.since(day)))
    return None, made


def remember(
    kind: EventKind,
    fact: PlanFact | ElementFact | IndicatorFact,
    by: Actor,
    *,
    before: facts.Fact | None = None,
    reason: str = "",
    about: tuple[Any, ...] = (),
) -> None:
    """One event on the plan or element that the fact is about, with what it said before and says now."""
    subject: Plan | Element
    if isinstance(fact, PlanFact):
        subject = fact.plan
    elif isinstance(fact, ElementFact):
        subject = fact.element
    else:
        subject = fact.indicator.element or fact.indicator.plan
    instrument: Instrument | None = fact.instrument
    record(
        kind,
        subject,
        by=by,
        before=facts.state(before) if before else None,
        after=facts.state(fact),
        reason=reason,
        about=about,
        instrument=instrument,
    )


def next_order(rows: Any) -> int:
    """The number after the greatest one that was ever given."""
    last = rows.order_by("-order").values_list("order", flat=True).first()
    return (last or 0) + 1
