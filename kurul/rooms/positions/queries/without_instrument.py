"""Appointments of which no instrument is recorded: a finding, in a list."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q

from kurul.kernel.identity.actors import Actor
from kurul.kernel.identity.visibility import asking, visible_to
from kurul.kernel.temporal.facts import held_true, joined, possibly
from kurul.kernel.temporal.look import Look
from kurul.kernel.translated import SortKey
from kurul.kernel.until_written import answer
from kurul.rooms.organisations.public import within
from kurul.rooms.positions.models import Appointment, PostPlacement
from kurul.rooms.positions.queries.holders import HeldPost, holder, people_named, titles_in_full
from kurul.rooms.positions.queries.narrowing import is_met, part_by_body, with_fact, with_text

_AT_ONCE = 1000
_HELD = "post__appointments__"  # from a placement
EVER = "ever"


@dataclass(frozen=True)
class Unfounded:
    """What the list is narrowed to. `when`: those of the day looked at (empty), or all there ever were (EVER)."""

    text: str = ""
    when: str = ""
    under: int | None = None

    @property
    def is_narrow(self) -> bool:
        """Whether anything narrows the list."""
        return bool(self.text or self.under)


def how_many_without(filters: Unfounded, look: Look, actor: Actor) -> int:
    """How many appointments have no instrument: one query, when somebody has written since."""
    asked = ("positions.how_many_without", filters, look, asking(actor, Appointment))
    return answer(asked, lambda: int(_rows(filters, look, actor).count()))


def without_instrument(
    filters: Unfounded, look: Look, actor: Actor, *, order: str, language: str, start: int = 0, size: int = 50
) -> tuple[HeldPost, ...]:
    """A part of the list. `order` is organisation, title or since, "-" before it reverses."""
    return _lines(_numbers(filters, look, actor, order, language, start, start + size), look, actor)


def all_without_instrument(
    filters: Unfounded, look: Look, actor: Actor, *, order: str, language: str
) -> Iterator[HeldPost]:
    """All lines of the list, for exports: their numbers at once, the lines a thousand at a time."""
    numbers = list(_in_order(filters, look, actor, order, language))
    for start in range(0, len(numbers), _AT_ONCE):
        yield from _lines(numbers[start : start + _AT_ONCE], look, actor)


def _numbers(
    filters: Unfounded, look: Look, actor: Actor, order: str, language: str, start: int, stop: int
) -> list[int]:
    """The numbers of the appointments on a part of the list. Few are sorted; many are met in order, if soon."""
    if is_met(order, start, how_many_without(filters, look, actor)):
        rows: Any = visible_to(PostPlacement.objects.as_of(look.day, look.known_at), actor)
        met = part_by_body(
            _narrowed(
                rows.filter(_unfounded(filters, look, _HELD), **{f"{_HELD}isnull": False}),
                "post_id",
                filters,
                look,
                each=True,
            ),
            look,
            language=language,
            reverse=order.startswith("-"),
            start=start,
            stop=stop,
            within=(f"{_HELD}valid_from_latest", f"{_HELD}pk"),
        )
        if met is not None:
            return met
    return list(_in_order(filters, look, actor, order, language)[start:stop])


def _in_order(filters: Unfounded, look: Look, actor: Actor, order: str, language: str) -> Any:
    """The numbers of all appointments of the list, sorted: what belongs to one organisation stands together."""

    name, place = SortKey(language, "called__sort_keys"), F("placed__organisation_id")
    leading: dict[str, list[Any]] = {
        "organisation": [name, place],
        "title": [SortKey(language, "titled__sort_keys")],
        "since": [F("valid_from_latest")],
    }
    ordering = [
        key.desc(nulls_last=True) if order.startswith("-") else key.asc(nulls_last=True)
        for key in leading[order.lstrip("-")]
    ]
    rows = _rows(filters, look, actor)
    rows = rows.annotate(
        titled=joined("post__posttitles", look.day, look.known_at),
        placed=joined("post__postplacements", look.day, look.known_at),
    )
    rows = rows.annotate(called=joined("placed__organisation__names", look.day, look.known_at))
    return rows.order_by(*ordering, "valid_from_latest", "pk").values_list("pk", flat=True)


def _lines(numbers: Sequence[int], look: Look, actor: Actor) -> tuple[HeldPost, ...]:
    found = {row.pk: row for row in Appointment.objects.filter(pk__in=numbers)}
    rows = [found[number] for number in numbers]
    titles = titles_in_full({row.post_id for row in rows}, look)
    names = people_named({row.person_id for row in rows}, look, actor)
    return tuple(HeldPost(titles[row.post_id], holder(row, names, look.day)) for row in rows if row.post_id in titles)


def _rows(filters: Unfounded, look: Look, actor: Actor) -> Any:
    rows: Any = visible_to(Appointment.objects.filter(_unfounded(filters, look)), actor)
    return _narrowed(rows, "post_id", filters, look)


def _unfounded(filters: Unfounded, look: Look, prefix: str = "") -> Q:
    """Condition: an appointment of which no instrument is recorded; `prefix` reaches it through a relation."""
    known = held_true(look.known_at, prefix) & Q(**{f"{prefix}instrument__isnull": True})
    return known if filters.when == EVER else known & possibly(look.day, prefix)


def _narrowed(rows: Any, whose: str, filters: Unfounded, look: Look, *, each: bool = False) -> Any:
    if filters.text:
        rows = rows.filter(with_text(filters.text, whose, look, ever=False, each=each))
    if filters.under is not None:
        placed = PostPlacement.objects.as_of(look.day, look.known_at)
        placed = placed.filter(organisation_id__in=within([filters.under], look))
        rows = rows.filter(with_fact(placed, whose, each=each))
    return rows
