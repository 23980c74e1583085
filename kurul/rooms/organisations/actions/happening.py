"""Keeping that something happened to bodies: one change event with its parts. Called by the actions, never alone."""

from collections.abc import Iterable

from kurul.kernel.temporal.bounds import Bound
from kurul.rooms.law.public import Instrument
from kurul.rooms.organisations.models import ChangeEvent, ChangeKind, ChangePart, Organisation, Side


def happened(
    kind: ChangeKind,
    day: Bound,
    *,
    before: Iterable[Organisation] = (),
    after: Iterable[Organisation] = (),
    instrument: Instrument | None = None,
    note: str = "",
    caused_by: ChangeEvent | None = None,
) -> ChangeEvent:
    """Keep one change event: what was there before it, and what is there after it. Two queries."""
    event = ChangeEvent.objects.create(
        kind=kind,
        day_earliest=day.earliest,
        day_latest=day.latest,
        instrument=instrument,
        note=note,
        caused_by=caused_by,
    )
    sides = [(Side.BEFORE, body) for body in before] + [(Side.AFTER, body) for body in after]
    ChangePart.objects.bulk_create(
        ChangePart(event=event, organisation=body, side=side)
        for side, body in {(side, body.pk): (side, body) for side, body in sides}.values()
    )
    return event
