"""We were wrong: a change or an entry is corrected, or withdrawn, with a reason."""

from typing import Any

from django.db.models import F

from kurul.kernel.actions import record, require, write_moment, writes
from kurul.kernel.identity.actors import Actor
from kurul.kernel.provenance import current_basis, weaker
from kurul.kernel.refusals import Stale, refuse_if
from kurul.kernel.temporal import facts
from kurul.kernel.temporal.bounds import Bound, Period
from kurul.kernel.temporal.look import Look
from kurul.rooms.law.public import Instrument
from kurul.rooms.organisations import queries, rules, wording
from kurul.rooms.organisations.actions.applying import existence_of, may_place_under
from kurul.rooms.organisations.actions.happening import happened
from kurul.rooms.organisations.models import (
    Affiliation,
    ChangeEvent,
    ChangeKind,
    Classification,
    Completeness,
    Existence,
    Identifier,
    Name,
    Organisation,
    OrganisationFact,
    Placement,
    Side,
)
from kurul.rooms.organisations.permissions import can_keep

ALL_FACTS: tuple[type[OrganisationFact], ...] = (
    Existence, Name, Classification, Placement, Affiliation, Identifier, Completeness,
)  # fmt: skip
# The one sort of fact that such a change replaces; all other changes begin or end whole bodies.
REPLACED: dict[str, type[OrganisationFact]] = {
    ChangeKind.RENAMED: Name,
    ChangeKind.MOVED: Placement,
    ChangeKind.RECLASSIFIED: Classification,
}


@writes
def correct_event(
    *,
    event: ChangeEvent,
    day: Bound,
    instrument: Instrument | None,
    reason: str,
    by: Actor,
    note: str = "",
) -> ChangeEvent:
    """The change took place on another day, by another instrument, or was described wrongly.

    What it wrote follows it, and so do the changes that it caused. Returns the change as it now stands. Raises Refused
    (no reason, a day that does not fit what came before and after), Stale, NotPermitted.
    """
    _may_mend(event, by)
    refuse_if(
        rules.has_a_reason(reason),
        rules.is_no_consequence(event.caused_by_id is not None),
        rules.something_changes((event.day, event.instrument, event.note), (day, instrument, note), field="day"),
    )
    corrected = _anew(event, day, instrument, note, caused_by=None)
    about = bodies_of(event)
    for caused in ChangeEvent.objects.known_at().filter(caused_by=event).select_related("instrument"):
        about |= bodies_of(caused)
        _anew(caused, day, instrument, caused.note, caused_by=corrected)
    _hold_together(about)
    _remember(wording.EVENT_CORRECTED, event, about, by, reason, after=_told(corrected))
    return corrected


@writes
def withdraw_event(*, event: ChangeEvent, reason: str, by: Actor) -> None:
    """The change never took place: what it wrote is taken back, and what it ended goes on.

    Raises Refused (no reason, later entries build on it, what it founded is mentioned elsewhere), Stale, NotPermitted.
    """
    _may_mend(event, by)
    refuse_if(rules.has_a_reason(reason), rules.is_no_consequence(event.caused_by_id is not None))
    about = bodies_of(event)
    for caused in ChangeEvent.objects.known_at().filter(caused_by=event):
        about |= bodies_of(caused)
        _take_back(caused, by)
    _take_back(event, by)
    _hold_together(about)
    _remember(wording.EVENT_WITHDRAWN, event, about, by, reason)


@writes
def correct_fact(
    *,
    fact: OrganisationFact,
    period: Period,
    reason: str,
    by: Actor,
    instrument: Instrument | None = None,
    **columns: Any,
) -> OrganisationFact:
    """An entry was wrong: it has another period, instrument or content. Returns the right one.

    Raises Refused (no reason, nothing changes, a day that a recorded change gives, an overlap), Stale, NotPermitted.
    """
    row = _held(fact)
    _may_mend_body(row.organisation, by)
    parent = columns.get("parent")
    if parent is not None and parent.pk != row.parent_id:
        may_place_under(parent, by)
    before = {name: getattr(row, name) for name in columns}
    others = type(row)._default_manager.known_at().filter(organisation=row.organisation).exclude(pk=row.pk)
    if isinstance(row, Identifier):
        others = others.filter(scheme=row.scheme, place=row.place)
    if isinstance(row, Affiliation):
        others = others.filter(parent=columns.get("parent", row.parent))
    events = ChangeEvent.objects.known_at().filter(parts__organisation=row.organisation).distinct()
    refuse_if(
        rules.has_a_reason(reason),
        rules.period_is_possible(period, field="last_day"),
        rules.something_changes(
            (row.period, row.instrument, before), (period, instrument, columns), field=next(iter(columns), "first_day")
        ),
        rules.day_is_of_no_event(row.period, period, {event.day for event in events}),
        rules.overlaps_no_other([other.period for other in others], period),
    )
    corrected = facts.correct(row, period, instrument=instrument, **columns)
    _hold_together({row.organisation_id})
    after = facts.state(corrected)
    record(
        wording.FACT_CORRECTED,
        row.organisation,
        by=by,
        before=facts.state(row),
        after=after,
        reason=reason,
        instrument=instrument,
    )
    return corrected


