"""A plan as a whole on the day looked at: its head, its elements in reading order, and what it lacks."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from django.db.models import QuerySet

from kurul.kernel.identity.actors import Actor
from kurul.kernel.identity.visibility import visible_to
from kurul.kernel.rules import Finding
from kurul.kernel.temporal.bounds import Certainty, Period
from kurul.kernel.temporal.facts import joined, joined_row
from kurul.kernel.temporal.look import Look
from kurul.kernel.translated import Translated
from kurul.rooms.law.public import Instrument
from kurul.rooms.organisations.public import Named, names_on
from kurul.rooms.strategy import rules
from kurul.rooms.strategy.models import Coordination, Plan, PlanWording, Standing, Tier
from kurul.rooms.strategy.queries import reading
from kurul.rooms.strategy.queries.reading import Body, Dates, IndicatorRow, StepRow, Words

OfPlan = TypeVar("OfPlan", PlanWording, Standing)


@dataclass(frozen=True)
class PlanHead:
    """What a plan is on the day looked at. `covers` is None while nothing is known of its standing."""

    id: int
    code: str
    title: Translated
    vision: Translated
    inferred_languages: frozenset[str]
    state: str
    covers: Period
    covers_basis: str
    coordinator: Named | None
    coordinator_basis: str
    instrument: Instrument | None
    published_totals: dict[str, int]
    basis: str
    source: str
    version: int

    def __str__(self) -> str:
        return str(self.title) or self.code


@dataclass(frozen=True)
class Item:
    """An element of a plan with everything that its line shows."""

    id: int
    code: str
    tier: Tier
    parent_id: int | None
    words: Words
    dates: Dates | None
    bodies: tuple[Body, ...]
    steps: tuple[StepRow, ...]
    indicators: tuple[IndicatorRow, ...]
    certainty: Certainty  # whether it is part of the plan on the day
    basis: str
    source: str
    version: int
    order: int
    path: tuple[int, ...] = ()  # ids of the elements that it serves, from the top

    def __str__(self) -> str:
        return f"{self.code} {self.words.title}".strip()

    @property
    def is_action(self) -> bool:
        """Whether bodies act and report at this tier."""
        return self.tier.holds_actions

    @property
    def responsible(self) -> Body | None:
        """The body that answers for it; None when none is published."""
        return next((body for body in self.bodies if body.is_owner), None)

    @property
    def hint(self) -> Body | None:
        """The body that probably answers for it, though no source says so."""
        return next((b for b in self.bodies if b.is_hint and b.role == "responsible"), None)

    @property
    def related(self) -> tuple[Body, ...]:
        """The bodies that take part beside the responsible one."""
        return tuple(body for body in self.bodies if body.role == "related")

    @property
    def equipment(self) -> rules.Equipment:
        """What it has of that which adoption takes."""
        return rules.Equipment(
            code=self.code,
            owner=self.responsible is not None,
            dates=self.dates is not None and self.dates.are_given,
            steps=bool(self.steps),
            measure=any(indicator.targets for indicator in self.indicators),
        )

    @property
    def lacks(self) -> tuple[str, ...]:
        """Which of owner, dates, steps and measure it has not got."""
        return rules.lacking(self.equipment) if self.is_action else ()


@dataclass(frozen=True)
class TierCount:
    """How many elements of a tier are known, and how many the published plan has (None: it does not say)."""

    tier: Tier
    known: int
    published: int | None

    @property
    def not_published(self) -> int:
        """How many elements the plan has of which nothing is known."""
        return max((self.published or 0) - self.known, 0)


@dataclass(frozen=True)
class PlanTree:
    """A plan with its elements in reading order: every element before what serves it."""

    head: PlanHead
    tiers: tuple[Tier, ...]
    items: tuple[Item, ...]
    criteria: tuple[IndicatorRow, ...]
    by_id: dict[int, Item] = field(default_factory=dict)

    @property
    def actions(self) -> tuple[Item, ...]:
        """The elements at which bodies act."""
        return tuple(item for item in self.items if item.is_action)

    def under(self, number: int | None) -> tuple[Item, ...]:
        """What directly serves the element; for None the elements of the top tier."""
        return tuple(item for item in self.items if item.parent_id == number)

    def actions_under(self, number: int) -> tuple[Item, ...]:
        """All actions that serve the element, at whatever depth (the action itself for an action)."""
        return tuple(item for item in self.actions if number in item.path or item.id == number)

    def counts(self) -> tuple[TierCount, ...]:
        """For each tier how many elements are known and how many were published."""
        known = Counter(item.tier.code for item in self.items)
        totals = self.head.published_totals
        return tuple(TierCount(tier, known[tier.code], totals.get(tier.code)) for tier in self.tiers)

    def gaps(self) -> tuple[Finding, ...]:
        """What the plan lacks of that which adoption takes."""
        counts = self.counts()
        known = {count.tier.code: count.known for count in counts}
        names = {count.tier.code: str(count.tier.plural) or count.tier.code for count in counts}
        equipment = [action.equipment for action in self.actions]
        return (
            *rules.has_a_coordinator(self.head.coordinator.id if self.head.coordinator else None),
            *rules.adoption_gaps(equipment, self.head.published_totals, known, names),
        )

    def remarks(self, action: Item) -> tuple[Finding, ...]:
        """What is odd about the dates of an action, without being wrong."""
        if action.dates is None:
            return ()
        dates = action.dates
        return tuple(rules.runs_inside_plan(dates.planned, self.head.covers, dates.continues_after))


@dataclass(frozen=True)
class SaidOfPlans:
    """Several plans with the rows that hold of them on the day, each by the number of its plan."""

    plans: dict[int, Plan]
    wordings: dict[int, PlanWording]
    standings: dict[int, Standing]
    coordinations: dict[int, Coordination]

    @property
    def coordinators(self) -> set[int]:
        """The bodies whose names are needed."""
        return {row.organisation_id for row in self.coordinations.values()}

    def head(self, pk: int, names: Mapping[int, Named]) -> PlanHead | None:
        """What one of the plans is; None when nobody had heard of it by the knowledge looked with."""
        plan, wording, standing = self.plans[pk], self.wordings.get(pk), self.standings.get(pk)
        if wording is None or standing is None:
            return None
        coordination = self.coordinations.get(pk)
        return PlanHead(
            id=plan.pk,
            code=plan.code,
            title=wording.title,
            vision=wording.vision,
            inferred_languages=frozenset(wording.inferred_languages),
            state=standing.state,
            covers=standing.planned,
            covers_basis=standing.basis,
            coordinator=names.get(coordination.organisation_id) if coordination else None,
            coordinator_basis=coordination.basis if coordination else "",
            instrument=plan.instrument,
            published_totals=plan.published_totals,
            basis=plan.basis,
            source=plan.source,
            version=plan.version,
        )


def said_of(plans: QuerySet[Plan, Any], look: Look) -> SaidOfPlans:
    """The plans with what holds of each on the day: one query for all.

    Where nothing holds on the day (a plan to come), what is said first of it is taken.
    """
    moment = look.known_at
    annotated: Any = plans.annotate(
        worded=joined("planwordings", None, moment),
        standing=joined("standings", None, moment),
        coordinated=joined("coordinations", look.day, moment, perhaps=True),
    )
    rows = annotated.select_related("instrument", "worded", "standing", "coordinated")
    found = list(rows)  # a plan once for each combination of what is said of it

    def said(name: str) -> Iterable[Any]:
        return {row.pk: row for plan in found if (row := joined_row(plan, name)) is not None}.values()

    coordinations: dict[int, list[Coordination]] = {}
    for row in said("coordinated"):
        coordinations.setdefault(row.plan_id, []).append(row)
    return SaidOfPlans(
        plans={row.pk: row for row in found},
        wordings=_of_plans(said("worded"), look),
        standings=_of_plans(said("standing"), look),
        coordinations={number: reading.surest(look, listed) for number, listed in coordinations.items()},
    )


def heads(plans: QuerySet[Plan, Any], look: Look) -> dict[int, PlanHead]:
    """What each plan is on the day, in their order: two queries for all. Plans nobody had heard of are left out."""
    said = said_of(plans, look)
    names = names_on(said.coordinators, look)
    found = {number: said.head(number, names) for number in said.plans}
    return {number: head for number, head in found.items() if head is not None}


def _of_plans(rows: Iterable[OfPlan], look: Look) -> dict[int, OfPlan]:
    """For each plan the last row that may hold on the day; before the first one holds, the first."""
    found: dict[int, OfPlan] = {}
    for row in reading.in_order(rows):
        if row.plan_id not in found or row.valid_from <= look.day < row.valid_to:
            found[row.plan_id] = row
    return found


def _said_of_one(pk: int, look: Look, actor: Actor) -> SaidOfPlans:
    """The plan, if the actor may see it: one query for what is public, which needs no look at anybody's rights."""
    rows = Plan.objects.filter(pk=pk)
    said = said_of(visible_to(rows, Actor.nobody()), look)
    return said if said.plans else said_of(visible_to(rows, actor), look)


