"""Organograms of UK public bodies: senior posts with holder, grade, unit and superior, junior posts by team.

Each file is a picture of one body on one day. What two pictures show alike held in between; what changed did so on some
day between them; what was before the first and after the last is not known. So every bound is as exact as the files
are. All pictures of a body are given together. Pay and contacts are not kept. See docs/imports-people.md.
"""

import csv
import math
import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from kurul.kernel.identity.actors import Actor
from kurul.kernel.imports import Profile, Report
from kurul.kernel.imports.cells import shortened
from kurul.kernel.imports.days import exact, refusal
from kurul.kernel.provenance import Basis
from kurul.kernel.refusals import Refused
from kurul.kernel.rules import Finding
from kurul.kernel.temporal.bounds import FAR, Bound, NotADay, Period
from kurul.kernel.translated import Translated
from kurul.rooms.organisations.public import Body, SaidClass, SaidName, SaidPlace, bodies_by_key, load_register
from kurul.rooms.people.public import NameGiven, PersonGiven, load_persons
from kurul.rooms.positions.actions import (
    AppointmentGiven,
    LineGiven,
    PlacementGiven,
    PostGiven,
    Stated,
    TermsGiven,
    TitleGiven,
    load_posts,
)

NAME = "uk-organograms"
FILE = re.compile(r"(?P<body>.+)-(?P<day>\d{4}-\d{2}-\d{2})-(?P<sort>senior|junior)\.csv")
KINDS = {
    "department": Translated(en="Department"),
    "public_body": Translated(en="Public body"),
    "unit": Translated(en="Unit"),
}
POST_KINDS = {"senior_post": Translated(en="Senior post"), "junior_posts": Translated(en="Junior posts")}
TOP = "XX"
NOBODY = {"", "n/d", "nd", "not disclosed", "eliminated", "vacant", "n/a"}
Key = tuple[str, str]


@dataclass(frozen=True)
class Row:
    """One line of a picture; `row` counts from 1, the head included."""

    day: date
    file: str
    row: int
    said: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return " ".join((self.said.get(column) or "").split())


@dataclass
class Pictures:
    """All pictures of one body: its days, and the rows of each post by its key."""

    body: str
    days: list[date] = field(default_factory=list)
    senior: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    junior: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))

    @property
    def rows(self) -> list[Row]:
        """All rows of all posts."""
        return [row for posts in (self.senior, self.junior) for rows in posts.values() for row in rows]


def read_organograms(files: Sequence[Path], by: Actor, report: Report) -> None:
    """Files of one or several bodies, or the folder that has them."""
    paths = sorted(found for given in files for found in (given.glob("*.csv") if given.is_dir() else [given]))
    report.read += paths
    pictures: dict[str, Pictures] = {}
    for path in paths:
        try:
            _read(path, pictures, report)
        except NotADay as error:
            raise refusal(error, path.name) from error
        except (OSError, ValueError, KeyError, csv.Error) as error:
            params = {"file": path.name, "row": 0, "problem": f"{type(error).__name__}: {error}"}
            raise Refused(Finding("positions.file_not_readable", None, params)) from error
    for one in pictures.values():
        _load(one, by, report)


def _read(path: Path, pictures: dict[str, Pictures], report: Report) -> None:
    named = FILE.fullmatch(path.name)
    if named is None:
        raise ValueError("the name is not BODY-YYYY-MM-DD-senior.csv or -junior.csv")
    one = pictures.setdefault(named["body"], Pictures(named["body"]))
    day = exact(named["day"])
    if day not in one.days:
        one.days = sorted([*one.days, day])
    with path.open(encoding="utf-8-sig", newline="") as stream:
        for number, said in enumerate(csv.DictReader(stream), start=2):
            row = Row(day, path.name, number, said)
            if named["sort"] == "senior":
                _take_senior(row, one, report)
            else:
                _take_junior(row, one)


def _take_senior(row: Row, one: Pictures, report: Report) -> None:
    number = row["Post Unique Reference"]
    if any(other.day == row.day for other in one.senior[number]):
        report.warn(row.file, row.row, Finding("positions.post_twice", None, {"key": number}))
    if _holder(row) is None:
        report.warn(row.file, row.row, Finding("positions.holder_not_named", None, {"text": row["Name"]}))
    one.senior[number].append(row)


