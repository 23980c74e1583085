"""Addresses that keep the day that is looked at, and the lasting ones by which open data name records."""

from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.urls import get_script_prefix, get_urlconf, reverse
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


def public_address(path: str = "") -> str:
    """The full address of a path of this installation (`/organisations/12/`), the same on pages and in files.

    Raises Refused when the installation has not been told its address.
    """
    if not settings.PUBLIC_ADDRESS:
        raise Refused(Finding("kernel.public_address_missing"))
    return f"{settings.PUBLIC_ADDRESS}{path}"
