"""The command line of imports: exit status and the report for programs."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner

from kurul.kernel import imports
from kurul.kernel.actions import record, writes
from kurul.kernel.audit.models import AuditEvent
from kurul.kernel.cli import kurul
from kurul.kernel.discovery import discover
from kurul.kernel.identity.actors import Actor
from kurul.kernel.references import Ref
from kurul.kernel.rules import Finding
from kurul.kernel.wording import event

pytestmark = pytest.mark.django_db
LOADED = event("kernel.test_loaded", "%(by)s loaded lines")
BAD = Finding("kernel.stale")


@writes
def read_lines(files: Sequence[Path], by: Actor, report: imports.Report) -> None:
    """Each line is a record; a line "bad" is refused, a line "odd" is a warning."""
    for path in files:
        for row, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            if line == "bad":
                report.refuse(path.name, row, BAD)
            elif line == "odd":
                report.warn(path.name, row, BAD)
            else:
                report.created["line"] += 1
    record(LOADED, Ref("kernel.line", 1), by=by)


@pytest.fixture(autouse=True)
def lines_profile() -> Iterator[None]:
    discover("cli")
    imports.register(imports.Profile("test-lines", "Lines", read_lines))
    yield
    imports.forget("test-lines")


def run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(kurul, ["--language", "en", *arguments])
    return result.exit_code, result.stdout


def test_what_is_stored_exits_with_0(tmp_path: Path) -> None:
    file = tmp_path / "lines.txt"
    file.write_text("a\nodd\nb\n", encoding="utf-8")
    status, output = run("import", "test-lines", str(file), "--report", "json")
    report = json.loads(output)
    assert status == 0
    assert report["created"] == {"line": 2}
    assert [(w["file"], w["row"], w["code"]) for w in report["warnings"]] == [("lines.txt", 2, "kernel.stale")]
    kinds = AuditEvent.objects.order_by("seq").values_list("kind", flat=True)
    assert list(kinds) == ["kernel.test_loaded", "kernel.imported"]


def test_one_bad_row_refuses_the_whole_file(tmp_path: Path) -> None:
    file = tmp_path / "lines.txt"
    file.write_text("a\nbad\n", encoding="utf-8")
    status, output = run("import", "test-lines", str(file), "--report", "json")
    assert status == 1
    assert json.loads(output)["refused"][0]["row"] == 2
    assert not AuditEvent.objects.exists()


def test_a_dry_run_stores_nothing(tmp_path: Path) -> None:
    file = tmp_path / "lines.txt"
    file.write_text("a\n", encoding="utf-8")
    status, output = run("import", "test-lines", str(file), "--dry-run")
    assert status == 0
    assert "dry run" in output
    assert not AuditEvent.objects.exists()


def test_an_unknown_profile_is_wrong_usage(tmp_path: Path) -> None:
    status, _output = run("import", "no-such-profile", str(tmp_path))
    assert status == 2


def test_the_profiles_are_listed() -> None:
    status, output = run("profiles")
    assert status == 0
    assert "test-lines" in output