@writes
def withdraw_fact(*, fact: OrganisationFact, reason: str, by: Actor) -> None:
    """An entry was wrong and nothing takes its place. Raises Refused (no reason, a change gave it), NotPermitted."""
    row = _held(fact)
    _may_mend_body(row.organisation, by)
    events = ChangeEvent.objects.known_at().filter(parts__organisation=row.organisation).distinct()
    begun = {event.day for event in events} if not isinstance(row, Identifier | Completeness) else set()
    refuse_if(
        rules.has_a_reason(reason),
        rules.nothing_builds_upon(row.period.start not in begun and not isinstance(row, Existence)),
    )
    facts.withdraw(row)
    record(wording.FACT_WITHDRAWN, row.organisation, by=by, before=facts.state(row), reason=reason)


def _may_mend(event: ChangeEvent, by: Actor) -> None:
    """Check the rights at every body that took part, and that the change is still held to be true."""
    if not ChangeEvent.objects.known_at().filter(pk=event.pk).exists():
        raise Stale
    for body in Organisation.objects.filter(pk__in=bodies_of(event)):
        _may_mend_body(body, by)


def _may_mend_body(body: Organisation, by: Actor) -> None:
    require(can_keep(by, queries.with_those_above(body.pk, Look.today())))
    Organisation.objects.filter(pk=body.pk).update(version=F("version") + 1)


def _held(fact: OrganisationFact) -> Any:
    """The row as the database has it; raises Stale when somebody superseded it meanwhile."""
    rows = type(fact)._default_manager.select_related("organisation", "instrument")
    row = rows.get(pk=fact.pk)
    if row.is_superseded:
        raise Stale
    return row


def _sides(event: ChangeEvent) -> tuple[set[int], set[int]]:
    parts = list(event.parts.all())
    before = {part.organisation_id for part in parts if part.side == Side.BEFORE}
    return before, {part.organisation_id for part in parts if part.side == Side.AFTER}


def bodies_of(event: ChangeEvent) -> set[int]:
    """The bodies that took part, before or after."""
    before, after = _sides(event)
    return before | after


def _told(event: ChangeEvent) -> dict[str, Any]:
    """A change for the log."""
    return {"kind": event.kind, "day": str(event.day), "instrument": event.instrument_id, "note": event.note}


def _remember(
    kind: Any, event: ChangeEvent, about: set[int], by: Actor, reason: str, after: dict[str, Any] | None = None
) -> None:
    bodies = {body.pk: body for body in Organisation.objects.filter(pk__in=about)}
    before, later = _sides(event)
    first = bodies[min(later or before)]
    record(
        kind,
        first,
        by=by,
        about=[body for body in bodies.values() if body != first],
        before=_told(event),
        after=after,
        reason=reason,
        instrument=event.instrument,
    )


def _end_event(event: ChangeEvent) -> None:
    """Stop holding a change to be true."""
    ChangeEvent.objects.filter(pk=event.pk).update(superseded_at=write_moment())


# --- correcting -------------------------------------------------------------------------------------------------------


def _anew(
    event: ChangeEvent, day: Bound, instrument: Instrument | None, note: str, *, caused_by: ChangeEvent | None
) -> ChangeEvent:
    """The change and what it wrote, as they should have been written."""
    before, after = _sides(event)
    if event.kind in REPLACED:
        for body in after:
            _shift(REPLACED[event.kind], body, event.day, day, instrument, ends=True, begins=True)
    else:
        for model in ALL_FACTS:
            for body in before - after:
                _shift(model, body, event.day, day, instrument, ends=True, needed=model is Existence)
            for body in after - before:
                _shift(model, body, event.day, day, instrument, begins=True, needed=model is Existence)
        for body in before - after:
            _shift(Affiliation, body, event.day, day, instrument, ends=True, needed=False, of="parent_id")
    _end_event(event)
    bodies = Organisation.objects.in_bulk(list(before | after))
    corrected = happened(
        ChangeKind(event.kind),
        day,
        before=[bodies[pk] for pk in before],
        after=[bodies[pk] for pk in after],
        instrument=instrument,
        note=note,
        caused_by=caused_by,
    )
    corrected.corrects, corrected.reorganisation_id = event, event.reorganisation_id
    corrected.save(update_fields=["corrects", "reorganisation"])
    return corrected


def _shift(
    model: type[OrganisationFact],
    body: int,
    was: Bound,
    day: Bound,
    instrument: Instrument | None,
    *,
    ends: bool = False,
    begins: bool = False,
    needed: bool = True,
    of: str = "organisation_id",
) -> None:
    """Write the rows anew that end or begin by a change on `was`, as ending or beginning on `day`."""
    held = list(model._default_manager.known_at().filter(**{of: body}))
    ending = [row for row in held if ends and row.period.end == was]
    beginning = [row for row in held if begins and row.period.start == was]
    refuse_if(rules.nothing_builds_upon(bool(beginning if begins else ending) or not needed, field="day"))
    refuse_if(
        *(rules.period_is_possible(Period(row.period.start, day), field="day") for row in ending),
        *(rules.period_is_possible(Period(day, row.period.end), field="day") for row in beginning),
    )
    facts.supersede([*ending, *beginning])
    for row in ending:
        facts.write_anew(row, Period(row.period.start, day), basis=weaker(row.basis, current_basis()))
    for row in beginning:
        basis = weaker(row.basis, current_basis())
        facts.write_anew(row, Period(day, row.period.end), instrument=instrument, basis=basis)


