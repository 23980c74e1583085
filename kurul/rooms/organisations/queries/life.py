"""The life of a body as a timeline that anyone can read aloud: founded, renamed, moved, raised, abolished."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from kurul.kernel.identity.actors import Actor
from kurul.kernel.identity.visibility import asking, visible_to
from kurul.kernel.prepared import prepared
from kurul.kernel.temporal.bounds import Bound
from kurul.kernel.temporal.look import Look
from kurul.rooms.law.public import Instrument
from kurul.rooms.organisations.models import (
    Affiliation,
    ChangeKind,
    Classification,
    Completeness,
    Existence,
    Identifier,
    Name,
    Organisation,
    OrganisationFact,
    Placement,
)
from kurul.rooms.organisations.queries.changes import Change
from kurul.rooms.organisations.queries.reading import kinds, levels, nearest


@dataclass(frozen=True)
class LifeEvent:
    """One thing that happened to a body."""

    when: Bound
    code: str  # key of wording.LIFE
    params: dict[str, str]
    instrument: Instrument | None
    basis: str = "stated"
    change: int | None = None  # the change event that says so; None: only a register does
    note: str = ""


@dataclass(frozen=True)
class Said:
    """All that is said of one body by the knowledge looked with, each sort in the order in which it began."""

    existences: list[Existence]
    names: list[Name]
    classifications: list[Classification]
    placements: list[Placement]
    identifiers: list[Identifier]


def said_of(pk: int, look: Look, actor: Actor, *, with_identifiers: bool = True) -> Said:
    """Everything that is said of one body: five queries, without its identifiers four; one more for instruments.

    Its existences come with the body itself; there are none of a body that the actor may not see.
    """
    known_at = look.known_at
    said = Said(
        _existences(pk, known_at, actor=asking(actor, Organisation)),
        _known(pk, known_at, model=Name),
        _known(pk, known_at, model=Classification),
        _known(pk, known_at, model=Placement),
        _known(pk, known_at, model=Identifier) if with_identifiers else [],
    )
    _complete(said)
    return said


@prepared
def _existences(pk: int, known_at: datetime | None, *, actor: Actor) -> QuerySet[Existence]:
    seen = visible_to(Organisation.objects.filter(pk=pk), actor)
    # The number is said once more: SQLite would read all existences to find those of the bodies seen.
    rows = Existence.objects.known_at(known_at).filter(organisation_id=pk, organisation__in=seen)
    return rows.select_related("organisation").annotate(**_rarely(known_at)).in_order()


def _rarely(known_at: datetime | None) -> dict[str, Exists]:
    """Whether there is anything of what is said of few bodies: the page asks for it only then."""
    of = {"organisation_id": OuterRef("organisation_id")}
    return {
        "is_affiliated": Exists(Affiliation.objects.known_at(known_at).filter(**of)),
        "is_stated_complete": Exists(Completeness.objects.known_at(known_at).filter(**of)),
    }


@prepared
def _known(pk: int, known_at: datetime | None, *, model: Any) -> Any:
    return model.objects.known_at(known_at).filter(organisation_id=pk).in_order()


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
        for row in said.classifications:  # one that was entered while this request runs is read when it is asked for
            if row.kind_id in kind_of:
                row.kind = kind_of[row.kind_id]
            if row.level_id in level_of:
                row.level = level_of[row.level_id]


# The kind of change that says the same as an entry of the life, by the code of the entry.
SAYS = {
    "founded": ChangeKind.FOUNDED,
    "abolished": ChangeKind.ABOLISHED,
    "renamed": ChangeKind.RENAMED,
    "placed": ChangeKind.MOVED,
    "moved": ChangeKind.MOVED,
    "reclassified": ChangeKind.RECLASSIFIED,
    "raised": ChangeKind.RECLASSIFIED,
    "lowered": ChangeKind.RECLASSIFIED,
}


def life(pk: int, said: Said, names: Mapping[int, list[Name]], changes: Sequence[Change] = ()) -> tuple[LifeEvent, ...]:
    """What happened to the body, earliest first. `names` are the names of its parents, all there ever were.

    What several bodies underwent together is told once: a merger says that the body came to be.
    """
    events = _of_facts(said, names)
    together = [found for change in changes for found in _together(pk, change)]
    begun = {event.when for event in together if event.code in BEGINNINGS}
    ended = {event.when for event in together if event.code in ENDINGS}
    by_kind = {(change.kind, change.day): change for change in changes}
    own = []
    for event in events:
        if (event.code == "founded" and event.when in begun) or (event.code == "abolished" and event.when in ended):
            continue
        change = by_kind.get((SAYS.get(event.code, ""), event.when))
        own.append(replace(event, change=change.id, note=change.note) if change else event)
    order = {"founded": 0, "abolished": 9, **dict.fromkeys(BEGINNINGS, 0), **dict.fromkeys(ENDINGS, 9)}
    return tuple(sorted([*own, *together], key=lambda e: (e.when.latest, e.when.earliest, order.get(e.code, 5))))


BEGINNINGS = ("split_from", "merged_from")
ENDINGS = ("split_into", "merged_into", "absorbed_into")


def _together(pk: int, change: Change) -> Iterator[LifeEvent]:
    """What a change of several bodies is for this one."""
    begins, ends = pk not in change.before, pk not in change.after
    others = tuple(body for body in change.bodies if body.id != pk)
    code, told = "", others
    match change.kind:
        case ChangeKind.MERGED:
            code, told = ("merged_from", change.ends) if begins else ("merged_into", change.begins)
        case ChangeKind.SPLIT if begins:
            code, told = "split_from", tuple(body for body in (*change.ends, *change.goes_on) if body.id != pk)
        case ChangeKind.SPLIT:
            code, told = ("split_into" if ends else "split_off"), change.begins
        case ChangeKind.ABSORBED:
            code, told = ("absorbed_into", change.goes_on) if ends else ("absorbed", change.ends)
        case ChangeKind.TRANSFERRED:
            code = "gave" if change.before and change.before[0] == pk else "received"
    if code:
        names = ", ".join(str(body) for body in told)
        yield LifeEvent(change.day, code, {"names": names}, change.instrument, change.basis, change.id, change.note)


def _of_facts(said: Said, names: Mapping[int, list[Name]]) -> list[LifeEvent]:
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
    return events


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
