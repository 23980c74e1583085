"""For migrations: a constraint that the database is to keep by the way in which `NoOverlap` states it now."""

from typing import Any

from django.db.migrations import RunPython

from kurul.kernel.temporal.constraints import NoOverlap


def renewing(app: str, model: str, *names: str) -> RunPython:
    """Make these constraints of a table anew. (On SQLite they are triggers, made anew after every migration.)"""

    def renew(apps: Any, schema_editor: Any) -> None:
        if schema_editor.connection.vendor != "postgresql":
            return
        table = apps.get_model(app, model)
        for constraint in table._meta.constraints:
            if isinstance(constraint, NoOverlap) and constraint.name in names:
                schema_editor.remove_constraint(table, constraint)
                schema_editor.add_constraint(table, constraint)

    return RunPython(renew, RunPython.noop)