def head(pk: int, look: Look, actor: Actor) -> PlanHead | None:
    """One plan on the day; None when there is none to see. Two queries."""
    said = _said_of_one(pk, look, actor)
    return said.head(pk, names_on(said.coordinators, look)) if said.plans else None


def tree(pk: int, look: Look, actor: Actor, *, with_steps: bool = True) -> PlanTree | None:
    """A plan with all its elements on the day; None when there is none to see. Six queries whatever its size.

    Without the steps of its actions five.
    """
    said = _said_of_one(pk, look, actor)
    plan = said.plans.get(pk)
    if plan is None:
        return None
    involved = reading.involvements(look, element__plan_id=pk)
    names = names_on(said.coordinators | {row.organisation_id for row in involved}, look)
    found = said.head(pk, names)
    if found is None:
        return None
    indicators = reading.indicators(look, plan_id=pk)
    items = _items(plan, look, reading.named_bodies(involved, names), indicators, with_steps=with_steps)
    ordered = tuple(_in_reading_order(items))
    criteria = indicators.get(None, ())
    return PlanTree(found, _tiers(plan, ordered), ordered, criteria, {item.id: item for item in ordered})


def _tiers(plan: Plan, items: Sequence[Item]) -> tuple[Tier, ...]:
    """The tiers of the plan from the top down; asked for only where the elements do not show them all."""
    seen = {item.tier.depth: item.tier for item in items}
    # Whatever is of the lowest tier serves something of each tier above it.
    if any(tier.holds_actions for tier in seen.values()) and len(seen) == max(seen):
        return tuple(seen[depth] for depth in sorted(seen))
    return tuple(Tier.objects.filter(scheme_id=plan.scheme_id).order_by("depth"))


