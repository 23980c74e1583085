"""One-click sign-in: in a demonstration only, for its people only."""

import importlib
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as configured
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from django.urls import Resolver404, clear_url_caches, resolve

import kurul.config.urls
import kurul.site.urls
from kurul.kernel.identity.actions import create_account, deactivate_account
from kurul.kernel.identity.actors import Actor
from kurul.kernel.identity.models import Account
from kurul.site.demonstration import signin

ROUTE = "/demonstration/sign-in/"
OPERATOR = Actor.operator()
PRINT_ROUTE = """
import django; django.setup()
from django.urls import Resolver404, resolve
try:
    print(resolve("/demonstration/sign-in/").view_name)
except Resolver404:
    print("no such route")
"""


def read_urls_again() -> None:
    """As at the start of the program."""
    importlib.reload(kurul.site.urls)
    importlib.reload(kurul.config.urls)
    clear_url_caches()


@pytest.fixture
def in_demonstration(settings: Any) -> Iterator[None]:
    """The program as it starts in demonstration mode."""
    settings.DEMONSTRATION = True
    read_urls_again()
    yield
    settings.DEMONSTRATION = False
    read_urls_again()


@pytest.fixture
def cio(db: None) -> Account:
    """One of the people of the demonstration."""
    return create_account(login="saglik.cio", display_name="Cevdet Alptekin", language="en", by=OPERATOR)


def route_in(mode: str, folder: Path) -> str:
    """What a program that starts in this mode makes of the address."""
    environment = {**os.environ, "KURUL_MODE": mode, "SECRET_KEY": "only-for-this-test", "KURUL_VAR": str(folder)}
    command = [sys.executable, "-c", PRINT_ROUTE]
    done = subprocess.run(command, cwd=configured.ROOT, env=environment, capture_output=True, text=True, check=True)
    return done.stdout.strip()


@pytest.mark.parametrize(("mode", "found"), [("production", "no such route"), ("demonstration", "site:sign_in_as")])
def test_the_route_is_there_in_demonstration_mode_only(mode: str, found: str, tmp_path: Path) -> None:
    assert route_in(mode, tmp_path) == found


def test_a_program_outside_demonstration_mode_cannot_have_the_route() -> None:
    with pytest.raises(Resolver404):
        resolve(ROUTE)
    with pytest.raises(ImproperlyConfigured):
        signin.routes()


@pytest.mark.django_db
def test_no_people_are_offered_outside_a_demonstration(cio: Account, client: Client) -> None:
    assert b'id="people"' not in client.get("/account/login/").content


@pytest.mark.usefixtures("in_demonstration")
def test_the_sign_in_page_offers_the_people_with_their_capacity(cio: Account, client: Client) -> None:
    shown = client.get("/account/login/?next=/boards/", headers={"Accept-Language": "en"}).content.decode()
    assert "Cevdet Alptekin" in shown
    assert "CIO-equivalent, Ministry of Health" in shown
    assert 'name="next" value="/boards/"' in shown


@pytest.mark.usefixtures("in_demonstration")
def test_one_click_signs_in_and_leads_on(cio: Account, client: Client) -> None:
    answer = client.post(ROUTE, {"login": "saglik.cio", "next": "/account/logout/"})
    assert answer.headers["Location"] == "/account/logout/"
    assert client.session["_auth_user_id"] == str(cio.pk)


@pytest.mark.usefixtures("in_demonstration")
def test_the_reader_is_not_led_to_another_site(cio: Account, client: Client) -> None:
    answer = client.post(ROUTE, {"login": "saglik.cio", "next": "https://elsewhere.example/"})
    assert answer.headers["Location"] == "/"


@pytest.mark.usefixtures("in_demonstration", "cio")
def test_a_click_that_comes_from_another_site_is_refused() -> None:
    answer = Client(enforce_csrf_checks=True).post(ROUTE, {"login": "saglik.cio"})
    assert answer.status_code == 403


@pytest.mark.usefixtures("in_demonstration", "cio")
def test_a_link_does_not_sign_in(client: Client) -> None:
    assert client.get(ROUTE, {"login": "saglik.cio"}).status_code == 405


@pytest.mark.usefixtures("in_demonstration", "db")
def test_accounts_of_others_cannot_be_signed_in(client: Client) -> None:
    create_account(login="baskasi", display_name="Başkası", by=OPERATOR)
    assert client.post(ROUTE, {"login": "baskasi"}).status_code == 404
    assert "_auth_user_id" not in client.session


@pytest.mark.usefixtures("in_demonstration")
def test_a_closed_account_is_neither_offered_nor_signed_in(cio: Account, client: Client) -> None:
    deactivate_account(account=cio, by=OPERATOR)
    assert signin.offered() == []
    assert client.post(ROUTE, {"login": "saglik.cio"}).status_code == 404
