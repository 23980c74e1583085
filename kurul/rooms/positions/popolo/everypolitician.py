"""The files of EveryPolitician: one legislature each, its members, terms, parties and constituencies in Popolo.

Ids such as "party/mdc" or "RE" mean something in one file only; they are kept apart by the name of the file. The terms
are events: a membership without days lasted as long as its term, by the convention of the source; that is inferred.
"""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from kurul.kernel.identity.actors import Actor
from kurul.kernel.imports import Report
from kurul.kernel.refusals import Refused
from kurul.kernel.rules import Finding
from kurul.rooms.positions.popolo.reading import NOT_AS_EXPECTED, Reading, read_file

NAME = "popolo-everypolitician"
TERM = "legislative period"


def read_everypolitician(files: Sequence[Path], by: Actor, report: Report) -> None:
    """Files of legislatures, or the folder that has them."""
    paths = sorted(found for given in files for found in (given.glob("*.json") if given.is_dir() else [given]))
    report.read += paths
    for path in paths:
        reading = Reading(path.name, report, prefix=f"{path.stem}/")
        read_file(path, reading, by, source=f"{NAME}/{path.stem}", terms=_terms(path))


def _terms(path: Path) -> dict[str, Any]:
    try:
        events = json.loads(path.read_text(encoding="utf-8-sig")).get("events") or []
        return {event["id"]: event for event in events if event.get("classification") == TERM}
    except NOT_AS_EXPECTED as error:
        params = {"file": path.name, "row": 0, "problem": f"{type(error).__name__}: {error}"}
        raise Refused(Finding("positions.file_not_readable", None, params)) from error
