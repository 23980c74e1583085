"""An import on the page: files are uploaded, tried, shown, and stored only when somebody says so.

Between preview and storing they lie in a private folder of the installation; after it they are gone. Those never
stored go with the first upload, or the first look at the list of imports, that is a day later.
"""

import csv
import io
import re
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import astuple, fields
from datetime import timedelta
from pathlib import Path
from typing import IO, Any

from django.conf import settings

from kurul.kernel.actions import require
from kurul.kernel.identity.actors import Actor
from kurul.kernel.imports.models import ImportRun, ImportState
from kurul.kernel.imports.permissions import can_import
from kurul.kernel.imports.reports import Outcome, Profile, Report, find, own_tables
from kurul.kernel.imports.running import described, run
from kurul.kernel.imports.tables import GUESSED, NotATable, columns
from kurul.kernel.refusals import Conflict, Refused
from kurul.kernel.rules import Finding
from kurul.kernel.temporal import clock
from kurul.kernel.web.exports import harmless_however_split

TABLE = "table"  # the profile of tables that come with a mapping of their own
MOST_BYTES = 5 * 1024 * 1024  # of all files of one import on the page; more goes through the command line
KEPT = timedelta(days=1)
LONGEST_NAME = 100  # bytes of UTF-8, of which file systems allow 255
PREVIEW, MAPPING, FILES = "preview.csv", "mapping.yaml", "files"

_NOT_IN_NAMES = re.compile(r"[^\w.\- ]")


def safe_name(name: str) -> str:
    """A name of a file that leads nowhere: its last part, of letters, digits, dots, hyphens; never empty or hidden."""
    plain = _NOT_IN_NAMES.sub("_", name.replace("\\", "/").rpartition("/")[2]).strip(". ")
    short = plain.encode()[-LONGEST_NAME:].decode(errors="ignore").strip(". ")
    return short or "file"


def prepare(*, profile: str, mapping: bytes, files: Sequence[tuple[str, IO[bytes]]], by: Actor) -> ImportRun:
    """Keep the uploaded files and try them. Raises Refused (a mapping that is wrong), NotPermitted."""
    require(can_import(by))
    sweep()
    made = ImportRun.objects.create(
        profile=profile, by=str(by.ref), state=ImportState.PREPARED, prepared_at=clock.now()
    )
    try:
        folder = _folder(made)
        shutil.rmtree(folder, ignore_errors=True)
        (folder / FILES).mkdir(parents=True, mode=0o700)
        for name, content in files:
            _keep(folder / FILES / safe_name(name), content)
        if mapping:
            (folder / MAPPING).write_bytes(mapping)
        made.files = described([folder / FILES])
        if profile != TABLE or mapping:
            try_out(made, by)
        else:
            _look_at(uploaded(made))
        made.save()
    except BaseException:
        drop(made)
        raise
    return made


def _look_at(paths: Sequence[Path]) -> None:
    """A table whose columns are to be chosen has some. Raises Refused."""
    for path in paths:
        try:
            if not columns(path, GUESSED):
                raise Refused(Finding("kernel.table_empty", None, {"file": path.name}))
        except NotATable as error:
            raise error.refusal() from error


def _keep(path: Path, content: IO[bytes]) -> None:
    while path.exists():  # two files of one name
        path = path.with_name(f"_{path.name}")
    with path.open("wb") as file:
        shutil.copyfileobj(content, file)


def draw_up(run: ImportRun, meanings: dict[str, str], name: str, by: Actor) -> None:
    """Write the mapping out of the columns that were chosen, and try the files with it. Raises Refused."""
    require(can_import(by))
    (_folder(run) / MAPPING).write_text(own_tables().draft(meanings, name), encoding="utf-8")
    try_out(run, by)
    run.save()


def try_out(run: ImportRun, by: Actor) -> Report:
    """Run the whole import and undo it; every creation and change is written into the preview."""
    folder = _folder(run)
    report = Report()
    with (folder / PREVIEW).open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([column.name for column in fields(Outcome)])
        report.preview = lambda outcome: writer.writerow(astuple(outcome))
        profile = _profile(run)
        _run(profile, run, by, dry_run=True, report=report)
    run.mapping = profile.mapping
    run.report = report.to_keep()
    return report


