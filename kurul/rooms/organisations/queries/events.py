"""Change events with their parts, for exports."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kurul.kernel.identity.actors import Actor
from kurul.kernel.identity.visibility import visible_to
from kurul.kernel.temporal.bounds import Bound
from kurul.kernel.temporal.facts import held_true
from kurul.kernel.temporal.look import Look
from kurul.kernel.translated import Translated
from kurul.rooms.law.public import Instrument
from kurul.rooms.organisations.models import ChangeEvent, ChangePart, Classification, Placement, Side
from kurul.rooms.organisations.queries.reading import names_on

BATCH = 500


@dataclass(frozen=True)
class Happened:
    """One change event: which bodies were there before and after."""

    kind: str
    day: Bound
    instrument: Instrument | None
    note: str
    basis: str
    recorded_at: datetime
    before: tuple[int, ...]
    after: tuple[int, ...]

    @property
    def parts(self) -> set[int]:
        """All bodies that it concerns."""
        return {*self.before, *self.after}


@dataclass(frozen=True)
class Part:
    """A body directly under another on the day, by its name then."""

    id: int
    name: Translated
    is_unit: bool


def events_of(organisation: int, look: Look, actor: Actor) -> list[Happened]:
    """The change events that concern a body, earliest first, by the knowledge looked with: two queries."""
    rows = ChangePart.objects.filter(held_true(look.known_at, "event__"), organisation_id=organisation)
    events = visible_to(ChangeEvent.objects.known_at(look.known_at), actor)
    return _with_parts(list(_ordered(events.filter(pk__in=rows.values("event_id")))))


def events_of_all(look: Look, actor: Actor) -> Iterator[list[Happened]]:
    """All change events in batches: two queries each."""
    events = visible_to(ChangeEvent.objects.known_at(look.known_at), actor).select_related("instrument__kind")
    last = 0
    while batch := list(events.filter(pk__gt=last).order_by("pk")[:BATCH]):
        last = batch[-1].pk
        yield _with_parts(batch)
        if len(batch) < BATCH:
            return


def _ordered(events: Any) -> Any:
    return events.select_related("instrument__kind").order_by("day_latest", "pk")


def _with_parts(events: list[ChangeEvent]) -> list[Happened]:
    sides: dict[tuple[int, str], list[int]] = {}
    if events:
        rows = ChangePart.objects.filter(event_id__in=[event.pk for event in events]).order_by("pk")
        for event, side, body in rows.values_list("event_id", "side", "organisation_id"):
            sides.setdefault((event, side), []).append(body)
    return [
        Happened(
            event.kind,
            event.day,
            event.instrument,
            event.note,
            event.basis,
            event.recorded_at,
            tuple(sides.get((event.pk, Side.BEFORE.value), ())),
            tuple(sides.get((event.pk, Side.AFTER.value), ())),
        )
        for event in events
    ]


def parts_on(organisation: int, look: Look, actor: Actor) -> list[Part]:
    """What stands, or may stand, directly under a body on the day: three queries."""
    rows = visible_to(Placement.objects.possibly_as_of(look.day, look.known_at), actor).filter(parent_id=organisation)
    below = sorted({row.organisation_id for row in rows})
    if not below:
        return []
    names = names_on(below, look)
    units = Classification.objects.possibly_as_of(look.day, look.known_at).filter(
        organisation_id__in=below, kind__is_unit=True
    )
    are_units = set(units.values_list("organisation_id", flat=True))
    return [Part(number, names[number].name, number in are_units) for number in below if number in names]
