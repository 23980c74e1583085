"""For migrations: a constraint that the database is to keep by the way in which `NoOverlap` states it now."""

from collections.abc import Collection
from typing import Any

from django.db.migrations import RunPython

from kurul.kernel.temporal.constraints import NoOverlap


def renewing(app: str, model: str, *names: str) -> RunPython:
    """Make these constraints of a table anew. (On SQLite they are triggers, made anew after every migration.)"""

    def renew(apps: Any, schema_editor: Any) -> None:
        _renew(apps.get_model(app, model), schema_editor, names)

    return RunPython(renew, RunPython.noop)


def renewing_all(app: str) -> RunPython:
    """Make all these constraints of an app anew."""

    def renew(apps: Any, schema_editor: Any) -> None:
        for table in apps.get_app_config(app).get_models():
            _renew(table, schema_editor, {constraint.name for constraint in table._meta.constraints})

    return RunPython(renew, RunPython.noop)


def _renew(table: Any, schema_editor: Any, names: Collection[str]) -> None:
    if schema_editor.connection.vendor != "postgresql":
        return
    for constraint in table._meta.constraints:
        if isinstance(constraint, NoOverlap) and constraint.name in names:
            schema_editor.remove_constraint(table, constraint)
            schema_editor.add_constraint(table, constraint)
