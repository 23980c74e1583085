"""Change events as people read them: of one body, as a list, one with all that it caused."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from kurul.kernel.identity.actors import Actor
from kurul.kernel.identity.visibility import asking, visible_to
from kurul.kernel.prepared import prepared
from kurul.kernel.temporal.bounds import Bound
from kurul.kernel.temporal.look import Look
from kurul.kernel.translated import Translated
from kurul.rooms.law.public import Instrument
from kurul.rooms.organisations.models import (
    ChangeEvent,
    ChangeKind,
    ChangePart,
    Name,
    Placement,
    Reorganisation,
    ReorganisationStep,
    Side,
)
from kurul.rooms.organisations.queries.reading import Named, nearest


@dataclass(frozen=True)
class Change:
    """Something that happened to bodies, with their names at that time."""

    id: int
    kind: str
    day: Bound
    before: tuple[int, ...]
    after: tuple[int, ...]
    instrument: Instrument | None
    note: str
    basis: str
    reorganisation: int | None
    caused_by: int | None
    names: Mapping[int, Named]
    above: Mapping[int, Named]  # under which bodies they stood then, where that was asked for

    @property
    def label(self) -> Any:
        """What happened, in a word."""
        return ChangeKind(self.kind).label

    @property
    def begins(self) -> tuple[Named, ...]:
        """The bodies that there were not before."""
        return self._named(pk for pk in self.after if pk not in self.before)

    @property
    def ends(self) -> tuple[Named, ...]:
        """The bodies that there are not after."""
        return self._named(pk for pk in self.before if pk not in self.after)

    @property
    def goes_on(self) -> tuple[Named, ...]:
        """The bodies that were there before and are there after."""
        return self._named(pk for pk in self.before if pk in self.after)

    @property
    def bodies(self) -> tuple[Named, ...]:
        """All of them, those before first."""
        return (*self.ends, *self.goes_on, *self.begins)

    @property
    def bodies_text(self) -> str:
        """Their names in one line, each with the one above it, for units of many bodies are called alike."""
        return ", ".join(
            f"{body} ({self.above[body.id]})" if body.id in self.above else str(body) for body in self.bodies
        )

    def _named(self, numbers: Iterable[int]) -> tuple[Named, ...]:
        return tuple(self.names.get(pk) or Named(pk, Translated()) for pk in numbers)


@dataclass(frozen=True)
class ChangeFilters:
    """What the list of changes is narrowed to."""

    kind: str = ""
    without_instrument: bool = False


@dataclass(frozen=True)
class ChangePage:
    """One change, what it caused, and of what it is part."""

    change: Change
    consequences: tuple[Change, ...]
    cause: Change | None
    reorganisation: Reorganisation | None
    is_superseded: bool


def _rows(known_at: datetime | None, actor: Actor) -> Any:
    return visible_to(ChangeEvent.objects.known_at(known_at), actor).select_related("instrument")


def changes_of(organisation: int, look: Look, actor: Actor) -> list[ChangeEvent]:
    """The change events in which a body takes part, earliest first, by the knowledge looked with: one query."""
    return _changes_of(organisation, look.known_at, actor=asking(actor, ChangeEvent))


@prepared
def _changes_of(organisation: int, known_at: datetime | None, *, actor: Actor) -> QuerySet[ChangeEvent]:
    mine = ChangePart.objects.filter(event=OuterRef("pk"), organisation=organisation)
    return _rows(known_at, actor).filter(Exists(mine)).order_by("day_latest", "pk")


def sides_of(events: Collection[ChangeEvent]) -> dict[int, tuple[tuple[int, ...], tuple[int, ...]]]:
    """The bodies before and after each event: one query."""
    found: dict[int, tuple[list[int], list[int]]] = {event.pk: ([], []) for event in events}
    for event, organisation, side in _sides_of(tuple(found)):
        found[event][0 if side == Side.BEFORE else 1].append(organisation)
    return {event: (tuple(before), tuple(after)) for event, (before, after) in found.items()}


@prepared
def _sides_of(events: tuple[int, ...]) -> QuerySet[ChangePart, tuple[int, int, str]]:
    rows = ChangePart.objects.filter(event__in=events).order_by("pk")
    return rows.values_list("event", "organisation", "side")


def told(
    events: Collection[ChangeEvent],
    sides: Mapping[int, tuple[tuple[int, ...], tuple[int, ...]]],
    names: Mapping[int, list[Name]],
    placed: Mapping[int, list[Placement]] | None = None,
) -> tuple[Change, ...]:
    """The events as people read them; `names` are all names that the bodies ever had, `placed` where they ever stood.

    Without `placed` it is not told under which bodies they stood.
    """
    return tuple(_told(event, *sides[event.pk], names, placed or {}) for event in events)


def _told(
    event: ChangeEvent,
    before: tuple[int, ...],
    after: tuple[int, ...],
    names: Mapping[int, list[Name]],
    placed: Mapping[int, list[Placement]],
) -> Change:
    day, bodies = event.day.latest, {*before, *after}
    above = {pk: row.parent_id for pk in bodies if (row := _standing(placed.get(pk, []), day)) is not None}
    return Change(
        id=event.pk,
        kind=event.kind,
        day=event.day,
        before=before,
        after=after,
        instrument=event.instrument,
        note=event.note,
        basis=event.basis,
        reorganisation=event.reorganisation_id,
        caused_by=event.caused_by_id,
        names={pk: _called(pk, names.get(pk, []), day) for pk in bodies},
        above={pk: _called(parent, names.get(parent, []), day) for pk, parent in above.items()},
    )


def _standing(rows: list[Placement], day: date) -> Placement | None:
    """Where a body stood on the day of a change, or until that day."""
    row: Placement | None = nearest(rows, day)
    return row if row is not None and row.period.start.earliest <= day <= row.period.end.latest else None


def _called(pk: int, rows: list[Name], day: date) -> Named:
    row = nearest(rows, day)
    return Named(pk, row.name, row.abbreviation) if row else Named(pk, Translated())


def names_ever(bodies: Collection[int], look: Look) -> dict[int, list[Name]]:
    """All names that bodies ever had, by the knowledge looked with: one query."""
    names: dict[int, list[Name]] = {}
    for row in _names_ever(tuple(set(bodies)), look.known_at):
        names.setdefault(row.organisation_id, []).append(row)
    return names


@prepared
def _names_ever(bodies: tuple[int, ...], known_at: datetime | None) -> QuerySet[Name]:
    return Name.objects.known_at(known_at).filter(organisation_id__in=bodies).in_order()


def latest_named(bodies: Collection[int], look: Look) -> dict[int, Named]:
    """Each body by its name on the day, or the nearest one to it: one query."""
    found = names_ever(bodies, look)
    return {pk: _called(pk, found.get(pk, []), look.day) for pk in bodies}


def changes_of_one(organisation: int, look: Look, actor: Actor) -> tuple[Change, ...]:
    """What happened to one body, earliest first: four queries."""
    return _whole(changes_of(organisation, look, actor), look)


def _whole(events: Collection[ChangeEvent], look: Look) -> tuple[Change, ...]:
    sides = sides_of(events)
    bodies = {pk for before, after in sides.values() for pk in (*before, *after)}
    placed = _placed_ever(bodies, look)
    parents = {row.parent_id for rows in placed.values() for row in rows}
    return told(events, sides, names_ever({*bodies, *parents}, look), placed)


def _placed_ever(bodies: Collection[int], look: Look) -> dict[int, list[Placement]]:
    """Where bodies ever stood, by the knowledge looked with: one query."""
    found: dict[int, list[Placement]] = {}
    for row in Placement.objects.known_at(look.known_at).filter(organisation_id__in=bodies).in_order():
        found.setdefault(row.organisation_id, []).append(row)
    return found


def changes(
    filters: ChangeFilters, look: Look, actor: Actor, *, order: str = "-day", start: int = 0, size: int = 50
) -> tuple[Change, ...]:
    """A part of the list of changes, the latest first: four queries whatever the size."""
    columns = ("-day_latest", "-pk") if order.startswith("-") else ("day_latest", "pk")
    return _whole(list(_narrowed(filters, look, actor).order_by(*columns)[start : start + size]), look)


def how_many_changes(filters: ChangeFilters, look: Look, actor: Actor) -> int:
    """How many rows the list of changes has: one query."""
    return int(_narrowed(filters, look, actor).count())


def _narrowed(filters: ChangeFilters, look: Look, actor: Actor) -> Any:
    rows = _rows(look.known_at, actor)
    if filters.kind:
        rows = rows.filter(kind=filters.kind)
    return rows.filter(instrument__isnull=True) if filters.without_instrument else rows


def change_page(pk: int, look: Look, actor: Actor) -> ChangePage | None:
    """One change with what it caused and what caused it, None when there is none to see: at most six queries.

    A change that was corrected or withdrawn meanwhile still has its page, which says so.
    """
    events = visible_to(ChangeEvent.objects.all(), actor).select_related("instrument", "reorganisation")
    event = events.filter(pk=pk).first()
    if event is None or (look.known_at is not None and event.recorded_at > look.known_at):
        return None
    caused = list(_rows(look.known_at, actor).filter(caused_by=pk).order_by("pk"))
    cause = list(events.filter(pk=event.caused_by_id)) if event.caused_by_id else []
    first, *rest = _whole([event, *cause, *caused], look)
    return ChangePage(
        change=first,
        cause=rest[0] if cause else None,
        consequences=tuple(rest[len(cause) :]),
        reorganisation=event.reorganisation,
        is_superseded=event.superseded_at is not None
        and (look.known_at is None or event.superseded_at <= look.known_at),
    )


# --- reorganisations --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ReorganisationRow:
    """One line of the list of reorganisations."""

    id: int
    title: Translated
    day: Bound
    state: str
    steps: int
    instrument: Instrument | None

    @property
    def status(self) -> str:
        """The code of its status."""
        return f"organisations.{self.state}"


def reorganisations(look: Look, actor: Actor) -> tuple[ReorganisationRow, ...]:
    """The reorganisations that the actor may see, the latest day first: two queries."""
    rows = visible_to(Reorganisation.objects.all(), actor).select_related("instrument").prefetch_related("steps")
    rows = _as_known(rows, look)
    return tuple(
        ReorganisationRow(row.pk, row.title, row.day, row.as_known(look.known_at), len(row.steps.all()), row.instrument)
        for row in rows
    )


def _as_known(rows: Any, look: Look) -> Any:
    """Without those that were not entered yet at the moment, or were still drafts."""
    if look.known_at is None:
        return rows
    settled = Q(settled_at__isnull=True) | Q(settled_at__lte=look.known_at)
    return rows.filter(settled, recorded_at__lte=look.known_at)


def reorganisation(pk: int, look: Look, actor: Actor) -> Reorganisation | None:
    """A reorganisation that the actor may see and that was known, with its instrument and place: one query."""
    rows = _as_known(visible_to(Reorganisation.objects.all(), actor), look).select_related("instrument", "under")
    return rows.filter(pk=pk).first()


def steps_of(reorganisation_pk: int, actor: Actor) -> list[ReorganisationStep]:
    """Its steps in their order: one query."""
    return list(visible_to(ReorganisationStep.objects.filter(reorganisation=reorganisation_pk), actor))


def events_of_reorganisation(pk: int, look: Look, actor: Actor) -> tuple[Change, ...]:
    """The changes that an applied reorganisation brought: four queries."""
    own = _rows(look.known_at, actor).filter(reorganisation=pk, caused_by__isnull=True)
    return _whole(list(own.order_by("pk")), look)


def changes_told(numbers: Iterable[int], look: Look) -> tuple[Change, ...]:
    """These changes as people read them, in the order in which they were recorded: four queries."""
    rows = ChangeEvent.objects.filter(pk__in=list(numbers)).select_related("instrument").order_by("pk")
    return _whole(list(rows), look)


def reorganisation_titles(ids: Iterable[int]) -> dict[int, str]:
    """Titles for references; who may see them the caller has asked."""
    rows = Reorganisation.objects.filter(pk__in=set(ids))
    return {row.pk: str(row.title) for row in rows}
