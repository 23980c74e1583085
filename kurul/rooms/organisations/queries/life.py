"""The life of a body as a timeline that anyone can read aloud: founded, renamed, moved, raised, abolished."""

from dataclasses import dataclass
from typing import Any

from kurul.kernel.temporal.bounds import Bound
from kurul.kernel.temporal.look import Look
from kurul.rooms.law.public import Instrument
from kurul.rooms.organisations.models import Classification, Existence, Name, Placement
from kurul.rooms.organisations.queries.reading import names_on


@dataclass(frozen=True)
class LifeEvent:
    """One thing that happened to a body."""

    when: Bound
    code: str  # key of wording.LIFE
    params: dict[str, str]
    instrument: Instrument | None
    basis: str = "stated"


def life(pk: int, look: Look) -> tuple[LifeEvent, ...]:
    """What happened to the organisation, earliest first, by the knowledge looked with: five queries."""
    moment = look.known_at

    def facts(model: Any, *related: str) -> list[Any]:
        rows = model.objects.known_at(moment).filter(organisation_id=pk)
        return list(rows.select_related("instrument", *related).in_order())

    events: list[LifeEvent] = []
    for existence in facts(Existence):
        events.append(_event(existence, existence.period.start, "founded"))
        if not existence.period.end.is_open:
            events.append(_event(existence, existence.period.end, "abolished"))
    events += _names(facts(Name))
    events += _classes(facts(Classification, "kind", "level"))
    placements = facts(Placement)
    parents = names_on({row.parent_id for row in placements}, look)
    for index, row in enumerate(placements):
        parent = str(parents.get(row.parent_id, ""))
        events.append(_event(row, row.period.start, "moved" if index else "placed", parent=parent))
    order = {"founded": 0, "abolished": 9}
    return tuple(sorted(events, key=lambda e: (e.when.latest, e.when.earliest, order.get(e.code, 5))))


def _names(rows: list[Name]) -> list[LifeEvent]:
    return [
        _event(row, row.period.start, "renamed" if index else "named", name=str(row.name) or row.abbreviation)
        for index, row in enumerate(rows)
    ]


def _classes(rows: list[Classification]) -> list[LifeEvent]:
    found = []
    for index, row in enumerate(rows):
        before = rows[index - 1] if index else None
        code = "classified"
        if before is not None:
            code = "reclassified"
            if before.level and row.level and before.level.rank != row.level.rank:
                code = "raised" if row.level.rank > before.level.rank else "lowered"
        level = f" ({row.level})" if row.level else ""
        found.append(_event(row, row.period.start, code, kind=f"{row.kind}{level}", level=str(row.level or "")))
    return found


def _event(fact: Any, when: Bound, code: str, **params: str) -> LifeEvent:
    return LifeEvent(when, code, params, fact.instrument, fact.basis)
