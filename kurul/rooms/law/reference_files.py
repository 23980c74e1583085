"""The reference file of Turkish legal and administrative instruments."""

import re
from collections import Counter
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
from kurul.rooms.law.actions import Line, RelationLine, Statement, load
from kurul.rooms.law.models import InstrumentKind, Particulars, ProvisionKind, RelationKind

INSTRUMENTS = "tr-legal-instruments"

# The file names kinds by code only; these are the field's words for them, how one is cited, and the path of its ELI
# below the jurisdiction (Türkiye assigns no ELIs itself: the paths follow the Council conclusions 2012/C 325/02).
# Higher acts come first. Kinds whose acts bear no number have no path.
JURISDICTION = "tr"
KINDS = {
    "law": ("Kanun", "Law", "{number} sayılı Kanun", "Law {number}", "kanun/{year}/{number}"),
    "statutory_decree": (
        "Kanun hükmünde kararname",
        "Statutory decree",
        "{number} sayılı KHK",
        "Statutory Decree {number}",
        "khk/{year}/{number}",
    ),
    "presidential_decree": (
        "Cumhurbaşkanlığı kararnamesi",
        "Presidential decree",
        "{number} sayılı Cumhurbaşkanlığı Kararnamesi",
        "Presidential Decree {number}",
        "cbk/{year}/{number}",
    ),
    "presidential_decree_article": (
        "Cumhurbaşkanlığı kararnamesi maddesi",
        "Article of a presidential decree",
        "",
        "",
        "",
    ),
    "council_of_ministers_decision": (
        "Bakanlar Kurulu kararı",
        "Council of Ministers decision",
        "{number} sayılı Bakanlar Kurulu Kararı",
        "Council of Ministers Decision {number}",
        "bkk/{number}",
    ),
    "council_of_ministers_decision_with_regulation": (
        "Bakanlar Kurulu kararı ve eki yönetmelik",
        "Council of Ministers decision with regulation",
        "{number} sayılı Bakanlar Kurulu Kararı",
        "Council of Ministers Decision {number}",
        "bkk/{number}",
    ),
    "high_planning_council_decision": (
        "Yüksek Planlama Kurulu kararı",
        "High Planning Council decision",
        "{number} sayılı YPK Kararı",
        "High Planning Council Decision {number}",
        "ypk/{number}",
    ),
    "council_decision": (
        "Üst kurul kararı",
        "Decision of a supreme council",
        "{number} sayılı Karar",
        "Decision {number}",
        "karar/{number}",
    ),
    "regulation": ("Yönetmelik", "Regulation", "", "", ""),
    "presidential_circular": (
        "Cumhurbaşkanlığı genelgesi",
        "Presidential circular",
        "{number} sayılı Cumhurbaşkanlığı Genelgesi",
        "Presidential Circular {number}",
        "cb-genelge/{number}",
    ),
    "prime_ministry_circular": (
        "Başbakanlık genelgesi",
        "Prime Ministry circular",
        "{number} sayılı Başbakanlık Genelgesi",
        "Prime Ministry Circular {number}",
        "genelge/{number}",
    ),
    "circular": ("Genelge", "Circular", "", "", ""),
}

# The parts of an instrument in Turkish legislation: name, citation and part of the address; the wider first.
PROVISION_KINDS = {
    "article": ("Madde", "Article", "md. {label}", "art. {label}", "art_{label}"),
    "additional_article": ("Ek madde", "Additional article", "ek md. {label}", "add. art. {label}", "add_{label}"),
    "provisional_article": (
        "Geçici madde",
        "Provisional article",
        "geçici md. {label}",
        "prov. art. {label}",
        "prov_{label}",
    ),
    "schedule": ("Cetvel", "Schedule", "({label}) sayılı cetvel", "schedule {label}", "sched_{label}"),
    "paragraph": ("Fıkra", "Paragraph", "f. {label}", "para. {label}", "par_{label}"),
    "item": ("Bent", "Item", "b. ({label})", "item ({label})", "pnt_{label}"),
    "sub_item": ("Alt bent", "Sub-item", "alt b. ({label})", "sub-item ({label})", "sub_{label}"),
}
DEPTHS = ("article", "paragraph", "item", "sub_item")  # what "Art. 2(1)(f)" names, from the left

# Where a key of the file goes; the marks "# inferred" follow the same way.
PATHS = {
    "title_tr": "title.tr",
    "title_en": "title.en",
    "number": "number",
    "date": "issued",
    "gazette_number": "gazette_number",
    "gazette_date": "gazetted",
    "in_force": "in_force",
    "issuing_body_tr": "issuing_body.tr",
    "issuing_body_en": "issuing_body.en",
    "relevance": "relevance.en",
    "status": "status_note.en",
    "source": "source",
}

# As long as the columns are.
LENGTHS = {"id": 60, "number": 60, "gazette_number": 60, "source": 500}

