"""Addresses that nobody is led to, but anybody can type: a clear answer, never a fault of the program."""

import re

import pytest
from django.test import Client

from kurul.site.demonstration.bodies import body
from tests.demonstration import SECRETARY
from tests.pages.addresses import all_routes
from tests.pages.test_all_pages import client_of

BEYOND = 10**19  # no database knows so high a number
NUMBERED = [route for route in all_routes() if "<int:" in route.pattern and not route.pattern.startswith("api/")]


@pytest.mark.parametrize("login", ["", SECRETARY])
def test_a_number_beyond_all_records_is_not_there(on_its_day: None, login: str) -> None:
    client, _actor = client_of(login, "en")
    found = {}
    for route in NUMBERED:
        path = "/" + re.sub(r"<\w+:\w+>", "x", re.sub(r"<int:\w+>", str(BEYOND), route.pattern))
        found[path] = client.get(path).status_code
    assert len(found) > 60
    assert {path: status for path, status in found.items() if status not in {302, 403, 404, 405}} == {}


@pytest.mark.parametrize("day", ["0001-01-02", "9999-12-29", "0001-06-01"])
@pytest.mark.parametrize("path", ["/organisations/{pk}/", "/organisations/differences/", "/api/oversight/differences"])
def test_a_day_at_the_edge_of_the_calendar_is_refused(on_its_day: None, path: str, day: str) -> None:
    client, path = Client(), path.format(pk=body("SAGLIK").pk)
    assert client.get(path, {"as_of": day}).status_code == 400
    asked = client.get(path, {"from": day, "to": "2017-01-01"})
    assert asked.status_code in {200, 400, 422}
    assert "Traceback" not in asked.content.decode()


def test_levels_of_a_chart_are_one_digit(on_its_day: None) -> None:
    path = f"/organisations/{body('SAGLIK').pk}/chart/"
    assert Client().get(path, {"levels": "001" + "0" * 5000}).status_code == 200


def test_a_long_identifier_of_law_is_looked_up_at_once(on_its_day: None, django_assert_max_num_queries) -> None:
    with django_assert_max_num_queries(25):
        assert Client().get("/eli/tr/kanun/2003/" + "/".join(["x"] * 190)).status_code == 404
