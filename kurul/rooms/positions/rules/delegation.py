"""Powers: who holds them, who may pass them on, and who may use them on a day, and why."""

from collections import defaultdict, deque
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from kurul.kernel.rules import Finding, rule
from kurul.kernel.temporal.bounds import Certainty, Period
from kurul.rooms.positions.rules.posts import ACTING, SUBSTANTIVE

WRITTEN = (
    "Law 3046, art. 38 (general knowledge, not in the reference files): authority is delegated in writing, its limits "
    "clearly stated"
)
POLICY = "Kurul: policy of this software"


@dataclass(frozen=True)
class Own:
    """A post holds a power by what is said of it or of its kind: up to a limit (None: without), in a body and below."""

    number: int
    post: int
    limit: Decimal | None
    within: int
    may_delegate: bool = True
    certainty: Certainty = Certainty.YES


@dataclass(frozen=True)
class Passed:
    """A delegation from one post to another, or to one person in it; `within` narrows it to a body and below.

    `by`: the person in the delegating post who passed it on; None: the post did, whoever is in it.
    """

    number: int
    giver: int
    taker: int
    period: Period
    limit: Decimal | None = None
    within: int | None = None
    person: int | None = None
    may_pass_on: bool = False
    is_revoked: bool = False
    by: int | None = None


@dataclass(frozen=True)
class Asked:
    """What is asked: on which day, about which amount (None: any), for which body (with those above; empty: any)."""

    day: date
    amount: Decimal | None = None
    bodies: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Setting:
    """What the answer depends on besides: which posts exist, and what each body consists in (itself, those above).

    `in_post`: by post and person how surely the person holds it or acts for it on the day; without an entry not.
    `bodyless`: posts whose body exists no more, which nobody has moved or abolished.
    """

    existing: Mapping[int, Certainty]
    above: Mapping[int, frozenset[int]] = field(default_factory=dict)
    in_post: Mapping[tuple[int, int], Certainty] = field(default_factory=dict)
    bodyless: Collection[int] = ()


@dataclass(frozen=True)
class Way:
    """How a power comes to a post: from who holds it, through delegations. `objection` says why it does not hold.

    `own` is None where the delegating post holds nothing that it could have delegated.
    """

    own: Own | None
    passed: tuple[Passed, ...] = ()
    objection: str = ""
    fails_at: int = 0  # at the own power (0), or at which of the delegations

    @property
    def post(self) -> int:
        """The post that the power comes to."""
        if self.passed:
            return self.passed[-1].taker
        assert self.own is not None
        return self.own.post

    @property
    def posts(self) -> frozenset[int]:
        """Every post on the way."""
        own = {self.own.post} if self.own else set()
        return frozenset(own | {post for one in self.passed for post in (one.giver, one.taker)})

    @property
    def limit(self) -> Decimal | None:
        """Up to which amount; None: without limit."""
        limits = [one.limit for one in (self.own, *self.passed) if one is not None and one.limit is not None]
        return min(limits, default=None)

    @property
    def within(self) -> int | None:
        """The body in which, and below which, it holds: the last that narrowed it."""
        narrowed = [one.within for one in self.passed if one.within is not None]
        return narrowed[-1] if narrowed else self.own.within if self.own else None

    @property
    def person(self) -> int | None:
        """The only person in the post to whom it comes; None: whoever is in the post."""
        return self.passed[-1].person if self.passed else None

    @property
    def may_go_on(self) -> bool:
        """Whether the post may delegate it further."""
        if self.passed:
            return self.passed[-1].may_pass_on
        return self.own is not None and self.own.may_delegate


@dataclass(frozen=True)
class Occupant:
    """Somebody in a post, and how surely on the day."""

    person: int
    capacity: str
    certainty: Certainty


