"""Lists of meetings."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from django.db.models import QuerySet

from kurul.kernel.identity.actors import Actor
from kurul.kernel.temporal.look import Look
from kurul.kernel.translated import Translated
from kurul.rooms.boards.models import Meeting, MeetingState
from kurul.rooms.boards.queries.lists import cut
from kurul.rooms.boards.queries.names import charter_names
from kurul.rooms.boards.queries.states import BEFORE, HELD, ahead, held, recorded, state_on

WHEN = ("upcoming", "past", "cancelled")


@dataclass(frozen=True)
class Filters:
    """What the list of meetings is narrowed to; empty fields do not narrow. `when`: one of WHEN."""

    when: str = ""
    board: int | None = None
    year: int | None = None
    among: frozenset[int] = frozenset()  # one of these boards

    @property
    def is_narrow(self) -> bool:
        """Whether anything narrows."""
        return self != Filters()


@dataclass(frozen=True)
class Brief:
    """A meeting in a list, as it stands on the day and by the knowledge looked with."""

    id: int
    board: int
    board_name: Translated
    number: int
    day: date
    starts: time | None
    place: str
    state: MeetingState
    is_forgotten: bool  # its day has passed, and nobody recorded that it was held or cancelled
    basis: str

    @property
    def status(self) -> str:
        """The code of its status."""
        return "boards.meeting_forgotten" if self.is_forgotten else f"boards.meeting_{self.state}"

    @property
    def is_held(self) -> bool:
        """Whether it was held."""
        return self.state.value in HELD

    @property
    def is_ahead(self) -> bool:
        """Whether it is planned, invited or in session."""
        return not self.is_held and self.state is not MeetingState.CANCELLED


def upcoming(
    boards: Collection[int], look: Look, actor: Actor, names: Mapping[int, Translated] | None = None
) -> dict[int, Brief]:
    """The next meeting of each board that has one planned; `names` of the boards, where they are known already."""
    planned = recorded(look, actor).filter(ahead(look), board_id__in=boards).order_by("day")
    return next_of(_briefs(planned, look, names))


def next_of(found: Iterable[Brief]) -> dict[int, Brief]:
    """Of these meetings for each board the first that is neither held nor cancelled."""
    by_board: dict[int, Brief] = {}
    for brief in sorted(found, key=lambda one: one.day):
        if brief.is_ahead:
            by_board.setdefault(brief.board, brief)
    return by_board


def how_many(filters: Filters, look: Look, actor: Actor) -> int:
    """How many meetings the list has."""
    return _narrowed(filters, look, actor).count()


def listing(
    filters: Filters,
    look: Look,
    actor: Actor,
    *,
    order: str = "-day",
    start: int = 0,
    size: int = 50,
    names: Mapping[int, Translated] | None = None,
) -> tuple[Brief, ...]:
    """A part of the list. `order` is day, board_name or number, "-" before it reverses; `names` of the boards, where
    they are known already.
    """
    keys = {"day": ("day",), "board_name": ("board__code",), "number": ("number",)}
    return _briefs(cut(_narrowed(filters, look, actor), keys, order, ("-day", "pk"), start, size), look, names)


def _narrowed(filters: Filters, look: Look, actor: Actor) -> QuerySet[Meeting, Any]:
    rows = recorded(look, actor)
    if filters.board is not None:
        rows = rows.filter(board_id=filters.board)
    if filters.among:
        rows = rows.filter(board_id__in=filters.among)
    if filters.year is not None:
        rows = rows.filter(day__year=filters.year)
    match filters.when:
        case "upcoming":
            return rows.filter(ahead(look))
        case "past":
            return rows.filter(held(look))
        case "cancelled":
            return rows.exclude(ahead(look)).exclude(held(look))
    return rows


def of_board(board: int, look: Look, actor: Actor, name: Translated) -> tuple[Brief, ...]:
    """All meetings of a board, latest first, as far as they were recorded by then: one query."""
    return _briefs(recorded(look, actor).filter(board_id=board).order_by("-day", "-pk"), look, {board: name})


def _briefs(
    meetings: QuerySet[Meeting, Any], look: Look, names: Mapping[int, Translated] | None = None
) -> tuple[Brief, ...]:
    rows = list(meetings.select_related("minutes"))
    called = charter_names({meeting.board_id for meeting in rows}, look) if names is None else names
    return tuple(_brief(meeting, called, look) for meeting in rows)


def _brief(meeting: Meeting, names: Mapping[int, Translated], look: Look) -> Brief:
    state = state_on(meeting, look, meeting.minutes.approved_on if hasattr(meeting, "minutes") else None)
    return Brief(
        id=meeting.pk,
        board=meeting.board_id,
        board_name=names.get(meeting.board_id, Translated()),
        number=meeting.number,
        day=meeting.day,
        starts=meeting.starts,
        place=meeting.place,
        state=state,
        is_forgotten=state.value in BEFORE and meeting.day < look.day,
        basis=meeting.basis,
    )


def years(look: Look, actor: Actor) -> list[int]:
    """The years in which there are meetings, latest first."""
    return [day.year for day in recorded(look, actor).dates("day", "year", order="DESC")]


def labels(ids: Iterable[int]) -> dict[int, str]:
    """Board, number and day for references."""
    meetings = list(Meeting.objects.filter(pk__in=set(ids)))
    names = charter_names({meeting.board_id for meeting in meetings}, Look.today())
    return {
        meeting.pk: f"{names.get(meeting.board_id, '')} {meeting.number} ({meeting.day.isoformat()})"
        for meeting in meetings
    }
