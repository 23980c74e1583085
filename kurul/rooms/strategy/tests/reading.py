"""How the tests read pages."""

import re
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

BUDGET = 25  # queries per page
DAY: dict[str, Any] = {"as_of": "2017-06-01"}


def text_of(response: Any) -> str:
    return response.content.decode()


def words_of(response: Any) -> str:
    """What is read: without tags and repeated blanks."""
    return " ".join(re.sub(r"<[^>]+>", " ", text_of(response)).split())


def url(name: str, pk: int) -> str:
    return reverse(f"strategy:{name}", args=[pk])


def queries_of(client: Client, page: str) -> int:
    """How many queries it takes to open the page."""
    with CaptureQueriesContext(connection) as captured:
        assert client.get(page).status_code == 200
    return len(captured)
