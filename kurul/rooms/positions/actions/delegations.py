"""Delegations: a post lets another one use a power that it holds. Made, ended, corrected, withdrawn."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from kurul.kernel.actions import record, require, writes
from kurul.kernel.identity.actors import Actor, Decision
from kurul.kernel.refusals import Conflict, refuse_if
from kurul.kernel.rules import Finding
from kurul.kernel.temporal import clock, facts
from kurul.kernel.temporal.bounds import FAR, OPEN, Bound, Period, day_after
from kurul.kernel.wording import EventKind
from kurul.rooms.law.public import Instrument
from kurul.rooms.organisations.public import Organisation
from kurul.rooms.people.public import Person
from kurul.rooms.positions import queries, rules, wording
from kurul.rooms.positions.actions.posts import existence_of, organisations_of
from kurul.rooms.positions.actions.powers import locked
from kurul.rooms.positions.models import Appointment, Capacity, Delegation, Post, Power
from kurul.rooms.positions.permissions import can_delegate


@dataclass(frozen=True, kw_only=True)
class Passing:
    """What a delegation says, all of it beside who gives: each means what the column of `Delegation` means."""

    power: Power
    to_post: Post
    period: Period
    instrument: Instrument | None
    from_person: Person | None = None
    to_person: Person | None = None
    threshold: Decimal | None = None
    organisation: Organisation | None = None
    may_pass_on: bool = False

    @classmethod
    def of(cls, row: Delegation) -> "Passing":
        """What a row says."""
        return cls(**{name: getattr(row, name) for name in cls.__dataclass_fields__})

    @property
    def columns(self) -> dict[str, Any]:
        """The columns beside those of the period."""
        return {name: getattr(self, name) for name in self.__dataclass_fields__ if name != "period"}


@writes
def delegate(*, from_post: Post, said: Passing, by: Actor) -> Delegation:
    """A post, or one person in it, lets another post use a power that it holds; itself it stays accountable.

    Raises Refused (not held, beyond the own threshold or body, not to be passed on, no instrument, outside the posts),
    Conflict (a circle, delegated already), NotPermitted.
    """
    require(can_delegate(by, organisations_of(from_post), is_own_post=is_in_post(by, from_post.pk)))
    _check(from_post, said, by)
    made = Delegation.objects.create(from_post=from_post, **said.columns, **facts.columns(said.period))
    _remember(wording.DELEGATED, made, by, after=facts.state(made), instrument=said.instrument)
    return made


@writes
def correct_delegation(*, delegation: Delegation, said: Passing, reason: str, by: Actor) -> Delegation:
    """The delegation was entered wrongly; this is how it really is. Returns the row that takes its place.

    What the world has taken from it since (the power ended, who passed it on left) does not stand against correcting
    the rest. Raises Refused, Conflict, Stale, NotPermitted.
    """
    require(_may_delegate(by, delegation))
    running = locked(Delegation, delegation)
    refuse_if(rules.has_a_reason(reason))
    refuse_if(rules.something_changes(Passing.of(running), said, field="reason"))
    _check(running.from_post, said, by, besides=running)
    is_same_end = said.period.end == running.period.end
    corrected = facts.correct(
        running,
        said.period,
        **said.columns,
        is_revoked=running.is_revoked and is_same_end,
        revoking_instrument=running.revoking_instrument if is_same_end else None,
    )
    before, after = facts.state(running), facts.state(corrected)
    _remember(
        wording.DELEGATION_CORRECTED, corrected, by, former=running, before=before, after=after, reason=reason,
        instrument=said.instrument,
    )  # fmt: skip
    return corrected


@writes
def revoke_delegation(
    *, delegation: Delegation, last_day: Bound, by: Actor, instrument: Instrument | None = None
) -> Delegation:
    """The delegation ends; `last_day` is the last day on which it holds. Returns the ended row.

    Raises Refused (not within it), Stale, NotPermitted.
    """
    require(_may_delegate(by, delegation))
    running = locked(Delegation, delegation)
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
    row = locked(Delegation, delegation)
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


def _check(giver: Post, said: Passing, by: Actor, besides: Delegation | None = None) -> None:
    """Refuse what may not be recorded; `besides` is the row that it takes the place of."""
    refuse_if(
        rules.period_is_possible(said.period),
        rules.is_written(said.instrument is not None),
        rules.threshold_fits(said.power.unit, said.threshold),
        rules.lies_within_post(existence_of(giver), said.period),
        rules.lies_within_post(existence_of(said.to_post), said.period),
        _persons_fit(giver, said, by),
    )
    given = Delegation.objects.known_at().filter(power=said.power)
    if besides is not None:
        given = given.exclude(pk=besides.pk)
    same = {name: getattr(said, name) for name in ("to_post", "from_person", "to_person", "organisation")}
    alike = [row.period for row in given.filter(from_post=giver, **same)]
    refuse_if(
        rules.does_not_come_back(giver.pk, said.to_post.pk, _before(giver, said.period, given)),
        rules.not_delegated_already(alike, said.period),
        as_=Conflict,
    )
    objected = _not_held(giver, said)
    if objected and besides is not None and besides.power == said.power:
        stood_too = _not_held(giver, Passing.of(besides))  # what the world has taken since is no fault of this
        objected = {day: found for day, found in objected.items() if day not in stood_too}
    refuse_if(next(iter(objected.values()), ()))


def _not_held(giver: Post, said: Passing) -> dict[Any, list[Finding]]:
    """On which days, from its first on, the post does not hold what it delegates, or may not: what is objected."""
    body = said.organisation.pk if said.organisation else None
    days = queries.ways_on_days(said.power.pk, giver.pk, body, said.threshold, said.period)
    person = said.from_person.pk if said.from_person else None
    found = {day: list(rules.delegates_what_it_holds({day: ways}, person)) for day, ways in days.items()}
    return {day: findings for day, findings in sorted(found.items()) if findings}


def _persons_fit(giver: Post, said: Passing, by: Actor) -> Iterable[Finding]:
    """Whom a delegation names is in the post then, and nobody passes on in another one's name."""
    if said.from_person is not None:
        yield from rules.giver_is_in_post(_in_post(giver, said.from_person), said.period)
        yield from rules.passes_on_for_oneself(_delegating(by, giver), said.from_person.pk)
    if said.to_person is not None:
        yield from rules.person_is_in_post(_in_post(said.to_post, said.to_person), said.period)


def _in_post(post: Post, person: Person) -> list[Period]:
    held = Appointment.objects.known_at().filter(post=post, person=person).exclude(capacity=Capacity.SUBSTITUTE)
    return [row.period for row in held]


def _before(giver: Post, period: Period, given: Collection[Delegation]) -> set[int]:
    """The giver and every post from which the power may have come to it on some day of the period."""

    def links_of(posts: Collection[int]) -> list[rules.Link]:
        return [rules.Link(row.to_post_id, row.from_post_id, row.period) for row in given if row.to_post_id in posts]

    return rules.reached(giver.pk, period, links_of)


def _remember(
    kind: EventKind, row: Delegation, by: Actor, *, former: Delegation | None = None, reason: str = "", **said: Any
) -> None:
    """The event stands in the history of both posts, of the power and of who is named, those of a former entry too.

    A reason may name people.
    """
    rows = [row, *([former] if former else [])]
    named = [subject for one in rows for subject in (one.to_post, one.power, one.from_person, one.to_person)]
    about = [subject for place, subject in enumerate(named) if subject is not None and subject not in named[:place]]
    personal = {"reason": reason} if reason else None
    record(kind, row.from_post, by=by, about=about, reason=reason, personal=personal, **said)
