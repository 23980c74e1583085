"""What long lists about posts share: how they are narrowed by a text or a body, and in which order they are read.

A condition is asked of each row on the way (`each`), or the posts that meet it are found at once: the one is fast where
a part of a list is met on the way through it, the other where all is counted or sorted. No database knows beforehand.
"""

from array import array
from typing import Any

from django.db.models import Exists, OuterRef, Q

from kurul.kernel.temporal.facts import certainly, held_true
from kurul.kernel.temporal.look import Look
from kurul.kernel.turkish import fold
from kurul.kernel.until_written import answer
from kurul.rooms.organisations.public import bodies_of_part, ever_called
from kurul.rooms.positions.models import PostPlacement, PostTitle

FEW = 2000  # rows of a list: so many are sorted sooner than met on the way
_FIRST = 5000  # rows of a list: among so many a part is looked for on the way


def with_fact(facts: Any, whose: str, *, each: bool) -> Q:
    """Condition: there is such a fact about the post whose number stands in the column `whose`."""
    if each:
        return Q(Exists(facts.filter(post_id=OuterRef(whose))))
    return Q(**{f"{whose}__in": facts.order_by().values("post_id")})


def with_text(text: str, whose: str, look: Look, *, ever: bool, each: bool) -> Q:
    """Condition: a title of the post on the day (`ever`: on any) contains the text, or the name of its organisation.

    Where that is true of few posts, they are remembered until somebody writes.
    """
    titles = PostTitle.objects.known_at(look.known_at)
    titles = titles if ever else titles.filter(certainly(look.day))
    titled = titles.filter(search_text__contains=fold(text))

    def few() -> "array[int] | None":
        posts = set(titled.values_list("post_id", flat=True)[: FEW + 1])
        bodies = set(ever_called(text, look).values_list("organisation_id", flat=True)[: FEW + 1])
        if len(bodies) > FEW:
            return None
        here = _in_bodies_called(text, look).filter(organisation_id__in=bodies)
        posts.update(here.values_list("post_id", flat=True)[: FEW + 1])
        return array("q", posts) if len(posts) <= FEW else None

    numbers = answer(("positions.with_text", text, ever, look), few)
    if numbers is not None:
        return Q(**{f"{whose}__in": numbers})
    called = _in_bodies_called(text, look)
    if not each:  # which names contain it is found out once, of those alone it is asked when they were borne
        called = called.filter(organisation_id__in=ever_called(text, look).values("organisation_id"))
    return with_fact(titled, whose, each=each) | with_fact(called, whose, each=each)


def _in_bodies_called(text: str, look: Look) -> Any:
    names = "organisation__names__"
    so = Q(**{f"{names}search_text__contains": fold(text)})
    placed = PostPlacement.objects.as_of(look.day, look.known_at)
    return placed.filter(so & held_true(look.known_at, names) & certainly(look.day, names))


def is_met(order: str, start: int, total: int) -> bool:
    """Whether a part of a list of so many rows is rather met on the way through it than sorted."""
    return order.lstrip("-") == "organisation" and total > FEW and start < _FIRST


def part_by_body(
    rows: Any, look: Look, *, language: str, reverse: bool, start: int, stop: int, within: tuple[Any, ...]
) -> list[Any] | None:
    """The rows of a part of a list by the names of bodies, or None where it is not met soon: sort it then.

    `rows` are placements of posts; the rows of one body are ordered by `within`, of which the last is what is given.
    """
    bodies, passed = bodies_of_part(rows, look, language=language, reverse=reverse, start=start, stop=stop)
    place = {body: number for number, body in enumerate(bodies)}
    here = list(rows.filter(organisation_id__in=bodies).values_list("organisation_id", *within))
    here.sort(key=lambda row: (place[row[0]], *((value is None, value) for value in row[1:])))
    found = [row[-1] for row in here[start - passed : stop - passed]]
    return found if len(found) == stop - start else None
