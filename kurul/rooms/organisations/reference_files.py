"""The reference file of institutions (2016) and the data of provinces, districts and municipalities (2025)."""

import json
from collections.abc import Iterator, Sequence
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
from kurul.rooms.organisations.actions import Line, load

# What reading raises when a file is not what its name says: a folder, no text, other values in other places.
NOT_AS_EXPECTED = (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError)
INSTITUTIONS, PROVINCE, IDARI = "tr-institutions-2016", "tr-province", "tr-idari"

KINDS = {
    "presidency": Translated(tr="Cumhurbaşkanlığı", en="Presidency"),
    "legislature": Translated(tr="Yasama organı", en="Legislature"),
    "prime_ministry": Translated(tr="Başbakanlık", en="Prime Ministry"),
    "ministry": Translated(tr="Bakanlık", en="Ministry"),
    "affiliated": Translated(tr="Bağlı kuruluş", en="Affiliated agency"),
    "related": Translated(tr="İlgili kuruluş", en="Related agency"),
    "regulatory": Translated(tr="Düzenleyici ve denetleyici kurum", en="Regulatory authority"),
    "audit": Translated(tr="Denetim kurumu", en="Audit institution"),
    "other": Translated(tr="Diğer kuruluş", en="Other body"),
    "unit": Translated(tr="Birim", en="Unit"),
    "it_unit": Translated(tr="Bilgi işlem birimi", en="IT unit"),
    "strategy_unit": Translated(tr="Strateji geliştirme birimi", en="Strategy development unit"),
    "province": Translated(tr="İl", en="Province"),
    "district": Translated(tr="İlçe", en="District"),
    "municipality": Translated(tr="Belediye", en="Municipality"),
}
UNITS = ("unit", "it_unit", "strategy_unit")
LEVELS = {
    "directorate": (10, Translated(tr="Müdürlük", en="Directorate")),
    "department": (20, Translated(tr="Daire başkanlığı", en="Department")),
    "presidency": (30, Translated(tr="Başkanlık", en="Presidency")),
    "general_directorate": (40, Translated(tr="Genel müdürlük", en="Directorate general")),
}
# Law 5436, article 15 knows three forms of the strategy development unit; the file gives the form, not the name.
STRATEGY_UNITS = {
    "presidency": Translated(tr="Strateji Geliştirme Başkanlığı", en="Strategy Development Presidency"),
    "department": Translated(tr="Strateji Geliştirme Daire Başkanlığı", en="Strategy Development Department"),
    "directorate": Translated(tr="Strateji Geliştirme Müdürlüğü", en="Strategy Development Directorate"),
}


def read_institutions(files: Sequence[Path], by: Actor, report: Report) -> None:
    """Central bodies, their IT and strategy units, and the provinces, as known on the day that the file states."""
    for path in files:
        try:
            stated = read(path)
            period = Period.since(Bound.by(date.fromisoformat(stated.values["as_of"])))
            lines = [*_central(stated, period, path.name, report), *_provinces(stated, period, path.name)]
        except (NotReadable, *NOT_AS_EXPECTED) as error:
            raise _not_readable(path, error) from error
        load(lines=lines, kinds=KINDS, units=UNITS, levels=LEVELS, by=by, report=report, source=path.name)


def _central(stated: Stated, period: Period, file: str, report: Report) -> Iterator[Line]:
    for index, body in enumerate(stated.values["central"]):
        path, row = ("central", index), stated.rows["central", index]
        sources = "\n".join(stated.values["sources"].get(key, key) for key in body.get("sources") or ())
        key = (INSTITUTIONS, body["abbreviation"])
        yield Line(
            key=key,
            name=Translated(tr=body["name_tr"], en=body["name_en"]),
            abbreviation=body["abbreviation"],
            kind=body["type"],
            period=period,
            file=file,
            row=row,
            parent=(INSTITUTIONS, body["parent"]) if body["parent"] else None,
            basis=_basis(stated, *path, "name_tr"),
            parent_basis=_basis(stated, *path, "parent"),
            role_note=Translated(en=body.get("e_government_role")),
            source=sources,
        )
        yield from _units(stated, body, path, key, period, file)
        if body.get("it_unit_2025"):
            report.warn(file, stated.rows[*path, "it_unit_2025"], Finding("organisations.it_unit_2025"))


