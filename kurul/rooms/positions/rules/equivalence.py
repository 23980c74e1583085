"""By which posts count as something that none is called, and how a seat stands."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from kurul.kernel.rules import Finding, rule
from kurul.kernel.temporal.bounds import Bound, Certainty, Period


@rule("positions.rule_without_function", source="Kurul: a rule without any function would count every post of the kind")
def requires_a_function(required: Collection[str]) -> Iterator[Finding]:
    """A rule of equivalence requires at least one function."""
    if not required:
        yield Finding("positions.rule_without_function", "required")


@rule("positions.unknown_role", source="Kurul: rights are only given by roles that exist")
def is_a_role(role: str, known: Collection[str]) -> Iterator[Finding]:
    """A rule counts posts as, and a post gives, a role that there is."""
    if role not in known:
        yield Finding("positions.unknown_role", "role", {"role": role})


@rule("positions.code_taken", source="Kurul: files name kinds, functions and rules by their code")
def code_is_free(code: str, *, is_taken: bool) -> Iterator[Finding]:
    """No two kinds of post, functions or rules carry the same code."""
    if is_taken:
        yield Finding("positions.code_taken", "code", {"code": code})


@rule("positions.role_given_already", source="Kurul: one entry is enough for a role to follow")
def not_given_already(given: Collection[Period], period: Period) -> Iterator[Finding]:
    """The same role follows from the same kind or rule only once on a day."""
    if any(other.certainly_overlaps(period) for other in given):
        yield Finding("positions.role_given_already", "role")


@rule("positions.complete_already", source="Kurul: one statement of completeness is enough")
def not_stated_already(stated: Collection[Period], period: Period) -> Iterator[Finding]:
    """That the posts of a body are recorded completely is stated once for a day."""
    if any(other.certainly_overlaps(period) for other in stated):
        yield Finding("positions.complete_already", "period")


@rule(
    "positions.counts_as",
    source="Türkiye 2016–2019: assistant undersecretaries in charge of administrative modernisation and information "
    "processing count as CIO-equivalents (the wording of each rule is stored with it)",
)
def counts(kind: Certainty, portfolio: Mapping[str, Certainty], required: Collection[str]) -> Certainty:
    """A post counts if it is of the rule's kind and its portfolio has every function that the rule requires."""
    return all_of([kind, *(portfolio.get(function, Certainty.NO) for function in required)])


@rule("positions.exception_not_written", source="Kurul: who goes beyond a rule of law says by which act")
def exception_is_written(has_instrument: bool) -> Iterator[Finding]:
    """An exception from a rule of equivalence rests on an instrument."""
    if not has_instrument:
        yield Finding("positions.exception_not_written", "instrument")


@rule("positions.excepted_already", source="Kurul: one exception is enough, and two could contradict each other")
def not_excepted_already(stated: Collection[Period], period: Period) -> Iterator[Finding]:
    """Of one post and one rule one exception at most holds on a day."""
    if any(other.certainly_overlaps(period) for other in stated):
        yield Finding("positions.excepted_already", "period")


@rule("positions.excepted", source="Kurul: an instrument of its own goes before the rule")
def counts_by_exception(
    by_rule: Certainty, exceptions: Mapping[bool, Certainty], others: Collection[Certainty]
) -> Certainty:
    """Where an exception by instrument says that a post counts, or does not count, that holds whatever the rule says.

    `exceptions`: how surely each holds on the day, by what it says; `others`: what both rest on (the rule is in force,
    the body is meant).
    """
    against = exceptions.get(False, Certainty.NO)
    favour = all_of([exceptions.get(True, Certainty.NO), *others])
    if against is Certainty.YES:
        return Certainty.NO
    if Certainty.YES in (favour, by_rule):
        return Certainty.YES if against is Certainty.NO else Certainty.NOT_KNOWN
    return Certainty.NOT_KNOWN if Certainty.NOT_KNOWN in (favour, by_rule) else Certainty.NO


def all_of(answers: Collection[Certainty]) -> Certainty:
    """Yes if all are yes; no if any is no; else not known."""
    if Certainty.NO in answers:
        return Certainty.NO
    return Certainty.YES if all(answer is Certainty.YES for answer in answers) else Certainty.NOT_KNOWN


class SeatState(StrEnum):
    """How a seat stands on a day."""

    FILLED = "filled"
    ACTING = "acting"
    VACANT = "vacant"
    DOUBLE_CLAIM = "double_claim"
    MISSING = "missing"
    NOT_KNOWN = "not_known"


@dataclass(frozen=True)
class Claim:
    """A post that counts, or may count: how surely, who holds it or may hold it, and when its last holder left.

    `left` is the first day without the last recorded holder; None when no appointment has ended by then. `allowed`: by
    how many at once it may be held before they claim the same; of a seat always by one.
    """

    post: int
    certainty: Certainty
    substantive: Sequence[Certainty] = ()
    acting: Sequence[Certainty] = ()
    left: Bound | None = None
    allowed: int = 1


@dataclass(frozen=True)
class Seat:
    """The state of a seat with the code of the sentence that explains it; `since` only for a vacant one."""

    state: SeatState
    because: str
    since: Bound | None = None


@rule("positions.seat_state", source="Kurul: the states of a CIO seat; what is not recorded is not known, never vacant")
def seat_of(claims: Sequence[Claim], *, is_complete: bool) -> Seat:
    """One post that surely counts makes the seat; its holder, an acting one or a recorded leaving says how it stands.

    `is_complete`: it is stated that all posts and holders of the body are recorded, so that silence means none.
    """
    sure = [claim for claim in claims if claim.certainty is Certainty.YES]
    if len(sure) > 1:
        return Seat(SeatState.DOUBLE_CLAIM, "two_posts")
    if sure:
        return _held_seat(sure[0], is_complete)
    if claims:
        return Seat(SeatState.NOT_KNOWN, "may_count")
    if is_complete:
        return Seat(SeatState.MISSING, "stated_complete")
    return Seat(SeatState.NOT_KNOWN, "no_post_recorded")


def _held_seat(claim: Claim, is_complete: bool) -> Seat:
    holders = [one for one in claim.substantive if one is Certainty.YES]
    acting = [one for one in claim.acting if one is Certainty.YES]
    if len(holders) > claim.allowed or (not holders and len(acting) > claim.allowed):
        return Seat(SeatState.DOUBLE_CLAIM, "two_holders")
    if holders:
        return Seat(SeatState.FILLED, "holder")
    if claim.substantive:
        return Seat(SeatState.NOT_KNOWN, "may_be_held")
    if acting:
        return Seat(SeatState.ACTING, "acting_holder")
    if claim.acting:
        return Seat(SeatState.NOT_KNOWN, "may_be_held")
    if claim.left is not None:
        return Seat(SeatState.VACANT, "holder_left", claim.left)
    if is_complete:
        return Seat(SeatState.VACANT, "nobody_appointed", Bound.unknown())
    return Seat(SeatState.NOT_KNOWN, "no_holder_recorded")


def latest_end(ends: Collection[Bound]) -> Bound | None:
    """When the last of several left, as exactly as the ends say; None for none."""
    if not ends:
        return None
    return Bound(max(end.earliest for end in ends), max(end.latest for end in ends))
