"""One element of a plan on the day looked at, and the actions of one body or under one instrument."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.db.models import FilteredRelation, Q

from kurul.kernel.identity.actors import Actor
from kurul.kernel.identity.visibility import visible_to
from kurul.kernel.remembering import read_each
from kurul.kernel.rules import Finding
from kurul.kernel.temporal.facts import held_true
from kurul.kernel.temporal.look import Look
from kurul.kernel.translated import Translated
from kurul.rooms.organisations.public import names_on
from kurul.rooms.strategy import rules
from kurul.rooms.strategy.models import Element, Inclusion, Involvement, Plan, PlanWording, Role, Schedule
from kurul.rooms.strategy.queries import reading
from kurul.rooms.strategy.queries.reading import Words
from kurul.rooms.strategy.queries.tree import Item, PlanHead, said_of


@dataclass(frozen=True)
class Part:
    """An element by its code and title."""

    id: int
    code: str
    title: Translated
    is_action: bool
    is_numbered: bool = True

    def __str__(self) -> str:
        return f"{self.code} {self.title}".strip() if self.is_numbered else str(self.title)


@dataclass(frozen=True)
class ElementPage:
    """Everything that the page of one element shows on the day looked at."""

    item: Item
    plan: PlanHead
    chain: tuple[Part, ...]  # what it serves, from the top
    parts: tuple[Part, ...]  # what serves it
    schedules: tuple[Schedule, ...]  # every schedule that is or was held true, the first one first
    remarks: tuple[Finding, ...]


@dataclass(frozen=True)
class Engagement:
    """An action in which a body takes part."""

    element: Part
    plan_id: int
    plan_title: Translated
    role: str
    basis: str


def element(pk: int, look: Look, actor: Actor) -> ElementPage | None:
    """One element on the day; None when there is none to see, or nobody had heard of it. At most nine queries."""
    near = Q(pk=pk) | Q(tier__holds_actions=False) | Q(parent_id=pk)
    rows = Element.objects.filter(near, plan__elements=pk).select_related("tier")
    # What is public needs no look at anybody's rights.
    every = {row.pk: row for row in list(visible_to(rows, Actor.nobody())) or list(visible_to(rows, actor))}
    found = every.get(pk)
    if found is None:
        return None
    around = _around(found, every, look)
    said = said_of(Plan.objects.filter(pk=found.plan_id), look)
    is_action = found.tier.holds_actions
    involved = reading.involvements(look, element_id=pk) if is_action else ()
    names = names_on(said.coordinators | {row.organisation_id for row in involved}, look)
    head = said.head(found.plan_id, names)
    if around.included is None or head is None:
        return None
    schedules = reading.schedules(look, element_id=pk).get(pk, ()) if is_action else ()
    dates = reading.planned_on(schedules, look)
    item = Item(
        id=pk,
        code=found.code,
        tier=found.tier,
        parent_id=found.parent_id,
        words=around.words,
        dates=dates,
        bodies=reading.named_bodies(involved, names).get(pk, ()),
        steps=reading.steps(look, element_id=pk).get(pk, ()) if is_action else (),
        indicators=reading.indicators(look, element_id=pk).get(pk, ()) if is_action else (),
        certainty=around.included.period.on(look.day),
        basis=found.basis,
        source=found.source,
        version=found.version,
        order=found.order,
        path=tuple(part.id for part in around.chain),
    )
    return ElementPage(
        item=item,
        plan=head,
        chain=around.chain,
        parts=around.parts,
        schedules=schedules,
        remarks=tuple(rules.runs_inside_plan(dates.planned, head.covers, dates.continues_after)) if dates else (),
    )


@dataclass(frozen=True)
class _Around:
    """An element with what it serves and what serves it."""

    included: Inclusion | None
    words: Words
    chain: tuple[Part, ...]
    parts: tuple[Part, ...]


def _around(found: Element, every: Mapping[int, Element], look: Look) -> _Around:
    """What the element serves, from the top, and what serves it, of the elements given: two queries."""
    chain: list[Element] = []
    number = found.parent_id
    while number is not None and number in every and every[number] not in chain:
        chain.insert(0, every[number])
        number = every[number].parent_id
    below = sorted((row for row in every.values() if row.parent_id == found.pk), key=lambda row: (row.order, row.pk))
    ids = [found.pk, *(row.pk for row in (*chain, *below))]
    words = reading.words_or_first(look, element_id__in=ids)
    known = list(Inclusion.objects.known_at(look.known_at).filter(element_id__in=ids).in_order())
    on_day = {row.element_id for row in known if row.valid_from <= look.day < row.valid_to}
    return _Around(
        included=next((row for row in reversed(known) if row.element_id == found.pk), None),
        words=words.get(found.pk, Words()),
        chain=tuple(_part(row, words) for row in chain),
        parts=tuple(_part(row, words) for row in below if row.pk in on_day),
    )


def _part(row: Element, words: Mapping[int, Words]) -> Part:
    title = words.get(row.pk, Words()).title
    return Part(row.pk, row.code, title, row.tier.holds_actions, row.tier.is_numbered)


def engagements(organisation: int, look: Look, actor: Actor) -> tuple[Engagement, ...]:
    """The actions in which a body takes part on the day, those it answers for first: three queries."""
    rows = visible_to(Involvement.objects.possibly_as_of(look.day, look.known_at), actor)
    found: dict[int, Involvement] = {}
    for row in rows.filter(organisation_id=organisation).select_related("element__tier"):
        found.setdefault(row.element_id, row)
    words = reading.words(look, element_id__in=list(found))
    titles = plan_titles({row.element.plan_id for row in found.values()}, look)
    ranked = sorted(found.values(), key=lambda row: (row.role != Role.RESPONSIBLE, row.element.code))
    return tuple(
        Engagement(
            element=Part(row.element_id, row.element.code, words.get(row.element_id, Words()).title, True),
            plan_id=row.element.plan_id,
            plan_title=titles.get(row.element.plan_id, Translated()),
            role=row.role,
            basis=row.basis,
        )
        for row in ranked
    )


def parts_played(organisations: Collection[int], look: Look, actor: Actor) -> list[tuple[Part, str]]:
    """The actions in which any of the bodies takes part on the day, with the role, by code: two queries."""
    rows = visible_to(Involvement.objects.possibly_as_of(look.day, look.known_at), actor)
    found: dict[tuple[int, str], Involvement] = {}
    for row in rows.filter(organisation_id__in=organisations).select_related("element__tier"):
        found.setdefault((row.element_id, row.role), row)
    words = reading.words(look, element_id__in=[element for element, _role in found])
    ordered = sorted(found.values(), key=lambda row: (row.element.code, row.role))
    return [(_part(row.element, words), row.role) for row in ordered]


def plan_titles(ids: Iterable[int], look: Look) -> dict[int, Translated]:
    """The title of each plan on the day, else the last one: one query."""
    found: dict[int, Translated] = {}
    for row in PlanWording.objects.known_at(look.known_at).filter(plan_id__in=set(ids)).in_order():
        if row.plan_id not in found or row.valid_from <= look.day < row.valid_to:
            found[row.plan_id] = row.title
    return found


@read_each
def plan_labels(ids: Iterable[int]) -> dict[int, str]:
    """Titles of plans for references: today's, else the latest there is, else the code. One query."""
    today = Look.today().day
    said = FilteredRelation("planwordings", condition=held_true(None, "planwordings__"))
    rows = (
        Plan.objects.filter(pk__in=set(ids)).annotate(said=said).order_by("pk", "said__valid_from_latest", "said__pk")
    )
    found: dict[int, str] = {}
    for number, code, title, first, end in rows.values_list(
        "pk", "code", "said__title", "said__valid_from", "said__valid_to"
    ):
        if number not in found or (first is not None and first <= today < end):
            found[number] = str(title or "") or code
    return found


@read_each
def element_labels(ids: Iterable[int]) -> dict[int, str]:
    """Code and title of elements for references: the latest there is. One query."""
    said = FilteredRelation("wordings", condition=held_true(None, "wordings__"))
    rows = Element.objects.filter(pk__in=set(ids)).annotate(said=said)
    in_order = rows.order_by("pk", "said__valid_from_latest", "said__valid_to_earliest", "said__pk")
    return {
        number: f"{code} {title or ''}".strip()
        for number, code, title in in_order.values_list("pk", "code", "said__title")
    }