@rule(
    "positions.who_may",
    source=f"{POLICY}; that delegation is limited and written: Law 3046, art. 38 (general knowledge)",
)
def ways(own: Collection[Own], passed: Collection[Passed], asked: Asked, setting: Setting) -> list[Way]:
    """A power may be used by the posts that hold it and by those to which it has come through delegations, each of
    which holds on the day, was given by a post that could give it, and reaches no further than what that one had. What
    was given to one person holds, also for those who have it through that person, only while that one is in the post.
    What one person passed on holds only while that one is in the delegating post, and is what the post had or that
    person; what the post passed on is never what only one person in it had.

    Also the ways that do not hold are told, each with its first objection. Who delegates stays accountable. Of the ways
    to one post only the best lead on, the shorter first: so every delegation is told, but not with every combination
    of those before it, of which there can be very many.
    """
    by_giver: dict[int, list[Passed]] = defaultdict(list)
    for one in _telling(passed, asked.day):
        by_giver[one.giver].append(one)
    found: list[Way] = []
    leading: dict[tuple[int, str, bool], list[Way]] = defaultdict(list)
    waiting = deque(Way(one, (), _against_own(one, asked, setting)) for one in own)
    while waiting:
        way = waiting.popleft()
        found.append(way)
        beside = leading[way.post, way.objection, way.fails_at == 0]
        if any(_covers(other, way, setting) for other in beside):
            continue
        beside.append(way)
        for one in by_giver[way.post]:
            if one.taker not in way.posts and not (way.objection and one.period.on(asked.day) is Certainty.NO):
                waiting.append(_further(way, one, asked, setting))
    having = {way.post for way in found}
    for one in _telling(passed, asked.day):
        if one.giver not in having and one.period.on(asked.day) is not Certainty.NO:
            found.append(Way(None, (one,), "giver_holds_nothing", 1))
    return found


def _covers(one: Way, other: Way, setting: Setting) -> bool:
    """Whether everything that may follow from the other way to the same post follows from this one too."""
    if one.limit is not None and (other.limit is None or one.limit < other.limit):
        return False
    if one.within != other.within and (other.within is None or one.within not in setting.above.get(other.within, ())):
        return False
    if one.person is not None and one.person != other.person:
        return False
    return one.may_go_on or not other.may_go_on


def _further(way: Way, one: Passed, asked: Asked, setting: Setting) -> Way:
    longer = replace(way, passed=(*way.passed, one))
    if way.objection:
        return longer
    return replace(longer, objection=_against_passed(way, one, asked, setting), fails_at=len(longer.passed))


def _against_own(own: Own, asked: Asked, setting: Setting) -> str:
    if own.certainty is not Certainty.YES:
        return "perhaps_holds"
    if setting.existing.get(own.post) is not Certainty.YES:
        return "post_gone"
    if own.post in setting.bodyless:
        return "body_gone"
    if asked.bodies and own.within not in asked.bodies:
        return "not_here"
    return "threshold" if _exceeds(asked.amount, own.limit) else ""


def _against_passed(way: Way, one: Passed, asked: Asked, setting: Setting) -> str:
    held = one.period.on(asked.day)
    if held is Certainty.NO:
        if asked.day < one.period.start.earliest:
            return "not_yet"
        return "revoked" if one.is_revoked else "expired"
    if not way.may_go_on:
        return "not_passed_on"
    if way.person is not None and way.person != one.by:
        return "given_to_another"
    if held is not Certainty.YES:
        return "perhaps_delegated"
    if setting.existing.get(one.taker) is not Certainty.YES:
        return "post_gone"
    if one.taker in setting.bodyless:
        return "body_gone"
    if one.within is not None:
        if way.within not in setting.above.get(one.within, ()):
            return "not_within"
        if asked.bodies and one.within not in asked.bodies:
            return "not_here"
    if _exceeds(asked.amount, one.limit):
        return "threshold"
    return _against_person(one.giver, one.by, "giver_left", setting) or _against_person(
        one.taker, one.person, "person_left", setting
    )


