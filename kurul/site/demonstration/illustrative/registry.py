"""What happens to bodies and units: raised, renamed, reorganised, and stated to be all that there are."""

from collections.abc import Mapping, Sequence
from typing import Any

from kurul.kernel.identity.actors import Actor
from kurul.rooms.organisations.public import (
    ChangeKind,
    Classification,
    Kind,
    Level,
    NewBody,
    Reorganisation,
    add_step,
    apply_reorganisation,
    draft,
    reclassify,
    rename,
    state_completeness,
)
from kurul.site.demonstration.bodies import body
from kurul.site.demonstration.illustrative.script import Verb, bound, span, translated


def raised(by: Actor, *, body_of: str, level: str, since: Any) -> None:
    """A unit is raised, or lowered, to a level."""
    unit = body(body_of)
    kind = Classification.objects.as_of(bound(since).latest).get(organisation=unit).kind
    reclassify(
        organisation=unit,
        kind=kind,
        level=Level.objects.get(code=level),
        day=bound(since),
        version=unit.version,
        by=by,
    )


def renamed(by: Actor, *, body_of: str, name: Mapping[str, str], since: Any) -> None:
    """A body is called otherwise."""
    unit = body(body_of)
    rename(organisation=unit, name=translated(name), day=bound(since), version=unit.version, by=by)


def all_units(by: Actor, *, body_of: str, since: Any) -> None:
    """All units of the body are recorded."""
    state_completeness(organisation=body(body_of), period=span(since), by=by)


def prepared(
    by: Actor,
    *,
    title: Mapping[str, str],
    day: Any,
    steps: Sequence[Mapping[str, Any]],
    within: str = "",
    note: str = "",
) -> Reorganisation:
    """A reorganisation is prepared."""
    made = draft(title=translated(title), day=bound(day), under=body(within) if within else None, note=note, by=by)
    for one in steps:
        made.refresh_from_db()
        add_step(reorganisation=made, version=made.version, by=by, **_step(one))
    made.refresh_from_db()
    return made


def reorganised(by: Actor, **said: Any) -> None:
    """A reorganisation is prepared and applied."""
    made = prepared(by, **said)
    apply_reorganisation(reorganisation=made, version=made.version, by=by)


def _step(said: Mapping[str, Any]) -> dict[str, Any]:
    """The arguments of a step as its action takes them."""
    kind = ChangeKind(said["kind"])
    found: dict[str, Any] = {"change": kind}
    if "body_of" in said:
        found["organisation"] = body(said["body_of"])
    if "others" in said:
        found["others"] = [body(code) for code in said["others"]]
    match kind:
        case ChangeKind.FOUNDED:
            found["new"] = _new(said)
        case ChangeKind.MERGED:
            found["into"] = _new({**said["into"], "to_kind": said["into"]["kind"], "to_level": said["into"]["level"]})
        case ChangeKind.RECLASSIFIED:
            found["kind"] = Kind.objects.get(code=said["to_kind"])
            found["level"] = Level.objects.get(code=said["to_level"])
        case ChangeKind.MOVED:
            found["parent"] = body(said["parent"])
    return found


def _new(said: Mapping[str, Any]) -> NewBody:
    kind, level = Kind.objects.get(code=said["to_kind"]), Level.objects.get(code=said["to_level"])
    return NewBody(translated(said["name"]), kind, level, parent=body(said["parent"]))


def _prepared(by: Actor, **said: Any) -> None:
    """A reorganisation is prepared and waits."""
    prepared(by, **said)


VERBS: dict[str, Verb] = {
    "raised": raised,
    "renamed": renamed,
    "reorganised": reorganised,
    "prepared": _prepared,
    "all_units": all_units,
}
