"""By what boards and decisions are found. What a restricted decision says is found by those who read everything."""

from collections.abc import Collection, Iterator

from django.db.models import Q

from kurul.kernel.identity.actors import Actor
from kurul.kernel.search.models import Part
from kurul.kernel.search.texts import SPAN, SearchText, Span, in_languages
from kurul.kernel.temporal.look import Look
from kurul.kernel.wording import Text
from kurul.rooms.boards.models import Charter, Decision
from kurul.rooms.boards.queries.closed import ClosedReader
from kurul.rooms.boards.queries.names import charter_names

BOARD_SOURCES = {Charter: "board_id"}
DECISION_SOURCES = {Decision: "pk"}


def board_texts(ids: Collection[int]) -> Iterator[SearchText]:
    """Every name that these boards ever had: one query."""
    for row in Charter.objects.filter(board_id__in=ids).values("board_id", "name", *SPAN):
        yield from in_languages(row["board_id"], Part.NAME, row["name"], Span.of(row))


def decision_texts(ids: Collection[int]) -> Iterator[SearchText]:
    """Number and text of these decisions: one query. The number is public, the text of a restricted one is not."""
    for row in Decision.objects.filter(pk__in=ids):
        span = Span.always(row.recorded_at, first=row.decided_on)
        yield SearchText(row.pk, Part.NUMBER, row.number, span)
        yield from in_languages(row.pk, Part.NAME, row.text, span, is_closed=row.is_restricted)


def readable_decisions(look: Look, actor: Actor) -> Q:
    """What had been decided by the day; of restricted decisions only the number, except for who reads all."""
    taken = Q(valid_from__lte=look.day)
    return taken if ClosedReader(actor, look).reads_all else taken & Q(is_closed=False)


def about_decisions(ids: Collection[int], look: Look, actor: Actor) -> dict[int, tuple[Text, ...]]:
    """The board and the number: two queries."""
    rows = {row.pk: row for row in Decision.objects.filter(pk__in=ids).only("board_id", "year", "sequence")}
    names = charter_names({row.board_id for row in rows.values()}, look)
    return {pk: (str(names.get(row.board_id, "")), row.number) for pk, row in rows.items()}
