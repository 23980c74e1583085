"""The pages, the API and the command of powers and delegations; and the way to who was CIO, by links alone."""

import json
from datetime import date
from decimal import Decimal
from html.parser import HTMLParser
from typing import Any

import pytest
from click.testing import CliRunner
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from pytest_django import DjangoAssertNumQueries

from kurul.kernel.cli import kurul
from kurul.kernel.identity import actions as identity
from kurul.kernel.rules import Finding
from kurul.kernel.wording import sentence
from kurul.rooms.organisations.tests import make as organisations
from kurul.rooms.people.actions import link_account
from kurul.rooms.people.models import Person
from kurul.rooms.positions import cli, forms
from kurul.rooms.positions.models import Delegation, Post, Power, PowerHeld
from kurul.rooms.positions.queries import powers
from kurul.rooms.positions.tests import make

pytestmark = pytest.mark.django_db
API = "/api/positions/powers/{}/who-may"
WHO, POWERS = reverse("positions:who_may"), reverse("positions:powers")
assert cli.who_may.name == "who-may"


def text_of(response: Any) -> str:
    return response.content.decode()


@pytest.fixture
def posts() -> tuple[Post, Post]:
    """A chief who may sign up to 100,000, and the head of the IT unit to whom up to 50,000 are delegated."""
    ministry = make.ministry()
    chief = make.post(ministry)
    make.appointment(chief, make.person("Ayşe", "Yılmaz"))
    unit = organisations.organisation("Bilgi İşlem Dairesi", parent=ministry)
    head = make.post(unit, title="Daire Başkanı", of_kind="head_of_it_unit", portfolio=[])
    make.appointment(head, make.person("Mehmet", "Kaya"))
    make.held(make.power(), of_kind="assistant_undersecretary", up_to=100_000)
    make.delegation(make.power(), chief, head, up_to=50_000, until=date(2018, 1, 1))
    return chief, head


def test_the_page_teaches_without_powers_and_asks_without_a_question(
    client: Client, administrator_client: Client
) -> None:
    assert "No powers are recorded yet" in text_of(client.get(WHO))
    assert reverse("positions:enter_power") in text_of(administrator_client.get(WHO))
    make.power()
    assert "Choose a power and press Show." in text_of(client.get(WHO))


