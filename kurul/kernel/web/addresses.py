"""Addresses that keep the day that is looked at."""

from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from kurul.kernel.temporal.look import Look


def address(route: str, *args: Any, look: Look | None = None, query: str = "", **kwargs: Any) -> str:
    """The address of a route, with `query` and the parameters of the look (none for today)."""
    url = reverse(route, args=args or None, kwargs=kwargs or None)
    parts = [part for part in (query, urlencode(look.parameters) if look else "") if part]
    return f"{url}?{'&'.join(parts)}" if parts else url
