"""Codes and the sentences that people read for them. Rooms register theirs in `wording.py`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kurul.kernel.rules import Finding

Text = str | Promise
_sentences: dict[str, Text] = {}
_events: dict[str, Text] = {}
_shown_with: dict[type, Callable[[Any], str]] = {}


@dataclass(frozen=True)
class EventKind:
    """The kind of an event in the log, as "room.past_tense"."""

    code: str


def sentences(room: str, texts: Mapping[str, Text]) -> None:
    """Register the sentences of a room's findings; codes are "room.words", parameters stand as %(name)s."""
    for code, text in texts.items():
        if not code.startswith(f"{room}."):
            raise ValueError(f"{code} does not belong to {room}.")
        _sentences[code] = text


def has_sentence(code: str) -> bool:
    """Whether a sentence is registered for the code of a finding."""
    return code in _sentences


def sentence_pattern(code: str) -> str:
    """The sentence for a code in the active language, its placeholders still in it."""
    return str(_sentences[code])


def sentence(finding: Finding) -> str:
    """What people read, in the active language. A code without a sentence is a programming error (KeyError)."""
    return str(_sentences[finding.code]) % {name: _shown(value) for name, value in finding.params.items()}


def event(code: str, text: Text) -> EventKind:
    """Register a kind of event with its sentence, such as "%(by)s renamed it"."""
    _events[code] = text
    return EventKind(code)


def event_sentence(code: str, params: Mapping[str, Any]) -> str:
    """The sentence of an event; an unknown kind (a room that is gone) shows its code rather than nothing."""
    text = _events.get(code)
    return code if text is None else str(text) % params


def event_codes() -> frozenset[str]:
    """All kinds of events that are registered."""
    return frozenset(_events)


def show_with(kind: type, shown: Callable[[Any], str]) -> None:
    """Let values of a type, and of those derived from it, be shown in sentences by `shown`, in the active language."""
    _shown_with[kind] = shown


def _shown(value: Any) -> str:
    return next((_shown_with[kind] for kind in type(value).__mro__ if kind in _shown_with), str)(value)


sentences(
    "kernel",
    {
        "kernel.rows_refused": _("Some rows cannot be taken; each is listed with what is wrong. Nothing was stored."),
        "kernel.stale": _(
            "Somebody changed this record while you were editing it. Your text is kept below: look at the present "
            "version, then enter it again."
        ),
        "kernel.not_permitted": _("You may not do this: %(reason)s"),
        "kernel.busy": _("Another large write is running. Try again in a moment; what you typed is kept."),
    },
)
