"""Reads the body of an event: what changed, from what to what, with the personal values that are still there."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from kurul.kernel.audit.events import PLACES
from kurul.kernel.wording import Text


@dataclass(frozen=True, slots=True)
class Change:
    """One field, by its path ("name.tr"), before and after; None where nothing was said.

    A value is what JSON holds, or a text to translate in place of a personal value that is erased or withheld.
    """

    field: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class Body:
    """What an event says, beside its columns. `rows` is the number of rows of a bulk action."""

    changes: tuple[Change, ...]
    reason: Text
    instrument: str
    about: tuple[str, ...]
    rows: int | None


def read_body(text: str, personal: Mapping[str, str], *, missing: Text) -> Body:
    """The body of a stored event. `personal` are its personal values by path; `missing` stands for the others."""
    body = json.loads(text)
    shown: dict[str, Text] = {path: personal.get(path, missing) for path in body["personal"]}
    rows = body["rows"]
    return Body(
        changes=tuple(_changes(body, shown)),
        reason=shown.get("reason", body["reason"]),
        instrument=body["instrument"],
        about=tuple(body["about"]),
        rows=None if rows is None else rows["count"],
    )


def _changes(body: dict[str, Any], personal: Mapping[str, Text]) -> Iterable[Change]:
    sides: dict[str, dict[str, Any]] = {place: dict(_flat(body[place] or {})) for place in PLACES}
    always = set()
    for path, value in personal.items():
        place, _, name = path.partition(".")
        if place in sides:
            sides[place][name] = value
            always.add(name)
    before, after = (sides[place] for place in PLACES)
    for name in sorted({*before, *after}):
        if name in always or before.get(name) != after.get(name):
            yield Change(name, before.get(name), after.get(name))


def _flat(values: Mapping[str, Any], prefix: str = "") -> Iterable[tuple[str, Any]]:
    for name, value in values.items():
        if isinstance(value, dict) and value:
            yield from _flat(value, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", value
