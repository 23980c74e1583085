"""The small marks that stand many times on a page: drawn once for each language, then remembered.

Only what depends on nothing but a code is remembered; words that a page brings along are drawn each time.
"""

from functools import lru_cache

from django.template.loader import render_to_string

from kurul.kernel.provenance import Basis
from kurul.kernel.translated import active_language
from kurul.kernel.web.icons import ICONS
from kurul.kernel.web.statuses import status_of
from kurul.kernel.wording import Text

_REMEMBERED = 1024


def icon(name: str, label: Text = "") -> str:
    """An icon; decoration beside a word, unless it has a label."""
    return _labelled(name, label) if label else _plain_icon(name)


def status(code: str, why: Text = "") -> str:
    """The badge of a status: icon, word and colour; `why` is added in words."""
    return _explained(code, why) if why else _plain_status(code, active_language())


def basis(value: str) -> str:
    """The mark on what is made up or inferred; nothing on what a source states."""
    return _basis(value, active_language())


def _labelled(name: str, label: Text) -> str:
    return render_to_string("components/icon.html", {"icon": ICONS[name], "label": label})


def _explained(code: str, why: Text) -> str:
    return render_to_string("components/status.html", {"status": status_of(code), "why": why})


@lru_cache(_REMEMBERED)
def _plain_icon(name: str) -> str:
    return _labelled(name, "")


@lru_cache(_REMEMBERED)
def _plain_status(code: str, _language: str) -> str:
    return _explained(code, "")


@lru_cache(_REMEMBERED)
def _basis(value: str, _language: str) -> str:
    return render_to_string("components/basis.html", {"basis": value, "Basis": Basis})
