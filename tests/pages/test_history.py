"""What a page asks the database does not grow with history: superseded facts, reports, meetings that were held."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kurul.kernel.identity.actions import create_account
from kurul.kernel.identity.actors import Actor, actor_of
from kurul.kernel.identity.models import Account
from kurul.kernel.identity.signin import PREVIOUS_VISIT
from kurul.kernel.temporal.bounds import Bound
from kurul.kernel.translated import Translated
from kurul.rooms.boards import actions as boards
from kurul.rooms.boards.models import Board, Charter, Decision
from kurul.rooms.boards.rules.decisions import Execution
from kurul.rooms.organisations.actions import correct_name
from kurul.rooms.organisations.models import Name
from kurul.rooms.positions.models import Appointment
from kurul.rooms.positions.public import correct_appointment
from kurul.site.demonstration.bodies import body
from kurul.site.tests.demonstration import PINNED
from tests.demonstration import ADMINISTRATOR, CIO, REPORTER, SECRETARY

pytestmark = pytest.mark.slow
OPERATOR = Actor.operator()
TIMES = 20
BUDGET = 25


def asked() -> dict[tuple[str, str], int]:
    """How often the pages ask the database right after a write, by their address and who looks at them."""
    create_account(login=f"yeni.{Account.objects.count()}", display_name="Yeni", by=OPERATOR)
    held = Appointment.objects.known_at().filter(person__account_links__account__login=CIO).latest("pk")
    board = Board.objects.get(code="cio_board")
    found = {}
    for login in (SECRETARY, CIO, REPORTER):
        client = Client()
        client.force_login(Account.objects.get(login=login))
        session = client.session
        session[PREVIOUS_VISIT] = f"{PINNED - timedelta(days=60)}T08:00:00+00:00"  # the Desk tells what happened since
        session.save()
        for url in (
            "/oversight/desk/",
            f"/positions/posts/{held.post_id}/",
            f"/boards/{board.pk}/",
            f"/boards/{board.pk}/seats/",
        ):
            with CaptureQueriesContext(connection) as queries:
                assert client.get(url).status_code == 200
            found[url, login] = len(queries)
            assert len(queries) <= BUDGET, f"{url} needs {len(queries)} queries"
    return found


def names() -> None:
    """The name of the ministry is corrected again and again."""
    ministry = body("SAGLIK")
    said = Name.objects.as_of(PINNED).get(organisation=ministry)
    for number in range(TIMES):
        ministry.refresh_from_db()
        correct_name(
            organisation=ministry,
            name=Translated({**said.name, "en": f"Ministry of Health {number}"}),
            abbreviation=said.abbreviation,
            reason="Yazım",
            day=Bound.on(PINNED),
            by=OPERATOR,
            version=ministry.version,
        )


def appointments() -> None:
    """Since when the CIO-equivalent holds the post is corrected again and again."""
    for number in range(TIMES):
        held = Appointment.objects.known_at().filter(person__account_links__account__login=CIO).latest("pk")
        period = held.period
        start = Bound.on(period.start.latest + timedelta(days=1 if number % 2 else -1))
        correct_appointment(
            appointment=held,
            person=held.person,
            period=type(period)(start, period.end),
            capacity=held.capacity,
            absence=held.absence,
            instrument=held.instrument,
            reason="Yazım",
            by=actor_of(Account.objects.get(login=ADMINISTRATOR), PINNED),  # history names who did it
        )


def terms() -> None:
    """The terms of the board are corrected again and again."""
    for number in range(TIMES):
        held = Charter.objects.as_of(PINNED).get(board__code="cio_board")
        changed = boards.Terms.of(held)
        changed = type(changed)(**{**changed.__dict__, "members_note": Translated(tr=f"Not {number}")})
        boards.correct_charter(charter=held, terms=changed, reason="Yazım", by=OPERATOR, version=held.board.version)


def reports() -> None:
    """An addressee reports again and again how far it is."""
    decision = Decision.objects.filter(board__code="cio_board", addressees__organisation=body("SAGLIK")).first()
    assert decision is not None
    for number in range(TIMES):
        boards.confirm_decision(
            decision=decision,
            organisation=body("SAGLIK"),
            state=Execution.IN_PROGRESS if number % 2 else Execution.OPEN,
            evidence=f"Yazı {number}",
            by=OPERATOR,
        )


def meetings() -> None:
    """The board has met twenty times more."""
    board = Board.objects.get(code="cio_board")
    for number in range(TIMES):
        day = PINNED - timedelta(days=400 + number)
        held = boards.open_meeting(meeting=boards.plan_meeting(board=board, day=day, by=OPERATOR).meeting, by=OPERATOR)
        boards.close_meeting(meeting=held, by=OPERATOR)


@pytest.mark.parametrize("happened", [names, appointments, terms, reports, meetings], ids=lambda one: one.__name__)
def test_pages_ask_as_often_after_twenty_more(on_its_day: None, happened: Callable[[], None]) -> None:
    before = asked()
    happened()
    assert asked() == before
