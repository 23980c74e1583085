"""What all tests share: the test mode, the database, Hypothesis, no network, nothing skipped in CI."""

import os
from pathlib import Path

# Whatever the shell of the developer says: tests run in test mode, on the real day, with the settings of the project.
os.environ["KURUL_MODE"] = "test"
os.environ["DJANGO_SETTINGS_MODULE"] = "kurul.config.settings"
os.environ.pop("KURUL_PINNED_DAY", None)

import django
import pytest
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from tools.messages import ROOT, compile_all

if "PYTEST_XDIST_WORKER" not in os.environ:
    compile_all(ROOT)  # so that Turkish pages are Turkish in a fresh clone too
# Sub-folders' conftest files import models, so Django stands before they are read.
django.setup()

from django.conf import settings as django_settings

# Each plugin once, here: a fixture that two conftest files import is made twice.
pytest_plugins = [
    "tools.database_tests",
    "tools.no_network",
    "tools.no_skips",
    "kurul.kernel.web.tests.browser",
    "kurul.site.tests.demonstration",
]

# Django's own hash of passwords is slow on purpose; how it is computed is not ours to test.
django_settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

# Derandomised: the same examples everywhere, so that a red run is red again. `make prove` searches further.
hypothesis_settings.register_profile("default", max_examples=100, derandomize=True, deadline=None)
hypothesis_settings.register_profile(
    "prove",
    max_examples=int(os.environ.get("PROVE_EXAMPLES", "10000")),
    deadline=None,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
hypothesis_settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """The longest first, so that no core waits for another in the end. What is marked `prove` is for `make prove`."""
    items.sort(key=_turn)
    if os.environ.get("HYPOTHESIS_PROFILE") == "prove":
        return
    left = [item for item in items if item.get_closest_marker("prove")]
    if left:
        config.hook.pytest_deselected(items=left)
        items[:] = [item for item in items if item not in left]


def _turn(item: pytest.Item) -> int:
    """Those that drive a browser, the slow ones first, then those of all pages; the others stay as they came."""
    if item.get_closest_marker("browser"):
        return 0 if item.get_closest_marker("slow") else 1
    return 2 if "tests/pages" in str(item.path.parent) else 3


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    tmp_path_factory: pytest.TempPathFactory, django_db_modify_db_settings_parallel_suffix: None
) -> None:
    """On SQLite use a file, as an installation does: threads then have connections and locks of their own."""
    database = django_settings.DATABASES["default"]
    if not database["ENGINE"].endswith("sqlite3"):
        return
    folder: Path = tmp_path_factory.mktemp("database")
    database.setdefault("TEST", {})["NAME"] = str(folder / "test.sqlite3")
    # The file is thrown away: waiting for the disk would prove nothing.
    options = database.setdefault("OPTIONS", {})
    options["init_command"] = options.get("init_command", "") + "PRAGMA synchronous=OFF;"


@pytest.fixture
def on_postgresql() -> bool:
    """Whether this run is on PostgreSQL; for tests of what the two databases do differently, never to skip."""
    return django_settings.DATABASES["default"]["ENGINE"].endswith("postgresql")
