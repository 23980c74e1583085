"""Boards: what they are on a day, how they meet, and what they owe."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from kurul.kernel.identity.actors import Actor
from kurul.kernel.identity.visibility import visible_to
from kurul.kernel.remembering import read_once
from kurul.kernel.temporal.bounds import Certainty, Period
from kurul.kernel.temporal.look import Look
from kurul.kernel.translated import Translated
from kurul.kernel.turkish import sort_key
from kurul.rooms.boards.models import Board, Charter
from kurul.rooms.boards.queries.cadences import judged, met_days
from kurul.rooms.boards.queries.decisions import counts
from kurul.rooms.boards.queries.meetings import Brief, next_of, of_board, upcoming
from kurul.rooms.boards.queries.names import best, charters_seen
from kurul.rooms.boards.rules.cadence import Cadence
from kurul.rooms.organisations.public import Named, names_on

STATUS = {Certainty.YES: "boards.in_force", Certainty.NOT_KNOWN: "boards.perhaps", Certainty.NO: "boards.ended"}


@dataclass(frozen=True)
class Row:
    """A board as the list shows it on the day looked at."""

    id: int
    code: str
    name: Translated
    charter: Charter
    convener: Named | None
    cadence: Cadence
    next_meeting: Brief | None
    open: int  # decisions that some addressee has not carried out
    overdue: int
    certainty: Certainty  # whether its charter holds on the day
    basis: str

    @property
    def status(self) -> str:
        """Whether it is in force, as the code of a status."""
        return STATUS[self.certainty]

    @property
    def cadence_status(self) -> str:
        """How it stands towards its interval, as the code of a status."""
        return f"boards.cadence_{self.cadence.standing}"


@dataclass(frozen=True)
class Page(Row):
    """Everything that the page of one board shows on the day looked at."""

    version: int = 0
    source: str = ""
    charters: tuple[Charter, ...] = ()  # all that are known, earliest first
    meetings: tuple[Brief, ...] = field(default=())  # those up to the day and those planned, latest first

    @property
    def period(self) -> Period:
        """When the terms shown hold."""
        return self.charter.period


def listing(look: Look, actor: Actor, *, language: str, ended: bool = False) -> tuple[Row, ...]:
    """All boards by name; with `ended` also those whose charter certainly does not hold on the day: five queries."""
    charters = charters_seen(look, actor)
    boards = {row.board_id for row in charters}
    shown = best(charters, look.day)
    names = {board: row.name for board, row in shown.items()}
    conveners = names_on({row.convener_id for row in shown.values() if row.convener_id}, look)
    judged_ = judged(boards, charters, met_days(boards, look), look.day)
    next_ = upcoming(boards, look, actor, names)
    owed = counts(boards, look, actor)
    rows = [
        Row(**_columns(row, look, conveners, judged_[board], next_.get(board), owed.get(board, (0, 0))))
        for board, row in shown.items()
    ]
    kept = [row for row in rows if ended or row.certainty is not Certainty.NO]
    return tuple(sorted(kept, key=lambda row: (sort_key(str(row.name), language), row.id)))


@dataclass(frozen=True)
class Duty:
    """How a board stands towards its interval, and whether its next meeting is planned."""

    id: int
    name: Translated
    cadence: Cadence
    next_meeting: Brief | None
    basis: str

    @property
    def cadence_status(self) -> str:
        """How it stands towards its interval, as the code of a status."""
        return f"boards.cadence_{self.cadence.standing}"


def duties(look: Look, actor: Actor) -> tuple[Duty, ...]:
    """What each board owes that may be in force on the day: three queries."""
    charters = charters_seen(look, actor)
    shown = {board: row for board, row in best(charters, look.day).items() if row.period.on(look.day) != Certainty.NO}
    met = judged(shown, charters, met_days(shown.keys(), look), look.day)
    next_ = upcoming(shown.keys(), look, actor, {board: row.name for board, row in shown.items()})
    return tuple(
        Duty(board, row.name, met[board], next_.get(board), row.board.basis) for board, row in sorted(shown.items())
    )


@dataclass(frozen=True)
class Head:
    """A board by its terms, for pages that show nothing else of it."""

    id: int
    charter: Charter

    @property
    def name(self) -> Translated:
        """What it is called on the day."""
        return self.charter.name

    @property
    def version(self) -> int:
        """The version of its record."""
        return self.charter.board.version


def head(pk: int, look: Look, actor: Actor) -> Head | None:
    """One board by its terms on the day: one query; None when there is none to see, or it was not known."""
    charters = _of_board(pk, look, actor)
    return Head(pk, best(charters, look.day)[pk]) if charters else None


@read_once
def _of_board(pk: int, look: Look, actor: Actor) -> tuple[Charter, ...]:
    seen = visible_to(Board.objects.filter(pk=pk), actor)
    rows = Charter.objects.known_at(look.known_at).filter(board__in=seen).select_related("instrument", "board")
    return tuple(rows.in_order())


def _columns(
    charter: Charter,
    look: Look,
    conveners: Mapping[int, Named],
    met: Cadence,
    next_meeting: Brief | None,
    owed: tuple[int, int],
) -> dict[str, Any]:
    return {
        "id": charter.board_id,
        "code": charter.board.code,
        "name": charter.name,
        "charter": charter,
        "convener": conveners.get(charter.convener_id or 0),
        "cadence": met,
        "next_meeting": next_meeting,
        "open": owed[0],
        "overdue": owed[1],
        "certainty": charter.period.on(look.day),
        "basis": charter.board.basis,
    }


def page(pk: int, look: Look, actor: Actor) -> Page | None:
    """One board on the day looked at: at most seven queries; None when there is none to see, or it was not known."""
    charters = _of_board(pk, look, actor)
    if not charters:
        return None
    shown = best(charters, look.day)[pk]
    meetings = of_board(pk, look, actor, shown.name)
    met = {pk: [one.day for one in meetings if one.is_held and one.day <= look.day]}
    owed = counts([pk], look, actor).get(pk, (0, 0))
    conveners = names_on({shown.convener_id} if shown.convener_id else (), look) if shown.convener_id else {}
    columns = _columns(
        shown, look, conveners, judged([pk], charters, met, look.day)[pk], next_of(meetings).get(pk), owed
    )
    return Page(
        **columns,
        version=shown.board.version,
        source=shown.board.source,
        charters=charters,
        meetings=meetings,
    )
