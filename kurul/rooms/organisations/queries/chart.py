"""The hierarchy below a body as it is drawn: some levels of it, on a day."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import F

from kurul.kernel.identity.actors import Actor
from kurul.kernel.slots import contributions
from kurul.kernel.temporal.bounds import Certainty
from kurul.kernel.temporal.look import Look
from kurul.kernel.translated import SortKey, Translated
from kurul.kernel.wording import Text
from kurul.rooms.organisations.queries.reading import Named, described, names_on
from kurul.rooms.organisations.queries.tree import counts_under, under

HEADS = "organisations.chart_heads"
DEEPEST = 5  # levels that can be drawn
MOST_PARTS = 40  # boxes below one box
MOST_BOXES = 160  # in one picture; deeper levels are left out beyond that


@dataclass(frozen=True)
class ChartHead:
    """Who stands at the head of a body: the post and who is in it, as a line."""

    organisation: int
    text: Text


@dataclass(frozen=True)
class ChartNode:
    """A body in the chart. `hidden` are parts that stand below it and are not drawn."""

    body: Named
    kind: Translated
    level: Translated
    certainty: Certainty
    head: Text
    parts: tuple["ChartNode", ...]
    hidden: int


def chart(pk: int, look: Look, actor: Actor, *, depth: int, language: str) -> ChartNode | None:
    """The body with `depth` levels below it; None when there is none to see on the day.

    A query for each level, and four for names, numbers of parts and heads besides what higher rooms ask.
    """
    rows = {row["pk"]: row for row in _rows(described(look, actor).filter(pk=pk), language)}
    if not rows:
        return None
    below: dict[int, list[int]] = {}
    frontier = [pk]
    for _level in range(min(depth, DEEPEST)):
        found = list(_rows(described(look, actor).filter(pk__in=under(frontier, look)), language))
        if not found or (len(rows) + len(found) > MOST_BOXES and len(rows) > 1):
            break
        for row in found:
            parts = below.setdefault(row["placed__parent_id"], [])
            if len(parts) < MOST_PARTS and row["pk"] not in rows:
                parts.append(row["pk"])
                rows[row["pk"]] = row
        frontier = [number for parent in frontier for number in below.get(parent, ())]
    counts = dict(counts_under(tuple(rows), look.day, look.known_at))
    names = names_on([number for number, row in rows.items() if row["called__pk"] is None], look)
    heads = {
        one.organisation: one.text for one in contributions.ask(HEADS, organisations=list(rows), look=look, actor=actor)
    }
    return _node(pk, rows, below, counts, names, heads, look)


def _rows(rows: Any, language: str) -> Any:
    order = (F("classified__kind__order").asc(nulls_last=True), SortKey(language, "called__sort_keys"), "pk")
    return rows.order_by(*order).values(
        "pk",
        "called__pk",
        "called__name",
        "called__abbreviation",
        "classified__kind__name",
        "classified__level__name",
        "placed__parent_id",
        "existing__valid_from_latest",
        "existing__valid_to_earliest",
    )


def _node(
    pk: int,
    rows: Mapping[int, dict[str, Any]],
    below: Mapping[int, list[int]],
    counts: Mapping[int, int],
    names: Mapping[int, Named],
    heads: Mapping[int, Text],
    look: Look,
) -> ChartNode:
    row = rows[pk]
    sure = row["existing__valid_from_latest"] <= look.day < row["existing__valid_to_earliest"]
    parts = tuple(_node(part, rows, below, counts, names, heads, look) for part in below.get(pk, ()))
    return ChartNode(
        body=names.get(pk) or Named(pk, row["called__name"] or Translated(), row["called__abbreviation"] or ""),
        kind=row["classified__kind__name"] or Translated(),
        level=row["classified__level__name"] or Translated(),
        certainty=Certainty.YES if sure else Certainty.NOT_KNOWN,
        head=heads.get(pk, ""),
        parts=parts,
        hidden=max(counts.get(pk, 0) - len(parts), 0),
    )
