"""Who came to a meeting."""

from collections.abc import Sequence

from kurul.kernel.actions import record, require, writes
from kurul.kernel.identity.actors import Actor
from kurul.kernel.refusals import refuse_if
from kurul.kernel.rules import gather
from kurul.kernel.temporal.look import Look
from kurul.rooms.boards import wording
from kurul.rooms.boards.models import Attendance, Meeting, MeetingState
from kurul.rooms.boards.permissions import can_record
from kurul.rooms.boards.queries.seats import Seat, seats_of
from kurul.rooms.boards.rules import meetings
from kurul.rooms.boards.rules.meetings import Presence
from kurul.rooms.people.public import Person

RECORDABLE = (MeetingState.OPEN.value, MeetingState.HELD.value)


@writes
def record_attendance(*, meeting: Meeting, entries: Sequence[Presence], by: Actor) -> tuple[Attendance, ...]:
    """Record for some seats whether anybody came, who, and as what; what was recorded for them before is replaced.

    Seats and holders are those of the day of the meeting. Raises Refused with a finding at the field `seat-POST` of
    each seat that does not fit, NotPermitted.
    """
    require(can_record(by, meeting.board_id))
    state = Meeting.objects.values_list("state", flat=True).get(pk=meeting.pk)
    refuse_if(
        meetings.state_allows(state, RECORDABLE),
        meetings.one_attendance_per_seat([entry.post for entry in entries]),
    )
    seats = {seat.post: seat for seat in seats_of(meeting.board_id, Look(meeting.day), by) if seat.post}
    named = {number for entry in entries for number in (entry.person, entry.in_place_of) if number}
    people = set(Person.objects.filter(pk__in=named).values_list("pk", flat=True))
    refuse_if(
        *(meetings.sits_in_the_board(entry.post, seats) for entry in entries),
        *(meetings.is_known(entry, people) for entry in entries),
        *(meetings.present_is_somebody(entry) for entry in entries),
    )
    refuse_if(
        gather(
            *(meetings.attends_as_holder(entry, seats[entry.post].holdings) for entry in entries),
            *(meetings.substitute_stands_in(entry, seats[entry.post].holdings) for entry in entries),
        )
    )
    before = {row.post_id: row for row in Attendance.objects.filter(meeting=meeting)}
    rows = tuple(_recorded(meeting, entry, seats[entry.post]) for entry in entries)
    record(
        wording.ATTENDANCE_RECORDED,
        meeting,
        by=by,
        before={str(row.post_id): _said(before[row.post_id]) for row in rows if row.post_id in before},
        after={str(row.post_id): _said(row) for row in rows},
    )
    return rows


def _recorded(meeting: Meeting, entry: Presence, seat: Seat) -> Attendance:
    row, _created = Attendance.objects.update_or_create(
        meeting=meeting,
        post_id=entry.post,
        defaults={
            "post_title": seat.title,
            "body_name": seat.body_name,
            "role": seat.role,
            "presence": entry.presence,
            "person_id": entry.person,
            "capacity": entry.capacity,
            "in_place_of_id": entry.in_place_of,
        },
    )
    return row


def _said(row: Attendance) -> dict[str, object]:
    return {
        "presence": str(row.presence),
        "person": row.person_id,
        "capacity": str(row.capacity),
        "in_place_of": row.in_place_of_id,
    }
