"""The course of a meeting: planned, invited, open, held; agenda and attendance."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, transaction

from kurul.kernel.audit.models import AuditEvent
from kurul.kernel.refusals import Conflict, Refused, Stale
from kurul.kernel.temporal import clock
from kurul.kernel.temporal.bounds import Bound
from kurul.kernel.temporal.look import Look
from kurul.kernel.translated import Translated
from kurul.rooms.boards import actions
from kurul.rooms.boards.models import AgendaItem, Attendance, Meeting, MeetingState
from kurul.rooms.boards.queries import meeting_page, meetings
from kurul.rooms.boards.queries.cadences import cadences
from kurul.rooms.boards.rules.cadence import Standing
from kurul.rooms.boards.rules.meetings import Presence
from kurul.rooms.boards.tests import make
from kurul.rooms.people.public import Person

pytestmark = pytest.mark.django_db
ISTANBUL = ZoneInfo("Europe/Istanbul")


@contextmanager
def on(day: date) -> Iterator[None]:
    with clock.at(datetime.combine(day, time(9), ISTANBUL)):
        yield


def codes(refusal: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [finding.code for finding in refusal.value.findings]


def titles(meeting: Meeting) -> list[str]:
    items = AgendaItem.objects.filter(meeting=meeting, is_dropped=False)
    return [item.title.get("tr") or item.title["en"] for item in items]


# --- planning ---------------------------------------------------------------------------------------------------------


def test_meetings_are_numbered_within_their_board() -> None:
    board = make.board()
    assert [make.meeting(board, date(2017, month, 1)).number for month in (1, 2)] == [1, 2]
    assert make.meeting(make.board("other")).number == 1


def test_a_day_inside_the_interval_is_taken_without_a_word() -> None:
    board = make.board(months=6)
    make.held(board, date(2017, 3, 1))
    assert actions.plan_meeting(board=board, day=date(2017, 9, 1), by=make.OPERATOR).warnings == ()


def test_a_day_outside_the_interval_is_taken_with_a_warning() -> None:
    board = make.board(months=6)
    make.held(board, date(2017, 3, 1))
    planned = actions.plan_meeting(board=board, day=date(2017, 9, 11), by=make.OPERATOR)
    assert [(finding.code, finding.params["days"]) for finding in planned.warnings] == [("boards.outside_duty", 10)]
    assert planned.meeting.pk is not None


def test_a_day_before_the_charter_is_refused() -> None:
    with pytest.raises(Refused) as refusal:
        make.meeting(make.board(), date(2015, 12, 31))
    assert codes(refusal) == ["boards.not_in_force"]


def test_a_board_meets_once_a_day_by_rule_and_by_database() -> None:
    board = make.board()
    first, second = make.meeting(board), make.meeting(board, date(2017, 4, 1))
    with pytest.raises(Conflict) as refusal:
        make.meeting(board)
    assert codes(refusal) == ["boards.day_taken"]
    with pytest.raises(IntegrityError), transaction.atomic():
        Meeting.objects.filter(pk=second.pk).update(day=first.day)


def test_the_day_of_a_cancelled_meeting_is_free_again() -> None:
    board = make.board()
    meeting = make.meeting(board)
    actions.cancel_meeting(meeting=meeting, reason="Salon yok", by=make.OPERATOR, version=1)
    assert make.meeting(board, meeting.day).number == 2


def test_cancelling_and_moving_need_a_reason() -> None:
    meeting = make.meeting()
    with pytest.raises(Refused) as refusal:
        actions.cancel_meeting(meeting=meeting, reason="", by=make.OPERATOR, version=1)
    assert codes(refusal) == ["boards.reason_missing"]
    with pytest.raises(Refused) as refusal:
        actions.reschedule_meeting(meeting=meeting, day=date(2017, 3, 2), reason="", by=make.OPERATOR, version=1)
    assert codes(refusal) == ["boards.reason_missing"]
    assert Meeting.objects.get().version == 1


def test_a_moved_meeting_has_to_be_invited_again() -> None:
    meeting = actions.invite(meeting=make.meeting(), by=make.OPERATOR)
    moved = actions.reschedule_meeting(
        meeting=meeting, day=date(2017, 3, 8), starts=time(14), reason="Bakanlık talebi", by=make.OPERATOR, version=1
    ).meeting
    assert (moved.state, moved.day, moved.starts) == (MeetingState.PLANNED, date(2017, 3, 8), time(14))


def test_a_stale_move_is_refused() -> None:
    meeting = make.meeting()
    day = date(2017, 3, 2)
    actions.reschedule_meeting(meeting=meeting, day=day, reason="x", by=make.OPERATOR, version=1)
    with pytest.raises(Stale):
        actions.reschedule_meeting(meeting=meeting, day=date(2017, 3, 3), reason="x", by=make.OPERATOR, version=1)


def test_a_meeting_is_not_held_before_its_day() -> None:
    with on(date(2017, 2, 28)):
        meeting = make.meeting(day=date(2017, 3, 1))
        with pytest.raises(Refused) as refusal:
            actions.open_meeting(meeting=meeting, by=make.OPERATOR)
    assert codes(refusal) == ["boards.in_the_future"]
    assert Meeting.objects.get().state == MeetingState.PLANNED


def test_a_meeting_that_was_not_opened_is_not_closed() -> None:
    with pytest.raises(Refused) as refusal:
        actions.close_meeting(meeting=make.meeting(), by=make.OPERATOR)
    assert codes(refusal) == ["boards.wrong_state"]


def test_a_held_meeting_is_neither_cancelled_nor_moved() -> None:
    meeting = make.held()
    with pytest.raises(Refused) as refusal:
        actions.cancel_meeting(meeting=meeting, reason="x", by=make.OPERATOR, version=1)
    assert codes(refusal) == ["boards.wrong_state"]


def test_a_held_meeting_counts_for_the_cadence_and_a_cancelled_one_does_not() -> None:
    board = make.board(months=6)
    make.held(board, date(2017, 3, 1))
    late = make.meeting(board, date(2017, 8, 1))
    actions.cancel_meeting(meeting=late, reason="x", by=make.OPERATOR, version=1)
    found = cadences([board.pk], Look(date(2017, 10, 16)))[board.pk]
    assert (found.standing, found.meet_by) == (Standing.BREACHED, date(2017, 9, 1))


# --- as it was known --------------------------------------------------------------------------------------------------


def test_a_meeting_shows_as_it_was_known_and_as_it_stood_on_the_day() -> None:
    with on(date(2017, 1, 10)):
        meeting = make.meeting(make.board(), date(2017, 3, 1))
    with on(date(2017, 3, 1)):
        actions.open_meeting(meeting=meeting, by=make.OPERATOR)
        actions.close_meeting(meeting=meeting, by=make.OPERATOR)
    known_in_february = datetime(2017, 2, 1, tzinfo=ISTANBUL)

    def state(look: Look) -> str | None:
        page = meeting_page.page(meeting.pk, look, make.OPERATOR)
        return page.state if page else None

    assert state(Look(date(2017, 1, 9))) is None
    assert state(Look(date(2017, 2, 1))) == MeetingState.PLANNED
    assert state(Look(date(2017, 3, 1))) == MeetingState.HELD
    assert state(Look(date(2017, 3, 1), known_in_february)) == MeetingState.PLANNED
    assert state(Look(date(2017, 3, 1), datetime(2017, 1, 1, tzinfo=ISTANBUL))) is None


def test_lists_tell_upcoming_from_past_and_cancelled() -> None:
    board = make.board()
    held = make.held(board, date(2017, 3, 1))
    cancelled = make.meeting(board, date(2017, 4, 1))
    actions.cancel_meeting(meeting=cancelled, reason="x", by=make.OPERATOR, version=1)
    planned = make.meeting(board, date(2099, 1, 1))
    look = Look.today()

    def found(when: str) -> list[int]:
        rows = meetings.listing(meetings.Filters(when=when), look, make.OPERATOR)
        assert len(rows) == meetings.how_many(meetings.Filters(when=when), look, make.OPERATOR)
        return [row.id for row in rows]

    assert (found("past"), found("cancelled"), found("upcoming")) == ([held.pk], [cancelled.pk], [planned.pk])
    assert found("") == [planned.pk, cancelled.pk, held.pk]


def test_a_meeting_whose_day_has_passed_unrecorded_is_pointed_out() -> None:
    board = make.board()
    meeting = make.meeting(board, date(2017, 3, 1))
    (row,) = meetings.listing(meetings.Filters(), Look.today(), make.OPERATOR)
    assert (row.id, row.status) == (meeting.pk, "boards.meeting_forgotten")


# --- agenda -----------------------------------------------------------------------------------------------------------


def placed(meeting: Meeting, title: str, *, is_restricted: bool = False) -> AgendaItem:
    return actions.place_item(
        meeting=meeting, title=Translated(tr=title), is_restricted=is_restricted, by=make.OPERATOR
    )


def test_items_move_up_and_down_within_the_agenda() -> None:
    meeting = make.meeting()
    first, _second, third = (placed(meeting, title) for title in ("A", "B", "C"))
    actions.move_item(item=third, step=-1, by=make.OPERATOR)
    assert titles(meeting) == ["A", "C", "B"]
    actions.move_item(item=first, step=1, by=make.OPERATOR)
    assert titles(meeting) == ["C", "A", "B"]
    with pytest.raises(Conflict) as refusal:
        actions.move_item(item=third, step=-1, by=make.OPERATOR)
    assert codes(refusal) == ["boards.item_at_the_edge"]


def test_an_item_is_changed_and_taken_off() -> None:
    meeting = make.meeting()
    item = placed(meeting, "Açılış")
    actions.amend_item(item=item, title=Translated(tr="Kapanış"), kind="information", by=make.OPERATOR)
    assert titles(meeting) == ["Kapanış"]
    actions.drop_item(item=item, by=make.OPERATOR)
    assert titles(meeting) == []


def test_an_item_without_a_title_is_refused() -> None:
    with pytest.raises(Refused) as refusal:
        actions.place_item(meeting=make.meeting(), title=Translated(), by=make.OPERATOR)
    assert codes(refusal) == ["boards.title_missing"]


def test_an_item_with_a_decision_stays() -> None:
    meeting = make.opened()
    item = placed(meeting, "Rehber")
    text = Translated(tr="Uygulanır.")
    actions.decide(meeting=meeting, item=item, text=text, addressees=[make.ministry()], by=make.OPERATOR)
    with pytest.raises(Conflict) as refusal:
        actions.drop_item(item=item, by=make.OPERATOR)
    assert codes(refusal) == ["boards.item_decided"]


def test_after_the_meeting_the_agenda_is_closed() -> None:
    with pytest.raises(Refused) as refusal:
        placed(make.held(), "Geç kalan")
    assert codes(refusal) == ["boards.wrong_state"]


def test_what_a_restricted_item_says_is_not_in_the_public_log() -> None:
    placed(make.meeting(), "Gizli konu", is_restricted=True)
    event = AuditEvent.objects.get(kind="boards.item_placed")
    assert event.audience == "boards.read_closed"


def test_overdue_decisions_place_themselves_when_a_meeting_is_planned() -> None:
    board = make.board()
    decision = make.decision(make.opened(board), due=date(2017, 6, 1))
    with on(date(2017, 6, 2)):
        later = make.meeting(board, date(2017, 9, 1))
    assert titles(later) == [f"Gecikmiş karar {decision.number}"]
    item = AgendaItem.objects.get(meeting=later)
    assert str(item.subject) == f"boards.decision:{decision.pk}"


def test_what_became_overdue_joins_when_the_meeting_is_opened_and_only_once() -> None:
    board = make.board()
    make.decision(make.opened(board), due=date(2017, 6, 1))
    with on(date(2017, 5, 1)):
        later = make.meeting(board, date(2017, 9, 1))
    assert titles(later) == []
    with on(date(2017, 9, 1)):
        actions.open_meeting(meeting=later, by=make.OPERATOR)
    assert len(titles(later)) == 1


def test_a_dropped_contribution_does_not_come_again() -> None:
    board = make.board()
    make.decision(make.opened(board), due=date(2017, 6, 1))
    with on(date(2017, 6, 2)):
        later = make.meeting(board, date(2017, 9, 1))
    actions.drop_item(item=AgendaItem.objects.get(meeting=later), by=make.OPERATOR)
    with on(date(2017, 9, 1)):
        actions.open_meeting(meeting=later, by=make.OPERATOR)
    assert titles(later) == []


# --- attendance -------------------------------------------------------------------------------------------------------


def attend(meeting: Meeting, *entries: Presence) -> tuple[Attendance, ...]:
    return actions.record_attendance(meeting=meeting, entries=entries, by=make.OPERATOR)


def test_a_holder_attends() -> None:
    room = make.seated_board()
    meeting = make.opened(room.board)
    (row,) = attend(meeting, make.present(room.post, room.holder))
    assert (row.person, row.capacity, row.role) == (room.holder, "holder", "member")


def test_an_acting_holder_attends_for_a_vacant_seat() -> None:
    board, actor = make.board(), make.person("Vekil", "Kaya")
    post = make.acting_post(actor=actor)
    make.seat(board, post)
    meeting = make.opened(board)
    with pytest.raises(Refused) as refusal:
        attend(meeting, make.present(post, actor, "holder"))
    assert codes(refusal) == ["boards.not_a_holder"]
    (row,) = attend(meeting, make.present(post, actor, "acting"))
    assert row.capacity == "acting"


def test_a_substitute_needs_a_holder_to_stand_in_for() -> None:
    room = make.seated_board()
    meeting = make.opened(room.board)
    other: Person = make.person("Mehmet", "Demir")
    with pytest.raises(Refused) as refusal:
        attend(meeting, make.present(room.post, other, "substitute"))
    assert codes(refusal) == ["boards.substitute_for_nobody"]
    assert refusal.value.findings[0].field == f"seat-{room.post.pk}"
    (row,) = attend(meeting, make.present(room.post, other, "substitute", room.holder))
    assert row.in_place_of == room.holder


def test_a_second_attendance_for_one_seat_is_refused_by_rule_and_by_database() -> None:
    room = make.seated_board()
    meeting = make.opened(room.board)
    entry = make.present(room.post, room.holder)
    with pytest.raises(Refused) as refusal:
        attend(meeting, entry, Presence(room.post.pk, "absent"))
    assert codes(refusal) == ["boards.seat_counted_twice"]
    attend(meeting, entry)
    with pytest.raises(IntegrityError), transaction.atomic():
        Attendance.objects.create(meeting=meeting, post=room.post, role="member", presence="absent")


def test_recording_again_replaces_what_was_recorded() -> None:
    room = make.seated_board()
    meeting = make.opened(room.board)
    attend(meeting, make.present(room.post, room.holder))
    attend(meeting, Presence(room.post.pk, "excused"))
    row = Attendance.objects.get()
    assert (row.presence, row.person) == ("excused", None)
    assert AuditEvent.objects.filter(kind="boards.attendance_recorded").count() == 2


def test_only_seats_of_the_board_attend() -> None:
    room = make.seated_board()
    other = make.held_post(room.ministry, room.holder)
    with pytest.raises(Refused) as refusal:
        attend(make.opened(room.board), make.present(other, room.holder))
    assert codes(refusal) == ["boards.no_such_seat"]


def test_nobody_attends_before_the_meeting_is_opened() -> None:
    room = make.seated_board()
    with pytest.raises(Refused) as refusal:
        attend(make.meeting(room.board), make.present(room.post, room.holder))
    assert codes(refusal) == ["boards.wrong_state"]


def test_one_wrong_seat_leaves_nothing_written() -> None:
    room = make.seated_board()
    second = make.held_post(room.ministry, room.holder)
    make.seat(room.board, second)
    meeting = make.opened(room.board)
    wrong = make.present(second, make.person("Yabancı", "Biri"))
    with pytest.raises(Refused):
        attend(meeting, make.present(room.post, room.holder), wrong)
    assert not Attendance.objects.exists()


def test_holders_are_those_of_the_day_of_the_meeting() -> None:
    room = make.seated_board()
    from_may = make.person("Yeni", "Gelen")
    appointment = room.post.appointments.get()
    make.end_appointment(appointment, Bound.on(date(2017, 4, 30)))
    make.appoint_since(room.post, from_may, date(2017, 5, 1))
    meeting = make.opened(room.board, date(2017, 3, 1))
    with pytest.raises(Refused):
        attend(meeting, make.present(room.post, from_may))
    assert attend(meeting, make.present(room.post, room.holder))
