"""What this room shows on the pages of lower rooms: posts of a body, posts of a person, what rests on an instrument."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from kurul.kernel.identity.actors import Actor
from kurul.kernel.identity.visibility import visible_to
from kurul.kernel.slots import Panel
from kurul.kernel.temporal.bounds import Certainty
from kurul.kernel.temporal.look import Look
from kurul.kernel.translated import active_language
from kurul.rooms.law.public import Part, Resting, resting
from kurul.rooms.positions import queries
from kurul.rooms.positions.models import (
    Appointment,
    Delegation,
    EquivalenceException,
    EquivalenceTerms,
    PortfolioEntry,
    PostExistence,
    PostPlacement,
    PostTitle,
    PowerHeld,
    ReportingLine,
)
from kurul.rooms.positions.permissions import can_keep_posts

MOST = 12  # posts on the page of a body; the rest is one click away


def of_organisation(body: Any, look: Look, actor: Actor) -> Panel:
    """The posts of a body and of the units directly under it, with their holders; the way to its CIO seat.

    At most four queries: the page of a body carries the panels of all rooms, and has read which units stand under it.
    """
    bodies = (body.id, *(part.organisation.id for part in body.parts))
    posts = queries.of_bodies(bodies, look, actor, most=MOST, language=active_language())
    above = [body.id, *(named.id for named in body.chain)]
    shown = {
        "body": body,
        "posts": posts,
        "under_query": f"under={body.id}",
        "has_seat": body.kind is not None and queries.speaks_of(body.kind.pk, look),
        "is_complete": not posts and bool(queries.stated_complete([body.id], look)),
        "may_keep": look.is_now and can_keep_posts(actor, above).allowed,
    }
    return Panel("posts", _("Posts"), "positions/panels/organisation.html", shown)


def of_person(person: Any, look: Look, actor: Actor) -> Panel | None:
    """What a person holds and held."""
    held = queries.posts_of_person(person.id, look, ever=True)
    return Panel("posts", _("Posts"), "positions/panels/person.html", {"held": held}) if held else None


def standing_of_person(person: Any, look: Look, actor: Actor) -> Panel | None:
    """What a person holds on the day, for the first sentence of the page; all was read for `of_person`."""
    ever = queries.posts_of_person(person.id, look, ever=True)
    held = [one for one in ever if one.holder.certainty is not Certainty.NO]
    return Panel("standing", _("Posts"), "positions/panels/standing_of_person.html", {"held": held}) if held else None


def resting_on_law(*, instruments: frozenset[int], look: Look, actor: Actor, most: int | None) -> Iterator[Resting]:
    """What is said of posts on the day, who holds them and which rules count, by these instruments."""
    of_posts = (
        (_("Existence of a post"), PostExistence),
        (_("Title of a post"), PostTitle),
        (_("Place of a post"), PostPlacement),
        (_("Portfolio of a post"), PortfolioEntry),
        (_("Reporting line"), ReportingLine),
        (_("Exception from the rule"), EquivalenceException),
    )
    appointments, rules, delegations, powers = (
        visible_to(Appointment.objects.all(), actor),
        visible_to(EquivalenceTerms.objects.all(), actor),
        visible_to(Delegation.objects.all(), actor),
        visible_to(PowerHeld.objects.all(), actor),
    )
    parts = [
        Part(_("Appointment"), appointments, "pk", "positions:post", queries.appointment_labels, number="post_id"),
        Part(_("Rule of equivalence"), rules, "pk", "positions:rules", queries.rule_labels, number=None),
        *(
            Part(kind, visible_to(facts.objects.all(), actor), "post_id", "positions:post", queries.labels)
            for kind, facts in of_posts
        ),
        Part(_("Delegation"), delegations, "from_post_id", "positions:post_powers", queries.labels),
        Part(_("Power"), powers, "power_id", "positions:powers", queries.power_labels, number=None),
    ]
    return resting(parts, instruments=instruments, look=look, most=most)
