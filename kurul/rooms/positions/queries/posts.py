"""The list of posts."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import F, Q, QuerySet

from kurul.kernel.identity.actors import Actor
from kurul.kernel.identity.visibility import asking, visible_to
from kurul.kernel.prepared import prepared
from kurul.kernel.temporal.bounds import Certainty
from kurul.kernel.temporal.facts import joined, possibly
from kurul.kernel.temporal.look import Look
from kurul.kernel.translated import SortKey, Translated
from kurul.kernel.until_written import answer
from kurul.rooms.organisations.public import Named, within
from kurul.rooms.positions.models import (
    Appointment,
    Capacity,
    Function,
    PortfolioEntry,
    Post,
    PostExistence,
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
    titles_in_full,
)
from kurul.rooms.positions.queries.narrowing import is_met, part_by_body, with_fact, with_text
from kurul.rooms.positions.rules import SeatState

_AT_ONCE = 1000
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
    body: Named | None  # of which the organisation is a unit
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
    existing = joined("postexistences", look.day, look.known_at, perhaps=True)
    posts = visible_to(Post.objects.all(), actor).annotate(existing=existing)
    return _on_day(posts, look).filter(existing__isnull=False)


def _on_day(posts: Any, look: Look) -> Any:
    """Posts joined with their sure title (`titled`), place (`placed`) and the name of that (`called`)."""
    return posts.annotate(
        titled=joined("posttitles", look.day, look.known_at), placed=joined("postplacements", look.day, look.known_at)
    ).annotate(called=joined("placed__organisation__names", look.day, look.known_at))


_BRIEF = ("pk", "titled__title", "placed__organisation_id", "called__name")


@dataclass(frozen=True)
class Brief:
    """A post in a line: its title, the organisation that it belongs to, and who is, or may be, in it."""

    id: int
    title: Translated
    organisation: int | None
    organisation_name: Translated
    holders: tuple[Holder, ...]


def of_bodies(bodies: tuple[int, ...], look: Look, actor: Actor, *, most: int, language: str) -> tuple[Brief, ...]:
    """The first posts that belong to these bodies: three queries, whatever their number. By kind, then by the alphabet
    of the language: title, and where titles are alike the organisation."""
    rows = _of_bodies(bodies, look.day, look.known_at, actor=asking(actor, Post), most=most, language=language)
    return _briefly(rows, look, actor)


@prepared
def _of_bodies(
    bodies: tuple[int, ...], day: date, known_at: datetime | None, *, actor: Actor, most: int, language: str
) -> Any:
    here = PostPlacement.objects.as_of(day, known_at).filter(organisation_id__in=bodies)
    rows = described(Look(day, known_at), actor).filter(pk__in=here.values("post_id"))
    keys = (F("titled__kind__order"), SortKey(language, "titled__sort_keys"), SortKey(language, "called__sort_keys"))
    return rows.order_by(*(key.asc(nulls_last=True) for key in keys), "pk").values(*_BRIEF)[:most]


def found(text: str, look: Look, actor: Actor, *, most: int) -> tuple[Brief, ...]:
    """The first posts whose title, or whose organisation's name, contains the text: three queries."""
    rows = _narrowed(described(look, actor), "pk", Filters(text=text), look).order_by("pk")
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
    """How many posts the list has: one query, when somebody has written since."""

    def count() -> int:
        existing = _narrowed(_existing(look).order_by(), "post_id", filters, look)
        return int(_seen(existing, "post_id", actor).values("post_id").distinct().count())

    return answer(("positions.how_many", filters, look, asking(actor, Post)), count)


def listing(
    filters: Filters, look: Look, actor: Actor, *, order: str, language: str, start: int = 0, size: int = 50
) -> tuple[Row, ...]:
    """A part of the list. `order` is title, kind or organisation, "-" before it reverses."""
    return _lines(_numbers(filters, look, actor, order, language, start, start + size), look, actor)


def whole_list(filters: Filters, look: Look, actor: Actor, *, order: str, language: str) -> Iterator[Row]:
    """All lines of the list, for exports: their numbers at once, the lines a thousand at a time."""
    numbers = list(_in_order(filters, look, actor, order, language))
    for start in range(0, len(numbers), _AT_ONCE):
        yield from _lines(numbers[start : start + _AT_ONCE], look, actor)


def _numbers(filters: Filters, look: Look, actor: Actor, order: str, language: str, start: int, stop: int) -> list[int]:
    """The numbers of the posts on a part of the list. Few are sorted; many are met in order, if they are met soon."""
    if is_met(order, start, how_many(filters, look, actor)):
        placed = PostPlacement.objects.as_of(look.day, look.known_at)
        placed = placed.filter(with_fact(_existing(look), "post_id", each=True))
        placed = _seen(_narrowed(placed, "post_id", filters, look, each=True), "post_id", actor)
        titled = joined("post__posttitles", look.day, look.known_at)
        met = part_by_body(
            placed.annotate(titled=titled),
            look,
            language=language,
            reverse=order.startswith("-"),
            start=start,
            stop=stop,
            within=(SortKey(language, "titled__sort_keys"), "post_id"),
        )
        if met is not None:
            return met
    return list(_in_order(filters, look, actor, order, language)[start:stop])


