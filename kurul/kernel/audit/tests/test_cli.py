"""`kurul audit …` as it is typed, and the verifier that stands alone as its own program."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.db import connection, transaction

from kurul.kernel.audit import chain, standalone_verifier
from kurul.kernel.audit.cli import audit
from kurul.kernel.audit.models import AuditEvent, PersonalValue
from kurul.kernel.audit.tests.make import PERSON, replace_rows, rows_of, write_log
from kurul.kernel.cli import kurul as kurul_command

pytestmark = pytest.mark.django_db


def kurul(*arguments):
    assert kurul_command.commands["audit"] is audit
    return CliRunner().invoke(kurul_command, ["--language", "en", "audit", *arguments])


def test_a_whole_log_is_green():
    write_log(3)
    result = kurul("verify")
    assert result.exit_code == 0
    assert "The log is whole. Events: 3." in result.output
    assert str(chain.present_head()) in result.output


@pytest.mark.usefixtures("unprotected")
def test_one_changed_byte_of_one_event_is_red():
    write_log(3)
    rows = rows_of(AuditEvent)
    rows[1]["body"] = rows[1]["body"].replace("düzeltme", "düzeltmə")
    replace_rows(AuditEvent, rows)
    result = kurul("verify")
    assert result.exit_code == 1
    assert "Event 2 is not as it was written." in result.output
    assert "The log is NOT whole. Problems found: 1." in result.output


@pytest.mark.usefixtures("unprotected")
def test_a_log_that_cannot_be_read_is_red():
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE kernel_personalvalue")
    with transaction.atomic():
        result = kurul("verify")
        transaction.set_rollback(True)
    assert result.exit_code == 1
    assert "The log cannot be read" in result.output


def test_the_head_that_was_printed_verifies_later():
    write_log(2)
    head = kurul("head").output.strip()
    write_log(1)
    assert kurul("verify", "--head", head).exit_code == 0
    assert kurul("verify", "--head", f"2:{'0' * 64}").exit_code == 1
    assert kurul("verify", "--head", f"9:{'0' * 64}").exit_code == 1


def test_a_head_that_is_none_is_a_mistake_in_typing():
    result = kurul("verify", "--head", "12")
    assert result.exit_code == 2
    assert "--head" in result.output


def test_an_event_is_shown_with_its_personal_values():
    write_log(2)
    shown = json.loads(kurul("show", "2").output)
    assert (shown["seq"], shown["kind"], shown["as_written"]) == (2, "organisations.renamed", True)
    assert shown["personal"] == {"after.name": "Ayşe 1"}
    assert shown["body"]["reason"] == "düzeltme"


@pytest.mark.usefixtures("unprotected")
def test_an_event_that_somebody_changed_is_shown_as_it_stands():
    write_log(1)
    AuditEvent.objects.update(body="no JSON")
    shown = json.loads(kurul("show", "1").output)
    assert (shown["body"], shown["as_written"]) == ("no JSON", False)


def test_an_event_that_there_is_not_is_not_shown():
    result = kurul("show", "7")
    assert result.exit_code == 1
    assert "no event 7" in result.output


def test_personal_values_are_erased_after_a_confirmation():
    write_log(2)
    arguments = ("erase", PERSON, "--reason", "başvuru 2016/14")
    assert kurul(*arguments).exit_code == 1
    assert PersonalValue.objects.count() == 2
    result = kurul(*arguments, "--yes")
    assert (result.exit_code, PersonalValue.objects.count()) == (0, 0)
    assert "Values erased: 2, from events: 2." in result.output
    assert "Personal values: 2, of these erased: 2." in kurul("verify").output


def test_an_erasure_that_is_refused_says_why():
    result = kurul("erase", PERSON, "--reason", " ", "--yes")
    assert result.exit_code == 1
    assert "reason: Give the reason" in result.stderr


@pytest.fixture
def export(tmp_path):
    path = tmp_path / "events.jsonl"
    write_log(4)
    assert kurul("export", "-o", str(path)).exit_code == 0
    return path


def standalone(path, *arguments):
    """Run the verifier as its own program, without anything of Kurul or its environment."""
    command = [sys.executable, "-I", standalone_verifier.__file__, str(path), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=path.parent, env={})


def test_an_export_is_whole_without_kurul(export):
    done = standalone(export, "--head", str(chain.present_head()))
    assert (done.stdout, done.returncode) == ("the log is whole\n", 0)


def test_an_export_holds_personal_values_only_when_asked(export, tmp_path):
    assert "Ayşe" not in export.read_text()
    full = tmp_path / "full.jsonl"
    kurul("export", "-o", str(full), "--with-personal-values")
    assert "Ayşe" in full.read_text()
    assert standalone(full).returncode == 0


def test_an_export_goes_to_standard_output_too(export):
    assert kurul("export", "-o", "-").stdout_bytes == export.read_bytes()


@pytest.mark.parametrize("line", range(5))
def test_a_line_taken_out_of_an_export_is_found(export, line):
    lines = export.read_bytes().splitlines(keepends=True)
    export.write_bytes(b"".join(lines[:line] + lines[line + 1 :]))
    assert standalone(export).returncode == 1


@pytest.mark.parametrize(("old", "new"), [(b'":', b'": '), (b"ltme", b"\\u006ctme"), (b"\n", b"\r\n")])
def test_an_export_that_says_the_same_in_other_bytes_is_found(export, old, new):
    export.write_bytes(export.read_bytes().replace(old, new, 1))
    assert standalone(export).stdout.startswith("line 1 is not canonical JSON")


def test_any_changed_byte_of_an_export_is_found(export):
    original = export.read_bytes()
    for place in range(0, len(original), 7):
        changed = bytearray(original)
        changed[place] ^= 1
        problems = list(standalone_verifier.check_log(bytes(changed).splitlines(keepends=True)))
        assert problems, f"byte {place}"


def test_a_file_that_is_no_export_is_red(tmp_path):
    path = tmp_path / "other.jsonl"
    path.write_bytes(b'{"a":1}\nnot JSON\n\xff\xfe\n[]\n')
    done = standalone(path)
    assert done.returncode == 1
    assert "line 3 is not a line of an exported log" in done.stdout


def test_the_verifier_that_stands_alone_is_short_and_imports_nothing_of_kurul():
    source = Path(standalone_verifier.__file__).read_text()
    assert source.count("\n") < 100
    assert "import kurul" not in source
    assert "from kurul" not in source
