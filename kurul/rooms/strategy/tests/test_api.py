"""Plans over the API."""

from typing import Any

import pytest
from django.test import Client

from kurul.rooms.strategy.models import Element, Plan
from kurul.rooms.strategy.tests import make

pytestmark = pytest.mark.django_db
DAY: dict[str, Any] = {"as_of": "2017-06-01"}


@pytest.fixture
def published() -> Plan:
    """The plan of 2016-2019 as its file gives it."""
    make.body("Ulaştırma, Denizcilik ve Haberleşme Bakanlığı", "UDHB")
    assert make.imported("tr-plan-2016-2019", make.FACTS).refused == []
    return Plan.objects.get()


def test_plans_say_how_much_of_them_is_known(client: Client, published: Plan) -> None:
    (found,) = client.get("/api/strategy/plans", DAY).json()
    assert (found["code"], found["state"]) == ("TR-EGOV-2016-2019", "adopted_elsewhere")
    assert (found["actions_known"], found["actions_published"]) == (21, 43)
    assert found["coordinator"]["abbreviation"] == "UDHB"


def test_a_plan_comes_with_its_elements_and_gaps(client: Client, published: Plan) -> None:
    found = client.get(f"/api/strategy/plans/{published.pk}", DAY).json()
    assert [(count["tier"], count["known"], count["published"]) for count in found["counts"]] == [
        ("aim", 4, 4),
        ("objective", 13, 13),
        ("action", 21, 43),
    ]
    assert len(found["elements"]) == 4 + 13 + 21
    missing = [gap["params"]["missing"] for gap in found["gaps"] if gap["code"] == "strategy.elements_not_known"]
    assert missing == [22]


def test_actions_are_paged_narrowed_and_sorted(client: Client, published: Plan) -> None:
    address = f"/api/strategy/plans/{published.pk}/actions"
    first = client.get(address, {**DAY, "limit": 20, "sort": "code"}).json()
    assert (len(first["items"]), first["total"]) == (20, 21)
    second = client.get(first["next"]).json()
    assert [item["code"] for item in second["items"]] == ["E4.3.1"]
    assert second["next"] is None
    narrowed = client.get(address, {**DAY, "lacks": "title"}).json()
    assert narrowed["total"] == 10
    assert client.get(address, {**DAY, "lacks": "nothing"}).status_code == 422


def test_an_action_says_null_where_nothing_is_published(client: Client, published: Plan) -> None:
    action = Element.objects.get(code="E1.1.5")
    found = client.get(f"/api/strategy/actions/{action.pk}", DAY).json()
    assert found["planned"] == "?/2020-06-02..2020-07-01"
    assert [(body["role"], body["basis"]) for body in found["bodies"]] == [("responsible", "inferred")]
    assert found["inferred_languages"] == ["en"]
    assert [step["order"] for step in found["steps"]] == [1, 2, 3, 4, 5]
    (line,) = client.get(f"/api/strategy/plans/{published.pk}/actions", {**DAY, "q": "E1.1.5"}).json()["items"]
    assert line["responsible"] is None


def test_indicators_come_as_exact_numbers(client: Client) -> None:
    ministry = make.body()
    action = make.equipped(make.plan(coordinator=ministry), by_body=ministry)
    plan = action.plan
    plan.standings.update(state="adopted")
    (indicator,) = client.get(f"/api/strategy/actions/{action.pk}", DAY).json()["indicators"]
    assert (float(indicator["baseline_value"]), indicator["baseline_day"]) == (20.0, "2015-12-31")
    assert [(target["due"], float(target["value"])) for target in indicator["targets"]] == [("2019-12-31", 80.0)]


def test_a_draft_and_what_is_not_there_look_the_same(client: Client) -> None:
    plan = make.plan()
    action = make.action(plan)
    addresses = [f"/api/strategy/plans/{plan.pk}", f"/api/strategy/plans/{plan.pk}/actions"]
    addresses += [f"/api/strategy/actions/{action.pk}", "/api/strategy/plans/999", "/api/strategy/actions/999"]
    assert {client.get(address).status_code for address in addresses} == {404}
    assert client.get("/api/strategy/plans").json() == []


def test_the_api_describes_itself(client: Client) -> None:
    described = client.get("/api/openapi.json").json()
    paths = {path for path in described["paths"] if path.startswith("/api/strategy/")}
    assert paths == {
        "/api/strategy/plans",
        "/api/strategy/plans/{pk}",
        "/api/strategy/plans/{pk}/actions",
        "/api/strategy/actions/{pk}",
    }
    names = {
        parameter["name"] for parameter in described["paths"]["/api/strategy/plans/{pk}/actions"]["get"]["parameters"]
    }
    assert {"as_of", "known_at", "lacks", "limit", "offset", "under"} <= names
