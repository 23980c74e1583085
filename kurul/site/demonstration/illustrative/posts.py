"""Units, posts and who holds them. A post is named in the script by a code of its own, kept as its source."""

from collections.abc import Mapping
from typing import Any

from kurul.kernel.identity.actors import Actor
from kurul.kernel.temporal import clock
from kurul.rooms.organisations.public import Kind, Level, found
from kurul.rooms.positions.public import (
    Absence,
    Appointment,
    Capacity,
    Function,
    Post,
    PostKind,
    appoint,
    correct_appointment,
    end_appointment,
    establish_post,
    state_completeness,
)
from kurul.site.demonstration.bodies import SCHEME, body
from kurul.site.demonstration.illustrative.people import person_called
from kurul.site.demonstration.illustrative.script import Verb, bound, span, translated

SOURCE = "demo/illustrative, {}"


def unit(by: Actor, *, code: str, name: Mapping[str, str], kind: str, level: str, since: Any) -> None:
    """Found a unit whose code begins with the abbreviation of the body above it (MEB/it)."""
    found(
        name=translated(name),
        kind=Kind.objects.get(code=kind),
        level=Level.objects.get(code=level),
        parent=body(code.partition("/")[0]),
        period=span(since),
        identifiers={SCHEME: code},
        source=SOURCE.format(code),
        by=by,
    )


def post(
    by: Actor,
    *,
    code: str,
    at: str,
    kind: str,
    title: Mapping[str, str],
    since: Any,
    portfolio: tuple[str, ...] = (),
    holder: str = "",
    holder_since: Any = None,
) -> None:
    """Establish a post and, with `holder`, record who has held it since."""
    made = establish_post(
        title=translated(title),
        kind=PostKind.objects.get(code=kind),
        organisation=body(at),
        functions=list(Function.objects.filter(code__in=portfolio)),
        period=span(since),
        source=SOURCE.format(code),
        by=by,
    )
    if holder:
        appoint(post=made, person=person_called(holder), period=span(holder_since or since), by=by)


def holds(
    by: Actor,
    *,
    post: str,
    person: str,
    since: Any,
    through: Any = None,
    capacity: str = Capacity.SUBSTANTIVE,
    absence: str = Absence.NONE,
) -> None:
    """Somebody holds a post, or acts in it."""
    period = span(since, through)
    appoint(post=post_of(post), person=person_called(person), period=period, capacity=capacity, absence=absence, by=by)


def leaves(by: Actor, *, post: str, last_day: Any) -> None:
    """Whoever holds the post leaves it."""
    end_appointment(appointment=held_now(post), last_day=bound(last_day), by=by)


def began(by: Actor, *, post: str, day: Any, reason: str) -> None:
    """Whoever holds the post began on another day than was recorded."""
    held = held_now(post)
    correct_appointment(
        appointment=held, person=held.person, period=span(day), capacity=held.capacity, reason=reason, by=by
    )


def complete(by: Actor, *, body_of: str, since: Any) -> None:
    """All posts and holders of the body are recorded."""
    state_completeness(organisation=body(body_of), period=span(since), by=by)


def post_of(code: str) -> Post:
    """The post of this code."""
    return Post.objects.get(source=SOURCE.format(code))


def held_now(code: str) -> Appointment:
    """The appointment that runs in the post, acting or substantive."""
    rows = Appointment.objects.as_of(clock.today()).filter(post=post_of(code)).exclude(capacity=Capacity.SUBSTITUTE)
    return rows.get()


VERBS: dict[str, Verb] = {
    "unit": unit,
    "post": post,
    "holds": holds,
    "leaves": leaves,
    "began": began,
    "complete": complete,
}
