"""The pages of the room, as a browser without script sees them."""

import csv
import io
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from kurul.kernel.slots import Panel, panels
from kurul.kernel.temporal.bounds import Bound
from kurul.rooms.people.actions import rename
from kurul.rooms.people.models import AccountLink, Person, PersonName
from kurul.rooms.people.tests import make
from kurul.rooms.people.tests.conftest import Browser

pytestmark = pytest.mark.django_db
BUDGET = 25
LIST = "/people/"


def text_of(response: Any) -> str:
    return " ".join(response.content.decode().split())


def page_of(of: Person, name: str = "person", *more: int) -> str:
    return reverse(f"people:{name}", args=[of.pk, *more])


SEES = {"registry_clerk": 200, "secretariat": 200, "administrator": 200, "auditor": 200}
KEEPS = {"registry_clerk": 200, "secretariat": 200, "administrator": 200, "auditor": 403}
LINKS = {"registry_clerk": 403, "secretariat": 403, "administrator": 200, "auditor": 403}
OTHERS = {"cio": 403, "reporter": 403, "stranger": 403, "": 302}


@pytest.mark.parametrize("role", [*SEES, *OTHERS])
def test_who_opens_which_page(browser: Browser, opened: set[int], role: str) -> None:
    entered = make.person()
    link = make.link(entered, make.account())
    client = browser(role)
    expected = {LIST: SEES, reverse("people:enter"): KEEPS}
    expected |= {page_of(entered, name): KEEPS for name in ("rename", "correct_name")}
    expected |= {page_of(entered, "link_account"): LINKS, page_of(entered, "end_link", link.pk): LINKS}
    for address, allowed in expected.items():
        assert client.get(address).status_code == {**OTHERS, **allowed}[role], address
    # Hidden and non-existent look the same, signed in or not.
    assert client.get(page_of(entered)).status_code == SEES.get(role, 404)
    assert client.get(reverse("people:person", args=[entered.pk + 1])).status_code == 404


@pytest.mark.parametrize("role", ["", "stranger"])
def test_the_page_of_whom_a_higher_room_opens_is_public(browser: Browser, opened: set[int], role: str) -> None:
    entered = make.person()
    rename(
        person=entered,
        given_name="Ayşe",
        family_name="Demir",
        day=Bound.on(date(2015, 1, 1)),
        by=make.OPERATOR,
        version=1,
    )
    make.link(entered, make.account("secretlogin"))
    opened.add(entered.pk)
    shown = text_of(browser(role).get(page_of(entered)))
    assert "<h1>Ayşe Demir" in shown
    for kept in ("Yılmaz", "secretlogin", LIST + '"', page_of(entered, "rename")):
        assert kept not in shown


def test_the_navigation_leads_to_persons_only_whom_it_may(browser: Browser) -> None:
    leads = f'href="{LIST}"'
    assert leads in text_of(browser("registry_clerk").get("/law/"))
    assert leads not in text_of(browser("reporter").get("/law/"))
    assert leads not in text_of(browser("").get("/law/"))


def test_the_search_of_the_site_finds_only_whom_one_may_see(browser: Browser, opened: set[int]) -> None:
    entered = make.person()
    search = reverse("site:search")
    assert page_of(entered) in text_of(browser("registry_clerk").get(search, {"q": "yilmaz ayse"}))
    assert page_of(entered) not in text_of(browser("").get(search, {"q": "yilmaz ayse"}))


def test_a_clerk_enters_a_person_and_records_a_new_name(browser: Browser) -> None:
    clerk = browser("registry_clerk")
    answer = clerk.post(reverse("people:enter"), {"given_name": "Ayşe", "family_name": "Yılmaz", "honorific": "Dr."})
    entered = Person.objects.get()
    assert answer["Location"] == page_of(entered)
    clerk.post(
        page_of(entered, "rename"),
        {"given_name": "Ayşe", "family_name": "Demir", "honorific": "Dr.", "day": "01.06.2015", "version": "1"},
    )
    shown = text_of(clerk.get(page_of(entered)))
    assert "<h1>Dr. Ayşe Demir" in shown
    assert "Since then called Dr. Ayşe Demir" in shown
    assert "<h1>Dr. Ayşe Yılmaz" in text_of(clerk.get(page_of(entered), {"as_of": "2015-05-31"}))


def test_what_is_refused_is_said_at_the_field_and_what_was_typed_stays(browser: Browser) -> None:
    typed = {"given_name": "Ayşe", "family_name": "12345678901"}
    answer = browser("registry_clerk").post(reverse("people:enter"), typed)
    assert answer.status_code == 422
    assert "Write only the name" in text_of(answer)
    assert 'value="12345678901"' in text_of(answer)
    assert not Person.objects.exists()


