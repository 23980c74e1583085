"""Running a profile: all or nothing, as one write with one moment, remembered with the digests of its files."""

import hashlib
import logging
from collections.abc import Sequence
from pathlib import Path
from traceback import walk_tb
from typing import Any

from kurul.kernel.actions import record, write_moment, writes
from kurul.kernel.identity.actors import Actor
from kurul.kernel.imports.models import ImportRun, ImportState
from kurul.kernel.imports.reports import Profile, Report, RowsRefused
from kurul.kernel.imports.wording import IMPORTED
from kurul.kernel.refusals import Conflict, Refused
from kurul.kernel.rules import Finding

CHUNK = 1 << 20  # bytes read at a time
# What readers raise over a file that is shaped in another way than they expect.
NOT_AS_EXPECTED = (RecursionError, LookupError, ValueError, TypeError, AttributeError, OverflowError, OSError)
# Where reading happens; the rest of the kernel is what actions rest on.
READERS = ("kurul.rooms.", "kurul.kernel.imports.", "kurul.kernel.linked_data", "kurul.kernel.plain_yaml")
logger = logging.getLogger(__name__)


class _Undo(Exception):
    """Leaves the transaction of an import that shall not be stored."""


class _NotPrepared(Exception):
    """Somebody stored or dropped the import in the meantime."""


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

    Raises Conflict when what was prepared has been stored or dropped since.
    """
    report = report if report is not None else Report()
    try:
        _import(profile, files, by, report, dry_run=dry_run, prepared=prepared)
    except _Undo:
        pass
    except _NotPrepared as error:
        raise Conflict(Finding("kernel.file_gone")) from error
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
    _read(profile, files, by, report)
    if report.is_empty:
        raise Refused(Finding("kernel.nothing_in_files", None, {"profile": profile.name}))
    if report.refused or dry_run:
        raise _Undo
    stored = _still_prepared(prepared) if prepared else ImportRun(profile=profile.name, mapping=profile.mapping)
    stored.by, stored.at, stored.state = str(by.ref), write_moment(), ImportState.STORED
    stored.files, stored.report = described(list(dict.fromkeys(report.read)) or files), report.to_keep()
    stored.save()
    record(IMPORTED, stored, by=by, after={"profile": profile.name, "files": stored.files})
    report.run = stored.pk


def _still_prepared(prepared: ImportRun) -> ImportRun:
    """The import as it is now, held until it is stored: who comes second finds it stored already."""
    now = ImportRun.objects.select_for_update().filter(pk=prepared.pk, state=ImportState.PREPARED).first()
    if now is None:
        raise _NotPrepared
    now.profile, now.mapping = prepared.profile, prepared.mapping
    return now


def _read(profile: Profile, files: Sequence[Path], by: Actor, report: Report) -> None:
    """Read the files; a reader that stumbles over what it was given refuses the file, an action that fails is a bug."""
    assert profile.read is not None
    try:
        profile.read(files, by, report)
    except NOT_AS_EXPECTED as error:
        if not _stumbled(error):
            raise
        logger.warning("The profile %s cannot read its files.", profile.name, exc_info=True)
        problem = f"{type(error).__name__}: {error}"[:300]
        name = files[0].name if len(files) == 1 else ""
        params = {"file": name, "row": 0, "profile": profile.name, "problem": problem}
        raise Refused(Finding("kernel.file_not_as_profile", None, params)) from error


def _stumbled(error: BaseException) -> bool:
    """Whether the innermost code of Kurul's own was a reader: not an action, nor what actions rest on."""
    names = [frame.f_globals.get("__name__", "") for frame, _line in walk_tb(error.__traceback__)]
    own = [name for name in names if name.startswith("kurul.") and name != __name__]
    return bool(own) and ".actions" not in own[-1] and own[-1].startswith(READERS)


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
