"""The tables of the room, by subject. Django looks for them here."""

from kurul.rooms.boards.models.charters import Board, Charter, Role, SeatRule, SeatSource
from kurul.rooms.boards.models.decisions import Decision, DecisionAddressee, ExecutionReport, FollowUpNote
from kurul.rooms.boards.models.meetings import (
    AgendaItem,
    Attendance,
    AttendanceCapacity,
    ItemKind,
    Meeting,
    MeetingState,
    Minutes,
    MinutesText,
    Presence,
)

__all__ = [
    "AgendaItem",
    "Attendance",
    "AttendanceCapacity",
    "Board",
    "Charter",
    "Decision",
    "DecisionAddressee",
    "ExecutionReport",
    "FollowUpNote",
    "ItemKind",
    "Meeting",
    "MeetingState",
    "Minutes",
    "MinutesText",
    "Presence",
    "Role",
    "SeatRule",
    "SeatSource",
]
