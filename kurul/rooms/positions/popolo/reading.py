"""Reading Popolo JSON: bodies, persons and posts through their loaders, memberships as appointments.

A membership without a post is one in the post "role in the body", which as many may hold as the file needs. Kept is
what a registry of offices needs: births, deaths, genders, pictures, addresses and biographies of persons are not.
"""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.text import slugify

from kurul.kernel.identity.actors import Actor
from kurul.kernel.imports import Report, days
from kurul.kernel.imports.cells import shortened
from kurul.kernel.provenance import Basis
from kurul.kernel.refusals import Refused
from kurul.kernel.rules import Finding
from kurul.kernel.temporal.bounds import NotADay, Period
from kurul.kernel.translated import Translated
from kurul.rooms.organisations.public import (
    URI,
    Body,
    SaidClass,
    SaidName,
    SaidNumber,
    SaidPlace,
    bodies_by_key,
    load_register,
)
from kurul.rooms.people.public import ALWAYS, NameGiven, PersonGiven, load_persons
from kurul.rooms.positions.actions import (
    AppointmentGiven,
    FunctionGiven,
    LineGiven,
    PlacementGiven,
    PostGiven,
    Stated,
    TitleGiven,
    load_posts,
)
from kurul.rooms.positions.models import Capacity
from kurul.rooms.positions.popolo.days import NOT_SAID, POPOLO, read_period, read_text

Key = tuple[str, str]
Json = dict[str, Any]
NOT_AS_EXPECTED = (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError)
_CODE = re.compile("[a-z0-9][a-z0-9_-]{0,59}")


@dataclass
class Reading:
    """One file being read: its name, the prefix that keeps its ids apart, and what is left out by kind."""

    file: str
    report: Report
    prefix: str = ""
    rows: dict[str, int] = field(default_factory=dict)
    left_out: Counter[str] = field(default_factory=Counter)
    kinds: dict[str, Translated] = field(default_factory=dict)
    functions: dict[str, Translated] = field(default_factory=dict)

    def key(self, number: object) -> Key:
        """By which scheme and value a record of the file is found again."""
        text = str(number)
        if text.startswith(("http://", "https://")):
            return URI, text
        return POPOLO, f"{self.prefix}{text}"

    def kind(self, text: object, otherwise: str) -> str:
        """The code of a kind that the file names, entered with that name where it is new.

        What can be a code is one, so that kinds come back as another Kurul wrote them."""
        said = str(text).strip() if text else otherwise
        code = said if _CODE.fullmatch(said) else slugify(said.replace("_", "-")).replace("-", "_")[:60] or otherwise
        self.kinds.setdefault(code, Translated({NOT_SAID: said}))
        return code

    def leave_out(self, what: str, count: int = 1) -> None:
        """Note that something is not kept; said once for the file."""
        self.left_out[what] += count


def read_popolo(files: Sequence[Path], by: Actor, report: Report) -> None:
    """Popolo files as they are: ids are kept, so that another export gives them again."""
    for path in files:
        read_file(path, Reading(path.name, report), by, source=POPOLO)


def read_file(path: Path, reading: Reading, by: Actor, *, source: str, terms: Json | None = None) -> None:
    """Load one file through the loaders of the rooms; `terms` are periods that memberships point at, by id."""
    try:
        document = json.loads(path.read_text(encoding="utf-8-sig"))
        bodies = [_body(item, row, reading) for row, item in _numbered(document, "organizations")]
        persons = [_person(item, row, reading) for row, item in _numbered(document, "persons")]
        body_kinds, reading.kinds = reading.kinds, {}
        drafts = _drafts(document, reading, terms or {})
    except NotADay as error:
        raise days.refusal(error, path.name) from error
    except NOT_AS_EXPECTED as error:
        problem = f"{type(error).__name__}: {error}"
        params = {"file": path.name, "row": 0, "problem": problem}
        raise Refused(Finding("positions.file_not_readable", None, params)) from error
    load_register(bodies=bodies, kinds=body_kinds, by=by, report=reading.report, source=source, dangling="warn")
    people = load_persons(persons=persons, source=source, by=by, report=reading.report)
    posts = list(_posts(drafts, bodies_by_key([draft.body for draft in drafts.values()]), people, reading))
    load_posts(
        posts=posts,
        kinds=reading.kinds,
        functions=reading.functions,
        source=source,
        by=by,
        report=reading.report,
        is_lenient=True,
    )
    for what, count in sorted(reading.left_out.items()):
        reading.report.warn(path.name, 0, Finding(f"positions.{what}", None, {"count": count}))


def _numbered(document: Json, name: str) -> Iterator[tuple[int, Json]]:
    """The records of a list, counted from 1."""
    yield from enumerate(document.get(name) or [], start=1)


def _text(item: Json) -> Translated:
    """The name by language: as we wrote it, else the name with the translations that the installation speaks."""
    if labels := item.get("labels"):
        return Translated(labels)
    texts = {other.get("lang"): other["name"] for other in item.get("other_names") or () if _is_translation(other)}
    known = {code: text for code, text in texts.items() if code in dict(settings.LANGUAGES)}
    return Translated({**known, NOT_SAID: str(item.get("name") or "")})


