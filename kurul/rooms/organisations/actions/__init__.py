"""The only writers of this room: changes by people, prepared reorganisations, and loading many at once from a file."""

from kurul.rooms.organisations.actions.applying import NewBody
from kurul.rooms.organisations.actions.changes import abolish, correct_name, found, move, reclassify, rename
from kurul.rooms.organisations.actions.correcting import correct_event, correct_fact, withdraw_event, withdraw_fact
from kurul.rooms.organisations.actions.identifying import (
    add_identifier,
    correct_identifier,
    define_scheme,
    end_identifier,
)
from kurul.rooms.organisations.actions.loading import Line, load
from kurul.rooms.organisations.actions.register import (
    Body,
    SaidAffiliation,
    SaidChange,
    SaidClass,
    SaidName,
    SaidNumber,
    SaidPlace,
    SaidScheme,
    load_register,
)
from kurul.rooms.organisations.actions.restructuring import absorb, merge, split, transfer

__all__ = [
    "Body",
    "Line",
    "NewBody",
    "SaidAffiliation",
    "SaidChange",
    "SaidClass",
    "SaidName",
    "SaidNumber",
    "SaidPlace",
    "SaidScheme",
    "abolish",
    "absorb",
    "add_identifier",
    "correct_event",
    "correct_fact",
    "correct_identifier",
    "correct_name",
    "define_scheme",
    "end_identifier",
    "found",
    "load",
    "load_register",
    "merge",
    "move",
    "reclassify",
    "rename",
    "split",
    "transfer",
    "withdraw_event",
    "withdraw_fact",
]
