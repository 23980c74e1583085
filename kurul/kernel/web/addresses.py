"""Addresses that keep the day that is looked at, and the lasting ones by which open data name records."""

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
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


def address(route: str, *args: Any, look: Look | None = None, query: str = "", **kwargs: Any) -> str:
    """The address of a route, with `query` and the parameters of the look (none for today)."""
    url = reverse(route, args=args or None, kwargs=kwargs or None)
    parts = [part for part in (query, urlencode(look.parameters) if look else "") if part]
    return f"{url}?{'&'.join(parts)}" if parts else url


def public_address(path: str = "") -> str:
    """The full address of a path of this installation (`/organisations/12/`), the same on pages and in files.

    Raises Refused when the installation has not been told its address.
    """
    if not settings.PUBLIC_ADDRESS:
        raise Refused(Finding("kernel.public_address_missing"))
    return f"{settings.PUBLIC_ADDRESS}{path}"
