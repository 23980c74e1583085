"""Decisions, their addressees, follow-up, and minutes."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from kurul.kernel import slots
from kurul.kernel.audit.chain import present_head
from kurul.kernel.audit.models import AuditEvent
from kurul.kernel.identity.actors import Actor, Right
from kurul.kernel.identity.scopes import GOVERNMENT, Scope
from kurul.kernel.references import Ref
from kurul.kernel.refusals import NotPermitted, Refused, Stale
from kurul.kernel.temporal.bounds import Bound
from kurul.kernel.temporal.look import Look
from kurul.kernel.translated import Translated
from kurul.rooms.boards import actions, wording
from kurul.rooms.boards.models import Decision, DecisionAddressee, ExecutionReport, MeetingState, Minutes
from kurul.rooms.boards.permissions import CONFIRM, READ_CLOSED
from kurul.rooms.boards.queries import decisions, meeting_page
from kurul.rooms.boards.queries.decisions import Filters
from kurul.rooms.boards.rules.decisions import Execution, Shown
from kurul.rooms.boards.tests import make
from kurul.rooms.organisations.public import Organisation

pytestmark = pytest.mark.django_db
BEFORE_DUE, AFTER_DUE = Look(date(2017, 5, 1)), Look(date(2017, 6, 2))


def codes(refusal: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [finding.code for finding in refusal.value.findings]


def confirm(decision: Decision, body: Organisation, state: Execution, day: date, evidence: str = "Genelge 2017/4"):
    return actions.confirm_decision(
        decision=decision, organisation=body, state=state, evidence=evidence, day=day, by=make.OPERATOR
    )


def found(look: Look, actor: Actor = make.OPERATOR, **narrow: Any) -> list[str]:
    rows = decisions.listing(Filters(**narrow), look, actor)
    assert len(rows) == decisions.how_many(Filters(**narrow), look, actor)
    return [row.number for row in rows]


def may(capability: str, scope: Scope = GOVERNMENT) -> Actor:
    """Somebody with one right."""
    return Actor("account", 7, "Biri", frozenset({Right(capability, scope, Ref("kernel.grant", 1))}))


# --- deciding ---------------------------------------------------------------------------------------------------------


def test_decisions_are_numbered_within_the_year_of_their_board() -> None:
    board = make.board(months=None)
    first = make.opened(board, date(2017, 3, 1))
    numbers = [make.decision(first).number, make.decision(first).number]
    assert numbers == ["2017/1", "2017/2"]
    actions.close_meeting(meeting=first, by=make.OPERATOR)
    assert make.decision(make.opened(board, date(2018, 3, 1)), due=None).number == "2018/1"


def test_a_decision_without_text_addressee_or_sense_is_refused_at_each_field() -> None:
    with pytest.raises(Refused) as refusal:
        actions.decide(
            meeting=make.opened(),
            text=Translated(),
            addressees=[],
            due=Bound.on(date(2017, 2, 1)),
            by=make.OPERATOR,
        )
    assert [(finding.code, finding.field) for finding in refusal.value.findings] == [
        ("boards.decision_without_text", "text"),
        ("boards.decision_without_addressee", "addressees"),
        ("boards.due_before_decision", "due"),
    ]
    assert not Decision.objects.exists()


def test_the_same_addressee_twice_is_refused_by_rule_and_by_database() -> None:
    body = make.ministry()
    with pytest.raises(Refused) as refusal:
        make.decision(None, body, body)
    assert codes(refusal) == ["boards.addressee_twice"]
    decision = make.decision(make.opened(make.board("other")), body)
    with pytest.raises(IntegrityError), transaction.atomic():
        DecisionAddressee.objects.create(decision=decision, organisation=body)


def test_nothing_is_decided_before_the_meeting() -> None:
    with pytest.raises(Refused) as refusal:
        make.decision(make.meeting())
    assert codes(refusal) == ["boards.wrong_state"]


def test_an_item_of_another_meeting_is_refused() -> None:
    other = make.meeting(make.board("other"))
    item = actions.place_item(meeting=other, title=Translated(tr="x"), by=make.OPERATOR)
    with pytest.raises(Refused) as refusal:
        actions.decide(
            meeting=make.opened(), item=item, text=Translated(tr="x"), addressees=[make.ministry()], by=make.OPERATOR
        )
    assert codes(refusal) == ["boards.item_of_another_meeting"]


def test_higher_rooms_react_in_the_same_transaction(monkeypatch: pytest.MonkeyPatch) -> None:
    reactions = slots.Reactions()
    monkeypatch.setattr(slots, "reactions", reactions)
    seen = []

    @reactions.register(wording.DECIDED, order=1)
    def react(subject: Decision, event: object, by: Actor) -> None:
        seen.append((subject.number, by))
        if len(seen) == 2:
            raise RuntimeError

    meeting = make.opened()
    make.decision(meeting)
    assert seen == [("2017/1", make.OPERATOR)]
    with pytest.raises(RuntimeError):
        make.decision(meeting)
    assert Decision.objects.count() == 1


# --- following up -----------------------------------------------------------------------------------------------------


def test_addressees_confirm_each_for_itself() -> None:
    health, finance = make.ministry("Sağlık Bakanlığı"), make.ministry("Maliye Bakanlığı")
    decision = make.decision(None, health, finance)
    confirm(decision, health, Execution.DONE, date(2017, 5, 1))
    page = decisions.page(decision.pk, AFTER_DUE, make.OPERATOR)
    assert page is not None
    assert {one.organisation.id: one.shown for one in page.addressees} == {
        health.pk: Shown.DONE,
        finance.pk: Shown.OVERDUE,
    }
    assert page.shown is Shown.OVERDUE
    assert [one.evidence for one in page.addressees] == ["Genelge 2017/4", ""]


def test_a_report_counts_from_its_day_on() -> None:
    body = make.ministry()
    decision = make.decision(None, body)
    confirm(decision, body, Execution.DONE, date(2017, 5, 1))
    assert found(Look(date(2017, 4, 30)), state="open") == ["2017/1"]
    assert found(Look(date(2017, 5, 1)), state="open") == []
    assert found(Look(date(2017, 5, 1)), state="done") == ["2017/1"]


def test_done_without_evidence_is_refused_by_rule_and_by_database() -> None:
    body = make.ministry()
    decision = make.decision(None, body)
    with pytest.raises(Refused) as refusal:
        confirm(decision, body, Execution.DONE, date(2017, 5, 1), evidence=" ")
    assert [(one.code, one.field) for one in refusal.value.findings] == [("boards.evidence_missing", "evidence")]
    confirm(decision, body, Execution.IN_PROGRESS, date(2017, 5, 1), evidence="")
    with pytest.raises(IntegrityError), transaction.atomic():
        ExecutionReport.objects.update(state="done")


def test_whom_a_decision_does_not_address_does_not_confirm_it() -> None:
    with pytest.raises(Refused) as refusal:
        confirm(make.decision(), make.ministry("Başka"), Execution.DONE, date(2017, 5, 1))
    assert codes(refusal) == ["boards.not_addressed"]


def test_nothing_is_confirmed_before_the_decision_or_in_the_future() -> None:
    body = make.ministry()
    decision = make.decision(None, body)
    for day in (date(2017, 2, 28), date(2099, 1, 1)):
        with pytest.raises(Refused) as refusal:
            confirm(decision, body, Execution.DONE, day)
        assert codes(refusal) == ["boards.confirmed_out_of_time"]


def test_of_two_reports_on_one_day_the_later_counts() -> None:
    body = make.ministry()
    decision = make.decision(None, body)
    confirm(decision, body, Execution.IN_PROGRESS, date(2017, 5, 1))
    confirm(decision, body, Execution.DONE, date(2017, 5, 1))
    assert found(Look(date(2017, 5, 1)), state="done") == ["2017/1"]
    assert ExecutionReport.objects.known_at().count() == 1


def test_the_same_state_is_not_reported_twice() -> None:
    body = make.ministry()
    decision = make.decision(None, body)
    confirm(decision, body, Execution.DONE, date(2017, 5, 1))
    with pytest.raises(Refused) as refusal:
        confirm(decision, body, Execution.DONE, date(2017, 5, 2))
    assert codes(refusal) == ["boards.already_so"]


def test_confirming_takes_the_right_on_that_body() -> None:
    health, finance = make.ministry("Sağlık Bakanlığı"), make.ministry("Maliye Bakanlığı")
    decision = make.decision(None, health, finance)
    clerk = may(CONFIRM, Scope("organisation", health.pk))
    report: dict[str, Any] = {
        "decision": decision,
        "state": Execution.IN_PROGRESS,
        "day": date(2017, 5, 1),
        "by": clerk,
    }
    actions.confirm_decision(organisation=health, **report)
    with pytest.raises(NotPermitted):
        actions.confirm_decision(organisation=finance, **report)


def test_a_later_decision_takes_the_place_of_an_earlier_one() -> None:
    body = make.ministry()
    meeting = make.opened()
    old, new = make.decision(meeting, body), make.decision(meeting, body)
    with pytest.raises(Refused) as refusal:
        actions.supersede_decision(decision=new, successor=old, by=make.OPERATOR, version=1)
    assert codes(refusal) == ["boards.supersedes_wrongly"]
    actions.supersede_decision(decision=old, successor=new, by=make.OPERATOR, version=1)
    assert found(AFTER_DUE, state="overdue") == ["2017/2"]
    assert found(AFTER_DUE, state="superseded") == ["2017/1"]
    with pytest.raises(Refused) as refusal:
        confirm(Decision.objects.get(pk=old.pk), body, Execution.DONE, date(2017, 5, 1))
    assert codes(refusal) == ["boards.superseded"]
    with pytest.raises(Stale):
        actions.supersede_decision(decision=old, successor=new, by=make.OPERATOR, version=1)


# --- the register -----------------------------------------------------------------------------------------------------


def test_overdue_begins_the_day_after_the_due_day() -> None:
    make.decision()
    assert found(Look(date(2017, 6, 1)), state="overdue") == []
    assert found(Look(date(2017, 6, 2)), state="overdue") == ["2017/1"]
    assert found(Look(date(2017, 6, 2)), state="open") == ["2017/1"]


def test_before_it_was_taken_a_decision_is_not_in_the_register() -> None:
    make.decision()
    assert found(Look(date(2017, 2, 28))) == []


def test_the_register_is_narrowed_by_body_board_and_text() -> None:
    health, finance = make.ministry("Sağlık Bakanlığı"), make.ministry("Maliye Bakanlığı")
    first = make.opened(make.board("one"))
    make.decision(first, health, text="Iğdır pilot il olur.")
    make.decision(first, finance, text="Bütçe ayrılır.")
    make.decision(make.opened(make.board("two")), health, text="Eğitim verilir.")
    assert found(BEFORE_DUE, organisation=health.pk) == ["2017/1", "2017/1"]
    assert found(BEFORE_DUE, organisation=health.pk, board=first.board_id) == ["2017/1"]
    assert found(BEFORE_DUE, text="IĞDIR") == ["2017/1"]
    assert found(BEFORE_DUE, text="2017/2") == ["2017/2"]


def test_the_register_counts_open_and_overdue_per_board() -> None:
    meeting = make.opened()
    make.decision(meeting)
    make.decision(meeting, due=None)
    assert decisions.counts([meeting.board_id], AFTER_DUE, make.OPERATOR) == {meeting.board_id: (2, 1)}


# --- closed items -----------------------------------------------------------------------------------------------------


def closed_decision(*addressees: Organisation) -> Decision:
    room = make.seated_board()
    meeting = make.opened(room.board)
    item = actions.place_item(meeting=meeting, title=Translated(tr="Gizli konu"), is_restricted=True, by=make.OPERATOR)
    text = Translated(tr="Gizli karar")
    return actions.decide(
        meeting=meeting, item=item, text=text, addressees=addressees or [room.ministry], by=make.OPERATOR
    )


def test_of_a_closed_decision_the_public_sees_the_number_only() -> None:
    decision = closed_decision()
    page = decisions.page(decision.pk, Look.today(), Actor.nobody())
    assert page is not None
    assert (page.number, page.text, page.addressees) == ("2017/1", Translated(), ())
    assert page.item_title == Translated()
    assert found(BEFORE_DUE, Actor.nobody()) == ["2017/1"]


def test_a_closed_decision_is_found_neither_by_its_words_nor_by_whom_it_addresses() -> None:
    body = make.ministry("Milli Savunma Bakanlığı")
    closed_decision(body)
    assert found(BEFORE_DUE, Actor.nobody(), text="gizli") == []
    assert found(BEFORE_DUE, Actor.nobody(), organisation=body.pk) == []
    assert found(BEFORE_DUE, text="gizli") == ["2017/1"]


def test_whom_a_closed_decision_addresses_may_read_it() -> None:
    addressed, other = make.ministry("Milli Savunma Bakanlığı"), make.ministry("Kültür Bakanlığı")
    decision = closed_decision(addressed)
    for body, number in ((addressed, 1), (other, 0)):
        reader = may(READ_CLOSED, Scope("organisation", body.pk))
        page = decisions.page(decision.pk, Look.today(), reader)
        assert page is not None
        assert len(page.addressees) == number
        assert found(BEFORE_DUE, reader, organisation=addressed.pk) == ["2017/1"] * number


def test_a_body_with_a_seat_reads_the_closed_items_of_its_board() -> None:
    decision = closed_decision(make.ministry("Milli Savunma Bakanlığı"))
    seated = Organisation.objects.latest("pk")
    reader = may(READ_CLOSED, Scope("organisation", seated.pk))
    page = meeting_page.page(decision.meeting_id, Look.today(), reader)
    public = meeting_page.page(decision.meeting_id, Look.today(), Actor.nobody())
    assert page is not None
    assert public is not None
    assert [str(item.title) for item in page.items] == ["Gizli konu"]
    assert [(item.number, item.is_withheld, item.title) for item in public.items] == [(1, True, Translated())]


# --- minutes ----------------------------------------------------------------------------------------------------------


def test_minutes_are_written_only_after_the_meeting() -> None:
    with pytest.raises(Refused) as refusal:
        actions.write_minutes(meeting=make.opened(), texts={None: Translated(tr="x")}, by=make.OPERATOR, version=0)
    assert codes(refusal) == ["boards.minutes_too_early"]


def test_a_draft_is_the_secretariats_until_it_is_approved() -> None:
    meeting = make.held()
    actions.write_minutes(meeting=meeting, texts={None: Translated(tr="Açıldı.")}, by=make.OPERATOR, version=0)
    look, nobody = Look.today(), Actor.nobody()
    page = meeting_page.page(meeting.pk, look, nobody, texts=True)
    assert page is not None
    assert (page.minutes, page.general_text) == (None, Translated())
    actions.approve_minutes(meeting=meeting, by=make.OPERATOR, version=1)
    page = meeting_page.page(meeting.pk, look, nobody, texts=True)
    assert page is not None
    assert page.general_text == {"tr": "Açıldı."}


def test_two_writers_of_one_draft_do_not_overwrite_each_other() -> None:
    meeting = make.held()
    actions.write_minutes(meeting=meeting, texts={None: Translated(tr="Bir")}, by=make.OPERATOR, version=0)
    for version in (0, 2):
        with pytest.raises(Stale):
            actions.write_minutes(
                meeting=meeting, texts={None: Translated(tr="İki")}, by=make.OPERATOR, version=version
            )


def test_approved_minutes_carry_the_head_of_the_log_and_close_the_meeting() -> None:
    meeting = make.opened()
    make.decision(meeting)
    actions.close_meeting(meeting=meeting, by=make.OPERATOR)
    actions.write_minutes(meeting=meeting, texts={}, by=make.OPERATOR, version=0)
    head = str(present_head())
    minutes = actions.approve_minutes(meeting=meeting, by=make.OPERATOR, version=1)
    assert minutes.approved_head == head
    last = AuditEvent.objects.order_by("seq").last()
    assert last is not None
    assert last.previous == head.split(":")[1]
    meeting.refresh_from_db()
    assert meeting.state == MeetingState.MINUTED
    for late in (
        lambda: actions.write_minutes(meeting=meeting, texts={}, by=make.OPERATOR, version=2),
        lambda: make.decision(meeting),
        lambda: actions.approve_minutes(meeting=meeting, by=make.OPERATOR, version=2),
    ):
        with pytest.raises(Refused):
            late()


def test_empty_minutes_are_not_approved() -> None:
    meeting = make.held()
    actions.write_minutes(meeting=meeting, texts={}, by=make.OPERATOR, version=0)
    with pytest.raises(Refused) as refusal:
        actions.approve_minutes(meeting=meeting, by=make.OPERATOR, version=1)
    assert codes(refusal) == ["boards.minutes_empty"]


def test_an_emptied_text_is_gone() -> None:
    meeting = make.held()
    actions.write_minutes(meeting=meeting, texts={None: Translated(tr="Bir")}, by=make.OPERATOR, version=0)
    actions.write_minutes(meeting=meeting, texts={None: Translated()}, by=make.OPERATOR, version=1)
    assert Minutes.objects.get().texts.count() == 0
