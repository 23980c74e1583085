"""What the tests of the pages share: a world with its people, each in a browser of their own."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from django.test import Client

from kurul.kernel.identity.models import Account
from kurul.rooms.monitoring.tests import make

TODAY = date(2017, 7, 3)
Browser = Callable[[Account | None], Client]


@pytest.fixture
def world(db: None) -> Iterator[make.World]:
    """Two ministries with an action each, on a day on which the first half of 2017 is over and not yet due."""
    with make.on(TODAY):
        yield make.world()


@pytest.fixture
def browser() -> Browser:
    """`browser(world.cast.cio)`: a browser in which that person is signed in; None for the public."""

    def open_for(account: Account | None) -> Client:
        client = Client()
        client.cookies["django_language"] = "en"
        if account is not None:
            client.force_login(account)
        return client

    return open_for