def _is_translation(name: Json) -> bool:
    return name.get("note") == "multilingual" and bool(name.get("lang"))


def _body(item: Json, row: int, reading: Reading) -> Body:
    exists = _existence(item, "founding_date", "dissolution_date")
    since = item.get("name_period")
    named = SaidName(
        name=_text(item), abbreviation=item.get("abbreviation") or "", period=read_text(since) if since else None
    )
    others = []
    for other in item.get("other_names") or ():
        if _is_translation(other):
            continue
        if not (other.get("start_date") or other.get("end_date") or other.get("period")):
            reading.leave_out("other_names_left_out")
            continue
        said = Translated(other.get("labels") or {NOT_SAID: other["name"]})
        others.append(SaidName(name=said, abbreviation=other.get("abbreviation") or "", period=read_period(other)))
    numbers = [(_scheme(one.get("scheme")), str(one["identifier"])) for one in item.get("identifiers") or ()]
    parent, under = item.get("parent_id"), item.get("parent_period")
    stands = read_text(under) if under else None
    return Body(
        key=reading.key(item["id"]),
        exists=exists,
        names=tuple(_without_overlap(named, others, exists, reading)),
        classes=(SaidClass(kind=reading.kind(item.get("classification"), "other")),),
        places=(SaidPlace(parent=reading.key(parent), period=stands),) if parent else (),
        numbers=tuple(SaidNumber(scheme=scheme, value=value) for scheme, value in dict.fromkeys(numbers)),
        basis=Basis(item.get("basis", Basis.STATED)),
        file=reading.file,
        row=row,
    )


def _scheme(text: object) -> str:
    return slugify(str(text or POPOLO))[:60] if not _is_slug(str(text or "")) else str(text)


def _is_slug(text: str) -> bool:
    return bool(text) and all(character.isalnum() or character in "-_" for character in text)


def _existence(item: Json, start: str, end: str) -> tuple[Period, ...]:
    if item.get("existence"):
        return tuple(read_text(text) for text in item["existence"])
    return (read_period(item, start, end),)


def _without_overlap(
    named: SaidName, others: list[SaidName], exists: tuple[Period, ...], reading: Reading
) -> Iterator[SaidName]:
    """The name and those of other days; names that were used beside another on the same days are left out."""
    kept = [named.period] if named.period else list(exists)
    yield named
    for other in others:
        assert other.period is not None
        if any(period.certainly_overlaps(other.period) for period in kept):
            reading.leave_out("other_names_left_out")
        else:
            kept.append(other.period)
            yield other


def _person(item: Json, row: int, reading: Reading) -> PersonGiven:
    since = item.get("name_period")
    named = _name(item, read_text(since) if since else ALWAYS)
    kept = [named]
    for other in item.get("other_names") or ():
        if not (other.get("start_date") or other.get("end_date") or other.get("period")):
            reading.leave_out("other_names_left_out")
            continue
        name = _name(other, read_period(other))
        if any(name.period.certainly_overlaps(one.period) for one in kept):
            reading.leave_out("other_names_left_out")
        else:
            kept.append(name)
    further = ((str(one.get("scheme") or POPOLO)[:60], str(one["identifier"])) for one in item.get("identifiers") or ())
    key = reading.key(item["id"])
    return PersonGiven(
        key=key,
        names=tuple(kept),
        further=tuple(one for one in dict.fromkeys(further) if one != key),
        basis=Basis(item.get("basis", Basis.STATED)),
        file=reading.file,
        row=row,
    )


def _name(item: Json, period: Period) -> NameGiven:
    """The parts as the file gives them. Where it does not part a name, all of it stands as the given name."""
    given, family = item.get("given_name") or "", item.get("family_name") or ""
    if not (given and family) and not ("given_name" in item and item.get("name") in (given, None)):
        given, family = _parted(item, given, family)
    return NameGiven(given, family, item.get("honorific_prefix") or "", period)


def _parted(item: Json, given: str, family: str) -> tuple[str, str]:
    """One part is said: the rest of the name is the other. None is said: the name as a whole."""
    name = " ".join(str(item.get("name") or "").split())
    honorific = item.get("honorific_prefix") or ""
    name = name.removeprefix(honorific).strip() if honorific else name
    if given and name.startswith(f"{given} "):
        return given, name.removeprefix(given).strip()
    if family and name.endswith(f" {family}"):
        return name.removesuffix(family).strip(), family
    return name or given or family, ""


@dataclass
class Draft:
    """A post of the file, with those who hold it, before persons and bodies have their numbers."""

    key: Key
    item: Json
    body: Key
    row: int
    members: list[tuple[int, Json, Period, Basis]] = field(default_factory=list)
    is_made: bool = False  # the file has memberships, not the post


