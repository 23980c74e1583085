"""What a difference of two days says of posts, their holders and the CIO seats."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.utils import translation

from kurul.kernel.identity.actors import Actor
from kurul.kernel.temporal.between import Between
from kurul.rooms.organisations import queries
from kurul.rooms.positions.tests import make

pytestmark = pytest.mark.django_db
NOBODY = Actor.nobody()
YEAR = Between(date(2015, 12, 31), date(2016, 12, 31))


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


def told(between: Between = YEAR, **more: Any) -> list[tuple[str, ...]]:
    """(group, what, of what, before, after) of each change of posts, the latest first."""
    found = [one for one in queries.differences(between, NOBODY, **more) if one.source == "positions"]
    return [
        (
            str(one.group),
            str(one.what),
            str(one.name),
            *("; ".join(str(side.text) for side in sides) for sides in (one.before, one.after)),
        )
        for one in queries.told(found, between, NOBODY)
    ]


def test_who_took_a_post_up_and_who_left_it() -> None:
    ministry = make.ministry()
    post = make.post(organisation=ministry)
    make.appointment(post, make.person("Ayşe", "Yılmaz"), since=date(2012, 1, 1), until=date(2016, 3, 1))
    make.appointment(post, make.person("Cem", "Kaya"), since=date(2016, 4, 1))
    name = "Müsteşar Yardımcısı, Ministry of Health"
    assert told() == [
        ("Holders of posts", "Taken up", name, "", "Cem Kaya (Substantive)"),
        ("Holders of posts", "Left", name, "Ayşe Yılmaz (Substantive)", ""),
    ]
    assert told(body=ministry.pk) == told()
    assert told(body=make.ministry("Adalet Bakanlığı", "Ministry of Justice").pk) == []
    assert told(wanted=["posts"]) == []


def test_holders_of_posts_that_count_are_changes_of_cio_seats() -> None:
    make.cio_rule()
    post = make.post(make.ministry())
    make.appointment(post, make.person(), since=date(2016, 4, 1))
    assert {one[0] for one in told()} == {"CIO seats"}
    assert [one[1] for one in told(wanted=["cio"])] == ["Taken up"]
    assert told(wanted=["holders"]) == []


def test_a_post_established_in_between_is_one_change() -> None:
    make.post(organisation=make.ministry(), since=date(2016, 5, 1), until=date(2016, 9, 1))
    assert [one[1] for one in told()] == ["Post abolished", "Post established"]
