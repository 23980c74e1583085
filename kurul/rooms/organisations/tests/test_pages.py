"""The pages of the room, as a browser without script sees them."""

import csv
import io
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from kurul.kernel.temporal.bounds import Bound
from kurul.kernel.translated import Translated
from kurul.rooms.organisations import actions
from kurul.rooms.organisations.models import Name, Organisation
from kurul.rooms.organisations.tests import make

pytestmark = pytest.mark.django_db
BUDGET = 25


def text_of(response: Any) -> str:
    return response.content.decode()


def page_of(body: Organisation, name: str = "organisation") -> str:
    return reverse(f"organisations:{name}", args=[body.pk])


def test_the_list_shows_what_exists_on_the_day(client: Client) -> None:
    make.organisation("Sağlık Bakanlığı", since=date(2010, 1, 1))
    make.organisation("Geleceğin Bakanlığı", since=date(2030, 1, 1))
    now = text_of(client.get(reverse("organisations:list")))
    assert "Sağlık Bakanlığı" in now
    assert "Geleceğin Bakanlığı" not in now
    assert "Geleceğin Bakanlığı" in text_of(client.get(reverse("organisations:list"), {"as_of": "2031-01-01"}))


def test_what_is_not_known_to_exist_is_counted_and_shown_on_request(client: Client) -> None:
    make.organisation("Aladağ Belediyesi", since=Bound.by(date(2025, 12, 31)))
    url = reverse("organisations:list")
    silent = text_of(client.get(url, {"as_of": "2016-07-19"}))
    assert "Aladağ Belediyesi" not in silent
    assert "perhaps=on" in silent
    assert "Aladağ Belediyesi" in text_of(client.get(url, {"as_of": "2016-07-19", "perhaps": "on"}))


@pytest.mark.parametrize("typed", ["isparta", "ISPARTA", "ısparta", "Isparta"])
def test_a_name_is_found_however_it_is_typed(client: Client, typed: str) -> None:
    make.organisation("Isparta Valiliği")
    make.organisation("Adana Valiliği")
    shown = text_of(client.get(reverse("organisations:list"), {"q": typed}))
    assert "Isparta Valiliği" in shown
    assert "Adana Valiliği" not in shown


def test_an_old_name_still_finds_the_body(client: Client) -> None:
    body = make.organisation("Ulaştırma Bakanlığı")
    actions.rename(
        organisation=body, name=Translated(tr="Altyapı Bakanlığı"), day=Bound.on(date(2018, 7, 10)),
        by=make.OPERATOR, version=1,
    )  # fmt: skip
    assert "Altyapı Bakanlığı" in text_of(client.get(reverse("organisations:list"), {"q": "ulastirma"}))


def test_the_list_sorts_in_turkish(client: Client) -> None:
    for name in ("İzmir", "Isparta", "Çorum", "Zonguldak", "Ceyhan"):
        make.organisation(name)
    client.cookies["django_language"] = "tr"
    shown = text_of(client.get(reverse("organisations:list"), {"sort": "name"}))
    places = [shown.index(f">{name}<") for name in ("Ceyhan", "Çorum", "Isparta", "İzmir", "Zonguldak")]
    assert places == sorted(places)


def test_the_export_holds_what_is_shown_and_no_formula(client: Client) -> None:
    make.organisation("=HYPERLINK(1)")
    make.organisation("Sağlık Bakanlığı")
    make.organisation("Adana Valiliği")
    answer = client.get(reverse("organisations:list"), {"export": "csv", "q": "a"})
    rows = list(csv.reader(io.StringIO(answer.getvalue().decode("utf-8-sig"))))
    names = [row[0] for row in rows[1:]]
    assert "Sağlık Bakanlığı" in names
    assert not any(name.startswith("=") for name in names)


def test_a_page_of_a_body_tells_its_life(client: Client) -> None:
    top = make.organisation("Sağlık Bakanlığı", english="Ministry of Health", abbreviation="SB")
    unit = make.organisation("Bilgi İşlem", parent=top, of_kind=make.kind("it_unit"), of_level=make.level())
    general = make.level("general_directorate", 40, "Genel müdürlük")
    actions.reclassify(
        organisation=unit, kind=make.kind("it_unit"), level=general, day=Bound.on(date(2014, 1, 1)),
        by=make.OPERATOR, version=1,
    )  # fmt: skip
    client.cookies["django_language"] = "tr"
    shown = text_of(client.get(page_of(unit)))
    assert "Sağlık Bakanlığı" in shown
    assert "Genel müdürlük" in shown
    assert page_of(top) in shown


