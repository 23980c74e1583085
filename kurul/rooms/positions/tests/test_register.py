"""Loading many posts with their holders: found again by key, a later file in place of the last, checked like one."""

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.utils.translation import override

from kurul.kernel import imports
from kurul.kernel.audit.models import AuditEvent
from kurul.kernel.identity import actions as identity
from kurul.kernel.identity.actors import Actor, actor_of
from kurul.kernel.imports import Report
from kurul.kernel.imports.models import ImportRun
from kurul.kernel.imports.undoing import undo
from kurul.kernel.refusals import NotPermitted
from kurul.kernel.temporal.bounds import Bound, Period
from kurul.kernel.translated import Translated
from kurul.kernel.wording import sentence
from kurul.rooms.organisations.models import Organisation
from kurul.rooms.people.models import Person
from kurul.rooms.positions import rules
from kurul.rooms.positions.actions import (
    AppointmentGiven,
    FunctionGiven,
    LineGiven,
    PlacementGiven,
    PostGiven,
    Stated,
    TermsGiven,
    TitleGiven,
    appoint,
    load_posts,
)
from kurul.rooms.positions.models import (
    Appointment,
    EquivalenceTerms,
    PortfolioEntry,
    Post,
    PostIdentifier,
    PostKind,
    PostTerms,
    PostTitle,
    ReportingLine,
)
from kurul.rooms.positions.tests import make
from kurul.rooms.positions.tests.conftest import account

pytestmark = pytest.mark.django_db
SINCE = Period.since(date(2011, 1, 1))
KINDS = {"director": Translated(en="Director")}


def years(first: int, last: int | None = None) -> Period:
    """From 1 January of a year to 1 January of another."""
    return Period.since(date(first, 1, 1), date(last, 1, 1) if last else None)


@pytest.fixture
def body(db: None) -> Organisation:
    return make.ministry()


@pytest.fixture
def person(db: None) -> Person:
    return make.person()


def given(body: Organisation, value: str = "P1", row: int = 1, title: str = "Director") -> PostGiven:
    """A post of a file."""
    return PostGiven(
        key=("test", value),
        file="posts.csv",
        row=row,
        existence=(Stated(period=SINCE),),
        titles=(TitleGiven(period=SINCE, title=Translated(en=title), kind="director"),),
        placements=(PlacementGiven(period=SINCE, organisation=body.pk),),
    )


def held(
    person: Person, period: Period, row: int = 1, capacity: str = "substantive", absence: str = ""
) -> AppointmentGiven:
    """Somebody in a post of a file."""
    return AppointmentGiven(
        period=period, person=person.pk, file="posts.csv", row=row, capacity=capacity, absence=absence
    )


def load(*posts: PostGiven, source: str = "test", is_lenient: bool = False) -> Report:
    """Load them as one file."""
    report = Report()
    functions = {"it": Translated(en="IT")}
    load_posts(
        posts=posts, kinds=KINDS, functions=functions, source=source, by=make.OPERATOR, report=report,
        is_lenient=is_lenient,
    )  # fmt: skip
    return report


def codes(report: Report) -> list[tuple[str, int]]:
    return [(remark.code, remark.row) for remark in report.refused]


def test_posts_come_with_all_that_is_said_of_them(body: Organisation, person: Person):
    chief = given(body, "P0", row=2, title="Chief")
    post = replace(
        given(body),
        portfolio=(FunctionGiven(period=SINCE, function="it"),),
        terms=(TermsGiven(period=SINCE, grade="SCS1", is_key=True),),
        lines=(LineGiven(period=SINCE, superior=("test", "P0")),),
        appointments=(held(person, years(2012, 2014)), held(person, years(2014), capacity="acting")),
        further=(("other", "7"),),
    )
    report = load(post, chief)
    assert report.refused == []
    assert report.created == {"post": 2, "appointment": 2, "reporting_line": 1}
    keys = {("test", "P1"), ("test", "P0"), ("other", "7")}
    assert set(PostIdentifier.objects.values_list("scheme", "value")) == keys
    assert (PostTerms.objects.get().grade, PostTerms.objects.get().is_key) == ("SCS1", True)
    assert str(PortfolioEntry.objects.get().function.name) == "IT"
    assert ReportingLine.objects.get().superior_id == PostIdentifier.objects.get(value="P0").post_id
    again = load(post, chief)
    assert (again.created, again.changed, again.unchanged) == (
        {},
        {},
        {"post": 2, "appointment": 2, "reporting_line": 1},
    )


