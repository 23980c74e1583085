"""What a step of a reorganisation takes, in words: on the pages of the draft and of the preview, and in the log."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from kurul.kernel.translated import Translated
from kurul.rooms.organisations import actions, queries

# What the values of a step are called, in the order in which they are shown.
STEP_WORDS = {
    "organisation": pgettext_lazy("of bodies", "Body"),
    "others": _("Further bodies"),
    "new": _("New body"),
    "into": _("New body"),
    "name": _("Name"),
    "abbreviation": _("Abbreviation"),
    "kind": _("Kind"),
    "level": _("Level"),
    "parent": _("Under"),
    "to": _("To"),
    "units": _("Units"),
    "homes": _("Units"),
    "goes_on": _("The body itself goes on"),
    "note": _("Note"),
}


def numbers_in(value: Any) -> set[int]:
    """The numbers of the bodies that kept values name, to be given their names."""
    if isinstance(value, dict):
        if "body" in value:
            return {int(value["body"])}
        if "by_number" in value:
            return set(map(int, value["by_number"]))
        return {number for item in value.values() for number in numbers_in(item)}
    return {number for item in value for number in numbers_in(item)} if isinstance(value, list) else set()


def said_of(value: Any, names: Mapping[int, str]) -> str:
    """A kept value in words."""
    match value:
        case {"body": pk}:
            return names.get(pk, f"#{pk}")
        case {"made": [step, place]}:
            return str(actions.MadeBody(step, place))
        case {"texts": texts}:
            return str(Translated(texts))
        case {"kind": code} | {"level": code}:
            return str(queries.term(code))
        case {"by_number": homes}:  # under which of the new bodies units stand from then on, counted from 1
            return "; ".join(f"{names.get(int(unit), f'#{unit}')} → {place + 1}" for unit, place in homes.items())
        case {"new": fields}:
            details = [(name, said_of(fields.get(name), names)) for name in ("abbreviation", "kind", "level", "parent")]
            told = ", ".join(f"{STEP_WORDS[name]}: {said}" for name, said in details if said)
            return said_of(fields["name"], names) + (f" ({told})" if told else "")
        case list():
            return "; ".join(said_of(item, names) for item in value)
        case True:
            return gettext("yes")
        case str():
            return value
    return ""
