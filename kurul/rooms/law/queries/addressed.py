"""From an ELI to the instrument, and to the provision, that it names."""

import re
from dataclasses import dataclass
from urllib.parse import unquote

from kurul.kernel.identity.actors import Actor
from kurul.kernel.identity.visibility import visible_to
from kurul.kernel.temporal.bounds import Bound
from kurul.kernel.temporal.look import Look
from kurul.rooms.law.models import Instrument, InstrumentKind
from kurul.rooms.law.queries.provisions import Node, Tree, tree

# What each name in a template may stand for; numbers such as 2013/102 contain a stroke.
_FIELDS = {"year": r"(?P<year>[0-9]{4})", "number": r"(?P<number>.+?)"}
_LONGEST = 400


@dataclass(frozen=True)
class Addressed:
    """What an ELI names: instruments (more than one where several bear one number), and a provision of the only one."""

    instruments: tuple[int, ...]
    provision: int | None = None


def addressed(path: str, look: Look, actor: Actor) -> Addressed | None:
    """What the path below /eli/ names, on the day looked at; None where it names nothing: two or three queries."""
    path = unquote(path).strip("/")
    if len(path) > _LONGEST or "\x00" in path:  # PostgreSQL cannot even compare with that
        return None
    partial: Addressed | None = None
    for kind in InstrumentKind.ever.known_at(look.known_at).exclude(eli_template=""):
        for instrument, rest in _fitting(kind, path, look, actor):
            if not rest:
                found = partial.instruments if partial else ()
                partial = Addressed((*found, instrument.pk))
            elif (node := _below(tree(instrument.pk, look, actor), rest)) is not None:
                return Addressed((instrument.pk,), node.id)
    return partial


def _fitting(kind: InstrumentKind, path: str, look: Look, actor: Actor) -> list[tuple[Instrument, tuple[str, ...]]]:
    """Instruments of the kind whose ELI the path is, or begins with; and the parts of the path after that."""
    pattern = re.escape(kind.eli_template.format(jurisdiction=kind.jurisdiction, year="<year>", number="<number>"))
    for name, expression in _FIELDS.items():
        pattern = pattern.replace(re.escape(f"<{name}>"), expression)
    parts = path.split("/")
    meant: dict[tuple[str, str], int] = {}  # number and year → how many parts of the path name it
    for length in range(len(parts), 0, -1):
        if match := re.fullmatch(pattern, "/".join(parts[:length])):
            meant[match["number"], match.groupdict().get("year", "")] = length
    numbered = Instrument.ever.known_at(look.known_at).filter(kind=kind, number__in={number for number, _year in meant})
    if look.known_at is not None:
        numbered = numbered.filter(recorded_at__lte=look.known_at)
    rows = visible_to(numbered, actor)
    found = [
        (length, row)
        for row in (rows.order_by("pk") if meant else ())
        for (number, year), length in meant.items()
        if row.number == number and _is_of(row, year)
    ]
    found.sort(key=lambda one: -one[0])
    return [(row, tuple(parts[length:])) for length, row in found]


def _is_of(instrument: Instrument, year: str) -> bool:
    """Whether it was certainly issued in the year (empty: any)."""
    if not year:
        return True
    try:
        whole = Bound.year(int(year))
    except ValueError:
        return False
    return whole.earliest <= instrument.issued_from and instrument.issued_to <= whole.latest


def _below(found: Tree, parts: tuple[str, ...]) -> Node | None:
    """The provision to which the parts of the address lead, one step each."""
    nodes, node = found.roots, None
    for part in parts:
        node = next((one for one in nodes if one.steps[-1].eli_part == part), None)
        if node is None:
            return None
        nodes = node.children
    return node
