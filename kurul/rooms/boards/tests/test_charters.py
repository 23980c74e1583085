"""Boards, charters and seats: what is recorded, refused and remembered."""

from datetime import date
from fractions import Fraction

import pytest
from django.db import IntegrityError, transaction

from kurul.kernel.audit.models import AuditEvent
from kurul.kernel.identity.actors import Actor
from kurul.kernel.refusals import Conflict, NotPermitted, Refused, Stale
from kurul.kernel.temporal import clock, facts
from kurul.kernel.temporal.bounds import Bound, Period
from kurul.kernel.temporal.look import Look
from kurul.kernel.temporal.moment import writing_at
from kurul.kernel.translated import Translated
from kurul.rooms.boards import actions
from kurul.rooms.boards.models import Board, Charter, Role, SeatRule, SeatSource
from kurul.rooms.boards.queries.names import charters_on
from kurul.rooms.boards.queries.seats import seats_of
from kurul.rooms.boards.rules.charters import QuorumRule
from kurul.rooms.boards.tests import make

pytestmark = pytest.mark.django_db
SETTLED = Bound.on(date(2017, 4, 4))


def codes(refusal: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [finding.code for finding in refusal.value.findings]


def amended(board: Board, months: int | None, version: int = 1) -> Charter:
    terms = actions.Terms(name=Translated(tr="CIO Kurulu"), cadence_months=months)
    return actions.amend_charter(board=board, terms=terms, day=SETTLED, by=make.OPERATOR, version=version)


def test_a_board_is_chartered_with_its_terms() -> None:
    convener = make.ministry("Ulaştırma Bakanlığı")
    quorum = QuorumRule(share=Fraction(1, 2), more_than=True, basis="Yönerge, md. 5")
    made = make.board(convener=convener, quorum=quorum, is_label=True)
    charter = charters_on([made.pk], Look(date(2017, 1, 1)))[made.pk]
    assert charter.convener == convener
    assert charter.quorum == quorum
    assert charter.is_label
    assert AuditEvent.objects.filter(kind="boards.chartered", subject=f"boards.board:{made.pk}").count() == 1


def test_a_code_stands_for_one_board() -> None:
    make.board("cio")
    with pytest.raises(Conflict) as refusal:
        make.board("cio")
    assert codes(refusal) == ["boards.code_taken"]


def test_a_quorum_without_a_basis_is_refused_by_rule_and_by_database() -> None:
    with pytest.raises(Refused) as refusal:
        make.board(quorum=QuorumRule(number=3))
    assert codes(refusal) == ["boards.quorum_without_basis"]
    assert not Board.objects.exists()
    made = make.board()
    with pytest.raises(IntegrityError), transaction.atomic():
        Charter.objects.filter(board=made).update(quorum_number=3)


@pytest.mark.parametrize("months", [0, 121])
def test_an_interval_of_no_month_or_of_more_than_ten_years_is_refused(months: int) -> None:
    with pytest.raises(Refused) as refusal:
        make.board(months=months)
    assert codes(refusal) == ["boards.interval_impossible"]
    assert not Board.objects.exists()
    made = make.board()
    with pytest.raises(Refused) as refusal:
        amended(made, months)
    assert codes(refusal) == ["boards.interval_impossible"]
    assert Charter.objects.get().cadence_months == 6


def test_terms_change_from_a_day_on() -> None:
    made = make.board(months=None)
    amended(made, 3)
    before = charters_on([made.pk], Look(date(2017, 4, 3)))[made.pk]
    after = charters_on([made.pk], Look(date(2017, 4, 4)))[made.pk]
    assert (before.cadence_months, after.cadence_months) == (None, 3)


def test_a_stale_change_is_refused() -> None:
    made = make.board()
    amended(made, 3)
    with pytest.raises(Stale):
        amended(made, 4)


def test_a_correction_says_why_and_leaves_what_was_known() -> None:
    made = make.board(months=6)
    charter = Charter.objects.known_at().get(board=made)
    known = clock.now()
    terms = actions.Terms(name=Translated(tr="CIO Kurulu"), cadence_months=12)
    with pytest.raises(Refused) as refusal:
        actions.correct_charter(charter=charter, terms=terms, reason=" ", by=make.OPERATOR, version=1)
    assert codes(refusal) == ["boards.reason_missing"]
    actions.correct_charter(charter=charter, terms=terms, reason="Yanlış okundu", by=make.OPERATOR, version=1)
    day = date(2017, 1, 1)
    assert charters_on([made.pk], Look(day))[made.pk].cadence_months == 12
    assert charters_on([made.pk], Look(day, known))[made.pk].cadence_months == 6


def test_two_charters_of_one_board_cannot_hold_on_one_day() -> None:
    made = make.board()
    with writing_at(clock.now()), pytest.raises(IntegrityError), transaction.atomic():
        Charter.objects.create(board=made, name=Translated(tr="x"), **facts.columns(Period.since(date(2018, 1, 1))))


def test_when_a_board_ends_its_seats_end_with_it() -> None:
    room = make.seated_board()
    actions.end_charter(board=room.board, day=Bound.on(date(2018, 7, 10)), by=make.OPERATOR, version=1)
    assert seats_of(room.board.pk, Look(date(2018, 7, 9)), make.OPERATOR) != ()
    assert seats_of(room.board.pk, Look(date(2018, 7, 10)), make.OPERATOR) == ()


def test_the_same_post_is_not_seated_twice() -> None:
    room = make.seated_board()
    with pytest.raises(Conflict) as refusal:
        make.seat(room.board, room.post)
    assert codes(refusal) == ["boards.seat_given_twice"]


def test_a_seat_without_posts_is_refused() -> None:
    with pytest.raises(Refused) as refusal:
        actions.give_seats(board=make.board(), source=SeatSource.KIND, period=make.ALWAYS, by=make.OPERATOR)
    assert codes(refusal) == ["boards.seat_without_source"]


def test_a_seat_of_one_post_needs_the_post_in_the_database_too() -> None:
    made = make.board()
    columns = facts.columns(make.ALWAYS)
    with writing_at(clock.now()), pytest.raises(IntegrityError), transaction.atomic():
        SeatRule.objects.create(board=made, by=SeatSource.POST, selector="7", role=Role.MEMBER, **columns)


def test_ending_a_seat_that_somebody_ended_meanwhile_is_refused() -> None:
    room = make.seated_board()
    seat = SeatRule.objects.get(board=room.board)
    actions.end_seats(seat=seat, day=Bound.on(date(2018, 1, 1)), by=make.OPERATOR)
    with pytest.raises(Stale):
        actions.end_seats(seat=seat, day=Bound.on(date(2018, 2, 1)), by=make.OPERATOR)


def test_the_public_changes_nothing() -> None:
    made = make.board()
    nobody = Actor.nobody()
    terms = actions.Terms(name=Translated(tr="Başka"))
    with pytest.raises(NotPermitted):
        actions.charter_board(code="x", terms=terms, period=make.ALWAYS, by=nobody)
    with pytest.raises(NotPermitted):
        actions.amend_charter(board=made, terms=terms, day=SETTLED, by=nobody, version=1)
    with pytest.raises(NotPermitted):
        actions.give_seats(board=made, source=SeatSource.KIND, selector="x", period=make.ALWAYS, by=nobody)
