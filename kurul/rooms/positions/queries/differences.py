"""The changes of posts between two days: established and abolished, moved, retitled; who took them up and left them; to
whom they report, and what they delegate."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kurul.kernel.identity.actors import Actor
from kurul.kernel.identity.visibility import visible_to
from kurul.kernel.temporal.between import Between
from kurul.kernel.temporal.facts import Fact, held_true
from kurul.kernel.temporal.look import Look
from kurul.kernel.wording import Text
from kurul.rooms.organisations.public import Difference, DifferenceSource, Found, Side, names_on, parts_learnt
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
from kurul.rooms.positions.queries.equivalence import cio_posts_on
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
ENDS = ("valid_to_earliest", "valid_to")


def parts(between: Between, actor: Actor) -> Iterable[QuerySet[Any, Any]]:
    """The narrow rows of what changed."""
    owner: dict[str, Any] = {"record": "post_id", "body": _body_of("post", between)}
    # A delegation is shown with the post that gives it, and concerns the bodies of both.
    both = [{"record": "from_post_id", "body": _body_of(side, between)} for side in ("from_post", "to_post")]
    if between.learnt is not None:
        for group, model in MODELS.items():
            for columns in both if model is Delegation else [owner]:
                yield from parts_learnt(visible_to(model.objects.all(), actor), between, KEY, group, **columns)
        return
    known = held_true(between.known_at)
    born = PostExistence.objects.filter(known, post=OuterRef("post"), valid_from=OuterRef("valid_from"))

    def began(model: type[Fact]) -> QuerySet[Any, Any]:
        return visible_to(model.objects.filter(between.began()), actor)

    def ended(model: type[Fact]) -> QuerySet[Any, Any]:
        return visible_to(model.objects.filter(between.ended()), actor)

    yield narrow(began(PostExistence), KEY, "posts", "established", **owner)
    yield narrow(ended(PostExistence), KEY, "posts", "abolished", days=ENDS, **owner)
    yield narrow(began(PostPlacement).filter(~Exists(born)), KEY, "post_places", "moved", **owner)
    yield narrow(began(PostTitle).filter(~Exists(born)), KEY, "titles", "retitled", **owner)
    yield narrow(began(Appointment), KEY, "holders", "taken_up", **owner)
    yield narrow(ended(Appointment), KEY, "holders", "left", days=ENDS, **owner)
    yield narrow(began(ReportingLine).filter(~Exists(born)), KEY, "lines", "reports", **owner)
    died = PostExistence.objects.filter(known, post=OuterRef("post"), valid_to=OuterRef("valid_to"))
    following = ReportingLine.objects.filter(known, post=OuterRef("post"), valid_from=OuterRef("valid_to_earliest"))
    left = ended(ReportingLine).filter(~Exists(died), ~Exists(following))
    yield narrow(left, KEY, "lines", "reports_no_more", days=ENDS, **owner)
    for columns in both:
        yield narrow(began(Delegation), KEY, "delegations", "delegated", **columns)
        yield narrow(ended(Delegation), KEY, "delegations", "delegation_ended", days=ENDS, **columns)


def _body_of(post: str, between: Between) -> Any:
    """The body that the post in this column last belonged to."""
    places = PostPlacement.objects.filter(held_true(between.knowledge()["known_at"]), post=OuterRef(post))
    return Subquery(places.order_by("-valid_from_latest", "-pk").values("organisation_id")[:1])


def regrouped(rows: Sequence[Found], between: Between) -> Sequence[Found]:
    """Those that concern a post which counts as CIO-equivalent on either day, and who holds it: the CIO seats."""
    if not any(row.group in SEATED for row in rows):
        return rows
    looks = [Look(day, **between.knowledge()) for day in (between.first, between.last)]
    counting = cio_posts_on(looks)
    return [_moved(row) if row.group in SEATED and row.record in counting else row for row in rows]


def _moved(row: Found) -> Found:
    return Found(row.source, "cio", row.what, row.record, row.facts, row.former, row.bodies, row.day, row.group)


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
        known = held_true(between.known_at)
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


SOURCE = DifferenceSource(KEY, GROUPS, parts, told, regrouped)


def source() -> Iterable[DifferenceSource]:
    """What this room contributes to the difference of two days."""
    return [SOURCE]
