"""Who reads what in the log of a board, its meetings and decisions: a right counts where it is held."""

import pytest
from django.test import Client
from django.urls import reverse

from kurul.kernel.identity.scopes import Scope
from kurul.kernel.translated import Translated
from kurul.rooms.boards import actions
from kurul.rooms.boards.models import Board, Decision
from kurul.rooms.boards.permissions import board_scope
from kurul.rooms.boards.tests import make
from kurul.rooms.boards.tests.conftest import account, browser
from kurul.rooms.organisations.public import Organisation

pytestmark = pytest.mark.django_db
ITEM, TAKEN = "Gizli madde", "Gizli karar"


def secretary_of(scope: Scope) -> Client:
    """A browser in which somebody has the rights of a secretary in one place only."""
    return browser(account(f"secretary_{scope.kind}_{scope.id}", "role:secretariat", scope))


def closed_decision(board: Board, body: Organisation) -> Decision:
    """A decision of the board that is addressed to a body and taken under a closed item."""
    meeting = make.opened(board)
    item = actions.place_item(meeting=meeting, title=Translated(tr=ITEM), is_restricted=True, by=make.OPERATOR)
    return actions.decide(meeting=meeting, item=item, text=Translated(tr=TAKEN), addressees=[body], by=make.OPERATOR)


def logs(client: Client, decision: Decision) -> list[bool]:
    """Whether the closed events are told in the logs of the decision, its meeting and its board."""
    places = [
        ("decision_log", decision.pk, TAKEN),
        ("meeting_log", decision.meeting_id, ITEM),
        ("board_log", decision.board_id, TAKEN),
    ]
    return [said in client.get(reverse(f"boards:{name}", args=[pk])).content.decode() for name, pk, said in places]


def test_the_secretary_of_another_board_does_not_read_closed_events() -> None:
    board, other = make.board(), make.board("other_board", "Başka Kurul")
    decision = closed_decision(board, make.ministry())
    assert logs(secretary_of(board_scope(board.pk)), decision) == [True, True, True]
    assert logs(secretary_of(board_scope(other.pk)), decision) == [False, False, False]


def test_a_right_at_the_convener_opens_the_log_and_one_at_another_body_does_not() -> None:
    convener, stranger = make.ministry(), make.ministry("Başka Bakanlık")
    decision = closed_decision(make.board(convener=convener), make.ministry("Muhatap Bakanlık"))
    assert logs(secretary_of(Scope("organisation", convener.pk)), decision) == [True, True, True]
    assert logs(secretary_of(Scope("organisation", stranger.pk)), decision) == [False, False, False]


def test_an_addressee_reads_the_log_of_the_decision_and_no_other() -> None:
    body = make.ministry()
    decision = closed_decision(make.board(), body)
    assert logs(secretary_of(Scope("organisation", body.pk)), decision) == [True, False, False]


def test_the_page_of_a_body_tells_closed_events_to_those_who_read_all_of_them() -> None:
    body = make.ministry()
    closed_decision(make.board(), body)
    address = reverse("organisations:organisation", args=[body.pk])
    everywhere = browser(account("secretary", "role:secretariat"))
    assert TAKEN in everywhere.get(address, {"tab": "recorded"}).content.decode()
    assert TAKEN not in secretary_of(Scope("organisation", body.pk)).get(address, {"tab": "recorded"}).content.decode()
