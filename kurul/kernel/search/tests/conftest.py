"""What the tests of the search share: a small government."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.utils import translation

from kurul.kernel.temporal.look import Look
from kurul.rooms.organisations.models import Organisation
from kurul.rooms.organisations.tests import make as bodies

LOOK = Look(date(2017, 3, 1))


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """Sentences in one language, whatever the environment says."""
    with translation.override("en"):
        yield


@pytest.fixture
def ministry() -> Organisation:
    """The Ministry of Health."""
    return bodies.organisation("Sağlık Bakanlığı", english="Ministry of Health", abbreviation="SB")
