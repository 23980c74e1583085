"""Minutes: written, then approved and closed for good."""

from collections.abc import Mapping

from kurul.kernel.actions import record, require, write_moment, writes
from kurul.kernel.audit.chain import present_head
from kurul.kernel.identity.actors import Actor
from kurul.kernel.refusals import Stale, refuse_if
from kurul.kernel.temporal import clock
from kurul.kernel.translated import Translated
from kurul.rooms.boards import wording
from kurul.rooms.boards.models import Decision, Meeting, MeetingState, Minutes, MinutesText
from kurul.rooms.boards.permissions import READ_CLOSED, can_approve, can_record
from kurul.rooms.boards.rules import meetings as rules


@writes
def write_minutes(*, meeting: Meeting, texts: Mapping[int | None, Translated], by: Actor, version: int) -> Minutes:
    """Write the draft: one text per item of the agenda (by its number), and under None what concerns the whole meeting.

    `version` is that of the draft that was read, 0 where there is none yet. An empty text takes the former one away.
    Raises Refused (the meeting is not over, minutes approved), Stale, NotPermitted.
    """
    require(can_record(by, meeting.board_id))
    held = Meeting.objects.get(pk=meeting.pk)
    minutes = Minutes.objects.filter(meeting=held).first()
    refuse_if(
        rules.minutes_follow_the_meeting(held.state),
        rules.minutes_are_open(minutes is not None and minutes.is_approved),
    )
    minutes = _claimed(held, minutes, version)
    items = {item.pk: item for item in held.items.all()}
    known: dict[int | None, Translated] = {
        number: text for number, text in texts.items() if number is None or number in items
    }
    for number, text in known.items():
        _put(minutes, number, text)
    closed = any(number is not None and items[number].is_restricted for number in known)
    record(
        wording.MINUTES_WRITTEN,
        held,
        by=by,
        after={"texts": {str(number or "general"): dict(text) for number, text in known.items()}},
        audience=READ_CLOSED if closed else "",
    )
    return minutes


@writes
def approve_minutes(*, meeting: Meeting, by: Actor, version: int) -> Minutes:
    """Approve the minutes. They keep the head of the log as it stood before, so that whoever holds a print can tell
    whether the log was changed since.

    Raises Refused (nothing written, approved already, meeting not held), Stale, NotPermitted.
    """
    require(can_approve(by, meeting.board_id))
    held = Meeting.objects.select_related("board").get(pk=meeting.pk)
    minutes = Minutes.objects.filter(meeting=held).first()
    texts = minutes.texts.count() if minutes else 0
    refuse_if(
        rules.minutes_follow_the_meeting(held.state),
        rules.minutes_are_open(minutes is not None and minutes.is_approved),
        rules.minutes_say_something(texts, Decision.objects.filter(meeting=held).count()),
    )
    minutes = _claimed(held, minutes, version)
    minutes.approved_on = clock.today()
    minutes.approved_head = str(present_head())
    minutes.save(update_fields=["approved_on", "approved_head"])
    held.state, held.minuted_at = MeetingState.MINUTED, write_moment()
    held.save(update_fields=["state", "minuted_at"])
    after = {"approved_on": minutes.approved_on, "head": minutes.approved_head}
    record(wording.MINUTES_APPROVED, held, by=by, about=[held.board], after=after)
    return minutes


def _claimed(meeting: Meeting, minutes: Minutes | None, version: int) -> Minutes:
    if minutes is None:
        if version != 0:
            raise Stale
        return Minutes.objects.create(meeting=meeting)
    if not Minutes.objects.filter(pk=minutes.pk, version=version).update(version=version + 1):
        raise Stale
    return Minutes.objects.get(pk=minutes.pk)


def _put(minutes: Minutes, item: int | None, text: Translated) -> None:
    row = MinutesText.objects.filter(minutes=minutes, item_id=item)
    if not text:
        row.delete()
    elif not row.update(text=text):
        MinutesText.objects.create(minutes=minutes, item_id=item, text=text)
