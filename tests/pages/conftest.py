"""All pages are tested on the whole demonstration, loaded once for the folder and taken back at the end."""

from collections.abc import Iterator
from typing import Any

import pytest
from pytest_django.plugin import DjangoDbBlocker

from kurul.site.demonstration.layers import whole
from kurul.site.tests.demonstration import PINNED, loaded


@pytest.fixture(scope="package")
def demonstration(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The whole demonstration in the test database."""
    with django_db_blocker.unblock(), loaded(whole()):
        yield


@pytest.fixture
def on_its_day(demonstration: None, db: None, settings: Any) -> None:
    """A test that uses it finds the demonstration on its day; what it changes is undone."""
    settings.KURUL_PINNED_DAY = PINNED
