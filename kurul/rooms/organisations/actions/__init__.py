"""The only writers of this room: single changes by people, and loading many at once from a file."""

from kurul.rooms.organisations.actions.changes import abolish, correct_name, found, move, reclassify, rename
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

__all__ = [
    "Body",
    "Line",
    "SaidAffiliation",
    "SaidChange",
    "SaidClass",
    "SaidName",
    "SaidNumber",
    "SaidPlace",
    "SaidScheme",
    "abolish",
    "correct_name",
    "found",
    "load",
    "load_register",
    "move",
    "reclassify",
    "rename",
]
