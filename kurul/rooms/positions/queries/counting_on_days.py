"""The posts that count as CIO-equivalent on some days together, for lists of what changed between them."""

from collections.abc import Collection
from datetime import datetime

from kurul.kernel.temporal.look import Look
from kurul.kernel.until_written import answer
from kurul.rooms.positions.queries.equivalence import counting_on, grounds


def cio_posts_on(looks: Collection[Look]) -> frozenset[int]:
    """The posts that certainly count as CIO-equivalent at any of these looks; five queries for each knowledge.

    The answer is kept until somebody writes: lists of changes are read page after page.
    """
    asked = tuple((look.day, look.known_at) for look in looks)
    return answer(("positions.cio_posts_on", asked), lambda: _cio_posts_on(looks))


def _cio_posts_on(looks: Collection[Look]) -> frozenset[int]:
    by_knowledge: dict[datetime | None, list[Look]] = {}
    for look in looks:
        by_knowledge.setdefault(look.known_at, []).append(look)
    found: set[int] = set()
    for same in by_knowledge.values():
        read = grounds(same[0])
        found.update(post for look in same for posts in counting_on(read, look.day).values() for post in posts)
    return frozenset(found)
