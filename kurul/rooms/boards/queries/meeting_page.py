"""Everything that stands on the page of one meeting: before, during and after it."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from kurul.kernel.identity.actors import Actor
from kurul.kernel.identity.visibility import visible_to
from kurul.kernel.references import Shown, shown
from kurul.kernel.remembering import read_once
from kurul.kernel.temporal.look import Look
from kurul.kernel.translated import Translated
from kurul.kernel.wording import Text
from kurul.rooms.boards.models import (
    AgendaItem,
    Attendance,
    Charter,
    ItemKind,
    Meeting,
    MeetingState,
    Minutes,
    MinutesText,
)
from kurul.rooms.boards.queries import attendance
from kurul.rooms.boards.queries.attendance import Came
from kurul.rooms.boards.queries.cadences import days_before, meet_by_after
from kurul.rooms.boards.queries.closed import closed_reader
from kurul.rooms.boards.queries.decisions import Row, of_meetings
from kurul.rooms.boards.queries.names import best, charters_known
from kurul.rooms.boards.queries.states import BEFORE, HELD, held, recorded, state_on
from kurul.rooms.boards.rules.charters import Quorum

NOTHING = Translated()


@dataclass(frozen=True)
class Item:
    """An item of the agenda as the reader may see it; `number` counts from 1."""

    id: int
    number: int
    title: Translated
    kind: str
    note: Translated
    subject: Shown | None
    is_restricted: bool
    is_withheld: bool
    is_contributed: bool
    basis: str
    text: Translated  # what the minutes say to it, where they were asked for
    decisions: tuple[Row, ...]

    @property
    def kind_label(self) -> Text:
        """What it is on the agenda for, in words."""
        return ItemKind(self.kind).label


@dataclass(frozen=True)
class Head:
    """A meeting and how it stands, for pages that show nothing else of it."""

    meeting: Meeting
    board_name: Translated
    charter: Charter | None  # that of the day of the meeting
    state: MeetingState
    is_forgotten: bool  # its day has passed, and nobody recorded that it was held or cancelled
    meet_by: date | None  # by when the board has to meet, where an interval says so

    @property
    def id(self) -> int:
        """The number of the record."""
        return self.meeting.pk

    @property
    def basis(self) -> str:
        """On what the record rests."""
        return self.meeting.basis

    @property
    def status(self) -> str:
        """The code of its status."""
        return "boards.meeting_forgotten" if self.is_forgotten else f"boards.meeting_{self.state}"

    @property
    def is_before(self) -> bool:
        """Whether it has not begun."""
        return self.state.value in BEFORE

    @property
    def is_over(self) -> bool:
        """Whether it was held."""
        return self.state.value in HELD

    @property
    def is_open(self) -> bool:
        """Whether it is in session."""
        return self.state is MeetingState.OPEN

    @property
    def is_closed(self) -> bool:
        """Whether nothing can be changed any more."""
        return self.state in {MeetingState.MINUTED, MeetingState.CANCELLED}


@dataclass(frozen=True)
class Page(Head):
    """Everything that the page of one meeting shows."""

    items: tuple[Item, ...]
    quorum: Quorum | None  # None until the meeting was closed
    decisions: tuple[Row, ...]  # those under no item of the agenda
    minutes: Minutes | None
    general_text: Translated
    came: tuple[Came, ...] = ()  # who came, where the minutes were asked for

    @property
    def taken(self) -> tuple[Row, ...]:
        """All decisions of the meeting, in the order of the agenda."""
        return (*(row for item in self.items for row in item.decisions), *self.decisions)

    @property
    def days_over(self) -> int | None:
        """How many days after the last good day it is planned; None when it keeps the interval or none is set."""
        late = (self.meeting.day - self.meet_by).days if self.meet_by and self.is_before else 0
        return late if late > 0 else None

    @property
    def is_partly_illustrative(self) -> bool:
        """Whether anything on the page was made up to show the system alive."""
        bases = [self.basis, *(item.basis for item in self.items), *(row.basis for row in self.taken)]
        return "illustrative" in bases


@read_once
def head(pk: int, look: Look, actor: Actor) -> Head | None:
    """One meeting; None when there is none to see. Two queries.

    The charter is that of the day of the meeting, not of the day looked at, as far as it was known.
    """
    meeting = _recorded(look, actor).filter(pk=pk).first()
    return _head_of(meeting, look) if meeting else None


def last_before(meeting: Meeting, look: Look, actor: Actor) -> Head | None:
    """The last meeting of the board that was held before this one; None for none. One query, beside the charters."""
    earlier = _recorded(look, actor).filter(held(look), board_id=meeting.board_id, day__lt=meeting.day)
    last = earlier.order_by("-day").first()
    return _head_of(last, look) if last else None


def _recorded(look: Look, actor: Actor) -> QuerySet[Meeting, Any]:
    before = days_before(OuterRef("board_id"), OuterRef("day"))
    return recorded(look, actor).select_related("minutes").annotate(day_before=Subquery(before[:1]))


def _head_of(meeting: Any, look: Look) -> Head:
    board, charters = meeting.board_id, _charters(meeting, look)
    charter = best(charters, meeting.day).get(board)
    state = state_on(meeting, look, _approved_on(meeting))
    is_before = state.value in BEFORE
    return Head(
        meeting=meeting,
        board_name=charter.name if charter else NOTHING,
        charter=charter,
        state=state,
        is_forgotten=is_before and meeting.day < look.day,
        meet_by=meet_by_after(meeting.day_before, board, meeting.day, charters) if is_before else None,
    )


def page(pk: int, look: Look, actor: Actor, *, texts: bool = False, subjects: bool = True) -> Page | None:
    """One meeting with all that stands on its page; None when there is none to see.

    `texts`: with its minutes and who came; `subjects`: with what items are about.
    """
    found = head(pk, look, actor)
    if found is None:
        return None
    taken = of_meetings([found.meeting], look, actor, {found.meeting.board_id: found.board_name})
    (shown_,) = pages([found], look, actor, taken, texts={pk} if texts else (), subjects={pk} if subjects else ())
    return shown_


def pages(
    heads: Sequence[Head],
    look: Look,
    actor: Actor,
    decisions: Mapping[int, tuple[Row, ...]],
    *,
    texts: Collection[int] = (),
    subjects: Collection[int] = (),
) -> tuple[Page, ...]:
    """The pages of meetings of which the heads and the decisions are at hand, read together.

    `texts`: those with their minutes and who came; `subjects`: those with what their items are about.
    """
    minutes = {one.id: _minutes(one.meeting, look, actor) for one in heads}
    said = _texts([minutes[number] for number in texts], actor)
    items = _agendas({one.id: one.meeting.board_id for one in heads}, look, actor, decisions, said, subjects)
    closed = [
        one.id for one in heads if not one.is_before and (one.meeting.seats_counted is not None or one.id in texts)
    ]
    attended = attendance.recorded(closed, actor)
    return tuple(
        _page(one, look, minutes[one.id], said.get(one.id, {}), items[one.id], decisions[one.id], attended, texts)
        for one in heads
    )


def _page(
    found: Head,
    look: Look,
    minutes: Minutes | None,
    said: Mapping[int | None, Translated],
    items: tuple[Item, ...],
    decisions: tuple[Row, ...],
    attended: Mapping[int, Sequence[Attendance]],
    texts: Collection[int],
) -> Page:
    meeting = found.meeting
    under = {row.id for item in items for row in item.decisions}
    who = attended.get(found.id, ())
    return Page(
        meeting=meeting,
        board_name=found.board_name,
        charter=found.charter,
        state=found.state,
        is_forgotten=found.is_forgotten,
        items=items,
        quorum=attendance.present(meeting, found.charter, who),
        decisions=tuple(row for row in decisions if row.id not in under),
        minutes=minutes,
        general_text=said.get(None, NOTHING),
        meet_by=found.meet_by,
        came=attendance.came(who, meeting, look) if found.id in texts else (),
    )


def _charters(meeting: Meeting, look: Look) -> Iterable[Charter]:
    return charters_known([meeting.board_id], look.known_at).get(meeting.board_id, ())


def _approved_on(meeting: Meeting) -> date | None:
    return meeting.minutes.approved_on if hasattr(meeting, "minutes") else None


def _minutes(meeting: Meeting, look: Look, actor: Actor) -> Minutes | None:
    """The minutes, unless on another day or by an earlier knowledge they were not there yet."""
    if not hasattr(meeting, "minutes") or meeting.day > look.day:
        return None
    if look.known_at is not None and (meeting.minuted_at is None or meeting.minuted_at > look.known_at):
        return None
    if meeting.minutes.is_approved:
        return meeting.minutes  # public by now
    return visible_to(Minutes.objects.filter(meeting=meeting), actor).first()


def _texts(minutes: Iterable[Minutes | None], actor: Actor) -> dict[int, dict[int | None, Translated]]:
    """What minutes say to each item, by meeting: one query, none for no minutes."""
    wanted = {one.pk: one.meeting_id for one in minutes if one is not None}
    found: dict[int, dict[int | None, Translated]] = {meeting: {} for meeting in wanted.values()}
    texts = visible_to(MinutesText.objects.filter(minutes_id__in=list(wanted)), actor)
    for text in texts if wanted else ():
        found[wanted[text.minutes_id]][text.item_id] = text.text
    return found


def agenda(meeting: int, board: int, look: Look, actor: Actor) -> tuple[Item, ...]:
    """The items of a meeting's agenda as the reader may see them, without what they are about or came of them."""
    return _agendas({meeting: board}, look, actor, {}, {}, ())[meeting]


