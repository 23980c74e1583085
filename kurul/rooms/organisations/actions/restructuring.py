"""Changes of several bodies at once: split, merger, absorption, and the transfer of units and functions."""

from collections.abc import Iterable, Mapping, Sequence

from kurul.kernel.actions import record, writes
from kurul.kernel.identity.actors import Actor
from kurul.kernel.refusals import refuse_if
from kurul.kernel.temporal import facts
from kurul.kernel.temporal.bounds import Bound, Period
from kurul.kernel.temporal.look import Look
from kurul.rooms.law.public import Instrument
from kurul.rooms.organisations import queries, rules, wording
from kurul.rooms.organisations.actions.applying import (
    NewBody,
    end_body,
    enter,
    existence_of,
    living_parts,
    may_change,
    may_enter,
    place,
    take_along,
    told,
)
from kurul.rooms.organisations.actions.happening import happened
from kurul.rooms.organisations.models import ChangeEvent, ChangeKind, Organisation, Placement


@writes
def merge(
    *,
    organisation: Organisation,
    others: Sequence[Organisation],
    into: NewBody,
    day: Bound,
    by: Actor,
    version: int,
    instrument: Instrument | None = None,
    note: str = "",
) -> Organisation:
    """The body and others end on `day` and one new body takes their place; what stood under them stands under it.

    Returns the new body. Raises Refused (fewer than two, one named twice, one that does not exist then), Stale,
    NotPermitted.
    """
    merged = [organisation, *others]
    may_change(organisation, version, by)
    refuse_if(rules.are_different([body.pk for body in merged], field="others"), rules.merges_several(len(merged)))
    for body in others:
        take_along(body, by)
    may_enter(into, by)
    refuse_if(*(rules.exists_on(existence_of(body), day) for body in merged))
    parts = _parts_of(merged, day)
    for body in merged:
        end_body(body, day)
    made = enter(into, Period(day, Bound.open()), instrument=instrument)
    event = happened(ChangeKind.MERGED, day, before=merged, after=[made], instrument=instrument, note=note)
    moved = _move_all(parts, made, event, by)
    after = {**told(into), "out_of": [body.pk for body in merged], "moved": moved, "day": str(day)}
    record(wording.MERGED, made, by=by, about=merged, after=after, instrument=instrument)
    return made


@writes
def absorb(
    *,
    organisation: Organisation,
    others: Sequence[Organisation],
    day: Bound,
    by: Actor,
    version: int,
    instrument: Instrument | None = None,
    note: str = "",
) -> ChangeEvent:
    """The body takes others in: they end on `day`, it goes on, and what stood under them stands under it.

    Raises Refused (itself, one that does not exist then, one under which it stands itself), Stale, NotPermitted.
    """
    may_change(organisation, version, by)
    refuse_if(
        rules.are_different([organisation.pk, *(body.pk for body in others)], field="others"),
        rules.merges_several(len(others) + 1),
    )
    for body in others:
        take_along(body, by)
    refuse_if(*(rules.exists_on(existence_of(body), day) for body in [organisation, *others]))
    parts = _parts_of(others, day)
    for body in others:
        end_body(body, day)
    event = happened(
        ChangeKind.ABSORBED, day, before=[organisation, *others], after=[organisation], instrument=instrument, note=note
    )
    moved = _move_all(parts, organisation, event, by)
    after = {"absorbed": [body.pk for body in others], "moved": moved, "day": str(day)}
    record(wording.ABSORBED, organisation, by=by, about=others, after=after, instrument=instrument)
    return event


