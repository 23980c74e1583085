"""Triggers that keep the log append-only inside the database, on SQLite and PostgreSQL alike.

They stop mistakes and careless tools. Whoever owns the database can drop them; that is what the chain is for.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.apps import AppConfig
from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from kurul.kernel.audit.models import AuditEvent, AuditHead, EventSubject, PersonalValue

# What may never happen to the rows of each table. Personal values may be erased, the head moves with every write.
# SQLite's INSERT OR REPLACE deletes the old row without a DELETE trigger.
FORBIDDEN = {
    AuditEvent: ("UPDATE", "DELETE", "REPLACE"),
    EventSubject: ("UPDATE", "DELETE"),
    PersonalValue: ("UPDATE",),
    AuditHead: ("DELETE",),
}
FUNCTION = "kernel_log_is_append_only"
MESSAGE = "constraint failed: the audit log is append-only"


def install_protection(sender: AppConfig, using: str = "default", **_: Any) -> None:
    """After `migrate`: (re)create the triggers of the log, when its tables were migrated."""
    if sender.label == AuditEvent._meta.app_label:
        _install(connections[using])


@contextmanager
def without_protection(using: str = "default") -> Iterator[None]:
    """Lift the protection for a while. For tests alone: those that tamper, and the emptying of the test database."""
    connection = connections[using]
    with connection.cursor() as cursor:
        for table, name, _event in _triggers(connection):
            cursor.execute(_dropping(connection, table, name))
    yield
    _install(connection)


def _triggers(connection: BaseDatabaseWrapper) -> Iterator[tuple[str, str, str]]:
    for model, events in FORBIDDEN.items():
        table = model._meta.db_table
        for event in events:
            if event != "REPLACE" or connection.vendor == "sqlite":
                yield table, f"{table}_no_{event.lower()}", event


def _install(connection: BaseDatabaseWrapper) -> None:
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        present = set(connection.introspection.table_names(cursor))
        if connection.vendor == "postgresql":
            cursor.execute(_POSTGRESQL_FUNCTION)
        for table, name, event in _triggers(connection):
            if table in present:
                cursor.execute(_dropping(connection, table, name))
                cursor.execute(_creating(connection, table, name, event))


_POSTGRESQL_FUNCTION = f"""
CREATE OR REPLACE FUNCTION {FUNCTION}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'integrity_constraint_violation';
END $$
"""


def _creating(connection: BaseDatabaseWrapper, table: str, name: str, event: str) -> str:
    if connection.vendor == "postgresql":
        events = "DELETE OR TRUNCATE" if event == "DELETE" else event
        return f"CREATE TRIGGER {name} BEFORE {events} ON {table} FOR EACH STATEMENT EXECUTE FUNCTION {FUNCTION}()"
    before = f"{event} ON {table}"
    if event == "REPLACE":
        before = f"INSERT ON {table} WHEN EXISTS (SELECT 1 FROM {table} WHERE seq = NEW.seq)"  # noqa: S608 our table
    return f"CREATE TRIGGER {name} BEFORE {before} BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"


def _dropping(connection: BaseDatabaseWrapper, table: str, name: str) -> str:
    return f"DROP TRIGGER IF EXISTS {name}" + (f" ON {table}" if connection.vendor == "postgresql" else "")
