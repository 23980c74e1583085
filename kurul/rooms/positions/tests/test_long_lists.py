"""Long lists: what is met on the way through the names is the same as what is sorted, part by part."""

from collections.abc import Callable
from datetime import date
from itertools import groupby
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from kurul.kernel import until_written
from kurul.kernel.temporal import clock
from kurul.kernel.temporal.bounds import Bound
from kurul.kernel.temporal.look import Look
from kurul.kernel.temporal.moment import writing_at
from kurul.rooms.organisations.queries import walking
from kurul.rooms.positions import actions, queries
from kurul.rooms.positions.models import Capacity, PostExistence
from kurul.rooms.positions.queries import narrowing
from kurul.rooms.positions.queries.delegations import SHOWN
from kurul.rooms.positions.tests import make

pytestmark = pytest.mark.django_db
LOOK, NOBODY = Look(date(2017, 6, 1)), make.OPERATOR
POWERS, DELEGATIONS = reverse("positions:powers"), reverse("positions:delegations")


def text_of(answer: Any) -> str:
    return answer.content.decode()


@pytest.fixture
def posts() -> None:
    """Bodies that are called alike, several posts in one, one nowhere for certain, one of which nothing is sure."""
    for number, name in enumerate(["Çevre Dairesi", "Arşiv", "Çevre Dairesi", "Zabıta", "İhale", "Ihlamur"]):
        body = make.ministry(name, f"Body {number}")
        for title in ["Uzman", "Müdür", "Uzman"][: 1 + number % 3]:
            post = make.post(body, title=title, of_kind="head_of_it_unit" if title == "Uzman" else "assistant")
            if number % 2:
                make.appointment(post, make.person("Ali", "Aslan"))
                make.appointment(post, make.person("Ece", "Kaya"), capacity=Capacity.SUBSTITUTE)
            else:
                make.appointment(post, make.person("Can", "Er"), until=date(2016, 1, 1))
    moving = make.post(title="Gezen")
    actions.move_post(
        post=moving, organisation=make.ministry("Belirsiz", "Vague"), day=Bound.year(2017), by=make.OPERATOR, version=1
    )
    make.appointment(moving, make.person("Ece", "Gezen"))


def the_same_in_all_ways(monkeypatch: pytest.MonkeyPatch, read: Callable[[int, int], list[int]]) -> list[int]:
    """What a list holds: the same when it is sorted, met on the way, and met only a little of the way."""
    found = []
    for few, far in ((10**6, 3000), (0, 3000), (0, 2)):
        monkeypatch.setattr(narrowing, "FEW", few)
        monkeypatch.setattr(walking, "FAR", far)
        until_written._answers.clear()
        found.append([number for start in range(0, 40, 6) for number in read(start, 6)])
        found.append(read(0, 40))
    assert all(one == found[0] for one in found)
    return found[0]


@pytest.mark.parametrize("order", ["organisation", "-organisation"])
@pytest.mark.parametrize(
    "narrow",
    [{}, {"text": "cevre"}, {"text": "uzman"}, {"kind": "head_of_it_unit"}, {"held": "filled"}, {"held": "nobody"}],
)
def test_posts_are_met_in_the_order_in_which_they_are_sorted(
    monkeypatch: pytest.MonkeyPatch, posts: None, order: str, narrow: dict[str, Any]
) -> None:
    filters = queries.Filters(**narrow)

    def read(start: int, size: int) -> list[int]:
        rows = queries.listing(filters, LOOK, NOBODY, order=order, language="tr", start=start, size=size)
        return [row.id for row in rows]

    found = the_same_in_all_ways(monkeypatch, read)
    assert 1 < len(found) == queries.how_many(filters, LOOK, NOBODY)
    every = queries.whole_list(filters, LOOK, NOBODY, order=order, language="tr")
    assert [row.id for row in every] == found


@pytest.mark.parametrize("order", ["organisation", "-organisation"])
@pytest.mark.parametrize("narrow", [{}, {"when": "ever"}, {"text": "cevre", "when": "ever"}, {"text": "uzman"}])
def test_appointments_are_met_in_the_order_in_which_they_are_sorted(
    monkeypatch: pytest.MonkeyPatch, posts: None, order: str, narrow: dict[str, Any]
) -> None:
    filters = queries.Unfounded(**narrow)

    def read(start: int, size: int) -> list[int]:
        rows = queries.without_instrument(filters, LOOK, NOBODY, order=order, language="tr", start=start, size=size)
        return [row.holder.appointment for row in rows]

    found = the_same_in_all_ways(monkeypatch, read)
    assert 1 < len(found) == queries.how_many_without(filters, LOOK, NOBODY)
    every = queries.all_without_instrument(filters, LOOK, NOBODY, order=order, language="tr")
    assert [row.holder.appointment for row in every] == found


