"""The steps of a reorganisation: what a form gave, kept as plain values, and read again when it is tried or applied.

A body that an earlier step makes has no number yet; it is named by that step and its place among what the step makes.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, cast

from kurul.kernel.refusals import Refused, refuse_if
from kurul.kernel.rules import Finding
from kurul.kernel.temporal.bounds import Period
from kurul.kernel.translated import Translated
from kurul.rooms.organisations.actions.applying import NewBody
from kurul.rooms.organisations.models import ChangeKind, Kind, Level, Organisation, Reorganisation, ReorganisationStep


@dataclass(frozen=True)
class MadeBody:
    """The body that step `step` of the same reorganisation makes; `place` counts from 0 where it makes several."""

    step: int
    place: int = 0

    def __str__(self) -> str:
        return f"@{self.step}" if self.place == 0 else f"@{self.step}.{self.place + 1}"


Made = Mapping[MadeBody, Organisation]


def plain(value: Any) -> Any:
    """A value of a form as JSON can keep it; `read` is its inverse."""
    match value:
        case Organisation():
            return {"body": value.pk}
        case MadeBody():
            return {"made": [value.step, value.place]}
        case Translated():
            return {"texts": dict(value)}
        case Kind():
            return {"kind": value.code}
        case Level():
            return {"level": value.code}
        case NewBody():
            return {"new": {field.name: plain(getattr(value, field.name)) for field in fields(value)}}
        case dict():
            return {"by_number": {str(key): item for key, item in value.items()}}
        case list() | tuple():
            return [plain(item) for item in value]
        case _:
            return value


def read(value: Any, made: Made) -> Any:
    """The value again. Raises Refused when a step is meant that made nothing, or a body or kind that is gone."""
    if isinstance(value, list):
        return [read(item, made) for item in value]
    if not isinstance(value, dict):
        return value
    ((sort, said),) = value.items()
    match sort:
        case "body":
            return _found(Organisation.objects.filter(pk=said).first(), f"#{said}")
        case "made":
            body = MadeBody(*said)
            return _found(made.get(body), str(body))
        case "texts":
            return Translated(said)
        case "kind":
            return _found(Kind.objects.filter(code=said).first(), said)
        case "level":
            return _found(Level.objects.filter(code=said).first(), said)
        case "new":
            return NewBody(**{name: read(item, made) for name, item in said.items()})
        case "by_number":
            return {int(key): item for key, item in said.items()}
    raise ValueError(f"{sort!r} is no sort of value that a step keeps.")


def _found(value: Any, said: str) -> Any:
    refuse_if(Finding("organisations.step_names_nothing", None, {"what": said}) if value is None else None)
    return value


def bodies_in(value: Any) -> set[int]:
    """The numbers of all bodies that the kept values name."""
    if isinstance(value, list):
        return {number for item in value for number in bodies_in(item)}
    if isinstance(value, dict):
        if "body" in value:
            return {value["body"]}
        if "by_number" in value:
            return {int(key) for key in value["by_number"]}
        return {number for item in value.values() for number in bodies_in(item)}
    return set()


def made_in(value: Any) -> set[MadeBody]:
    """The bodies of other steps that the kept values name."""
    if isinstance(value, dict):
        if "made" in value:
            return {MadeBody(*value["made"])}
        value = list(value.values())
    return {body for item in value for body in made_in(item)} if isinstance(value, list) else set()


def renumbered(value: Any, orders: Mapping[int, int]) -> Any:
    """The kept values where steps bear other numbers, old to new."""
    if isinstance(value, dict):
        if "made" in value:
            step, place = value["made"]
            return {"made": [orders.get(step, step), place]}
        return {name: renumbered(item, orders) for name, item in value.items()}
    return [renumbered(item, orders) for item in value] if isinstance(value, list) else value


def typed_again(value: Any) -> Any:
    """A kept value as a form had given it; None for a body, kind or level that is gone."""
    if isinstance(value, list):
        return [typed_again(item) for item in value]
    if isinstance(value, dict) and "new" in value:
        return {name: typed_again(item) for name, item in value["new"].items()}
    named = {body: body for body in made_in(value)}
    try:
        return read(value, cast(Made, named))
    except Refused:
        return None


def arguments_of(step: ReorganisationStep, reorganisation: Reorganisation, made: Made) -> dict[str, Any]:
    """What the action of the step is called with, apart from who acts. Raises Refused."""
    given = {name: read(value, made) for name, value in step.arguments.items()}
    if step.kind == ChangeKind.FOUNDED:
        new: NewBody = given.pop("new")
        texts = {**_by_name(new), "period": Period.since(reorganisation.day), **given}
        return {**texts, "instrument": reorganisation.instrument}
    body: Organisation = given["organisation"]
    return {**given, "day": reorganisation.day, "instrument": reorganisation.instrument, "version": body.version}


def _by_name(new: NewBody) -> dict[str, Any]:
    """The fields of a new body by name, as `found` takes them."""
    return {field.name: getattr(new, field.name) for field in fields(new)}