def _units(
    stated: Stated, body: dict[str, Any], path: tuple[str, int], parent: tuple[str, str], period: Period, file: str
) -> Iterator[Line]:
    it_unit, strategy = body.get("it_unit"), body.get("strategy_unit")
    if it_unit:
        yield Line(
            key=(INSTITUTIONS, f"{parent[1]}/it"),
            name=Translated(tr=it_unit["name_tr"]),
            kind="it_unit",
            level=it_unit["level"],
            period=period,
            file=file,
            row=stated.rows[*path, "it_unit"],
            parent=parent,
            basis=_basis(stated, *path, "it_unit", "name_tr"),
            role_note=Translated(en=it_unit.get("note")),
        )
    if strategy:
        yield Line(
            key=(INSTITUTIONS, f"{parent[1]}/strategy"),
            name=STRATEGY_UNITS[strategy["form"]],
            kind="strategy_unit",
            level=strategy["form"],
            period=period,
            file=file,
            row=stated.rows[*path, "strategy_unit"],
            parent=parent,
            basis=Basis.INFERRED,  # the name always follows from the form; no source states it
        )


def _provinces(stated: Stated, period: Period, file: str) -> Iterator[Line]:
    for index, province in enumerate(stated.values["local_government"]["provinces"]):
        yield Line(
            key=(PROVINCE, province["code"]),
            name=Translated(tr=province["name"]),
            kind="province",
            period=period,
            file=file,
            row=stated.rows["local_government", "provinces", index],
        )


def read_idari(files: Sequence[Path], by: Actor, report: Report) -> None:
    """Provinces, districts and municipalities of 2025: what they were before is not known, and stays so.

    Takes the files in any order (or their folder); knows them by their names.
    """
    given = sorted(found for path in files for found in (path.glob("*.json") if path.is_dir() else [path]))
    report.read += given
    parts: dict[str, list[Line]] = {"province": [], "district": [], "municipality": []}
    for path in given:
        try:
            records = json.loads(path.read_text(encoding="utf-8"))
            kind = next(kind for kind, start in _FILES.items() if path.name.startswith(start))
            parts[kind] = [_local(kind, record, path.name, row) for row, record in enumerate(records, start=1)]
        except (StopIteration, *NOT_AS_EXPECTED) as error:
            raise _not_readable(path, error) from error
    lines = [line for kind in parts for line in parts[kind]]
    load(lines=lines, kinds=KINDS, units=UNITS, levels=LEVELS, by=by, report=report, source=IDARI)


_FILES = {"province": "provinces", "district": "districts", "municipality": "municipalities"}
_YEAR = Period.since(Bound.by(date(2025, 12, 31)))  # the data set of 2025: attested then, since when is not said


def _local(kind: str, record: dict[str, Any], file: str, row: int) -> Line:
    keys = {
        "province": ((PROVINCE, f"{record['id']:02d}"), None),
        "district": ((IDARI, f"district:{record['id']}"), (PROVINCE, f"{record.get('provinceId', 0):02d}")),
        "municipality": ((IDARI, f"municipality:{record['id']}"), _seat(record)),
    }
    key, parent = keys[kind]
    return Line(key, Translated(tr=record["name"]), kind, _YEAR, file, row, parent=parent)


def _seat(record: dict[str, Any]) -> tuple[str, str]:
    """A municipality lies in its district; that of a province's centre may have none."""
    district = record.get("districtId")
    return (IDARI, f"district:{district}") if district else (PROVINCE, f"{record.get('provinceId', 0):02d}")


def _basis(stated: Stated, *path: str | int) -> Basis:
    return Basis.INFERRED if stated.is_inferred(*path) else Basis.STATED


def _not_readable(path: Path, error: Exception) -> Refused:
    row = error.line if isinstance(error, NotReadable) else 0
    params = {"file": path.name, "row": row, "problem": f"{type(error).__name__}: {error}"}
    return Refused(Finding("organisations.file_not_readable", None, params))


PROFILES = (
    Profile(INSTITUTIONS, _("Reference file of Turkish institutions on 19 July 2016"), read_institutions),
    Profile(IDARI, _("Turkish provinces, districts and municipalities of 2025"), read_idari),
)
