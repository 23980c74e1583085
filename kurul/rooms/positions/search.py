"""By what posts are found: their titles, and their titles together with the body that they belong to."""

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from kurul.kernel.identity.actors import Actor
from kurul.kernel.search.models import Part
from kurul.kernel.search.texts import SPAN, SearchText, Span, in_languages
from kurul.kernel.temporal.look import Look
from kurul.kernel.wording import Text
from kurul.rooms.organisations.public import Name
from kurul.rooms.positions import queries
from kurul.rooms.positions.models import PostExistence, PostPlacement, PostTitle

SOURCES = {PostExistence: "post_id", PostTitle: "post_id", PostPlacement: "post_id"}


def texts(ids: Collection[int]) -> Iterator[SearchText]:
    """Everything by which these posts are found: three queries."""
    titles = list(PostTitle.objects.filter(post_id__in=ids).values("post_id", "title", *SPAN))
    for row in titles:
        yield from in_languages(row["post_id"], Part.NAME, row["title"], Span.of(row))
    yield from _at_their_bodies(titles, ids)


def _at_their_bodies(titles: Iterable[dict[str, Any]], ids: Collection[int]) -> Iterator[SearchText]:
    placed: dict[int, list[dict[str, Any]]] = {}
    for row in PostPlacement.objects.filter(post_id__in=ids).values("post_id", "organisation_id", *SPAN):
        placed.setdefault(row["post_id"], []).append(row)
    bodies = {row["organisation_id"] for rows in placed.values() for row in rows}
    called: dict[int, list[dict[str, Any]]] = {}
    for row in Name.objects.filter(organisation_id__in=bodies).values("organisation_id", "name", *SPAN):
        called.setdefault(row["organisation_id"], []).append(row)
    for title in titles:
        for place in placed.get(title["post_id"], ()):
            for name in called.get(place["organisation_id"], ()):
                there = Span.of(title).together_with(Span.of(place))
                span = there.together_with(Span.of(name)) if there else None
                if span is not None:
                    for language in sorted(set(title["title"]) & set(name["name"])):
                        text = f"{title['title'][language]}, {name['name'][language]}"
                        yield SearchText(title["post_id"], Part.PLACE, text, span, language)


def posts_of(bodies: Collection[int]) -> set[int]:
    """The posts that ever belonged to these bodies: their texts contain the names of these."""
    return set(PostPlacement.objects.filter(organisation_id__in=bodies).values_list("post_id", flat=True))


def about(ids: Collection[int], look: Look, actor: Actor) -> dict[int, Text]:
    """The body of each post on the day and who holds it: at most seven queries."""
    titled = queries.titles_on(ids, look)
    holders = queries.holders_on(ids, look, actor)
    return {
        number: ", ".join(
            filter(None, [str(post.organisation or ""), *(held.name for held in holders.get(number, ()))])
        )
        for number, post in titled.items()
    }
