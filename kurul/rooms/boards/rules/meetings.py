"""What may not be recorded about meetings: their days, agenda, attendance and minutes."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kurul.kernel.rules import Finding, rule

STATES = "Kurul: planned → invited → open → held → minuted; a meeting that has not begun can be cancelled"
SEATS = "Kurul: a seat belongs to a post and speaks with one voice"


@dataclass(frozen=True)
class Holding:
    """Somebody holds the post of a seat on the day of the meeting: as substantive or acting holder."""

    person: int
    capacity: str  # "substantive", "acting"


@dataclass(frozen=True)
class Presence:
    """What is recorded for one seat of a meeting. Persons and posts by their numbers."""

    post: int
    presence: str  # "present", "absent", "excused"
    person: int | None = None
    capacity: str = ""  # "holder", "acting", "substitute"; empty unless present
    in_place_of: int | None = None  # the holder for whom a substitute stands in


@rule("boards.wrong_state", source=STATES)
def state_allows(state: str, allowed: Collection[str]) -> Iterator[Finding]:
    """Each step of a meeting follows on the one before it."""
    if state not in allowed:
        yield Finding("boards.wrong_state", None, {"state": state})


@rule("boards.in_the_future", source="Kurul: what has not happened cannot be recorded as having happened")
def has_come(day: date, today: date) -> Iterator[Finding]:
    """A meeting is opened and closed on its day or after it, never before."""
    if day > today:
        yield Finding("boards.in_the_future", "day", {"day": day})


@rule("boards.day_taken", source="Kurul: a series has at most one meeting a day")
def day_is_free(day: date, taken: Collection[date]) -> Iterator[Finding]:
    """A board does not meet twice on a day."""
    if day in taken:
        yield Finding("boards.day_taken", "day", {"day": day})


@rule("boards.title_missing", source="Kurul: an agenda says what is spoken about")
def has_a_title(texts: Mapping[str, str]) -> Iterator[Finding]:
    """An item of the agenda has a title in at least one language."""
    if not texts:
        yield Finding("boards.title_missing", "title")


@rule("boards.item_at_the_edge", source="Kurul: the agenda is one list")
def can_move(position: int, count: int, step: int) -> Iterator[Finding]:
    """The first item cannot move up, the last one not down. Positions count from 0."""
    if not 0 <= position + step < count:
        yield Finding("boards.item_at_the_edge")


@rule("boards.item_decided", source="Kurul: what was decided upon stays on the agenda")
def item_is_free(decisions: int) -> Iterator[Finding]:
    """An item under which a decision stands is not taken off the agenda."""
    if decisions:
        yield Finding("boards.item_decided")


@rule("boards.seat_counted_twice", source=SEATS)
def one_attendance_per_seat(posts: Sequence[int]) -> Iterator[Finding]:
    """For each seat of a meeting there is one attendance, never a second."""
    for post, count in Counter(posts).items():
        if count > 1:
            yield Finding("boards.seat_counted_twice", f"seat-{post}")


@rule("boards.no_such_seat", source=SEATS)
def sits_in_the_board(post: int, seats: Collection[int]) -> Iterator[Finding]:
    """Attendance is recorded for the seats that the board has on the day of the meeting."""
    if post not in seats:
        yield Finding("boards.no_such_seat", f"seat-{post}")


@rule("boards.person_unknown", source=SEATS)
def is_known(entry: Presence, people: Collection[int]) -> Iterator[Finding]:
    """Whoever is named as attending, or as the one substituted, is a recorded person."""
    if not {number for number in (entry.person, entry.in_place_of) if number is not None} <= set(people):
        yield Finding("boards.person_unknown", f"seat-{entry.post}")


@rule("boards.nobody_named", source=SEATS)
def present_is_somebody(entry: Presence) -> Iterator[Finding]:
    """For a seat that is present it is said who came; for one that is not, nobody is named."""
    if (entry.presence == "present") != (entry.person is not None and entry.capacity != ""):
        yield Finding("boards.nobody_named", f"seat-{entry.post}")


@rule("boards.not_a_holder", source="Kurul: appointments say who holds a post on a day, attendance does not")
def attends_as_holder(entry: Presence, holdings: Collection[Holding]) -> Iterator[Finding]:
    """Whoever attends as holder or acting holder is recorded as such for the seat's post on the day of the meeting."""
    capacity = {"holder": "substantive", "acting": "acting"}.get(entry.capacity)
    if entry.presence == "present" and capacity and Holding(entry.person or 0, capacity) not in holdings:
        yield Finding("boards.not_a_holder", f"seat-{entry.post}")


@rule("boards.substitute_for_nobody", source="Kurul: whoever substitutes stands in for somebody who could have come")
def substitute_stands_in(entry: Presence, holdings: Collection[Holding]) -> Iterator[Finding]:
    """A substitute stands in for a named holder or acting holder of the seat's post, and is not that one."""
    if entry.presence != "present" or entry.capacity != "substitute":
        return
    named = {holding.person for holding in holdings}
    if entry.in_place_of not in named or entry.person == entry.in_place_of:
        yield Finding("boards.substitute_for_nobody", f"seat-{entry.post}")


@rule("boards.minutes_too_early", source="Kurul: minutes are written of what has been")
def minutes_follow_the_meeting(state: str) -> Iterator[Finding]:
    """Minutes are written only after the meeting was held."""
    if state not in {"held", "minuted"}:
        yield Finding("boards.minutes_too_early")


@rule("boards.minutes_approved", source="Kurul: approved minutes carry the head of the log and are not touched again")
def minutes_are_open(approved: bool) -> Iterator[Finding]:
    """Once its minutes are approved, nothing is changed about a meeting."""
    if approved:
        yield Finding("boards.minutes_approved")


@rule("boards.minutes_empty", source="Kurul: approving nothing approves nothing")
def minutes_say_something(texts: int, decisions: int) -> Iterator[Finding]:
    """Minutes that are approved contain at least one text or one decision."""
    if not texts and not decisions:
        yield Finding("boards.minutes_empty")
