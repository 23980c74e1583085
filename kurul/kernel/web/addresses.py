"""Addresses that keep the day that is looked at."""

from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.urls import get_script_prefix, get_urlconf, reverse

from kurul.kernel.temporal.look import Look

_PLACE = 7_010_203_040_506_070  # stands in an address where the number of a record will stand


def address(route: str, *args: Any, look: Look | None = None, query: str = "", **kwargs: Any) -> str:
    """The address of a route, with `query` and the parameters of the look (none for today)."""
    if len(args) == 1 and type(args[0]) is int and args[0] >= 0 and not kwargs:
        before, after = around_number(route)
        url = f"{before}{args[0]}{after}"
    else:
        url = reverse(route, args=args or None, kwargs=kwargs or None)
    looking = urlencode(look.parameters) if look else ""
    if not query and not looking:
        return url
    return f"{url}?{'&'.join(part for part in (query, looking) if part)}"


def around_number(route: str) -> tuple[str, str]:
    """What stands in the address of a record's page before and after its number: looked up once for each route."""
    return _around_number(route, get_urlconf() or settings.ROOT_URLCONF, get_script_prefix())


@lru_cache(maxsize=512)
def _around_number(route: str, _urlconf: Any, _script_prefix: str) -> tuple[str, str]:
    before, _number, after = reverse(route, args=(_PLACE,)).partition(str(_PLACE))
    return before, after
