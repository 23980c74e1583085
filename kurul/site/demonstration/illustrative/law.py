"""Instruments that never were, what they change, and what rests on provisions."""

from collections.abc import Mapping, Sequence
from typing import Any

from kurul.kernel.identity.actors import Actor
from kurul.rooms.boards.public import Board
from kurul.rooms.law.public import (
    Act,
    Instrument,
    InstrumentKind,
    Particulars,
    Provision,
    ProvisionKind,
    RelationKind,
    Saying,
    amend_provision,
    cite_provision,
    enter_instrument,
    enter_provision,
    insert_provision,
    provision_at,
    relate_instruments,
    repeal_provision,
)
from kurul.rooms.strategy.public import Element
from kurul.site.demonstration.bodies import body
from kurul.site.demonstration.illustrative.script import Verb, bound, span, translated

DEPTHS = ("article", "paragraph", "item")  # what "1(2)(a)" names, from the left


def instrument(
    by: Actor,
    *,
    code: str,
    kind: str,
    number: str,
    title: Mapping[str, str],
    issued: Any,
    gazetted: Any,
    in_force: Any,
    provisions: Sequence[Mapping[str, Any]],
) -> None:
    """Enter an instrument with its provisions, each after those above it."""
    said = Particulars(
        kind=InstrumentKind.objects.get(code=kind),
        title=translated(title),
        number=number,
        issued=bound(issued),
        gazetted=bound(gazetted),
        in_force=bound(in_force),
    )
    made = enter_instrument(code=code, particulars=said, by=by)
    for given in provisions:
        saying = _saying(made, given["path"], given["text"])
        enter_provision(instrument=made, saying=saying, by=by, version=_held(code).version)


def related(by: Actor, *, kind: str, target: str, day: Any, provision: str = "", through: str) -> None:
    """One instrument (`through`) does something to another."""
    held = _held(target)
    relate_instruments(
        kind=RelationKind(kind),
        act=_act(through, day),
        target=held,
        target_provision=_provision(held, provision) if provision else None,
        by=by,
        version=held.version,
    )


def amended(by: Actor, *, of: str, path: str, day: Any, text: Mapping[str, str], through: str) -> None:
    """A provision gets a new wording."""
    held = _held(of)
    saying = _saying(held, path, text)
    amend_provision(
        provision=_provision(held, path), saying=saying, act=_act(through, day), by=by, version=held.version
    )


def added(by: Actor, *, of: str, path: str, after: str, day: Any, text: Mapping[str, str], through: str) -> None:
    """A provision is inserted behind another one."""
    held = _held(of)
    insert_provision(
        instrument=held,
        saying=_saying(held, path, text),
        act=_act(through, day),
        after=_provision(held, after),
        by=by,
        version=held.version,
    )


def repealed(by: Actor, *, of: str, path: str, day: Any, through: str) -> None:
    """A provision is repealed."""
    held = _held(of)
    repeal_provision(provision=_provision(held, path), act=_act(through, day), by=by, version=held.version)


def cited(by: Actor, *, of: str, since: Any, path: str = "", number: int = 0, **record: str) -> None:
    """A board, an action or a body rests on a provision, named by its path or its number in the order."""
    held = _held(of)
    provision = _provision(held, path) if path else held.provisions.order_by("order")[number - 1]
    cite_provision(record_resting=_record(**record), provision=provision, period=span(since), by=by)


def _record(**named: str) -> Any:
    ((kind, code),) = named.items()
    match kind:
        case "board":
            return Board.objects.get(code=code)
        case "action":
            return Element.objects.get(code=code, tier__code="action")
        case _:
            return body(code)


def _held(code: str) -> Instrument:
    return Instrument.objects.select_related("kind").get(code=code)


def _act(through: str, day: Any) -> Act:
    return Act(_held(through), bound(day))


def _labels(path: str) -> list[str]:
    return [part.rstrip(")") for part in path.split("(")]


def _provision(held: Instrument, path: str) -> Provision:
    """The provision at "1(2)(a)"; raises LookupError."""
    return provision_at(held, list(zip(DEPTHS, _labels(path), strict=False)))


def _saying(held: Instrument, path: str, text: Mapping[str, str]) -> Saying:
    labels = _labels(path)
    above = _provision(held, "(".join(labels[:-1])) if len(labels) > 1 else None
    kind = ProvisionKind.objects.get(code=DEPTHS[len(labels) - 1])
    return Saying(kind=kind, label=labels[-1], text=translated(text), parent=above)


VERBS: dict[str, Verb] = {
    "instrument": instrument,
    "related": related,
    "amended": amended,
    "added": added,
    "repealed": repealed,
    "cited": cited,
}