@writes
def split(
    *,
    organisation: Organisation,
    into: Sequence[NewBody],
    goes_on: bool,
    homes: Mapping[int, int],
    day: Bound,
    by: Actor,
    version: int,
    instrument: Instrument | None = None,
    note: str = "",
) -> list[Organisation]:
    """Out of the body come new ones on `day`; it `goes_on` beside them, or ends.

    `homes` says for each part (by its number) under which of the new bodies, counted from 0, it stands from then on; a
    part without a home stays under a body that goes on. Returns the new bodies. Raises Refused, Stale, NotPermitted.
    """
    may_change(organisation, version, by)
    refuse_if(
        rules.splits_into_several(len(into) + goes_on),
        rules.exists_on(existence_of(organisation), day),
    )
    for new in into:
        may_enter(new, by)
    parts = living_parts(organisation, day)
    placed = {part.organisation_id: homes[part.organisation_id] for part in parts if part.organisation_id in homes}
    if not goes_on:
        refuse_if(rules.all_have_a_home(sum(part.organisation_id not in placed for part in parts)))
        end_body(organisation, day)
    made = [enter(new, Period(day, Bound.open()), instrument=instrument) for new in into]
    after = [*([organisation] if goes_on else []), *made]
    event = happened(ChangeKind.SPLIT, day, before=[organisation], after=after, instrument=instrument, note=note)
    moved: list[int] = []
    for index, body in enumerate(made):
        moved += _move_all([part for part in parts if placed.get(part.organisation_id) == index], body, event, by)
    said = {"into": [{"id": body.pk, **told(new)} for body, new in zip(made, into, strict=True)], "goes_on": goes_on}
    record(
        wording.SPLIT,
        organisation,
        by=by,
        about=made,
        after={**said, "moved": moved, "day": str(day)},
        instrument=instrument,
    )
    return made


@writes
def transfer(
    *,
    organisation: Organisation,
    to: Organisation,
    units: Sequence[Organisation],
    day: Bound,
    by: Actor,
    version: int,
    instrument: Instrument | None = None,
    note: str = "",
) -> ChangeEvent:
    """Units of the body, or functions that `note` names, belong to another body from `day` on; both go on.

    Raises Refused (to itself, nothing transferred, a unit that does not stand under it then), Stale, NotPermitted.
    """
    may_change(organisation, version, by)
    refuse_if(
        rules.are_different([organisation.pk, to.pk], field="to"),
        rules.transfers_something(len(units), note),
        rules.exists_on(existence_of(organisation), day),
        rules.parent_exists(existence_of(to), day, field="to"),
    )
    take_along(to, by)
    below = queries.within([organisation.pk], Look(day.latest)) - {organisation.pk}
    refuse_if(*(rules.stands_under(unit.pk, below) for unit in units))
    both = [organisation, to]
    event = happened(ChangeKind.TRANSFERRED, day, before=both, after=both, instrument=instrument, note=note)
    for unit in units:
        take_along(unit, by)
        place(unit, to, day, instrument=instrument)
        happened(ChangeKind.MOVED, day, before=[unit], after=[unit], instrument=instrument, caused_by=event)
    after = {"to": to.pk, "moved": [unit.pk for unit in units], "note": note, "day": str(day)}
    record(wording.TRANSFERRED, organisation, by=by, about=[to, *units], after=after, instrument=instrument)
    return event


def _parts_of(bodies: Iterable[Organisation], day: Bound) -> list[Placement]:
    """What stands under the bodies after the day, without those that end with them."""
    ending = {body.pk for body in bodies}
    return [part for body in bodies for part in living_parts(body, day) if part.organisation_id not in ending]


def _move_all(parts: Iterable[Placement], parent: Organisation, event: ChangeEvent, by: Actor) -> list[int]:
    """Let what stood, or was to stand, under a body that ended stand under another; returns the numbers."""
    moved = []
    for part in parts:
        unit = part.organisation
        take_along(unit, by)
        if Period(part.period.start, event.day).is_possible:
            place(unit, parent, event.day, instrument=event.instrument)
            happened(
                ChangeKind.MOVED, event.day, before=[unit], after=[unit], instrument=event.instrument, caused_by=event
            )
        else:  # it was to come under it later only
            above = queries.ever_above(parent.pk, part.period)
            refuse_if(
                rules.parent_outlasts(existence_of(parent), part.period.end), rules.is_not_under_itself(unit.pk, above)
            )
            facts.correct(part, parent=parent)
        moved.append(unit.pk)
    return moved
