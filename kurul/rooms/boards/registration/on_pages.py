"""What this room shows on the pages of lower rooms: boards and decisions of a body or post; what rests on law."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from kurul.kernel.identity.actors import Actor
from kurul.kernel.identity.visibility import visible_to
from kurul.kernel.slots import Panel
from kurul.kernel.temporal.bounds import Certainty
from kurul.kernel.temporal.look import Look
from kurul.rooms.boards.models import Charter, Role, SeatRule
from kurul.rooms.boards.queries.decisions import Filters, listing
from kurul.rooms.boards.queries.names import charter_names, labels, visible_charters
from kurul.rooms.boards.queries.seats import boards_of_posts, boards_seating
from kurul.rooms.law.public import Part, Resting, resting
from kurul.rooms.positions.public import posts_of_organisations

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


def resting_on_law(*, instruments: frozenset[int], look: Look, actor: Actor, most: int | None) -> Iterator[Resting]:
    """The charters and the seats of boards that rest on these instruments on the day."""
    said = ((_("Charter of a board"), Charter), (_("Seats in a board"), SeatRule))
    parts = [
        Part(kind, visible_to(facts.objects.all(), actor), "board_id", "boards:board", labels) for kind, facts in said
    ]
    return resting(parts, instruments=instruments, look=look, most=most)


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
