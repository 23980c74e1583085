"""The changes of posts between two days: established and abolished, moved, retitled; who took them up and left them; to
whom they report, and what they delegate."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kurul.kernel.identity.actors import Actor
from kurul.kernel.identity.visibility import visible_to
from kurul.kernel.temporal.between import Between
from kurul.kernel.temporal.facts import Fact, held_true
from kurul.kernel.temporal.look import Look
from kurul.kernel.wording import Text
from kurul.rooms.organisations.public import Difference, DifferenceSource, Found, Inside, Part, Side, Within, names_on
from kurul.rooms.organisations.public import part as narrow
from kurul.rooms.people.public import names_seen
from kurul.rooms.positions.models import (
    Appointment,
    Capacity,
    Delegation,
    PostExistence,
    PostPlacement,
    PostTitle,
    ReportingLine,
)
from kurul.rooms.positions.queries.counting_on_days import cio_posts_on
from kurul.rooms.positions.queries.holders import Titled, somebody, titles_in_full

KEY = "positions"
GROUPS: Mapping[str, Text] = {
    "posts": pgettext_lazy("changes", "Posts"),
    "post_places": _("Where posts belong"),
    "titles": _("Titles of posts"),
    "holders": _("Holders of posts"),
    "cio": _("CIO seats"),
    "lines": _("Reporting lines"),
    "delegations": _("Delegations"),
}
MODELS: Mapping[str, type[Fact]] = {
    "posts": PostExistence,
    "post_places": PostPlacement,
    "titles": PostTitle,
    "holders": Appointment,
    "lines": ReportingLine,
    "delegations": Delegation,
}
SEATED = ("posts", "post_places", "titles", "holders")  # what of a post that counts belongs to the CIO seats
WHAT: Mapping[str, Text] = {
    "established": _("Post established"),
    "abolished": _("Post abolished"),
    "moved": _("Post moved to another body"),
    "retitled": _("Post renamed"),
    "taken_up": pgettext_lazy("a post", "Taken up"),
    "left": pgettext_lazy("a post", "Left"),
    "reports": _("Reports to a post"),
    "reports_no_more": _("Reports to it no longer"),
    "delegated": _("Power delegated"),
    "delegation_ended": _("Delegation ended"),
    "learnt": _("Held otherwise"),
    "entered": _("Entered"),
    "given_up": _("No longer held true"),
}
REPLACING = ("moved", "retitled", "reports")  # what held before is told too
STARTS, ENDS = ("valid_from", "valid_from_latest"), ("valid_to_earliest", "valid_to")


def parts(between: Between, actor: Actor, within: Within) -> Iterable[Part]:
    """The narrow rows of what changed; of posts that count as CIO-equivalent on either day among the CIO seats."""
    counting = cio_posts_on([Look(day, **between.knowledge()) for day in (between.first, between.last)])
    owner = {"record": "post_id", "inside": Exists(_places("post", between)), "within": within}
    # A delegation is shown with the post that gives it, and concerns the bodies of both.
    both = Exists(_places("from_post", between)) | Exists(_places("to_post", between))
    of_both = {"record": "from_post_id", "inside": both, "within": within}
    for one in _plain(between, actor):
        yield from _parted(one, counting, of_both if one.group == "delegations" else owner)


@dataclass(frozen=True)
class _Rows:
    """Facts that changed, with the group that they are of."""

    rows: QuerySet[Any, Any]
    group: str
    what: str
    days: tuple[str, str] = STARTS


def _places(post: str, between: Between) -> QuerySet[PostPlacement]:
    """Bodies to which the post in this column belonged, or may have belonged, at any time between the two days."""
    return PostPlacement.objects.filter(
        held_true(between.knowledge()["known_at"]),
        Inside("organisation_id"),
        post=OuterRef(post),
        valid_from__lte=between.last,
        valid_to__gt=between.first,
    )


def _parted(one: _Rows, counting: Collection[int], owner: Mapping[str, Any]) -> Iterable[Part]:
    rows = one.rows
    if counting and one.group in SEATED:
        seats = rows.filter(post_id__in=counting)
        yield narrow(seats, KEY, "cio", one.what, days=one.days, kept_group=one.group, **owner)
        rows = rows.exclude(post_id__in=counting)
    yield narrow(rows, KEY, one.group, one.what, days=one.days, **owner)


def _plain(between: Between, actor: Actor) -> Iterable[_Rows]:
    """What changed of posts, whatever they count as."""
    if between.learnt is not None:
        for group, model in MODELS.items():
            rows = visible_to(model.objects.all(), actor)
            yield _Rows(rows.filter(between.entered()), group, "entered")
            yield _Rows(rows.filter(between.given_up()), group, "given_up")
        return
    known = held_true(between.known_at)
    born = PostExistence.objects.filter(known, post=OuterRef("post"), valid_from=OuterRef("valid_from"))

    def began(model: type[Fact]) -> QuerySet[Any, Any]:
        return visible_to(model.objects.filter(between.began()), actor)

    def ended(model: type[Fact]) -> QuerySet[Any, Any]:
        return visible_to(model.objects.filter(between.ended()), actor)

    yield _Rows(began(PostExistence), "posts", "established")
    yield _Rows(ended(PostExistence), "posts", "abolished", ENDS)
    yield _Rows(began(PostPlacement).filter(~Exists(born)), "post_places", "moved")
    yield _Rows(began(PostTitle).filter(~Exists(born)), "titles", "retitled")
    yield _Rows(began(Appointment), "holders", "taken_up")
    yield _Rows(ended(Appointment), "holders", "left", ENDS)
    yield _Rows(began(ReportingLine).filter(~Exists(born)), "lines", "reports")
    died = PostExistence.objects.filter(known, post=OuterRef("post"), valid_to=OuterRef("valid_to"))
    following = ReportingLine.objects.filter(known, post=OuterRef("post"), valid_from=OuterRef("valid_to_earliest"))
    yield _Rows(ended(ReportingLine).filter(~Exists(died), ~Exists(following)), "lines", "reports_no_more", ENDS)
    yield _Rows(began(Delegation), "delegations", "delegated")
    yield _Rows(ended(Delegation), "delegations", "delegation_ended", ENDS)


def told(rows: Sequence[Found], between: Between, look: Look, actor: Actor) -> dict[Found, Difference]:
    """These changes in words: a query for each sort of fact, and those that name posts, bodies and persons."""
    facts = {group: _facts(group, rows, between) for group in MODELS}
    # Units of many bodies are called alike: each is named with its body.
    shown = {row.record for row in rows}
    shown |= {row.superior_id for row in facts["lines"].values()}
    shown |= {row.to_post_id for row in facts["delegations"].values()}
    titled = titles_in_full(shown, look)
    people = names_seen({row.person_id for row in facts["holders"].values()}, look, actor)
    bodies = names_on({row.organisation_id for row in facts["post_places"].values()}, look)
    sayings = _sayings(people, bodies, titled)
    words: dict[Found, Difference] = {}
    for row in rows:
        group = row.kept_group or row.group
        say = sayings[group]
        new, old = [facts[group][pk] for pk in row.facts], [facts[group][pk] for pk in row.former]
        if between.learnt is None:
            new, old = _sides(row.what, new, facts[group].values())
        dated = between.learnt is not None
        sides = [
            tuple(Side(say(fact), fact.period if dated else None) for fact in side if dated or say(fact))
            for side in (old, new)
        ]
        words[row] = Difference(
            day=row.day,
            group=GROUPS[row.group],
            what=WHAT[row.what],
            name=str(titled[row.record]) if row.record in titled else "",
            route="positions:post",
            pk=row.record,
            before=sides[0],
            after=sides[1],
            instrument=next((fact.instrument for fact in (*new, *old) if fact.instrument), None),
        )
    return words


def _sides(what: str, found: list[Any], facts: Collection[Any]) -> tuple[list[Any], list[Any]]:
    """What holds after the change, and what held before."""
    if what in ("abolished", "left", "reports_no_more", "delegation_ended"):
        return [], found
    if what in REPLACING:
        (fact,) = found
        earlier = [
            one for one in facts if one.post_id == fact.post_id and one.valid_to_earliest <= fact.valid_from_latest
        ]
        return found, sorted(earlier, key=lambda one: (one.valid_to_earliest, one.pk))[-1:]
    return found, []


def _facts(group: str, rows: Sequence[Found], between: Between) -> dict[int, Any]:
    mine = [row for row in rows if (row.kept_group or row.group) == group]
    if not mine:
        return {}
    numbers = {pk for row in mine for pk in (*row.facts, *row.former)}
    rows_of: Any = MODELS[group].objects
    found = rows_of.filter(pk__in=numbers)
    if group in ("post_places", "titles", "lines") and between.learnt is None:  # what held before is told too
        # What was found is told also where somebody has corrected it since: a file is written while others work.
        known = held_true(between.known_at) | Q(pk__in=numbers)
        found = rows_of.filter(known, post_id__in={row.record for row in mine})
    related = ("instrument", "power") if group == "delegations" else ("instrument",)
    return {row.pk: row for row in found.select_related(*related)}


def _sayings(
    people: Mapping[int, str], bodies: Mapping[int, Any], posts: Mapping[int, Titled]
) -> Mapping[str, Callable[[Any], Any]]:
    return {
        "posts": lambda row: "",
        "post_places": lambda row: str(bodies.get(row.organisation_id, "")),
        "titles": lambda row: row.title,
        "holders": lambda row: f"{somebody(people, row.person_id)} ({Capacity(row.capacity).label})",
        "lines": lambda row: str(posts.get(row.superior_id, "")),
        "delegations": lambda row: f"{row.power} → {posts.get(row.to_post_id, '')}",
    }


SOURCE = DifferenceSource(KEY, GROUPS, parts, told)


def source() -> Iterable[DifferenceSource]:
    """What this room contributes to the difference of two days."""
    return [SOURCE]