def _drafts(document: Json, reading: Reading, terms: Json) -> dict[Key, Draft]:
    drafts = {}
    for row, item in _numbered(document, "posts"):
        key = reading.key(item["id"])
        drafts[key] = Draft(key, item, reading.key(item["organization_id"]), row)
    for row, item in _numbered(document, "memberships"):
        if not item.get("person_id") or not (item.get("organization_id") or item.get("post_id")):
            reading.leave_out("memberships_left_out")
            continue
        if item.get("on_behalf_of_id"):
            reading.leave_out("parties_left_out")
        period, basis = _membership_period(item, terms)
        _draft_of(item, row, drafts, reading).members.append((row, item, period, basis))
    return drafts


def _membership_period(item: Json, terms: Json) -> tuple[Period, Basis]:
    """The days of a membership; those that it lacks are those of its legislative period, and inferred."""
    term = terms.get(str(item.get("legislative_period_id")), {})
    lacks = [name for name in ("start_date", "end_date") if not item.get(name) and term.get(name)]
    basis = Basis.INFERRED if lacks else Basis(item.get("basis", Basis.STATED))
    return read_period({**item, **{name: term[name] for name in lacks}}), basis


def _draft_of(item: Json, row: int, drafts: dict[Key, Draft], reading: Reading) -> Draft:
    if item.get("post_id"):
        key = reading.key(item["post_id"])
        if key in drafts:
            return drafts[key]
        body = reading.key(item["organization_id"])
    else:
        body = reading.key(item["organization_id"])
        role = item.get("role") or "member"
        key = (POPOLO, shortened(f"{body[1]}/{slugify(str(role)) or 'member'}"))
    if key not in drafts:
        label = str(item.get("role") or "member").capitalize()
        drafts[key] = Draft(key, {"label": label, "role": item.get("role") or "member"}, body, row, is_made=True)
    return drafts[key]


def _posts(
    drafts: dict[Key, Draft], bodies: dict[Key, int], people: dict[Key, int], reading: Reading
) -> Iterator[PostGiven]:
    for draft in drafts.values():
        if draft.body not in bodies:
            finding = Finding("positions.body_not_in_file", None, {"key": draft.body[1]})
            reading.report.warn(reading.file, draft.row, finding)
            continue
        yield _post(draft, bodies[draft.body], people, reading)


def _post(draft: Draft, body: int, people: dict[Key, int], reading: Reading) -> PostGiven:
    item = draft.item
    exists = _existence(item, "start_date", "end_date")
    codes = [str(code) for code in item.get("functions") or ()]
    reading.functions.update({code: Translated({NOT_SAID: code}) for code in codes})
    superior = item.get("reports_to_id")
    identifiers = (
        (str(one.get("scheme") or POPOLO)[:60], str(one["identifier"])) for one in item.get("identifiers") or ()
    )
    kind = reading.kind(item.get("role"), "post")
    label = Translated(item.get("labels") or {NOT_SAID: str(item.get("label") or item.get("role") or "post")})
    return PostGiven(
        key=draft.key,
        file=reading.file,
        row=draft.row,
        existence=tuple(Stated(period=period) for period in exists),
        titles=tuple(TitleGiven(period=period, title=label, kind=kind) for period in exists),
        placements=tuple(PlacementGiven(period=period, organisation=body) for period in exists),
        portfolio=tuple(FunctionGiven(period=period, function=code) for period in exists for code in codes),
        lines=tuple(LineGiven(period=period, superior=reading.key(superior)) for period in exists) if superior else (),
        appointments=tuple(_appointments(draft, people, reading)),
        further=tuple(one for one in dict.fromkeys(identifiers) if one != draft.key),
        holders_allowed=_places(draft) if draft.is_made else int(item.get("holders_allowed") or 1),
        basis=Basis(item.get("basis", Basis.INFERRED if draft.is_made else Basis.STATED)),
    )


def _places(draft: Draft) -> int:
    """As many places as were certainly held on one day."""
    periods = [period for _row, _item, period, _basis in draft.members if period.is_certain_somewhere]
    starts: dict[date, int] = defaultdict(int)
    for period in periods:
        starts[period.start.latest] += 1
        starts[period.end.earliest] -= 1
    most = held = 0
    for _day, change in sorted(starts.items()):
        held += change
        most = max(most, held)
    return max(most, 1)


def _appointments(draft: Draft, people: dict[Key, int], reading: Reading) -> Iterable[AppointmentGiven]:
    is_refused = bool(reading.report.refused)  # then who was refused is not among the people, though in the file
    for row, item, period, basis in draft.members:
        person = people.get(reading.key(item["person_id"]))
        if person is None and is_refused:
            continue
        if person is None:
            finding = Finding("positions.person_not_in_file", None, {"key": str(item["person_id"])})
            reading.report.warn(reading.file, row, finding)
            continue
        yield AppointmentGiven(
            period=period,
            person=person,
            capacity=item.get("capacity") or Capacity.SUBSTANTIVE.value,
            absence=item.get("absence") or "",
            left_early=bool(item.get("left_early")),
            basis=basis,
            file=reading.file,
            row=row,
        )
