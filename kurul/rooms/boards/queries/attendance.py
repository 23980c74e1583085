"""Who came to a meeting: for the secretary seat by seat, for readers as it was recorded."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from kurul.kernel.identity.actors import Actor
from kurul.kernel.identity.visibility import visible_to
from kurul.kernel.temporal.look import Look
from kurul.kernel.translated import active_language
from kurul.kernel.turkish import sort_key
from kurul.kernel.wording import Text
from kurul.rooms.boards.models import Attendance, Charter, Meeting, Presence, Role
from kurul.rooms.boards.queries.seats import COUNTING, RANKS, Seat, seats_of
from kurul.rooms.boards.rules.charters import Quorum, quorum
from kurul.rooms.people.public import names_of


@dataclass(frozen=True)
class Came:
    """What is recorded for one seat: whose it is, whether anybody came, who, and in whose place."""

    attendance: Attendance
    person: str
    in_place_of: str

    @property
    def role_label(self) -> Text:
        """The role of the seat in a word."""
        return Role(self.attendance.role).label

    @property
    def basis(self) -> str:
        """On what the record rests."""
        return self.attendance.basis


@dataclass(frozen=True)
class Sheet:
    """The seats of the day of a meeting, each with what is recorded for it (None: nothing yet)."""

    seats: tuple[tuple[Seat, Attendance | None], ...]
    quorum: Quorum


def recorded(meetings: Collection[int], actor: Actor) -> dict[int, list[Attendance]]:
    """What is recorded of who came to each meeting: one query, none for no meetings."""
    found: dict[int, list[Attendance]] = {meeting: [] for meeting in meetings}
    rows = visible_to(Attendance.objects.filter(meeting_id__in=list(meetings)), actor).order_by("pk")
    for row in rows if meetings else ():
        found[row.meeting_id].append(row)
    return found


def came(rows: Sequence[Attendance], meeting: Meeting, look: Look) -> tuple[Came, ...]:
    """What is recorded of who came to a meeting, with names, by role and organisation: one query, none for nothing."""
    if not rows:
        return ()
    then = Look(meeting.day, look.known_at)
    people = names_of({number for row in rows for number in (row.person_id, row.in_place_of_id) if number}, then)
    found = [Came(row, people.get(row.person_id or 0, ""), people.get(row.in_place_of_id or 0, "")) for row in rows]
    return tuple(sorted(found, key=lambda one: (RANKS[one.attendance.role], _sort_key(one.attendance))))


def _sort_key(row: Attendance) -> str:
    return sort_key(str(row.body_name), active_language())


def sheet(meeting: Meeting, charter: Charter | None, look: Look, actor: Actor) -> Sheet:
    """The seats on the day of the meeting, to record who came."""
    rows = {row.post_id: row for row in Attendance.objects.filter(meeting=meeting)}
    seats = seats_of(meeting.board_id, Look(meeting.day, look.known_at), actor)
    present = {post for post, row in rows.items() if row.presence == Presence.PRESENT and row.role in COUNTING}
    judged = quorum(len(present), counted(seats), charter.quorum if charter else None)
    return Sheet(tuple((seat, rows.get(seat.post or 0)) for seat in seats), judged)


def counted(seats: tuple[Seat, ...]) -> int:
    """How many of the seats a quorum counts: those of members and chairs for which a post is recorded."""
    return sum(1 for seat in seats if seat.counts and seat.post)


def present(meeting: Meeting, charter: Charter | None, rows: Sequence[Attendance]) -> Quorum | None:
    """How many seats were present at a meeting that was closed; None while it was not, or where nobody recorded it."""
    if meeting.seats_counted is None or not rows:
        return None  # that nothing is recorded does not say that nobody came
    there = sum(1 for row in rows if row.presence == Presence.PRESENT and row.role in COUNTING)
    return quorum(there, meeting.seats_counted, charter.quorum if charter else None)
