"""The clock that governs both clocks."""

from datetime import UTC, date, datetime

import pytest
from pytest_django import Settings

from kurul.kernel.temporal import clock
from kurul.kernel.temporal.look import Look


def test_a_pinned_day_governs_both_clocks(settings: Settings) -> None:
    settings.KURUL_PINNED_DAY = date(2017, 10, 16)
    assert clock.today() == date(2017, 10, 16)
    assert clock.day_of(clock.now()) == date(2017, 10, 16)


def test_a_simulated_moment_is_marked_and_ends_with_its_block() -> None:
    moment = datetime(2016, 7, 20, 9, tzinfo=UTC)
    with clock.at(moment):
        assert clock.now() == moment
        assert clock.is_simulated()
    assert not clock.is_simulated()
    assert clock.now() != moment


def test_a_simulated_moment_needs_a_zone() -> None:
    with pytest.raises(ValueError), clock.at(datetime(2016, 7, 20)):  # noqa: DTZ001 (that is the point)
        pass


def test_late_in_the_evening_the_day_is_that_of_the_government() -> None:
    with clock.at(datetime(2016, 7, 19, 22, 30, tzinfo=UTC)):
        assert clock.today() == date(2016, 7, 20)


def test_an_ordinary_look_needs_no_parameters(settings: Settings) -> None:
    settings.KURUL_PINNED_DAY = date(2017, 10, 16)
    assert Look.today().parameters == {}
    assert Look(date(2016, 7, 19)).parameters == {"as_of": "2016-07-19"}
