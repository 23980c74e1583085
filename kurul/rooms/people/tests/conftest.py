"""What the tests of the pages share: standing people, each in a browser of their own."""

from collections.abc import Callable, Iterable

import pytest
from django.test import Client

from kurul.kernel.slots import contributions
from kurul.rooms.people.permissions import PUBLIC
from kurul.rooms.people.tests import make

Browser = Callable[[str], Client]


@pytest.fixture
def browser(db: None) -> Browser:
    """`browser("registry_clerk")`: a browser in which the holder of that role is signed in; "" for the public."""

    def open_for(role: str) -> Client:
        client = Client()
        client.cookies["django_language"] = "en"
        if role:
            client.force_login(make.account(role, "" if role == "stranger" else role))
        return client

    return open_for


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> set[int]:
    """Persons that a higher room opens to the public, as if they held public posts; no other room answers."""
    ids: set[int] = set()
    monkeypatch.setattr(contributions, "_entries", dict.copy(contributions._entries))
    contributions._entries.pop(PUBLIC, None)

    @contributions.register(PUBLIC, order=1)
    def holders(ids: frozenset[int], public: set[int] = ids) -> Iterable[int]:
        return public & ids | {0}  # an answer that was not asked for opens nothing

    return ids
