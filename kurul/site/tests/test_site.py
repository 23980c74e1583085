"""The front: first page, search, appearance, style guide."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

import pytest
from django.test import Client
from django.urls import reverse

from kurul.kernel.identity.actors import Actor
from kurul.kernel.identity.tests import make
from kurul.kernel.slots import contributions
from kurul.kernel.temporal.look import Look
from kurul.kernel.translated import Translated
from kurul.kernel.web.search import SEARCH, Hit

GUIDE_PAGES = ("site:style_guide", "site:style_guide_record", "site:style_guide_list", "site:style_guide_form")
GOOD_FORM = {"name_tr": "Kurul", "kind": "board", "cadence": "half", "first_day": "2016", "last_day": ""}


@pytest.fixture(autouse=True)
def in_english(settings) -> None:
    settings.LANGUAGE_CODE = "en"


@pytest.fixture
def a_room_that_answers() -> Iterator[list[tuple[str, Look, Actor]]]:
    """A room that finds one board for every text; gives what it was asked."""
    asked: list[tuple[str, Look, Actor]] = []

    def found(*, text: str, look: Look, actor: Actor) -> Iterable[Hit]:
        asked.append((text, look, actor))
        return [Hit("Board", Translated(tr="<Kurul>"), "sample-record", 7, "Meets every six months.")]

    contributions.register(SEARCH, order=999_999)(found)
    yield asked
    contributions._entries[SEARCH] = [entry for entry in contributions._entries[SEARCH] if entry.function is not found]


def test_first_page_is_open_to_everybody(client: Client) -> None:
    response = client.get("/")
    assert response.status_code == 200
    assert "Who is responsible, and does it really happen?" in response.content.decode()


@pytest.mark.django_db
def test_who_is_signed_in_starts_at_the_desk_if_there_is_one(client: Client, settings) -> None:
    client.force_login(make.account())
    response = client.get("/")
    if "oversight" in settings.ROOMS:
        assert response["Location"] == reverse("oversight:desk")
    else:
        assert response.status_code == 200


def test_search_without_a_text_says_how(client: Client) -> None:
    text = client.get("/search/?q=%20%20").content.decode()
    assert "Write what you look for into the field at the top" in text


@pytest.mark.django_db  # the rooms look for something too
def test_search_shows_what_rooms_find(
    client: Client, settings, a_room_that_answers: list[tuple[str, Look, Actor]]
) -> None:
    settings.ROOT_URLCONF = "kurul.kernel.web.tests.urls"
    text = client.get("/search/?q=%20Kurul%20%20ba%C5%9Fkan%20&as_of=2016-07-19").content.decode()
    assert "&lt;Kurul&gt;" in text
    assert 'href="/samples/record/7/?as_of=2016-07-19"' in text
    assert 'value="Kurul başkan"' in text
    ((asked, look, actor),) = a_room_that_answers
    assert asked == "Kurul başkan"
    assert look.day.isoformat() == "2016-07-19"
    assert not actor.is_authenticated


def test_theme_is_remembered_and_one_stays_on_the_page(client: Client) -> None:
    response = client.post("/theme/", {"theme": "dark", "next": "/search/?q=x"})
    assert response["Location"] == "/search/?q=x"
    assert response.cookies["theme"].value == "dark"


@pytest.mark.parametrize("back", ["https://example.org/", "//example.org/", "javascript:alert(1)", ""])
def test_theme_leads_nowhere_else(client: Client, back: str) -> None:
    assert client.post("/theme/", {"theme": "dark", "next": back})["Location"] == "/"


def test_unknown_theme_is_not_remembered(client: Client) -> None:
    assert "theme" not in client.post("/theme/", {"theme": "pink", "next": "/"}).cookies


def test_theme_is_not_changed_by_a_link(client: Client) -> None:
    assert client.get("/theme/?theme=dark").status_code == 405


@pytest.mark.parametrize("language", ["tr", "en"])
@pytest.mark.parametrize("name", GUIDE_PAGES)
def test_style_guide_has_no_id_twice_and_no_inline_style_or_script(client: Client, name: str, language: str) -> None:
    client.cookies["django_language"] = language
    response = client.get(reverse(name))
    text = response.content.decode()
    assert response.status_code == 200
    doubled = [found for found, times in Counter(re.findall(r'\sid="([^"]*)"', text)).items() if times > 1]
    assert doubled == []
    assert " style=" not in text
    assert "<script>" not in text
    assert re.search(r"\son\w+\s*=", text) is None


@pytest.mark.parametrize("name", GUIDE_PAGES)
def test_style_guide_speaks_turkish_throughout(client: Client, name: str) -> None:
    client.cookies["django_language"] = "tr"
    text = client.get(reverse(name)).content.decode()
    body = re.sub(r"<[^>]+>", " ", re.sub(r"<(code|script)\b.*?</\1>", " ", text, flags=re.S))
    for word in (" the ", " and ", " of ", " not "):
        assert word not in body, body[max(0, body.index(word) - 60) : body.index(word) + 60]


def test_sample_form_keeps_what_was_typed_and_says_what_is_wrong(client: Client) -> None:
    response = client.post("/style-guide/form/", {**GOOD_FORM, "last_day": "2015", "reason": "Typed"})
    assert response.status_code == 422
    text = response.content.decode()
    assert "The last day lies before the first." in text
    assert "Typed</textarea>" in text


def test_sample_form_accepts_what_is_right(client: Client) -> None:
    response = client.post("/style-guide/form/", GOOD_FORM)
    assert response.status_code == 200
    assert "Everything is in order." in response.content.decode()


def test_filters_stand_in_the_address(client: Client) -> None:
    text = client.get("/style-guide/list/?text=IRMAK&status=sample.filled").content.decode()
    assert 'value="IRMAK"' in text
    assert '<option value="sample.filled" selected>' in text
    assert "Rivers Agency" in text
    assert "Climate Agency" not in text
