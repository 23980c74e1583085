"""To whom posts report: a line that never comes back to where it began."""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass

from kurul.kernel.rules import Finding, rule
from kurul.kernel.temporal.bounds import Bound, Period
from kurul.rooms.positions.rules.posts import is_certainly_outside


@dataclass(frozen=True)
class Link:
    """One post leads to another for a period: to its superior, or to the post that it received a power from."""

    of: int
    to: int
    period: Period


@rule("positions.line_cycle", source="Kurul: nobody is the superior of one's own superior")
def does_not_report_to_itself(post: int, above: Collection[int]) -> Iterator[Finding]:
    """On no day, a future one included, does a post stand under itself, directly or through others.

    `above`: the superior and everything that may stand above it on some day of the period.
    """
    if post in above:
        yield Finding("positions.line_cycle", "superior")


@rule("positions.superior_missing", source="Kurul: nobody reports to a post that does not exist")
def superior_exists(existence: Period | None, day: Bound) -> Iterator[Finding]:
    """The superior post exists, or may exist, on the day from which on somebody reports to it."""
    if existence is None or is_certainly_outside(existence, day):
        yield Finding("positions.superior_missing", "superior", {"day": day})


@rule("positions.line_later", source="Kurul: what is recorded for later is withdrawn before it is overtaken")
def no_line_begins_later(later: Collection[Period], day: Bound) -> Iterator[Finding]:
    """That a post reports to nobody any more is not recorded before a line that is to begin later."""
    for period in later:
        if period.start.latest > day.latest:
            yield Finding("positions.line_later", "day", {"start": period.start})
            return


@rule("positions.line_already", source="Kurul: a post reports to one other post at a time")
def no_other_line(others: Collection[Period], period: Period) -> Iterator[Finding]:
    """On no day it is recorded twice to whom a post reports."""
    for other in others:
        if other.certainly_overlaps(period):
            yield Finding("positions.line_already", "period", {"period": other})
            return


def reached(start: int, period: Period, links_of: Callable[[Collection[int]], Iterable[Link]]) -> set[int]:
    """The post itself and every post to which links may lead from it on some day of the period.

    Future links count too, so that two entries made ahead of time cannot close a circle later.
    """
    # One post can be reached in several periods, by several ways; each leads on to others.
    seen = {(start, period)}
    frontier = set(seen)
    while frontier:
        spans: dict[int, set[Period]] = {}
        for number, span in frontier:
            spans.setdefault(number, set()).add(span)
        found = {
            (link.to, common)
            for link in links_of(set(spans))
            for span in spans[link.of]
            if (common := common_period(span, link.period)) is not None
        }
        frontier = found - seen
        seen |= frontier
    return {number for number, _span in seen}


def common_period(one: Period, other: Period) -> Period | None:
    """The days that may lie in both; None when none can."""
    start = Bound(max(one.start.earliest, other.start.earliest), max(one.start.latest, other.start.latest))
    common = Period(start, earlier_end(one.end, other.end))
    return common if common.is_possible else None


def earlier_end(one: Bound, other: Bound) -> Bound:
    """The end that comes first, as exactly as the two say."""
    return Bound(min(one.earliest, other.earliest), min(one.latest, other.latest))
