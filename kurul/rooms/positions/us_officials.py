"""Office holders of the United States with their terms, and the committees of Congress.

The files of unitedstates/congress-legislators (presidents and vice-presidents, committees, their members) and of Open
States (state executives, mayors), told apart by what stands in them. See docs/imports-people.md.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from kurul.kernel import plain_yaml
from kurul.kernel.identity.actors import Actor
from kurul.kernel.imports import Profile, Report, days
from kurul.kernel.provenance import Basis
from kurul.kernel.refusals import Refused
from kurul.kernel.rules import Finding
from kurul.kernel.temporal.bounds import Bound, NotADay, Period, day_after
from kurul.kernel.translated import Translated
from kurul.rooms.organisations.public import Body, SaidClass, SaidName, SaidPlace, bodies_by_key, load_register
from kurul.rooms.people.public import NameGiven, PersonGiven, load_persons
from kurul.rooms.positions.actions import AppointmentGiven, PlacementGiven, PostGiven, Stated, TitleGiven, load_posts

NAME = "us-officials"
JURISDICTION = "ocd-jurisdiction"
UNKNOWN = Period.since(Bound.unknown())
NOT_AS_EXPECTED = (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError)
Key = tuple[str, str]
Json = dict[str, Any]

KINDS = {
    "government": Translated(en="Government"),
    "legislature": Translated(en="Legislature"),
    "committee": Translated(en="Committee"),
    "subcommittee": Translated(en="Subcommittee"),
}
CHAMBERS = {"house": "House of Representatives", "senate": "Senate", "joint": "Congress of the United States"}
OFFICES = {"prez": "President of the United States", "viceprez": "Vice President of the United States"}
NATION: Key = (NAME, "us")
# Published keys of persons that are kept; accounts in social networks and the like are not.
PERSON_KEYS = ("bioguide", "govtrack", "icpsr", "icpsr_prez", "wikidata", "thomas", "lis", "house_history")
MEMBERS = {"member": "Member", "chair": "Chair", "ranking": "Ranking member"}


@dataclass
class Read:
    """What the files say together, before anything is loaded."""

    report: Report
    bodies: dict[Key, Body] = field(default_factory=dict)
    persons: dict[Key, PersonGiven] = field(default_factory=dict)
    # Each post with its body, title and kind, and who holds it: person, period, file, row.
    posts: dict[Key, tuple[Key, str, str, str, int]] = field(default_factory=dict)
    held: dict[Key, list[tuple[Key, Period, str, int]]] = field(default_factory=lambda: defaultdict(list))
    names: dict[str, str] = field(default_factory=dict)  # of places, by their jurisdiction


def read_officials(files: Sequence[Path], by: Actor, report: Report) -> None:
    """Files, or the folder that has them, in any order."""
    found = sorted(path for given in files for path in (given.glob("*.y*ml") if given.is_dir() else [given]))
    report.read += found
    read = Read(report)
    documents: list[tuple[Path, list[Any]]] = []
    for path in found:
        try:
            text = path.read_text(encoding="utf-8")
            documents.append((path, [one for one in plain_yaml.load_all(text) if one]))
        except NOT_AS_EXPECTED as error:
            raise _not_readable(path, error) from error
    for path, parts in documents:
        try:
            _take(path.name, parts, read)
        except NotADay as error:
            raise days.refusal(error, path.name) from error
        except NOT_AS_EXPECTED as error:
            raise _not_readable(path, error) from error
    _load(read, by)


def _not_readable(path: Path, error: Exception) -> Refused:
    params = {"file": path.name, "row": 0, "problem": f"{type(error).__name__}: {error}"[:300]}
    return Refused(Finding("positions.file_not_readable", None, params))


def _take(file: str, parts: list[Any], read: Read) -> None:
    """Know a file by what stands in it."""
    if len(parts) == 1 and isinstance(parts[0], dict) and "roles" not in parts[0]:
        _take_members(parts[0], file, read)
        return
    items = parts[0] if len(parts) == 1 and isinstance(parts[0], list) else parts
    for row, item in enumerate(items, start=1):
        if "terms" in item:
            _take_executive(item, file, row, read)
        elif "roles" in item:
            _take_official(item, file, row, read)
        elif "thomas_id" in item:
            _take_committee(item, file, row, read)
        elif str(item.get("id", "")).startswith("ocd-jurisdiction"):
            read.names[item["id"]] = item["name"]
        else:
            raise ValueError(f"entry {row} is neither an official, a committee nor a place")


# --- presidents, vice-presidents --------------------------------------------------------------------------------------


def _take_executive(item: Json, file: str, row: int, read: Read) -> None:
    read.bodies.setdefault(NATION, _body(NATION, "United States", "government", file, row))
    ids = item["id"]
    key: Key = ("govtrack", str(ids["govtrack"]))
    further = [(scheme, str(ids[scheme])) for scheme in PERSON_KEYS if scheme in ids and scheme != "govtrack"]
    name = item["name"]
    given = " ".join(part for part in (name["first"], name.get("middle")) if part)
    family = " ".join(part for part in (name["last"], name.get("suffix")) if part)
    read.persons[key] = PersonGiven(key, (NameGiven(given, family),), file, row, further=tuple(further))
    for term in item["terms"]:
        # The day on which a term ends is the first of the next: the office changes hands at noon.
        period = Period(Bound.on(_day(term["start"])), Bound.on(_day(term["end"])))
        _hold((NAME, term["type"]), NATION, OFFICES[term["type"]], term["type"], key, period, file, row, read)


# --- Open States ------------------------------------------------------------------------------------------------------


def _take_official(item: Json, file: str, row: int, read: Read) -> None:
    key: Key = ("ocd-person", item["id"].removeprefix("ocd-person/"))
    others = ((one["scheme"], str(one["identifier"])) for one in item.get("other_identifiers") or ())
    names = (NameGiven(item.get("given_name") or item["name"], item.get("family_name") or ""),)
    read.persons[key] = PersonGiven(key, names, file, row, further=tuple(dict.fromkeys(others)))
    for role in item["roles"]:
        jurisdiction = role["jurisdiction"]
        body: Key = (JURISDICTION, jurisdiction)
        read.bodies.setdefault(body, _place(body, file, row, read))
        district = role.get("district")
        post = "/".join(str(part) for part in (jurisdiction, slugify(role["type"]), district) if part is not None)
        title = str(role["type"]).replace("_", " ").capitalize() + (f", {district}" if district is not None else "")
        start = Bound.on(_day(role["start_date"])) if role.get("start_date") else Bound.unknown()
        end = day_after(Bound.on(_day(role["end_date"]))) if role.get("end_date") else Bound.open()
        kind = slugify(str(role["type"])).replace("-", "_")
        _hold((NAME, post), body, title, kind, key, Period(start, end), file, row, read)


def _place(key: Key, file: str, row: int, read: Read) -> Body:
    """A government by its name where a file gives it; else by what its identifier says, which is inferred."""
    known = read.names.get(key[1])
    parts = dict(part.split(":", 1) for part in key[1].split("/") if ":" in part)
    said = parts.get("place", "").replace("_", " ").title() or f"State {parts.get('state', '').upper()}"
    return _body(key, known or said, "government", file, row, Basis.STATED if known else Basis.INFERRED)


# --- committees -------------------------------------------------------------------------------------------------------


def _take_committee(item: Json, file: str, row: int, read: Read) -> None:
    chamber: Key = (NAME, item["type"])
    read.bodies.setdefault(chamber, _body(chamber, CHAMBERS[item["type"]], "legislature", file, row))
    key: Key = ("us-thomas", item["thomas_id"])
    read.bodies[key] = _committee(key, item, "committee", chamber, file, row)
    for part in item.get("subcommittees") or ():
        below: Key = ("us-thomas", f"{item['thomas_id']}{part['thomas_id']}")
        read.bodies[below] = _committee(below, part, "subcommittee", key, file, row)


def _committee(key: Key, item: Json, kind: str, parent: Key, file: str, row: int) -> Body:
    """A committee with its names by congress, where the file has them: each held while those congresses sat."""
    names = sorted((int(number), str(name)) for number, name in (item.get("names") or {}).items())
    changes = [names[0], *(now for before, now in pairwise(names) if before[1] != now[1])] if names else []
    starts = [Bound.on(_congress(number)) for number, _name in changes]
    ends = [*starts[1:], Bound.open()]
    dated = [
        SaidName(name=Translated(en=name), period=Period(start, end))
        for (_number, name), start, end in zip(changes, starts, ends, strict=False)
    ]
    return Body(
        key=key,
        exists=(Period.since(starts[0]) if starts else UNKNOWN,),
        names=tuple(dated) or (SaidName(name=Translated(en=item["name"])),),
        classes=(SaidClass(kind=kind),),
        places=(SaidPlace(parent=parent),),
        file=file,
        row=row,
    )


def _congress(number: int) -> date:
    """The day on which a congress first met: 4 March, since the 74th (twentieth amendment) 3 January."""
    year = 1789 + 2 * (number - 1)
    return date(year, 1, 3) if number >= 74 else date(year, 3, 4)


def _take_members(members: Json, file: str, read: Read) -> None:
    """Who sits on which committee; since when, the file does not say."""
    for row, (code, seats) in enumerate(members.items(), start=1):
        for seat in seats:
            key: Key = ("bioguide", str(seat["bioguide"]))
            if key not in read.persons and not any(key in one.further for one in read.persons.values()):
                read.persons[key] = PersonGiven(key, (NameGiven(seat["name"]),), file, row)
            role = slugify(seat.get("title") or "member")
            kind = next((kind for kind in ("chair", "ranking") if kind in role), "member")
            post: Key = (NAME, f"{code}/{kind}")
            _hold(post, ("us-thomas", code), MEMBERS[kind], kind, key, UNKNOWN, file, row, read)


# --- common -----------------------------------------------------------------------------------------------------------


def _body(key: Key, name: str, kind: str, file: str, row: int, basis: Basis = Basis.STATED) -> Body:
    names = (SaidName(name=Translated(en=name)),)
    return Body(
        key=key, exists=(UNKNOWN,), names=names, classes=(SaidClass(kind=kind),), file=file, row=row, basis=basis
    )


def _hold(
    post: Key, body: Key, title: str, kind: str, person: Key, period: Period, file: str, row: int, read: Read
) -> None:
    read.posts.setdefault(post, (body, title, kind, file, row))
    read.held[post].append((person, period, file, row))


def _day(text: object) -> date:
    return text if isinstance(text, date) else days.exact(str(text))


def _load(read: Read, by: Actor) -> None:
    names = {code: Translated(en=title) for _key, (_body, title, code, _f, _r) in read.posts.items()}
    load_register(bodies=read.bodies.values(), kinds=KINDS, by=by, report=read.report, source=NAME, dangling="warn")
    bodies = bodies_by_key(list(read.bodies))
    people = load_persons(persons=read.persons.values(), source=NAME, by=by, report=read.report)
    aliases = {key: people[one.key] for one in read.persons.values() for key in one.further if one.key in people}
    posts = list(_posts(read, bodies, {**aliases, **people}))
    load_posts(posts=posts, kinds=names, source=NAME, by=by, report=read.report, is_lenient=True)


def _posts(read: Read, bodies: dict[Key, int], people: dict[Key, int]) -> Iterator[PostGiven]:
    for key, (body, title, kind, file, row) in read.posts.items():
        if body not in bodies:
            read.report.warn(file, row, Finding("positions.body_not_in_file", None, {"key": body[1]}))
            continue
        seats = len(read.held[key]) if kind == "member" else 1
        yield PostGiven(
            key=key,
            file=file,
            row=row,
            existence=(Stated(period=UNKNOWN),),
            titles=(TitleGiven(period=UNKNOWN, title=Translated(en=title), kind=kind),),
            placements=(PlacementGiven(period=UNKNOWN, organisation=bodies[body]),),
            holders_allowed=seats,
            appointments=tuple(
                AppointmentGiven(period=period, person=people[person], file=where, row=line)
                for person, period, where, line in read.held[key]
                if person in people
            ),
        )


PROFILE = Profile(NAME, _("US office holders with their terms; committees of Congress"), read_officials)
