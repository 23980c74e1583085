"""What the tests of the log share."""

from collections.abc import Iterator

import pytest
from django.db import transaction

from kurul.kernel.audit.triggers import without_protection


@pytest.fixture
def unprotected(db: None) -> Iterator[None]:
    """The database of somebody who dropped the triggers; all that is done is rolled back before they return."""
    with without_protection(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def committed_unprotected(transactional_db: None) -> Iterator[None]:
    """The same for tests whose examples have transactions of their own."""
    with without_protection():
        yield
