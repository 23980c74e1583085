"""What the tests of the pages share."""

from datetime import date

import pytest
from django.conf import settings
from django.test import Client

from kurul.kernel.identity import actions as identity
from kurul.kernel.identity.actors import Actor
from kurul.kernel.identity.models import Account
from kurul.kernel.temporal.bounds import Period


@pytest.fixture
def clerk() -> Account:
    """A registry clerk for the whole government."""
    made = identity.create_account(login="memur", display_name="Kayıt Memuru", language="en", by=Actor.operator())
    identity.grant(
        account=made,
        granted="role:registry_clerk",
        period=Period.since(date(2010, 1, 1)),
        by=Actor.operator(),
    )
    return made


@pytest.fixture
def clerk_client(clerk: Account, client: Client) -> Client:
    """A browser in which the clerk is signed in and reads English."""
    client.force_login(clerk)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = clerk.language
    return client
