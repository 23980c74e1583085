"""What may not be recorded about a board, its charter and its seats."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from kurul.kernel.rules import Finding, rule
from kurul.kernel.temporal.bounds import Bound, Certainty, Period

LONGEST_INTERVAL = 120  # months


@dataclass(frozen=True)
class QuorumRule:
    """How many seats must be filled for the board to be quorate, and what says so.

    Either a `number` of seats, or a `share` of them: at least that share or, with `more_than`, more than it.
    """

    number: int | None = None
    share: Fraction | None = None
    more_than: bool = False
    basis: str = ""

    def needed(self, seats: int) -> int:
        """The least number of present seats among so many."""
        if self.number is not None:
            return self.number
        assert self.share is not None
        exact = self.share * seats
        if self.more_than:
            return exact.numerator // exact.denominator + 1
        return -(-exact.numerator // exact.denominator)


@dataclass(frozen=True)
class Quorum:
    """Whether enough seats were present. `needed` and `met` are None where no rule asks for a quorum."""

    present: int
    seats: int
    needed: int | None
    basis: str

    @property
    def met(self) -> bool | None:
        """True, False, or None where there is no quorum rule."""
        return None if self.needed is None else self.present >= self.needed


def quorum(present: int, seats: int, rule_: QuorumRule | None) -> Quorum:
    """Count the present among the seats that count; without a rule nothing is judged."""
    if rule_ is None:
        return Quorum(present, seats, None, "")
    return Quorum(present, seats, rule_.needed(seats), rule_.basis)


@rule("boards.name_missing", source="Kurul: what is chartered can be named")
def has_a_name(texts: Mapping[str, str]) -> Iterator[Finding]:
    """A board has a name in at least one language."""
    if not texts:
        yield Finding("boards.name_missing", "name")


@rule("boards.code_taken", source="Kurul: a code stands for one board")
def code_is_free(code: str, taken: bool) -> Iterator[Finding]:
    """No two boards share a code."""
    if taken:
        yield Finding("boards.code_taken", "code", {"code": code})


@rule("boards.end_before_start", source="Kurul: a period must contain at least one possible day")
def period_is_possible(period: Period) -> Iterator[Finding]:
    """What ends does so after it began."""
    if not period.is_possible:
        params = {"start": period.start, "end": period.end}
        yield Finding("boards.end_before_start", "period", params)


@rule("boards.interval_impossible", source="Kurul: an interval that nobody published is left empty, never zero")
def interval_is_possible(months: int | None) -> Iterator[Finding]:
    """A published interval is a number of months from one to ten years."""
    if months is not None and not 1 <= months <= LONGEST_INTERVAL:
        yield Finding("boards.interval_impossible", "cadence_months", {"longest": LONGEST_INTERVAL})


@rule("boards.quorum_impossible", source="Kurul: quorum is optional, and never beyond the number of seats")
def quorum_is_possible(rule_: QuorumRule | None) -> Iterator[Finding]:
    """A quorum is a number of seats of one or more, or a share above nothing and not above all."""
    if rule_ is None:
        return
    one_of_both = (rule_.number is None) != (rule_.share is None)
    good_number = rule_.number is None or rule_.number >= 1
    good_share = rule_.share is None or (0 < rule_.share <= 1 and not (rule_.more_than and rule_.share == 1))
    if not (one_of_both and good_number and good_share):
        yield Finding("boards.quorum_impossible", "quorum")


@rule(
    "boards.quorum_without_basis", source="Kurul: these boards rest on no law of procedure, so a quorum names its basis"
)
def quorum_has_a_basis(rule_: QuorumRule | None) -> Iterator[Finding]:
    """Whoever states a quorum states what says so."""
    if rule_ is not None and not rule_.basis.strip():
        yield Finding("boards.quorum_without_basis", "quorum_basis")


@rule("boards.nothing_changes", source="Kurul: a change that changes nothing would blur the history")
def something_changes(before: object, after: object) -> Iterator[Finding]:
    """A change leaves something different from what it was."""
    if before == after:
        yield Finding("boards.nothing_changes")


@rule("boards.change_not_inside", source="Kurul: two changes of one day are one change")
def begins_inside(running: Period | None, at: Bound) -> Iterator[Finding]:
    """A change takes effect after what it replaces began and before that ends."""
    if running is None or not (Period(running.start, at).is_possible and Period(at, running.end).is_possible):
        yield Finding("boards.change_not_inside", "day", {"day": at})


@rule("boards.reason_missing", source="Kurul: whoever corrects or cancels says why, so that the history can be trusted")
def has_a_reason(reason: str) -> Iterator[Finding]:
    """A correction, a cancellation or a new day states its reason."""
    if not reason.strip():
        yield Finding("boards.reason_missing", "reason")


@rule("boards.not_in_force", source="Kurul: a board meets while its charter holds, or may hold")
def is_in_force(holding: Collection[Certainty], day: object) -> Iterator[Finding]:
    """Nothing is planned for a day on which no charter of the board can hold."""
    if all(certainty is Certainty.NO for certainty in holding):
        yield Finding("boards.not_in_force", "day", {"day": day})


@rule("boards.seat_without_source", source="Kurul: a seat belongs to posts, not to persons")
def seat_names_its_posts(by: str, selector: str) -> Iterator[Finding]:
    """A seat is given to the posts that count by a rule, to the posts of a kind, or to one post."""
    if not selector:
        yield Finding("boards.seat_without_source", {"equivalence": "selector", "kind": "selector"}.get(by, "post"))


@rule("boards.seat_given_twice", source="Kurul: a post has one seat in a board")
def seat_is_given_once(period: Period, given: Collection[Period]) -> Iterator[Finding]:
    """The same posts are not seated twice in one board at a time."""
    for other in given:
        if period.certainly_overlaps(other):
            yield Finding("boards.seat_given_twice", "selector", {"period": other})
            return
