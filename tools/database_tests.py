"""A pytest plugin: `--database-tests` runs only tests that may reach a database, for the run on the second one.

Without the mark `django_db`, a fixture of the database or Django's test class, pytest-django fails whoever asks the
database; such a test gives one answer on both. A connection tells without being asked what kind of database it leads
to, and other processes have connections of their own: a module that imports either stays in.
"""

import subprocess

import pytest
from django.db import connection, connections
from django.test import TransactionTestCase

WAYS_AROUND = (connection, connections, subprocess)
FIXTURES = frozenset({"django_db_setup", "on_postgresql"})


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option."""
    parser.addoption("--database-tests", action="store_true", help="only tests that may reach a database")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Deselect the others."""
    if not config.getoption("--database-tests"):
        return
    left = [item for item in items if not may_reach_a_database(item)]
    if left:
        config.hook.pytest_deselected(items=left)
        items[:] = [item for item in items if may_reach_a_database(item)]


def may_reach_a_database(item: pytest.Item) -> bool:
    """Whether the database is opened to this test, or its module has a way around that."""
    if not isinstance(item, pytest.Function) or item.get_closest_marker("django_db"):
        return True
    if FIXTURES & set(item.fixturenames) or (item.cls and issubclass(item.cls, TransactionTestCase)):
        return True
    return any(value is way for value in vars(item.module).values() for way in WAYS_AROUND)