def test_before_the_renaming_the_page_shows_the_old_name_and_cannot_be_edited(clerk_client: Client) -> None:
    body = make.organisation("Eski Bakanlık")
    actions.rename(
        organisation=body,
        name=Translated(tr="Yeni Bakanlık"),
        day=Bound.on(date(2018, 1, 1)),
        by=make.OPERATOR,
        version=1,
    )
    earlier = text_of(clerk_client.get(page_of(body), {"as_of": "2017-01-01"}))
    assert "<h1>Eski Bakanlık" in earlier.replace('<h1><span lang="tr">', "<h1>")
    assert page_of(body, "choose_change") not in earlier
    assert page_of(body, "choose_change") in text_of(clerk_client.get(page_of(body)))
    refused = clerk_client.post(f"{page_of(body, 'rename')}?as_of=2017-01-01", {"name_tr": "X"})
    assert refused.status_code == 409
    assert Name.objects.known_at().filter(organisation=body).count() == 2


def test_a_body_that_is_not_there_and_one_not_yet_heard_of_look_the_same(client: Client) -> None:
    body = make.organisation("Sağlık Bakanlığı")
    missing = client.get(reverse("organisations:organisation", args=[body.pk + 1]))
    unheard = client.get(page_of(body), {"as_of": "2016-01-01", "known_at": "2016-01-01"})
    assert (missing.status_code, unheard.status_code) == (404, 404)


def test_a_clerk_renames_and_comes_back_to_the_page(clerk_client: Client) -> None:
    body = make.organisation("Eski Bakanlık")
    typed = {"name_tr": "Yeni Bakanlık", "name_en": "", "abbreviation": "", "day": "10.07.2018", "version": "1"}
    answer = clerk_client.post(page_of(body, "rename"), typed)
    assert answer.status_code == 302
    assert answer["Location"] == page_of(body)
    assert "Yeni Bakanlık" in text_of(clerk_client.get(page_of(body)))


def test_what_is_refused_is_said_at_the_field_and_what_was_typed_stays(clerk_client: Client) -> None:
    top = make.organisation("Bakanlık")
    unit = make.organisation("Birim", parent=top)
    typed = {"parent": f"#{unit.pk}", "day": "2018-01-01", "version": "1"}
    answer = clerk_client.post(page_of(top, "move"), typed)
    shown = text_of(answer)
    assert answer.status_code == 422
    assert "stands under this body itself" in shown
    assert f'value="#{unit.pk}"' in shown
    assert 'aria-invalid="true"' in shown


def test_a_stale_edit_keeps_what_was_typed(clerk_client: Client) -> None:
    body = make.organisation("A")
    actions.rename(
        organisation=body, name=Translated(tr="B"), day=Bound.on(date(2018, 1, 1)), by=make.OPERATOR, version=1
    )
    typed = {"name_tr": "Benim adım", "name_en": "", "abbreviation": "", "day": "2019-01-01", "version": "1"}
    answer = clerk_client.post(page_of(body, "rename"), typed)
    assert answer.status_code == 422
    assert "Benim adım" in text_of(answer)
    assert 'name="version" value="2"' in text_of(answer)


@pytest.mark.parametrize("name", ["rename", "move", "reclassify", "correct_name", "abolish"])
def test_only_a_clerk_opens_the_forms(client: Client, clerk_client: Client, name: str) -> None:
    body = make.organisation("A")
    assert clerk_client.get(page_of(body, name)).status_code == 200
    assert Client().get(page_of(body, name)).status_code == 302


def test_a_body_is_suggested_while_somebody_types(client: Client) -> None:
    make.organisation("Sağlık Bakanlığı")
    url = reverse("suggest", args=["organisations.organisation"])
    assert "Sağlık Bakanlığı" in text_of(client.get(url, {"parent": "saglik"}))
    assert client.get(reverse("suggest", args=["kernel.account"]), {"x": "ali"}).status_code == 404


@pytest.mark.parametrize("address", ["organisations:list", "organisations:tree"])
def test_lists_stay_within_the_budget(
    client: Client, address: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    top = make.organisation("Bakanlık")
    for number in range(12):
        make.organisation(f"Birim {number}", parent=top)
    with django_assert_max_num_queries(BUDGET):
        answer = client.get(reverse(address), {"q": "bi", "open": str(top.pk)})
    assert "Birim 11" in text_of(answer)


def test_a_record_page_stays_within_the_budget(
    clerk_client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    top = make.organisation("Bakanlık")
    for number in range(12):
        make.organisation(f"Birim {number}", parent=top)
    with django_assert_max_num_queries(BUDGET):
        answer = clerk_client.get(page_of(top))
    assert "Birim 0" in text_of(answer)


def test_the_tree_opens_one_body_at_a_time(client: Client) -> None:
    top = make.organisation("Bakanlık")
    make.organisation("Genel Müdürlük", parent=top)
    url = reverse("organisations:tree")
    assert "Genel Müdürlük" not in text_of(client.get(url))
    assert "Genel Müdürlük" in text_of(client.get(url, {"open": str(top.pk)}))


def test_a_fragment_equals_that_part_of_the_whole_page(client: Client) -> None:
    make.organisation("Sağlık Bakanlığı")
    url = reverse("organisations:list")
    whole = text_of(client.get(url))
    part = text_of(client.get(url, headers={"HX-Request": "true", "HX-Target": "list"}))
    assert part.strip().startswith('<section class="list" id="list"')
    assert part.strip() in whole
