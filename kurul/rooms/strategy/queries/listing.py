"""Lists: all plans, and the actions of one plan narrowed and sorted."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from kurul.kernel.identity.actors import Actor
from kurul.kernel.identity.visibility import visible_to
from kurul.kernel.temporal.bounds import FAR
from kurul.kernel.temporal.look import Look
from kurul.kernel.turkish import fold, sort_key
from kurul.rooms.organisations.public import Named, names_on
from kurul.rooms.strategy.models import Inclusion, Plan, Tier
from kurul.rooms.strategy.queries.tree import Item, PlanHead, PlanTree, TierCount, said_of

LACKS = ("owner", "dates", "steps", "measure", "title")
SORTS = ("plan", "code", "title", "responsible", "start", "end")


@dataclass(frozen=True)
class PlanRow:
    """One line of the list of plans."""

    head: PlanHead
    actions: TierCount


@dataclass(frozen=True)
class Filters:
    """What a list of actions is narrowed to; empty fields do not narrow."""

    text: str = ""
    under: int | None = None  # an aim or objective that the action serves
    body: int | None = None  # a body that takes part
    role: str = ""  # in this way
    lacks: str = ""  # one of LACKS: what is not published


@dataclass(frozen=True)
class Listing:
    """A page of actions and how many there are in all."""

    rows: tuple[Item, ...]
    total: int


@dataclass(frozen=True)
class Owed:
    """What one body has to do in a plan: the actions that it answers for, is related to, or probably answers for.

    Each action comes with the basis on which the body is said to take part in it.
    """

    organisation: Named
    responsible: tuple[tuple[Item, str], ...]
    related: tuple[tuple[Item, str], ...]
    hinted: tuple[tuple[Item, str], ...]


def plans(look: Look, actor: Actor) -> tuple[PlanRow, ...]:
    """All plans that the actor may see, the latest period first: four queries."""
    said = said_of(visible_to(Plan.objects.all(), actor), look)
    names = names_on(said.coordinators, look)
    tiers = {tier.scheme_id: tier for tier in Tier.objects.filter(holds_actions=True)}
    included = Inclusion.objects.possibly_as_of(look.day, look.known_at).filter(element__tier__holds_actions=True)
    counted = Counter(dict(included.values_list("element_id", "element__plan_id")).values())
    rows = []
    for plan in said.plans.values():
        head, tier = said.head(plan.pk, names), tiers.get(plan.scheme_id)
        if head is not None and tier is not None:
            rows.append(PlanRow(head, TierCount(tier, counted[plan.pk], plan.published_totals.get(tier.code))))
    return tuple(sorted(rows, key=lambda row: (_latest_first(row.head.covers.start.latest), row.head.code)))


def _latest_first(day: date) -> int:
    return -day.toordinal()


def actions(
    tree: PlanTree,
    filters: Filters,
    *,
    order: str = "plan",
    language: str = "tr",
    start: int = 0,
    size: int | None = None,
) -> Listing:
    """A page of the plan's actions. `order`: one of SORTS, "-" before it reverses; what is not published comes last."""
    rows = [item for item in tree.actions if _fits(item, filters)]
    name = order.lstrip("-")
    key = _keys(language)[name]
    given = sorted((row for row in rows if key(row) is not None), key=key, reverse=order.startswith("-"))
    listed = given + [row for row in rows if key(row) is None]
    end = None if size is None else start + size
    return Listing(tuple(listed[start:end]), len(listed))


def _fits(item: Item, filters: Filters) -> bool:
    if filters.under is not None and filters.under not in item.path:
        return False
    if filters.body is not None or filters.role:
        taking_part = [
            body
            for body in item.bodies
            if filters.body in (None, body.organisation.id) and filters.role in ("", body.role) and not body.is_hint
        ]
        if not taking_part:
            return False
    if filters.lacks and not lacks(item, filters.lacks):
        return False
    return _holds_text(item, fold(filters.text))


def lacks(item: Item, what: str) -> bool:
    """Whether one of LACKS is not published of the action."""
    return not item.words.title if what == "title" else what in item.lacks


def _holds_text(item: Item, folded: str) -> bool:
    return not folded or folded in item.words.search_text or folded in fold(item.code)


def code_key(code: str) -> tuple[Any, ...]:
    """Codes in the order of their numbers: E1.1.2 before E1.1.10."""
    parts: list[tuple[int, int, str]] = []
    for part in _runs(code):
        parts.append((0, int(part), "") if part.isdigit() else (1, 0, part))
    return tuple(parts)


def _runs(code: str) -> list[str]:
    runs: list[str] = []
    for character in code:
        if runs and runs[-1][-1].isdigit() == character.isdigit():
            runs[-1] += character
        else:
            runs.append(character)
    return runs


def _keys(language: str) -> dict[str, Callable[[Item], Any]]:
    def start(item: Item) -> date | None:
        return item.dates.planned.start.latest if item.dates and item.dates.planned.start.latest != FAR else None

    def end(item: Item) -> date | None:
        return item.dates.planned.end.latest if item.dates and item.dates.planned.end.latest != FAR else None

    def responsible(item: Item) -> str | None:
        return sort_key(str(item.responsible.organisation), language) if item.responsible else None

    return {
        "plan": lambda item: 0,
        "code": lambda item: code_key(item.code),
        "title": lambda item: item.words.sort_keys.get(language) or None,
        "responsible": responsible,
        "start": start,
        "end": end,
    }


def owed(tree: PlanTree) -> tuple[Owed, ...]:
    """Who owes what: for each body that takes part its actions, whoever answers for most first."""
    bodies: dict[int, Named] = {}
    parts: dict[int, dict[str, list[tuple[Item, str]]]] = {}
    for item in tree.actions:
        for body in item.bodies:
            bodies[body.organisation.id] = body.organisation
            sort = "hinted" if body.is_hint else body.role
            parts.setdefault(body.organisation.id, {}).setdefault(sort, []).append((item, body.basis))
    rows = [
        Owed(
            organisation=bodies[number],
            responsible=tuple(found.get("responsible", [])),
            related=tuple(found.get("related", [])),
            hinted=tuple(found.get("hinted", [])),
        )
        for number, found in parts.items()
    ]
    return tuple(sorted(rows, key=lambda row: (-len(row.responsible), -len(row.related), str(row.organisation))))


def unowned(tree: PlanTree) -> tuple[Item, ...]:
    """The actions whose responsible body is not published."""
    return tuple(item for item in tree.actions if item.responsible is None)
