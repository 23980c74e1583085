"""The list of posts."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, Expression, F, FilteredRelation, OuterRef, Q, QuerySet

from kurul.kernel.identity.actors import Actor
from kurul.kernel.identity.visibility import asking, visible_to
from kurul.kernel.prepared import prepared
from kurul.kernel.temporal.bounds import Certainty
from kurul.kernel.temporal.facts import certainly, held_true, possibly
from kurul.kernel.temporal.look import Look
from kurul.kernel.translated import SortKey, Translated
from kurul.kernel.turkish import fold
from kurul.rooms.organisations.public import Named, directly_below, within
from kurul.rooms.positions.models import (
    Appointment,
    Capacity,
    Function,
    PortfolioEntry,
    Post,
    PostKind,
    PostPlacement,
    PostTitle,
)
from kurul.rooms.positions.queries.equivalence import Counted, counting
from kurul.rooms.positions.queries.holders import (
    NEVER_HELD,
    Holder,
    Standing,
    Titled,
    holders_on,
    standings_on,
    stated_complete,
    titles_on,
)
from kurul.rooms.positions.rules import SeatState

# How a post is held, as the list can be narrowed to; the codes stand in the address.
FILLED, ACTING, NOBODY = "filled", "acting", "nobody"


@dataclass(frozen=True)
class Filters:
    """What the list of posts is narrowed to; empty fields do not narrow."""

    text: str = ""
    kind: str = ""
    function: str = ""
    held: str = ""
    under: int | None = None

    @property
    def is_narrow(self) -> bool:
        """Whether anything narrows the list."""
        return self != Filters()


@dataclass(frozen=True)
class Row:
    """One line of the list."""

    id: int
    title: Translated
    kind: Translated
    organisation: Named | None
    holders: tuple[Holder, ...]
    last: Holder | None
    next: Holder | None
    state: SeatState
    counts_as_cio: Certainty
    certainty: Certainty
    basis: str

    @property
    def pk(self) -> int:
        """The number in the address of its page."""
        return self.id

    @property
    def status(self) -> str:
        """The code of the status that says how the post is held."""
        return f"positions.{self.state}"


def described(look: Look, actor: Actor) -> QuerySet[Post, Any]:
    """Posts that exist, or may exist, on the day, joined with their sure title, organisation and that one's name."""

    def that_day(relation: str, *, perhaps: bool = False) -> FilteredRelation:
        holds = possibly if perhaps else certainly
        return FilteredRelation(
            relation, condition=held_true(look.known_at, f"{relation}__") & holds(look.day, f"{relation}__")
        )

    return (
        visible_to(Post.objects.all(), actor)
        .annotate(
            existing=that_day("postexistences", perhaps=True),
            titled=that_day("posttitles"),
            placed=that_day("postplacements"),
        )
        .annotate(called=that_day("placed__organisation__names"))
        .filter(existing__isnull=False)
    )


_BRIEF = ("pk", "titled__title", "placed__organisation_id", "called__name")


@dataclass(frozen=True)
class Brief:
    """A post in a line: its title, the organisation that it belongs to, and who is, or may be, in it."""

    id: int
    title: Translated
    organisation: int | None
    organisation_name: Translated
    holders: tuple[Holder, ...]


def near(body: int, look: Look, actor: Actor, *, most: int) -> tuple[Brief, ...]:
    """The first posts of a body and of the units directly under it, by kind: four queries, whatever their number."""
    bodies = (body, *directly_below(body, look))
    return _briefly(_near(bodies, look.day, look.known_at, actor=asking(actor, Post), most=most), look, actor)


@prepared
def _near(bodies: tuple[int, ...], day: date, known_at: datetime | None, *, actor: Actor, most: int) -> Any:
    here = PostPlacement.objects.as_of(day, known_at).filter(organisation_id__in=bodies)
    rows = described(Look(day, known_at), actor).filter(pk__in=here.values("post_id"))
    return rows.order_by(F("titled__kind__order").asc(nulls_last=True), "pk").values(*_BRIEF)[:most]


def found(text: str, look: Look, actor: Actor, *, most: int) -> tuple[Brief, ...]:
    """The first posts whose title, or whose organisation's name, contains the text: three queries."""
    rows = _narrowed(described(look, actor), Filters(text=text), look).order_by("pk")
    return _briefly(list(rows.values(*_BRIEF)[:most]), look, actor)


def _briefly(told: list[dict[str, Any]], look: Look, actor: Actor) -> tuple[Brief, ...]:
    holders = holders_on([values["pk"] for values in told], look, actor)
    return tuple(
        Brief(
            id=values["pk"],
            title=values["titled__title"] or Translated(),
            organisation=values["placed__organisation_id"],
            organisation_name=values["called__name"] or Translated(),
            holders=holders[values["pk"]],
        )
        for values in told
    )