def test_the_posts_of_a_body_stand_together_and_those_without_a_sure_place_come_last(
    monkeypatch: pytest.MonkeyPatch, posts: None
) -> None:
    rows = queries.listing(queries.Filters(), LOOK, NOBODY, order="organisation", language="tr")
    bodies = [row.organisation.id for row in rows if row.organisation]
    assert len(list(groupby(bodies))) == len(set(bodies)), "two bodies are called alike"
    assert rows[-1].title["tr"] == "Gezen"
    assert [row.organisation.name["tr"] for row in rows[:2] if row.organisation] == ["Arşiv", "Arşiv"]


@pytest.mark.parametrize("few", [0, 1, 2000])
def test_a_text_finds_the_same_whether_it_is_in_few_posts_or_many(
    monkeypatch: pytest.MonkeyPatch, posts: None, few: int
) -> None:
    monkeypatch.setattr(narrowing, "FEW", few)
    asked = {"cevre": 4, "uzman": 8, "gezen": 1, "müdür": 4, "yok": 0}
    assert {text: queries.how_many(queries.Filters(text=text), LOOK, NOBODY) for text in asked} == asked
    assert queries.how_many_without(queries.Unfounded(text="zabita"), LOOK, NOBODY) == 2


def test_a_post_that_may_exist_twice_on_a_day_stands_in_the_list_once() -> None:
    post = make.post()
    PostExistence.objects.filter(post=post).update(valid_to_earliest=date(2017, 1, 1), valid_to=date(2018, 1, 1))
    with writing_at(clock.now()):
        PostExistence.objects.create(post=post, valid_from=date(2017, 1, 1), valid_from_latest=date(2018, 1, 1))
    assert [row.id for row in queries.listing(queries.Filters(), LOOK, NOBODY, order="title", language="tr")] == [
        post.pk
    ]
    assert queries.how_many(queries.Filters(), LOOK, NOBODY) == 1


# --- delegations ------------------------------------------------------------------------------------------------------


@pytest.fixture
def delegated() -> list[int]:
    """More delegations of one power than its page shows, by their numbers, the latest first; one has ended."""
    power, giver = make.power(), make.post(title="Müsteşar")
    make.held(power, giver)
    rows = []
    for number in range(SHOWN + 2):
        taker = make.post(make.ministry(f"Birim {number}", f"Unit {number}"), title=f"Müdür {number}")
        rows.append(make.delegation(power, giver, taker, since=date(2014, 1, 1 + number)).pk)
    ended = make.post(make.ministry("Eski Birim", "Old unit"), title="Eski Müdür")
    make.delegation(power, giver, ended, since=date(2014, 1, 1), until=date(2015, 1, 1))
    return rows[::-1]


def test_the_page_of_powers_shows_the_latest_delegations_and_the_way_to_all(
    client: Client, delegated: list[int]
) -> None:
    found = queries.powers_page(LOOK, NOBODY)
    [power] = found.powers
    assert [one.pk for one in found.delegated[power.pk]] == delegated[:SHOWN]
    assert found.how_many == {power.pk: SHOWN + 2}
    shown = text_of(client.get(POWERS, {"as_of": "2017-06-01"}))
    assert f"{DELEGATIONS}?power=sign_expenditure" in shown
    assert "Müdür 6" in shown
    assert "Müdür 0" not in shown


def test_the_list_of_delegations_is_narrowed_turned_round_and_exported(client: Client, delegated: list[int]) -> None:
    def read(**narrow: str) -> list[int]:
        filters = queries.DelegationFilters(**narrow)
        found = [one.pk for one in queries.delegations(filters, LOOK, NOBODY)]
        assert len(found) == queries.how_many_delegations(filters, LOOK)
        return found

    assert read() == read(power="sign_expenditure") == read(text="müsteşar") == delegated
    assert read(power="other") == read(text="eski") == []
    assert read(text="birim 3") == [delegated[-4]]
    turned = queries.delegations(queries.DelegationFilters(), LOOK, NOBODY, order="since", start=1, size=2)
    assert [one.pk for one in turned] == [delegated[-2], delegated[-3]]
    shown = text_of(client.get(DELEGATIONS, {"as_of": "2017-06-01", "q": "birim 3"}))
    assert "Müdür 3" in shown
    assert "Müdür 4" not in shown
    assert "Nothing fits these filters" in text_of(client.get(DELEGATIONS, {"q": "yok"}))
    answer: Any = client.get(DELEGATIONS, {"as_of": "2017-06-01", "export": "csv"})
    exported = b"".join(answer).decode("utf-8-sig")
    assert len(exported.splitlines()) == SHOWN + 3


def test_without_delegations_the_list_teaches(client: Client) -> None:
    assert "A delegation is recorded on the page of the post" in text_of(client.get(DELEGATIONS))
    assert client.get(DELEGATIONS, {"power": "no_such", "sort": "nonsense"}).status_code == 200