def _agendas(
    meetings: Mapping[int, int],
    look: Look,
    actor: Actor,
    decisions: Mapping[int, Iterable[Row]],
    texts: Mapping[int, Mapping[int | None, Translated]],
    subjects: Collection[int],
) -> dict[int, tuple[Item, ...]]:
    """The agenda of each meeting (with its board): one query, what closed items and subjects ask for not counted."""
    rows = AgendaItem.objects.filter(meeting_id__in=list(meetings), is_dropped=False).order_by("order", "pk")
    if look.known_at is not None:
        rows = rows.filter(recorded_at__lte=look.known_at)
    items = list(visible_to(rows, actor))
    reader = closed_reader(actor, look)
    withheld = {item.pk for item in items if item.is_restricted and not reader.reads_board(meetings[item.meeting_id])}
    open_ = (item for item in items if item.meeting_id in subjects and item.pk not in withheld)
    about = shown([item.subject for item in open_ if item.subject], lambda queryset: visible_to(queryset, actor))
    under: dict[int, tuple[Row, ...]] = {}
    for row in (row for taken in decisions.values() for row in taken):
        if row.item is not None:
            under[row.item] = (*under.get(row.item, ()), row)
    found: dict[int, tuple[Item, ...]] = dict.fromkeys(meetings, ())
    for item in items:
        before, came_of_it = found[item.meeting_id], under.get(item.pk, ())
        number, said = len(before) + 1, texts.get(item.meeting_id, {}).get(item.pk, NOTHING)
        told = (
            _withheld(item, number, came_of_it)
            if item.pk in withheld
            else _open(item, number, came_of_it, about.get(item.subject), said)
        )
        found[item.meeting_id] = (*before, told)
    return found


def _open(item: AgendaItem, number: int, decisions: tuple[Row, ...], subject: Shown | None, text: Translated) -> Item:
    return Item(
        id=item.pk,
        number=number,
        title=item.title,
        kind=item.kind,
        note=item.note,
        subject=subject,
        is_restricted=item.is_restricted,
        is_withheld=False,
        is_contributed=bool(item.contributed_key),
        basis=item.basis,
        text=text,
        decisions=decisions,
    )


def _withheld(item: AgendaItem, number: int, decisions: tuple[Row, ...]) -> Item:
    """Of a closed item only its number is said."""
    return Item(item.pk, number, NOTHING, item.kind, NOTHING, None, True, True, False, item.basis, NOTHING, decisions)