# A label is taken where a line begins with one, "Art. 2(1)(f): …", or ends with one, "… (art. 9)"; but neither from
# "Art. 15 also …" nor from "additional article 6 of Statutory Decree 375", which say it of something else.
_LABEL = r"(?P<label>\d+(?:/[A-ZÇĞİÖŞÜ])?(?:\([^()\s]+\))*)"
_LABELLED = re.compile(rf"Art\. {_LABEL}: (?P<text>.+)", re.DOTALL)
_LABELLED_BEHIND = re.compile(rf"(?P<text>.+\S) \(art\. {_LABEL}\)", re.DOTALL)
# The one relation that the notes on the status state as such; "Replaced in June 2020 by a regulation of the same name"
# and the like name no instrument of the file and stay notes.
_REPEALED_BY = re.compile(r"Repealed by (?P<number>[0-9]+(?:/[0-9]+)?)")


def read_instruments(files: Sequence[Path], by: Actor, report: Report) -> None:
    """Instruments, what they establish, and what they do to each other as far as the file states it.

    A value that is null, or only guessed in a comment, stays not known; notes on the status stay notes.
    """
    for path in files:
        stated = _read(path)
        lines = list(_lines(stated, path.name, report))
        relations = list(_relations(stated, path.name, report))
        if not report.refused:
            load(
                lines=lines,
                relations=relations,
                provision_kinds=_provision_kinds(),
                by=by,
                report=report,
                source=path.name,
            )


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
        in_force=_day(entry, "in_force"),
        issuing_body=Translated(tr=_text(entry, "issuing_body_tr"), en=_text(entry, "issuing_body_en")),
        relevance=Translated(en=_text(entry, "relevance")),
        status_note=Translated(en=_text(entry, "status")),
        source=_text(entry, "source"),
    )


def _kind(code: str) -> InstrumentKind:
    if not re.fullmatch(r"[a-z0-9_]{1,60}", code):
        raise _WrongValue("kind", code)
    order = [*KINDS, code].index(code) + 1
    turkish, english, cited_turkish, cited_english, path = KINDS.get(code, ("",) * 5)
    return InstrumentKind(
        code=code,
        name=Translated(tr=turkish, en=english),
        reference=Translated(tr=cited_turkish, en=cited_english),
        jurisdiction=JURISDICTION if path else "",
        eli_template=f"{{jurisdiction}}/{path}" if path else "",
        order=order * 10,
    )


def _provision_kinds() -> tuple[ProvisionKind, ...]:
    return tuple(
        ProvisionKind(
            code=code,
            name=Translated(tr=turkish, en=english),
            reference=Translated(tr=cited_turkish, en=cited_english),
            eli_part=part,
            order=order * 10,
        )
        for order, (code, (turkish, english, cited_turkish, cited_english, part)) in enumerate(
            PROVISION_KINDS.items(), start=1
        )
    )


def _statements(stated: Stated, index: int, entry: Mapping[str, Any]) -> Iterator[Statement]:
    for order, line in enumerate(_list(entry, "establishes")):
        if not isinstance(line, str):
            raise _WrongValue("establishes", line)
        path, text = labelled(line)
        is_inferred = stated.is_inferred("instruments", index, "establishes", order)
        yield Statement(path, Translated(en=text), is_inferred)


def labelled(line: str) -> tuple[tuple[tuple[str, str], ...], str]:
    """The way to a provision by kind and label and the rest of the line; no way where the line bears no label.

    "Art. 2(1)(f): sets the scope" → ((("article", "2"), ("paragraph", "1"), ("item", "f")), "sets the scope").
    """
    match = _LABELLED.fullmatch(line) or _LABELLED_BEHIND.fullmatch(line)
    if match is None:
        return (), line
    labels = [part.rstrip(")") for part in match["label"].split("(")]
    if len(labels) > len(DEPTHS):
        return (), line
    return tuple(zip(DEPTHS, labels, strict=False)), match["text"]


def _relations(stated: Stated, file: str, report: Report) -> Iterator[RelationLine]:
    """What each instrument does to others by its keys `amends`, `repeals`, `replaces` and `rests_on` (lists of codes,
    or of mappings with `instrument` and `day`), and the repeal that a note on the status states by a number."""
    entries = [entry for entry in stated.values["instruments"] if isinstance(entry, dict)]
    codes = {str(entry.get("number")): str(entry.get("id")) for entry in entries}
    numbers = Counter(str(entry.get("number")) for entry in entries)
    for index, entry in enumerate(stated.values["instruments"]):
        row = stated.rows.get(("instruments", index), 0)
        if not isinstance(entry, dict):
            continue
        code = str(entry.get("id"))
        try:
            for kind in RelationKind:
                for one in _list(entry, kind.value):
                    target = one if isinstance(one, dict) else {"instrument": one}
                    yield RelationLine(kind, code, _text(target, "instrument"), _day(target, "day"), file, row)
        except _WrongValue as wrong:
            report.refuse(file, row, wrong.finding)
        match = _REPEALED_BY.fullmatch(str(entry.get("status") or ""))
        if match and numbers[match["number"]] == 1:
            yield RelationLine(RelationKind.REPEALS, codes[match["number"]], code, Bound.unknown(), file, row)


def _list(entry: Mapping[str, Any], key: str) -> list[Any]:
    found = entry.get(key) or []
    if not isinstance(found, list):
        raise _WrongValue(key, found)
    return found


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
