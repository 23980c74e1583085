"""Posts are found by whom they report to, and by the powers that they delegate or that were delegated to them."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from kurul.kernel.identity.actors import Actor
from kurul.kernel.search import index
from kurul.kernel.search.finding import find
from kurul.kernel.temporal.bounds import Bound, Period
from kurul.kernel.temporal.look import Look
from kurul.kernel.translated import Translated
from kurul.rooms.positions import actions
from kurul.rooms.positions.models import Post
from kurul.rooms.positions.tests import make

pytestmark = pytest.mark.django_db
DAY = date(2017, 3, 1)


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


def found(text: str, look: Look | None = None) -> dict[int, str]:
    """Why each post was found."""
    hits = find(text, look or Look(DAY), Actor.nobody()).hits
    return {hit.id: hit.why for hit in hits if hit.kind == "positions.post"}


def in_english(client: Client, text: str) -> str:
    answer: Any = client.get(reverse("site:search"), {"q": text, "as_of": "2017-03-01"})
    return answer.content.decode()


def test_a_post_is_found_by_whom_it_reports_to_on_the_day(chief: Post, head: Post, clerk: Post) -> None:
    make.superior(clerk, head, since=date(2012, 1, 1))
    make.superior(clerk, chief, since=date(2016, 1, 1))
    assert found("müsteşar yardımcısı") == {chief.pk: "", clerk.pk: "reports to: Müsteşar Yardımcısı"}
    assert found("daire başkanı") == {head.pk: "", clerk.pk: "reports to: Daire Başkanı (formerly)"}
    then = Look(date(2014, 1, 1))
    assert found("daire başkanı", then)[clerk.pk] == "reports to: Daire Başkanı"
    assert found("müsteşar yardımcısı", then)[clerk.pk] == "reports to: Müsteşar Yardımcısı (later)"
    assert list(index.differences()) == []


def test_a_new_title_of_the_superior_is_found_too(chief: Post, clerk: Post) -> None:
    make.superior(clerk, chief)
    chief.refresh_from_db()
    title = Translated(tr="Bakan Yardımcısı")
    day = Bound.on(date(2017, 1, 1))
    actions.retitle_post(post=chief, title=title, kind=make.kind(), day=day, version=chief.version, by=make.OPERATOR)
    assert found("bakan yardımcısı")[clerk.pk] == "reports to: Bakan Yardımcısı"
    assert list(index.differences()) == []


def test_posts_are_found_by_the_powers_that_are_delegated(chief: Post, head: Post, clerk: Post) -> None:
    given = make.delegation(make.power(), chief, head)
    make.delegation(make.power(), chief, clerk, since=date(2018, 1, 1))
    assert found("sign expenditure") == {
        chief.pk: "power that it delegates: Sign expenditure",
        head.pk: "power delegated to it: Sign expenditure",
        clerk.pk: "power delegated to it: Sign expenditure (later)",
    }
    period = Period.since(date(2016, 1, 1), date(2017, 1, 1))
    said = replace(actions.Passing.of(given), to_post=clerk, period=period)
    actions.correct_delegation(delegation=given, said=said, reason="Yanlış.", by=make.OPERATOR)
    assert set(found("sign expenditure")) == {chief.pk, clerk.pk}, "what was corrected is no longer held true"
    assert head.pk in found("sign expenditure", Look(DAY, given.recorded_at))
    assert list(index.differences()) == []


def test_what_ends_with_a_post_is_found_so(chief: Post, head: Post, clerk: Post) -> None:
    make.held(make.power(), head)
    make.delegation(make.power(), head, clerk)
    make.superior(clerk, head)
    held = head.appointments.get()
    actions.end_appointment(appointment=held, last_day=Bound.on(date(2016, 12, 31)), by=make.OPERATOR)
    head.refresh_from_db()
    actions.abolish_post(post=head, day=Bound.on(date(2017, 1, 1)), version=head.version, by=make.OPERATOR)
    assert found("sign expenditure")[clerk.pk] == "power delegated to it: Sign expenditure (formerly)"
    assert found("daire başkanı")[clerk.pk] == "reports to: Daire Başkanı (formerly)"
    assert list(index.differences()) == []


def test_the_page_of_the_search_says_why(client: Client, chief: Post, head: Post) -> None:
    make.delegation(make.power(), chief, head)
    assert "power delegated to it: Sign expenditure" in in_english(client, "sign expenditure")
