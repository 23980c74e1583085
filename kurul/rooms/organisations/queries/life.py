"""The life of a body as a timeline that anyone can read aloud: founded, renamed, moved, raised, abolished."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kurul.kernel.temporal.bounds import Bound
from kurul.kernel.temporal.look import Look
from kurul.rooms.law.public import Instrument
from kurul.rooms.organisations.models import (
    Classification,
    Existence,
    Identifier,
    Name,
    OrganisationFact,
    Placement,
)
from kurul.rooms.organisations.queries.reading import kinds, levels, nearest


@dataclass(frozen=True)
class LifeEvent:
    """One thing that happened to a body."""

    when: Bound
    code: str  # key of wording.LIFE
    params: dict[str, str]
    instrument: Instrument | None
    basis: str = "stated"


@dataclass(frozen=True)
class Said:
    """All that is said of one body by the knowledge looked with, each sort in the order in which it began."""

    existences: list[Existence]
    names: list[Name]
    classifications: list[Classification]
    placements: list[Placement]
    identifiers: list[Identifier]


def said_of(pk: int, look: Look, *, with_identifiers: bool = True) -> Said:
    """Everything that is said of one body: five queries, without its identifiers four; one more for instruments."""

    def known(model: Any) -> list[Any]:
        return list(model.objects.known_at(look.known_at).filter(organisation_id=pk).in_order())

    said = Said(
        known(Existence),
        known(Name),
        known(Classification),
        known(Placement),
        known(Identifier) if with_identifiers else [],
    )
    _complete(said)
    return said


def _complete(said: Said) -> None:
    """Give the rows their instruments (one query where there are any), kinds and levels (which are remembered)."""
    rows: list[OrganisationFact] = [
        *said.existences, *said.names, *said.classifications, *said.placements, *said.identifiers,
    ]  # fmt: skip
    wanted = {row.instrument_id for row in rows if row.instrument_id is not None}
    instruments = Instrument.objects.in_bulk(wanted) if wanted else {}
    for row in rows:
        if row.instrument_id is not None:
            row.instrument = instruments[row.instrument_id]
    if said.classifications:
        kind_of = {kind.pk: kind for kind in kinds()}
        level_of = {level.pk: level for level in levels()}
        for row in said.classifications:
            row.kind = kind_of[row.kind_id]
            row.level = None if row.level_id is None else level_of[row.level_id]


def life(said: Said, names: Mapping[int, list[Name]]) -> tuple[LifeEvent, ...]:
    """What happened to the body, earliest first. `names` are the names of its parents, all there ever were."""
    events: list[LifeEvent] = []
    for existence in said.existences:
        events.append(_event(existence, existence.period.start, "founded"))
        if not existence.period.end.is_open:
            events.append(_event(existence, existence.period.end, "abolished"))
    events += _names(said.names)
    events += _classes(said.classifications)
    for index, row in enumerate(said.placements):
        # How the parent was called when the body was placed under it.
        called = nearest(names.get(row.parent_id, []), row.period.start.latest)
        parent = (str(called.name) or called.abbreviation) if called else ""
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
