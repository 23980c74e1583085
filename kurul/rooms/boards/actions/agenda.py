"""The agenda of a meeting."""

from typing import Any

from django.db.models import Max

from kurul.kernel.actions import record, require, writes
from kurul.kernel.identity.actors import Actor
from kurul.kernel.references import Ref
from kurul.kernel.refusals import Conflict, refuse_if
from kurul.kernel.temporal import clock
from kurul.kernel.temporal.look import Look
from kurul.kernel.translated import Translated
from kurul.kernel.wording import EventKind
from kurul.rooms.boards import wording
from kurul.rooms.boards.models import AgendaItem, ItemKind, Meeting, MeetingState
from kurul.rooms.boards.permissions import READ_CLOSED, can_convene
from kurul.rooms.boards.queries.agenda import proposals
from kurul.rooms.boards.rules import charters, meetings

EDITABLE = (MeetingState.PLANNED.value, MeetingState.INVITED.value, MeetingState.OPEN.value)


@writes
def place_item(
    *,
    meeting: Meeting,
    title: Translated,
    by: Actor,
    kind: str = ItemKind.DISCUSSION,
    note: Translated | None = None,
    subject: Ref | None = None,
    is_restricted: bool = False,
) -> AgendaItem:
    """Put an item at the end of the agenda. Raises Refused (no title, the meeting is over), NotPermitted."""
    _may_edit(meeting, by)
    refuse_if(meetings.has_a_title(title))
    item = AgendaItem.objects.create(
        meeting=meeting,
        order=_next_order(meeting),
        title=title,
        kind=kind,
        note=note or Translated(),
        subject=str(subject or ""),
        is_restricted=is_restricted,
    )
    _remember(wording.ITEM_PLACED, item, by, after=_said(item))
    return item


@writes
def amend_item(
    *,
    item: AgendaItem,
    title: Translated,
    kind: str,
    by: Actor,
    note: Translated | None = None,
    is_restricted: bool = False,
) -> AgendaItem:
    """Change what an item says. Raises Refused, NotPermitted."""
    _may_edit(item.meeting, by)
    held = AgendaItem.objects.select_related("meeting").get(pk=item.pk)
    before = _said(held)
    after = {"title": dict(title), "kind": str(kind), "note": dict(note or {}), "is_restricted": is_restricted}
    refuse_if(meetings.has_a_title(title), charters.something_changes(before, after))
    was_restricted = held.is_restricted
    held.title, held.kind, held.note, held.is_restricted = title, kind, note or Translated(), is_restricted
    held.save(update_fields=["title", "kind", "note", "is_restricted"])
    _remember(wording.ITEM_AMENDED, held, by, before=before, after=after, is_closed=was_restricted or is_restricted)
    return held


@writes
def move_item(*, item: AgendaItem, step: int, by: Actor) -> None:
    """Move an item by `step` places: -1 up, 1 down. Raises Refused (at the edge, the meeting is over), NotPermitted."""
    _may_edit(item.meeting, by)
    items = list(AgendaItem.objects.filter(meeting=item.meeting, is_dropped=False))
    place = next((index for index, one in enumerate(items) if one.pk == item.pk), -1)
    refuse_if(meetings.can_move(place, len(items), step) if place >= 0 else meetings.can_move(0, 0, step), as_=Conflict)
    items.insert(place + step, items.pop(place))
    for order, one in enumerate(items, start=1):
        one.order = order
    AgendaItem.objects.bulk_update(items, ["order"])
    moved = {"from": place + 1, "to": place + step + 1, "item": item.pk}
    record(wording.ITEM_MOVED, item.meeting, by=by, after=moved)


@writes
def drop_item(*, item: AgendaItem, by: Actor, reason: str = "") -> None:
    """Take an item off the agenda; one that had placed itself does not come again.

    Raises Refused, Conflict (a decision stands under it), NotPermitted.
    """
    _may_edit(item.meeting, by)
    refuse_if(meetings.item_is_free(item.decisions.count()), as_=Conflict)
    AgendaItem.objects.filter(pk=item.pk).update(is_dropped=True)
    _remember(wording.ITEM_DROPPED, item, by, before=_said(item), after={"is_dropped": True}, reason=reason)


def contribute(*, meeting: Meeting, by: Actor) -> tuple[AgendaItem, ...]:
    """Inside another action: what waits for the board by today joins the agenda, each thing once.

    A meeting that is recorded after its day gets nothing: what waits now was not on its agenda. The log names what came
    by its key only, because some of it may be closed.
    """
    if meeting.day < clock.today():
        return ()
    known = set(AgendaItem.objects.filter(meeting=meeting).values_list("contributed_key", flat=True))
    new = {found.key: found for found in proposals(meeting.board, meeting, Look.today()) if found.key not in known}
    order = _next_order(meeting)
    items = [
        AgendaItem(
            meeting=meeting,
            order=order + index,
            title=found.title,
            kind=found.kind,
            note=found.note,
            subject=str(found.subject or ""),
            is_restricted=found.is_restricted,
            contributed_key=found.key,
        )
        for index, found in enumerate(new.values())
    ]
    AgendaItem.objects.bulk_create(items)
    if items:
        record(wording.ITEMS_CONTRIBUTED, meeting, by=by, after={"keys": sorted(new)})
    return tuple(items)


def _may_edit(meeting: Meeting, by: Actor) -> None:
    require(can_convene(by, meeting.board_id))
    state = Meeting.objects.values_list("state", flat=True).get(pk=meeting.pk)
    refuse_if(meetings.state_allows(state, EDITABLE))


def _next_order(meeting: Meeting) -> int:
    return (AgendaItem.objects.filter(meeting=meeting).aggregate(Max("order"))["order__max"] or 0) + 1


def _said(item: AgendaItem) -> dict[str, Any]:
    return {
        "title": dict(item.title),
        "kind": str(item.kind),
        "note": dict(item.note),
        "is_restricted": item.is_restricted,
    }


def _remember(
    kind: EventKind,
    item: AgendaItem,
    by: Actor,
    *,
    after: dict[str, Any],
    before: dict[str, Any] | None = None,
    reason: str = "",
    is_closed: bool | None = None,
) -> None:
    closed = item.is_restricted if is_closed is None else is_closed
    audience = READ_CLOSED if closed else ""
    record(kind, item.meeting, by=by, before=before, after=after, reason=reason, audience=audience)