def _take_junior(row: Row, one: Pictures) -> None:
    """The posts of a team have no reference: they are known by all that is said of them, and by their turn."""
    parts = ("Unit", "Reporting Senior Post", "Grade", "Generic Job Title", "Professional/Occupational Group")
    plain = "/".join(slugify(row[part]) for part in parts)
    turn = sum(1 for key, rows in one.junior.items() if key.split("#")[0] == plain and rows[-1].day == row.day)
    one.junior[f"{plain}#{turn + 1}"].append(row)


def _holder(row: Row) -> str | None:
    name = row["Name"].strip("'\" ")
    return None if name.lower() in NOBODY else name


# --- from pictures to periods -----------------------------------------------------------------------------------------


def periods(days: Sequence[date], shown: Mapping[date, Hashable]) -> Iterator[tuple[Period, Hashable]]:
    """How long each state held that the pictures of `days` show; a day without a state interrupts.

    A state begins on or before its first picture, after the last one that shows something else; and so it ends.
    """
    run: list[date] = []
    for index, day in enumerate(days):
        state = shown.get(day)
        if state is None:
            continue
        run.append(day)
        following = days[index + 1] if index + 1 < len(days) else None
        if following is not None and shown.get(following) == state:
            continue
        before = days.index(run[0])
        start = Bound.by(run[0]) if before == 0 else Bound.between(days[before - 1] + timedelta(days=1), run[0])
        end = Bound.between(day + timedelta(days=1), following or FAR)
        yield Period(start, end), state
        run = []


def _load(one: Pictures, by: Actor, report: Report) -> None:
    source = f"{NAME}/{one.body}"
    load_register(bodies=_bodies(one), kinds=KINDS, units=["unit"], by=by, report=report, source=source)
    keys = {_body_key(row["Organisation"]) for row in one.rows} | {_unit_key(row) for row in one.rows if row["Unit"]}
    bodies = bodies_by_key(list(keys))
    people = load_persons(persons=_persons(one), source=source, by=by, report=report)
    if report.refused:  # then nobody, and no body, has a number by which posts could be entered
        return
    posts = [*_senior(one, bodies, people), *_junior(one, bodies)]
    load_posts(posts=posts, kinds=POST_KINDS, source=source, by=by, report=report, is_lenient=True)


def _body_key(name: str) -> Key:
    return NAME, slugify(name)


def _unit_key(row: Row) -> Key:
    return NAME, f"{slugify(row['Organisation'])}/{slugify(row['Unit'])}"


def _bodies(one: Pictures) -> Iterator[Body]:
    """Departments, bodies and units, each for as long as pictures show it."""
    shown: dict[Key, dict[date, Row]] = defaultdict(dict)
    parents: dict[Key, Key | None] = {}
    for row in one.rows:
        department, body = _body_key(row["Parent Department"]), _body_key(row["Organisation"])
        shown[body].setdefault(row.day, row)
        parents[body] = department if department != body else None
        if department != body:
            shown[department].setdefault(row.day, row)
            parents[department] = None
        if row["Unit"]:
            shown[_unit_key(row)].setdefault(row.day, row)
            parents[_unit_key(row)] = body
    for key, rows in shown.items():
        first = rows[min(rows)]
        is_unit = "/" in key[1]
        column = (
            "Unit" if is_unit else "Organisation" if key == _body_key(first["Organisation"]) else "Parent Department"
        )
        kind = "unit" if is_unit else "department" if parents[key] is None else "public_body"
        parent = parents[key]
        exists = tuple(period for period, _state in periods(one.days, dict.fromkeys(rows, True)))
        yield Body(
            key=key,
            exists=exists,
            names=(SaidName(name=Translated(en=first[column])),),
            classes=(SaidClass(kind=kind),),
            places=(SaidPlace(parent=parent),) if parent else (),
            file=first.file,
            row=first.row,
        )


def _person_key(one: Pictures, name: str) -> Key:
    return NAME, f"{one.body}/{slugify(name)}"


