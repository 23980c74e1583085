"""What places itself on an agenda: overdue decisions of the board, and what higher rooms propose."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from kurul.kernel.identity.actors import Actor
from kurul.kernel.references import Ref
from kurul.kernel.slots import contributions
from kurul.kernel.temporal.look import Look
from kurul.kernel.translated import Translated, in_every_language
from kurul.rooms.boards.models import Board, ItemKind, Meeting
from kurul.rooms.boards.queries.decisions import in_state, taken

QUESTION = "boards.agenda"


@dataclass(frozen=True)
class AgendaProposal:
    """A row of the slot `boards.agenda`, which is asked with `board`, `meeting` and `look`.

    `key` is unique among all proposals ("room.what:id"): an item that came under it, even if it was dropped since, does
    not come again to the same meeting.
    """

    key: str
    title: Translated
    subject: Ref | None = None
    note: Translated = field(default_factory=Translated)
    kind: str = ItemKind.FOLLOW_UP.value
    is_restricted: bool = False


def proposals(board: Board, meeting: Meeting, look: Look) -> list[AgendaProposal]:
    """Everything that waits for the board on the day, in the order of the rooms that propose it."""
    return contributions.ask(QUESTION, board=board, meeting=meeting, look=look)


def overdue_decisions(board: Board, meeting: Meeting, look: Look) -> Iterator[AgendaProposal]:
    """This room's own answer: decisions of the board that some addressee has not carried out in time."""
    found = taken(look, Actor.system("agenda")).filter(in_state("overdue", look.day), board=board)
    for decision in found.exclude(meeting=meeting).order_by("year", "sequence"):
        yield AgendaProposal(
            key=f"boards.decision:{decision.pk}",
            title=in_every_language(_("Overdue decision %(number)s"), number=decision.number),
            subject=Ref.of(decision),
            note=decision.text,
            is_restricted=decision.is_restricted,
        )
