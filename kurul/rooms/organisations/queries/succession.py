"""Who came before and after a body: read from the parts of change events, by both clocks."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, F, OuterRef
from django_cte import CTE, with_cte

from kurul.kernel.temporal.bounds import Bound, Certainty
from kurul.kernel.temporal.facts import held_true
from kurul.kernel.temporal.look import Look
from kurul.rooms.organisations.models import ChangePart, Side


@dataclass(frozen=True)
class Succession:
    """One link of the line: the body `to` came out of `of`, by a change of this kind on this day."""

    of: int
    to: int
    kind: str
    day: Bound
    event: int
    happened: Certainty  # whether that day had come on the day looked at


def successors(organisation: int, look: Look) -> tuple[Succession, ...]:
    """Everything that came out of a body, over as many changes as there were, earliest first: one query.

    Changes that take effect after the day looked at are there too, with `happened` NO, as far as they were known.
    """
    return _line(organisation, look, ahead=True)


def predecessors(organisation: int, look: Look) -> tuple[Succession, ...]:
    """Everything out of which a body came, over as many changes as there were, earliest first: one query."""
    return _line(organisation, look, ahead=False)


def _links(look: Look) -> Any:
    """Pairs of a body before and one after the same change, of which not both were there on both sides.

    So a body that goes on is not its own successor, and two between which units moved did not follow each other.
    """
    sides = ChangePart.objects.filter(event=OuterRef("event"))
    goes_on = Exists(sides.filter(side=Side.AFTER, organisation=OuterRef("of")))
    was_there = Exists(sides.filter(side=Side.BEFORE, organisation=OuterRef("to")))
    return (
        ChangePart.objects.filter(held_true(look.known_at, "event__"), side=Side.BEFORE, event__parts__side=Side.AFTER)
        .annotate(of=F("organisation_id"), to=F("event__parts__organisation_id"))
        .exclude(of=F("to"))
        .exclude(goes_on & was_there)
    )


def _line(organisation: int, look: Look, *, ahead: bool) -> tuple[Succession, ...]:
    start, reached = ("of", "to") if ahead else ("to", "of")
    columns = ("of", "to", "event_id", "event__kind", "event__day_earliest", "event__day_latest")

    def line(cte: CTE) -> object:
        first = _links(look).filter(**{start: organisation}).values(*columns)
        return first.union(cte.join(_links(look), **{start: getattr(cte.col, reached)}).values(*columns))

    cte = CTE.recursive(line)
    rows = with_cte(cte, select=cte.queryset()).values_list(*columns)
    found = [
        Succession(of, to, kind, Bound(earliest, latest), change, _happened(Bound(earliest, latest), look))
        for of, to, change, kind, earliest, latest in rows
    ]
    return tuple(sorted(found, key=lambda link: (link.day.latest, link.event, link.of, link.to)))


def _happened(day: Bound, look: Look) -> Certainty:
    if day.latest <= look.day:
        return Certainty.YES
    return Certainty.NO if day.earliest > look.day else Certainty.NOT_KNOWN
