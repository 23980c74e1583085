"""Powers: what there is, which posts hold it in their own right, and to whom they delegate it."""

from collections.abc import Collection, Iterable
from decimal import Decimal
from typing import Any, TypeVar

from kurul.kernel.actions import record, require, writes
from kurul.kernel.identity.actors import Actor, Decision
from kurul.kernel.identity.capabilities import capabilities
from kurul.kernel.refusals import Conflict, Stale, refuse_if
from kurul.kernel.rules import Finding
from kurul.kernel.temporal import clock, facts
from kurul.kernel.temporal.bounds import FAR, OPEN, Bound, Period, day_after
from kurul.kernel.temporal.facts import Fact
from kurul.kernel.translated import Translated
from kurul.kernel.wording import EventKind
from kurul.rooms.law.public import Instrument
from kurul.rooms.organisations.public import Organisation
from kurul.rooms.people.public import Person
from kurul.rooms.positions import queries, rules, wording
from kurul.rooms.positions.actions.posts import existence_of, organisations_of
from kurul.rooms.positions.models import Appointment, Capacity, Delegation, Post, PostKind, Power, PowerHeld, Reach
from kurul.rooms.positions.permissions import can_delegate, can_keep_rules

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
    running = _locked(PowerHeld, held)
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
    row = _locked(PowerHeld, held)
    refuse_if(rules.has_a_reason(reason))
    facts.withdraw(row)
    about = [row.post] if row.post else []
    record(wording.POWER_WITHDRAWN, row.power, by=by, about=about, before=facts.state(row), reason=reason)


@writes
def delegate(
    *,
    power: Power,
    from_post: Post,
    to_post: Post,
    period: Period,
    by: Actor,
    instrument: Instrument | None,
    to_person: Person | None = None,
    threshold: Decimal | None = None,
    organisation: Organisation | None = None,
    may_pass_on: bool = False,
) -> Delegation:
    """A post lets another one use a power that it holds; itself it stays accountable.

    The parameters mean what the columns of `Delegation` mean. Raises Refused (not held, beyond the own threshold or
    body, not to be passed on, no instrument, outside the posts), Conflict (a circle, delegated already), NotPermitted.
    """
    require(can_delegate(by, organisations_of(from_post), is_own_post=is_in_post(by, from_post.pk)))
    refuse_if(
        rules.period_is_possible(period),
        rules.is_written(instrument is not None),
        rules.threshold_fits(power.unit, threshold),
        rules.lies_within_post(existence_of(from_post), period),
        rules.lies_within_post(existence_of(to_post), period),
        _person_fits(to_post, to_person, period),
    )
    given = list(Delegation.objects.known_at().filter(power=power))
    alike = [row.period for row in given if _key(row) == (from_post, to_post, to_person, organisation)]
    body = organisation.pk if organisation else None
    refuse_if(
        rules.does_not_come_back(from_post.pk, to_post.pk, _before(from_post, period, given)),
        rules.not_delegated_already(alike, period),
        as_=Conflict,
    )
    days = queries.ways_on_days(power.pk, from_post.pk, body, threshold, period)
    refuse_if(rules.delegates_what_it_holds(days, _delegating(by, from_post), threshold, body))
    made = Delegation.objects.create(
        power=power,
        from_post=from_post,
        to_post=to_post,
        to_person=to_person,
        threshold=threshold,
        organisation=organisation,
        may_pass_on=may_pass_on,
        instrument=instrument,
        **facts.columns(period),
    )
    _remember(wording.DELEGATED, made, by, after=facts.state(made), instrument=instrument)
    return made


@writes
def revoke_delegation(
    *, delegation: Delegation, last_day: Bound, by: Actor, instrument: Instrument | None = None
) -> Delegation:
    """The delegation ends; `last_day` is the last day on which it holds. Returns the ended row.

    Raises Refused (not within it), Stale, NotPermitted.
    """
    require(_may_delegate(by, delegation))
    running = _locked(Delegation, delegation)
    day = day_after(last_day)
    refuse_if(rules.ends_inside(running.period, day))
    is_early = running.period.end.latest in (FAR, OPEN) or day.latest < running.period.end.earliest
    ended = facts.end(running, day, is_revoked=is_early, revoking_instrument=instrument)
    before, after = facts.state(running), facts.state(ended)
    _remember(wording.DELEGATION_REVOKED, ended, by, before=before, after=after, instrument=instrument)
    return ended


@writes
def withdraw_delegation(*, delegation: Delegation, reason: str, by: Actor) -> None:
    """There never was such a delegation. Raises Refused (no reason), Stale, NotPermitted."""
    require(_may_delegate(by, delegation))
    row = _locked(Delegation, delegation)
    refuse_if(rules.has_a_reason(reason))
    facts.withdraw(row)
    _remember(wording.DELEGATION_WITHDRAWN, row, by, before=facts.state(row), reason=reason)


def _may_delegate(by: Actor, delegation: Delegation) -> Decision:
    giver = delegation.from_post
    return can_delegate(by, organisations_of(giver), is_own_post=is_in_post(by, giver.pk))


def is_in_post(by: Actor, post: int) -> bool:
    """Whether who acts certainly holds the post, or acts for it, today; a token gives nothing of that."""
    return bool(_acting_in(by, post))


def _delegating(by: Actor, post: Post) -> set[int] | None:
    """As which persons in the post the account delegates; None: by the right to record what posts delegate."""
    if can_delegate(by, organisations_of(post), is_own_post=False):
        return None
    return _acting_in(by, post.pk)


def _acting_in(by: Actor, post: int) -> set[int]:
    """As which persons the account certainly holds the post, or acts for it, today; a token is none of them."""
    if by.account_id is None or by.token_scopes is not None:
        return set()
    held = queries.posts_of_account(by.account_id, clock.today())
    here = (one.holder for one in held if one.post.id == post)
    return {holder.person for holder in here if holder.capacity != Capacity.SUBSTITUTE}


def _locked(model: type[Row], row: Row) -> Row:
    """The row as it is stored, locked; Stale when somebody has ended or withdrawn it in the meantime."""
    stored: Any = model._default_manager.select_for_update().get(pk=row.pk)
    if stored.is_superseded:
        raise Stale
    held: Row = stored
    return held


def _person_fits(post: Post, person: Person | None, period: Period) -> Iterable[Finding]:
    if person is None:
        return ()
    held = Appointment.objects.known_at().filter(post=post, person=person).exclude(capacity=Capacity.SUBSTITUTE)
    return rules.person_is_in_post([row.period for row in held], period)


def _key(row: Delegation) -> tuple[Post, Post, Person | None, Organisation | None]:
    return row.from_post, row.to_post, row.to_person, row.organisation


def _before(giver: Post, period: Period, given: Collection[Delegation]) -> set[int]:
    """The giver and every post from which the power may have come to it on some day of the period."""

    def links_of(posts: Collection[int]) -> list[rules.Link]:
        return [rules.Link(row.to_post_id, row.from_post_id, row.period) for row in given if row.to_post_id in posts]

    return rules.reached(giver.pk, period, links_of)


def _remember(kind: EventKind, row: Delegation, by: Actor, *, reason: str = "", **said: Any) -> None:
    """The event stands in the history of both posts, of the power and of who is named. A reason may name people."""
    about = [row.to_post, row.power, *([row.to_person] if row.to_person else [])]
    personal = {"reason": reason} if reason else None
    record(kind, row.from_post, by=by, about=about, reason=reason, personal=personal, **said)
