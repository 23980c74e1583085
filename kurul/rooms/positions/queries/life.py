"""The life of a post, as a timeline that anyone can read aloud: established, moved, given to somebody, left."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kurul.kernel.temporal.bounds import Bound
from kurul.rooms.law.public import Instrument
from kurul.rooms.organisations.public import Named
from kurul.rooms.positions.models import (
    Appointment,
    EquivalenceException,
    PortfolioEntry,
    PostExistence,
    PostPlacement,
    PostTitle,
)
from kurul.rooms.positions.queries.holders import somebody


@dataclass(frozen=True)
class LifeEvent:
    """One thing that happened to a post, or to who holds it."""

    when: Bound
    code: str  # key of wording.LIFE
    params: dict[str, str]
    instrument: Instrument | None
    basis: str


# On one day: first the post, then what it is, then who leaves, then who comes.
_ORDER = {"established": 0, "abolished": 9}
_BEGAN, _ENDED = 6, 5


def life(
    facts: tuple[
        Sequence[PostExistence],
        Sequence[PostTitle],
        Sequence[PostPlacement],
        Sequence[PortfolioEntry],
        Sequence[Appointment],
    ],
    people: Mapping[int, str],
    bodies: Mapping[int, Named],
    exceptions: Sequence[EquivalenceException] = (),
) -> tuple[LifeEvent, ...]:
    """What happened to the post, earliest first, told from everything that is known of it, each in order."""
    existences, titles, placements, entries, appointments = facts
    events: list[LifeEvent] = []
    for existence in existences:
        events.append(_event(existence, existence.period.start, "established"))
        if not existence.period.end.is_open:
            events.append(_event(existence, existence.period.end, "abolished", True))
    for index, row in enumerate(titles):
        events.append(_event(row, row.period.start, "retitled" if index else "titled", title=str(row.title)))
    for index, placed in enumerate(placements):
        body = str(bodies.get(placed.organisation_id, ""))
        events.append(_event(placed, placed.period.start, "moved" if index else "placed", organisation=body))
    until = max((event.when for event in events if event.code == "abolished"), default=Bound.open())
    for entry in entries:
        function = str(entry.function)
        events += _began_and_ended(entry, "function_added", "function_removed", until, function=function)
    for exception in exceptions:
        says = "counted" if exception.counts else "not_counted"
        events += _began_and_ended(exception, f"{says}_began", f"{says}_ended", until)
    for held in appointments:
        person = somebody(people, held.person_id)
        events += _began_and_ended(
            held, f"{held.capacity}_began", f"{held.capacity}_ended", Bound.open(), person=person
        )
    return tuple(sorted(events, key=_place))


def _place(event: LifeEvent) -> tuple[Any, ...]:
    order = _BEGAN if event.code.endswith("_began") else _ENDED if event.code.endswith("_ended") else 3
    return (event.when.latest, event.when.earliest, _ORDER.get(event.code, order))


def _began_and_ended(row: Any, began: str, ended: str, until: Bound, **params: str) -> list[LifeEvent]:
    """Both ends of a fact; an end that is the end of the post itself is not told again."""
    events = [_event(row, row.period.start, began, False, **params)]
    if not row.period.end.is_open and row.period.end != until:
        events.append(_event(row, row.period.end, ended, True, **params))
    return events


def _event(fact: Any, when: Bound, code: str, is_end: bool = False, /, **params: str) -> LifeEvent:
    """The instrument of a fact is that of its beginning; by what it ended stands in the history."""
    return LifeEvent(when, code, params, None if is_end else fact.instrument, fact.basis)
