"""Plans over the API: what was promised, who answers for it, when it is planned and how it is measured."""

from decimal import Decimal
from typing import Any, Literal

from django.http import Http404
from ninja import Field, Query, Router, Schema

from kurul.kernel.api import Id, Page, Paging, Part, part_of, register_router, with_look
from kurul.kernel.translated import active_language
from kurul.kernel.web.policy import anonymous
from kurul.kernel.web.request import PageRequest
from kurul.kernel.web.tables import Rows
from kurul.kernel.wording import sentence
from kurul.rooms.strategy import queries

router = Router(tags=["strategy"])

PERIOD = "Period as FIRST/END, END not included; ? is not known, nothing after / is open."
BASIS = "stated, inferred or illustrative."


class BodyOut(Schema):
    """A body by its name on the day looked at."""

    id: int
    name: dict[str, str] = Field(description="Text by language; a language without text is absent.")
    abbreviation: str


class InvolvedOut(BodyOut):
    """A body that takes part in an action."""

    role: str = Field(description="responsible or related.")
    basis: str = Field(description=f"{BASIS} An inferred body is a hint: nobody states that it answers for it.")


class CountOut(Schema):
    """How many elements of a tier are known, of how many."""

    tier: str
    name: dict[str, str]
    known: int
    published: int | None = Field(description="How many the plan says it has; null where it does not say.")


class PlanOut(Schema):
    """One line of the list of plans."""

    id: int
    code: str
    title: dict[str, str]
    state: str = Field(description="draft, adopted or adopted_elsewhere.")
    covers: str = Field(description=PERIOD)
    coordinator: BodyOut | None
    actions_known: int
    actions_published: int | None
    basis: str = Field(description=BASIS)


class GapOut(Schema):
    """Something that the plan lacks of that which adoption takes."""

    code: str
    says: str
    params: dict[str, Any]


class ElementOut(Schema):
    """An element in the tree of a plan."""

    id: int
    code: str
    tier: str
    parent: int | None
    title: dict[str, str]


class PlanPageOut(Schema):
    """A plan on the day looked at, with its elements in reading order."""

    id: int
    code: str
    title: dict[str, str]
    vision: dict[str, str]
    state: str
    covers: str = Field(description=PERIOD)
    coordinator: BodyOut | None
    instrument: int | None
    counts: list[CountOut]
    elements: list[ElementOut]
    gaps: list[GapOut]
    basis: str = Field(description=BASIS)
    source: str
    version: int


class ActionOut(Schema):
    """One line of the list of actions."""

    id: int
    code: str
    title: dict[str, str]
    serves: list[int] = Field(description="The elements that it serves, from the top.")
    responsible: BodyOut | None = Field(description="Null where it is not published.")
    planned: str | None = Field(description=f"{PERIOD} Null where nothing is published.")
    lacks: list[str] = Field(description="Which of owner, dates, steps and measure is not published.")
    certainty: str = Field(
        description="yes, or not_known where no source says that it was part of the plan on the day."
    )
    basis: str = Field(description=BASIS)


class StepOut(Schema):
    """A step of an action."""

    order: int
    title: dict[str, str]
    planned: str = Field(description=PERIOD)
    basis: str = Field(description=BASIS)


class TargetOut(Schema):
    """A value to be reached by the end of a day."""

    due: str
    value: Decimal
    basis: str = Field(description=BASIS)


class IndicatorOut(Schema):
    """What an action is measured by."""

    id: int
    code: str
    name: dict[str, str]
    unit: dict[str, str]
    direction: str = Field(description="up, down, or empty where it is not published.")
    baseline_value: Decimal | None
    baseline_day: str
    basis: str = Field(description=BASIS)
    targets: list[TargetOut]


class ActionPageOut(Schema):
    """An element of a plan on the day looked at; bodies, dates, steps and indicators are those of actions."""

    id: int
    plan: int
    code: str
    tier: str
    title: dict[str, str]
    summary: dict[str, str]
    inferred_languages: list[str] = Field(description="Languages whose title is a translation of our own.")
    serves: list[int]
    parts: list[int]
    bodies: list[InvolvedOut]
    planned: str | None = Field(description=f"{PERIOD} Null where nothing is published.")
    first_planned: str | None = Field(description="What was planned at first, when that was otherwise.")
    continues_after: bool | None
    needs_budget: bool | None
    steps: list[StepOut]
    indicators: list[IndicatorOut]
    certainty: str
    basis: str = Field(description=BASIS)
    source: str
    version: int


class ActionsQuery(Schema):
    """What the list of actions is narrowed to."""

    q: str = Field("", max_length=200, description="Part of a code, title or summary.")
    under: Id | None = Field(None, description="An element that the action serves, at whatever depth.")
    body: Id | None = Field(None, description="A body that takes part.")
    role: Literal["", "responsible", "related"] = ""
    lacks: Literal["", "owner", "dates", "steps", "measure", "title"] = Field("", description="What is not published.")
    sort: Literal["plan", "code", "title", "responsible", "start", "end"] = "plan"


