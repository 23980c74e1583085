"""Popolo JSON: valid by the published schemas, the same after another Kurul, and the real files of EveryPolitician.

The counts are those of the folder's README and of the files themselves, counted here without the reader.
"""

import json
from collections import Counter
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from jsonschema import Draft3Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT3

from kurul.kernel import imports
from kurul.kernel.exports import Export
from kurul.kernel.identity.actors import Actor
from kurul.kernel.provenance import Basis
from kurul.kernel.temporal.bounds import Bound, Period
from kurul.kernel.temporal.look import Look
from kurul.kernel.translated import Translated
from kurul.rooms.organisations import actions
from kurul.rooms.organisations.models import Identifier, Organisation
from kurul.rooms.organisations.tests import make as organisations
from kurul.rooms.people.models import Person, PersonIdentifier, PersonName
from kurul.rooms.positions import popolo
from kurul.rooms.positions.models import Appointment, Post
from kurul.rooms.positions.popolo.days import days_of, period_of, read_day
from kurul.rooms.positions.tests import make

pytestmark = pytest.mark.django_db
DATA = Path(settings.ROOT).parent / "shared" / "data" / "popolo-everypolitician"
LOOK = Look(date(2016, 7, 19))
OPERATOR = Actor.operator()
PLAIN, REAL = popolo.PROFILES
COUNTRIES = ("burundi", "estonia", "zimbabwe-senate")


class Emptied(Exception):
    """Takes everything back that was written, so that another, empty Kurul can be tried."""


@pytest.fixture
def folder() -> Path:
    if not DATA.exists():
        pytest.skip("The shared data folder is not beside the project.")
    return DATA


def exported() -> Any:
    """What the profile writes."""
    export = Export(BytesIO(), "json")
    popolo.write_popolo(LOOK, export, OPERATOR)
    assert isinstance(export.stream, BytesIO)
    return json.loads(export.stream.getvalue())


def imported(profile: imports.Profile, *files: Path) -> imports.Report:
    return imports.run(profile, files, OPERATOR)


def invalid(document: Any, folder: Path) -> list[str]:
    """What the schemas of Popolo object to."""
    schemas = [json.loads(path.read_text(encoding="utf-8")) for path in (folder / "popolo-schemas").glob("*.json")]
    known = Registry().with_resources(
        (schema["id"].removesuffix("#"), Resource.from_contents(schema, default_specification=DRAFT3))
        for schema in schemas
    )
    by_title = {schema["title"]: schema for schema in schemas}
    names = {"persons": "Person", "organizations": "Organization", "posts": "Post", "memberships": "Membership"}
    return [
        f"{name}: {error.message}"
        for name, title in names.items()
        for item in document[name]
        for error in Draft3Validator(by_title[title], registry=known).iter_errors(item)
    ]


def test_real_legislatures_come_in_and_are_counted(folder: Path):
    documents = [json.loads((folder / f"{name}.json").read_text(encoding="utf-8")) for name in COUNTRIES]
    report = imported(REAL, *(folder / f"{name}.json" for name in COUNTRIES))
    assert report.refused == []
    wanted = {name: sum(len(one[name]) for one in documents) for name in ("persons", "organizations", "memberships")}
    assert (Person.objects.count(), Organisation.objects.count()) == (wanted["persons"], wanted["organizations"])
    left_out = Counter(remark.code for remark in report.warnings if remark.row)
    assert left_out == {"positions.end_before_start": 4, "positions.holds_it_already": 1}
    assert Appointment.objects.count() == wanted["memberships"] - 5
    assert wanted == {"persons": 487, "organizations": 21, "memberships": 594}
    assert Post.objects.count() == 3  # "member" of each legislature
    parties = [remark for remark in report.warnings if remark.code == "positions.parties_left_out"]
    assert len(parties) == len(COUNTRIES)
    again = imported(REAL, *(folder / f"{name}.json" for name in COUNTRIES))
    assert (dict(again.created), dict(again.changed)) == ({}, {})


def test_a_membership_without_days_lasts_as_long_as_its_term(folder: Path):
    imported(REAL, folder / "burundi.json")
    periods = Counter((str(row.period), row.basis) for row in Appointment.objects.all())
    assert set(periods) == {("2010/2015-05-01", Basis.INFERRED.value), ("2015-07-27/", Basis.INFERRED.value)}
    assert sum(periods.values()) == 227


