"""A reorganisation that was applied is taken back as one: every change that it brought, or none."""

from collections.abc import Iterator

from kurul.kernel.actions import record, write_moment, writes
from kurul.kernel.identity.actors import Actor
from kurul.kernel.refusals import Conflict, Refused, refuse_if
from kurul.kernel.rules import Finding
from kurul.kernel.temporal.look import Look
from kurul.rooms.organisations import queries, rules, wording
from kurul.rooms.organisations.actions.correcting import bodies_of, withdraw_event
from kurul.rooms.organisations.actions.reorganising import claim, told
from kurul.rooms.organisations.models import ChangeEvent, Organisation, Reorganisation, ReorganisationState

LISTED = 10  # later changes that a refusal names


@writes
def take_back(*, reorganisation: Reorganisation, reason: str, by: Actor, version: int) -> Reorganisation:
    """Nothing that the reorganisation brought took place: its changes are withdrawn, the last one first.

    Raises Refused (no reason), Conflict with what stands against each change and what was recorded since about its
    bodies, Stale, NotPermitted.
    """
    row = claim(reorganisation, version, by)
    refuse_if(rules.is_applied(row.state == ReorganisationState.APPLIED), rules.has_a_reason(reason))
    before = told(row)
    held = ChangeEvent.objects.known_at().filter(reorganisation=row)
    touched = list(Organisation.objects.filter(change_parts__event__in=held).distinct())
    events = sorted(held.filter(caused_by=None), key=_first_entered, reverse=True)  # consequences follow their cause
    refuse_if(list(_refusals(row, events, reason, by)), as_=Conflict)
    row.state, row.taken_back_at, row.reason = ReorganisationState.TAKEN_BACK, write_moment(), reason
    row.save(update_fields=["state", "taken_back_at", "reason"])
    record(
        wording.REORGANISATION_TAKEN_BACK,
        row,
        by=by,
        about=touched,
        before=before,
        after={**told(row), "changes": len(events)},
        reason=reason,
        instrument=row.instrument,
    )
    return row


def _first_entered(event: ChangeEvent) -> int:
    """The number under which a change was first entered: one that was corrected since bears a later one."""
    while event.corrects is not None:
        event = event.corrects
    return int(event.pk)


def _refusals(row: Reorganisation, events: list[ChangeEvent], reason: str, by: Actor) -> Iterator[Finding]:
    """Withdraw one after the other; of those refused, why, and what came since about their bodies.

    A change whose bodies another refused one shares is not tried: it would be refused because of that one.
    """
    held_up: set[int] = set()
    for event in events:
        bodies = bodies_of(event)
        if bodies & held_up:
            held_up |= bodies
            continue
        try:
            withdraw_event(event=event, reason=reason, by=by)
        except Refused as refused:
            held_up |= bodies
            names = "; ".join(queries.labels(bodies).values())
            for finding in refused.findings:
                params = {"change": event.get_kind_display(), "names": names, "finding": finding}
                yield Finding("organisations.change_stays", None, params)
    yield from _came_since(row, held_up)


def _came_since(row: Reorganisation, bodies: set[int]) -> Iterator[Finding]:
    """The changes that were recorded about the bodies after the reorganisation had been applied."""
    later = ChangeEvent.objects.known_at().filter(parts__organisation__in=bodies, recorded_at__gt=row.settled_at)
    numbers = later.exclude(reorganisation=row).values_list("pk", flat=True).distinct()
    changes = queries.changes_told(numbers[:LISTED], Look.today())
    if changes:
        said = "; ".join(f"{change.label}: {change.bodies_text} ({change.day})" for change in changes)
        yield Finding("organisations.came_since", None, {"changes": said, "count": numbers.count()})
