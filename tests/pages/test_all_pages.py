"""Every address of the program on the whole demonstration: as declared, in both languages, within the budget."""

from http import HTTPStatus
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import Resolver404, resolve

from kurul.kernel.identity.actors import Actor, actor_of
from kurul.kernel.identity.models import Account
from kurul.kernel.web.policy import Policy, Route
from kurul.kernel.web.tests.fragments import assert_fragment_equals_page
from kurul.rooms.boards.models import Meeting, MeetingState
from kurul.site.tests.demonstration import PINNED
from tests.demonstration import ADMINISTRATOR, CIO, REPORTER, SECRETARY
from tests.pages.addresses import all_routes, urls
from tests.pages.reading import Reader, english_in_turkish, read

pytestmark = pytest.mark.slow
BUDGET = 25
PACK = 40  # the board pack is a whole book
NOBODY = ""
# Who looks, and in which language.
READERS = ((NOBODY, "tr"), (SECRETARY, "en"), (SECRETARY, "tr"), (CIO, "en"))
# Where whoever is allowed is led elsewhere: to the Desk, away from the sign-in, out of an account.
LED_ON = {"site:home", "account_login", "account_logout", "set_language"}
# Whose page comes by POST, for it tries what it shows; who comes without is led to the draft.
TRIED = {"organisations:preview_reorganisation"}
NOWHERE = {"api-1.0.0:nowhere"}  # what every address of the API that is none leads to


def client_of(login: str, language: str) -> tuple[Client, Actor]:
    """A browser in the language, signed in unless it is nobody's."""
    client = Client()
    client.cookies["django_language"] = language
    if not login:
        return client, Actor.nobody()
    account = Account.objects.get(login=login)
    client.force_login(account)
    return client, actor_of(account, PINNED)


def asked_of_the_database(client: Client, url: str) -> tuple[Any, list[str]]:
    """The answer, and the queries that it took."""
    with CaptureQueriesContext(connection) as queries:
        answer: Any = client.get(url)
    return answer, [query["sql"][:160] for query in queries]


def declared_answers(route: Route, policy: Policy, actor: Actor) -> set[int]:
    """What the address may answer to this reader by what it declares."""
    if policy.allows(actor):
        if route.name in NOWHERE:
            return {HTTPStatus.NOT_FOUND}
        # A right may be held, but not at this record, and hidden records look like missing ones.
        on_record = {HTTPStatus.FOUND, HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND} if "<" in route.pattern else set()
        if route.name == "account_change_password":
            on_record = {HTTPStatus.NOT_FOUND}  # whoever signs in with one click has no password to change
        return {HTTPStatus.OK, *on_record, *({HTTPStatus.FOUND} if route.name in LED_ON else ())}
    if actor.is_authenticated:
        return {HTTPStatus.FORBIDDEN}
    return {HTTPStatus.UNAUTHORIZED if route.pattern.startswith("api/") else HTTPStatus.FOUND}


def is_only_written_to(answer: Any) -> bool:
    """Whether the address takes no GET at all and says so."""
    return answer.status_code == HTTPStatus.METHOD_NOT_ALLOWED and "GET" not in answer["Allow"].split(", ")


def is_html(answer: Any) -> bool:
    """Whether the answer is a page."""
    return str(answer.get("Content-Type", "")).startswith("text/html") and not answer.streaming


def assert_is_sound(answer: Any, url: str, language: str) -> Reader:
    """No style, no script, no id twice; the language that was asked for, and no English where it says Turkish."""
    reader = read(answer.content.decode())
    assert not reader.faults, url
    assert not reader.doubled_ids, url
    if "<html" in answer.content.decode():
        assert f'<html lang="{language}"' in answer.content.decode(), url
        assert not english_in_turkish(reader), url
        assert reader.links, url
    return reader


@pytest.mark.parametrize("route", all_routes(), ids=str)
@pytest.mark.parametrize(("login", "language"), READERS, ids=lambda value: value or "nobody")
def test_address_answers_as_declared(on_its_day: None, route: Route, login: str, language: str) -> None:
    client, actor = client_of(login, language)
    for url in urls(route):
        answer, queries = asked_of_the_database(client, url)
        if is_only_written_to(answer):
            continue
        (policy, *_others) = route.policies
        assert policy is not None
        assert answer.status_code in declared_answers(route, policy, actor), f"{url}: {answer.status_code}"
        if is_html(answer) and answer.content:
            assert len(queries) <= BUDGET, f"{url} needs {len(queries)} queries:\n" + "\n".join(queries)
            reader = assert_is_sound(answer, url, language)
            if answer.status_code == HTTPStatus.OK:
                assert_links_lead_somewhere(reader, route)
                for target in sorted(reader.targets):
                    assert_fragment_equals_page(client, url, target, answer)


@pytest.mark.parametrize("login", [SECRETARY, CIO])
def test_the_pack_of_every_meeting_stays_within_its_budget(on_its_day: None, login: str) -> None:
    client, _actor = client_of(login, "tr")
    packed = 0
    for meeting in Meeting.objects.exclude(state=MeetingState.CANCELLED):
        answer, queries = asked_of_the_database(client, f"/boards/meetings/{meeting.pk}/pack.pdf")
        assert answer.content.startswith(b"%PDF")
        assert len(queries) <= PACK, f"{meeting} needs {len(queries)} queries:\n" + "\n".join(queries)
        packed += 1
    assert packed > 3


def test_every_kind_of_page_is_really_seen_by_somebody(on_its_day: None) -> None:
    """Whoever may only see refusals proves nothing: every address is opened by somebody, or only written to.

    The administrator and the reporter open all of them, within the budget; the others have been held to it above.
    """
    held_to_it = [client_of(login, "en")[0] for login in (ADMINISTRATOR, REPORTER)]
    others = [client_of(login, "en")[0] for login in (SECRETARY, CIO, NOBODY)]
    unseen, over = [], []
    for route in all_routes():
        if route.name in {*NOWHERE, *TRIED, "set_language", "account_change_password"}:
            continue
        addresses = urls(route)
        asked = [(url, *asked_of_the_database(client, url)) for url in addresses for client in held_to_it]
        over += [
            f"{url}: {len(queries)}" for url, answer, queries in asked if is_html(answer) and len(queries) > BUDGET
        ]
        answers = [answer for _url, answer, _queries in asked]
        is_seen = any(shows_something(answer) for answer in answers)
        if not is_seen and not any(shows_something(client.get(url)) for url in addresses for client in others):
            unseen.append(f"{route}: {sorted({answer.status_code for answer in answers})}")
    assert not unseen, "\n".join(unseen)
    assert not over, "\n".join(over)


def shows_something(answer: Any) -> bool:
    """Whether somebody saw what the address is for, or learned that it is only written to."""
    return answer.status_code == HTTPStatus.OK or is_only_written_to(answer)


def assert_links_lead_somewhere(reader: Reader, route: Route) -> None:
    """Every link on the page leads to a page that is there."""
    if route.name.startswith("site:style_guide"):
        return  # its samples lead nowhere
    links = {link.split("#")[0].split("?")[0] for link in reader.links}
    routed = {link for link in links if not link.startswith(("/static/", "/api/"))}
    assert [link for link in sorted(routed) if not _leads_somewhere(link)] == []


def _leads_somewhere(link: str) -> bool:
    try:
        resolve(link)
    except Resolver404:
        return False
    return True
