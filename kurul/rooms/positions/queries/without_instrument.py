"""Appointments of which no instrument is recorded: a finding, in a list."""

from dataclasses import dataclass
from typing import Any

from django.db.models import F, FilteredRelation, Q

from kurul.kernel.identity.actors import Actor
from kurul.kernel.identity.visibility import visible_to
from kurul.kernel.temporal.facts import certainly, held_true, possibly
from kurul.kernel.temporal.look import Look
from kurul.kernel.translated import SortKey
from kurul.kernel.turkish import fold
from kurul.rooms.organisations.public import within
from kurul.rooms.positions.models import Appointment
from kurul.rooms.positions.queries.holders import HeldPost, holder, people_named, titles_on

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
    """How many appointments have no instrument: one query."""
    return _rows(filters, look, actor).count()


def without_instrument(
    filters: Unfounded, look: Look, actor: Actor, *, order: str, language: str, start: int = 0, size: int = 50
) -> tuple[HeldPost, ...]:
    """A part of the list: five queries. `order` is organisation, title or since, "-" before it reverses."""
    keys: dict[str, Any] = {
        "organisation": SortKey(language, "called__sort_keys"),
        "title": SortKey(language, "titled__sort_keys"),
        "since": F("valid_from_latest"),
    }
    key = keys[order.lstrip("-")]
    ordering = key.desc(nulls_last=True) if order.startswith("-") else key.asc(nulls_last=True)
    rows = list(_rows(filters, look, actor).order_by(ordering, "valid_from_latest", "pk")[start : start + size])
    titles = titles_on({row.post_id for row in rows}, look)
    names = people_named({row.person_id for row in rows}, look, actor)
    return tuple(HeldPost(titles[row.post_id], holder(row, names, look.day)) for row in rows if row.post_id in titles)


def _rows(filters: Unfounded, look: Look, actor: Actor) -> Any:
    def that_day(relation: str) -> FilteredRelation:
        holds = held_true(look.known_at, f"{relation}__") & certainly(look.day, f"{relation}__")
        return FilteredRelation(relation, condition=holds)

    rows: Any = visible_to(Appointment.objects.known_at(look.known_at), actor).filter(instrument__isnull=True)
    if filters.when != EVER:
        rows = rows.filter(possibly(look.day))
    rows = rows.annotate(titled=that_day("post__posttitles"), placed=that_day("post__postplacements"))
    rows = rows.annotate(called=that_day("placed__organisation__names"))
    if filters.text:
        wanted = fold(filters.text)
        rows = rows.filter(Q(titled__search_text__contains=wanted) | Q(called__search_text__contains=wanted))
    if filters.under is not None:
        rows = rows.filter(placed__organisation_id__in=within([filters.under], look))
    return rows
