"""What this room shows on the pages of lower rooms: boards and open decisions of a body, a post, an instrument."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from kurul.kernel.identity.actors import Actor
from kurul.kernel.slots import Panel
from kurul.kernel.temporal.bounds import Certainty
from kurul.kernel.temporal.look import Look
from kurul.rooms.boards.models import MeetingState, Role
from kurul.rooms.boards.queries.boards import chartered_by
from kurul.rooms.boards.queries.decisions import Filters, listing
from kurul.rooms.boards.queries.meetings import Filters as MeetingFilters
from kurul.rooms.boards.queries.meetings import listing as meetings_listed
from kurul.rooms.boards.queries.names import charter_names, visible_charters
from kurul.rooms.boards.queries.seats import boards_of_posts, boards_seating
from kurul.rooms.positions.public import Since, posts_of_organisations

SHOWN_DECISIONS = 10


def of_organisation(record: Any, look: Look, actor: Actor) -> Panel | None:
    """The boards that a body convenes or sits in."""
    posts = posts_of_organisations([record.id], look).get(record.id, ())
    roles = _roles(boards_of_posts(posts, look) if posts else {})
    shown = [
        (board, charter.name, _label(roles.get(board, "")))
        for board, charter in visible_charters(look, actor).items()
        if board in roles or (charter.convener_id == record.id and charter.period.on(look.day) is not Certainty.NO)
    ]
    return Panel("boards", _("Boards"), "boards/panels/boards.html", {"boards": shown}) if shown else None


def owed_by_organisation(record: Any, look: Look, actor: Actor) -> Panel | None:
    """The open decisions that address a body or a part of it."""
    filters = Filters(state="open", organisation=record.id)
    decisions = listing(filters, look, actor, order="due_or_none", size=SHOWN_DECISIONS)
    if not decisions:
        return None
    context = {"decisions": decisions, "query": f"state=open&organisation=%23{record.id}"}
    return Panel("decisions", _("Open decisions"), "boards/panels/organisation.html", context)


def of_post(record: Any, look: Look, actor: Actor) -> Panel | None:
    """The boards in which a post sits."""
    roles = boards_seating({record.id: record.selectable}, look)[record.id]
    if not roles:
        return None
    names = charter_names(roles, look)
    boards = [(board, names[board], _label(role)) for board, role in roles.items() if board in names]
    return Panel("boards", _("Seats in boards"), "boards/panels/boards.html", {"boards": boards})


def of_instrument(record: Any, look: Look, actor: Actor) -> Panel | None:
    """The boards whose charter rests on an instrument."""
    boards = [(board, name, "") for board, name in chartered_by(record.id, look, actor).items()]
    return (
        Panel("boards", _("Boards that rest on it"), "boards/panels/boards.html", {"boards": boards})
        if boards
        else None
    )


def of_meeting(record: Any, look: Look, actor: Actor) -> Panel | None:
    """The way to what has changed in the CIO seats since a meeting that was held: no query."""
    if not (record.is_over or record.is_closed) or record.state is MeetingState.CANCELLED:
        return None
    context = {"query": f"since={record.meeting.day.isoformat()}"}
    return Panel("seats-since", _("CIO seats since this meeting"), "boards/panels/seats_since.html", context)


def last_meetings(*, look: Look, actor: Actor) -> Iterator[Since]:
    """The last meeting of each board that was held before the day looked at."""
    seen: set[int] = set()
    for brief in meetings_listed(MeetingFilters(when="past"), look, actor):
        if brief.is_held and brief.day < look.day and brief.board not in seen:
            seen.add(brief.board)
            yield Since(brief.board_name, brief.day, "boards:meeting", brief.id)


def _roles(seats: dict[int, dict[int, str]]) -> dict[int, str]:
    """Board and role, of the most prominent of several seats."""
    order = [role.value for role in Role]
    found: dict[int, str] = {}
    for roles in seats.values():
        for board, role in roles.items():
            found[board] = min(found.get(board, role), role, key=order.index)
    return found


def _label(role: str) -> Any:
    return Role(role).label if role else _("Convenes it")