@router.get("/plans", response=list[PlanOut], summary="All plans on a day")
@anonymous
@with_look
def plans(request: PageRequest) -> list[dict[str, Any]]:
    """The plans that are known on the day looked at, the latest period first."""
    return [
        {
            **_head(row.head),
            "actions_known": row.actions.known,
            "actions_published": row.actions.published,
        }
        for row in queries.plans(request.look, request.actor)
    ]


@router.get("/plans/{pk}", response=PlanPageOut, summary="One plan with its elements on a day")
@anonymous
@with_look
def plan(request: PageRequest, pk: Id) -> dict[str, Any]:
    """A plan with all its elements, how many are known of how many, and what it lacks."""
    tree = _tree(request, pk)
    head = tree.head
    return {
        **_head(head),
        "vision": dict(head.vision),
        "instrument": head.instrument.pk if head.instrument else None,
        "counts": [
            {
                "tier": count.tier.code,
                "name": dict(count.tier.plural),
                "known": count.known,
                "published": count.published,
            }
            for count in tree.counts()
        ],
        "elements": [
            {
                "id": item.id,
                "code": item.code,
                "tier": item.tier.code,
                "parent": item.parent_id,
                "title": dict(item.words.title),
            }
            for item in tree.items
        ],
        "gaps": [
            {"code": finding.code, "says": sentence(finding), "params": dict(finding.params)} for finding in tree.gaps()
        ],
        "source": head.source,
        "version": head.version,
    }


@router.get("/plans/{pk}/actions", response=Page[ActionOut], summary="The actions of a plan on a day")
@anonymous
@with_look
def actions(request: PageRequest, pk: Id, paging: Query[Paging], query: Query[ActionsQuery]) -> Part[Any]:
    """The actions of a plan, narrowed and sorted; what is not published comes last."""
    tree = _tree(request, pk)
    filters = queries.Filters(query.q, query.under, query.body, query.role, query.lacks)
    total = queries.actions(tree, filters, size=0).total

    def fetch(_order: tuple[str, ...], start: int, stop: int) -> list[dict[str, Any]]:
        listing = queries.actions(
            tree, filters, order=query.sort, language=active_language(), start=start, size=stop - start
        )
        return [_action(item) for item in listing.rows]

    return part_of(request, Rows(fetch, total), paging)


@router.get("/actions/{pk}", response=ActionPageOut, summary="One action, objective or aim on a day")
@anonymous
@with_look
def action(request: PageRequest, pk: Id) -> dict[str, Any]:
    """An element of a plan with everything that is known of it; 404 when there is none to see."""
    found = queries.element(pk, request.look, request.actor)
    if found is None:
        raise Http404
    item, dates = found.item, found.item.dates
    return {
        "id": item.id,
        "plan": found.plan.id,
        "code": item.code,
        "tier": item.tier.code,
        "title": dict(item.words.title),
        "summary": dict(item.words.summary),
        "inferred_languages": sorted(item.words.inferred_languages),
        "serves": [part.id for part in found.chain],
        "parts": [part.id for part in found.parts],
        "bodies": [{**_body(body.organisation), "role": body.role, "basis": body.basis} for body in item.bodies],
        "planned": str(dates.planned) if dates else None,
        "first_planned": str(dates.original) if dates and dates.original else None,
        "continues_after": dates.continues_after if dates else None,
        "needs_budget": dates.needs_budget if dates else None,
        "steps": [
            {"order": step.order, "title": dict(step.title), "planned": str(step.planned), "basis": step.basis}
            for step in item.steps
        ],
        "indicators": [_indicator(row) for row in item.indicators],
        "certainty": item.certainty,
        "basis": item.basis,
        "source": item.source,
        "version": item.version,
    }


def _tree(request: PageRequest, pk: int) -> queries.PlanTree:
    tree = queries.tree(pk, request.look, request.actor)
    if tree is None:
        raise Http404
    return tree


def _body(body: Any) -> dict[str, Any]:
    return {"id": body.id, "name": dict(body.name), "abbreviation": body.abbreviation}


def _head(head: queries.PlanHead) -> dict[str, Any]:
    return {
        "id": head.id,
        "code": head.code,
        "title": dict(head.title),
        "state": head.state,
        "covers": str(head.covers),
        "coordinator": _body(head.coordinator) if head.coordinator else None,
        "basis": head.basis,
    }


def _action(item: queries.Item) -> dict[str, Any]:
    return {
        "id": item.id,
        "code": item.code,
        "title": dict(item.words.title),
        "serves": list(item.path),
        "responsible": _body(item.responsible.organisation) if item.responsible else None,
        "planned": str(item.dates.planned) if item.dates else None,
        "lacks": list(item.lacks),
        "certainty": item.certainty,
        "basis": item.basis,
    }


def _indicator(row: queries.IndicatorRow) -> dict[str, Any]:
    return {
        "id": row.id,
        "code": row.code,
        "name": dict(row.name),
        "unit": dict(row.unit),
        "direction": row.direction,
        "baseline_value": row.baseline_value,
        "baseline_day": str(row.baseline_day),
        "basis": row.basis,
        "targets": [
            {"due": target.due.isoformat(), "value": target.value, "basis": target.basis} for target in row.targets
        ],
    }


register_router("/strategy", router)
