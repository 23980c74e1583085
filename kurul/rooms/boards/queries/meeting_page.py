"""Everything that stands on the page of one meeting: before, during and after it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from kurul.kernel.identity.actors import Actor
from kurul.kernel.identity.visibility import visible_to
from kurul.kernel.references import Shown, shown
from kurul.kernel.temporal.look import Look
from kurul.kernel.translated import Translated
from kurul.kernel.wording import Text
from kurul.rooms.boards.models import AgendaItem, Charter, ItemKind, Meeting, MeetingState, Minutes, MinutesText
from kurul.rooms.boards.queries.attendance import Came, came, present
from kurul.rooms.boards.queries.cadences import meet_by_before
from kurul.rooms.boards.queries.closed import closed_reader
from kurul.rooms.boards.queries.decisions import Row, of_meeting
from kurul.rooms.boards.queries.names import best, charters_known
from kurul.rooms.boards.queries.states import BEFORE, HELD, recorded, state_on
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
    meet_by: date | None  # by when the board has to meet, where an interval says so
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


def head(pk: int, look: Look, actor: Actor) -> Head | None:
    """One meeting; None when there is none to see. Two queries.

    The charter is that of the day of the meeting, not of the day looked at, as far as it was known.
    """
    meeting = recorded(look, actor).select_related("minutes").filter(pk=pk).first()
    if meeting is None:
        return None
    charter = best(_charters(meeting, look), meeting.day).get(meeting.board_id)
    state = state_on(meeting, look, _approved_on(meeting))
    return Head(
        meeting=meeting,
        board_name=charter.name if charter else NOTHING,
        charter=charter,
        state=state,
        is_forgotten=state.value in BEFORE and meeting.day < look.day,
    )


def page(pk: int, look: Look, actor: Actor, *, texts: bool = False, subjects: bool = True) -> Page | None:
    """One meeting with all that stands on its page; None when there is none to see.

    `texts`: with its minutes and who came; `subjects`: with what items are about.
    """
    found = head(pk, look, actor)
    return page_of(found, look, actor, texts=texts, subjects=subjects) if found else None


def page_of(
    found: Head,
    look: Look,
    actor: Actor,
    *,
    texts: bool = False,
    subjects: bool = True,
    decisions: tuple[Row, ...] | None = None,
) -> Page:
    """The page of a meeting of which the head is at hand; `decisions`: those that it took, where they are too."""
    meeting, is_before = found.meeting, found.is_before
    minutes = _minutes(meeting, look, actor)
    said = _texts(minutes, actor) if texts else {}
    taken = of_meeting(meeting, look, actor, found.board_name) if decisions is None else decisions
    items = _items(meeting.pk, meeting.board_id, look, actor, taken, said, subjects=subjects)
    under = {row.id for item in items for row in item.decisions}
    who = came(meeting, look, actor) if texts and not is_before else None
    return Page(
        meeting=meeting,
        board_name=found.board_name,
        charter=found.charter,
        state=found.state,
        is_forgotten=found.is_forgotten,
        items=items,
        quorum=None if is_before else present(meeting, found.charter, who),
        decisions=tuple(row for row in taken if row.id not in under),
        minutes=minutes,
        general_text=said.get(None, NOTHING),
        meet_by=meet_by_before(meeting.board_id, meeting.day, _charters(meeting, look)) if is_before else None,
        came=who or (),
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


def _texts(minutes: Minutes | None, actor: Actor) -> dict[int | None, Translated]:
    if minutes is None:
        return {}
    texts = visible_to(MinutesText.objects.filter(minutes=minutes), actor)
    return {text.item_id: text.text for text in texts}


def agenda(meeting: int, board: int, look: Look, actor: Actor) -> tuple[Item, ...]:
    """The items of a meeting's agenda as the reader may see them, without what they are about or came of them."""
    return _items(meeting, board, look, actor, (), {}, subjects=False)


def _items(
    meeting: int,
    board: int,
    look: Look,
    actor: Actor,
    decisions: Sequence[Row],
    texts: dict[int | None, Translated],
    *,
    subjects: bool,
) -> tuple[Item, ...]:
    rows = AgendaItem.objects.filter(meeting_id=meeting, is_dropped=False).order_by("order", "pk")
    if look.known_at is not None:
        rows = rows.filter(recorded_at__lte=look.known_at)
    items = list(visible_to(rows, actor))
    reader = closed_reader(actor, look)
    withheld = {item.pk for item in items if item.is_restricted and not reader.reads_board(board)}
    refs = [item.subject for item in items if subjects and item.subject and item.pk not in withheld]
    about = shown(refs, lambda queryset: visible_to(queryset, actor))
    under: dict[int, tuple[Row, ...]] = {}
    for row in decisions:
        if row.item is not None:
            under[row.item] = (*under.get(row.item, ()), row)
    return tuple(
        _withheld(item, number, under.get(item.pk, ()))
        if item.pk in withheld
        else _open(item, number, under.get(item.pk, ()), about.get(item.subject), texts.get(item.pk, NOTHING))
        for number, item in enumerate(items, start=1)
    )


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
