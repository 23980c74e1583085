"""The pages of the room, as a browser without script sees them."""

import csv
import io
import re
from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from kurul.kernel.identity.actors import Actor
from kurul.kernel.identity.scopes import Scope
from kurul.kernel.slots import contributions
from kurul.kernel.temporal.bounds import Bound, Period
from kurul.kernel.temporal.look import Look
from kurul.kernel.translated import Translated
from kurul.rooms.organisations.public import Organisation
from kurul.rooms.strategy import actions, queries
from kurul.rooms.strategy.models import Element, Plan, Standing
from kurul.rooms.strategy.tests import make
from kurul.rooms.strategy.tests.conftest import account
from kurul.rooms.strategy.tests.reading import BUDGET, DAY, queries_of, text_of, url, words_of

pytestmark = pytest.mark.django_db
VIEWS = ("plan", "actions", "responsibility", "gaps")


@pytest.fixture
def english(client: Client) -> Client:
    """A visitor who reads English."""
    client.cookies["django_language"] = "en"
    return client


def test_the_list_shows_the_plan_with_how_much_is_known(english: Client, published: Plan) -> None:
    shown = words_of(english.get(reverse("strategy:plans"), DAY))
    assert "2016-2019 National e-Government Strategy and Action Plan" in shown
    assert "21 of 43" in shown
    assert "Adopted elsewhere" in shown


def test_the_empty_list_teaches(english: Client, secretary_client: Client) -> None:
    assert "No plans yet" in words_of(Client().get(reverse("strategy:plans"), headers={"accept-language": "en"}))
    assert reverse("strategy:draft_plan") in text_of(secretary_client.get(reverse("strategy:plans")))


def test_the_plan_says_what_is_not_published_and_links_to_why(english: Client, published: Plan) -> None:
    answer = english.get(url("plan", published.pk), DAY)
    shown = words_of(answer)
    assert "21 of 43 actions known" in shown
    assert "22 not published" in shown
    assert f"{url('gaps', published.pk)}?as_of=2017-06-01#not-published" in text_of(answer)
    explained = words_of(english.get(url("gaps", published.pk), DAY))
    assert "of the other 22 nothing was found" in explained
    assert "10 are known only because the numbering implies them" in explained


def test_a_row_stands_for_each_known_element_and_none_for_the_others(english: Client, published: Plan) -> None:
    text = text_of(english.get(url("plan", published.pk), DAY))
    assert text.count('class="plan-line is-action"') == 21
    assert text.count('class="plan-line') == 4 + 13 + 21


def test_where_nothing_is_published_the_action_says_so(english: Client, published: Plan) -> None:
    action = Element.objects.get(code="E1.1.1")
    shown = words_of(english.get(url("element", action.pk), DAY))
    assert "Who answers for it is not published" in shown
    assert "Probably Ulaştırma, Denizcilik ve Haberleşme Bakanlığı" in shown
    assert "Inferred" in shown
    assert "Steps are not published" in shown
    placeholder = Element.objects.get(code="E2.1.1")
    assert "Title not published" in words_of(english.get(url("element", placeholder.pk), DAY))


def test_the_one_known_end_is_shown_to_the_month_and_remarked(english: Client, published: Plan) -> None:
    shown = words_of(english.get(url("element", Element.objects.get(code="E1.1.5").pk), DAY))
    assert "June 2020" in shown
    assert "30 Jun 2020" not in shown
    assert "outside the period of the plan" in shown


def test_every_gap_counts_the_rows_that_it_links_to(english: Client, published: Plan) -> None:
    text = text_of(english.get(url("gaps", published.pk), DAY))
    assert "strategy.adoption_gaps" in text  # the rule that it goes by
    links = re.findall(r'href="([^"]*lacks=(\w+)[^"]*)">(\d+)', text)
    assert {name for _url, name, _count in links} == {"owner", "dates", "steps", "measure", "title"}
    for address, _name, count in links:
        listed = text_of(english.get(address.replace("&amp;", "&")))
        assert f'<span class="number">{count}</span>' in listed
    assert {name: int(count) for _url, name, count in links}["title"] == 10


def test_the_list_of_actions_filters_sorts_and_exports(english: Client, published: Plan) -> None:
    address = url("actions", published.pk)
    objective = Element.objects.get(code="1.1")
    narrowed = text_of(english.get(address, {**DAY, "under": objective.pk, "q": "IZLENMESI"}))
    assert "E1.1.5" in narrowed
    assert "E1.1.6" not in narrowed
    answer = english.get(address, {**DAY, "under": objective.pk, "sort": "-code", "export": "csv"})
    rows = list(csv.reader(io.StringIO(answer.getvalue().decode("utf-8-sig"))))
    assert [row[0] for row in rows[1:]] == [f"E1.1.{number}" for number in (6, 5, 4, 3, 2, 1)]
    assert rows[1][3:5] == ["", ""]  # what is not published is empty in a file
    assert "June 2020" in rows[2][4]


def test_a_fragment_equals_that_part_of_the_whole_page(english: Client, published: Plan) -> None:
    for address, target in ((url("actions", published.pk), "actions"), (reverse("strategy:plans"), "plans")):
        whole = text_of(english.get(address, DAY))
        part = text_of(english.get(address, DAY, headers={"HX-Request": "true", "HX-Target": target}))
        assert part.strip().startswith(f'<section class="list" id="{target}"')
        assert part.strip() in whole


