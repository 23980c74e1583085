"""By what plans and their elements are found: codes, titles, what they say."""

from collections.abc import Collection, Iterator

from kurul.kernel.identity.actors import Actor
from kurul.kernel.search.models import Part
from kurul.kernel.search.texts import SPAN, SearchText, Span, in_languages
from kurul.kernel.temporal.look import Look
from kurul.kernel.wording import Text
from kurul.rooms.strategy import queries
from kurul.rooms.strategy.models import Element, Inclusion, PlanWording, Standing, Wording

PLAN_SOURCES = {PlanWording: "plan_id", Standing: "plan_id"}
ELEMENT_SOURCES = {Wording: "element_id", Inclusion: "element_id"}


def plan_texts(ids: Collection[int]) -> Iterator[SearchText]:
    """Code, title and vision of these plans: two queries."""
    for row in PlanWording.objects.filter(plan_id__in=ids).values("plan_id", "title", "vision", *SPAN):
        yield from in_languages(row["plan_id"], Part.NAME, row["title"], Span.of(row))
        yield from in_languages(row["plan_id"], Part.TEXT, row["vision"], Span.of(row))
    for row in Standing.objects.filter(plan_id__in=ids).values("plan_id", "plan__code", *SPAN):
        yield SearchText(row["plan_id"], Part.NUMBER, row["plan__code"], Span.of(row), label="code")


def element_texts(ids: Collection[int]) -> Iterator[SearchText]:
    """Code, title and summary of these elements: two queries."""
    for row in Wording.objects.filter(element_id__in=ids).values("element_id", "title", "summary", *SPAN):
        yield from in_languages(row["element_id"], Part.NAME, row["title"], Span.of(row))
        yield from in_languages(row["element_id"], Part.TEXT, row["summary"], Span.of(row))
    for row in Inclusion.objects.filter(element_id__in=ids).values("element_id", "element__code", *SPAN):
        yield SearchText(row["element_id"], Part.NUMBER, row["element__code"], Span.of(row), label="code")


def elements_of(plans: Collection[int]) -> set[int]:
    """The elements of these plans, which are written with them."""
    return set(Element.objects.filter(plan_id__in=plans).values_list("pk", flat=True))


def about_elements(ids: Collection[int], look: Look, actor: Actor) -> dict[int, tuple[Text, ...]]:
    """What each is in which plan: two queries."""
    rows = list(Element.objects.filter(pk__in=ids).select_related("tier"))
    titles = queries.plan_titles({row.plan_id for row in rows}, look)
    return {row.pk: (str(row.tier), row.code, str(titles.get(row.plan_id, ""))) for row in rows}
