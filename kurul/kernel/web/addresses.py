"""Addresses that keep the day that is looked at, and the lasting ones by which open data name records."""

from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.urls import get_script_prefix, reverse
from django.utils.translation import gettext_lazy as _

from kurul.kernel.refusals import Refused
from kurul.kernel.rules import Finding
from kurul.kernel.temporal.look import Look
from kurul.kernel.wording import sentences

sentences(
    "kernel",
    {
        "kernel.public_address_missing": _(
            "Open data name records by the address of this installation, and none is set. Set PUBLIC_ADDRESS, for "
            "example to https://kurul.example.gov."
        ),
    },
)

_PLACE = 7_010_203_040_506_070  # stands in an address where the number of a record will stand; a second one is one more


def address(route: str, *args: Any, look: Look | None = None, query: str = "", **kwargs: Any) -> str:
    """The address of a route, with `query` and the parameters of the look (none for today)."""
    url = _path(route, args, kwargs)
    if look is not None and look.parameters:
        looking = urlencode(look.parameters)
        query = f"{query}&{looking}" if query else looking
    return f"{url}?{query}" if query else url


def around_number(route: str) -> tuple[str, str]:
    """What stands in the address of a record's page before and after its number: looked up once for each route."""
    before, after = _around_numbers(route, 1, settings.ROOT_URLCONF, get_script_prefix())
    return before, after


def _path(route: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> str:
    """The address of a route. Most records' pages are named by numbers; these are only filled in."""
    for one in args:
        if type(one) is not int or one < 0:
            break
    else:
        if not kwargs:
            url, *rest = _around_numbers(route, len(args), settings.ROOT_URLCONF, get_script_prefix())
            for number, after in zip(args, rest, strict=True):
                url += f"{number}{after}"
            return url
    return reverse(route, args=args or None, kwargs=kwargs or None)


@lru_cache(maxsize=1024)
def _around_numbers(route: str, count: int, _urlconf: Any, _script_prefix: str) -> tuple[str, ...]:
    """The pieces of an address between its numbers. Looking a route up takes longer than many a query."""
    places = [_PLACE + number for number in range(count)]
    pieces, left = [], reverse(route, args=places or None)
    for place in places:
        before, _number, left = left.partition(str(place))
        pieces.append(before)
    return (*pieces, left)


def public_address(path: str = "") -> str:
    """The full address of a path of this installation (`/organisations/12/`), the same on pages and in files.

    Raises Refused when the installation has not been told its address.
    """
    if not settings.PUBLIC_ADDRESS:
        raise Refused(Finding("kernel.public_address_missing"))
    return f"{settings.PUBLIC_ADDRESS}{path}"
