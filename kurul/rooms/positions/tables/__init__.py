"""Lists of the room as tables."""

from kurul.rooms.positions.tables.delegations import BESIDE, DelegationTable
from kurul.rooms.positions.tables.findings import (
    ChangeTable,
    UnfoundedTable,
    WhoMayTable,
    amount_text,
    given_text,
    held_text,
)
from kurul.rooms.positions.tables.posts import PostTable, SeatTable, StretchTable
from kurul.rooms.positions.tables.terms import terms_texts

__all__ = [
    "BESIDE",
    "ChangeTable",
    "DelegationTable",
    "PostTable",
    "SeatTable",
    "StretchTable",
    "UnfoundedTable",
    "WhoMayTable",
    "amount_text",
    "given_text",
    "held_text",
    "terms_texts",
]
