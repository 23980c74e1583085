"""The demonstration for tests: loaded into the test database, or as a ready SQLite file for servers in other processes.

Loaded once for all tests of a module and undone at its end; what a test changes is undone too:

    pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demonstration")]

Made once per run as `make demo` makes it, and copied for every test:

    def test_…(demonstration_folder: Path) -> None:
        with serve(demonstration_folder, prepare=(), mode="demonstration", day="2017-10-16") as server: …
"""

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.test import override_settings
from pytest_django.plugin import DjangoDbBlocker

from kurul.site.demonstration.layers import facts_only, whole
from kurul.site.demonstration.loading import Step, load_all


def pinned_day(environment: str) -> date:
    """The day that the environment of the demonstration pins."""
    lines = dict(line.split("=", 1) for line in environment.splitlines() if not line.startswith("#") and "=" in line)
    return date.fromisoformat(lines["KURUL_PINNED_DAY"])


PINNED = pinned_day((Path(settings.ROOT) / "demo" / "demonstration.env").read_text(encoding="utf-8"))
DATABASE = "kurul.sqlite3"
LOAD = ["-m", "kurul", "demo", "load"]


@contextmanager
def loaded(steps: Sequence[Step]) -> Iterator[None]:
    """Load steps into the test database on the pinned day; undone at the end."""
    with override_settings(KURUL_PINNED_DAY=PINNED), transaction.atomic():
        load_all(steps, title="")
        # PostgreSQL looks at references when a transaction ends, and each test looks whether it could end: without
        # this, after every test again at those of the whole demonstration.
        connection.check_constraints()
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def demonstration(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The whole demonstration, on its day, for all tests of a module."""
    with django_db_blocker.unblock(), loaded(whole()):
        yield


@pytest.fixture(scope="module")
def demonstrated_facts(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The facts alone, on the day of the demonstration, for all tests of a module."""
    with django_db_blocker.unblock(), loaded(facts_only()):
        yield


@pytest.fixture(scope="session")
def demonstration_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with the whole demonstration, made once per run as `make demo` makes it: to be copied."""
    folder = tmp_path_factory.mktemp("demonstration")
    environment = {
        **os.environ,
        "KURUL_MODE": "demonstration",
        "KURUL_PINNED_DAY": PINNED.isoformat(),
        "KURUL_VAR": str(folder),
        "DATABASE_URL": f"sqlite:///{folder / DATABASE}",
    }
    for command in (["manage.py", "migrate", "--verbosity=0"], ["manage.py", "createcachetable"], LOAD):
        done = subprocess.run(
            [sys.executable, *command], cwd=settings.ROOT, env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
    ready = folder / "ready.sqlite3"
    with closing(sqlite3.connect(folder / DATABASE)) as written:
        written.execute("VACUUM INTO ?", (str(ready),))  # one file, without its write-ahead log
    return ready


@pytest.fixture
def demonstration_folder(demonstration_file: Path, tmp_path: Path) -> Path:
    """A folder with a database of its own that holds the whole demonstration, as `serve` expects it."""
    shutil.copyfile(demonstration_file, tmp_path / DATABASE)
    return tmp_path
