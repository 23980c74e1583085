"""Without a browser: the report of a period and the board pack from the command line, on the demonstration."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from pypdf import PdfReader

from kurul.kernel.web.tests.browser import ROOT
from kurul.site.tests.demonstration import DATABASE, PINNED

pytestmark = [pytest.mark.browser, pytest.mark.slow]  # a SQLite file of its own, whatever the other tests run on
Command = Callable[..., "subprocess.CompletedProcess[str]"]
DONE, REFUSED, WRONG_USAGE = 0, 1, 2


@pytest.fixture
def kurul(demonstration_folder: Path) -> Command:
    """Runs `kurul …` on the demonstration in a process of its own."""
    environment = {
        **os.environ,
        "KURUL_MODE": "demonstration",
        "KURUL_PINNED_DAY": PINNED.isoformat(),
        "KURUL_VAR": str(demonstration_folder),
        "DATABASE_URL": f"sqlite:///{demonstration_folder / DATABASE}",
        "COLUMNS": "200",
    }

    def run(*arguments: str) -> "subprocess.CompletedProcess[str]":
        command = [sys.executable, "-m", "kurul", *arguments]
        return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)

    return run


def test_report_as_a_table_says_how_every_action_stands_and_why(kurul: Command) -> None:
    done = kurul("--language", "en", "report", "--period", "2017-H1", "--format", "table")
    assert done.returncode == DONE, done.stderr
    assert "TR-EGOV-2016-2019" in done.stdout or "2017-H1" in done.stdout
    line = next(line for line in done.stdout.splitlines() if "E1.1.2" in line)
    assert "Late" in line


def test_report_as_json_holds_the_same_figures_as_the_pages(kurul: Command) -> None:
    done = kurul("--language", "en", "report", "--period", "2017-H1", "--format", "json")
    assert done.returncode == DONE, done.stderr
    told = json.loads(done.stdout)
    actions = [one for one in told["elements"] if one["code"].startswith("E")]
    assert (told["plan"], told["period"]["code"]) == ("TR-EGOV-2016-2019", "2017-H1")
    assert len(actions) == sum(told["counts"].values()) == told["rates"]["owed"] == sum(told["states"].values())
    assert told["states"]["accepted"] == told["rates"]["accepted"]
    late = [one for one in actions if one["status"] == "late"]
    assert len(late) == told["counts"]["late"]
    assert all(one["why"] for one in actions)


def test_a_period_that_is_not_there_is_refused_with_those_that_are(kurul: Command) -> None:
    done = kurul("--language", "en", "report", "--period", "2031-H1")
    assert done.returncode == REFUSED
    assert "2031-H1" in done.stderr
    assert "2017-H1" in done.stderr
    assert done.stdout == ""


def test_a_format_that_is_not_there_is_wrong_usage(kurul: Command) -> None:
    assert kurul("report", "--period", "2017-H1", "--format", "xml").returncode == WRONG_USAGE


def test_pack_is_written_as_one_pdf_in_turkish(kurul: Command, tmp_path: Path) -> None:
    file = tmp_path / "pack.pdf"
    done = kurul("pack", "--meeting", "1", "-o", str(file))
    assert done.returncode == DONE, done.stderr
    pack = PdfReader(file)
    text = " ".join(" ".join(page.extract_text() for page in pack.pages).split())
    assert len(pack.pages) >= 4
    assert "Gündem" in text
    assert "�" not in text


def test_pack_of_a_meeting_that_is_not_there_is_refused_and_nothing_is_written(kurul: Command, tmp_path: Path) -> None:
    file = tmp_path / "pack.pdf"
    done = kurul("--language", "en", "pack", "--meeting", "9999", "-o", str(file))
    assert done.returncode == REFUSED
    assert "9999" in done.stderr
    assert not file.exists()
