"""For whom the follow-up notes on decisions are."""

import pytest

from kurul.kernel.identity.actors import Actor, Right, actor_of
from kurul.kernel.identity.scopes import GOVERNMENT, Scope
from kurul.kernel.references import Ref
from kurul.kernel.temporal import clock
from kurul.kernel.temporal.look import Look
from kurul.rooms.boards import actions
from kurul.rooms.boards.models import Decision
from kurul.rooms.boards.permissions import READ_NOTES, RECORD, board_scope
from kurul.rooms.boards.queries import decisions
from kurul.rooms.boards.tests import make
from kurul.rooms.boards.tests.conftest import account
from kurul.rooms.organisations.public import scope_of
from kurul.rooms.people.public import link_account

pytestmark = pytest.mark.django_db


def may(capability: str, scope: Scope = GOVERNMENT) -> Actor:
    """Somebody with one right."""
    return Actor("account", 7, "Biri", frozenset({Right(capability, scope, Ref("kernel.grant", 1))}))


def test_notes_are_read_by_those_concerned_and_by_nobody_else() -> None:
    government = make.ministry("Başbakanlık")
    addressee = make.unit(government, "Bilgi İşlem")
    other, convener = make.ministry("Maliye Bakanlığı"), make.ministry("Ulaştırma Bakanlığı")
    board = make.board(convener=convener)
    decision = make.decision(make.opened(board), addressee)
    actions.add_note(decision=decision, text="Yazıyla hatırlatıldı.", by=make.OPERATOR)
    readers = {
        "the public": (Actor.nobody(), False),
        "a stranger": (may("x.y"), False),
        "an auditor": (may(READ_NOTES), True),
        "the addressee": (may(READ_NOTES, scope_of(addressee.pk)), True),
        "the body above": (may(READ_NOTES, scope_of(government.pk)), True),
        "another body": (may(READ_NOTES, scope_of(other.pk)), False),
        "somebody of the convener": (may(READ_NOTES, scope_of(convener.pk)), False),
        "the secretariat": (may(RECORD, scope_of(convener.pk)), True),
        "the secretary of the board": (may(RECORD, board_scope(board.pk)), True),
        "who may read those of the board": (may(READ_NOTES, board_scope(board.pk)), True),
        "who may read those of another board": (may(READ_NOTES, board_scope(board.pk + 1)), False),
    }
    seen = {who: len(page_for(decision, actor).notes) for who, (actor, _may) in readers.items()}
    assert seen == {who: int(reads) for who, (_actor, reads) in readers.items()}
    states = {tuple(one.status for one in page_for(decision, actor).addressees) for actor, _may in readers.values()}
    assert len(states) == 1, "how far each addressee is, everybody reads"


def page_for(decision: Decision, actor: Actor) -> decisions.Page:
    """The page of a decision as somebody sees it today."""
    found = decisions.page(decision.pk, Look.today(), actor)
    assert found is not None
    return found


def test_members_read_the_notes_of_their_board_through_their_post_and_a_token_adds_nothing() -> None:
    room = make.seated_board()
    decision = make.decision(make.opened(room.board), make.ministry("Maliye Bakanlığı"))
    actions.add_note(decision=decision, text="Yazıyla hatırlatıldı.", by=make.OPERATOR)
    own = account("uye")
    link_account(person=room.holder, account=own, period=make.ALWAYS, by=make.OPERATOR)
    member = actor_of(own, clock.today())
    assert len(page_for(decision, member).notes) == 1
    assert len(page_for(decision, member.narrowed([])).notes) == 0
    elsewhere = make.decision(make.opened(make.board("heads", "Daire başkanları")), make.ministry("Adalet Bakanlığı"))
    actions.add_note(decision=elsewhere, text="Başka bir kurul.", by=make.OPERATOR)
    assert len(page_for(elsewhere, member).notes) == 0
