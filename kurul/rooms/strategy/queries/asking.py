"""What higher rooms may add to the pages of this room: how an action stands, and what its indicators reached."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kurul.kernel.identity.actors import Actor
from kurul.kernel.slots import contributions
from kurul.kernel.temporal.look import Look
from kurul.kernel.wording import Text
from kurul.rooms.strategy.queries.tree import PlanTree

# `function(tree, look, actor) -> iterable of StatusMark`, `tree` being the whole plan as it was read.
STATUS_MARKS = "strategy.status_marks"
# `function(indicators, look, actor) -> iterable of Actual`, `indicators` being their numbers.
ACTUALS = "strategy.actuals"


@dataclass(frozen=True)
class StatusMark:
    """How an element stands: a registered status, why, and where the judgement is explained."""

    element_id: int
    status: str
    why: Text = ""
    url: str = ""


@dataclass(frozen=True)
class Actual:
    """What an indicator was found to be on a day."""

    indicator_id: int
    day: date
    value: Decimal


def status_marks(tree: PlanTree, look: Look, actor: Actor) -> dict[int, StatusMark]:
    """How each element of a plan stands by the room that follows it; empty without such a room."""
    marks: list[StatusMark] = contributions.ask(STATUS_MARKS, tree=tree, look=look, actor=actor)
    return {mark.element_id: mark for mark in marks}


def actuals(indicators: Collection[int], look: Look, actor: Actor) -> dict[int, tuple[Actual, ...]]:
    """What each indicator reached, earliest first."""
    if not indicators:
        return {}
    rows: list[Actual] = contributions.ask(ACTUALS, indicators=indicators, look=look, actor=actor)
    found: dict[int, list[Actual]] = {}
    for row in sorted(rows, key=lambda row: row.day):
        found.setdefault(row.indicator_id, []).append(row)
    return {number: tuple(listed) for number, listed in found.items()}
