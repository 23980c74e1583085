"""The command line of exports: a whole file or none, the look that is asked for, exit status and report."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from django.utils.translation import override

from kurul.kernel import exports, imports
from kurul.kernel.cli import kurul
from kurul.kernel.discovery import discover
from kurul.kernel.exports import Export
from kurul.kernel.identity.actors import Actor
from kurul.kernel.refusals import Refused
from kurul.kernel.rules import Finding
from kurul.kernel.temporal import clock
from kurul.kernel.temporal.look import Look
from kurul.kernel.wording import sentence

pytestmark = pytest.mark.django_db

UNKNOWN_FORM = Finding("kernel.export_form_unknown", "output", {"ending": ".pdf", "known": ".txt, .csv"})
NOWHERE = Finding("kernel.export_nowhere", "output", {"problem": "No such file or directory"})


def write(look: Look, export: Export, actor: Actor) -> None:
    """The look and who asks; refuses to speak of 1999, and only after half of it is written."""
    export.write(f"{export.form} {look.day} {look.known_at} {actor.ref}\n")
    export.written["line"] += 1
    if look.day.year == 1999:
        raise Refused(Finding("kernel.stale"))


@pytest.fixture(autouse=True)
def profile() -> Iterator[None]:
    """A profile that only writes, and one that only reads."""
    discover("cli")
    imports.register(imports.Profile("test-out", "Out", write=write, forms=("txt", "csv")))
    imports.register(imports.Profile("test-in", "In", lambda files, by, report: None))
    yield
    imports.forget("test-out")
    imports.forget("test-in")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(kurul, ["--language", "en", *arguments])


def test_a_file_is_written_in_the_form_that_its_ending_says(tmp_path: Path):
    file = tmp_path / "all.csv"
    result = run("export", "test-out", "-o", str(file))
    assert result.exit_code == 0, result.output
    assert file.read_text(encoding="utf-8") == f"csv {clock.today()} None operator\n"
    assert "Written: 1 line" in result.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["all.csv"]


def test_the_look_is_that_of_the_options(tmp_path: Path):
    file = tmp_path / "then.txt"
    result = run(
        "export", "test-out", "--as-of", "2016-07-19", "--known-at", "2017-01-31", "--report", "json", "-o", str(file)
    )
    assert result.exit_code == 0, result.output
    assert file.read_text(encoding="utf-8").startswith("txt 2016-07-19 2017-01-31 ")
    said = json.loads(result.stderr)
    assert (said["profile"], said["as_of"], said["form"], said["written"]) == (
        "test-out",
        "2016-07-19",
        "txt",
        {"line": 1},
    )
    assert said["known_at"].startswith("2017-01-31T")


def test_the_output_stream_takes_the_usual_form():
    result = run("export", "test-out", "-o", "-")
    assert (result.exit_code, result.stdout[:4]) == (0, "txt "), result.output


def test_what_is_refused_leaves_the_older_file_and_no_other(tmp_path: Path):
    file = tmp_path / "kept.txt"
    file.write_text("older", encoding="utf-8")
    result = run("export", "test-out", "--as-of", "1999-01-01", "-o", str(file))
    assert result.exit_code == 1
    assert file.read_text(encoding="utf-8") == "older"
    assert [path.name for path in tmp_path.iterdir()] == ["kept.txt"]


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (("test-out", "-o", "all.pdf"), 1, UNKNOWN_FORM),
        (("test-out", "--as-of", "yesterday", "-o", "a.txt"), 1, "yesterday"),
        (("test-out", "--known-at", "2999-01-01", "-o", "a.txt"), 1, "known_at"),
        (("test-in", "-o", "a.txt"), 2, "No profile of that name writes"),
        (("nobody", "-o", "a.txt"), 2, "No profile of that name writes"),
        (("test-out", "-o", "/nowhere/at/all/a.txt"), 1, NOWHERE),
        (("test-out",), 2, "--output"),
    ],
)
def test_what_cannot_be_written_is_said_in_a_sentence(arguments: tuple[str, ...], status: int, words: str | Finding):
    result = run("export", *arguments)
    with override("en"):
        said = sentence(words) if isinstance(words, Finding) else words
    assert (result.exit_code, said in result.output) == (status, True), result.output


def test_profiles_say_whether_they_read_or_write():
    lines = [line.split("  ") for line in run("profiles").stdout.splitlines()]
    ways = {line[0].strip(): [part.strip() for part in line if part.strip()][1] for line in lines}
    assert (ways["test-in"], ways["test-out"]) == ("read", "write")


def test_a_profile_that_only_writes_is_not_imported(tmp_path: Path):
    file = tmp_path / "a.txt"
    file.write_text("", encoding="utf-8")
    assert run("import", "test-out", str(file)).exit_code != 0


def test_items_come_in_batches():
    assert list(exports.batches(range(5), size=2)) == [[0, 1], [2, 3], [4]]
    assert list(exports.batches([], size=2)) == []
