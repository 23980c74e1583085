"""The triggers that keep the log append-only, and the two ways around them that tests have."""

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction

from kurul.kernel.audit.models import AuditEvent, AuditHead, EventSubject, PersonalValue
from kurul.kernel.audit.tests.make import write_log
from kurul.kernel.audit.triggers import without_protection
from kurul.kernel.audit.verification import verify

FORBIDDEN = {
    "an event is edited": "UPDATE kernel_auditevent SET kind = 'boards.forged'",
    "an event is deleted": "DELETE FROM kernel_auditevent",
    "the index is edited": "UPDATE kernel_eventsubject SET ref = 'people.person:9'",
    "the index is thinned out": "DELETE FROM kernel_eventsubject",
    "a personal value is edited": "UPDATE kernel_personalvalue SET value = 'Fatma'",
    "the head is deleted": "DELETE FROM kernel_audithead",
}
ONLY_ON = {
    "sqlite": "INSERT OR REPLACE INTO kernel_auditevent SELECT * FROM kernel_auditevent WHERE seq = 1",
    "postgresql": "TRUNCATE kernel_auditevent CASCADE",
}


@pytest.mark.django_db
@pytest.mark.parametrize("statement", FORBIDDEN.values(), ids=FORBIDDEN.keys())
def test_the_database_refuses_when(statement):
    write_log(2)
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        _execute(statement)
    assert verify().is_whole


@pytest.mark.django_db
def test_the_database_refuses_the_way_of_its_own_to_replace_events():
    write_log(2)
    connection.check_constraints()  # PostgreSQL empties no table while keys are still to be checked
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        _execute(ONLY_ON[connection.vendor])
    assert verify().is_whole


@pytest.mark.django_db
def test_personal_values_may_be_deleted():
    write_log(1)
    assert PersonalValue.objects.all().delete()[0] == 1


@pytest.mark.django_db
def test_the_protection_returns_after_it_was_lifted():
    with without_protection(), transaction.atomic():
        write_log(1)
        AuditEvent.objects.update(kind="boards.forged")
        transaction.set_rollback(True)
    write_log(1)
    with pytest.raises(IntegrityError), transaction.atomic():
        AuditEvent.objects.update(kind="boards.forged")


@pytest.mark.django_db(transaction=True)
def test_the_database_of_a_test_is_emptied_and_protected_again():
    write_log(2)
    call_command("flush", interactive=False, verbosity=0)
    assert not any(table.objects.exists() for table in (AuditEvent, EventSubject, PersonalValue, AuditHead))
    write_log(1)
    with pytest.raises(IntegrityError):
        AuditEvent.objects.all().update(kind="boards.forged")


@pytest.mark.django_db
@pytest.mark.parametrize("mode", ["production", "demonstration"])
def test_a_database_that_is_no_test_is_never_emptied(settings, mode):
    settings.KURUL_MODE = mode
    write_log(1)
    with pytest.raises(CommandError, match="append-only"):
        call_command("flush", interactive=False, verbosity=0)
    assert AuditEvent.objects.count() == 1


def _execute(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)
