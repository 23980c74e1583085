"""The Research Organization Registry (schema v2): names by language, parents stated on either side, successors.

Not taken over: aliases (a body has one name at a time), related organisations, types besides government.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

from kurul.kernel.identity.actors import Actor
from kurul.kernel.imports import Profile, Report, days
from kurul.kernel.imports.json_records import records
from kurul.kernel.rules import Finding
from kurul.kernel.temporal.bounds import Bound, Period
from kurul.kernel.translated import Translated
from kurul.rooms.organisations.actions import (
    Body,
    SaidAffiliation,
    SaidChange,
    SaidClass,
    SaidName,
    SaidNumber,
    SaidPlace,
    SaidScheme,
    load_register,
)
from kurul.rooms.organisations.actions.register.said import Key
from kurul.rooms.organisations.models import ChangeKind
from kurul.rooms.organisations.registers.formats.reading import files_like, told

NAME = "ror-government"
KINDS = {"ror-government": Translated(en="Government organisation (ROR)", tr="Kamu kuruluşu (ROR)")}
SCHEMES = {
    "ror": SaidScheme(Translated(en="ROR", tr="ROR"), "https://ror.org/{value}", "ror"),
    "wikidata": SaidScheme(
        Translated(en="Wikidata", tr="Wikidata"), "https://www.wikidata.org/entity/{value}", "", False
    ),
    "isni": SaidScheme(Translated(en="ISNI", tr="ISNI"), "", "", False),
    "grid": SaidScheme(Translated(en="GRID", tr="GRID"), "", "", False),
    "fundref": SaidScheme(Translated(en="Crossref Funder ID", tr="Crossref destekleyici numarası"), "", "", False),
}
NO_LANGUAGE = "und"  # ISO 639-2: undetermined


def read(files: Sequence[Path], by: Actor, report: Report) -> None:
    """Load ROR records. Raises Refused."""
    with told():
        found = [
            (path.name, line, record)
            for path in files_like(files, "*.json", NAME, report)
            for line, record in records(path)
        ]
        load_register(
            bodies=list(_bodies(found, report)),
            changes=list(_changes(found)),
            kinds=KINDS,
            schemes=SCHEMES,
            dangling="warn",
            by=by,
            report=report,
            source=NAME,
        )


def _key(identifier: str) -> Key:
    return "ror", identifier.removeprefix("https://ror.org/")


def _bodies(found: Sequence[tuple[str, int, dict[str, Any]]], report: Report) -> Iterator[Body]:
    there = {_key(record["id"]) for _file, _line, record in found}
    parents: defaultdict[Key, dict[Key, int]] = defaultdict(dict)
    for file, line, record in found:
        own, missing = _key(record["id"]), 0
        for relation in record["relationships"]:
            other = _key(relation["id"])
            if relation["type"] == "parent":
                parents[own].setdefault(other, line)
            elif relation["type"] == "child" and other in there:
                parents[other].setdefault(own, line)
            missing += relation["type"] == "child" and other not in there
        if missing:
            report.warn(file, line, Finding("organisations.parts_not_in_file", None, {"count": missing}))
    for file, line, record in found:
        yield _body(file, line, record, list(parents[_key(record["id"])]), report)


def _body(file: str, line: int, record: dict[str, Any], parents: list[Key], report: Report) -> Body:
    attested = days.exact(record["admin"]["last_modified"]["date"])
    begin = Bound.year(record["established"]) if record["established"] else Bound.by(attested)
    end = Bound.open() if record["status"] == "active" else Bound.by(attested)
    # When a link began is not said: it is there since some day up to the one on which the record was last changed.
    linked = Period(Bound(begin.earliest, max(attested, begin.latest)), Bound.open()) if end.is_open else None
    if len(parents) > 1:
        params = {"parents": ", ".join(value for _scheme, value in parents)}
        report.warn(file, line, Finding("organisations.several_parents", None, params))
    return Body(
        key=_key(record["id"]),
        exists=(Period(begin, end),),
        names=(_name(record),),
        classes=(SaidClass(kind="ror-government"),),
        places=tuple(SaidPlace(parent=key, period=linked) for key in parents) if len(parents) == 1 else (),
        affiliations=tuple(SaidAffiliation(parent=key, period=linked) for key in parents) if len(parents) > 1 else (),
        numbers=tuple(
            SaidNumber(scheme=external["type"], value=value)
            for external in record["external_ids"]
            if external["type"] in SCHEMES
            for value in dict.fromkeys(external["all"])
        ),
        file=file,
        row=line,
        source=record["id"],
    )


def _name(record: dict[str, Any]) -> SaidName:
    """The displayed name in its language and the first label in each other; the first acronym."""
    texts: dict[str, str] = {}
    in_order = sorted(record["names"], key=lambda name: "ror_display" not in name["types"])
    for name in in_order:
        if {"ror_display", "label"} & set(name["types"]):
            texts.setdefault(name["lang"] or NO_LANGUAGE, name["value"])
    acronyms = [name["value"] for name in in_order if "acronym" in name["types"]]
    return SaidName(name=Translated(texts), abbreviation=acronyms[0] if acronyms else "")


def _changes(found: Sequence[tuple[str, int, dict[str, Any]]]) -> Iterator[SaidChange]:
    """One event for each pair of predecessor and successor, stated on one side or on both.

    The day is the year in which the successor was established, where that is known. The registry does not say what
    happened; "transferred" claims least.
    """
    established = {_key(record["id"]): record["established"] for _file, _line, record in found}
    pairs: dict[tuple[Key, Key], tuple[str, int]] = {}
    for file, line, record in found:
        own = _key(record["id"])
        for relation in record["relationships"]:
            other = _key(relation["id"])
            if relation["type"] == "successor":
                pairs.setdefault((own, other), (file, line))
            elif relation["type"] == "predecessor":
                pairs.setdefault((other, own), (file, line))
    for (before, after), (file, line) in pairs.items():
        year = established.get(after)
        yield SaidChange(
            kind=ChangeKind.TRANSFERRED.value,
            day=Bound.year(year) if year else Bound.unknown(),
            before=(before,),
            after=(after,),
            file=file,
            row=line,
        )


PROFILE = Profile(NAME, _("Government bodies of the Research Organization Registry (ROR)"), read)
