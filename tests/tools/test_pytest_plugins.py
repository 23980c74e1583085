"""The plugins that guard the suite, seen from outside: each runs in a pytest of its own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SKIPPED = (
    "import pytest\n\n\ndef test_one():\n    assert True\n\n\n@pytest.mark.skip\ndef test_two():\n    assert True\n"
)


def run_pytest(folder: Path, content: str, plugin: str, *options: str, **environment: str):
    """Run pytest with one of our plugins over one test file."""
    (folder / "test_sample.py").write_text(content, encoding="utf-8")
    base = {key: value for key, value in os.environ.items() if key != "CI" and not key.startswith("PYTEST_")}
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-p", plugin, "-p", "no:cacheprovider", *options, "."],
        cwd=folder,
        env={**base, "PYTHONPATH": str(ROOT), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", **environment},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("options", [(), ("-p", "xdist", "-n", "1")])
def test_skipped_test_fails_the_run_in_ci(tmp_path, options):
    result = run_pytest(tmp_path, SKIPPED, "tools.no_skips", *options, CI="true")
    assert result.returncode == pytest.ExitCode.TESTS_FAILED
    assert "1 skipped: in CI every test has to run." in result.stdout


def test_skipped_test_passes_elsewhere(tmp_path):
    assert run_pytest(tmp_path, SKIPPED, "tools.no_skips").returncode == pytest.ExitCode.OK


def test_complete_run_passes_in_ci(tmp_path):
    complete = "def test_one():\n    assert True\n"
    assert run_pytest(tmp_path, complete, "tools.no_skips", CI="true").returncode == pytest.ExitCode.OK


def test_connection_to_another_machine_is_refused(tmp_path):
    # 192.0.2.1 is reserved for documentation: nobody answers there.
    content = "import socket\n\n\ndef test_call():\n    socket.create_connection(('192.0.2.1', 80), timeout=1)\n"
    result = run_pytest(tmp_path, content, "tools.no_network")
    assert result.returncode == pytest.ExitCode.TESTS_FAILED
    assert "A test tried to connect to ('192.0.2.1', 80)." in result.stdout


def test_connection_to_this_machine_is_allowed(tmp_path):
    content = """
import socket


def test_call():
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname()).close()
"""
    assert run_pytest(tmp_path, content, "tools.no_network").returncode == pytest.ExitCode.OK


@pytest.mark.parametrize(
    ("head", "mark", "runs"),
    [
        ("", "", False),
        ("", "@pytest.mark.django_db\n", True),
        ("", "@pytest.mark.usefixtures('django_db_setup')\n", True),
        ("", "@pytest.mark.usefixtures('on_postgresql')\n", True),
        ("from django.db import connection\n", "", True),
        ("import subprocess\n", "", True),
    ],
)
def test_what_cannot_reach_a_database_is_left_out_of_the_second_run(tmp_path, head, mark, runs):
    fixtures = "".join(f"@pytest.fixture\ndef {name}():\n    pass\n\n" for name in ("django_db_setup", "on_postgresql"))
    content = f"import pytest\n{head}{fixtures}{mark}def test_one():\n    assert True\n"
    plain = ("-p", "no:warnings")
    assert "1 passed" in run_pytest(tmp_path, content, "tools.database_tests", *plain).stdout
    second = run_pytest(tmp_path, content, "tools.database_tests", "--database-tests", *plain).stdout
    assert ("1 passed" in second, "1 deselected" in second) == (runs, not runs)


def test_djangos_test_class_is_left_in_the_second_run(tmp_path):
    content = (
        "from django.test import SimpleTestCase, TestCase\n\n\n"
        "class TestOne(SimpleTestCase):\n    def test_one(self):\n        pass\n\n\n"
        "class TestTwo(TestCase):\n    def test_two(self):\n        pass\n"
    )
    asked = ("--database-tests", "--collect-only", "-q")
    told = run_pytest(tmp_path, content, "tools.database_tests", *asked).stdout
    assert "test_two" in told
    assert "test_one" not in told
