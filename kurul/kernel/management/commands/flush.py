"""Django's `flush`, which empties every table: refused wherever the log is real.

Tests that need transactions of their own are followed by a flush; it lifts the protection of the log for that moment.
"""

from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.core.management.commands import flush

from kurul.kernel.audit.triggers import without_protection


class Command(flush.Command):
    """Empty the database of a test."""

    def handle(self, **options: Any) -> None:
        if settings.KURUL_MODE != "test":
            raise CommandError("The audit log is append-only, so this database cannot be emptied. Create a new one.")
        with without_protection(options["database"]):
            super().handle(**options)
