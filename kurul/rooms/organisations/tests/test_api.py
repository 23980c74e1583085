"""The registry over the API."""

from datetime import date

import pytest
from django.test import Client

from kurul.kernel.temporal.bounds import Bound
from kurul.kernel.translated import Translated
from kurul.rooms.organisations import actions
from kurul.rooms.organisations.models import Name
from kurul.rooms.organisations.tests import make

pytestmark = pytest.mark.django_db
JSON = "application/json"


def test_the_list_is_paged_and_says_where_it_goes_on(client: Client) -> None:
    for number in range(3):
        make.organisation(f"Bakanlık {number}")
    first = client.get("/api/organisations", {"limit": 2}).json()
    assert (len(first["items"]), first["total"]) == (2, 3)
    second = client.get(first["next"]).json()
    assert [item["name"]["tr"] for item in second["items"]] == ["Bakanlık 2"]
    assert second["next"] is None


def test_one_body_as_of_a_day(client: Client) -> None:
    body = make.organisation("Sağlık Bakanlığı", since=date(2010, 1, 1), abbreviation="SB")
    found = client.get(f"/api/organisations/{body.pk}", {"as_of": "2009-12-31"}).json()
    assert (found["abbreviation"], found["certainty"], found["exists"]) == ("SB", "no", "2010-01-01/")


def test_what_is_not_there_is_404(client: Client) -> None:
    assert client.get("/api/organisations/999").status_code == 404


def test_a_renaming_with_a_session_needs_the_right(client: Client, clerk_client: Client) -> None:
    body = make.organisation("A")
    new = {"name": {"tr": "B"}, "day": "2018-01-01", "version": 1}
    url = f"/api/organisations/{body.pk}/names"
    assert Client().post(url, new, content_type=JSON).status_code in {401, 403}
    assert clerk_client.post(url, new, content_type=JSON).json()["version"] == 2


def test_a_refusal_has_a_stable_code_and_a_field(clerk_client: Client) -> None:
    body = make.organisation("A")
    url = f"/api/organisations/{body.pk}/names"
    stale = clerk_client.post(url, {"name": {"tr": "B"}, "day": "2018-01-01", "version": 7}, content_type=JSON)
    assert stale.status_code == 409
    assert stale.json()["findings"][0]["code"] == "kernel.stale"
    nameless = clerk_client.post(url, {"name": {}, "day": "2018-01-01", "version": 1}, content_type=JSON)
    assert nameless.status_code == 422
    assert nameless.json()["findings"][0] | {"message": ""} == {
        "code": "organisations.name_missing", "field": "name", "message": "", "params": {},
    }  # fmt: skip
    assert Name.objects.count() == 1


def test_a_day_that_is_none_is_refused_with_a_sentence(clerk_client: Client) -> None:
    body = make.organisation("A")
    url = f"/api/organisations/{body.pk}/names"
    answer = clerk_client.post(url, {"name": {"tr": "B"}, "day": "soon", "version": 1}, content_type=JSON)
    assert answer.status_code == 422
    assert answer.json()["findings"][0]["code"] == "organisations.not_a_day"


@pytest.mark.parametrize("day", ["", "9999-12-31", "9999", "yesterday"])
def test_a_change_needs_a_day_of_the_calendar(clerk_client: Client, day: str) -> None:
    body = make.organisation("A")
    new = {"name": {"tr": "B"}, "day": day, "version": 1}
    response = clerk_client.post(f"/api/organisations/{body.pk}/names", new, content_type=JSON)
    assert response.status_code == 422
    assert [finding["field"] for finding in response.json()["findings"]] == ["day"]


def test_changes_and_lines_of_bodies_are_told(client: Client) -> None:
    a, b = make.organisation("A"), make.organisation("B")
    actions.absorb(organisation=a, others=[b], day=Bound.month(2015, 7), by=make.OPERATOR, version=1)
    listed = client.get("/api/organisations/changes", {"kind": "absorbed", "without_instrument": "true"}).json()
    (change,) = listed["items"]
    assert (change["day"], change["instrument"]) == ("2015-07", None)
    assert [body["name"]["tr"] for body in change["before"]] == ["A", "B"]
    assert [body["name"]["tr"] for body in change["after"]] == ["A"]
    mine = client.get(f"/api/organisations/{b.pk}/changes").json()
    assert [one["kind"] for one in mine] == ["founded", "absorbed"]
    (link,) = client.get(f"/api/organisations/{b.pk}/lines").json()["successors"]
    assert (link["to"]["id"], link["happened"]) == (a.pk, "yes")
    before = client.get(f"/api/organisations/{b.pk}/lines", {"as_of": "2015-07-10"}).json()
    assert before["successors"][0]["happened"] == "not_known"
    for path in ("999999/changes", "999999/lines", "units/none"):
        assert client.get(f"/api/organisations/{path}").status_code == 404


def test_units_that_matter_are_told_with_their_state(client: Client) -> None:
    ministry, unit = make.organisation("A"), make.kind("it_unit", "Bilgi işlem", "IT")
    unit.is_unit = True
    unit.save()
    make.organisation("Bilgi İşlem", parent=ministry, of_kind=unit, of_level=make.level())
    make.organisation("B")
    actions.define_unit_rule(
        code="it", name=Translated(tr="BT"), kinds=[unit], expected_of=[make.kind()], by=make.OPERATOR
    )
    items = client.get("/api/organisations/units/it").json()["items"]
    assert [(row["body"]["name"]["tr"], row["state"], row["level"]) for row in items] == [
        ("A", "has", "department"),
        ("B", "not_known", None),
    ]
    assert len(client.get("/api/organisations/units/it", {"state": "not_known"}).json()["items"]) == 1
