"""Powers: what there is, and which posts hold it in their own right."""

from decimal import Decimal
from typing import Any, TypeVar

from kurul.kernel.actions import record, require, writes
from kurul.kernel.identity.actors import Actor
from kurul.kernel.identity.capabilities import capabilities
from kurul.kernel.refusals import Conflict, Stale, refuse_if
from kurul.kernel.temporal import facts
from kurul.kernel.temporal.bounds import Bound, Period
from kurul.kernel.temporal.facts import Fact
from kurul.kernel.translated import Translated
from kurul.rooms.law.public import Instrument
from kurul.rooms.positions import rules, wording
from kurul.rooms.positions.actions.posts import existence_of
from kurul.rooms.positions.models import Post, PostKind, Power, PowerHeld, Reach
from kurul.rooms.positions.permissions import can_keep_rules

Row = TypeVar("Row", bound=Fact)


@writes
def enter_power(
    *, code: str, name: Translated, by: Actor, unit: str = "", capability: str = "", order: int = 0
) -> Power:
    """Something that only who holds it may do; `unit` of its threshold (TRY, …) or none.

    `capability`: the right in this software that a delegate gets. Raises Refused, NotPermitted.
    """
    require(can_keep_rules(by))
    refuse_if(
        rules.has_a_title(name),
        rules.code_is_free(code, is_taken=Power.objects.filter(code=code).exists()),
        rules.right_has_no_threshold(unit, capability),
        rules.is_a_capability(capability, capabilities()),
    )
    power = Power.objects.create(code=code, name=name, unit=unit, capability=capability, order=order)
    after = {"code": code, "name": dict(name), "unit": unit, "capability": capability}
    record(wording.POWER_ENTERED, power, by=by, after=after)
    return power


@writes
def give_power(
    *,
    power: Power,
    period: Period,
    by: Actor,
    post: Post | None = None,
    post_kind: PostKind | None = None,
    reach: str = Reach.OWN,
    threshold: Decimal | None = None,
    may_delegate: bool = True,
    instrument: Instrument | None = None,
) -> PowerHeld:
    """This post, or every post of this kind (one of the two), holds the power in its own right.

    `threshold` in the unit of the power, None: without limit; `reach`: in its own body, or in the one above.

    Raises Refused, Conflict (recorded already), NotPermitted.
    """
    if (post is None) == (post_kind is None):
        raise ValueError("A power is held either by a post or by every post of a kind.")
    require(can_keep_rules(by))
    refuse_if(rules.period_is_possible(period), rules.threshold_fits(power.unit, threshold))
    if post is not None:
        refuse_if(rules.lies_within_post(existence_of(post), period))
    same = PowerHeld.objects.known_at().filter(power=power, post=post, post_kind=post_kind)
    refuse_if(rules.not_held_already([row.period for row in same], period), as_=Conflict)
    held = PowerHeld.objects.create(
        power=power,
        post=post,
        post_kind=post_kind,
        reach=Reach(reach).value,
        threshold=threshold,
        may_delegate=may_delegate,
        instrument=instrument,
        **facts.columns(period),
    )
    about = [subject for subject in (post, post_kind) if subject is not None]
    record(wording.POWER_GIVEN, power, by=by, about=about, after=facts.state(held), instrument=instrument)
    return held


@writes
def end_power(*, held: PowerHeld, day: Bound, by: Actor, instrument: Instrument | None = None) -> PowerHeld:
    """From `day` on the power is not held so any more; what was delegated from it gives nothing then.

    Raises Refused, Stale, NotPermitted.
    """
    require(can_keep_rules(by))
    running = locked(PowerHeld, held)
    refuse_if(rules.begins_inside(running.period, day))
    ended = facts.end(running, day)
    before, after = facts.state(running), facts.state(ended)
    about = [running.post] if running.post else []
    record(wording.POWER_ENDED, running.power, by=by, about=about, before=before, after=after, instrument=instrument)
    return ended


@writes
def withdraw_power(*, held: PowerHeld, reason: str, by: Actor) -> None:
    """The power was never held so. Raises Refused (no reason), Stale, NotPermitted."""
    require(can_keep_rules(by))
    row = locked(PowerHeld, held)
    refuse_if(rules.has_a_reason(reason))
    facts.withdraw(row)
    about = [row.post] if row.post else []
    record(wording.POWER_WITHDRAWN, row.power, by=by, about=about, before=facts.state(row), reason=reason)


def locked(model: type[Row], row: Row) -> Row:
    """The row as it is stored, locked; Stale when somebody has ended or withdrawn it in the meantime."""
    stored: Any = model._default_manager.select_for_update().get(pk=row.pk)
    if stored.is_superseded:
        raise Stale
    held: Row = stored
    return held
