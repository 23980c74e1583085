"""Refusals and errors: a clear page, and what was typed is never lost."""

import pytest
from django.conf import settings as django_settings
from django.test import Client, RequestFactory

from kurul.kernel.web.context import shell
from kurul.kernel.web.errors import server_error, typed_by

pytestmark = pytest.mark.usefixtures("sample_pages")


@pytest.mark.parametrize(
    ("kind", "status", "title"),
    [
        ("refused", 422, "This was not accepted"),
        ("conflict", 409, "This does not fit what is already recorded"),
        ("stale", 409, "This does not fit what is already recorded"),
        ("denied", 403, "You may not do this"),
    ],
)
def test_unhandled_refusal_becomes_a_page_that_keeps_the_text(
    client: Client, kind: str, status: int, title: str
) -> None:
    response = client.post(f"/samples/refuse/{kind}/", {"reason": "Bir\nuzun <gerekçe>", "seats": ["1", "2"]})
    text = response.content.decode()
    assert response.status_code == status
    assert f"<h1>{title}</h1>" in text
    assert "Bir\nuzun &lt;gerekçe&gt;</textarea>" in text
    assert text.count("<textarea") == 3


def test_refusal_says_its_sentence(client: Client) -> None:
    assert "The sample says no to everything." in client.get("/samples/refuse/refused/").content.decode()


def test_passwords_and_tokens_are_not_shown_back() -> None:
    sent = {"password": "x", "New-Password1": "x", "csrfmiddlewaretoken": "x", "note": "kept", "empty": " "}
    request = RequestFactory().post("/", sent)
    assert [(typed.name, typed.text) for typed in typed_by(request)] == [("note", "kept")]


def test_form_without_a_fresh_token_keeps_the_text() -> None:
    response = Client(enforce_csrf_checks=True).post("/samples/echo/", {"reason": "Uzun bir gerekçe"})
    assert response.status_code == 403
    assert "This form has expired" in response.content.decode()
    assert "Uzun bir gerekçe" in response.content.decode()


def test_missing_page_is_a_page(client: Client) -> None:
    response = client.get("/nothing/here/")
    assert response.status_code == 404
    assert "it is not open to you" in response.content.decode()


def test_djangos_own_denial_is_a_page(client: Client) -> None:
    response = client.get("/samples/deny/")
    assert response.status_code == 403
    assert "Your account does not have the right for it." in response.content.decode()


def test_error_page_of_a_fault_stands_alone_in_both_languages() -> None:
    client = Client(raise_request_exception=False)
    response = client.get("/samples/fail/")
    text = response.content.decode()
    assert response.status_code == 500
    assert '<section lang="tr">' in text
    assert '<section lang="en">' in text
    assert f'href="{django_settings.STATIC_URL}kurul/theme.css"' in text
    assert "A fault of the program" not in text


def test_error_page_of_a_fault_needs_neither_middleware_nor_database() -> None:
    assert server_error(RequestFactory().get("/")).status_code == 500


def test_shell_can_be_shown_before_the_middleware_has_run() -> None:
    shown = shell(RequestFactory().get("/"))["shell"]
    assert not shown.actor.is_authenticated
    assert shown.look.is_now


def test_wrong_host_is_a_page(client: Client) -> None:
    response = client.get("/style-guide/", headers={"host": "elsewhere.example"})
    assert response.status_code == 400
    assert "This address cannot be read" in response.content.decode()


def test_below_the_api_an_address_says_in_its_shape_which_methods_it_answers(client: Client) -> None:
    response = client.put("/api/organisations/1", headers={"accept-language": "en"})
    assert (response.status_code, response["Allow"]) == (405, "GET")
    [finding] = response.json()["findings"]
    assert (finding["code"], finding["params"]) == ("api.not_allowed", {"method": "PUT", "allowed": "GET"})


def test_below_the_api_a_fault_is_answered_in_its_shape() -> None:
    response = Client(raise_request_exception=False).get("/api/samples/fail/")
    assert response.status_code == 500
    assert [finding["code"] for finding in response.json()["findings"]] == ["api.fault"]
    assert "A fault of the program" not in response.content.decode()


def test_below_the_api_a_wrong_host_is_answered_in_its_shape(client: Client) -> None:
    response = client.get("/api/organisations", headers={"host": "elsewhere.example"})
    assert response.status_code == 400
    assert [finding["code"] for finding in response.json()["findings"]] == ["api.malformed"]


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/search/", "/suggest/organisations.organisation/", "/organisations/"])
def test_a_zero_character_in_the_address_is_no_fault(client: Client, address: str) -> None:
    """PostgreSQL refuses to compare with it."""
    assert client.get(address, {"q": "ab\x00c"}).status_code == 200