@pytest.mark.parametrize(
    "wrong",
    [
        {"key": ("test", "P" * 201)},
        {"key": ("t" * 61, "P1")},
        {"further": (("other", "7" * 201),)},
        {"terms": (TermsGiven(period=SINCE, grade="S" * 61),)},
        {"terms": (TermsGiven(period=SINCE, rated_by="s" * 501),)},
        {"source": "s" * 501},
    ],
)
def test_what_is_longer_than_its_column_is_refused_with_its_row(body: Organisation, wrong: dict[str, Any]):
    """SQLite would keep it, and PostgreSQL break off."""
    assert codes(load(replace(given(body, row=7), **wrong))) == [("kernel.text_too_long", 7)]


def test_a_later_file_supersedes_what_its_source_said(body: Organisation, person: Person):
    load(replace(given(body), appointments=(held(person, years(2012)),)))
    report = load(replace(given(body, title="Head"), appointments=(held(person, years(2012, 2015)),)))
    assert (report.changed, report.created, Post.objects.count()) == ({"post": 1}, {"appointment": 1}, 1)
    assert [str(row.title) for row in PostTitle.objects.known_at()] == ["Head"]
    assert [row.period for row in Appointment.objects.known_at()] == [years(2012, 2015)]
    assert Appointment.objects.count() == 2


def test_what_people_entered_stays_and_is_reckoned_with(body: Organisation, person: Person):
    load(given(body))
    other = make.person("Fatma")
    appoint(post=Post.objects.get(), person=other, period=years(2012, 2014), by=make.OPERATOR)
    post = replace(given(body), appointments=(held(person, years(2013, 2016)),))
    report = load(post, is_lenient=True)
    assert [remark.code for remark in report.warnings] == ["positions.already_held_then"]
    assert "Fatma" in report.warnings[0].message
    assert [row.person_id for row in Appointment.objects.known_at()] == [other.pk]


def test_several_holders_take_places_of_their_own(body: Organisation):
    people = [make.person(name) for name in ("Ayşe", "Fatma", "Elif")]
    post = replace(given(body), holders_allowed=2, appointments=tuple(held(one, years(2012)) for one in people))
    report = load(post, is_lenient=True)
    assert [remark.code for remark in report.warnings] == ["positions.already_held"]
    assert sorted(Appointment.objects.values_list("place", flat=True)) == [1, 2]


@pytest.mark.parametrize(
    ("period", "more", "code"),
    [
        (years(2005, 2006), {}, "positions.outside_post"),
        (years(2014, 2013), {}, "positions.end_before_start"),
        (years(2013), {}, "positions.holds_it_already"),
        (years(2013), {"absence": "leave"}, "positions.absence_without_acting"),
    ],
)
def test_appointments_obey_the_rules_of_appointments(
    body: Organisation, person: Person, period: Period, more: dict[str, str], code: str
):
    post = replace(given(body), appointments=(held(person, years(2012)), held(person, period, row=9, **more)))
    assert (code, 9) in codes(load(post))


def test_posts_obey_the_rules_of_posts(body: Organisation):
    gone = replace(given(body), placements=(PlacementGiven(period=SINCE, organisation=999),))
    assert codes(load(gone)) == [("positions.organisation_missing", 1)]
    assert codes(load(replace(given(body), holders_allowed=0))) == [("positions.no_places", 1)]
    assert codes(load(replace(given(body), titles=()))) == [("positions.title_missing", 1)]
    other = TitleGiven(period=SINCE, title=Translated(en="x"), kind="nobody")
    assert codes(load(replace(given(body), titles=(other,)))) == [("positions.kind_unknown", 1)]
    backwards = Stated(period=years(2014, 2013))
    assert codes(load(replace(given(body), existence=(backwards,)))) == [("positions.end_before_start", 1)]
    assert not Post.objects.exists()


