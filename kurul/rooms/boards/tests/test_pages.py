"""The pages of the room, as a browser without script sees them."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from kurul.kernel.translated import Translated
from kurul.rooms.boards import actions
from kurul.rooms.boards.models import Board, Decision, Meeting, SeatSource
from kurul.rooms.boards.queries.seats import CIO
from kurul.rooms.boards.tests import make

pytestmark = pytest.mark.django_db
BUDGET = 25


def text_of(response: Any) -> str:
    return response.content.decode()


def shown(client: Client, name: str, *args: int, **query: str) -> str:
    response = client.get(reverse(f"boards:{name}", args=args), query)
    assert response.status_code == 200, text_of(response)[:2000]
    return text_of(response)


def sent(client: Client, name: str, *args: int, **typed: Any) -> Any:
    return client.post(reverse(f"boards:{name}", args=args), typed)


def full_board() -> tuple[Board, Meeting, Decision]:
    """A board of ministries by the CIO rule, with a held, minuted and a planned meeting, and decisions."""
    make.cio_rule()
    convener = make.ministry("Ulaştırma Bakanlığı")
    bodies = [make.ministry(f"Bakanlık {letter}") for letter in "ABCDEFGH"]
    posts = [
        make.held_post(body, make.person("Kişi", f"Soyad{letter}"), counts=True)
        for body, letter in zip(bodies, "ABCDEFGH", strict=True)
    ]
    board = make.board(convener=convener)
    actions.give_seats(board=board, source=SeatSource.EQUIVALENCE, selector=CIO, period=make.ALWAYS, by=make.OPERATOR)
    meeting = make.opened(board)
    for number in range(5):
        title = Translated(tr=f"Madde {number}")
        item = actions.place_item(meeting=meeting, title=title, by=make.OPERATOR, is_restricted=number == 4)
    holder = posts[0].appointments.get().person
    actions.record_attendance(meeting=meeting, entries=[make.present(posts[0], holder)], by=make.OPERATOR)
    decision = make.decision(meeting, *bodies[:2])
    actions.decide(meeting=meeting, item=item, text=Translated(tr="Gizli"), addressees=bodies[2:3], by=make.OPERATOR)
    actions.close_meeting(meeting=meeting, by=make.OPERATOR)
    texts = {None: Translated(tr="Toplantı açıldı.")}
    actions.write_minutes(meeting=meeting, texts=texts, by=make.OPERATOR, version=0)
    actions.approve_minutes(meeting=meeting, by=make.OPERATOR, version=1)
    make.meeting(board, date(2099, 1, 1))
    return board, meeting, decision


# --- reading ----------------------------------------------------------------------------------------------------------


def test_every_page_stays_within_its_queries_in_both_languages(
    secretary_client: Client, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    board, meeting, decision = full_board()
    pages = [
        reverse("boards:list"),
        reverse("boards:board", args=[board.pk]),
        reverse("boards:meetings"),
        reverse("boards:meeting", args=[meeting.pk]),
        reverse("boards:minutes", args=[meeting.pk]),
        reverse("boards:meeting", args=[Meeting.objects.latest("day").pk]),
        reverse("boards:decisions"),
        reverse("boards:decision", args=[decision.pk]),
    ]
    over = {}
    for reader in (client, secretary_client):
        for language in ("tr", "en"):
            reader.cookies["django_language"] = language
            for url in pages:
                with django_assert_max_num_queries(100) as found:
                    assert reader.get(url).status_code == 200
                if len(found) > BUDGET:
                    over[url, language] = len(found)
    assert over == {}