def test_a_correction_without_a_reason_is_refused_at_the_reason(browser: Browser) -> None:
    entered, clerk = make.person("Ayse"), browser("registry_clerk")
    typed = {"given_name": "Ayşe", "family_name": "Yılmaz", "version": "1", "reason": ""}
    answer = clerk.post(page_of(entered, "correct_name"), typed)
    assert "Say why it was wrong" in text_of(answer)
    clerk.post(page_of(entered, "correct_name"), {**typed, "reason": "The cedilla was lost."})
    assert str(PersonName.objects.known_at().get()) == "Ayşe Yılmaz"


def test_a_stale_change_keeps_what_was_typed(browser: Browser) -> None:
    entered = make.person()
    rename(person=entered, given_name="Emine", day=Bound.on(date(2014, 1, 1)), by=make.OPERATOR, version=1)
    typed = {"given_name": "Fatma", "family_name": "Kaya", "day": "2015-01-01", "version": "1"}
    answer = browser("registry_clerk").post(page_of(entered, "rename"), typed)
    assert answer.status_code == 422
    assert 'value="Kaya"' in text_of(answer)
    assert 'name="version" value="2"' in text_of(answer)


def test_an_administrator_links_an_account_by_its_login_and_ends_the_link(browser: Browser) -> None:
    entered, account, client = make.person(), make.account("ayilmaz"), browser("administrator")
    unknown = client.post(page_of(entered, "link_account"), {"account": "nobody", "first_day": "2015-01-01"})
    assert "No account has the login “nobody”." in text_of(unknown)
    client.post(page_of(entered, "link_account"), {"account": "AYILMAZ", "first_day": "2015-01-01", "last_day": ""})
    link = AccountLink.objects.get()
    assert (link.person, link.account) == (entered, account)
    again = client.post(page_of(entered, "link_account"), {"account": "ayilmaz", "first_day": "2016-01-01"})
    assert "This account belongs to another person in that period." in text_of(again)
    client.post(page_of(entered, "end_link", link.pk), {"day": "2016-01-01"})
    assert str(AccountLink.objects.known_at().get().period) == "2015-01-01/2016-01-01"


def test_logins_stand_in_the_list_only_for_who_may_see_them(browser: Browser) -> None:
    make.link(make.person(), make.account("ayilmaz"))
    assert "ayilmaz" in text_of(browser("auditor").get(LIST))
    assert "ayilmaz" not in text_of(browser("registry_clerk").get(LIST))
    answer: Any = browser("secretariat").get(LIST, {"export": "csv"})
    rows = list(csv.reader(io.StringIO(b"".join(answer).decode("utf-8-sig"))))
    assert rows[0] == ["Name", "Family name", "Called so", "Basis"]
    assert rows[1][:2] == ["Ayşe Yılmaz", "Yılmaz"]


def test_an_empty_list_teaches_and_a_filter_that_finds_nobody_says_so(browser: Browser) -> None:
    clerk = browser("registry_clerk")
    assert f'<a class="button" href="{reverse("people:enter")}">Enter the first person' in text_of(clerk.get(LIST))
    make.person()
    assert "Nobody fits this filter" in text_of(clerk.get(LIST, {"q": "kaya"}))
    assert "Enter the first person" not in text_of(browser("auditor").get(LIST, {"q": "kaya"}))


def test_a_higher_room_shows_itself_on_the_page(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    entered = make.person()
    monkeypatch.setattr(panels, "_entries", {})

    @panels.register("people.person", order=1)
    def posts(record: Any, look: Any, actor: Any) -> Panel:
        return Panel("posts", "Posts", "components/empty_state.html", {"title": f"no. {record.id}"})

    assert f"no. {entered.pk}</p>" in text_of(browser("auditor").get(page_of(entered)))


@pytest.mark.parametrize("role", ["administrator", ""])
def test_pages_stay_within_the_budget(
    browser: Browser, opened: set[int], role: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    entered = make.person(family_name="Kaya")
    for number in range(12):
        opened.add(make.person(family_name="Kaya").pk)
        make.link(entered, make.account(f"login{number}"), date(2000 + number, 1, 1), date(2001 + number, 1, 1))
    opened.add(entered.pk)
    client: Client = browser(role)
    for address in (LIST, page_of(entered), reverse("site:search") + "?q=kaya"):
        with django_assert_max_num_queries(BUDGET):
            client.get(address)


def test_a_fragment_equals_that_part_of_the_whole_page(browser: Browser) -> None:
    make.person()
    client = browser("auditor")
    whole = text_of(client.get(LIST))
    part = text_of(client.get(LIST, headers={"HX-Request": "true", "HX-Target": "list"}))
    assert part.startswith('<section class="list" id="list"')
    assert part in whole