def test_a_key_stands_once_in_a_file(body: Organisation):
    assert codes(load(given(body), given(body, row=2))) == [("positions.key_twice", 2)]


def test_has_an_identifier(body: Organisation):
    assert codes(load(given(body, " "))) == [("positions.identifier_missing", 1)]
    assert list(rules.has_an_identifier("test", "P1")) == []


def test_identifier_is_free(body: Organisation):
    load(replace(given(body), further=(("other", "7"),)))
    assert codes(load(replace(given(body, "P2"), further=(("other", "7"),)))) == [("positions.identifier_taken", 1)]
    assert list(rules.identifier_is_free("test", "P1", 1, 1)) == []


def test_lines_lead_to_posts_that_are_there_and_never_back(body: Organisation):
    def reporting(value: str, superior: str, row: int) -> PostGiven:
        return replace(given(body, value, row), lines=(LineGiven(period=SINCE, superior=("test", superior)),))

    assert codes(load(reporting("P1", "P9", 1))) == [("positions.superior_not_in_file", 1)]
    assert codes(load(reporting("P2", "P3", 1), reporting("P3", "P2", 2))) == [("positions.line_cycle", 2)]
    report = load(reporting("P4", "P5", 1), reporting("P5", "P4", 2), is_lenient=True)
    assert ([(remark.code, remark.row) for remark in report.warnings], report.created["reporting_line"]) == (
        [("positions.line_cycle", 2)],
        1,
    )


def test_loading_takes_the_right_to_keep_posts(body: Organisation):
    with pytest.raises(NotPermitted):
        load_posts(
            posts=[], kinds=KINDS, source="test", by=actor_of(account("stranger"), date(2017, 1, 1)), report=Report()
        )


def test_bounds_keep_their_precision(body: Organisation, person: Person):
    period = Period(Bound.by(date(2012, 3, 31)), Bound.between(date(2012, 4, 1), date(2012, 9, 30)))
    exists = replace(given(body), existence=(Stated(period=Period.since(Bound.unknown())),))
    report = load(replace(exists, appointments=(held(person, period),)))
    assert report.refused == []
    assert Appointment.objects.get().period == period


def test_no_address_that_is_none_and_no_control_character_comes_in(body: Organisation) -> None:
    report = Report()
    posts = [
        replace(given(body), further=(("uri", "https://example.org/a b"),)),
        given(body, "P2", 2, "Direc\x0btor"),
    ]
    load_posts(posts=posts, kinds=KINDS, source="test", by=make.OPERATOR, report=report)
    refused = [(one.row, one.code) for one in report.refused]
    assert refused == [(1, "kernel.not_an_iri"), (2, "kernel.control_character")]
    assert Post.objects.count() == 0


def test_a_file_makes_no_kinds_for_whom_may_not_keep_the_rules(body: Organisation) -> None:
    clerk = actor_of(account("memur", "role:registry_clerk"), date(2016, 7, 19))
    report = Report()
    with pytest.raises(NotPermitted) as refusal:
        load_posts(posts=[given(body)], kinds=KINDS, source="test", by=clerk, report=report)
    with override("en"):
        said = sentence(refusal.value.findings[0])
    assert [finding.code for finding in refusal.value.findings] == ["positions.kinds_not_entered"]
    assert "Director (director)" in said
    assert not AuditEvent.objects.filter(kind="positions.posts_loaded").exists()
    assert Post.objects.count() == 0
    assert "keep the rules (Administrator" in said, said
    assert not PostKind.objects.filter(code="director").exists()
    load_posts(posts=[given(body)], kinds=KINDS, source="test", by=make.OPERATOR, report=report)
    event = AuditEvent.objects.filter(kind="positions.posts_loaded").latest("pk")
    assert json.loads(event.body)["after"]["new_kinds"] == ["director"]
    load_posts(posts=[given(body, "P2")], kinds=KINDS, source="test", by=clerk, report=report)
    assert report.refused == []


