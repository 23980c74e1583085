"""The reference file of Turkish legal and administrative instruments."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

from kurul.kernel.identity.actors import Actor
from kurul.kernel.imports import Profile, Report
from kurul.kernel.reference_yaml import NotReadable, Stated, read
from kurul.kernel.refusals import Refused
from kurul.kernel.rules import Finding
from kurul.kernel.temporal.bounds import Bound
from kurul.kernel.translated import Translated
from kurul.rooms.law.actions import Line, load
from kurul.rooms.law.actions.loading import Statement
from kurul.rooms.law.models import InstrumentKind, Particulars

INSTRUMENTS = "tr-legal-instruments"

# The file names kinds by code only; these are the field's words for them. Higher acts come first.
KINDS = {
    "law": Translated(tr="Kanun", en="Law"),
    "statutory_decree": Translated(tr="Kanun hükmünde kararname", en="Statutory decree"),
    "presidential_decree": Translated(tr="Cumhurbaşkanlığı kararnamesi", en="Presidential decree"),
    "presidential_decree_article": Translated(
        tr="Cumhurbaşkanlığı kararnamesi maddesi", en="Article of a presidential decree"
    ),
    "council_of_ministers_decision": Translated(tr="Bakanlar Kurulu kararı", en="Council of Ministers decision"),
    "council_of_ministers_decision_with_regulation": Translated(
        tr="Bakanlar Kurulu kararı ve eki yönetmelik", en="Council of Ministers decision with regulation"
    ),
    "high_planning_council_decision": Translated(
        tr="Yüksek Planlama Kurulu kararı", en="High Planning Council decision"
    ),
    "council_decision": Translated(tr="Üst kurul kararı", en="Decision of a supreme council"),
    "regulation": Translated(tr="Yönetmelik", en="Regulation"),
    "presidential_circular": Translated(tr="Cumhurbaşkanlığı genelgesi", en="Presidential circular"),
    "prime_ministry_circular": Translated(tr="Başbakanlık genelgesi", en="Prime Ministry circular"),
    "circular": Translated(tr="Genelge", en="Circular"),
}

# Where a key of the file goes; the marks "# inferred" follow the same way.
PATHS = {
    "title_tr": "title.tr",
    "title_en": "title.en",
    "number": "number",
    "date": "issued",
    "gazette_number": "gazette_number",
    "gazette_date": "gazetted",
    "issuing_body_tr": "issuing_body.tr",
    "issuing_body_en": "issuing_body.en",
    "relevance": "relevance.en",
    "status": "status_note.en",
    "source": "source",
}

# As long as the columns are.
LENGTHS = {"id": 60, "number": 60, "gazette_number": 60, "source": 500}

# A label is taken from the front of a line only: "Art. 2(1)(f): …", but neither "Art. 15 also …" nor "… (art. 9)".
_LABELLED = re.compile(r"(?P<label>Art\. \d+(?:\([^()\s]+\))*): (?P<text>.+)", re.DOTALL)


def read_instruments(files: Sequence[Path], by: Actor, report: Report) -> None:
    """Instruments and what they establish. A value that is null, or only guessed in a comment, stays not known."""
    for path in files:
        stated = _read(path)
        lines = list(_lines(stated, path.name, report))
        if not report.refused:
            load(lines=lines, by=by, report=report, source=path.name)


def _read(path: Path) -> Stated:
    try:
        stated = read(path)
    except (NotReadable, UnicodeDecodeError, OSError) as error:
        raise _not_readable(path, str(error), error.line if isinstance(error, NotReadable) else 0) from error
    if not isinstance(stated.values, dict) or not isinstance(stated.values.get("instruments"), list):
        raise _not_readable(path, "instruments: […]", 0)
    return stated


def _not_readable(path: Path, problem: str, row: int) -> Refused:
    return Refused(Finding("law.file_not_readable", None, {"file": path.name, "row": row, "problem": problem}))


class _WrongValue(ValueError):
    """What stands at a key of a row is not what should stand there."""

    def __init__(self, key: str, value: object) -> None:
        super().__init__(key)
        self.finding = Finding("law.row_not_readable", key, {"field": key, "value": value})


def _lines(stated: Stated, file: str, report: Report) -> Iterator[Line]:
    for index, entry in enumerate(stated.values["instruments"]):
        row = stated.rows.get(("instruments", index), 0)
        try:
            yield _line(stated, index, entry, file, row)
        except _WrongValue as wrong:
            report.refuse(file, row, wrong.finding)


def _line(stated: Stated, index: int, entry: Any, file: str, row: int) -> Line:
    if not isinstance(entry, dict):
        raise _WrongValue("instruments", entry)
    return Line(
        code=_text(entry, "id"),
        particulars=_particulars(entry),
        file=file,
        row=row,
        provisions=tuple(_statements(stated, index, entry)),
        marked=frozenset(path for key, path in PATHS.items() if stated.is_inferred("instruments", index, key)),
    )


def _particulars(entry: Mapping[str, Any]) -> Particulars:
    return Particulars(
        kind=_kind(_text(entry, "kind")),
        title=Translated(tr=_text(entry, "title_tr"), en=_text(entry, "title_en")),
        number=_text(entry, "number"),
        issued=_day(entry, "date"),
        gazette_number=_text(entry, "gazette_number"),
        gazetted=_day(entry, "gazette_date"),
        issuing_body=Translated(tr=_text(entry, "issuing_body_tr"), en=_text(entry, "issuing_body_en")),
        relevance=Translated(en=_text(entry, "relevance")),
        status_note=Translated(en=_text(entry, "status")),
        source=_text(entry, "source"),
    )


def _kind(code: str) -> InstrumentKind:
    if not re.fullmatch(r"[a-z0-9_]{1,60}", code):
        raise _WrongValue("kind", code)
    order = [*KINDS, code].index(code) + 1
    return InstrumentKind(code=code, name=KINDS.get(code, Translated()), order=order * 10)


def _statements(stated: Stated, index: int, entry: Mapping[str, Any]) -> Iterator[Statement]:
    lines = entry.get("establishes") or []
    if not isinstance(lines, list):
        raise _WrongValue("establishes", lines)
    for order, line in enumerate(lines):
        if not isinstance(line, str):
            raise _WrongValue("establishes", line)
        label, text = labelled(line)
        is_inferred = stated.is_inferred("instruments", index, "establishes", order)
        yield Statement(label, Translated(en=text), is_inferred)


def labelled(line: str) -> tuple[str, str]:
    """The label of an article and the rest, where a line begins with one; else no label and the whole line."""
    match = _LABELLED.fullmatch(line)
    return (match["label"], match["text"]) if match else ("", line)


def _text(entry: Mapping[str, Any], key: str) -> str:
    value = entry.get(key)
    if value is None:
        return ""
    if not isinstance(value, str) or len(value) > LENGTHS.get(key, len(value)):
        raise _WrongValue(key, value)
    return value


def _day(entry: Mapping[str, Any], key: str) -> Bound:
    """A day, a month or a year as written; null is not known."""
    value = entry.get(key)
    if value is None:
        return Bound.unknown()
    if type(value) is date:  # YAML reads a day without quotation marks itself
        return Bound.on(value)
    try:
        return Bound.read(str(value) or "?")
    except ValueError as error:
        raise _WrongValue(key, value) from error


PROFILES = (
    Profile(INSTRUMENTS, _("Reference file of Turkish legal and administrative instruments"), read_instruments),
)
