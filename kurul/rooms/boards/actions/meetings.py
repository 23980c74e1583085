"""The course of a meeting: planned, invited, open, held; or cancelled."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time

from django.db.models import Max

from kurul.kernel.actions import record, require, write_moment, writes
from kurul.kernel.identity.actors import Actor
from kurul.kernel.refusals import Conflict, Stale, refuse_if
from kurul.kernel.rules import Finding, gather
from kurul.kernel.temporal import clock
from kurul.kernel.temporal.look import Look
from kurul.kernel.wording import EventKind
from kurul.rooms.boards import wording
from kurul.rooms.boards.actions.agenda import contribute
from kurul.rooms.boards.models import AgendaItem, Board, Charter, Meeting, MeetingState
from kurul.rooms.boards.permissions import can_convene, can_record
from kurul.rooms.boards.queries.attendance import counted
from kurul.rooms.boards.queries.cadences import meet_by_before
from kurul.rooms.boards.queries.seats import seats_of
from kurul.rooms.boards.queries.states import BEFORE
from kurul.rooms.boards.rules import cadence, charters, meetings


@dataclass(frozen=True)
class Planned:
    """A meeting as it was planned: what is odd about its day, and what placed itself on its agenda."""

    meeting: Meeting
    warnings: tuple[Finding, ...]
    items: tuple[AgendaItem, ...] = ()


@writes
def plan_meeting(*, board: Board, day: date, by: Actor, starts: time | None = None, place: str = "") -> Planned:
    """Plan a meeting. A day outside the interval of the board is taken, with a warning; what waits for the board places
    itself on the agenda.

    Raises Refused (no charter can hold on the day), Conflict (the board meets on that day already), NotPermitted.
    """
    require(can_convene(by, board.pk))
    _check_day(board, day, besides=None)
    last = Meeting.objects.filter(board=board).aggregate(Max("number"))["number__max"] or 0
    meeting = Meeting.objects.create(board=board, number=last + 1, day=day, starts=starts, place=place.strip())
    after = {"number": meeting.number, **_schedule(meeting)}
    record(wording.MEETING_PLANNED, meeting, by=by, about=[board], after=after)
    items = contribute(meeting=meeting, by=by)
    return Planned(meeting, _warnings(board, day), items)


@writes
def reschedule_meeting(
    *,
    meeting: Meeting,
    day: date,
    reason: str,
    by: Actor,
    version: int,
    starts: time | None = None,
    place: str = "",
) -> Planned:
    """Move a meeting that has not begun to another day, time or place; whoever was invited has to be invited again.

    Raises Refused, Conflict, Stale, NotPermitted.
    """
    require(can_convene(by, meeting.board_id))
    held = _claim(meeting, version)
    refuse_if(
        meetings.state_allows(held.state, BEFORE),
        charters.has_a_reason(reason),
        charters.something_changes((held.day, held.starts, held.place), (day, starts, place.strip())),
    )
    _check_day(held.board, day, besides=held)
    before = _schedule(held)
    held.day, held.starts, held.place = day, starts, place.strip()
    held.state, held.invited_at = MeetingState.PLANNED, None
    held.save(update_fields=["day", "starts", "place", "state", "invited_at"])
    _remember(wording.MEETING_RESCHEDULED, held, by, before=before, after=_schedule(held), reason=reason)
    return Planned(held, _warnings(held.board, day))


@writes
def cancel_meeting(*, meeting: Meeting, reason: str, by: Actor, version: int) -> Meeting:
    """Cancel a meeting that has not begun. Raises Refused, Stale, NotPermitted."""
    require(can_convene(by, meeting.board_id))
    held = _claim(meeting, version)
    refuse_if(meetings.state_allows(held.state, BEFORE), charters.has_a_reason(reason))
    before = {"state": held.state}
    held.state, held.cancelled_at, held.cancelled_because = MeetingState.CANCELLED, write_moment(), reason.strip()
    held.save(update_fields=["state", "cancelled_at", "cancelled_because"])
    _remember(wording.MEETING_CANCELLED, held, by, before=before, after={"state": held.state}, reason=reason)
    return held


@writes
def invite(*, meeting: Meeting, by: Actor) -> Meeting:
    """Record that the invitations have gone out. Raises Refused, NotPermitted."""
    require(can_convene(by, meeting.board_id))
    held = _present(meeting)
    refuse_if(meetings.state_allows(held.state, [MeetingState.PLANNED.value]))
    return _step(held, MeetingState.INVITED, "invited_at", wording.INVITED, by)


@writes
def open_meeting(*, meeting: Meeting, by: Actor) -> Meeting:
    """The meeting begins, on its day or recorded later; what waits for the board by now joins the agenda.

    Raises Refused (before its day, not planned), NotPermitted.
    """
    require(can_record(by, meeting.board_id))
    held = _present(meeting)
    refuse_if(meetings.state_allows(held.state, BEFORE), meetings.has_come(held.day, clock.today()))
    contribute(meeting=held, by=by)
    return _step(held, MeetingState.OPEN, "opened_at", wording.MEETING_OPENED, by)


@writes
def close_meeting(*, meeting: Meeting, by: Actor) -> Meeting:
    """The meeting was held; how many seats a quorum counts by then is kept. Raises Refused (not open), NotPermitted."""
    require(can_record(by, meeting.board_id))
    held = _present(meeting)
    refuse_if(meetings.state_allows(held.state, [MeetingState.OPEN.value]), meetings.has_come(held.day, clock.today()))
    held.seats_counted = counted(seats_of(held.board_id, Look(held.day), by))
    held.save(update_fields=["seats_counted"])
    return _step(held, MeetingState.HELD, "closed_at", wording.MEETING_CLOSED, by)


def _step(meeting: Meeting, state: MeetingState, column: str, kind: EventKind, by: Actor) -> Meeting:
    before = {"state": meeting.state}
    meeting.state = state
    setattr(meeting, column, write_moment())
    meeting.save(update_fields=["state", column])
    _remember(kind, meeting, by, before=before, after={"state": meeting.state})
    return meeting


def _present(meeting: Meeting) -> Meeting:
    """The meeting as it now stands; all writes wait for one another."""
    return Meeting.objects.select_related("board").get(pk=meeting.pk)


def _claim(meeting: Meeting, version: int) -> Meeting:
    if not Meeting.objects.filter(pk=meeting.pk, version=version).update(version=version + 1):
        raise Stale
    return _present(meeting)


def _check_day(board: Board, day: date, *, besides: Meeting | None) -> None:
    holding = [charter.period.on(day) for charter in Charter.objects.known_at().filter(board=board)]
    refuse_if(charters.is_in_force(holding, day))
    others = Meeting.objects.filter(board=board).exclude(state=MeetingState.CANCELLED)
    if besides is not None:
        others = others.exclude(pk=besides.pk)
    taken = others.values_list("day", flat=True)
    refuse_if(meetings.day_is_free(day, set(taken)), as_=Conflict)


def _warnings(board: Board, day: date) -> tuple[Finding, ...]:
    charters_ = Charter.objects.known_at().filter(board=board)
    return gather(cadence.keeps_the_duty(day, meet_by_before(board.pk, day, charters_)))


def _schedule(meeting: Meeting) -> dict[str, object]:
    starts = meeting.starts.isoformat("minutes") if meeting.starts else None
    return {"day": meeting.day, "starts": starts, "place": meeting.place}


def _remember(
    kind: EventKind,
    meeting: Meeting,
    by: Actor,
    *,
    before: Mapping[str, object],
    after: Mapping[str, object],
    reason: str = "",
) -> None:
    record(kind, meeting, by=by, about=[meeting.board], before=before, after=after, reason=reason)
