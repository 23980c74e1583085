"""Whom decisions address, and how far each addressee is."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kurul.kernel.temporal.bounds import Bound
from kurul.kernel.temporal.facts import joined
from kurul.kernel.temporal.look import Look
from kurul.kernel.translated import Translated
from kurul.kernel.wording import Text
from kurul.rooms.boards.models import Decision, DecisionAddressee
from kurul.rooms.boards.models.decisions import ExecutionState
from kurul.rooms.boards.queries.bodies import with_bodies_above
from kurul.rooms.boards.rules.decisions import Execution, Shown, standing
from kurul.rooms.organisations.public import Named


@dataclass(frozen=True)
class Addressee:
    """A body that a decision addresses, and how it stands on the day."""

    id: int
    organisation: Named
    above: Named | None  # the body that a unit belongs to, without which its name says little
    shown: Shown
    reported: Execution | None  # what it reported last
    evidence: str
    since: Bound | None  # since when, by its report
    basis: str

    @property
    def status(self) -> str:
        """The code of its status."""
        return f"boards.{self.shown}"

    @property
    def reported_label(self) -> Text:
        """What it reported last, in words; empty for nothing."""
        return ExecutionState(self.reported.value).label if self.reported else ""

    def __str__(self) -> str:
        return f"{self.organisation}, {self.above}" if self.above else str(self.organisation)


def addressed(
    decisions: Sequence[Decision], look: Look, successors: Mapping[int, Decision], *, naming: bool = True
) -> dict[int, tuple[Addressee, ...]]:
    """Whom each decision addresses, with what they had reported by the day: one query.

    With `naming` at most two more, where a name on the day is not sure.
    """
    found: dict[int, list[Addressee]] = {decision.pk: [] for decision in decisions}
    by_pk = {decision.pk: decision for decision in decisions}
    rows = list(_reporting(by_pk, look, naming=naming))
    names, above = _names_in(rows, look) if naming else ({}, {})
    for row in rows:
        decision = by_pk[row["decision_id"]]
        reported = Execution(row["said__state"]) if row["said__state"] else None
        replaced = decision.superseded_by_id in successors
        found[decision.pk].append(
            Addressee(
                id=row["pk"],
                organisation=names.get(row["organisation_id"]) or Named(row["organisation_id"], Translated()),
                above=above.get(row["organisation_id"]),
                shown=standing(reported or Execution.OPEN, decision.due, look.day, superseded=replaced),
                reported=reported,
                evidence=row["said__evidence"] or "",
                since=Bound(row["said__valid_from"], row["said__valid_from_latest"]) if reported else None,
                basis=row["said__basis"] or row["basis"],
            )
        )
    return {pk: tuple(addressees) for pk, addressees in found.items()}


def _reporting(decisions: Iterable[int], look: Look, *, naming: bool) -> Iterable[dict[str, Any]]:
    """The addressees, each joined with what it certainly reported by the day, and with its sure name (`naming`)."""
    day, moment = look.day, look.known_at
    columns = ["pk", "decision_id", "organisation_id", "basis"]
    columns += [f"said__{name}" for name in ("state", "evidence", "valid_from", "valid_from_latest", "basis")]
    rows = DecisionAddressee.objects.filter(decision_id__in=decisions).annotate(said=joined("reports", day, moment))
    if naming:
        rows = rows.annotate(
            called=joined("organisation__names", day, moment), placed=joined("organisation__placements", day, moment)
        ).annotate(above=joined("placed__parent__names", day, moment))
        columns += ["called__name", "called__abbreviation", "placed__parent_id", "above__name", "above__abbreviation"]
    return rows.order_by("pk").values(*columns)


def _names_in(rows: Iterable[dict[str, Any]], look: Look) -> tuple[dict[int, Named], dict[int, Named]]:
    """The names of the addressees, and of the bodies above units; what is not sure on the day is asked for."""
    names: dict[int, Named] = {}
    above: dict[int, Named] = {}
    unsure: set[int] = set()
    for row in rows:
        body, parent, is_unit = row["organisation_id"], row["placed__parent_id"], not row["called__abbreviation"]
        is_sure = bool(row["called__name"]) and not (is_unit and parent and not row["above__name"])
        if not is_sure:
            unsure.add(body)
            continue
        names[body] = Named(body, row["called__name"], row["called__abbreviation"])
        if is_unit and parent:
            above[body] = Named(parent, row["above__name"], row["above__abbreviation"])
    asked, asked_above = with_bodies_above(unsure, look) if unsure else ({}, {})
    return names | asked, above | asked_above
