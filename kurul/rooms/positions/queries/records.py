"""Everything recorded of many posts, in batches, for exports: the number of queries does not grow with them."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import QuerySet

from kurul.kernel.identity.actors import Actor
from kurul.kernel.identity.visibility import visible_to
from kurul.kernel.temporal.bounds import Certainty
from kurul.kernel.temporal.look import Look
from kurul.rooms.positions.models import (
    Appointment,
    PortfolioEntry,
    Post,
    PostExistence,
    PostIdentifier,
    PostPlacement,
    PostTerms,
    PostTitle,
    ReportingLine,
)

BATCH = 500


@dataclass
class RecordedPost:
    """One post with all that was held of it at the moment looked with, each sort in the order in which it began."""

    post: Post
    existences: list[PostExistence] = field(default_factory=list)
    titles: list[PostTitle] = field(default_factory=list)
    placements: list[PostPlacement] = field(default_factory=list)
    portfolio: list[PortfolioEntry] = field(default_factory=list)
    terms: list[PostTerms] = field(default_factory=list)
    lines: list[ReportingLine] = field(default_factory=list)
    identifiers: list[PostIdentifier] = field(default_factory=list)
    appointments: list[Appointment] = field(default_factory=list)


_SORTS: dict[str, tuple[Any, tuple[str, ...]]] = {
    "existences": (PostExistence, ("instrument__kind",)),
    "titles": (PostTitle, ("instrument__kind", "kind")),
    "placements": (PostPlacement, ("instrument__kind",)),
    "portfolio": (PortfolioEntry, ("instrument__kind", "function")),
    "terms": (PostTerms, ("instrument__kind",)),
    "lines": (ReportingLine, ("instrument__kind",)),
    "identifiers": (PostIdentifier, ("instrument__kind",)),
    "appointments": (Appointment, ("instrument__kind",)),
}


# What a record of one body says of its posts; the rest stands in the export of all.
IN_SHORT = ("existences", "titles", "placements", "lines", "appointments")


def recorded_posts(
    look: Look,
    actor: Actor,
    ids: Collection[int] | QuerySet[Any, Any] | None = None,
    sorts: Collection[str] = tuple(_SORTS),
) -> Iterator[list[RecordedPost]]:
    """All posts that the actor may see (or those of `ids`), in batches in the order of their numbers: one query a
    batch, and one for each of the `sorts`. Posts of which nothing was known at the moment are left out."""
    last = 0
    posts = visible_to(Post.objects.all(), actor).order_by("pk")
    if ids is not None:
        posts = posts.filter(pk__in=ids if isinstance(ids, QuerySet) else list(ids))
    while batch := list(posts.filter(pk__gt=last)[:BATCH]):
        last = batch[-1].pk
        found = {post.pk: RecordedPost(post) for post in batch}
        for sort in sorts:
            model, related = _SORTS[sort]
            rows = visible_to(model.objects.known_at(look.known_at), actor)
            rows = rows.filter(post_id__gte=batch[0].pk, post_id__lte=last)
            if ids is not None:
                rows = rows.filter(post_id__in=list(found))
            for row in rows.select_related(*related).in_order():
                if row.post_id in found:
                    getattr(found[row.post_id], sort).append(row)
        yield [one for one in found.values() if one.existences]
        if len(batch) < BATCH:
            return


def nearest_to(rows: list[Any], day: date) -> Any:
    """The row that holds on the day, else one that may hold, else the one that begins nearest; None for none."""
    for wanted in (Certainty.YES, Certainty.NOT_KNOWN):
        found = next((row for row in rows if row.period.on(day) is wanted), None)
        if found is not None:
            return found
    return min(rows, key=lambda row: abs((row.period.start.latest - day).days), default=None)


def posts_placed_in(organisations: Collection[int], look: Look, actor: Actor) -> QuerySet[PostPlacement, Any]:
    """The posts that belong, or at any time belonged, to these bodies, as a part of another query."""
    rows = visible_to(PostPlacement.objects.known_at(look.known_at), actor)
    return rows.filter(organisation_id__in=list(organisations)).values("post_id")


def post_keys(ids: Collection[int], look: Look, schemes: Collection[str]) -> dict[int, dict[str, str]]:
    """For each post its identifiers of these schemes: one query."""
    found: dict[int, dict[str, str]] = defaultdict(dict)
    rows = PostIdentifier.objects.known_at(look.known_at).filter(post_id__in=list(ids), scheme__in=list(schemes))
    for row in rows.in_order():
        found[row.post_id].setdefault(row.scheme, row.value)
    return found
