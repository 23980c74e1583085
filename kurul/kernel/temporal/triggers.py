"""Installs the triggers of `NoOverlap` on SQLite after every migration, because table rebuilds drop them."""

from typing import Any

from django.apps import AppConfig
from django.db import connections

from kurul.kernel.temporal.constraints import NoOverlap


def prepare_database(sender: AppConfig, using: str = "default", **_: Any) -> None:
    """Before `migrate`: PostgreSQL needs btree_gist to compare plain columns in an exclusion constraint.

    Creating an extension takes the right to do so in the database; once it is there, nothing is asked for.
    """
    connection = connections[using]
    if connection.vendor == "postgresql" and sender.label == "kernel":
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_extension WHERE extname = 'btree_gist'")
            if cursor.fetchone() is None:
                cursor.execute("CREATE EXTENSION btree_gist")


def install_triggers(sender: AppConfig, using: str = "default", **_: Any) -> None:
    """After `migrate`: (re)create the triggers of every table of the app that was migrated (SQLite only)."""
    connection = connections[using]
    if connection.vendor != "sqlite":
        return
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        present = set(connection.introspection.table_names(cursor))
        for model in sender.get_models():
            if model._meta.db_table not in present:
                continue
            for constraint in model._meta.constraints:
                if isinstance(constraint, NoOverlap):
                    for name, statement in constraint.triggers(model, quote):
                        cursor.execute(f"DROP TRIGGER IF EXISTS {quote(name)}")
                        cursor.execute(statement)