def test_an_export_is_valid_and_another_kurul_gives_the_same_again(folder: Path, tmp_path: Path):
    before: Any = None
    try:
        with transaction.atomic():
            imported(REAL, folder / "zimbabwe-senate.json")
            _ordinary_records()
            before = exported()
            raise Emptied
    except Emptied:
        assert not Organisation.objects.exists()
    assert invalid(before, folder) == []
    file = tmp_path / "all.json"
    file.write_text(json.dumps(before), encoding="utf-8")
    report = imported(PLAIN, file)
    assert (report.refused, report.warnings) == ([], [])
    assert exported() == before


@pytest.mark.parametrize(
    ("said", "kept"), [("be-36a82ba0", "be-36a82ba0"), ("it_unit", "it_unit"), ("Executive agency", "executive_agency")]
)
def test_a_kind_keeps_the_code_by_which_another_kurul_wrote_it(tmp_path: Path, said: str, kept: str):
    file = tmp_path / "a.json"
    file.write_text(json.dumps({"organizations": [{"id": "o", "name": "O", "classification": said}]}), encoding="utf-8")
    assert imported(PLAIN, file).refused == []
    assert [one["classification"] for one in exported()["organizations"]] == [kept]


def test_the_schemas_do_find_what_is_wrong(folder: Path):
    wrong = {"persons": [{"name": 7}], "organizations": [{"founding_date": "soon"}], "posts": [], "memberships": []}
    assert len(invalid(wrong, folder)) == 2


def _merged_in_the_past() -> None:
    """A unit stands under what its body was merged into only since then."""
    first, second = organisations.organisation("Gıda Bakanlığı"), organisations.organisation("Orman Bakanlığı")
    organisations.organisation("Orman Genel Müdürlüğü", parent=first)
    first.refresh_from_db()
    actions.merge(
        organisation=first, others=[second], into=actions.NewBody(Translated(tr="Tarım"), organisations.kind()),
        day=Bound.on(date(2014, 1, 1)), by=OPERATOR, version=first.version,
    )  # fmt: skip


def _ordinary_records() -> None:
    """Bodies with former names, imprecise days; posts with substitutes, acting, a portfolio, several places."""
    ministry = make.ministry()
    unit = organisations.organisation("Bilgi İşlem Dairesi", parent=ministry, since=Bound.by(date(2011, 5, 1)))
    _merged_in_the_past()
    post = make.post(ministry, since=Bound.year(2011))
    make.appointment(post, since=Bound.month(2012, 3), until=Bound.on(date(2015, 1, 1)))
    fatma = make.person("Fatma", "Demir")
    make.appointment(post, fatma, since=date(2015, 1, 1), until=date(2016, 1, 1), capacity="acting")
    head = make.post(unit, title="Daire Başkanı", of_kind="head_of_it_unit", portfolio=(), holders_allowed=2)
    make.appointment(head, make.person("Elif", "Kaya"), since=Bound.between(date(2012, 1, 1), date(2013, 6, 30)))


def test_the_examples_of_the_specification_come_in(folder: Path, tmp_path: Path):
    paths = (folder / "popolo-examples").glob("*.json")
    examples = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in paths}
    document = {
        "persons": [examples["person"]],
        "organizations": [examples["organization"], {"id": "holding-company-corp", "name": "Holding"}],
        "posts": [examples["post"]],
        "memberships": [{**examples["membership"], "post_id": examples["post"]["id"]}],
    }
    document["posts"][0]["start_date"], document["posts"][0]["end_date"] = "1950", "1999"
    file = tmp_path / "examples.json"
    file.write_text(json.dumps(document), encoding="utf-8")
    report = imported(PLAIN, file)
    assert report.refused == []
    assert {str(row.period) for row in Appointment.objects.all()} == {"1970-01/1972-01-01"}
    keys = set(Identifier.objects.values_list("scheme", "value"))
    assert keys >= {("popolo", "abc-inc"), ("DUNS", "123456789"), ("ISIN", "US0123456789")}
    assert ("SIN", "046454286") in set(PersonIdentifier.objects.values_list("scheme", "value"))


