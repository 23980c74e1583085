"""The collective bodies in the reference file of Turkish institutions (2016)."""

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

from kurul.kernel.identity.actors import Actor
from kurul.kernel.imports import Profile, Report
from kurul.kernel.provenance import Basis
from kurul.kernel.reference_yaml import NotReadable, Stated, read
from kurul.kernel.refusals import Refused
from kurul.kernel.rules import Finding
from kurul.kernel.temporal.bounds import Bound, Period
from kurul.kernel.translated import Translated
from kurul.rooms.boards.actions import GivenBoard, GivenSeats, GivenTerms, load
from kurul.rooms.boards.models import SeatSource
from kurul.rooms.boards.queries.seats import CIO

BOARDS, INSTITUTIONS = "tr-boards-2016", "tr-institutions-2016"

# The three series of meetings: names for series, not bodies that a law created. Who sits in them the file says in
# words; that the same posts met under the Prime Ministry follows from "the same level", so that is inferred.
SERIES = {
    "cio_board": GivenSeats(SeatSource.EQUIVALENCE.value, CIO),
    "department_heads": GivenSeats(SeatSource.KIND.value, "head_of_it_unit"),
    "pm_coordination": GivenSeats(SeatSource.EQUIVALENCE.value, CIO, Basis.INFERRED),
}
_SETTLED = re.compile(r"the meeting of (\d{1,2}) (\w+) (\d{4})\b.*\bsettled on every (\d+) months")
_NOT_AFTER = re.compile(r"not operated after (\d{4})")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def read_boards(files: Sequence[Path], by: Actor, report: Report) -> None:
    """The boards under `bodies`. Since when they exist the file does not say: they are attested on its day."""
    for path in files:
        try:
            stated = read(path)
            boards = [_board(stated, index, path.name) for index in range(len(stated.values["bodies"]))]
        except (NotReadable, UnicodeDecodeError, OSError, KeyError, TypeError, ValueError) as error:
            raise _not_readable(path, error) from error
        load(boards=boards, scheme=INSTITUTIONS, by=by, report=report)


def _board(stated: Stated, index: int, file: str) -> GivenBoard:
    body = stated.values["bodies"][index]
    sources = ", ".join(stated.values["sources"].get(key, key) for key in body.get("sources") or ())
    seats = SERIES.get(body["id"])
    return GivenBoard(
        code=body["id"],
        terms=_terms(body, date.fromisoformat(stated.values["as_of"])),
        seats=[seats] if seats else [],
        file=file,
        row=stated.rows["bodies", index],
        source=sources[:500],
        basis=Basis.INFERRED if stated.is_inferred("bodies", index) else Basis.STATED,
    )


def _terms(body: dict[str, Any], as_of: date) -> list[GivenTerms]:
    """One set of terms or, where a meeting settled on an interval, one before and one from that day on."""
    period = Period(Bound.by(as_of), _end(body["status_2016"]))
    note = body.get("frequency_note") or ""
    settled = _SETTLED.search(note)
    if settled is None:
        return [_said(body, period, body["frequency_months"])]
    day, month, year, months = settled.groups()
    since = Bound.on(date(int(year), _MONTHS.index(month) + 1, int(day)))
    before, after = Period(period.start, since), Period(since, period.end)
    return [_said(body, before, body["frequency_months"]), _said(body, after, int(months))]


def _end(status: str) -> Bound:
    """Until when the board meets: what was started goes on; for the others the file names a year or says nothing."""
    if status == "started":
        return Bound.open()
    stopped = _NOT_AFTER.search(status)
    return Bound.by(date(int(stopped[1]) + 1, 1, 1)) if stopped else Bound.unknown()


def _said(body: dict[str, Any], period: Period, months: int | None) -> GivenTerms:
    return GivenTerms(
        name=Translated(tr=body["name_tr"], en=body["name_en"]),
        period=period,
        convener=body["convened_by"],
        instrument=body.get("legal_basis"),
        months=months,
        cadence_note=Translated(en=body.get("frequency_note")),
        members_note=Translated(en=body.get("members")),
        status_note=Translated(en=body["status_2016"]),
        is_label=body["id"] in SERIES,
    )


def _not_readable(path: Path, error: Exception) -> Refused:
    row = error.line if isinstance(error, NotReadable) else 0
    params = {"file": path.name, "row": row, "problem": f"{type(error).__name__}: {error}"}
    return Refused(Finding("boards.file_not_readable", None, params))


PROFILES = (Profile(BOARDS, _("Boards in the reference file of Turkish institutions"), read_boards),)