def _in_order(filters: Filters, look: Look, actor: Actor, order: str, language: str) -> Any:
    """The numbers of all posts of the list, sorted: what belongs to one organisation stands together."""
    name, place = SortKey(language, "called__sort_keys"), F("placed__organisation_id")
    title = SortKey(language, "titled__sort_keys")
    leading: dict[str, list[Any]] = {
        "title": [title],
        "kind": [F("titled__kind__order")],
        "organisation": [name, place],
    }
    first = [
        key.desc(nulls_last=True) if order.startswith("-") else key.asc(nulls_last=True)
        for key in leading[order.lstrip("-")]
    ]
    ordering = [*first, *(key.asc(nulls_last=True) for key in (name, place, title))]
    existing = with_fact(_existing(look), "pk", each=filters.is_narrow)
    rows = _narrowed(Post.objects.filter(existing), "pk", filters, look)
    rows = visible_to(_on_day(rows, look), actor)
    return rows.order_by(*ordering, "pk").values_list("pk", flat=True)


def _existing(look: Look) -> Any:
    """That posts exist, or may exist, on the day."""
    return PostExistence.objects.known_at(look.known_at).filter(possibly(look.day))


def _seen(rows: Any, whose: str, actor: Actor) -> Any:
    """Rows about posts that the actor may see; where all are public nothing is asked for."""
    posts: QuerySet[Post] = visible_to(Post.objects.all(), actor)
    return rows.filter(**{f"{whose}__in": posts.values("pk")}) if posts.query.where else rows


def _lines(numbers: Sequence[int], look: Look, actor: Actor) -> tuple[Row, ...]:
    """The lines of these posts, in the order given."""
    found: dict[int, dict[str, Any]] = {}
    for values in _told(tuple(numbers), look.day, look.known_at, actor=asking(actor, Post)):
        known = found.get(values["pk"])
        if known is None or _certainty(known, look.day) is not Certainty.YES:
            found[values["pk"]] = values
    return _rows([found[number] for number in numbers if number in found], look, actor)


@prepared
def _told(numbers: tuple[int, ...], day: date, known_at: datetime | None, *, actor: Actor) -> Any:
    rows: Any = described(Look(day, known_at), actor).filter(pk__in=numbers)
    return rows.values(
        "pk",
        "basis",
        "holders_allowed",
        "titled__kind__name",
        "existing__valid_from_latest",
        "existing__valid_to_earliest",
    )


def _rows(found: list[dict[str, Any]], look: Look, actor: Actor) -> tuple[Row, ...]:
    posts = [values["pk"] for values in found]
    titles = titles_in_full(posts, look)  # also for those whose title or place on the day is not sure
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
        body=titled.body,
        holders=held.holders,
        last=held.last,
        next=held.next,
        state=held.seat(post, is_complete=is_complete, allowed=values["holders_allowed"]).state,
        counts_as_cio=counted[post].certainty if post in counted else Certainty.NO,
        certainty=_certainty(values, day),
        basis=values["basis"],
    )


def _certainty(values: dict[str, Any], day: date) -> Certainty:
    sure = values["existing__valid_from_latest"] <= day < values["existing__valid_to_earliest"]
    return Certainty.YES if sure else Certainty.NOT_KNOWN


def _narrowed(rows: Any, whose: str, filters: Filters, look: Look, *, each: bool = False) -> Any:
    """Rows about posts (`whose` is the column with the post's number) that the filters let through."""
    day, moment = look.day, look.known_at
    if filters.text:  # any title that it ever had finds it, and the name that its organisation has
        rows = rows.filter(with_text(filters.text, whose, look, ever=True, each=each))
    if filters.kind:
        titles = PostTitle.objects.as_of(day, moment).filter(kind__code=filters.kind)
        rows = rows.filter(with_fact(titles, whose, each=each))
    if filters.function:
        entries = PortfolioEntry.objects.as_of(day, moment).filter(function__code=filters.function)
        rows = rows.filter(with_fact(entries, whose, each=each))
    if filters.under is not None:
        placed = PostPlacement.objects.as_of(day, moment)
        placed = placed.filter(organisation_id__in=within([filters.under], look))
        rows = rows.filter(with_fact(placed, whose, each=each))
    if filters.held:
        rows = rows.filter(_held(filters.held, whose, look))
    return rows


def _held(held: str, whose: str, look: Look) -> Q:
    """Posts that are certainly held substantively, or only by somebody acting, or by nobody for certain."""
    sure = Appointment.objects.as_of(look.day, look.known_at)
    substantive = with_fact(sure.filter(capacity=Capacity.SUBSTANTIVE), whose, each=True)
    acting = with_fact(sure.filter(capacity=Capacity.ACTING), whose, each=True)
    if held == FILLED:
        return substantive
    return acting & ~substantive if held == ACTING else ~substantive & ~acting


def kinds() -> list[PostKind]:
    """All kinds of posts, in their order."""
    return list(PostKind.objects.all())


def functions() -> list[Function]:
    """All functions that a portfolio can have, in their order."""
    return list(Function.objects.all())