# --- withdrawing ------------------------------------------------------------------------------------------------------


def _take_back(event: ChangeEvent, by: Actor) -> None:
    before, after = _sides(event)
    if event.kind in REPLACED:
        for body in after:
            _rejoin(REPLACED[event.kind], body, event)
    else:
        for body in after - before:
            _never_founded(body, event, by)
        for body in before - after:
            _never_ended(body, event)
    _end_event(event)


def _rejoin(model: type[OrganisationFact], body: int, event: ChangeEvent) -> None:
    """What the change replaced goes on for as long as what took its place."""
    held = list(model._default_manager.known_at().filter(organisation_id=body))
    new = next((row for row in held if row.period.start == event.day), None)
    old = next((row for row in held if row.period.end == event.day), None)
    refuse_if(rules.nothing_builds_upon(new is not None and (old is not None or model is Placement)))
    assert new is not None
    facts.supersede([row for row in (new, old) if row is not None])
    if old is not None:
        was = _replaced_by(event, model, organisation_id=body).get(_begun(old), old)
        facts.write_anew(old, Period(old.period.start, new.period.end), basis=was.basis)


def _first_written(event: ChangeEvent) -> ChangeEvent:
    while event.corrects is not None:
        event = event.corrects
    return event


def _replaced_by(event: ChangeEvent, model: type[OrganisationFact], **of: int) -> dict[tuple[Any, ...], Any]:
    """The rows that gave way when the change was first recorded, as they were then."""
    moment = _first_written(event).recorded_at
    rows = model._default_manager.filter(**of, superseded_at=moment).exclude(recorded_at=moment)
    return {_begun(row): row for row in rows}


def _never_ended(body: int, event: ChangeEvent) -> None:
    """Everything that ended with the body goes on as it would have without that."""
    owned: list[tuple[type[OrganisationFact], str]] = [(model, "organisation_id") for model in ALL_FACTS]
    owned.append((Affiliation, "parent_id"))
    for model, of in owned:
        rows = model._default_manager.filter(**{of: body})
        ended = [row for row in rows.known_at() if row.period.end == event.day]
        refuse_if(rules.nothing_builds_upon(bool(ended) or model is not Existence))
        then = _replaced_by(event, model, **{of: body})
        facts.supersede(ended)
        for row in ended:
            was = then.get(_begun(row))
            period = was.period if was else Period(row.period.start, Bound.open())
            facts.write_anew(row, period, basis=was.basis if was else row.basis)
        held = {_begun(row) for row in rows.known_at()}
        for row in then.values():
            # It was to begin later, and was withdrawn; between two bodies that ended together it is there again.
            if not Period(row.period.start, event.day).is_possible and _begun(row) not in held:
                facts.write_anew(row, row.period, basis=row.basis)


def _begun(row: Any) -> tuple[Any, ...]:
    """What tells the rows of one body apart that begin on the same day: several affiliations, several numbers."""
    names = ("organisation_id", "parent_id", "scheme", "value")
    return (row.period.start, *(getattr(row, name, None) for name in names))


def _never_founded(body: int, event: ChangeEvent, by: Actor) -> None:
    """The body never was: nothing may be said of it but what this change said."""
    look = Look(event.day.latest)
    mentions = [
        str(ChangeKind(kind).label)
        for kind in ChangeEvent.objects.known_at()
        .filter(parts__organisation_id=body)
        .exclude(pk=event.pk)
        .order_by("pk")
        .values_list("kind", flat=True)
        .distinct()
    ]
    children = Placement.objects.known_at().filter(parent_id=body).values_list("organisation_id", flat=True)
    affiliates = Affiliation.objects.known_at().filter(parent_id=body).values_list("organisation_id", flat=True)
    mentions += list(queries.labels({*children, *affiliates}).values())
    mentions += [f"{row.kind}: {row.label}" for row in queries.consequences([body], look, by)]
    refuse_if(rules.nothing_mentions(mentions))
    for model in ALL_FACTS:
        facts.supersede(list(model._default_manager.known_at().filter(organisation_id=body)))


def _hold_together(bodies: set[int]) -> None:
    """After a correction: nothing stands under itself, or under a body that does not exist while it does."""
    rows = Placement.objects.known_at()
    touched = rows.filter(organisation_id__in=bodies) | rows.filter(parent_id__in=bodies)
    for row in touched.select_related("parent"):
        parent = existence_of(row.parent)
        refuse_if(
            rules.parent_exists(parent, row.period.start, field="reason"),
            rules.parent_outlasts(parent, row.period.end, field="reason"),
            rules.is_not_under_itself(row.organisation_id, queries.ever_above(row.parent_id, row.period)),
        )
