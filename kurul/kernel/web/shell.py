"""Parts of the shell that are the same on many pages: drawn once for each language and day looked at, then remembered.

They depend on nothing but their arguments: not on who asks, and on no record. What belongs to one page or one session
(its address, the token of its forms, the person) stands in the templates of the shell itself.
"""

from functools import lru_cache

from django.template.loader import render_to_string

from kurul.kernel.temporal.look import Look
from kurul.kernel.translated import active_language
from kurul.kernel.web.addresses import address

_REMEMBERED = 256
_Query = tuple[tuple[str, str], ...]


def head() -> str:
    """What every page loads: style, mark and scripts."""
    return _head()


def search_form(look: Look, typed: str) -> str:
    """The search at the top, with what was `typed`; only the empty one is remembered."""
    place = (tuple(look.parameters.items()), address("site:search"), address("site:suggestions", look=look))
    return _drawn_search_form(typed, *place) if typed else _empty_search_form(active_language(), *place)


def look_fields(look: Look) -> str:
    """The fields of the form by which another day is looked at, filled in with the day looked at."""
    return _look_fields(active_language(), look)


def theme_buttons(theme: str) -> str:
    """The buttons to choose an appearance, with the one that is chosen."""
    return _theme_buttons(active_language(), theme)


@lru_cache(maxsize=1)
def _head() -> str:
    return render_to_string("shell/head.html")


def _drawn_search_form(typed: str, parameters: _Query, search: str, suggestions: str) -> str:
    context = {"typed": typed, "parameters": parameters, "search": search, "suggestions": suggestions}
    return render_to_string("shell/search.html", context)


@lru_cache(_REMEMBERED)
def _empty_search_form(_language: str, parameters: _Query, search: str, suggestions: str) -> str:
    return _drawn_search_form("", parameters, search, suggestions)


@lru_cache(_REMEMBERED)
def _look_fields(_language: str, look: Look) -> str:
    return render_to_string("shell/look_fields.html", {"look": look})


@lru_cache(_REMEMBERED)
def _theme_buttons(_language: str, theme: str) -> str:
    return render_to_string("shell/themes.html", {"theme": theme})
