"""Erasing personal values: they are gone, the chain is whole, and the log says that it happened."""

import json
from pathlib import Path

import pytest
from django.db import connection

from kurul.kernel.audit.erasure import Erased, erase_personal_values
from kurul.kernel.audit.models import AuditEvent, PersonalValue
from kurul.kernel.audit.permissions import ERASE
from kurul.kernel.audit.tests.make import (
    MINISTRY,
    PERSON,
    exported,
    pending,
    rows_of,
    standalone_problems,
    write,
    write_log,
)
from kurul.kernel.audit.verification import verify
from kurul.kernel.identity.actors import Actor, Right
from kurul.kernel.identity.capabilities import ADMINISTRATOR, AUDITOR
from kurul.kernel.identity.scopes import GOVERNMENT
from kurul.kernel.references import Ref
from kurul.kernel.refusals import NotPermitted, Refused

pytestmark = pytest.mark.django_db

PERSON_REF = Ref.read(PERSON)
REASON = "Kişinin başvurusu 2016/14"


def erase(of=PERSON_REF, reason=REASON, by=None):
    return erase_personal_values(of=of, reason=reason, by=by or Actor.operator())


def test_the_values_of_a_person_are_gone_and_the_chain_is_whole():
    write_log(3)
    assert erase() == Erased(values=3, events=3)
    assert not PersonalValue.objects.exists()
    report = verify()
    assert report.problems == ()
    assert (report.personal_values, report.erased) == (3, 3)
    assert standalone_problems(personal=True) == []
    assert "Ayşe".encode() not in b"".join(exported(personal=True))


@pytest.mark.django_db(transaction=True)
def test_erased_values_are_no_longer_in_the_file_of_the_database():
    said = "Gülşah Erdoğmuş"
    write(pending(about=(PERSON,), after={"name": said}, personal={"after.name": said}))
    assert said.encode() in _stored_bytes()
    erase()
    assert said.encode() not in _stored_bytes()


def _stored_bytes() -> bytes:
    """All that is stored: on SQLite the file, on PostgreSQL the table (its vacuum overwrites dead rows later)."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            return Path(connection.settings_dict["NAME"]).read_bytes()
        return repr(rows_of(PersonalValue)).encode()


def test_the_log_says_who_erased_how_much_and_why_but_not_what():
    write_log(2)
    erase()
    event = AuditEvent.objects.latest("seq")
    body = json.loads(event.body)
    assert (event.kind, event.subject, event.by) == ("audit.personal_values_erased", PERSON, "operator")
    assert (body["after"], body["reason"]) == ({"events": 2, "values": 2}, REASON)


def test_the_values_of_others_stay():
    write_log(1)
    write(pending(subject="people.person:4", after={"name": "Fatma"}, personal={"after.name": "Fatma"}))
    erase()
    assert list(PersonalValue.objects.values_list("value", flat=True)) == ["Fatma"]


def test_a_record_whose_number_begins_alike_is_another_record():
    write(pending(subject=f"{PERSON}0", after={"name": "Fatma"}, personal={"after.name": "Fatma"}))
    write_log(1)
    erase()
    assert PersonalValue.objects.count() == 1


def test_an_erasure_without_a_reason_is_refused():
    write_log(1)
    with pytest.raises(Refused) as refusal:
        erase(reason=" ")
    assert refusal.value.findings[0].code == "audit.reason_given"
    assert PersonalValue.objects.count() == 1


def test_an_erasure_of_nothing_is_refused_and_leaves_no_event():
    write(pending(subject=MINISTRY))
    with pytest.raises(Refused) as refusal:
        erase(of=Ref.read(MINISTRY))
    assert refusal.value.findings[0].code == "audit.something_to_erase"
    assert AuditEvent.objects.count() == 1


def test_only_who_holds_the_right_erases():
    write_log(1)
    stranger = Actor("account", 5, "Stranger")
    with pytest.raises(NotPermitted):
        erase(by=stranger)
    administrator = Actor("account", 6, "", frozenset({Right(ERASE, GOVERNMENT, Ref("kernel.grant", 1))}))
    assert erase(by=administrator).values == 1


def test_administrators_erase_and_auditors_do_not():
    assert ERASE in ADMINISTRATOR.capabilities
    assert ERASE not in AUDITOR.capabilities
