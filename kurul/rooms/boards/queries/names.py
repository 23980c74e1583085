"""What boards are called on a day."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from kurul.kernel.identity.actors import Actor
from kurul.kernel.identity.visibility import visible_to
from kurul.kernel.remembering import read_each, read_once
from kurul.kernel.temporal.bounds import Certainty
from kurul.kernel.temporal.look import Look
from kurul.kernel.translated import Translated, active_language
from kurul.kernel.turkish import sort_key
from kurul.rooms.boards.models import Board, Charter

_ORDER = {Certainty.YES: 2, Certainty.NOT_KNOWN: 1, Certainty.NO: 0}


@read_each
def charters_known(boards: Iterable[int], known_at: datetime | None) -> dict[int, tuple[Charter, ...]]:
    """All charters of each board by the knowledge of the moment, earliest first: one query."""
    rows = Charter.objects.known_at(known_at).filter(board_id__in=set(boards))
    found: dict[int, tuple[Charter, ...]] = {}
    for row in rows.select_related("instrument", "board").in_order():
        found[row.board_id] = (*found.get(row.board_id, ()), row)
    return found


def charters_on(boards: Iterable[int], look: Look) -> dict[int, Charter]:
    """For each board the charter that holds on the day, else one that may, else the last: one query."""
    return best((row for rows in charters_known(boards, look.known_at).values() for row in rows), look.day)


def best(rows: Iterable[Charter], day: date) -> dict[int, Charter]:
    """Of these charters for each board the one that holds on the day, else one that may, else the last."""
    found: dict[int, Charter] = {}
    ranks: dict[int, tuple[int, date]] = {}
    for row in rows:
        rank = (_ORDER[row.period.on(day)], row.valid_from_latest)
        if row.board_id not in found or rank > ranks[row.board_id]:
            found[row.board_id], ranks[row.board_id] = row, rank
    return found


def charter_names(boards: Iterable[int], look: Look) -> dict[int, Translated]:
    """The name of each board on the day."""
    return {board: charter.name for board, charter in charters_on(boards, look).items()}


@read_once
def charters_seen(look: Look, actor: Actor) -> tuple[Charter, ...]:
    """All charters of every board that the actor may see, by the knowledge looked with, earliest first: one query."""
    rows = Charter.objects.known_at(look.known_at).filter(board__in=visible_to(Board.objects.order_by(), actor))
    return tuple(rows.select_related("instrument", "board").in_order())


def visible_charters(look: Look, actor: Actor) -> dict[int, Charter]:
    """The charter on the day of every board that the actor may see: one query."""
    return best(charters_seen(look, actor), look.day)


def visible_names(look: Look, actor: Actor) -> dict[int, Translated]:
    """The name on the day of every board that the actor may see: one query."""
    return {board: charter.name for board, charter in visible_charters(look, actor).items()}


def found(text: str, look: Look, actor: Actor) -> list[tuple[int, Translated]]:
    """The boards whose name on the day contains the folded text."""
    return [(board, name) for board, name in visible_names(look, actor).items() if text in name.folded]


def choices(names: Mapping[int, Translated]) -> list[tuple[int, str]]:
    """Boards by name, to choose from."""
    named = [(board, str(name)) for board, name in names.items()]
    return sorted(named, key=lambda one: sort_key(one[1], active_language()))


def labels(boards: Iterable[int]) -> dict[int, str]:
    """Names for references: today's."""
    return {board: str(name) for board, name in charter_names(boards, Look.today()).items()}


def convener_of(board: int, look: Look) -> int | None:
    """The body that convenes the board on the day; None where none is on record. One query."""
    charter = charters_on([board], look).get(board)
    return charter.convener_id if charter else None
