"""Who sits in a board on a day."""

from datetime import date

import pytest

from kurul.kernel.temporal.bounds import Bound
from kurul.kernel.temporal.look import Look
from kurul.rooms.boards import actions
from kurul.rooms.boards.models import Role, SeatSource
from kurul.rooms.boards.queries.seats import CIO, boards_of_posts, seats_of
from kurul.rooms.boards.tests import make
from kurul.rooms.positions.public import Appointment, SeatState, end_appointment

pytestmark = pytest.mark.django_db
DAY = Look(date(2017, 3, 1))


def test_a_rule_seats_the_posts_that_count_and_names_bodies_without_one() -> None:
    make.cio_rule()
    health, finance = make.ministry("Sağlık Bakanlığı"), make.ministry("Maliye Bakanlığı")
    counting = make.held_post(health, counts=True)
    make.held_post(finance)
    board = make.board()
    actions.give_seats(board=board, source=SeatSource.EQUIVALENCE, selector=CIO, period=make.ALWAYS, by=make.OPERATOR)
    seats = {seat.organisation.id: seat for seat in seats_of(board.pk, DAY, make.OPERATOR) if seat.organisation}
    assert seats[health.pk].post == counting.pk
    assert seats[health.pk].state is SeatState.FILLED
    assert seats[finance.pk].post is None
    assert seats[finance.pk].state is SeatState.NOT_KNOWN


def test_the_same_posts_sit_in_two_boards() -> None:
    make.cio_rule()
    counting = make.held_post(make.ministry(), counts=True)
    boards = [make.board("cio_board"), make.board("pm_coordination", months=None)]
    for board in boards:
        actions.give_seats(
            board=board, source=SeatSource.EQUIVALENCE, selector=CIO, period=make.ALWAYS, by=make.OPERATOR
        )
    found = boards_of_posts([counting.pk], DAY)
    assert found == {counting.pk: {board.pk: "member" for board in boards}}


def test_a_kind_of_post_seats_all_posts_of_the_kind() -> None:
    posts = {make.held_post(make.ministry(name)).pk for name in ("Sağlık Bakanlığı", "Maliye Bakanlığı")}
    board = make.board()
    kind = make.post_kind().code
    actions.give_seats(board=board, source=SeatSource.KIND, selector=kind, period=make.ALWAYS, by=make.OPERATOR)
    assert {seat.post for seat in seats_of(board.pk, DAY, make.OPERATOR)} == posts


def test_a_post_with_two_seats_sits_in_the_more_prominent_one() -> None:
    room = make.seated_board()
    kind = make.post_kind().code
    actions.give_seats(
        board=room.board, source=SeatSource.KIND, selector=kind, role=Role.CHAIR, period=make.ALWAYS, by=make.OPERATOR
    )
    (seat,) = seats_of(room.board.pk, DAY, make.OPERATOR)
    assert seat.role == Role.CHAIR


def test_an_acting_holder_speaks_for_a_vacant_seat() -> None:
    board, actor = make.board(), make.person("Vekil", "Kaya")
    make.seat(board, make.acting_post(actor=actor))
    (seat,) = seats_of(board.pk, DAY, make.OPERATOR)
    assert seat.state is SeatState.ACTING
    assert seat.speaker is not None
    assert seat.speaker.person == actor.pk


def test_a_seat_is_vacant_since_its_recorded_holder_left() -> None:
    room = make.seated_board()
    appointment = Appointment.objects.known_at().get(post=room.post)
    end_appointment(appointment=appointment, last_day=Bound.on(date(2016, 12, 31)), by=make.OPERATOR)
    (seat,) = seats_of(room.board.pk, DAY, make.OPERATOR)
    assert (seat.state, seat.since) == (SeatState.VACANT, Bound.on(date(2017, 1, 1)))
    assert seat.speaker is None


def test_a_seat_of_which_no_holder_is_recorded_is_not_known() -> None:
    board = make.board()
    make.seat(board, make.post())
    (seat,) = seats_of(board.pk, DAY, make.OPERATOR)
    assert seat.state is SeatState.NOT_KNOWN


def test_the_seat_of_a_unit_is_named_with_its_ministry() -> None:
    board, unit = make.board(), make.unit(make.ministry("Sağlık Bakanlığı", "SAGLIK"))
    make.seat(board, make.held_post(unit))
    (seat,) = seats_of(board.pk, DAY, make.OPERATOR)
    assert str(seat) == "Müsteşar Yardımcısı, Bilgi İşlem Dairesi Başkanlığı, Sağlık Bakanlığı"
    assert seat.body_name == {"tr": "Bilgi İşlem Dairesi Başkanlığı, Sağlık Bakanlığı"}


def test_before_its_seats_were_given_nobody_sits_in_a_board() -> None:
    room = make.seated_board()
    assert seats_of(room.board.pk, Look(date(2015, 12, 31)), make.OPERATOR) == ()
