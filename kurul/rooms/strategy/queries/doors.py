"""What other rooms ask of plans: the actions of a plan, who answers for them, and how they are found by their codes."""

from collections.abc import Collection, Iterable

from django.db.models import Q

from kurul.kernel.remembering import read_each
from kurul.kernel.temporal.bounds import Certainty
from kurul.kernel.temporal.look import Look
from kurul.kernel.translated import Translated
from kurul.rooms.organisations.public import below
from kurul.rooms.strategy.models import Coordination, Element, Inclusion
from kurul.rooms.strategy.queries import reading
from kurul.rooms.strategy.queries.elements import Part
from kurul.rooms.strategy.queries.reading import Body, IndicatorRow, Words


def actions_of(plan: int, look: Look) -> tuple[Part, ...]:
    """The actions that are, or may be, part of a plan on the day, by their place in it: three queries."""
    place = ("parent__parent__order", "parent__order", "order", "pk")
    rows = Element.objects.filter(plan_id=plan, tier__holds_actions=True).order_by(*place)
    included = reading.on_the_day(Inclusion, look, "element", element__plan_id=plan)
    words = reading.words(look, element__plan_id=plan)
    return tuple(Part(row.pk, row.code, words.get(row.pk, Words()).title, True) for row in rows if row.pk in included)


def titles_of(elements: Collection[int], look: Look) -> dict[int, Translated]:
    """What elements are called on the day; one without a title is missing. One query."""
    found = reading.words(look, element_id__in=list(elements))
    return {number: words.title for number, words in found.items() if words.title}


def responsible_for(actions: Collection[int], look: Look) -> dict[int, Body]:
    """The body that answers for each action on the day: two queries. A body that is only inferred is none."""
    taking_part = reading.bodies(look, element_id__in=list(actions))
    owners = {number: next((b for b in listed if b.is_owner), None) for number, listed in taking_part.items()}
    return {number: owner for number, owner in owners.items() if owner is not None}


def taking_part(actions: Collection[int], look: Look) -> dict[int, tuple[Body, ...]]:
    """Every body that takes part in each action, the responsible one first: two queries."""
    return reading.bodies(look, element_id__in=list(actions))


def indicators_of(actions: Collection[int], look: Look) -> dict[int, tuple[IndicatorRow, ...]]:
    """The indicators of each action with their targets on the day: three queries."""
    found = reading.indicators(look, element_id__in=list(actions))
    return {number: listed for number, listed in found.items() if number is not None}


def criteria_of(plan: int, look: Look) -> tuple[IndicatorRow, ...]:
    """The success criteria of a plan with their targets on the day: three queries."""
    return reading.indicators(look, plan_id=plan, element__isnull=True).get(None, ())


def inclusion_on(elements: Collection[int], look: Look) -> dict[int, Certainty]:
    """Whether each element is part of its plan on the day; one never heard of is missing. One query."""
    found: dict[int, Certainty] = {}
    rank = {Certainty.YES: 2, Certainty.NOT_KNOWN: 1, Certainty.NO: 0}
    for row in Inclusion.objects.known_at(look.known_at).filter(element_id__in=list(elements)):
        certainty = row.period.on(look.day)
        held = found.get(row.element_id)
        if held is None or rank[certainty] > rank[held]:
            found[row.element_id] = certainty
    return found


def by_code(plan: str, code: str) -> Element | None:
    """The element of a plan that carries this code; None when there is none."""
    return Element.objects.filter(plan__code=plan, code=code).select_related("plan", "tier").first()


def coordinator_of(plan: int, look: Look) -> int | None:
    """The body that coordinates the plan on the day, or may do so: one query."""
    return coordinators_of([plan], look).get(plan)


@read_each
def coordinators_of(plans: Iterable[int], look: Look) -> dict[int, int]:
    """The body that coordinates each plan on the day, or may do so: one query."""
    rows = reading.on_the_day(Coordination, look, "plan", plan_id__in=list(plans))
    return {plan: row.organisation_id for plan, row in rows.items()}


def coordinated_by(organisations: Collection[int], look: Look) -> frozenset[int]:
    """The plans that these bodies, or bodies below them, coordinate on the day or may do so: one query."""
    if not organisations:
        return frozenset()
    here = Q(organisation_id__in=list(organisations)) | Q(organisation_id__in=below(organisations, look).values("node"))
    rows = Coordination.objects.possibly_as_of(look.day, look.known_at).filter(here)
    return frozenset(rows.values_list("plan_id", flat=True))
