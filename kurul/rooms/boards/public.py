"""The door of the room: what other rooms may import.

Higher rooms answer two questions and react to one event:

    @contributions.register(AGENDA, order=10)
    def red_actions(*, board: Board, meeting: Meeting, look: Look) -> Iterable[AgendaProposal]: ...

    @contributions.register(PACK, order=10)
    def scorecard(*, meeting: Meeting, look: Look, actor: Actor) -> Iterable[PackSection]: ...

    @reactions.register(DECIDED, order=10)
    def activate(subject: Decision, event: PendingEvent, by: Actor) -> None: ...

They show themselves on the pages of a board, a meeting and a decision through the panels slots `boards.board`,
`boards.meeting` and `boards.decision`; each is given the page of the query, with its `id`.
"""

from kurul.rooms.boards.actions import (
    Planned,
    Terms,
    amend_charter,
    approve_minutes,
    cancel_meeting,
    charter_board,
    close_meeting,
    confirm_decision,
    decide,
    drop_item,
    give_seats,
    invite,
    open_meeting,
    place_item,
    plan_meeting,
    record_attendance,
    reschedule_meeting,
    supersede_decision,
    write_minutes,
)
from kurul.rooms.boards.models import AgendaItem, Board, Decision, ItemKind, Meeting, MeetingState, Role, SeatSource
from kurul.rooms.boards.permissions import CONFIRM, CONVENE, RECORD, board_scope
from kurul.rooms.boards.queries.agenda import QUESTION as AGENDA
from kurul.rooms.boards.queries.agenda import AgendaProposal
from kurul.rooms.boards.queries.boards import Duty
from kurul.rooms.boards.queries.boards import Row as BoardRow
from kurul.rooms.boards.queries.boards import duties as duties_on
from kurul.rooms.boards.queries.boards import listing as boards_on
from kurul.rooms.boards.queries.cadences import cadences
from kurul.rooms.boards.queries.decisions import Filters as DecisionFilters
from kurul.rooms.boards.queries.decisions import Row as DecisionRow
from kurul.rooms.boards.queries.decisions import how_many as decisions_counted
from kurul.rooms.boards.queries.decisions import listing as decisions_listed
from kurul.rooms.boards.queries.meetings import Brief as MeetingBrief
from kurul.rooms.boards.queries.meetings import Filters as MeetingFilters
from kurul.rooms.boards.queries.meetings import listing as meetings_listed
from kurul.rooms.boards.queries.meetings import upcoming
from kurul.rooms.boards.queries.names import charter_names, convener_of, labels, visible_names
from kurul.rooms.boards.queries.seats import Seat, boards_of_posts, seats_of
from kurul.rooms.boards.rules.cadence import Cadence, Standing
from kurul.rooms.boards.rules.charters import QuorumRule
from kurul.rooms.boards.rules.decisions import Execution
from kurul.rooms.boards.rules.meetings import Presence
from kurul.rooms.boards.typst.pack import PACK, PackHeading, PackSection, PackTable, write_pack
from kurul.rooms.boards.wording import DECIDED, EXECUTION_REPORTED, MEETING_CLOSED, MEETING_PLANNED, MINUTES_APPROVED

__all__ = [
    "AGENDA",
    "CONFIRM",
    "CONVENE",
    "DECIDED",
    "EXECUTION_REPORTED",
    "MEETING_CLOSED",
    "MEETING_PLANNED",
    "MINUTES_APPROVED",
    "PACK",
    "RECORD",
    "AgendaItem",
    "AgendaProposal",
    "Board",
    "BoardRow",
    "Cadence",
    "Decision",
    "DecisionFilters",
    "DecisionRow",
    "Duty",
    "Execution",
    "ItemKind",
    "Meeting",
    "MeetingBrief",
    "MeetingFilters",
    "MeetingState",
    "PackHeading",
    "PackSection",
    "PackTable",
    "Planned",
    "Presence",
    "QuorumRule",
    "Role",
    "Seat",
    "SeatSource",
    "Standing",
    "Terms",
    "amend_charter",
    "approve_minutes",
    "board_scope",
    "boards_of_posts",
    "boards_on",
    "cadences",
    "cancel_meeting",
    "charter_board",
    "charter_names",
    "close_meeting",
    "confirm_decision",
    "convener_of",
    "decide",
    "decisions_counted",
    "decisions_listed",
    "drop_item",
    "duties_on",
    "give_seats",
    "invite",
    "labels",
    "meetings_listed",
    "open_meeting",
    "place_item",
    "plan_meeting",
    "record_attendance",
    "reschedule_meeting",
    "seats_of",
    "supersede_decision",
    "upcoming",
    "visible_names",
    "write_minutes",
    "write_pack",
]
