"""By what posts are selected to sit in a board, or for anything else: their kind, and that they count as CIO."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from kurul.kernel.remembering import read_each
from kurul.kernel.temporal.bounds import Certainty
from kurul.kernel.temporal.look import Look
from kurul.rooms.positions.queries.equivalence import counting_among, grounds


@dataclass(frozen=True)
class Selectable:
    """What certainly holds of a post on a day: its kind by its code ("": none), and whether it counts as CIO."""

    kind: str
    counts_as_cio: bool


@read_each
def selectable(posts: Iterable[int], look: Look) -> dict[int, Selectable]:
    """By what each post can be selected on the day: five queries for all."""
    wanted = set(posts)
    read = grounds(look, posts=wanted, also=Q(post_id__in=wanted))
    counted = counting_among(read, look)
    found = {}
    for post in wanted:
        titles = read.titles.get(post, ())
        kind = next((row.kind.code for row in titles if row.period.on(look.day) is Certainty.YES), "")
        found[post] = Selectable(kind, post in counted and counted[post].certainty is Certainty.YES)
    return found
