"""What became of bodies, where a register names the successors of those that have ended."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from kurul.kernel.temporal.bounds import Bound
from kurul.rooms.organisations.actions import SaidChange
from kurul.rooms.organisations.actions.register.said import Key
from kurul.rooms.organisations.models import ChangeKind
from kurul.rooms.organisations.registers.statements import Statement


def changes_of(said: Mapping[Key, Sequence[Statement]]) -> Iterator[SaidChange]:
    """One event for all bodies that ended on one day with the same successors; its kind follows from who was there.

    A successor that existed before takes the others in (absorbed); several out of one are a split; several into a new
    one are a merger; one into a new one hands over to it (transferred).
    """
    ended: defaultdict[tuple[Bound, frozenset[Key]], list[Statement]] = defaultdict(list)
    for statements in said.values():
        last = max(statements, key=lambda one: one.period.end)
        if last.successors and not last.period.end.is_open:
            ended[last.period.end, frozenset(last.successors)].append(last)
    for (day, successors), statements in ended.items():
        first = statements[0]
        before = {one.key for one in statements}
        there = {key for key in successors if key in said and _existed_before(said[key], day)}
        yield SaidChange(
            kind=_kind(len(before), len(successors), bool(there)),
            day=day,
            before=tuple(sorted(before | there)),
            after=tuple(sorted(successors)),
            file=first.file,
            row=first.row,
        )


def _existed_before(statements: Sequence[Statement], day: Bound) -> bool:
    return min(one.period.start for one in statements).latest < day.earliest


def _kind(before: int, after: int, goes_on: bool) -> str:
    if after > 1:
        return ChangeKind.SPLIT.value
    if goes_on:
        return ChangeKind.ABSORBED.value
    return ChangeKind.MERGED.value if before > 1 else ChangeKind.TRANSFERRED.value