def test_names_are_parted_only_where_the_source_parts_them(tmp_path: Path):
    people = [
        {"id": "1", "name": "AHINGEJEJE Alfred"},
        {"id": "2", "name": "Aadu Must", "given_name": "Aadu"},
        {"id": "3", "name": "Dr. Jaak Aab", "family_name": "Aab", "honorific_prefix": "Dr."},
    ]
    file = tmp_path / "people.json"
    file.write_text(json.dumps({"persons": people}), encoding="utf-8")
    assert imported(PLAIN, file).refused == []
    parts = [(row.honorific, row.given_name, row.family_name) for row in PersonName.objects.order_by("pk")]
    assert parts == [("", "AHINGEJEJE Alfred", ""), ("", "Aadu", "Must"), ("Dr.", "Jaak", "Aab")]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("{", "positions.file_not_readable"),
        ("[]", "positions.file_not_readable"),
        ('{"persons": [{"name": "no id"}]}', "positions.file_not_readable"),
        ('{"organizations": [{"id": "1", "name": "x", "founding_date": "soon"}]}', "kernel.day_in_file"),
        ('{"persons": 7}', "positions.file_not_readable"),
    ],
)
def test_what_is_no_popolo_is_refused(tmp_path: Path, content: str, code: str):
    file = tmp_path / "a.json"
    file.write_text(content, encoding="utf-8")
    report = imported(PLAIN, file)
    assert [remark.code for remark in report.refused] == [code]
    assert not Person.objects.exists()


def test_a_membership_of_somebody_unknown_is_pointed_out(tmp_path: Path):
    document = {
        "organizations": [{"id": "o", "name": "O"}],
        "persons": [],
        "memberships": [{"person_id": "nobody", "organization_id": "o"}, {"person_id": "x", "organization_id": "gone"}],
    }
    file = tmp_path / "a.json"
    file.write_text(json.dumps(document), encoding="utf-8")
    report = imported(PLAIN, file)
    assert [(remark.code, remark.row) for remark in report.warnings] == [
        ("positions.person_not_in_file", 1),
        ("positions.body_not_in_file", 2),
    ]


@pytest.mark.parametrize("text", ["1962", "1962-05", "1962-05-03"])
def test_the_last_day_is_included(text: str):
    period = period_of(read_day("1950"), read_day(text))
    assert days_of(period) == {"start_date": "1950", "end_date": text}
    assert period.end.earliest > Bound.read(text).earliest
    assert period_of(None, None) == Period.since(Bound.unknown())


@pytest.mark.parametrize(
    ("more", "code", "said"),
    [
        ({}, "", ""),
        ({"memberships": [{"person_id": "p"}, {"organization_id": "b"}]}, "positions.memberships_left_out", "2 "),
        (
            {"persons": [{"id": "p", "name": "Ann Lee", "other_names": [{"name": "Annie"}]}]},
            "positions.other_names_left_out",
            "1 ",
        ),
        (
            {"organizations": [{"id": "b", "name": "Body", "other_names": [{"name": "B."}, {"name": "Bdy"}]}]},
            "positions.other_names_left_out",
            "2 ",
        ),
        (
            {"memberships": [{"person_id": "p", "organization_id": "b", "on_behalf_of_id": "party"}]},
            "positions.parties_left_out",
            "1 ",
        ),
    ],
)
def test_what_a_file_says_and_is_not_kept_is_counted(tmp_path: Path, more: Any, code: str, said: str) -> None:
    file = tmp_path / "small.json"
    plain = {"organizations": [{"id": "b", "name": "Body"}], "persons": [{"id": "p", "name": "Ann Lee"}]}
    file.write_text(json.dumps(plain | more), encoding="utf-8")
    report = imported(PLAIN, file)
    assert report.refused == []
    assert [(remark.row, remark.code) for remark in report.warnings] == ([(0, code)] if code else [])
    assert all(said in remark.message for remark in report.warnings)
    assert (Organisation.objects.count(), Person.objects.count(), PersonName.objects.count()) == (1, 1, 1)
    assert Appointment.objects.count() == (code == "positions.parties_left_out")
