"""Who may read closed items and decisions. Numbers are public; what is said is held back here alone."""

from collections.abc import Collection

from kurul.kernel.identity.actors import Actor
from kurul.kernel.identity.scopes import GOVERNMENT, Scope
from kurul.kernel.remembering import read_once
from kurul.kernel.temporal.bounds import Certainty
from kurul.kernel.temporal.look import Look
from kurul.rooms.boards.models import SeatSource
from kurul.rooms.boards.permissions import READ_CLOSED, board_scope, is_seated, organisations_of
from kurul.rooms.boards.queries.names import charters_known
from kurul.rooms.boards.queries.seats import rules_on
from kurul.rooms.positions.public import posts_of_organisations, selectable

APPOINTMENT = "positions.appointment"  # where a right comes from that follows from a post


@read_once
def closed_reader(actor: Actor, look: Look) -> "ClosedReader":
    """Says for the actor what is held back."""
    return ClosedReader(actor, look)


class ClosedReader:
    """Says for one actor which restricted things may be read; asks the database only when there are any."""

    def __init__(self, actor: Actor, look: Look) -> None:
        self._actor = actor
        self._look = look
        self._boards: dict[int, bool] = {}
        self._bodies: set[int] | None = None

    @property
    def reads_all(self) -> bool:
        """Whether nothing is held back."""
        return GOVERNMENT in self._actor.scopes_for(READ_CLOSED)

    @property
    def bodies(self) -> set[int]:
        """The bodies for which the actor reads what concerns them."""
        if self._bodies is None:
            self._bodies = organisations_of(self._actor, READ_CLOSED, self._look)
        return self._bodies

    def reads_board(self, board: int) -> bool:
        """Whether the closed items of the board may be read: a right for it, its convener, or a body seated in it."""
        if self.reads_all:
            return True
        if not self._actor.holds(READ_CLOSED):
            return False
        if board not in self._boards:
            self._boards[board] = self._may_read(board)
        return self._boards[board]

    def reads_decision(self, board: int, addressees: Collection[int]) -> bool:
        """Whether a restricted decision may be read: as a closed item, or because it is addressed to one's own body."""
        if self.reads_all:
            return True
        if not self._actor.holds(READ_CLOSED):
            return False
        return not self.bodies.isdisjoint(addressees) or self.reads_board(board)

    def scopes_of_board(self, board: int) -> frozenset[Scope]:
        """Where the actor holds the right by which the closed part of the board's log may be read; none if it may not.

        To be passed to `history`.
        """
        return self._actor.scopes_for(READ_CLOSED) if self.reads_board(board) else frozenset()

    def scopes_of_decision(self, board: int, addressees: Collection[int]) -> frozenset[Scope]:
        """The same for the log of a decision."""
        return self._actor.scopes_for(READ_CLOSED) if self.reads_decision(board, addressees) else frozenset()

    def _may_read(self, board: int) -> bool:
        rights = [right for right in self._actor.rights if right.capability == READ_CLOSED]
        if any(right.scope == board_scope(board) for right in rights):
            return True
        if not self.bodies:
            return False
        by_post = any(right.source.kind == APPOINTMENT for right in rights)
        return convened_by_one(board, self.bodies, self._look) or sits_for_one(
            board, self.bodies, self._look, by_post=by_post
        )


def convened_by_one(board: int, bodies: Collection[int], look: Look) -> bool:
    """Whether one of these bodies convenes, or may convene, the board on the day."""
    charters = charters_known([board], look.known_at).get(board, ())
    return any(row.convener_id in bodies and row.period.on(look.day) is not Certainty.NO for row in charters)


def sits_for_one(board: int, bodies: Collection[int], look: Look, *, by_post: bool) -> bool:
    """Whether a post of one of these bodies has a seat in the board on the day.

    Where the CIO-equivalents sit in it, holding the right by a post (`by_post`) is enough: it follows from the same
    rule as the seat.
    """
    rules = rules_on(board, look)
    if by_post and any(rule.by == SeatSource.EQUIVALENCE for rule in rules):
        return True
    others = [rule for rule in rules if rule.by != SeatSource.EQUIVALENCE]
    if not others:
        return False
    own = {post for posts in posts_of_organisations(bodies, look).values() for post in posts}
    told = selectable(own, look)
    return any(is_seated(rule, post, told.get(post)) for rule in others for post in own)