def _against_person(post: int, person: int | None, gone: str, setting: Setting) -> str:
    """What one person gave or was given is nobody else's in the post, and ends with that person's time in it."""
    if person is None:
        return ""
    present = setting.in_post.get((post, person), Certainty.NO)
    if present is Certainty.YES:
        return ""
    return "perhaps_held" if present is Certainty.NOT_KNOWN else gone


def _exceeds(amount: Decimal | None, limit: Decimal | None) -> bool:
    return amount is not None and limit is not None and amount > limit


def _telling(passed: Collection[Passed], day: date) -> list[Passed]:
    """Of delegations of one kind those of the day, else the last before it, else the first after it.

    So an answer does not grow with what was delegated and ended over the years.
    """
    alike: dict[tuple[int, int, int | None, int | None, int | None], list[Passed]] = defaultdict(list)
    for one in passed:
        alike[(one.giver, one.taker, one.within, one.person, one.by)].append(one)
    found: list[Passed] = []
    for group in alike.values():
        now = [one for one in group if one.period.on(day) is not Certainty.NO]
        past = [one for one in group if one.period.end.latest <= day]
        future = [one for one in group if one.period.start.earliest > day]
        if now:
            found += now
        elif past:
            found.append(max(past, key=lambda one: (one.period.end, one.number)))
        elif future:
            found.append(min(future, key=lambda one: (one.period.start, one.number)))
    return found


@rule("positions.who_decides", source=f"{POLICY}: what is not certain gives nothing")
def nobody_decides(way: Way, occupants: Sequence[Occupant]) -> str:
    """A power of a post is used by who certainly holds it or acts for it; one given to a person only by that person.

    Returns the code of the objection; empty when somebody decides.
    """
    person = way.person
    here = [one for one in occupants if one.capacity in (SUBSTANTIVE, ACTING)]
    meant = [one for one in here if person is None or one.person == person]
    if any(one.certainty is Certainty.YES for one in meant):
        return ""
    if meant:
        return "perhaps_held"
    return "person_left" if person is not None else "nobody"


# --- what may be recorded ---------------------------------------------------------------------------------------------


@rule("positions.threshold_without_unit", source=f"{POLICY}: an amount means nothing without its unit")
@rule("positions.threshold_not_positive", source=f"{POLICY}: up to nothing is no power")
def threshold_fits(unit: str, limit: Decimal | None) -> Iterator[Finding]:
    """A threshold is stated for a power that has a unit, and is greater than zero."""
    if limit is not None and not unit:
        yield Finding("positions.threshold_without_unit", "threshold")
    elif limit is not None and limit <= 0:
        yield Finding("positions.threshold_not_positive", "threshold")


@rule("positions.right_with_threshold", source=f"{POLICY}: a right in the software knows no amount")
def right_has_no_threshold(unit: str, capability: str) -> Iterator[Finding]:
    """A power with a threshold gives no right in the software, which could not keep to the amount."""
    if unit and capability:
        yield Finding("positions.right_with_threshold", "capability")


@rule("positions.unknown_capability", source=f"{POLICY}: only rights that exist are given")
def is_a_capability(capability: str, known: Collection[str]) -> Iterator[Finding]:
    """The right that a power gives is one of this software, or none."""
    if capability and capability not in known:
        yield Finding("positions.unknown_capability", "capability", {"capability": capability})


@rule("positions.power_held_already", source=f"{POLICY}: one statement for a power and a post is enough")
def not_held_already(held: Collection[Period], period: Period) -> Iterator[Finding]:
    """That a post, or a kind of post, holds a power is recorded once for a day."""
    if any(other.certainly_overlaps(period) for other in held):
        yield Finding("positions.power_held_already", "period")


@rule("positions.delegation_not_written", source=WRITTEN)
def is_written(has_instrument: bool) -> Iterator[Finding]:
    """A delegation rests on a written instrument."""
    if not has_instrument:
        yield Finding("positions.delegation_not_written", "instrument")


