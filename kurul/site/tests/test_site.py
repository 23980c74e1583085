"""The front: first page, search, appearance, style guide."""

import re
from collections import Counter

import pytest
from django.test import Client
from django.urls import reverse

from kurul.kernel.identity.tests import make
from kurul.rooms.organisations.models import Organisation
from kurul.rooms.organisations.tests import make as bodies
from kurul.rooms.positions.tests import make as posts

GUIDE_PAGES = ("site:style_guide", "site:style_guide_record", "site:style_guide_list", "site:style_guide_form")
GOOD_FORM = {"name_tr": "Kurul", "kind": "board", "cadence": "half", "first_day": "2016", "last_day": ""}


@pytest.fixture(autouse=True)
def in_english(settings) -> None:
    settings.LANGUAGE_CODE = "en"


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


@pytest.fixture
def ministry() -> Organisation:
    """A ministry with a name that has to be escaped."""
    return bodies.organisation("<Kurul> Başkanlığı", abbreviation="KB")


@pytest.mark.django_db
def test_search_shows_what_is_found_on_the_day_looked_at(client: Client, ministry: Organisation) -> None:
    text = client.get("/search/?q=%20Kurul%20%20ba%C5%9Fkan%20&as_of=2016-07-19").content.decode()
    assert "&lt;Kurul&gt;" in text
    assert f'href="/organisations/{ministry.pk}/?as_of=2016-07-19"' in text
    assert 'value="Kurul başkan"' in text


@pytest.mark.django_db
def test_search_leads_to_all_hits_of_a_kind(client: Client) -> None:
    for number in range(60):
        bodies.organisation(f"Nüfus Müdürlüğü {number}")
    text = client.get("/search/?q=nufus").content.decode()
    assert "More than 50: Bodies" in text
    assert "/search/?q=nufus&amp;kind=organisations.organisation" in text.replace('href="?', 'href="/search/?')
    first = client.get("/search/?q=nufus&kind=organisations.organisation").content.decode()
    last = client.get("/search/?q=nufus&kind=organisations.organisation&page=2").content.decode()
    assert (first.count('class="hit-name"'), last.count('class="hit-name"')) == (50, 10)
    assert client.get("/search/?q=nufus&kind=organisations.organisation&page=3").status_code == 404
    assert client.get("/search/?q=nufus&kind=nothing.such").status_code == 404


@pytest.mark.django_db
def test_suggestions_are_options_that_lead_to_the_record(client: Client, ministry: Organisation) -> None:
    text = client.get("/search/suggestions/?q=kurul&as_of=2016-07-19").content.decode()
    assert f'data-url="/organisations/{ministry.pk}/?as_of=2016-07-19"' in text
    assert "<html" not in text
    assert "&lt;Kurul&gt;" in text
    assert client.get("/search/suggestions/?q=k").content.strip() == b""


@pytest.mark.django_db
def test_suggestions_say_in_which_other_language_they_are(client: Client) -> None:
    """A reader of English is offered what has no English name, and a voice speaks it in its own language."""
    client.cookies["django_language"] = "en"
    above = bodies.organisation("Çevre Bakanlığı")
    body = bodies.organisation("Ölçüm Dairesi", parent=above)
    bodies.organisation("Ölçüm Kurumu", english="Measuring Agency")
    offered = client.get("/suggest/organisations.organisation/?x=lcum").content.decode()
    assert f'<option value="#{body.pk} Ölçüm Dairesi, Çevre Bakanlığı" lang="tr">' in offered
    assert 'Measuring Agency">' in offered
    post = posts.post(body, title="Ölçüm Dairesi Başkanı", of_kind="x", portfolio=[])
    offered = client.get("/suggest/positions.post/?x=olcum").content.decode()
    assert f'<option value="#{post.pk} Ölçüm Dairesi Başkanı, Ölçüm Dairesi" lang="tr">' in offered
    found = client.get("/search/suggestions/?q=olcum+dairesi").content.decode()
    assert '<span lang="tr">Çevre Bakanlığı</span>' in found
    assert '<span lang="tr">Çevre Bakanlığı</span></p>' in client.get("/search/?q=olcum+dairesi").content.decode()
    found = client.get("/search/?q=olcum+kurumu").content.decode()
    assert 'also called: <span lang="tr">Ölçüm Kurumu</span>' in found


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
