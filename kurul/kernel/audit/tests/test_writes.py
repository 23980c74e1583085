"""The log through real actions: what is rolled back, who waits for whom, whose moment lies where."""

import contextlib
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime

import pytest
from django.db import connection, connections

from kurul.kernel.actions import NothingRecorded, record, write_moment, writes
from kurul.kernel.audit.chain import present_head
from kurul.kernel.audit.models import AuditEvent, PersonalValue
from kurul.kernel.audit.queries import history
from kurul.kernel.audit.tests.make import standalone_problems
from kurul.kernel.audit.verification import verify
from kurul.kernel.identity.actions import create_account, deactivate_account
from kurul.kernel.identity.actors import Actor
from kurul.kernel.identity.models import Account
from kurul.kernel.references import Ref
from kurul.kernel.refusals import Refused
from kurul.kernel.temporal import clock
from kurul.kernel.wording import EventKind

NOTED = EventKind("audit.noted_in_a_test")
OPERATOR = Actor.operator()


@writes
def note(number, after=None):
    """The smallest action: it only remembers. Returns its moment."""
    record(NOTED, Ref("boards.board", number), by=OPERATOR, after=after or {"number": number})
    return write_moment()


@pytest.mark.django_db
def test_a_real_action_is_remembered_with_its_personal_values_outside_the_chain():
    account = create_account(login="ayse", display_name="Ayşe Yılmaz", email="ayse@example.org", by=OPERATOR)
    deactivate_account(account=account, by=OPERATOR, reason="emeklilik")
    newest, oldest = history(Ref.of(account), OPERATOR)
    assert (newest.kind, newest.reason) == ("identity.account_deactivated", "emeklilik")
    assert {change.field: change.after for change in oldest.changes}["display_name"] == "Ayşe Yılmaz"
    assert not any("Ayşe" in body for body in AuditEvent.objects.values_list("body", flat=True))
    assert set(PersonalValue.objects.values_list("value", flat=True)) == {"ayse", "Ayşe Yılmaz", "ayse@example.org"}
    assert verify().problems == ()


@pytest.mark.django_db
def test_a_refused_action_leaves_no_event():
    with pytest.raises(Refused):
        create_account(login="", display_name="", by=OPERATOR)
    assert (present_head().seq, AuditEvent.objects.count()) == (0, 0)


@pytest.mark.django_db
def test_an_action_that_remembers_nothing_is_a_mistake_and_changes_nothing():
    @writes
    def forgetful():
        Account.objects.update(is_active=False)

    account = create_account(login="ayse", display_name="Ayşe", by=OPERATOR)
    with pytest.raises(NothingRecorded):
        forgetful()
    account.refresh_from_db()
    assert account.is_active


@pytest.mark.django_db
def test_an_action_refused_inside_another_leaves_nothing_of_itself():
    """A loop over many (remind all who are late) may pass over the ones that are refused."""

    @writes
    def half_done(account):
        Account.objects.filter(pk=account.pk).update(is_active=False)
        record(NOTED, account, by=OPERATOR)
        raise Refused

    @writes
    def all_of_them(account):
        with contextlib.suppress(Refused):
            half_done(account)
        note(1)

    account = create_account(login="ayse", display_name="Ayşe", by=OPERATOR)
    all_of_them(account)
    account.refresh_from_db()
    assert account.is_active
    assert [event.subject for event in AuditEvent.objects.filter(kind=NOTED.code)] == ["boards.board:1"]


@pytest.mark.django_db
def test_writes_stay_in_order_when_the_pinned_day_starts_anew_at_midnight(settings, monkeypatch):
    settings.KURUL_PINNED_DAY = date(2017, 10, 16)
    monkeypatch.setattr(clock.timezone, "now", lambda: datetime(2030, 1, 1, 20, 59, 58, tzinfo=UTC))
    before = note(1)
    monkeypatch.setattr(clock.timezone, "now", lambda: datetime(2030, 1, 1, 21, 0, 1, tzinfo=UTC))
    after = note(2)
    assert before < after
    assert {clock.day_of(before), clock.day_of(after)} == {date(2017, 10, 16)}


@pytest.mark.django_db
def test_an_event_that_cannot_be_canonical_undoes_the_whole_write():
    note(1)
    with pytest.raises(TypeError):
        note(2, after={"share": 0.5})
    assert AuditEvent.objects.count() == 1
    assert verify().is_whole


@pytest.mark.django_db
def test_actions_inside_an_action_are_one_write_with_one_moment():
    @writes
    def both():
        return note(1), note(2)

    one, other = both()
    assert one == other
    assert set(AuditEvent.objects.values_list("at", flat=True)) == {one}
    assert verify().is_whole


@pytest.mark.django_db
def test_a_write_under_a_simulated_moment_is_marked_and_lies_after_the_one_before():
    with clock.at(datetime(2016, 7, 19, tzinfo=UTC)):
        first, second = note(1), note(2)
    assert first == datetime(2016, 7, 19, tzinfo=UTC)
    assert second > first
    assert list(AuditEvent.objects.order_by("seq").values_list("simulated", flat=True)) == [True, True]
    note(3)
    assert AuditEvent.objects.latest("seq").simulated is False


@pytest.mark.django_db(transaction=True)
def test_writers_at_the_same_time_queue_up_and_none_is_lost():
    def write_some(writer):
        try:
            return [note(writer * 100 + number) for number in range(10)]
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        moments = [moment for part in pool.map(write_some, range(4)) for moment in part]
    assert len(set(moments)) == 40
    assert list(AuditEvent.objects.order_by("seq").values_list("at", flat=True)) == sorted(moments)
    assert verify().problems == ()
    assert standalone_problems() == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "table", ["kernel_auditevent", "kernel_eventsubject", "kernel_personalvalue", "kernel_audithead"]
)
def test_a_write_that_ends_during_a_verification_is_no_problem(table):
    """Another connection writes right before each table is read for the last time."""
    note(1)
    written = []

    def write_first(execute, sql, params, many, context):
        if f'FROM "{table}"' in sql and len(written) < 2:
            with ThreadPoolExecutor(1) as pool:
                written.append(pool.submit(_note_elsewhere, 2 + len(written)).result())
        return execute(sql, params, many, context)

    with connection.execute_wrapper(write_first):
        report = verify()
    assert len(written) == 2
    assert report.problems == ()
    assert report.events == 3
    assert verify().events == 3


def _note_elsewhere(number):
    try:
        return note(number)
    finally:
        connections.close_all()
