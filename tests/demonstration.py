"""The demonstration as the tests of the whole program need it: who is in it, and a server of it."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from kurul.kernel.web.tests.browser import Server, serve
from kurul.site.tests.demonstration import DATABASE, PINNED

# Logins of demo/accounts.yaml.
SECRETARY, CIO, REPORTER, OTHER_REPORTER = "kurul.sekreteri", "saglik.cio", "saglik.raporlama", "adalet.raporlama"
STRATEGY, AUDITOR, ADMINISTRATOR = "saglik.strateji", "denetci", "yonetici"


@contextmanager
def served(file: Path, folder: Path, *, day: date = PINNED) -> Iterator[Server]:
    """Serve a copy of the demonstration's file in the folder; one that stands there already goes on, on another day."""
    if not (folder / DATABASE).exists():
        shutil.copyfile(file, folder / DATABASE)
    with serve(folder, prepare=(), mode="demonstration", day=day.isoformat()) as server:
        yield server
