"""What an import is refused for before any row is read; then nothing is stored."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.utils.translation import override

from kurul.kernel import imports
from kurul.kernel.audit.models import AuditEvent
from kurul.kernel.identity.actors import Actor
from kurul.kernel.imports import preparing
from kurul.kernel.imports.models import ImportRun, ImportState
from kurul.kernel.refusals import Refused
from kurul.kernel.temporal import clock
from kurul.kernel.wording import sentence

pytestmark = pytest.mark.django_db
OPERATOR = Actor.operator()


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.IMPORTS_FOLDER = tmp_path / "imports"
    return tmp_path / "imports"


@pytest.fixture
def prepared() -> Iterator[ImportRun]:
    """An import of a profile that takes everything, shown and not yet stored."""
    imports.register(imports.Profile("test-all", "All", lambda files, by, report: report.unchanged.update(one=1)))
    yield preparing.prepare(profile="test-all", mapping=b"", files=[("a.txt", BytesIO(b"a"))], by=OPERATOR)
    imports.forget("test-all")


def said(refusal: pytest.ExceptionInfo[Refused], language: str) -> str:
    with override(language):
        return sentence(refusal.value.findings[0])


def store(run: ImportRun) -> pytest.ExceptionInfo[Refused]:
    """Storing it is refused, and leaves it as it was."""
    with pytest.raises(Refused) as refusal:
        preparing.store(run, OPERATOR)
    run.refresh_from_db()
    assert (run.state, run.at) == (ImportState.PREPARED, None)
    assert not AuditEvent.objects.exists()
    return refusal


def codes(refusal: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [finding.code for finding in refusal.value.findings]


def test_what_is_prepared_is_stored(prepared: ImportRun) -> None:
    assert preparing.store(prepared, OPERATOR).run == prepared.pk


def test_a_profile_that_is_gone_stores_nothing(prepared: ImportRun) -> None:
    imports.forget("test-all")
    refusal = store(prepared)
    assert codes(refusal) == ["kernel.profile_not_known"]
    assert "“test-all”" in said(refusal, "en")
    assert "seçin" in said(refusal, "tr")


def test_a_file_that_was_exchanged_stores_nothing(prepared: ImportRun, folder: Path) -> None:
    (folder / str(prepared.pk) / "files" / "a.txt").write_text("b", encoding="utf-8")
    refusal = store(prepared)
    assert codes(refusal) == ["kernel.file_changed"]
    assert "“a.txt”" in said(refusal, "en")
    assert "Yeniden yükleyin." in said(refusal, "tr")


def test_files_that_are_gone_store_nothing(prepared: ImportRun, folder: Path) -> None:
    for path in (folder / str(prepared.pk) / "files").iterdir():
        path.unlink()
    (folder / str(prepared.pk) / "files").rmdir()
    refusal = store(prepared)
    assert codes(refusal) == ["kernel.file_gone"]
    assert "Yeniden yükleyin." in said(refusal, "tr")


def test_who_stores_second_is_told_that_it_is_gone(prepared: ImportRun) -> None:
    ImportRun.objects.filter(pk=prepared.pk).update(state=ImportState.STORED, at=clock.now())
    with pytest.raises(Refused) as refusal:
        preparing.store(prepared, OPERATOR)  # as it was read before
    assert codes(refusal) == ["kernel.file_gone"]
    assert not AuditEvent.objects.exists()


def test_a_profile_that_only_writes_reads_nothing(tmp_path: Path) -> None:
    profile = imports.Profile("test-out", "Out", write=lambda look, export, actor: None, forms=("txt",))
    report = imports.run(profile, [tmp_path / "a.txt"], OPERATOR)
    assert [(remark.row, remark.code) for remark in report.refused] == [(0, "kernel.only_written")]
    assert "“test-out”" in report.refused[0].message
    assert (report.run, ImportRun.objects.count(), AuditEvent.objects.count()) == (None, 0, 0)


def test_rows_that_are_refused_without_a_word_are_an_error_of_the_program() -> None:
    def read(files: Any, by: Actor, report: imports.Report) -> None:
        raise imports.RowsRefused

    with pytest.raises(imports.RowsRefused) as refusal:
        imports.run(imports.Profile("test-mute", "Mute", read), [], OPERATOR)
    assert codes(refusal) == ["kernel.rows_refused"]
    assert not ImportRun.objects.exists()
