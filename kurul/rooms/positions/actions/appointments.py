"""Who holds a post: appointing, ending, correcting, withdrawing."""

from typing import Any

from kurul.kernel.actions import record, require, writes
from kurul.kernel.identity.actors import Actor
from kurul.kernel.references import Ref
from kurul.kernel.refusals import Conflict, Stale, refuse_if
from kurul.kernel.rules import Finding, gather
from kurul.kernel.temporal import facts
from kurul.kernel.temporal.bounds import FAR, OPEN, Bound, Period, day_after
from kurul.kernel.temporal.look import Look
from kurul.kernel.wording import EventKind
from kurul.rooms.law.public import Instrument
from kurul.rooms.people.public import Person
from kurul.rooms.positions import queries, rules, wording
from kurul.rooms.positions.actions.posts import existence_of, organisations_of
from kurul.rooms.positions.models import Absence, Appointment, Capacity, Post
from kurul.rooms.positions.permissions import can_appoint


@writes
def appoint(
    *,
    post: Post,
    person: Person,
    period: Period,
    by: Actor,
    capacity: str = Capacity.SUBSTANTIVE,
    absence: str = Absence.NONE,
    instrument: Instrument | None = None,
) -> Appointment:
    """This person holds the post for `period`. `absence` says why somebody acts beside a substantive holder.

    Raises Refused (impossible or outside the post's existence), Conflict (the place is taken), NotPermitted.
    """
    require(can_appoint(by, organisations_of(post)))
    place = _place_for(post, person, period, capacity, absence, besides=None)
    appointment = Appointment.objects.create(
        post=post,
        person=person,
        capacity=capacity,
        absence=absence,
        place=place,
        instrument=instrument,
        **facts.columns(period),
    )
    _remember(wording.APPOINTED, appointment, by, after=facts.state(appointment), instrument=instrument)
    return appointment


@writes
def end_appointment(
    *, appointment: Appointment, last_day: Bound, by: Actor, instrument: Instrument | None = None
) -> Appointment:
    """The holder leaves; `last_day` is the last day in the post. Returns the ended row.

    Raises Refused (not within the appointment), Stale (somebody changed the appointment), NotPermitted.
    """
    require(can_appoint(by, organisations_of(appointment.post)))
    running = _still_true(appointment)
    day = day_after(last_day)
    refuse_if(rules.ends_inside(running.period, day))
    ended = facts.end(running, day, left_early=_is_early(running.period.end, day))
    before, after = facts.state(running), facts.state(ended)
    _remember(wording.APPOINTMENT_ENDED, ended, by, before=before, after=after, instrument=instrument)
    return ended


@writes
def correct_appointment(
    *,
    appointment: Appointment,
    person: Person,
    period: Period,
    capacity: str,
    reason: str,
    by: Actor,
    absence: str = Absence.NONE,
    instrument: Instrument | None = None,
) -> Appointment:
    """The appointment was entered wrongly; this is how it really is, all of it. Returns the row that takes its place.

    Raises Refused, Conflict, Stale, NotPermitted.
    """
    require(can_appoint(by, organisations_of(appointment.post)))
    running = _still_true(appointment)
    refuse_if(rules.has_a_reason(reason))
    said = {"person_id": person.pk, "capacity": capacity, "absence": absence}
    said["instrument_id"] = instrument.pk if instrument else None
    was = {name: getattr(running, name) for name in said}
    refuse_if(rules.something_changes((was, running.period), (said, period), field="reason"))
    place = _place_for(running.post, person, period, capacity, absence, besides=running)
    corrected = facts.correct(
        running,
        period,
        person=person,
        capacity=capacity,
        absence=absence,
        instrument=instrument,
        place=place,
        left_early=running.left_early and period.end == running.period.end,
    )
    before, after = facts.state(running), facts.state(corrected)
    about = [running.person] if running.person_id != person.pk else []
    _remember(
        wording.APPOINTMENT_CORRECTED, corrected, by, before=before, after=after, reason=reason, about=about,
        instrument=instrument,
    )  # fmt: skip
    return corrected


@writes
def withdraw_appointment(*, appointment: Appointment, reason: str, by: Actor) -> None:
    """There never was such an appointment. Raises Refused (no reason), Stale, NotPermitted."""
    require(can_appoint(by, organisations_of(appointment.post)))
    running = _still_true(appointment)
    refuse_if(rules.has_a_reason(reason))
    facts.withdraw(running)
    _remember(wording.APPOINTMENT_WITHDRAWN, running, by, before=facts.state(running), reason=reason)


def _is_early(recorded: Bound, day: Bound) -> bool:
    """Whether the day lies before an end that had been recorded; no end and one not known are none."""
    return recorded.latest not in (FAR, OPEN) and day.latest < recorded.earliest


def _still_true(appointment: Appointment) -> Appointment:
    """The row as it is stored, locked; Stale when somebody has ended, corrected or withdrawn it in the meantime."""
    row = Appointment.objects.select_for_update().get(pk=appointment.pk)
    if row.is_superseded:
        raise Stale
    return row


def _place_for(
    post: Post, person: Person, period: Period, capacity: str, absence: str, *, besides: Appointment | None
) -> int:
    """Refuse what may not be recorded; else the place of the post that the person takes."""
    refuse_if(
        rules.period_is_possible(period),
        rules.lies_within_post(existence_of(post), period),
        rules.absence_fits_capacity(capacity, absence),
    )
    held = queries.held_to(post, besides=besides.pk if besides else None)
    refuse_if(
        rules.not_twice_in_one_post(held, person.pk, capacity, period),
        objections_to(post.holders_allowed, held, period, capacity, absence),
        as_=Conflict,
    )
    same = [one for one in held if one.capacity == capacity]
    # Substitutes are as many as there are named; the others have been found to have a free place.
    places = post.holders_allowed if capacity != Capacity.SUBSTITUTE else len(same) + 1
    place = rules.free_place(same, period, places)
    assert place is not None
    return place


def objections_to(
    places: int, held: list[rules.Held], period: Period, capacity: str, absence: str
) -> tuple[Finding, ...]:
    """What the rules object to in holding a post of so many places beside those who hold it."""
    if capacity == Capacity.SUBSTANTIVE:
        return gather(rules.leaves_a_place(held, period, places), rules.nobody_acts_for_vacancy(held, period))
    if capacity == Capacity.ACTING:
        return gather(
            rules.nobody_else_acts(held, period, places),
            rules.acts_for_vacancy_or_absence(held, period, places, absence),
        )
    return ()


def _remember(
    kind: EventKind, appointment: Appointment, by: Actor, *, about: Any = (), reason: str = "", **said: Any
) -> None:
    """The event stands in the history of the post, of the person and of the organisation. A reason may name people."""
    titled = queries.titles_on([appointment.post_id], Look.today()).get(appointment.post_id)
    organisation = titled.organisation if titled else None
    refs = [appointment.person, *about, *([Ref("organisations.organisation", organisation.id)] if organisation else [])]
    personal = {"reason": reason} if reason else None
    record(kind, appointment.post, by=by, about=refs, reason=reason, personal=personal, **said)
