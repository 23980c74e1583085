"""The only writers of this room: single entries by people, and loading many at once from a file."""

from kurul.rooms.law.actions.changes import (
    correct_instrument,
    correct_provision,
    enter_instrument,
    enter_kind,
    enter_provision,
)
from kurul.rooms.law.actions.loading import Line, load

__all__ = [
    "Line",
    "correct_instrument",
    "correct_provision",
    "enter_instrument",
    "enter_kind",
    "enter_provision",
    "load",
]
