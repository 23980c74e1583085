"""To whom a post reports: the line upwards, and the posts below."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import F, FilteredRelation
from django_cte import CTE, with_cte

from kurul.kernel.identity.actors import Actor
from kurul.kernel.identity.visibility import visible_to
from kurul.kernel.temporal.bounds import Certainty, Period
from kurul.kernel.temporal.facts import certainly, held_true
from kurul.kernel.temporal.look import Look
from kurul.kernel.translated import Translated
from kurul.rooms.law.public import Instrument
from kurul.rooms.positions.models import Post, ReportingLine
from kurul.rooms.positions.queries.holders import Holder, Titled, holders_on, titles_on
from kurul.rooms.positions.rules import Link, reached

DEEPEST = 50  # levels of a line; rules refuse circles, this bounds what a damaged database could do


@dataclass(frozen=True)
class Superior:
    """The post to which one reports on the day, in one query's worth: its title and the line itself."""

    id: int
    title: Translated
    certainty: Certainty
    period: Period
    instrument: Instrument | None
    basis: str


@dataclass(frozen=True)
class OnLine:
    """A post on a line, how deep it stands there, who is in it, and the row by which it reports to the one above."""

    post: Titled
    depth: int
    holders: tuple[Holder, ...]
    line: ReportingLine | None
    certainty: Certainty = Certainty.YES
    below: int = 0  # posts that report to it directly


@dataclass(frozen=True)
class LinePage:
    """The line of one post on the day: from the top down to it, then the posts that report to it."""

    post: Titled
    above: tuple[OnLine, ...]  # from the top
    own: OnLine
    below: tuple[OnLine, ...]
    lines: tuple[ReportingLine, ...]  # to whom it ever reported, the latest first
    superiors: dict[int, Titled]  # those of `lines`

    @property
    def top(self) -> OnLine:
        """The highest post that is recorded."""
        return self.above[0] if self.above else self.own


def superior_of(post: int, look: Look) -> Superior | None:
    """The post to which one reports, or may report, on the day: one query."""
    title = "superior__posttitles"
    on_day = held_true(look.known_at, f"{title}__") & certainly(look.day, f"{title}__")
    rows = ReportingLine.objects.possibly_as_of(look.day, look.known_at).filter(post_id=post)
    rows = rows.annotate(called=FilteredRelation(title, condition=on_day)).annotate(said=F("called__title"))
    row: Any = rows.select_related("instrument").first()
    if row is None:
        return None
    certainty = row.period.on(look.day)
    return Superior(row.superior_id, row.said or Translated(), certainty, row.period, row.instrument, row.basis)


def line_page(pk: int, look: Look, actor: Actor) -> LinePage | None:
    """The reporting line of one post on the day looked at; None when there is none to see. At most nine queries."""
    if not visible_to(Post.objects.filter(pk=pk), actor).exists():
        return None
    up = _line_above(pk, look)
    down = list(ReportingLine.objects.possibly_as_of(look.day, look.known_at).filter(superior_id=pk))
    ever = list(ReportingLine.objects.known_at(look.known_at).filter(post_id=pk).select_related("instrument"))
    ever.sort(key=lambda row: (row.valid_from_latest, row.pk), reverse=True)
    shown = {pk, *(row.superior_id for row in up), *(row.post_id for row in down)}
    titles = titles_on({*shown, *(row.superior_id for row in ever)}, look)
    if pk not in titles:
        return None
    holders = holders_on(shown, look, actor)
    counts = how_many_below([row.post_id for row in down], look)
    by_post = {row.post_id: row for row in up}
    chain = [pk, *(row.superior_id for row in up)]  # nearest first
    places = [
        _placed(post, len(chain) - 1 - index, titles, holders, by_post.get(post), look)
        for index, post in enumerate(chain)
        if post in titles
    ]
    found = [
        replace(_placed(row.post_id, len(chain), titles, holders, row, look), below=counts.get(row.post_id, 0))
        for row in down
        if row.post_id in titles
    ]
    found.sort(key=lambda one: (one.post.organisation is not None, str(one.post), one.post.id))
    return LinePage(
        post=titles[pk],
        above=tuple(reversed(places[1:])),
        own=replace(places[0], below=len(found)),
        below=tuple(found),
        lines=tuple(ever),
        superiors={row.superior_id: titles[row.superior_id] for row in ever if row.superior_id in titles},
    )


def _placed(
    post: int,
    depth: int,
    titles: dict[int, Titled],
    holders: dict[int, tuple[Holder, ...]],
    line: ReportingLine | None,
    look: Look,
) -> OnLine:
    certainty = line.period.on(look.day) if line else Certainty.YES
    return OnLine(titles[post], depth, holders[post], line, certainty)


def _line_above(post: int, look: Look) -> list[ReportingLine]:
    """The rows from the post up to the top, the nearest first, as they certainly hold on the day: one query."""
    links = ReportingLine.objects.as_of(look.day, look.known_at)

    def above(cte: CTE) -> object:
        first = links.filter(post_id=post).values(row=F("pk"), node=F("superior_id"))
        further = cte.join(links, post_id=cte.col.node).values(row=F("pk"), node=F("superior_id"))
        return first.union(further)

    cte = CTE.recursive(above)
    numbers = with_cte(cte, select=cte.queryset()).values_list("row", flat=True)
    rows = {row.post_id: row for row in links.filter(pk__in=list(numbers)).select_related("instrument")}
    chain: list[ReportingLine] = []
    while post in rows and len(chain) < DEEPEST:
        chain.append(rows.pop(post))
        post = chain[-1].superior_id
    return chain


def how_many_below(posts: Collection[int], look: Look) -> dict[int, int]:
    """How many posts certainly report to each directly on the day: one query."""
    rows = ReportingLine.objects.as_of(look.day, look.known_at).filter(superior_id__in=posts)
    found: dict[int, int] = {}
    for superior in rows.values_list("superior_id", flat=True):
        found[superior] = found.get(superior, 0) + 1
    return found


def ever_above(superior: int, period: Period) -> set[int]:
    """The superior and every post that may stand above it on some day of the period, by what is held true now."""

    def links_of(posts: Collection[int]) -> Iterable[Link]:
        rows = ReportingLine.objects.known_at().filter(post_id__in=posts)
        return [Link(row.post_id, row.superior_id, row.period) for row in rows]

    return reached(superior, period, links_of)