@rule("positions.delegation_cycle", source=f"{POLICY}: nobody receives a power from whom it was delegated to")
def does_not_come_back(giver: int, taker: int, before: Collection[int]) -> Iterator[Finding]:
    """A power never comes back to a post that it came from. `before`: the giver and all that it may have it from."""
    if taker == giver or taker in before:
        yield Finding("positions.delegation_cycle", "to_post")


@rule("positions.delegated_already", source=f"{POLICY}: one delegation is enough")
def not_delegated_already(given: Collection[Period], period: Period) -> Iterator[Finding]:
    """The same power is delegated to the same post, person and body once for a day."""
    for other in given:
        if other.certainly_overlaps(period):
            yield Finding("positions.delegated_already", "period", {"period": other})
            return


@rule("positions.person_not_in_post", source=f"{POLICY}: who is named in a delegation is in the receiving post")
def person_is_in_post(held: Collection[Period], period: Period) -> Iterator[Finding]:
    """A person to whom a power is delegated is, or may be, in the receiving post when the delegation begins."""
    days = (period.start.earliest, period.start.latest)
    if all(one.on(day) is Certainty.NO for one in held for day in days):
        yield Finding("positions.person_not_in_post", "to_person", {"start": period.start})


@rule("positions.giver_not_in_post", source=f"{POLICY}: who passes on in person is in the delegating post")
def giver_is_in_post(held: Collection[Period], period: Period) -> Iterator[Finding]:
    """A person who passes a power on is, or may be, in the delegating post when the delegation begins."""
    days = (period.start.earliest, period.start.latest)
    if all(one.on(day) is Certainty.NO for one in held for day in days):
        yield Finding("positions.giver_not_in_post", "from_person", {"start": period.start})


@rule("positions.for_another_person", source=f"{POLICY}: nobody passes on in another one's name")
def passes_on_for_oneself(acting: Collection[int] | None, person: int | None) -> Iterator[Finding]:
    """Whoever is in the post passes on for the post or for oneself; who has the right to record it, for anybody.

    `acting`: the persons who delegate; None: it is recorded by who has the right to.
    """
    if acting is not None and person is not None and person not in acting:
        yield Finding("positions.for_another_person", "from_person")


@rule("positions.power_not_held", source=f"{POLICY}: nobody delegates what is not one's own")
@rule("positions.may_not_pass_on", source=f"{POLICY}: passing on takes permission")
@rule("positions.delegated_to_another", source=f"{POLICY}: what was given to one person only that one passes on")
@rule("positions.beyond_own_threshold", source=f"{POLICY}: nobody delegates more than one holds")
@rule("positions.outside_own_scope", source=f"{POLICY}: nobody delegates beyond where one holds it")
def delegates_what_it_holds(days: Mapping[date, Sequence[Way]], person: int | None = None) -> Iterator[Finding]:
    """On every day of a delegation the delegating post holds the power, as far as it delegates it, and may do so.

    What was delegated to one person in the post only that one passes on.

    `days`: for each day on which something may change, the ways by which that post has what is to be delegated.
    `person`: who in the post passes it on; None: the post does.
    """
    for day, found in sorted(days.items()):
        good = [way for way in found if not way.objection]
        going_on = [way for way in good if way.may_go_on]
        if any(way.person in (None, person) for way in going_on):
            continue
        beyond = [way for way in found if way.objection == "threshold"]
        if going_on:
            yield Finding("positions.delegated_to_another", "from_person", {"day": day})
        elif good:
            yield Finding("positions.may_not_pass_on", "from_post", {"day": day})
        elif beyond:
            most = max(way.limit for way in beyond if way.limit is not None)
            yield Finding("positions.beyond_own_threshold", "threshold", {"limit": most, "day": day})
        elif any(way.objection == "not_here" for way in found):
            yield Finding("positions.outside_own_scope", "organisation", {"day": day})
        else:
            yield Finding("positions.power_not_held", "from_post", {"day": day})
        return
