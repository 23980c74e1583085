"""The pages of the room: load, one call, show or lead on."""

from kurul.rooms.boards.views.agenda import amend_item, drop_item, move_item, place_item
from kurul.rooms.boards.views.boards import (
    amend,
    board,
    board_log,
    boards,
    charter,
    correct,
    end,
    end_seats,
    give_seats,
    seats,
)
from kurul.rooms.boards.views.course import attendance, close, invite, open_
from kurul.rooms.boards.views.decisions import add_note, confirm, decide, decision, decision_log, decisions, supersede
from kurul.rooms.boards.views.meetings import cancel, meeting, meeting_log, meetings, pack, plan, reschedule
from kurul.rooms.boards.views.minutes import approve_minutes, minutes, write_minutes

__all__ = [
    "add_note",
    "amend",
    "amend_item",
    "approve_minutes",
    "attendance",
    "board",
    "board_log",
    "boards",
    "cancel",
    "charter",
    "close",
    "confirm",
    "correct",
    "decide",
    "decision",
    "decision_log",
    "decisions",
    "drop_item",
    "end",
    "end_seats",
    "give_seats",
    "invite",
    "meeting",
    "meeting_log",
    "meetings",
    "minutes",
    "move_item",
    "open_",
    "pack",
    "place_item",
    "plan",
    "reschedule",
    "seats",
    "supersede",
    "write_minutes",
]
