"""By what posts are found: their titles, alone and with the body that they belong to; to whom they report, and the
powers that they delegate or that were delegated to them."""

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kurul.kernel.identity.actors import Actor
from kurul.kernel.search.models import Part
from kurul.kernel.search.texts import SPAN, SearchText, Span, in_languages
from kurul.kernel.temporal.look import Look
from kurul.kernel.translated import Translated
from kurul.kernel.wording import Text
from kurul.rooms.organisations.public import Name
from kurul.rooms.positions import queries
from kurul.rooms.positions.models import Delegation, PostExistence, PostPlacement, PostTitle, ReportingLine

# Delegations are never written in bulk: each event of them names both posts.
SOURCES = {PostExistence: "post_id", PostTitle: "post_id", PostPlacement: "post_id", ReportingLine: "post_id"}
SUPERIOR, RECEIVED, GIVEN = "superior", "received", "given"
SCHEMES = {
    SUPERIOR: _("reports to"),
    RECEIVED: _("power delegated to it"),
    GIVEN: _("power that it delegates"),
}


def texts(ids: Collection[int]) -> Iterator[SearchText]:
    """Everything by which these posts are found: six queries."""
    titles = list(PostTitle.objects.filter(post_id__in=ids).values("post_id", "title", *SPAN))
    for row in titles:
        yield from in_languages(row["post_id"], Part.NAME, row["title"], Span.of(row))
    yield from _at_their_bodies(titles, ids)
    yield from _of_lines(ids)
    yield from _of_delegations(ids)


def _of_lines(ids: Collection[int]) -> Iterator[SearchText]:
    """By the titles of the posts to which they report, as long as both hold."""
    lines = list(ReportingLine.objects.filter(post_id__in=ids).values("post_id", "superior_id", *SPAN))
    called: dict[int, list[dict[str, Any]]] = {}
    above = {row["superior_id"] for row in lines}
    for row in PostTitle.objects.filter(post_id__in=above).values("post_id", "title", *SPAN) if above else ():
        called.setdefault(row["post_id"], []).append(row)
    for line in lines:
        for title in called.get(line["superior_id"], ()):
            span = Span.of(line).together_with(Span.of(title))
            if span is not None:
                yield from in_languages(line["post_id"], Part.TEXT, title["title"], span, label=SUPERIOR)


def _of_delegations(ids: Collection[int]) -> Iterator[SearchText]:
    """By the powers that were delegated to them, and that they delegated."""
    rows = Delegation.objects.filter(Q(from_post_id__in=ids) | Q(to_post_id__in=ids))
    said: set[SearchText] = set()  # one power may be delegated to several posts for the same time
    for row in rows.values("from_post_id", "to_post_id", "power__name", *SPAN):
        for post, label in ((row["from_post_id"], GIVEN), (row["to_post_id"], RECEIVED)):
            if post in ids:
                name: Translated = row["power__name"]
                said.update(in_languages(post, Part.TEXT, name, Span.of(row), label=label))
    yield from said


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


def posts_beside(posts: Collection[int]) -> set[int]:
    """The posts that ever reported to these, for their texts contain the titles of these; and the other posts of their
    delegations, which end with either of them."""
    rows = ReportingLine.objects.filter(superior_id__in=posts).values_list("post_id", flat=True)
    given = Delegation.objects.filter(Q(from_post_id__in=posts) | Q(to_post_id__in=posts))
    pairs = given.values_list("from_post_id", "to_post_id")
    return (set(rows) | {post for pair in pairs for post in pair}) - set(posts)


def about(ids: Collection[int], look: Look, actor: Actor) -> dict[int, tuple[Text, ...]]:
    """The body of each post on the day and who holds it: at most seven queries."""
    titled = queries.titles_on(ids, look)
    holders = queries.holders_on(ids, look, actor)
    return {
        number: (str(post.organisation or ""), *(held.name for held in holders.get(number, ())))
        for number, post in titled.items()
    }
