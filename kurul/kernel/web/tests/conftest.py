"""What the tests of the web have in common: the sample pages, English, and the ordinary clock."""

from collections.abc import Iterator

import pytest
from django.utils.translation import override

from kurul.kernel.wording import sentences

sentences("samples", {"samples.no": "The sample says no to %(what)s.", "samples.too_early": "That day is too early."})


@pytest.fixture
def english() -> Iterator[None]:
    """Sentences in English, whatever the language of the installation."""
    with override("en"):
        yield


@pytest.fixture
def sample_pages(settings) -> None:
    """The addresses of tests/urls.py, answered in English."""
    settings.ROOT_URLCONF = "kurul.kernel.web.tests.urls"
    settings.LANGUAGE_CODE = "en"