def _persons(one: Pictures) -> Iterator[PersonGiven]:
    """Whoever is named. Who bears the same name in the same body is taken for one person; that is inferred."""
    latest: dict[Key, tuple[Row, str]] = {}
    for rows in one.senior.values():
        for row in rows:
            name = _holder(row)
            if name is not None:
                key = _person_key(one, name)
                if key not in latest or latest[key][0].day <= row.day:
                    latest[key] = (row, name)
    for key, (row, name) in latest.items():
        yield PersonGiven(key=key, names=(NameGiven(name),), file=row.file, row=row.row, basis=Basis.INFERRED)


def _said(one: Pictures, rows: Sequence[Row], state: Callable[[Row], Hashable]) -> list[tuple[Period, Any]]:
    return list(periods(one.days, {row.day: state(row) for row in reversed(rows)}))


def _senior(one: Pictures, bodies: Mapping[Key, int], people: Mapping[Key, int]) -> Iterator[PostGiven]:
    for number, rows in one.senior.items():
        most = max(sum(1 for other in rows if other.day == row.day) for row in rows)
        yield PostGiven(
            key=(NAME, f"{one.body}/{number}"),
            file=rows[0].file,
            row=rows[0].row,
            source=rows[0]["URI"],
            holders_allowed=most,
            appointments=tuple(_appointments(one, rows, people)),
            lines=tuple(
                LineGiven(period=period, superior=(NAME, f"{one.body}/{superior}"))
                for period, superior in _said(one, rows, lambda row: row["Reports to Senior Post"] or TOP)
                if superior != TOP
            ),
            **_common(one, rows, bodies, "Job Title", "Grade (or equivalent)", "FTE", "senior_post"),
        )


def _junior(one: Pictures, bodies: Mapping[Key, int]) -> Iterator[PostGiven]:
    for number, rows in one.junior.items():
        superior = rows[0]["Reporting Senior Post"]
        lines = [
            LineGiven(period=period, superior=(NAME, f"{one.body}/{superior}"))
            for period, _state in _said(one, rows, lambda row: True)
            if superior in one.senior
        ]
        yield PostGiven(
            key=(NAME, shortened(f"{one.body}/junior/{number}")),
            file=rows[0].file,
            row=rows[0].row,
            # As many as share the work, at most one for each full-time equivalent that was begun.
            holders_allowed=max(1, *(math.ceil(_number(row, "Number of Posts in FTE") or 1) for row in rows)),
            lines=tuple(lines),
            **_common(one, rows, bodies, "Generic Job Title", "Grade", "Number of Posts in FTE", "junior_posts"),
        )


def _common(
    one: Pictures, rows: Sequence[Row], bodies: Mapping[Key, int], title: str, grade: str, share: str, kind: str
) -> dict[str, Any]:
    """What senior and junior posts have in common: existence, title, unit, grade."""

    def body(row: Row) -> int:
        return bodies[_unit_key(row) if row["Unit"] else _body_key(row["Organisation"])]

    return {
        "existence": tuple(Stated(period=period) for period, _state in _said(one, rows, lambda row: True)),
        "titles": tuple(
            TitleGiven(period=period, title=Translated(en=text), kind=kind)
            for period, text in _said(one, rows, lambda row: row[title] or kind)
        ),
        "placements": tuple(
            PlacementGiven(period=period, organisation=number) for period, number in _said(one, rows, body)
        ),
        "terms": tuple(
            TermsGiven(period=period, grade=said[0][:60], full_time=said[1])
            for period, said in _said(one, rows, lambda row: (row[grade], _number(row, share)))
        ),
    }


def _number(row: Row, column: str) -> Decimal | None:
    try:
        return Decimal(row[column]).quantize(Decimal("0.01")) if row[column] else None
    except InvalidOperation:
        return None


def _appointments(one: Pictures, rows: Sequence[Row], people: Mapping[Key, int]) -> Iterator[AppointmentGiven]:
    by_person: dict[Key, dict[date, Row]] = defaultdict(dict)
    for row in rows:
        name = _holder(row)
        if name is not None:
            by_person[_person_key(one, name)][row.day] = row
    for key, shown in by_person.items():
        for period, _state in periods(one.days, dict.fromkeys(shown, True)):
            row = shown[min(shown)]
            yield AppointmentGiven(period=period, person=people[key], file=row.file, row=row.row)


PROFILE = Profile(NAME, _("Organograms of UK public bodies: posts, holders, reporting lines"), read_organograms)
