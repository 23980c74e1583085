"""Where something stands on the Desk."""

from datetime import date

import pytest

from kurul.rooms.oversight.rules import Place, days_left, place_of

TODAY = date(2017, 10, 16)


@pytest.mark.parametrize(
    ("due", "mine", "place"),
    [
        (date(2017, 10, 15), True, Place.LATE),
        (date(2017, 10, 15), False, Place.LATE),
        (date(2017, 10, 16), True, Place.DECIDE),
        (date(2017, 11, 3), False, Place.NEXT),
        (None, True, Place.DECIDE),
        (None, False, Place.NEXT),
    ],
)
def test_place_of_an_item_follows_its_day_and_whom_it_waits_for(due: date | None, mine: bool, place: Place) -> None:
    assert place_of(due, TODAY, waits_for_me=mine) is place


def test_days_left_are_counted_to_the_day() -> None:
    assert days_left(date(2017, 11, 3), TODAY) == 18
    assert days_left(TODAY, TODAY) == 0
    assert days_left(date(2017, 10, 5), TODAY) == -11
    assert days_left(None, TODAY) is None
