"""The navigation at the left: by the questions people ask. Rooms register their entries at start-up.

    navigation.register("who", _("Bodies"), "organisations:list", order=10)

An entry is shown to whom its route's policy lets in; a route that does not exist here (a room left out) shows nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, get_script_prefix, get_urlconf, resolve, reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kurul.kernel.identity.actors import Actor
from kurul.kernel.temporal.look import Look
from kurul.kernel.translated import active_language
from kurul.kernel.web.addresses import address
from kurul.kernel.web.policy import POLICY_MAP, Policy
from kurul.kernel.wording import Text


@dataclass(frozen=True)
class Section:
    """One question and what it is about."""

    code: str
    label: Text
    about: Text


@dataclass(frozen=True)
class Entry:
    """One page that answers it."""

    section: str
    label: Text
    route: str
    order: int


@dataclass(frozen=True)
class ShownEntry:
    """An entry with its address; `is_current` on the page itself and on the pages below it, `is_page` on itself."""

    label: Text
    url: str
    is_current: bool
    is_page: bool


@dataclass(frozen=True)
class ShownSection:
    """A section with the entries that this actor may open."""

    code: str
    label: Text
    about: Text
    entries: tuple[ShownEntry, ...]


SECTIONS = (
    Section("desk", pgettext_lazy("navigation", "Desk"), _("What is mine, what is late, what comes next")),
    Section("who", pgettext_lazy("navigation", "Who"), _("Who is responsible, and on what legal basis")),
    Section("boards", pgettext_lazy("navigation", "Boards"), _("Who meets, how often, and what was decided")),
    Section("plan", pgettext_lazy("navigation", "Plan"), _("What was promised, and how it stands")),
    Section("means", pgettext_lazy("navigation", "Means"), _("Systems, money and skills")),
    Section("with", pgettext_lazy("navigation", "With"), _("Stakeholders, and what their words changed")),
    Section("oversight", pgettext_lazy("navigation", "Oversight"), _("Whether it really happens")),
)

_entries: dict[tuple[str, str], Entry] = {}


def register(section: str, label: Text, route: str, *, order: int) -> None:
    """Show the page of `route` (without arguments) in the section. Raises ValueError for a section there is not."""
    if section not in {known.code for known in SECTIONS}:
        raise ValueError(f"There is no section {section!r} in the navigation.")
    _entries[section, route] = Entry(section, label, route, order)


# Which entries there are to open, with their addresses; where one is, and whether that is the page itself; the query
# that keeps the day looked at. Many people at many pages share one.
_Place = tuple[tuple[tuple[str, str, str], ...], str | None, bool, str]


def shown(actor: Actor, look: Look, path: str) -> tuple[ShownSection, ...]:
    """The sections with something to open, for this actor; addresses keep the day that is looked at."""
    return _shown(*_place_of(actor, look, path))


def drawn(actor: Actor, look: Look, path: str) -> str:
    """The same as it stands at the left of every page."""
    home = address("site:home", look=look)
    return _drawn(_place_of(actor, look, path), home, active_language(), demonstration=settings.DEMONSTRATION)


def _place_of(actor: Actor, look: Look, path: str) -> _Place:
    entries = sorted(_entries.values(), key=lambda entry: entry.order)
    places = tuple((entry.section, entry.route, url) for entry in entries if (url := _url(entry, actor)))
    current = max((url for _section, _route, url in places if _is_below(path, url)), key=len, default=None)
    query = f"?{urlencode(look.parameters)}" if look.parameters else ""
    return places, current, path == current, query


@lru_cache(maxsize=512)
def _shown(
    places: Sequence[tuple[str, str, str]], current: str | None, is_page: bool, query: str
) -> tuple[ShownSection, ...]:
    found = []
    for section in SECTIONS:
        entries = tuple(
            ShownEntry(_entries[section.code, route].label, url + query, url == current, url == current and is_page)
            for code, route, url in places
            if code == section.code
        )
        if entries:
            found.append(ShownSection(section.code, section.label, section.about, entries))
    return tuple(found)


@lru_cache(maxsize=512)
def _drawn(place: _Place, home: str, _language: str, *, demonstration: bool) -> str:
    context = {"sections": _shown(*place), "home": home, "demonstration": demonstration}
    return render_to_string("shell/navigation.html", context)


def _is_below(path: str, url: str) -> bool:
    return path == url or (url != "/" and path.startswith(url))


def _url(entry: Entry, actor: Actor) -> str | None:
    url, policy = _place(entry.route, get_urlconf() or settings.ROOT_URLCONF, get_script_prefix())
    return url if policy is not None and policy.allows(actor) else None


@lru_cache(maxsize=256)
def _place(route: str, _urlconf: Any, _script_prefix: str) -> tuple[str, Policy | None]:
    """The address of a route and who may open it; no policy for a route that there is not."""
    try:
        url = reverse(route)
    except NoReverseMatch:
        return "", None
    match = resolve(url)
    return url, POLICY_MAP.get(match.view_name) or getattr(match.func, "policy", None)
