"""The only writers of this room: single changes by people, and loading many at once from a file."""

from kurul.rooms.organisations.actions.changes import abolish, correct_name, found, move, reclassify, rename
from kurul.rooms.organisations.actions.loading import Line, load

__all__ = ["Line", "abolish", "correct_name", "found", "load", "move", "reclassify", "rename"]
