"""How boards met: their cadence, judged by the intervals of their charters."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any

from django.db.models import QuerySet

from kurul.kernel.temporal.look import Look
from kurul.rooms.boards.models import Charter, Meeting, MeetingState
from kurul.rooms.boards.queries.states import held
from kurul.rooms.boards.rules.cadence import Cadence, Term, cadence, due_after


def met_days(boards: Collection[int], look: Look) -> dict[int, list[date]]:
    """The days on which each board met up to the day looked at: one query."""
    found: dict[int, list[date]] = {}
    for board, day in Meeting.objects.filter(held(look), board_id__in=boards).values_list("board_id", "day"):
        found.setdefault(board, []).append(day)
    return found


def meet_by_before(board: int, day: date, charters: Iterable[Charter]) -> date | None:
    """The last day on which a meeting planned for `day` keeps the interval, counted from the meeting before it.

    The one before may itself be only planned. None without one, or where no interval asks for a meeting: one query.
    """
    last = days_before(board, day).first()
    return meet_by_after(last["day"] if last else None, board, day, charters)


def days_before(board: Any, day: Any) -> QuerySet[Meeting, Any]:
    """The days of the meetings of a board before a day that were not cancelled, the latest first."""
    earlier = Meeting.objects.filter(board_id=board, day__lt=day).exclude(state=MeetingState.CANCELLED)
    return earlier.order_by("-day").values("day")


def meet_by_after(last: date | None, board: int, day: date, charters: Iterable[Charter]) -> date | None:
    """The same where the day of the meeting before is known."""
    return None if last is None else due_after(last, _terms(charters).get(board, ()), day)


def cadences(boards: Iterable[int], look: Look) -> dict[int, Cadence]:
    """How each board met up to the day: two queries for all."""
    wanted = set(boards)
    charters = Charter.objects.known_at(look.known_at).filter(board_id__in=wanted)
    return judged(wanted, charters, met_days(wanted, look), look.day)


def judged(
    boards: Iterable[int], charters: Iterable[Charter], days: Mapping[int, Collection[date]], day: date
) -> dict[int, Cadence]:
    """The cadence of each board by all its charters and the days on which it met."""
    terms = _terms(charters)
    return {board: cadence(days.get(board, ()), terms.get(board, ()), day) for board in boards}


def _terms(charters: Iterable[Charter]) -> dict[int, list[Term]]:
    found: dict[int, list[Term]] = {}
    for charter in charters:
        found.setdefault(charter.board_id, []).append(Term(charter.period, charter.cadence_months))
    return found
