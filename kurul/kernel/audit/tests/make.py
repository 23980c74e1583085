"""Builders of events and logs, and the hands of somebody who tampers with them."""

import io
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import connection, transaction

from kurul.kernel.audit import chain
from kurul.kernel.audit.events import PendingEvent
from kurul.kernel.audit.export import export_log
from kurul.kernel.audit.models import AuditEvent, AuditHead, EventSubject, PersonalValue
from kurul.kernel.audit.standalone_verifier import check_log

MOMENT = datetime(2016, 7, 19, 8, 30, tzinfo=UTC)
MINISTRY = "organisations.organisation:12"
PERSON = "people.person:3"
TABLES = (AuditEvent, EventSubject, PersonalValue, AuditHead)

Rows = list[dict[str, Any]]


def pending(**said: Any) -> PendingEvent:
    """An event with ordinary contents, changed as said."""
    ordinary = {"kind": "organisations.renamed", "subject": MINISTRY, "about": (), "by": "account:7", "at": MOMENT}
    return PendingEvent(**{**ordinary, **said})


def write(*events: PendingEvent, at: datetime | None = None) -> list[AuditEvent]:
    """Append events as one write, at `at` or a second after the last one."""
    with transaction.atomic():
        head = chain.lock_head()
        if at is None:
            at = MOMENT if head.at is None else head.at + timedelta(seconds=1)
        return chain.append(head, [replace(event, at=at) for event in events])


def write_log(count: int) -> list[AuditEvent]:
    """A log of `count` writes, every one with a personal value and a second record that it is about."""
    written = []
    for number in range(count):
        said = {"name": f"Ayşe {number}", "level": number}
        event = pending(about=(PERSON,), after=said, personal={"after.name": said["name"]}, reason="düzeltme")
        written += write(event)
    return written


def rows_of(model: Any) -> Rows:
    """Every row of a table of the log by column, as somebody with the database in hand reads it."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {model._meta.db_table} ORDER BY 1, 2")
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def replace_rows(model: Any, rows: Sequence[dict[str, Any]]) -> None:
    """Put these rows in place of all rows of a table. Bytes are stored as text, whether they are text or not."""
    table, quote = model._meta.db_table, connection.ops.quote_name
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table}")
        for row in rows:
            places = ", ".join("CAST(%s AS TEXT)" if isinstance(value, bytes) else "%s" for value in row.values())
            names = ", ".join(quote(name) for name in row)
            cursor.execute(f"INSERT INTO {table} ({names}) VALUES ({places})", list(row.values()))


def exported(*, personal: bool = False) -> list[bytes]:
    """The lines of an export of the log."""
    file = io.BytesIO()
    export_log(file, personal=personal)
    return file.getvalue().splitlines(keepends=True)


def standalone_problems(*, personal: bool = False, outside: str | None = None) -> list[str]:
    """What the verifier that stands alone finds in an export of the log."""
    return list(check_log(exported(personal=personal), outside))
