"""Each import contract is broken on purpose in a small building of its own, and only that one complains."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LINTER = "from importlinter.cli import lint_imports_command; lint_imports_command()"

# A building that keeps every contract: file → its content.
SOUND = {
    "config/urls.py": "import kurul.site.pages\nimport kurul.rooms.boards.urls",
    "site/pages.py": "import kurul.rooms.boards.public",
    "kernel/rules.py": "from dataclasses import dataclass",
    "kernel/temporal/bounds.py": "from datetime import date",
    "kernel/web/page.py": "import django.http",
    "rooms/law/public.py": "import kurul.rooms.law.queries",
    "rooms/law/queries.py": "import kurul.rooms.law.models",
    "rooms/law/models.py": "import django.db.models",
    "rooms/boards/urls.py": "import kurul.rooms.boards.views",
    "rooms/boards/views.py": "import kurul.kernel.web.page\nimport kurul.rooms.boards.actions",
    "rooms/boards/api.py": "import kurul.rooms.boards.stratml",
    "rooms/boards/stratml.py": "import kurul.rooms.boards.actions",
    "rooms/boards/public.py": "import kurul.rooms.boards.stratml",
    "rooms/boards/actions.py": "import kurul.rooms.law.public\nimport kurul.rooms.boards.rules",
    "rooms/boards/rules.py": "import datetime\nimport kurul.kernel.rules\nimport kurul.kernel.temporal.bounds",
    "rooms/boards/tests/test_actions.py": "import kurul.rooms.law.models\nimport kurul.rooms.boards.views",
}

BUILDING = "Building: config, site, rooms, kernel"
STOREYS = "Storeys of rooms"
INSIDE = "Inside a room imports go downwards"
DOORS = "Rooms are entered by their door"
PURE = "Rules are pure"
WEBLESS = "Below the deliveries nothing knows the web"


def build(folder: Path, changes: dict[str, str]) -> None:
    """Write the sound building with some files added or replaced."""
    for name, content in {**SOUND, **changes}.items():
        path = folder / "kurul" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content + "\n", encoding="utf-8")
    for package in [folder / "kurul", *(folder / "kurul").rglob("*/")]:
        (package / "__init__.py").touch()


def check_contracts(folder: Path) -> dict[str, str]:
    """Run import-linter with the project's own configuration on the building; each contract's verdict."""
    result = subprocess.run(
        [sys.executable, "-c", LINTER, "--no-logo", "--no-cache", "--config", str(ROOT / ".importlinter")],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": f"{folder}:{ROOT}", "NO_COLOR": "1", "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )
    verdicts = dict(re.findall(r"^(.+) (KEPT|BROKEN)(?: \(.*\))?$", result.stdout, flags=re.MULTILINE))
    assert result.returncode == int("BROKEN" in verdicts.values()), result.stdout + result.stderr
    return verdicts


def test_sound_building_keeps_every_contract(tmp_path):
    build(tmp_path, {})
    titles = [BUILDING, STOREYS, INSIDE, DOORS, PURE, WEBLESS]
    assert check_contracts(tmp_path) == dict.fromkeys(titles, "KEPT")


@pytest.mark.parametrize(
    ("broken", "changes"),
    [
        pytest.param(BUILDING, {"kernel/actions.py": "import kurul.site.pages"}, id="kernel knows the site"),
        pytest.param(BUILDING, {"annex/rooms.py": ""}, id="a part of the building that is not on the map"),
        pytest.param(STOREYS, {"rooms/law/queries.py": "import kurul.rooms.boards.public"}, id="law knows boards"),
        pytest.param(STOREYS, {"rooms/cellar/models.py": ""}, id="a room without a storey"),
        pytest.param(
            STOREYS,
            {"rooms/people/public.py": "", "rooms/law/queries.py": "import kurul.rooms.people.public"},
            id="neighbours know each other",
        ),
        pytest.param(INSIDE, {"rooms/law/models.py": "import kurul.rooms.law.queries"}, id="models know queries"),
        pytest.param(INSIDE, {"rooms/boards/views.py": "import kurul.rooms.boards.api"}, id="views know the API"),
        pytest.param(
            INSIDE, {"rooms/boards/actions.py": "import kurul.rooms.boards.stratml"}, id="actions know a format"
        ),
        pytest.param(DOORS, {"rooms/boards/actions.py": "import kurul.rooms.law.models"}, id="in by the window"),
        pytest.param(DOORS, {"site/pages.py": "import kurul.rooms.boards.actions"}, id="the site by the window"),
        pytest.param(PURE, {"rooms/boards/rules.py": "import django.conf"}, id="a rule knows Django"),
        pytest.param(PURE, {"rooms/boards/rules.py": "import time"}, id="a rule reads the clock"),
        pytest.param(PURE, {"kernel/temporal/bounds.py": "import django.db"}, id="bounds know Django"),
        pytest.param(WEBLESS, {"rooms/boards/actions.py": "import kurul.kernel.web.page"}, id="actions know pages"),
        pytest.param(WEBLESS, {"rooms/law/queries.py": "import ninja"}, id="queries know the API"),
    ],
)
def test_broken_contract_is_named_alone(tmp_path, broken, changes):
    build(tmp_path, changes)
    verdicts = check_contracts(tmp_path)
    assert [title for title, verdict in verdicts.items() if verdict == "BROKEN"] == [broken]
