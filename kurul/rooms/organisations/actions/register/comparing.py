"""What a source says now beside what is held: what is new, what gives way, and what others hold otherwise."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from kurul.kernel.rules import Finding
from kurul.kernel.temporal.bounds import Bound, Period
from kurul.rooms.organisations.actions.register.rows import Held, Wanted
from kurul.rooms.organisations.models import (
    Affiliation,
    Classification,
    Existence,
    Identifier,
    Name,
    OrganisationFact,
    Placement,
)

# Of these a body has one at a time for each of this column; of the other sorts, one at a time.
SIDE_BY_SIDE = (Affiliation, Identifier)

DIFFERS = {
    Existence: "organisations.existence_differs",
    Name: "organisations.name_differs",
    Classification: "organisations.class_differs",
    Placement: "organisations.parent_differs",
    Affiliation: "organisations.affiliation_differs",
    Identifier: "organisations.number_differs",
}


@dataclass
class Difference:
    """What has to be done so that what is held is what the source says."""

    gives_way: list[Held] = field(default_factory=list)
    is_new: list[Wanted] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Whether all is held as the source says it, or by others who are not contradicted by a machine."""
        return not self.gives_way and not self.is_new


def differ(
    model: type[OrganisationFact], held: Sequence[Held], wanted: Sequence[Wanted], ours: Collection[datetime]
) -> Difference:
    """Compare one sort of facts of one body.

    Only what the same source said before (recorded at one of the moments `ours`) gives way. What people or other
    sources recorded stays as it is; where the file contradicts it, that is a finding.
    """
    found = Difference()
    if model not in SIDE_BY_SIDE:
        _differ(model, held, wanted, ours, found)
        return found
    groups: defaultdict[Any, tuple[list[Held], list[Wanted]]] = defaultdict(lambda: ([], []))
    for row in held:
        groups[row.value[0]][0].append(row)
    for said in wanted:
        groups[said.value[0]][1].append(said)
    for held_here, wanted_here in groups.values():
        _differ(model, held_here, wanted_here, ours, found)
    return found


def _differ(
    model: type[OrganisationFact],
    held: Sequence[Held],
    wanted: Sequence[Wanted],
    ours: Collection[datetime],
    found: Difference,
) -> None:
    held_said = {row.said for row in held}
    wanted_said = {said.said for said in wanted}
    if held_said == wanted_said:
        return
    others = [row for row in held if row.recorded_at not in ours]
    if not others:
        found.gives_way += [row for row in held if row.said not in wanted_said]
        found.is_new += [said for said in wanted if said.said not in held_said]
    elif wanted and not _agree(held, wanted):
        params = {"held": _told(held), "given": _told(wanted)}
        found.findings.append(Finding(DIFFERS[model], None, params))


def _agree(held: Sequence[Held], wanted: Sequence[Wanted]) -> bool:
    """Whether both say the same, or one says it only less exactly."""
    if len(held) != len(wanted):
        return False
    in_order = sorted(wanted, key=lambda said: (said.period.start.latest, said.period.end.earliest))
    return all(
        row.value == said.value and _fit(row.period, said.period) for row, said in zip(held, in_order, strict=True)
    )


def _fit(one: Period, other: Period) -> bool:
    def meet(a: Bound, b: Bound) -> bool:
        return a.earliest <= b.latest and b.earliest <= a.latest

    return meet(one.start, other.start) and meet(one.end, other.end)


def _told(facts: Sequence[Held | Wanted]) -> str:
    return "; ".join(" ".join([*(str(part) for part in fact.value if part), f"({fact.period})"]) for fact in facts)
