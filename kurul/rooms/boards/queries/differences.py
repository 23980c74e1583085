"""The changes of boards between two days: chartered, ended, on other terms; and the meetings since which people ask."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kurul.kernel.identity.actors import Actor
from kurul.kernel.identity.visibility import visible_to
from kurul.kernel.temporal.between import Between
from kurul.kernel.temporal.facts import held_true
from kurul.kernel.temporal.look import Look
from kurul.kernel.wording import Text
from kurul.rooms.boards.models import Charter, Meeting, MeetingState
from kurul.rooms.boards.queries.names import charter_names
from kurul.rooms.organisations.public import (
    Difference,
    DifferenceDay,
    DifferenceSource,
    Found,
    Inside,
    Part,
    Side,
    Within,
    parts_learnt,
)
from kurul.rooms.organisations.public import part as narrow

KEY = "boards"
GROUP = "boards"
LABEL: Text = pgettext_lazy("navigation", "Boards")
WHAT: dict[str, Text] = {
    "chartered": _("Board chartered"),
    "amended": _("Charter changed"),
    "ended": _("Board ended"),
    "learnt": _("Held otherwise"),
    "entered": _("Entered"),
    "given_up": _("No longer held true"),
}
ENDS = ("valid_to_earliest", "valid_to")
HELD = (MeetingState.HELD, MeetingState.MINUTED)


def parts(between: Between, actor: Actor, within: Within) -> Iterable[Part]:
    """The narrow rows of what changed."""
    rows = visible_to(Charter.objects.all(), actor)
    owner: dict[str, Any] = {"record": "board_id", "inside": Inside("convener_id"), "within": within}
    if between.learnt is not None:
        yield from parts_learnt(rows, between, KEY, GROUP, **owner)
        return
    known = held_true(between.known_at)
    before = Charter.objects.filter(
        known, board=OuterRef("board"), valid_to_earliest__lte=OuterRef("valid_from_latest")
    )
    after = Charter.objects.filter(known, board=OuterRef("board"), valid_from_latest__gte=OuterRef("valid_to_earliest"))
    began = rows.filter(between.began())
    yield narrow(began.filter(~Exists(before)), KEY, GROUP, "chartered", **owner)
    yield narrow(began.filter(Exists(before)), KEY, GROUP, "amended", **owner)
    yield narrow(rows.filter(between.ended()).filter(~Exists(after)), KEY, GROUP, "ended", days=ENDS, **owner)


def told(rows: Sequence[Found], between: Between, look: Look, actor: Actor) -> dict[Found, Difference]:
    """These changes in words: one query."""
    boards = {row.record for row in rows}
    facts = {row.pk: row for row in Charter.objects.filter(board_id__in=boards).select_related("instrument")}
    words = {}
    for row in rows:
        new, old = [facts[pk] for pk in row.facts], [facts[pk] for pk in row.former]
        dated = between.learnt is not None
        sides = [tuple(Side(one.name, one.period) for one in side) if dated else () for side in (old, new)]
        named = (new or old)[0]
        words[row] = Difference(
            day=row.day,
            group=LABEL,
            what=WHAT[row.what],
            name=named.name,
            route="boards:board",
            pk=row.record,
            before=sides[0],
            after=sides[1],
            instrument=named.instrument,
        )
    return words


SOURCE = DifferenceSource(KEY, {GROUP: LABEL}, parts, told)


def source() -> Iterable[DifferenceSource]:
    """What this room contributes to the difference of two days."""
    return [SOURCE]


def last_meetings(*, look: Look, actor: Actor) -> Iterable[DifferenceDay]:
    """The last meeting of each board before the day looked at: two queries."""
    known = {} if look.known_at is None else {"closed_at__lte": look.known_at}
    held = visible_to(Meeting.objects.filter(day__lt=look.day, state__in=HELD, **known), actor)
    last = dict(held.order_by("day").values_list("board_id", "day"))  # the later one wins
    names = charter_names(last, look) if last else {}
    for board, day in last.items():
        if names.get(board):
            yield DifferenceDay(names[board], day)
