"""How events are added: one order, one head, linked digests."""

import json
from datetime import timedelta

import pytest
from django.db import transaction

from kurul.kernel.audit import chain
from kurul.kernel.audit.chain import BrokenLog, Head
from kurul.kernel.audit.events import NO_DIGEST
from kurul.kernel.audit.models import AuditEvent, AuditHead, EventSubject, PersonalValue
from kurul.kernel.audit.tests.make import MINISTRY, MOMENT, PERSON, pending, write, write_log

pytestmark = pytest.mark.django_db


def test_the_head_of_an_empty_log_is_zero_and_has_no_moment():
    with transaction.atomic():
        assert chain.lock_head() == Head(0, NO_DIGEST, None)
    assert chain.present_head() == Head(0, NO_DIGEST, None)


def test_events_are_numbered_from_one_without_gaps_and_linked():
    write(pending(), pending())
    write(pending())
    first, second, third = AuditEvent.objects.order_by("seq")
    assert (first.seq, second.seq, third.seq) == (1, 2, 3)
    assert first.previous == NO_DIGEST
    assert (second.previous, third.previous) == (first.digest, second.digest)


def test_the_head_moves_to_the_last_event():
    *_, last = write_log(3)
    assert chain.present_head() == Head(3, last.digest, last.at)


def test_what_was_appended_reads_back():
    write(pending(before={"level": 1}, after={"level": 2}, reason="gerekçe", instrument="law.instrument:5"))
    event = AuditEvent.objects.get()
    body = json.loads(event.body)
    assert (event.kind, event.subject, event.by, event.at) == ("organisations.renamed", MINISTRY, "account:7", MOMENT)
    assert (body["before"], body["after"]) == ({"level": 1}, {"level": 2})
    assert (body["reason"], body["instrument"]) == ("gerekçe", "law.instrument:5")


def test_an_event_stands_once_in_the_history_of_each_record_it_names():
    write(pending(about=(PERSON, MINISTRY, PERSON)))
    assert set(EventSubject.objects.values_list("ref", "event_id")) == {(MINISTRY, 1), (PERSON, 1)}


def test_personal_values_stand_outside_the_event():
    write(pending(after={"name": "Ayşe Yılmaz"}, personal={"after.name": "Ayşe Yılmaz"}))
    assert "Ayşe" not in AuditEvent.objects.get().body
    assert list(PersonalValue.objects.values_list("event_id", "path", "value")) == [(1, "after.name", "Ayşe Yılmaz")]


def test_a_write_that_is_not_later_than_the_head_is_refused():
    write(pending())
    with transaction.atomic():
        head = chain.lock_head()
        with pytest.raises(ValueError):
            chain.append(head, [pending(at=head.at)])


def test_events_of_one_write_that_run_backwards_are_refused():
    with transaction.atomic(), pytest.raises(ValueError):
        chain.append(chain.lock_head(), [pending(at=MOMENT), pending(at=MOMENT - timedelta(microseconds=1))])


def test_nothing_is_added_after_a_head_that_is_no_longer_the_head():
    with transaction.atomic():
        head = chain.lock_head()
        chain.append(head, [pending()])
    AuditHead.objects.update(seq=7)
    with pytest.raises(BrokenLog), transaction.atomic():
        chain.append(Head(1, AuditEvent.objects.get().digest, MOMENT), [pending(at=MOMENT + timedelta(seconds=1))])
    assert AuditEvent.objects.count() == 1


@pytest.mark.usefixtures("unprotected")
def test_a_log_whose_head_is_gone_takes_no_more_events():
    write(pending())
    AuditHead.objects.all().delete()
    with pytest.raises(BrokenLog):
        chain.lock_head()


def test_a_write_without_events_leaves_the_head_where_it_is():
    write_log(1)
    before = chain.present_head()
    write()
    assert chain.present_head() == before


def test_a_head_reads_the_text_that_it_prints():
    head = Head(12, "ab" * 32)
    assert Head.read(f" {head}\n") == head


@pytest.mark.parametrize("text", ["", "12", "12:ab", f"x:{'ab' * 32}", f"-1:{'ab' * 32}", f"12:{'AB' * 32}"])
def test_another_text_is_no_head(text):
    with pytest.raises(ValueError):
        Head.read(text)
