"""What the tests of the pages share: standing people, each in a browser of their own."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from kurul.kernel.identity import actions as identity
from kurul.kernel.identity.actors import Actor
from kurul.kernel.temporal.bounds import Period

Browser = Callable[[str], Client]


@pytest.fixture
def browser(db: None) -> Browser:
    """`browser("registry_clerk")`: a browser in which the holder of that role is signed in; "" for the public."""

    def open_for(role: str) -> Client:
        client = Client()
        client.cookies["django_language"] = "en"
        if role:
            account = identity.create_account(login=role, display_name=role, language="en", by=Actor.operator())
            period = Period.since(date(2010, 1, 1))
            identity.grant(account=account, granted=f"role:{role}", period=period, by=Actor.operator())
            client.force_login(account)
        return client

    return open_for


@pytest.fixture
def clerk(browser: Browser) -> Client:
    """A browser in which a registry clerk is signed in."""
    return browser("registry_clerk")
