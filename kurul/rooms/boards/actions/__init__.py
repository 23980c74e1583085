"""The only writers of this room, by subject: charters and seats, meetings, agenda, attendance, decisions, minutes."""

from kurul.rooms.boards.actions.agenda import amend_item, contribute, drop_item, move_item, place_item
from kurul.rooms.boards.actions.attendance import record_attendance
from kurul.rooms.boards.actions.charters import (
    Terms,
    amend_charter,
    charter_board,
    correct_charter,
    end_charter,
    end_seats,
    give_seats,
)
from kurul.rooms.boards.actions.decisions import add_note, confirm_decision, decide, supersede_decision
from kurul.rooms.boards.actions.loading import GivenBoard, GivenSeats, GivenTerms, load
from kurul.rooms.boards.actions.meetings import (
    Planned,
    cancel_meeting,
    close_meeting,
    invite,
    open_meeting,
    plan_meeting,
    reschedule_meeting,
)
from kurul.rooms.boards.actions.minutes import approve_minutes, write_minutes

__all__ = [
    "GivenBoard",
    "GivenSeats",
    "GivenTerms",
    "Planned",
    "Terms",
    "add_note",
    "amend_charter",
    "amend_item",
    "approve_minutes",
    "cancel_meeting",
    "charter_board",
    "close_meeting",
    "confirm_decision",
    "contribute",
    "correct_charter",
    "decide",
    "drop_item",
    "end_charter",
    "end_seats",
    "give_seats",
    "invite",
    "load",
    "move_item",
    "open_meeting",
    "place_item",
    "plan_meeting",
    "record_attendance",
    "reschedule_meeting",
    "supersede_decision",
    "write_minutes",
]
