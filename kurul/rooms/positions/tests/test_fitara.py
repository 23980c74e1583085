"""FITARA bureaudirectory.json: valid by OMB's schema, the same after another Kurul, nothing made up."""

import json
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from jsonschema import Draft4Validator

from kurul.kernel import imports
from kurul.kernel.exports import Export
from kurul.kernel.identity.actors import Actor
from kurul.kernel.refusals import Refused
from kurul.kernel.temporal.look import Look
from kurul.rooms.organisations.models import Organisation
from kurul.rooms.positions import fitara, rules
from kurul.rooms.positions.models import PostTerms
from kurul.rooms.positions.tests import make

pytestmark = pytest.mark.django_db
DATA = Path(settings.ROOT).parent / "shared" / "data" / "fitara" / "schemas-examples"
OPERATOR = Actor.operator()
LOOK = Look(date(2017, 5, 5))
LEADER = {
    "bureauCode": "12",
    "firstName": "Jane",
    "lastName": "Smith",
    "employmentType": "Other",
    "employmentTypeOther": "Intergovernmental personnel",
    "typeOfAppointment": "career",
    "evaluationRatingOfficialTitle": "CIO",
    "keyBureauCIO": "No",
}


class Emptied(Exception):
    """Takes everything back that was written, so that another, empty Kurul can be tried."""


@pytest.fixture
def folder() -> Path:
    if not DATA.exists():
        pytest.skip("The shared data folder is not beside the project.")
    return DATA


def exported() -> Any:
    export = Export(BytesIO(), "json")
    fitara.write_directory(LOOK, export, OPERATOR)
    assert isinstance(export.stream, BytesIO)
    return json.loads(export.stream.getvalue())


def imported(document: Any, tmp_path: Path) -> imports.Report:
    file = tmp_path / "bureaudirectory.json"
    file.write_text(json.dumps(document), encoding="utf-8")
    return imports.run(fitara.PROFILE, [file], OPERATOR)


def test_the_example_of_omb_comes_back_valid_and_the_same(folder: Path, tmp_path: Path):
    schema = json.loads((folder / "bureauITLeadershipSchema.json").read_text(encoding="utf-8"))
    example = json.loads((folder / "leadersexample.json").read_text(encoding="utf-8"))
    before: Any = None
    try:
        with transaction.atomic():
            assert imported(example, tmp_path).refused == []
            before = exported()
            raise Emptied
    except Emptied:
        assert not Organisation.objects.exists()
    Draft4Validator(schema).validate(before)
    assert before == example
    assert imported(before, tmp_path).refused == []
    assert exported() == before


def test_the_same_directory_again_changes_nothing(tmp_path: Path):
    assert imported({"leaders": [LEADER]}, tmp_path).created["post"] == 1
    again = imported({"leaders": [LEADER]}, tmp_path)
    assert (dict(again.created), dict(again.changed)) == ({}, {})
    changed = imported({"leaders": [{**LEADER, "keyBureauCIO": "Yes"}]}, tmp_path)
    assert changed.changed["post"] == 1
    assert [terms.is_key for terms in PostTerms.objects.known_at()] == [True]


def test_a_leader_whose_name_is_none_is_refused_by_row_and_nothing_else_is_said(tmp_path: Path):
    report = imported({"leaders": [LEADER, {**LEADER, "firstName": "12345678901"}]}, tmp_path)
    assert [(remark.code, remark.row) for remark in report.refused] == [("people.name_not_a_name", 2)]


def test_a_cio_by_the_rule_stands_in_the_directory_once_all_is_recorded():
    make.cio_rule()
    ministry = make.ministry()
    post = make.post(ministry)
    make.appointment(post)
    with pytest.raises(Refused) as refused:
        exported()
    assert refused.value.findings[0].code == "positions.no_leaders"
    assert refused.value.findings[0].params["count"] == 1


@pytest.mark.parametrize("field", ["bureauCode", "firstName", "keyBureauCIO", "evaluationRatingOfficialTitle"])
def test_is_a_leader_only_with_what_the_schema_demands(tmp_path: Path, field: str):
    lacking = {name: value for name, value in LEADER.items() if name != field}
    report = imported({"leaders": [LEADER, lacking]}, tmp_path)
    assert [(remark.code, remark.row) for remark in report.refused] == [("positions.leader_incomplete", 2)]
    assert not Organisation.objects.exists()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("bureauCode", "123"),
        ("employmentType", "XX"),
        ("typeOfAppointment", "policitical"),
        ("keyBureauCIO", "Maybe"),
        ("firstName", "A" * 51),
        ("otherResponsibilities", "A" * 501),
    ],
)
def test_is_a_leader_only_in_the_words_of_the_schema(field: str, value: str):
    found = [finding.code for finding in rules.is_a_leader({**LEADER, field: value})]
    assert found == ["positions.leader_not_fitting"]
    assert list(rules.is_a_leader(LEADER)) == []


@pytest.mark.parametrize("document", [{}, [], {"leaders": 7}, {"leaders": ["x"]}])
def test_what_is_no_directory_is_refused(tmp_path: Path, document: Any):
    report = imported(document, tmp_path)
    assert [remark.code for remark in report.refused] == ["positions.file_not_readable"]
