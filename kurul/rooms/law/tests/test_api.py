"""Law over the API, as a program sees it."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from kurul.rooms.law import actions
from kurul.rooms.law.models import Instrument, Provision, RelationKind
from kurul.rooms.law.tests import make

pytestmark = pytest.mark.django_db
BUDGET = 25


@pytest.fixture
def law() -> Instrument:
    """A law whose article 5 was amended, and which was then repealed."""
    made = make.instrument(said=make.particulars(in_force=date(2004, 7, 23)))
    five = make.provision(made, "5", "Sonuç.")
    make.provision(made, "1", "Fıkra.", kind="paragraph", under=five)
    new = make.instrument("KANUN-1", make.particulars("Yeni", number="1", issued=date(2010, 1, 1)))
    make.amend(five, new, date(2011, 1, 1), "Yeni sonuç.")
    make.relate(RelationKind.REPEALS, new, made, date(2012, 1, 1))
    return made


def got(client: Client, path: str, status: int = 200, **query: Any) -> Any:
    answer = client.get(f"/api/law{path}", query)
    assert answer.status_code == status, answer.content
    return answer.json()


def test_instruments_are_listed_with_whether_they_are_in_force(client: Client, law: Instrument) -> None:
    rows = got(client, "", as_of="2011-06-01")["items"]
    assert {row["code"]: row["in_force"] for row in rows} == {"KANUN-5070": "yes", "KANUN-1": "not_known"}
    assert [row["code"] for row in got(client, "", force="ended")["items"]] == ["KANUN-5070"]
    assert got(client, "", q="yeni sonuc")["total"] == 1  # a provision says so
    got(client, "", 422, force="perhaps")


def test_an_instrument_says_why_and_what_is_done_to_it(client: Client, law: Instrument) -> None:
    found = got(client, f"/{law.pk}", as_of="2016-01-01")
    new = Instrument.objects.get(code="KANUN-1")
    assert (found["cited"], found["eli"]) == ("5070 sayılı Kanun", "/eli/tr/kanun/2004/5070")
    assert (found["in_force"], found["why"], found["ended_by"]) == ("no", "ended", new.pk)
    assert [(line["kind"], line["acts"], line["other"], line["day"]) for line in found["relations"]] == [
        ("amends", False, new.pk, "2011-01-01"),
        ("repeals", False, new.pk, "2012-01-01"),
    ]
    assert got(client, f"/{law.pk}", as_of="2011-06-01")["in_force"] == "yes"
    assert got(client, f"/{law.pk}", as_of="2003-01-01")["why"] == "not_yet"
    got(client, "/999999", 404)


def test_provisions_are_a_tree_with_the_wording_of_the_day(client: Client, law: Instrument) -> None:
    (five,) = got(client, f"/{law.pk}/provisions", as_of="2011-06-01")
    assert (five["kind"], five["label"], five["text"], five["since"]) == (
        "article", "5", {"tr": "Yeni sonuç."}, "2011-01-01",
    )  # fmt: skip
    assert five["amended_by"] == Instrument.objects.get(code="KANUN-1").pk
    assert [part["eli"] for part in five["parts"]] == ["/eli/tr/kanun/2004/5070/art_5/par_1"]
    (before,) = got(client, f"/{law.pk}/provisions", as_of="2010-06-01")
    assert (before["text"], before["since"], before["amended_by"]) == ({"tr": "Sonuç."}, "", None)


def test_what_rests_on_an_instrument_is_listed(client: Client, law: Instrument) -> None:
    cited = Provision.objects.earliest("order")
    new = Instrument.objects.get(code="KANUN-1")
    actions.cite_provision(record_resting=new, provision=cited, period=make.since(date(2011, 1, 1)), by=make.OPERATOR)
    found = got(client, f"/{law.pk}/resting")
    assert (found["total"], found["items"][0]["provision"]) == (1, cited.pk)
    assert got(client, f"/{law.pk}/provisions")[0]["rests_on_it"] == 1
    assert got(client, f"/{law.pk}/resting", as_of="2010-01-01")["total"] == 0


def test_answers_stay_within_the_budget(
    client: Client, law: Instrument, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for path in ("", f"/{law.pk}", f"/{law.pk}/provisions", f"/{law.pk}/resting"):
        with django_assert_max_num_queries(BUDGET):
            got(client, path)
