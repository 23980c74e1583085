"""Who stands at the head of a body, for the organisation chart."""

from collections.abc import Collection, Iterator

from kurul.kernel.identity.actors import Actor
from kurul.kernel.temporal.look import Look
from kurul.rooms.organisations.public import ChartHead
from kurul.rooms.positions import queries


def of_bodies(*, organisations: Collection[int], look: Look, actor: Actor) -> Iterator[ChartHead]:
    """The holder of the first post of each body, by the order of the kinds of posts: four queries, two
    more with the knowledge of another moment."""
    first = queries.first_posts(organisations, look)
    holders = queries.holders_on(first.values(), look, actor)
    for body, post in first.items():
        names = [held.name for held in holders.get(post, ()) if held.name]
        if names:
            yield ChartHead(body, ", ".join(names[:2]))
