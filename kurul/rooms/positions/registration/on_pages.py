"""What this room shows on the pages of lower rooms: posts of a body, posts of a person, what rests on an instrument."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from kurul.kernel.identity.actors import Actor
from kurul.kernel.slots import Panel
from kurul.kernel.temporal.look import Look
from kurul.rooms.positions import queries
from kurul.rooms.positions.permissions import can_keep_posts

MOST = 12  # posts on the page of a body; the rest is one click away


def of_organisation(body: Any, look: Look, actor: Actor) -> Panel:
    """The posts of a body and of the units directly under it, with their holders; the way to its CIO seat.

    At most five queries: the page of a body carries the panels of all rooms.
    """
    posts = queries.near(body.id, look, actor, most=MOST)
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


def of_instrument(instrument: Any, look: Look, actor: Actor) -> Panel | None:
    """The appointments, rules of equivalence, exceptions and delegations that rest on an instrument."""
    held = queries.resting_on_instrument(instrument.id, look)
    rules = [rule for rule in queries.rules_on(look) if rule.terms.instrument_id == instrument.id]
    given, excepted = queries.delegated_by_instrument(instrument.id, look), queries.excepted_by(instrument.id, look)
    if not (held or rules or given or excepted):
        return None
    shown = {"held": held, "rules": rules, "delegated": given, "excepted": excepted}
    return Panel("posts", _("Posts that rest on it"), "positions/panels/instrument.html", shown)