def _items(
    plan: Plan,
    look: Look,
    bodies: Mapping[int, tuple[Body, ...]],
    indicators: Mapping[int | None, tuple[IndicatorRow, ...]],
    *,
    with_steps: bool,
) -> list[Item]:
    steps = reading.steps(look, element__plan_id=plan.pk) if with_steps else {}
    return [
        Item(
            id=element.pk,
            code=element.code,
            tier=element.tier,
            parent_id=element.parent_id,
            words=told.words,
            dates=told.dates,
            bodies=bodies.get(element.pk, ()),
            steps=steps.get(element.pk, ()),
            indicators=indicators.get(element.pk, ()),
            certainty=told.included.period.on(look.day),
            basis=element.basis,
            source=element.source,
            version=element.version,
            order=element.order,
        )
        for told in reading.elements(look, plan_id=plan.pk)
        for element in [told.element]
    ]


def _in_reading_order(items: list[Item]) -> Iterator[Item]:
    parts: dict[int | None, list[Item]] = {}
    present = {item.id for item in items}
    for item in sorted(items, key=lambda item: (item.tier.depth, item.order, item.id)):
        # What serves an element that is not in the plan on the day stands at the top rather than nowhere.
        parts.setdefault(item.parent_id if item.parent_id in present else None, []).append(item)

    def walk(number: int | None, path: tuple[int, ...]) -> Iterator[Item]:
        for item in parts.get(number, []):
            yield replace(item, path=path)
            yield from walk(item.id, (*path, item.id))

    return walk(None, ())
