"""To whom posts report, what they may decide and have delegated, and exceptions from the rule of equivalence."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from kurul.kernel.identity.actors import Actor
from kurul.kernel.temporal import clock
from kurul.kernel.translated import Translated
from kurul.rooms.law.public import Instrument, InstrumentKind, Particulars, enter_instrument, enter_kind
from kurul.rooms.positions.public import (
    Delegation,
    EquivalenceRule,
    Passing,
    PostKind,
    Power,
    correct_appointment,
    delegate,
    enter_power,
    except_post,
    give_power,
    revoke_delegation,
    set_superior,
)
from kurul.site.demonstration.illustrative.posts import SOURCE, held_now, post_of
from kurul.site.demonstration.illustrative.script import Verb, bound, span, translated

APPROVAL = Translated(tr="Onay", en="Approval")


def act(by: Actor, *, code: str, title: Mapping[str, str], number: str, issued: Any) -> None:
    """Enter an act that was made up."""
    kind = InstrumentKind.objects.filter(code="approval").first()
    particulars = Particulars(
        kind=kind or enter_kind(code="approval", name=APPROVAL, by=by),
        title=translated(title),
        number=number,
        issued=bound(issued),
        source=SOURCE.format(code),
    )
    enter_instrument(code=code, particulars=particulars, by=by)


def reports(by: Actor, *, post: str, to: str, since: Any) -> None:
    """A post reports to another one."""
    held = post_of(post)
    set_superior(post=held, superior=post_of(to), day=bound(since), version=held.version, by=by)


def power(by: Actor, *, code: str, name: Mapping[str, str], unit: str = "", order: int = 0) -> None:
    """Enter a power."""
    enter_power(code=code, name=translated(name), unit=unit, order=order, by=by)


def holds_power(
    by: Actor, *, power: str, since: Any, act: str, kind: str = "", post: str = "", up_to: int | None = None
) -> None:
    """A kind of post, or one post, holds a power in its own right."""
    give_power(
        power=Power.objects.get(code=power),
        post_kind=PostKind.objects.get(code=kind) if kind else None,
        post=post_of(post) if post else None,
        threshold=None if up_to is None else Decimal(up_to),
        period=span(since),
        instrument=Instrument.objects.get(code=act),
        by=by,
    )


def delegates(
    by: Actor,
    *,
    power: str,
    post: str,
    to: str,
    since: Any,
    act: str,
    through: Any = None,
    up_to: int | None = None,
    may_pass_on: bool = False,
) -> None:
    """A post delegates a power to another one."""
    said = Passing(
        power=Power.objects.get(code=power),
        to_post=post_of(to),
        threshold=None if up_to is None else Decimal(up_to),
        may_pass_on=may_pass_on,
        period=span(since, through),
        instrument=Instrument.objects.get(code=act),
    )
    delegate(from_post=post_of(post), said=said, by=by)


def revokes(by: Actor, *, power: str, post: str, to: str, last_day: Any, act: str) -> None:
    """A post takes back what it delegated."""
    rows = Delegation.objects.as_of(clock.today())
    given = rows.get(power__code=power, from_post=post_of(post), to_post=post_of(to))
    instrument = Instrument.objects.get(code=act)
    revoke_delegation(delegation=given, last_day=bound(last_day), instrument=instrument, by=by)


def excepted(
    by: Actor, *, post: str, counts: bool, since: Any, act: str, reason: Mapping[str, str], through: Any = None
) -> None:
    """A post counts, or does not count, by an act of its own."""
    except_post(
        post=post_of(post),
        rule=EquivalenceRule.objects.get(),
        counts=counts,
        reason=translated(reason),
        period=span(since, through),
        instrument=Instrument.objects.get(code=act),
        by=by,
    )


def rests_on(by: Actor, *, post: str, act: str, reason: str) -> None:
    """The instrument of the appointment that runs in a post became known."""
    held = held_now(post)
    correct_appointment(
        appointment=held,
        person=held.person,
        period=held.period,
        capacity=held.capacity,
        absence=held.absence,
        instrument=Instrument.objects.get(code=act),
        reason=reason,
        by=by,
    )


VERBS: dict[str, Verb] = {
    "act": act,
    "reports": reports,
    "power": power,
    "holds_power": holds_power,
    "delegates": delegates,
    "revokes": revokes,
    "excepted": excepted,
    "rests_on": rests_on,
}
