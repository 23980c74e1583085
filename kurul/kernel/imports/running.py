"""Running a profile: all or nothing, as one write with one moment, remembered with the digests of its files."""

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from kurul.kernel.actions import record, write_moment, writes
from kurul.kernel.identity.actors import Actor
from kurul.kernel.imports.models import ImportRun, ImportState
from kurul.kernel.imports.reports import Profile, Report, RowsRefused
from kurul.kernel.imports.wording import IMPORTED
from kurul.kernel.refusals import Refused
from kurul.kernel.rules import Finding

CHUNK = 1 << 20  # bytes read at a time


class _Undo(Exception):
    """Leaves the transaction of an import that shall not be stored."""


def run(
    profile: Profile,
    files: Sequence[Path],
    by: Actor,
    *,
    dry_run: bool = False,
    report: Report | None = None,
    prepared: ImportRun | None = None,
) -> Report:
    """Import the files as a whole or not at all; a dry run goes all the way and is then undone.

    `report` may come with a preview to be filled; `prepared` is the import that a page has shown before. The stored
    import stands in the report as `run`.
    """
    report = report if report is not None else Report()
    try:
        _import(profile, files, by, report, dry_run=dry_run, prepared=prepared)
    except _Undo:
        pass
    except RowsRefused:
        if not report.refused:
            raise
    except Refused as refusal:
        for finding in refusal.findings:
            report.refuse(str(finding.params.get("file", "")), int(finding.params.get("row", 0)), finding)
    if report.refused or dry_run:
        report.run = None
    return report


@writes
def _import(
    profile: Profile, files: Sequence[Path], by: Actor, report: Report, *, dry_run: bool, prepared: ImportRun | None
) -> None:
    if profile.read is None:
        raise Refused(Finding("kernel.only_written", None, {"profile": profile.name}))
    profile.read(files, by, report)
    if report.refused or dry_run:
        raise _Undo
    stored = prepared or ImportRun(profile=profile.name, mapping=profile.mapping)
    stored.by, stored.at, stored.state = str(by.ref), write_moment(), ImportState.STORED
    stored.files, stored.report = described(files), report.as_json()
    stored.save()
    record(IMPORTED, stored, by=by, after={"profile": profile.name, "files": stored.files})
    report.run = stored.pk


def described(files: Sequence[Path]) -> list[dict[str, Any]]:
    """Name, size in bytes and SHA-256 of each file; of folders, those of the files in them."""
    flat = [path for given in files for path in (sorted(given.iterdir()) if given.is_dir() else [given])]
    return [_described(path) for path in flat if path.is_file()]


def _described(path: Path) -> dict[str, Any]:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            digest.update(chunk)
    return {"name": path.name, "size": path.stat().st_size, "sha256": digest.hexdigest()}