def test_the_page_answers_who_may_and_why_not(
    client: Client, posts: tuple[Post, Post], django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    asked = {"power": "sign_expenditure", "organisation": "Ministry of Health", "amount": "60000"}
    with django_assert_max_num_queries(25):
        shown = text_of(client.get(WHO, {**asked, "as_of": "2017-03-01"}))
    may, may_not = shown[shown.index('id="may"') : shown.index('id="may-not"')], shown[shown.index('id="may-not"') :]
    assert "Ayşe Yılmaz" in may
    assert "100,000 TRY" in may
    assert "Mehmet Kaya" in may_not
    assert "The amount is above the threshold." in may_not
    assert "stays accountable" in may_not
    later = text_of(client.get(WHO, {**asked, "amount": "10", "as_of": "2018-03-01"}))
    assert "The delegation has ended." in later


def test_a_wrong_question_is_answered_at_its_field(client: Client, posts: tuple[Post, Post]) -> None:
    answer = client.get(WHO, {"power": "none_such"})
    assert answer.status_code == 422
    assert "power" in answer.context["form"].errors
    make.power("approve", unit="")
    answer = client.get(WHO, {"power": "approve", "amount": "5"})
    assert answer.status_code == 422
    assert "This power has no threshold." in text_of(answer)


def test_the_page_of_an_instrument_shows_what_was_delegated_and_excepted_by_it(
    client: Client, posts: tuple[Post, Post]
) -> None:
    chief, _head = posts
    exception = make.exception(chief, make.cio_rule(), counts=False)
    for instrument in (Delegation.objects.get().instrument_id, exception.instrument_id):
        shown = text_of(client.get(reverse("law:resting", args=[instrument]), {"as_of": "2017-03-01"}))
        assert "Müsteşar Yardımcısı" in shown


def test_an_answer_that_would_name_too_many_posts_asks_for_the_body(
    client: Client, posts: tuple[Post, Post], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(powers, "MOST_POSTS", 1)
    answer = client.get(WHO, {"power": "sign_expenditure"})
    assert answer.status_code == 422
    assert answer.context["form"].errors.get_json_data()["organisation"][0]["code"] == "positions.name_a_body"
    assert client.get(API.format("sign_expenditure")).status_code == 422


def test_the_answer_is_exported_with_its_reasons(client: Client, posts: tuple[Post, Post]) -> None:
    asked = {"power": "sign_expenditure", "amount": "60000", "as_of": "2017-03-01", "export": "csv"}
    answer: Any = client.get(WHO, asked)
    lines = b"".join(answer).decode("utf-8-sig").splitlines()
    assert len(lines) == 3
    assert "May decide" in lines[1]
    assert "The amount is above the threshold." in lines[2]
    assert "DEVIR-1" not in lines[2]
    assert "Yetki devri onayı" in lines[2]


def test_powers_are_entered_given_and_ended_by_pages(administrator_client: Client) -> None:
    make.kind()
    form = {"code": "approve_plan", "name_tr": "Planı onaylama", "name_en": "Approve a plan", "unit": "", "order": 0}
    assert administrator_client.post(reverse("positions:enter_power"), form).status_code == 302
    power = Power.objects.get()
    given = {"power": power.pk, "reach": "own", "first_day": "2016-01-01", "last_day": "", "may_delegate": "on"}
    both = administrator_client.post(reverse("positions:give_power"), given)
    assert both.status_code == 422
    assert "Choose either a kind of post or one post." in text_of(both)
    given["post_kind"] = make.kind().pk
    wrong = administrator_client.post(reverse("positions:give_power"), {**given, "threshold": "5"})
    assert wrong.context["form"].errors.get_json_data()["threshold"][0]["code"] == "positions.threshold_without_unit"
    assert administrator_client.post(reverse("positions:give_power"), given).status_code == 302
    shown = text_of(administrator_client.get(POWERS))
    assert "Approve a plan" in shown
    held = PowerHeld.objects.get()
    assert administrator_client.post(reverse("positions:end_power", args=[held.pk]), {"day": "2018"}).status_code == 302
    last = PowerHeld.objects.known_at().get()
    url = reverse("positions:withdraw_power", args=[last.pk])
    assert administrator_client.post(url, {"reason": "Yanlış."}).status_code == 302
    assert not PowerHeld.objects.known_at().exists()


def test_a_delegation_is_recorded_ended_and_withdrawn_by_pages(clerk_client: Client, posts: tuple[Post, Post]) -> None:
    chief, _head = posts
    clerk = make.post(make.ministry("B", "B"), title="Şube Müdürü", of_kind="x", portfolio=[])
    url = reverse("positions:delegate", args=[chief.pk])
    form = {
        "power": make.power().pk,
        "to_post": f"#{clerk.pk}",
        "threshold": "200000",
        "first_day": "2016-01-01",
        "last_day": "",
        "instrument": "",
    }
    answer = clerk_client.post(url, form)
    assert "A delegation is made in writing." in text_of(answer)
    form["instrument"] = make.instrument().pk
    answer = clerk_client.post(url, form)
    assert answer.context["form"].errors.get_json_data()["threshold"][0]["code"] == "positions.beyond_own_threshold"
    assert "up to 100,000" in text_of(answer)
    assert clerk_client.post(url, {**form, "threshold": "2,000"}).status_code == 302
    made = Delegation.objects.get(to_post=clerk)
    shown = text_of(clerk_client.get(reverse("positions:post_powers", args=[chief.pk])))
    assert reverse("positions:revoke_delegation", args=[made.pk]) in shown
    revoke = reverse("positions:revoke_delegation", args=[made.pk])
    assert clerk_client.post(revoke, {"last_day": "2015-01-01"}).status_code == 422
    assert clerk_client.post(revoke, {"last_day": "2017-06-30"}).status_code == 302
    last = Delegation.objects.known_at().get(to_post=clerk)
    assert last.is_revoked
    withdraw = reverse("positions:withdraw_delegation", args=[last.pk])
    assert clerk_client.post(withdraw, {"reason": "Yanlış."}).status_code == 302
    assert not Delegation.objects.known_at().filter(to_post=clerk).exists()


@pytest.mark.parametrize(
    ("language", "text", "amount"),
    [
        ("tr", "50000", "50000"),
        ("tr", "50.000", "50000"),
        ("tr", "1.250.000,50", "1250000.50"),
        ("tr", "50000.00", "50000.00"),
        ("en", "50,000", "50000"),
        ("en", "50.000", None),
        ("en", "fifty", None),
        ("tr", "", None),
    ],
)
def test_an_amount_is_read_as_people_write_it(language: str, text: str, amount: str | None) -> None:
    with override(language):
        form = forms.WhoMayForm({"power": make.power().code, "amount": text})
        assert form.is_valid() == (amount is not None or text == "")
        assert form.cleaned_data.get("amount") == (None if amount is None else Decimal(amount))


def test_whoever_is_in_the_post_delegates_by_its_page_and_a_stranger_does_not(
    client: Client, stranger_client: Client, posts: tuple[Post, Post]
) -> None:
    chief, _head = posts
    url, page = reverse("positions:delegate", args=[chief.pk]), reverse("positions:post_powers", args=[chief.pk])
    assert client.get(url).status_code == 302, "to the sign-in"
    assert stranger_client.get(url).status_code == 403
    assert url not in text_of(stranger_client.get(page))
    account = identity.create_account(login="ayse", display_name="Ayşe", language="en", by=make.OPERATOR)
    person = Person.objects.get(appointments__post=chief)
    link_account(person=person, account=account, period=make.ALWAYS, by=make.OPERATOR)
    own = Client()
    own.force_login(account)
    assert own.get(url).status_code == 200
    assert url in text_of(own.get(page))


def test_the_api_tells_the_same_as_the_page(client: Client, posts: tuple[Post, Post]) -> None:
    chief, head = posts
    told = client.get(API.format("sign_expenditure"), {"amount": "60000", "as_of": "2017-03-01"}).json()
    assert [one["post"]["id"] for one in told["may"]] == [chief.pk]
    assert [(one["post"]["id"], one["ways"][0]["objection"]) for one in told["may_not"]] == [(head.pk, "threshold")]
    (step,) = told["may_not"][0]["ways"][0]["delegated"]
    assert (step["from"]["id"], step["to"]["id"], step["instrument"]) == (chief.pk, head.pk, "DEVIR-1")
    assert told["may"][0]["holders"][0]["name"] == "Ayşe Yılmaz"


def test_the_api_refuses_what_is_not_known(client: Client) -> None:
    make.power()
    make.power("approve", unit="")
    assert client.get(API.format("none_such")).status_code == 404
    body = client.get(API.format("sign_expenditure"), {"organisation": "999999"})
    assert (body.status_code, "positions.body_unknown" in text_of(body)) == (422, True)
    amount = client.get(API.format("approve"), {"amount": "1"})
    assert (amount.status_code, "positions.threshold_without_unit" in text_of(amount)) == (422, True)


def run(*arguments: str, language: str = "en") -> Any:
    return CliRunner().invoke(kurul, ["--language", language, "who-may", *arguments])


def test_the_command_says_who_may(posts: tuple[Post, Post]) -> None:
    chief, _head = posts
    asked = ("sign_expenditure", "--organisation", "Sağlık Bakanlığı", "--amount", "60000", "--as-of", "2017-03-01")
    told = json.loads(run(*asked, "--format", "json").output)
    assert [one["post"]["id"] for one in told["may"]] == [chief.pk]
    table = run(*asked)
    assert table.exit_code == 0
    assert "1 may decide, 1 may not." in table.output


@pytest.mark.parametrize(
    ("arguments", "code", "params"),
    [
        (("none_such",), "positions.power_unknown", {"power": "none_such"}),
        (("sign_expenditure", "--organisation", "Yok"), "positions.body_unknown", {"body": "Yok"}),
        (("sign_expenditure", "--organisation", "#999999"), "positions.body_unknown", {"body": "#999999"}),
        (("sign_expenditure", "--amount", "çok"), "positions.not_an_amount", {"text": "çok"}),
        (("sign_expenditure", "--amount", "-5"), "positions.not_an_amount", {"text": "-5"}),
        (("sign_expenditure", "--amount", "NaN"), "positions.not_an_amount", {"text": "NaN"}),
        (("approve", "--amount", "5"), "positions.threshold_without_unit", {}),
    ],
)
@pytest.mark.parametrize("language", ["en", "tr"])
def test_the_command_refuses_what_is_not_known(
    arguments: tuple[str, ...], code: str, params: dict[str, str], language: str
) -> None:
    make.power()
    make.power("approve", unit="")
    answer = run(*arguments, language=language)
    with override(language):
        assert sentence(Finding(code, None, params)) in answer.output
    assert answer.exit_code == 1


def test_the_command_asks_which_of_several_bodies_is_meant() -> None:
    make.power()
    twins = [make.ministry("Çift Bakanlık"), make.ministry("Çift Bakanlık")]
    answer = run("sign_expenditure", "--organisation", "Çift Bakanlık")
    numbers = ", ".join(f"#{one.pk}" for one in twins)
    with override("en"):
        said = sentence(Finding("positions.bodies_several", None, {"body": "Çift Bakanlık", "numbers": numbers}))
    assert (answer.exit_code, said in answer.output) == (1, True), answer.output
    assert run("sign_expenditure", "--organisation", f"#{twins[0].pk}").exit_code == 0


# --- by links alone ---------------------------------------------------------------------------------------------------


class Links(HTMLParser):
    """The links of a page by what they say; of two with one text the first counts."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: dict[str, str] = {}
        self._href = ""
        self._said: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A link begins."""
        if tag == "a":
            self._href, self._said = dict(attrs).get("href") or "", []

    def handle_data(self, data: str) -> None:
        """What it says."""
        self._said.append(data)

    def handle_endtag(self, tag: str) -> None:
        """It ends."""
        if tag == "a" and self._href:
            self.found.setdefault(" ".join("".join(self._said).split()), self._href)
            self._href = ""


def test_who_was_cio_on_a_day_and_by_which_instrument_is_found_by_links_within_four_clicks(client: Client) -> None:
    """A new user follows links only, from the home page to the instrument of appointment."""
    make.cio_rule()
    ministry = make.ministry()
    post, first = make.post(ministry), make.instrument("KARAR-1", "Birinci karar")
    make.appointment(post, make.person("Ayşe", "Yılmaz"), until=date(2017, 6, 1), by_instrument=first)
    make.appointment(post, make.person("Mehmet", "Kaya"), since=date(2017, 6, 1))
    make.ministry("İçişleri Bakanlığı", "Ministry of the Interior")
    pages = [text_of(client.get("/"))]

    def click(says: str) -> str:
        pages.append(text_of(client.get(Links(pages[-1]).found[says])))
        return pages[-1]

    click("Posts & CIOs")
    seat = click("Ministry of Health")
    row = seat[seat.index("1 Jan 2012") :]
    row = row[: row.index("</tr>")]
    assert "31 May 2017" in row, "the row says from when to when, 1 March 2017 among it"
    assert "Ayşe Yılmaz" in row
    assert "Substantive" in row
    assert "Birinci karar" in row
    then = click("1 Jan 2012 – 31 May 2017")
    assert "Ayşe Yılmaz" in then
    assert "Mehmet Kaya" not in then.split('id="over-time"')[0].replace("Mehmet Kaya is appointed", "")
    instrument = click("5070 · Birinci karar")
    assert "<h1>" in instrument
    assert "Birinci karar" in instrument
    assert len(pages) - 1 <= 4, "clicks"


def test_the_list_of_delegations_says_what_is_made_up(client: Client, chief: Post, head: Post) -> None:
    make.held(make.power(), chief)
    make.delegation(make.power(), chief, head)
    Delegation.objects.update(basis="illustrative")
    shown = client.get(reverse("positions:delegations"), {"as_of": "2017-03-01"}).content.decode()
    assert "Illustrative" in shown


def test_who_ends_or_withdraws_a_power_reads_whose_it_is(administrator_client: Client) -> None:
    post = make.post(make.ministry())
    of_post = make.held(make.power(), post)
    of_kind = make.held(make.power("approve", unit=""), of_kind="assistant_undersecretary")
    for name in ("end_power", "withdraw_power"):
        shown = text_of(administrator_client.get(reverse(f"positions:{name}", args=[of_post.pk])))
        assert "Sign expenditure · Müsteşar Yardımcısı, Ministry of Health" in shown
        shown = text_of(administrator_client.get(reverse(f"positions:{name}", args=[of_kind.pk])))
        assert "Approve · every post of the kind Assistant undersecretary" in shown