def how_many(filters: Filters, look: Look, actor: Actor) -> int:
    """How many posts the list has."""
    total: int = _narrowed(described(look, actor), filters, look).count()
    return total


def listing(
    filters: Filters, look: Look, actor: Actor, *, order: str, language: str, start: int = 0, size: int = 50
) -> tuple[Row, ...]:
    """A part of the list. `order` is title, kind or organisation, "-" before it reverses."""
    keys: dict[str, Expression | F] = {
        "title": SortKey(language, "titled__sort_keys"),
        "kind": F("titled__kind__order"),
        "organisation": SortKey(language, "called__sort_keys"),
    }
    key = keys[order.lstrip("-")]
    ordering = key.desc(nulls_last=True) if order.startswith("-") else key.asc(nulls_last=True)
    rows = _narrowed(described(look, actor), filters, look)
    rows = rows.order_by(ordering, SortKey(language, "called__sort_keys"), SortKey(language, "titled__sort_keys"), "pk")
    fields = (
        "pk",
        "basis",
        "titled__kind__name",
        "existing__valid_from_latest",
        "existing__valid_to_earliest",
    )
    return _rows(list(rows.values(*fields)[start : start + size]), look, actor)


def _rows(found: list[dict[str, Any]], look: Look, actor: Actor) -> tuple[Row, ...]:
    posts = [values["pk"] for values in found]
    titles = titles_on(posts, look)  # also for those whose title or place on the day is not sure
    standings = standings_on(posts, look, actor)
    complete = stated_complete({one.organisation.id for one in titles.values() if one.organisation}, look)
    counted = counting(posts, look)
    return tuple(_row(values, titles[values["pk"]], standings, complete, counted, look.day) for values in found)


def _row(
    values: dict[str, Any],
    titled: Titled,
    standings: Mapping[int, Standing],
    complete: Collection[int],
    counted: Mapping[int, Counted],
    day: date,
) -> Row:
    post, organisation = values["pk"], titled.organisation
    held = standings.get(post, NEVER_HELD)
    is_complete = organisation is not None and organisation.id in complete
    return Row(
        id=post,
        title=titled.title,
        kind=values["titled__kind__name"] or Translated(),
        organisation=organisation,
        holders=held.holders,
        last=held.last,
        next=held.next,
        state=held.seat(post, is_complete=is_complete).state,
        counts_as_cio=counted[post].certainty if post in counted else Certainty.NO,
        certainty=_certainty(values, day),
        basis=values["basis"],
    )


def _certainty(values: dict[str, Any], day: date) -> Certainty:
    sure = values["existing__valid_from_latest"] <= day < values["existing__valid_to_earliest"]
    return Certainty.YES if sure else Certainty.NOT_KNOWN


def _narrowed(rows: Any, filters: Filters, look: Look) -> Any:
    day, moment = look.day, look.known_at
    if filters.text:
        # Any title it ever had finds it, and any name its organisation has.
        ever = PostTitle.objects.known_at(moment).filter(post=OuterRef("pk"), search_text__contains=fold(filters.text))
        rows = rows.filter(Q(Exists(ever)) | Q(called__search_text__contains=fold(filters.text)))
    if filters.kind:
        rows = rows.filter(titled__kind__code=filters.kind)
    if filters.function:
        entries = PortfolioEntry.objects.as_of(day, moment).filter(function__code=filters.function)
        rows = rows.filter(Exists(entries.filter(post=OuterRef("pk"))))
    if filters.under is not None:
        rows = rows.filter(placed__organisation_id__in=within([filters.under], look))
    if filters.held:
        rows = rows.filter(_held(filters.held, day, look))
    return rows


def _held(held: str, day: date, look: Look) -> Q:
    """Posts that are certainly held substantively, or only by somebody acting, or by nobody for certain."""
    sure = Appointment.objects.known_at(look.known_at).filter(certainly(day), post=OuterRef("pk"))
    substantive = Exists(sure.filter(capacity=Capacity.SUBSTANTIVE))
    acting = Exists(sure.filter(capacity=Capacity.ACTING))
    if held == FILLED:
        return Q(substantive)
    return Q(acting) & ~Q(substantive) if held == ACTING else ~Q(substantive) & ~Q(acting)


def kinds() -> list[PostKind]:
    """All kinds of posts, in their order."""
    return list(PostKind.objects.all())


def functions() -> list[Function]:
    """All functions that a portfolio can have, in their order."""
    return list(Function.objects.all())
