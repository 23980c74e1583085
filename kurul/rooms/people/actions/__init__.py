"""The only writers of this room: single entries by people, and loading many at once from a file."""

from kurul.rooms.people.actions.changes import (
    ALWAYS,
    correct_name,
    end_link,
    enter_person,
    link_account,
    name_columns,
    rename,
)
from kurul.rooms.people.actions.loading import NameGiven, PersonGiven, load_persons

__all__ = [
    "ALWAYS",
    "NameGiven",
    "PersonGiven",
    "correct_name",
    "end_link",
    "enter_person",
    "link_account",
    "load_persons",
    "name_columns",
    "rename",
]