def store(prepared: ImportRun, by: Actor) -> Report:
    """Import the very files that were shown. What was possible then may be refused now; then nothing is stored.

    Raises Conflict when the files are gone or are no longer those that were shown, NotPermitted.
    """
    require(can_import(by))
    folder = _folder(prepared)
    if prepared.state != ImportState.PREPARED or not (folder / FILES).is_dir():
        raise Conflict(Finding("kernel.file_gone"))
    for then, now in zip(prepared.files, described([folder / FILES]), strict=False):
        if then != now:
            raise Conflict(Finding("kernel.file_changed", None, {"name": now["name"]}))
    report = _run(_profile(prepared), prepared, by, dry_run=False, report=Report())
    if report.run is not None:
        shutil.rmtree(folder, ignore_errors=True)
    return report


def _run(profile: Profile, prepared: ImportRun, by: Actor, *, dry_run: bool, report: Report) -> Report:
    paths = sorted((_folder(prepared) / FILES).iterdir())
    return run(profile, paths, by, dry_run=dry_run, report=report, prepared=None if dry_run else prepared)


def drop(run: ImportRun) -> None:
    """Forget an import that was not stored, with its files."""
    shutil.rmtree(_folder(run), ignore_errors=True)
    if run.state == ImportState.PREPARED:
        run.delete()


def previewed(run: ImportRun, most: int) -> list[Outcome]:
    """The first lines of the preview; none where it is no longer kept."""
    path = preview_path(run)
    if path is None:
        return []
    with path.open(encoding="utf-8-sig", newline="") as file:
        lines = csv.reader(file)
        next(lines, None)
        return [_outcome(line) for line, _number in zip(lines, range(most), strict=False)]


def preview_path(run: ImportRun) -> Path | None:
    """Where the whole preview lies, as long as it is kept."""
    path = _folder(run) / PREVIEW
    return path if run.state == ImportState.PREPARED and path.exists() else None


def preview_lines(run: ImportRun) -> Iterator[str] | None:
    """The whole preview as a CSV file that no spreadsheet takes for formulas; None where it is not kept."""
    path = preview_path(run)
    return _harmless(path) if path is not None else None


def _harmless(path: Path) -> Iterator[str]:
    yield "\ufeff"
    with path.open(encoding="utf-8-sig", newline="") as file:
        for cells in csv.reader(file):
            line = io.StringIO()
            csv.writer(line).writerow([harmless_however_split(cell) for cell in cells])
            yield line.getvalue()


def uploaded(run: ImportRun) -> list[Path]:
    """The files, as long as they are kept."""
    folder = _folder(run) / FILES
    return sorted(folder.iterdir()) if run.state == ImportState.PREPARED and folder.is_dir() else []


def has_mapping(run: ImportRun) -> bool:
    """Whether it is known how its table is read."""
    return run.profile != TABLE or (_folder(run) / MAPPING).exists()


def mapping_text(run: ImportRun) -> str:
    """The mapping of the user's own: of a stored import as it was read, else as it lies beside the files."""
    path = _folder(run) / MAPPING
    return path.read_text(encoding="utf-8", errors="replace") if path.exists() else run.mapping


def _outcome(line: Sequence[str]) -> Outcome:
    *texts, row = line
    values: list[Any] = [*texts, int(row)]
    return Outcome(*values)


def _profile(run: ImportRun) -> Profile:
    if run.profile == TABLE:
        return own_tables().make(_folder(run) / MAPPING)
    found = find(run.profile)
    if found is None:
        raise Refused(Finding("kernel.profile_not_known", None, {"profile": run.profile}))
    return found


def _folder(run: ImportRun) -> Path:
    base = Path(settings.IMPORTS_FOLDER)
    base.mkdir(parents=True, exist_ok=True, mode=0o700)
    return base / str(run.pk or tempfile.gettempprefix())


def sweep() -> None:
    """Forget what was prepared and never stored: with every upload, and whenever somebody opens the list of imports."""
    for old in ImportRun.objects.filter(state=ImportState.PREPARED, prepared_at__lt=clock.now() - KEPT):
        drop(old)
