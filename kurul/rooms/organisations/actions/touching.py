"""Which bodies a step of a reorganisation touches and what hangs on them: asked before it is carried out and after.

Afterwards alone would not do: a body that ended has no kind any more by which its post counts as a CIO seat, and a seat
in a board that is lost with the kind no longer stands in the answer.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, NoReturn

from django.db.models import Max

from kurul.kernel.actions import writes
from kurul.kernel.identity.actors import Actor
from kurul.kernel.temporal.look import Look
from kurul.rooms.organisations import queries
from kurul.rooms.organisations.models import ChangeEvent, ChangeKind, Side
from kurul.rooms.organisations.queries import Consequence


@dataclass(frozen=True)
class Touched:
    """The bodies that a step touches, each once: as what it does most to them."""

    ends: frozenset[int] = frozenset()
    begins: frozenset[int] = frozenset()
    moves: frozenset[int] = frozenset()  # units that come under another body, and what stands below them
    stays: frozenset[int] = frozenset()  # what goes on in its place, changed


@dataclass(frozen=True)
class Hanging:
    """What hangs on the bodies that a step touches, at one side of it."""

    on_ends: tuple[Consequence, ...] = ()
    on_moves: tuple[Consequence, ...] = ()
    on_stays: tuple[Consequence, ...] = ()

    def without(self, other: "Hanging") -> tuple[Consequence, ...]:
        """What hangs on bodies that go on here, and does not there: the same record as something else is not the same.

        Labels do not count: a body that gets another name takes nothing from what hangs on it.
        """
        there = Counter(map(_identity, (*other.on_moves, *other.on_stays)))
        found = []
        for row in (*self.on_moves, *self.on_stays):
            if there[_identity(row)]:
                there[_identity(row)] -= 1
            else:
                found.append(row)
        return tuple(found)


def last_event() -> int:
    """The number of the last change event there is."""
    return ChangeEvent.objects.aggregate(last=Max("pk"))["last"] or 0


def touched_since(last: int, look: Look) -> Touched:
    """What was done since that change event: read from those that came after it."""
    ends, begins, moved, named = set[int](), set[int](), set[int](), set[int]()
    for event in ChangeEvent.objects.filter(pk__gt=last).prefetch_related("parts"):
        before = {part.organisation_id for part in event.parts.all() if part.side == Side.BEFORE}
        after = {part.organisation_id for part in event.parts.all() if part.side == Side.AFTER}
        ends |= before - after
        begins |= after - before
        moved |= after if event.kind == ChangeKind.MOVED else set()
        named |= before | after
    moves = queries.within(moved, look) - ends if moved else set()
    return Touched(frozenset(ends), frozenset(begins), frozenset(moves), stays=frozenset(named - ends - begins - moves))


def hanging_on(touched: Touched, look: Look, by: Actor) -> Hanging:
    """What hangs on these bodies as things stand."""
    groups = (touched.ends, touched.moves, touched.stays)
    return Hanging(*(tuple(queries.consequences(group, look, by)) for group in groups))


def hanging_before(action: Callable[..., Any], arguments: Mapping[str, Any], look: Look, by: Actor) -> Hanging:
    """What hangs on the bodies that the action will touch; which they are is seen by trying it. Raises Refused."""
    try:
        _try(action, arguments, look, by)
    except _Tried as tried:
        return hanging_on(tried.touched, look, by)


class _Tried(Exception):
    """Takes back what was tried, and carries out of it what was touched."""

    def __init__(self, touched: Touched) -> None:
        super().__init__()
        self.touched = touched


@writes
def _try(action: Callable[..., Any], arguments: Mapping[str, Any], look: Look, by: Actor) -> NoReturn:
    last = last_event()
    action(**arguments, by=by)
    raise _Tried(touched_since(last, look))


def _identity(row: Consequence) -> tuple[Any, ...]:
    return str(row.kind), row.route, row.pk, str(row.effect)
