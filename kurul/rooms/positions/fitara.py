"""FITARA `bureaudirectory.json`: the leaders of information technology in the bureaus, after OMB's JSON schema.

A leader stands in the file when the post certainly counts as CIO-equivalent by a rule on the day, or is of the kind
`bureau_cio`, and somebody holds it substantively, or may (a directory does not say since when). A bureau is known by
the identifier `us-omb-bureau` of its body (two digits). What the schema demands and nobody has recorded is never made
up: the post is then left out and counted as such.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from kurul.kernel.exports import Export
from kurul.kernel.identity.actors import Actor
from kurul.kernel.imports import Profile, Report
from kurul.kernel.refusals import Refused
from kurul.kernel.rules import Finding
from kurul.kernel.temporal.bounds import Bound, Certainty, Period
from kurul.kernel.temporal.look import Look
from kurul.kernel.translated import Translated
from kurul.rooms.organisations.public import Body, SaidClass, SaidName, bodies_by_key, keys_of, load_register
from kurul.rooms.people.public import NameGiven, PersonGiven, load_persons, recorded_persons
from kurul.rooms.positions import rules
from kurul.rooms.positions.actions import (
    AppointmentGiven,
    PlacementGiven,
    PostGiven,
    Stated,
    TermsGiven,
    TitleGiven,
    load_posts,
)
from kurul.rooms.positions.models import Capacity, PostTerms
from kurul.rooms.positions.queries import cio_posts
from kurul.rooms.positions.queries.records import RecordedPost, recorded_posts

NAME = "fitara"
SCHEME = "us-omb-bureau"
BUREAU_CIO = "bureau_cio"
EMPLOYMENT = ("GS", "SES", "SL", "ST", "EJ", "EK", "Other")
OTHER = "Other"
TITLE = Translated(en="Chief information officer (CIO)", tr="Bilgi işlem yöneticisi (CIO)")
UNKNOWN = Period.since(Bound.unknown())
Json = dict[str, Any]
Numbers = Mapping[tuple[str, str], int]


# --- writing ----------------------------------------------------------------------------------------------------------


def write_directory(look: Look, export: Export, actor: Actor) -> None:
    """All leaders of the day, by bureau and name. Raises Refused when there is none: the schema asks for one."""
    counting = {post for posts in cio_posts(look).values() for post in posts}
    leaders: list[Json] = []
    lacking = 0
    for batch in recorded_posts(look, actor):
        wanted = [one for one in batch if one.post.pk in counting or _is_bureau_cio(one, look)]
        for leader in _leaders(wanted, look, actor):
            if leader is None:
                lacking += 1
            else:
                leaders.append(leader)
    if not leaders:
        raise Refused(Finding("positions.no_leaders", None, {"count": lacking}))
    leaders.sort(key=lambda one: (one["bureauCode"], one["lastName"], one["firstName"], json.dumps(one)))
    export.write(json.dumps({"leaders": leaders}, ensure_ascii=False, indent=2) + "\n")
    export.written["leader"] += len(leaders)
    if lacking:
        export.written["left_out"] += lacking


def _on(rows: Sequence[Any], look: Look) -> Any:
    return next((row for row in rows if row.period.on(look.day) is not Certainty.NO), None)


def _is_bureau_cio(one: RecordedPost, look: Look) -> bool:
    title = _on(one.titles, look)
    return title is not None and title.kind.code == BUREAU_CIO


def _leaders(posts: Sequence[RecordedPost], look: Look, actor: Actor) -> Iterator[Json | None]:
    held = [
        (one, row)
        for one in posts
        for row in one.appointments
        if row.capacity == Capacity.SUBSTANTIVE and row.period.on(look.day) is not Certainty.NO
    ]
    bodies = {row.organisation_id for one in posts for row in one.placements}
    codes = keys_of(bodies, look, (SCHEME,)) if bodies else {}
    people = {person.person.pk: person for batch in _people(held, look, actor) for person in batch}
    for one, row in held:
        placed, terms = _on(one.placements, look), _on(one.terms, look)
        code = codes.get(placed.organisation_id, {}).get(SCHEME) if placed else None
        name = people[row.person_id].name_on(look) if row.person_id in people else None
        yield _leader(code, name, terms)


def _people(held: Sequence[tuple[RecordedPost, Any]], look: Look, actor: Actor) -> Iterator[list[Any]]:
    ids = {row.person_id for _one, row in held}
    return recorded_persons(look, actor, ids) if ids else iter(())


def _leader(code: str | None, name: Any, terms: PostTerms | None) -> Json | None:
    found: Json = {
        "bureauCode": code,
        "firstName": name.given_name if name else None,
        "lastName": name.family_name if name else None,
        **(_terms(terms) if terms else {}),
    }
    needed = ("bureauCode", "firstName", "lastName", "employmentType", "typeOfAppointment", "keyBureauCIO")
    lacks = [field for field in (*needed, "evaluationRatingOfficialTitle") if not found.get(field)]
    if code is not None and not (len(code) == 2 and code.isascii() and code.isdigit()):
        lacks.append("bureauCode")
    if lacks:
        return None
    return {field: value for field, value in found.items() if value}


def _terms(terms: PostTerms) -> Json:
    is_listed = terms.grade in EMPLOYMENT
    return {
        "employmentType": terms.grade if is_listed else OTHER if terms.grade else None,
        "employmentTypeOther": terms.grade_note if terms.grade == OTHER else None if is_listed else terms.grade,
        "typeOfAppointment": terms.tenure,
        "otherResponsibilities": terms.other_duties,
        "evaluationRatingOfficialTitle": terms.rated_by,
        "evaluationReviewingOfficialTitle": terms.reviewed_by,
        "keyBureauCIO": {True: "Yes", False: "No"}.get(terms.is_key) if terms.is_key is not None else None,
    }


# --- reading ----------------------------------------------------------------------------------------------------------


def read_directory(files: Sequence[Path], by: Actor, report: Report) -> None:
    """Directories as agencies publish them; since when somebody is leader they do not say, and it stays unknown."""
    for path in files:
        try:
            leaders = json.loads(path.read_text(encoding="utf-8-sig"))["leaders"]
            rows = list(enumerate(leaders, start=1))
            fit = [(row, one) for row, one in rows if _is_fit(one, row, path.name, report)]
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            params = {"file": path.name, "row": 0, "problem": f"{type(error).__name__}: {error}"}
            raise Refused(Finding("positions.file_not_readable", None, params)) from error
        if not report.refused:
            _load(fit, path.name, by, report)


def _is_fit(one: Json, row: int, file: str, report: Report) -> bool:
    findings = list(rules.is_a_leader(one))
    for finding in findings:
        report.refuse(file, row, finding)
    return not findings


def _load(leaders: Sequence[tuple[int, Json]], file: str, by: Actor, report: Report) -> None:
    codes = {one["bureauCode"]: row for row, one in reversed(leaders)}
    known = bodies_by_key([(SCHEME, code) for code in codes])
    load_register(
        bodies=[_bureau(code, row, file) for code, row in codes.items() if (SCHEME, code) not in known],
        kinds={"bureau": Translated(en="Bureau", tr="Büro")},
        by=by,
        report=report,
        source=NAME,
    )
    bodies = bodies_by_key([(SCHEME, code) for code in codes])
    keyed = _keyed(leaders)
    persons = [
        PersonGiven(key=(NAME, key), names=(NameGiven(one["firstName"], one["lastName"]),), file=file, row=row)
        for key, row, one in keyed
    ]
    people = load_persons(persons=persons, source=NAME, by=by, report=report)
    if report.refused:  # then somebody has no number by which a post could be entered
        return
    load_posts(
        posts=[_post(key, row, one, bodies, people, file) for key, row, one in keyed],
        kinds={BUREAU_CIO: TITLE},
        source=NAME,
        by=by,
        report=report,
    )


def _keyed(leaders: Sequence[tuple[int, Json]]) -> list[tuple[str, int, Json]]:
    """Each leader with a key: the bureau, the name, and a number where both return."""
    found: list[tuple[str, int, Json]] = []
    times: dict[str, int] = {}
    for row, one in leaders:
        plain = f"{one['bureauCode']}/{slugify(one['firstName'])}-{slugify(one['lastName'])}"
        times[plain] = times.get(plain, 0) + 1
        found.append((plain if times[plain] == 1 else f"{plain}/{times[plain]}", row, one))
    return found


def _bureau(code: str, row: int, file: str) -> Body:
    """The body of a bureau of which the file says nothing but its code."""
    name = SaidName(name=Translated(en=f"Bureau {code}", tr=f"Büro {code}"))
    return Body(
        key=(SCHEME, code), exists=(UNKNOWN,), names=(name,), classes=(SaidClass(kind="bureau"),), file=file, row=row
    )


def _post(key: str, row: int, one: Json, bodies: Numbers, people: Numbers, file: str) -> PostGiven:
    body = bodies[SCHEME, one["bureauCode"]]
    terms = TermsGiven(
        period=UNKNOWN,
        grade=one["employmentType"],
        grade_note=one.get("employmentTypeOther") or "",
        tenure=one["typeOfAppointment"],
        other_duties=one.get("otherResponsibilities") or "",
        rated_by=one["evaluationRatingOfficialTitle"],
        reviewed_by=one.get("evaluationReviewingOfficialTitle") or "",
        is_key=one["keyBureauCIO"] == "Yes",
    )
    return PostGiven(
        key=(NAME, key),
        file=file,
        row=row,
        existence=(Stated(period=UNKNOWN),),
        titles=(TitleGiven(period=UNKNOWN, title=TITLE, kind=BUREAU_CIO),),
        placements=(PlacementGiven(period=UNKNOWN, organisation=body),),
        terms=(terms,),
        appointments=(AppointmentGiven(period=UNKNOWN, person=people[NAME, key], file=file, row=row),),
    )


PROFILE = Profile(
    NAME, _("FITARA bureau directory: who is CIO in the bureaus"), read_directory, write_directory, ("json",)
)