def test_functions_that_are_new_are_named_too(body: Organisation) -> None:
    clerk = actor_of(account("memur", "role:registry_clerk"), date(2016, 7, 19))
    with pytest.raises(NotPermitted) as refusal:
        load_posts(posts=[], kinds={}, functions={"it": Translated(en="IT")}, source="test", by=clerk, report=Report())
    (finding,) = refusal.value.findings
    assert (finding.code, finding.params["listed"]) == ("positions.functions_not_entered", "IT (it)")


@pytest.mark.parametrize("sort", ["title", "holder", "superior"])
def test_what_another_source_holds_otherwise_stays_and_is_a_warning(body: Organisation, person: Person, sort: str):
    """A title, a holder and a superior each; the row of the file is named."""
    post = replace(
        given(body),
        lines=(LineGiven(period=SINCE, superior=("test", "P8")),),
        appointments=(held(person, SINCE, row=5),),
    )
    above = given(body, "P8", row=8, title="Chief"), given(body, "P9", row=9, title="Other chief")
    load(post, *above, source="first")
    other: dict[str, dict[str, Any]] = {
        "title": {"titles": (TitleGiven(period=SINCE, title=Translated(en="Head"), kind="director"),)},
        "holder": {"appointments": (held(person, years(2012), row=5),)},
        "superior": {"lines": (LineGiven(period=SINCE, superior=("test", "P9")),)},
    }
    tables = PostTitle, Appointment, ReportingLine
    before = [list(model.objects.order_by("pk").values()) for model in tables]
    with override("tr"):
        report = load(replace(post, **other[sort]), *above, source="second")
    found = [(remark.row, remark.code) for remark in report.warnings]
    assert found == [(5 if sort == "holder" else 1, "positions.stands_otherwise")]
    assert "elle düzeltin" in report.warnings[0].message
    assert before == [list(model.objects.order_by("pk").values()) for model in tables]


def imported(body: Organisation) -> ImportRun:
    """The post as an import that can be taken back."""

    def read(_files: object, by: Actor, report: Report) -> None:
        load_posts(posts=[given(body)], kinds=KINDS, source="test", by=by, report=report)

    imports.run(imports.Profile("test", "test", read), [], make.OPERATOR)
    return ImportRun.objects.get()


def test_taking_posts_back_takes_the_rights_that_entering_them_took(body: Organisation) -> None:
    run, day = imported(body), date(2016, 7, 19)
    who = account("ali")
    for granted in ("imports.import", "positions.keep_posts", "positions.appoint"):
        identity.grant(account=who, granted=granted, period=SINCE, by=make.OPERATOR)
    with pytest.raises(NotPermitted):  # it had entered a kind of post
        undo(run=run, reason="", by=actor_of(who, day))
    for missing in ("positions.keep_posts", "positions.appoint"):
        other = account(missing.partition(".")[2].replace("_", "-"))
        for granted in {"imports.import", "positions.keep_posts", "positions.appoint", "positions.keep_rules"} - {
            missing
        }:
            identity.grant(account=other, granted=granted, period=SINCE, by=make.OPERATOR)
        with pytest.raises(NotPermitted):
            undo(run=run, reason="", by=actor_of(other, day))
    assert PostTitle.objects.known_at().exists()
    identity.grant(account=who, granted="positions.keep_rules", period=SINCE, by=make.OPERATOR)
    undo(run=run, reason="", by=actor_of(who, day))
    assert not PostTitle.objects.known_at().exists()
    assert not PostKind.objects.filter(code="director").exists()


def test_a_kind_that_a_rule_names_stays_when_its_import_is_taken_back(body: Organisation) -> None:
    run = imported(body)
    kind = PostKind.objects.get(code="director")
    terms = EquivalenceTerms.objects.known_at().filter(rule=make.cio_rule())
    terms.update(post_kind=kind)
    undo(run=run, reason="", by=make.OPERATOR)
    run.refresh_from_db()
    (stays,) = run.report["taken_back"]["stay"]
    assert (stays["code"], stays["why"]) == ("director", ["positions.equivalenceterms:1"])
