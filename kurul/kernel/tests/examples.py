"""Where generated examples write: each in a transaction of its own, which is rolled back.

Django's `TestCase` holds one transaction open over all examples. PostgreSQL can then clear nothing away of what they
wrote, and every example is slower than the one before: ten thousand would take days.
"""

from typing import Any

from django.db import connection, transaction
from django.test import SimpleTestCase
from hypothesis.extra.django import TransactionTestCase

# PostgreSQL keeps rows that were rolled back until somebody sweeps; by itself it begins once a minute.
SWEPT_EVERY = 250


class ExamplesTestCase(TransactionTestCase):
    """What `setUp` writes stays for all examples of a test; what an example writes is rolled back after it."""

    played = 0

    def __call__(self, result: Any = None) -> Any:
        """Set up and empty the database once for the test, as Django does; Hypothesis would for each example."""
        return SimpleTestCase.__call__(self, result)

    def setup_example(self) -> None:
        """Begin the transaction of one example (called by Hypothesis)."""
        self._example = transaction.atomic()
        self._example.__enter__()

    def teardown_example(self, _example: object) -> None:
        """Roll it back (called by Hypothesis)."""
        transaction.set_rollback(True)
        self._example.__exit__(None, None, None)
        self.played += 1
        if self.played % SWEPT_EVERY == 0:
            sweep()


def sweep() -> None:
    """Have PostgreSQL clear away what was rolled back; SQLite has nothing to clear."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM")