def test_the_timeline_is_drawn_with_what_was_planned_at_first(english: Client, ministry: Organisation) -> None:
    plan = make.plan(coordinator=ministry)
    action = make.action(plan)
    make.dates(action, Period.through(date(2017, 1, 1), date(2017, 12, 31)))
    make.dates(action, Period.through(date(2017, 7, 1), date(2018, 6, 30)), day=Bound.on(date(2017, 3, 1)))
    adopt_as_it_is(plan)
    answer = english.get(url("plan", plan.pk), DAY)
    assert 'class="bar-certain" x="37.4' in text_of(answer)
    assert 'class="bar-original" x="25.0' in text_of(answer)
    assert "first planned: 1 Jan 2017 – 31 Dec 2017" in words_of(answer)
    page = words_of(english.get(url("element", action.pk), DAY))
    assert "How the dates changed" in page
    assert "Planned for 1 Jan 2017 – 31 Dec 2017" in page


def adopt_as_it_is(plan: Plan) -> None:
    """Make a draft public, as a load of an adopted plan would."""
    Standing.objects.filter(plan=plan).update(state="adopted_elsewhere")


def test_a_draft_is_not_there_for_others(client: Client, ministry: Organisation) -> None:
    plan = make.plan(coordinator=ministry)
    action = make.action(plan)
    indicator = make.indicator(action)
    pages = [url(name, plan.pk) for name in VIEWS] + [url("element", action.pk)]
    assert {client.get(page).status_code for page in pages} == {404}
    client.force_login(account("yabanci", "role:strategy_officer", Scope("organisation", make.body("B", "B").pk)))
    assert client.get(url("set_target", indicator.pk)).status_code == 404
    client.force_login(account("uzman", "role:secretariat", Scope("organisation", ministry.pk)))
    assert {client.get(page).status_code for page in pages} == {200}


def test_an_indicator_is_drawn_with_what_the_room_above_knows(
    english: Client, ministry: Organisation, follower: list[queries.Actual]
) -> None:
    plan = make.plan(coordinator=ministry)
    action = make.action(plan)
    indicator = make.indicator(action)
    make.target(indicator)
    adopt_as_it_is(plan)
    before = text_of(english.get(url("element", action.pk), DAY))
    assert "baseline-point" in before
    assert "target-point" in before
    assert "actual-point" not in before
    follower.append(queries.Actual(indicator.pk, date(2017, 5, 1), Decimal("45")))
    assert "actual-point" in text_of(english.get(url("element", action.pk), DAY))


@pytest.fixture
def follower(monkeypatch: pytest.MonkeyPatch) -> list[queries.Actual]:
    """A room above that knows what indicators reached, alone."""
    found: list[queries.Actual] = []

    def reached(indicators: list[int], look: Look, actor: Actor) -> list[queries.Actual]:
        return [row for row in found if row.indicator_id in indicators]

    monkeypatch.setitem(contributions._entries, queries.ACTUALS, [])
    contributions.register(queries.ACTUALS, order=1)(reached)
    return found


def test_status_marks_of_the_room_above_stand_beside_the_bars(
    english: Client, published: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    action = Element.objects.get(code="E1.1.4")

    def marks(tree: queries.PlanTree, look: Look, actor: Actor) -> list[queries.StatusMark]:
        return [queries.StatusMark(action.pk, "late", "reported in July", "/why/")]

    without = text_of(english.get(url("plan", published.pk), DAY))
    monkeypatch.setitem(contributions._entries, queries.STATUS_MARKS, [])
    contributions.register(queries.STATUS_MARKS, order=1)(marks)
    text = text_of(english.get(url("plan", published.pk), DAY))
    assert "reported in July" not in without
    assert text.count("reported in July") == 1
    assert 'href="/why/"' in text


def test_other_rooms_pages_show_what_hangs_on_them(english: Client, ministry: Organisation) -> None:
    make.imported("tr-legal-instruments", make.FACTS.parent / "legal-instruments.yaml")
    make.imported("tr-plan-2016-2019", make.FACTS)
    body = text_of(english.get(reverse("organisations:organisation", args=[ministry.pk]), {"tab": "plan", **DAY}))
    assert url("element", Element.objects.get(code="E1.1.1").pk) in body
    plan = Plan.objects.get()
    law = text_of(english.get(reverse("law:resting", args=[plan.instrument_id])))
    assert url("plan", plan.pk) in law


def test_the_search_finds_plans_and_actions(english: Client, published: Plan) -> None:
    shown = text_of(english.get("/search/", {"q": "olgunluk", **DAY}))
    assert url("element", Element.objects.get(code="E1.1.6").pk) in shown
    assert url("plan", published.pk) in text_of(english.get("/search/", {"q": "ULUSAL E-DEVLET", **DAY}))


@pytest.mark.parametrize("language", ["tr", "en"])
def test_every_page_stays_within_the_budget(secretary_client: Client, published: Plan, language: str) -> None:
    secretary_client.cookies["django_language"] = language
    action = Element.objects.get(code="E1.1.5")
    actions.add_indicator(
        element=action,
        name=Translated(tr="Oran"),
        since=Bound.on(date(2017, 1, 1)),
        by=make.OPERATOR,
        version=action.version,
    )
    pages = [reverse("strategy:plans"), *(url(name, published.pk) for name in VIEWS), url("element", action.pk)]
    counts = {page: queries_of(secretary_client, page) for page in pages}
    assert max(counts.values()) <= BUDGET, counts


def test_the_pages_of_a_whole_plan_stay_within_the_budget_of_its_own_secretary(
    client: Client, published: Plan, ministry: Organisation
) -> None:
    action = Element.objects.get(code="E1.1.1")
    make.owner(action, ministry)
    make.step(action)
    make.target(make.indicator(action))
    client.force_login(account("sekreter", "role:secretariat", Scope("organisation", ministry.pk)))
    counts = {page: queries_of(client, page) for page in (url("plan", published.pk), url("element", action.pk))}
    assert max(counts.values()) <= BUDGET, counts
