"""Where something stands on the Desk, and how urgent it is."""

from datetime import date
from enum import StrEnum


class Place(StrEnum):
    """The three lists of the Desk."""

    DECIDE = "decide"
    LATE = "late"
    NEXT = "next"


def place_of(due: date | None, today: date, *, waits_for_me: bool) -> Place:
    """Past its day: late, whoever it waits for. Waits for this person: to be decided. Everything else comes next."""
    if due is not None and due < today:
        return Place.LATE
    return Place.DECIDE if waits_for_me else Place.NEXT


def days_left(due: date | None, today: date) -> int | None:
    """Days until the day, 0 on it, negative after it; None where no day was set."""
    return None if due is None else (due - today).days
