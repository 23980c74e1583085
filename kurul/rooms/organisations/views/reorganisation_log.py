"""The log of a reorganisation in words: what a step takes is kept as plain values, which nobody reads as they are."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kurul.kernel.audit.changes import Change
from kurul.kernel.audit.queries import HistoryEntry
from kurul.kernel.temporal.bounds import Bound
from kurul.kernel.temporal.look import Look
from kurul.kernel.translated import Translated
from kurul.kernel.web.days import day_text
from kurul.rooms.law.public import labels as instruments_named
from kurul.rooms.organisations import queries
from kurul.rooms.organisations.models import ChangeKind, ReorganisationState
from kurul.rooms.organisations.views.steps_told import STEP_WORDS, numbers_in, said_of

ARGUMENTS = "arguments"
# What is said of a reorganisation and of a step, beside what the step takes; in the order in which it is shown.
WORDS: Mapping[str, str | Promise] = {
    "title": _("Title"),
    "state": _("State"),
    "day": _("Day"),
    "under": _("Within"),
    "instrument": _("Legal basis"),
    "note": _("Note"),
    "step": _("Step"),
    "kind": pgettext_lazy("of bodies", "Change"),
    "order": _("Order of the steps"),
    "steps": _("Steps"),
    "changes": pgettext_lazy("how many", "Changes"),
    "versions": _("Bodies"),
}
Side = dict[str, Any]


def in_words(entries: Iterable[HistoryEntry], look: Look) -> tuple[HistoryEntry, ...]:
    """The same entries, their fields called as on the page and their values as people read them: three queries."""
    told = [(entry, _side(entry, "before"), _side(entry, "after")) for entry in entries]
    sides = [side for _entry, *both in told for side in both]
    bodies = {number for side in sides for number in numbers_in(list(side.get(ARGUMENTS, {}).values()))}
    names = queries.told_apart(bodies | {side["under"] for side in sides if side.get("under")}, look)
    acts = instruments_named(side["instrument"] for side in sides if side.get("instrument"))
    return tuple(
        replace(entry, changes=tuple(_changes(_said(before, names, acts), _said(after, names, acts))))
        for entry, before, after in told
    )


def _side(entry: HistoryEntry, side: str) -> Side:
    """One side of what changed, its paths ("arguments.into.new.name") put together again."""
    whole: Side = {}
    for change in entry.changes:
        value = getattr(change, side)
        if value is not None:
            *above, last = change.field.split(".")
            held = whole
            for name in above:
                held = held.setdefault(name, {})
            held[last] = value
    return whole


def _changes(before: Mapping[str, str], after: Mapping[str, str]) -> Iterable[Change]:
    for label in {**before, **after}:
        if before.get(label) != after.get(label):
            yield Change(label, before.get(label), after.get(label))


def _said(side: Side, names: Mapping[int, str], acts: Mapping[int, str]) -> dict[str, str]:
    taken = side.get(ARGUMENTS, {})
    found = {str(label): _value(name, side[name], names, acts) for name, label in WORDS.items() if name in side}
    found |= {str(label): said_of(taken[name], names) for name, label in STEP_WORDS.items() if name in taken}
    return {label: text for label, text in found.items() if text}


def _value(name: str, value: Any, names: Mapping[int, str], acts: Mapping[int, str]) -> str:
    match name:
        case "title":
            return str(Translated(value))
        case "state":
            return str(ReorganisationState(value).label)
        case "day":
            return day_text(Bound.read(value))
        case "under":
            return names.get(value, f"#{value}")
        case "instrument":
            return acts.get(value, f"#{value}")
        case "kind":
            return str(ChangeKind(value).label)
        case "order":
            return ", ".join(map(str, value))
        case "versions":
            return str(_("taken as they are"))
    return str(value)
