"""Boards: their chair, their meetings from invitation to minutes, their decisions and what became of them.

A meeting is named in the script by its board and day (cio_board/2016-10-27), an item by its number among those that the
script put on the agenda, a decision by its board and number (cio_board/2016/1).
"""

from collections.abc import Mapping, Sequence
from datetime import date, time
from typing import Any

from kurul.kernel.identity.actors import Actor
from kurul.kernel.temporal.look import Look
from kurul.kernel.translated import Translated
from kurul.rooms.boards.public import (
    AgendaItem,
    Board,
    Decision,
    Execution,
    ItemKind,
    Meeting,
    MeetingState,
    Presence,
    Role,
    SeatSource,
    approve_minutes,
    close_meeting,
    confirm_decision,
    decide,
    give_seats,
    invite,
    open_meeting,
    place_item,
    plan_meeting,
    record_attendance,
    seats_of,
    supersede_decision,
    write_minutes,
)
from kurul.rooms.positions.public import Holder
from kurul.site.demonstration.bodies import body
from kurul.site.demonstration.illustrative.people import person_called
from kurul.site.demonstration.illustrative.posts import post_of
from kurul.site.demonstration.illustrative.script import Verb, bound, span, translated


def chair(by: Actor, *, board: str, post: str, since: Any) -> None:
    """The holder of this post chairs the board."""
    give_seats(
        board=Board.objects.get(code=board),
        source=SeatSource.POST,
        post=post_of(post),
        role=Role.CHAIR,
        period=span(since),
        by=by,
    )


def planned(by: Actor, *, board: str, day: date, starts: str, place: str, items: Sequence[Mapping[str, Any]]) -> None:
    """A meeting is planned with its agenda; what waits for the board joins it by itself."""
    made = plan_meeting(
        board=Board.objects.get(code=board), day=day, starts=time.fromisoformat(starts), place=place, by=by
    )
    for said in items:
        place_item(
            meeting=made.meeting,
            title=translated({"tr": said["tr"], "en": said["en"]}),
            kind=said.get("kind", ItemKind.DISCUSSION),
            is_restricted=said.get("restricted", False),
            by=by,
        )


def invited(by: Actor, *, meeting: str) -> None:
    """The invitations have gone out."""
    invite(meeting=meeting_of(meeting), by=by)


def opened(by: Actor, *, meeting: str) -> None:
    """The meeting begins."""
    open_meeting(meeting=meeting_of(meeting), by=by)


def attended(
    by: Actor,
    *,
    meeting: str,
    absent: Sequence[str] = (),
    excused: Sequence[str] = (),
    substitutes: Mapping[str, str] | None = None,
) -> None:
    """Whoever speaks for a seat came, except for the posts named: absent, excused, or with a substitute (a person)."""
    found = meeting_of(meeting)
    others = {
        **{post_of(code).pk: "absent" for code in absent},
        **{post_of(code).pk: "excused" for code in excused},
    }
    instead = {post_of(code).pk: person_called(name).pk for code, name in (substitutes or {}).items()}
    entries = []
    for seat in seats_of(found.board_id, Look(found.day), by):
        if seat.post is None or seat.speaker is None:
            continue
        if seat.post in others:
            entries.append(Presence(seat.post, others[seat.post]))
        elif seat.post in instead:
            in_place_of = seat.speaker.person
            entries.append(Presence(seat.post, "present", instead[seat.post], "substitute", in_place_of))
        else:
            entries.append(Presence(seat.post, "present", seat.speaker.person, _as(seat.speaker)))
    record_attendance(meeting=found, entries=entries, by=by)


def _as(speaker: Holder) -> str:
    return "holder" if speaker.is_substantive else "acting"


def decided(
    by: Actor, *, meeting: str, text: Mapping[str, str], addressees: Sequence[str], due: Any = None, item: int = 0
) -> None:
    """The meeting decided something, under an item of the agenda (0: under none)."""
    found = meeting_of(meeting)
    decide(
        meeting=found,
        text=translated(text),
        addressees=[body(abbreviation) for abbreviation in addressees],
        due=None if due is None else bound(due),
        item=_item(found, item) if item else None,
        by=by,
    )


def closed(by: Actor, *, meeting: str) -> None:
    """The meeting is over."""
    close_meeting(meeting=meeting_of(meeting), by=by)


def minutes(by: Actor, *, meeting: str, general: Mapping[str, str], items: Mapping[int, Mapping[str, str]]) -> None:
    """The minutes are written: something on the whole meeting, and on single items."""
    found = meeting_of(meeting)
    texts: dict[int | None, Translated] = {None: translated(general)}
    texts |= {_item(found, number).pk: translated(text) for number, text in items.items()}
    write_minutes(meeting=found, texts=texts, by=by, version=0)


def approved(by: Actor, *, meeting: str) -> None:
    """The minutes are approved."""
    found = meeting_of(meeting)
    approve_minutes(meeting=found, by=by, version=found.minutes.version)


def carried_out(
    by: Actor, *, decision: str, bodies: Sequence[str], state: str, evidence: str = "", day: date | None = None
) -> None:
    """Addressees report how far they carried a decision out."""
    for abbreviation in bodies:
        confirm_decision(
            decision=decision_of(decision),
            organisation=body(abbreviation),
            state=Execution(state),
            evidence=evidence,
            day=day,
            by=by,
        )


def superseded(by: Actor, *, decision: str, successor: str, reason: str) -> None:
    """A later decision takes the place of an earlier one."""
    found = decision_of(decision)
    supersede_decision(decision=found, successor=decision_of(successor), reason=reason, by=by, version=found.version)


def meeting_of(code: str) -> Meeting:
    """The meeting of a board on a day."""
    board, _, day = code.partition("/")
    return Meeting.objects.exclude(state=MeetingState.CANCELLED).get(board__code=board, day=date.fromisoformat(day))


def decision_of(code: str) -> Decision:
    """The decision of a board by its number."""
    board, year, sequence = code.split("/")
    return Decision.objects.get(board__code=board, year=int(year), sequence=int(sequence))


def _item(meeting: Meeting, number: int) -> AgendaItem:
    # What placed itself on the agenda stands between or before them.
    return AgendaItem.objects.filter(meeting=meeting, contributed_key="").order_by("order")[number - 1]


VERBS: dict[str, Verb] = {
    "chair": chair,
    "planned": planned,
    "invited": invited,
    "opened": opened,
    "attended": attended,
    "decided": decided,
    "closed": closed,
    "minutes": minutes,
    "approved": approved,
    "carried_out": carried_out,
    "superseded": superseded,
}
