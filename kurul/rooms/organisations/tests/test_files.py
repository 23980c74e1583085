"""The reference files come in as they are, with what is inferred or unknown marked so."""

import json
from datetime import date
from pathlib import Path

import pytest
import yaml
from django.conf import settings

from kurul.kernel import imports
from kurul.kernel.audit.models import AuditEvent
from kurul.kernel.identity.actors import Actor
from kurul.kernel.imports.models import ImportRun
from kurul.kernel.temporal.bounds import Certainty
from kurul.kernel.temporal.look import Look
from kurul.rooms.organisations import queries
from kurul.rooms.organisations.models import Classification, Identifier, Organisation, Placement

pytestmark = pytest.mark.django_db
FACTS = Path(settings.ROOT) / "demo" / "facts" / "institutions-2016.yaml"


def load(name: str, *files: Path, dry_run: bool = False) -> imports.Report:
    profile = imports.find(name)
    assert profile is not None
    return imports.run(profile, files, Actor.operator(), dry_run=dry_run)


def by_key(value: str) -> Organisation:
    return Organisation.objects.get(identifiers__value=value)


def test_the_institutions_of_2016_come_in_once() -> None:
    first = load("tr-institutions-2016", FACTS)
    assert first.refused == []
    later = sum(bool(body.get("it_unit_2025")) for body in yaml.safe_load(FACTS.read_text(encoding="utf-8"))["central"])
    assert [one.code for one in first.warnings].count("organisations.it_unit_2025") == later > 0
    ministries = Classification.objects.filter(kind__code="ministry").count()
    assert ministries == 21
    assert Classification.objects.filter(kind__code="province").count() == 81
    again = load("tr-institutions-2016", FACTS)
    assert again.created == {}
    assert again.unchanged["organisation"] == first.created["organisation"] == Organisation.objects.count()
    kinds = AuditEvent.objects.order_by("seq").values_list("kind", flat=True)
    assert list(kinds) == ["organisations.loaded", "kernel.imported"] * 2


def test_what_no_source_states_is_marked_inferred() -> None:
    load("tr-institutions-2016", FACTS)
    turksat, prime_ministry = by_key("TURKSAT"), by_key("BB")
    assert turksat.is_inferred  # its Turkish name carries the mark in the file
    assert not prime_ministry.is_inferred
    health = by_key("SAGLIK")
    assert Placement.objects.get(organisation=health).is_inferred  # under the Prime Ministry: inferred
    assert not Placement.objects.get(organisation=by_key("BTK")).is_inferred


def test_a_strategy_unit_named_after_its_form_is_inferred() -> None:
    load("tr-institutions-2016", FACTS)
    unit = by_key("KTB/strategy")
    assert unit.is_inferred
    level = Classification.objects.get(organisation=unit).level
    assert level is not None
    assert level.code == "presidency"


def test_before_the_day_of_the_file_nothing_is_sure() -> None:
    load("tr-institutions-2016", FACTS)
    early = queries.page(by_key("SAGLIK").pk, Look(date(2010, 1, 1)), Actor.nobody())
    sure = queries.page(by_key("SAGLIK").pk, Look(date(2016, 7, 19)), Actor.nobody())
    assert early is not None
    assert sure is not None
    assert (early.certainty, sure.certainty) == (Certainty.NOT_KNOWN, Certainty.YES)


def test_a_dry_run_stores_nothing_and_reports_the_same() -> None:
    rehearsed = load("tr-institutions-2016", FACTS, dry_run=True)
    assert not Organisation.objects.exists()
    stored = load("tr-institutions-2016", FACTS).as_json()
    assert stored.pop("import") == ImportRun.objects.get().pk
    assert rehearsed.as_json() == stored


def test_a_file_that_is_not_what_its_name_says_is_refused_with_its_line(tmp_path: Path) -> None:
    broken = tmp_path / "institutions-2016.yaml"
    broken.write_text("central:\n  - name_tr: [unclosed\n", encoding="utf-8")
    report = load("tr-institutions-2016", broken)
    assert [(remark.file, remark.code) for remark in report.refused] == [
        ("institutions-2016.yaml", "organisations.file_not_readable")
    ]
    assert report.refused[0].row > 0


def test_an_unknown_parent_refuses_the_whole_file_by_row(tmp_path: Path) -> None:
    text = FACTS.read_text(encoding="utf-8").replace("parent: UDHB\n", "parent: NOWHERE\n", 1)
    changed = tmp_path / "institutions-2016.yaml"
    changed.write_text(text, encoding="utf-8")
    report = load("tr-institutions-2016", changed)
    assert [remark.code for remark in report.refused] == ["organisations.parent_not_in_file"]
    row = report.refused[0].row
    assert "abbreviation: BTK" in text.splitlines()[row - 1]
    assert not Organisation.objects.exists()


BODY = "- {abbreviation: %s, name_tr: X, name_en: X, type: %s, parent: %s, it_unit: null, strategy_unit: null}"


@pytest.mark.parametrize(
    ("bodies", "code"),
    [
        ([BODY % ("A", "ministry", "B"), BODY % ("B", "ministry", "A")], "organisations.parent_cycle"),
        ([BODY % ("A", "ministry", "A")], "organisations.parent_cycle"),
        ([BODY % ("A", "kingdom", "null")], "organisations.class_not_known"),
        (["- just a text"], "organisations.file_not_readable"),
        ([(BODY % ("A", "ministry", "null")).replace("name_tr: X", "name_tr: 7")], "organisations.file_not_readable"),
    ],
)
def test_what_cannot_be_entered_is_refused_in_a_sentence(tmp_path: Path, bodies: list[str], code: str) -> None:
    file = tmp_path / "institutions-2016.yaml"
    rest = "local_government: {provinces: []}\nsources: {}\ncentral:\n"
    file.write_text('as_of: "2016-07-19"\n' + rest + "\n".join(bodies), encoding="utf-8")
    report = load("tr-institutions-2016", file)
    assert {remark.code for remark in report.refused} == {code}
    assert not Organisation.objects.exists()


def test_a_folder_is_no_file_of_institutions(tmp_path: Path) -> None:
    report = load("tr-institutions-2016", tmp_path)
    assert [remark.code for remark in report.refused] == ["organisations.file_not_readable"]


def test_local_government_of_2025_is_never_shown_as_sure_in_2016(tmp_path: Path) -> None:
    load("tr-institutions-2016", FACTS)
    files = {
        "provinces.json": [{"id": 1, "name": "Adana"}],
        "districts_part.json": [{"id": 1757, "name": "Aladağ", "provinceId": 1}],
        "municipalities_part.json": [{"id": 931, "name": "Aladağ", "provinceId": 1, "districtId": 1757}],
    }
    for name, records in files.items():
        (tmp_path / name).write_text(json.dumps(records), encoding="utf-8")
    report = load("tr-idari", tmp_path)
    assert report.created == {"organisation": 2}  # Adana is there already, by its number
    assert report.unchanged == {"organisation": 1}
    town = Identifier.objects.get(value="municipality:931").organisation_id
    page = queries.page(town, Look(date(2016, 7, 19)), Actor.nobody())
    assert page is not None
    assert page.certainty is Certainty.NOT_KNOWN


def test_the_whole_data_set_of_2025_comes_in() -> None:
    folder = Path(settings.ROOT).parent / "shared" / "data" / "tr-idari"
    if not folder.exists():
        pytest.skip("The shared data folder is not beside the project.")
    report = load("tr-idari", folder)
    assert report.refused == []
    assert report.created["organisation"] == 81 + 767 + 1133
    ceyhan = Identifier.objects.get(scheme="tr-idari", value="district:1219").organisation
    adana = Identifier.objects.get(scheme="tr-province", value="01").organisation
    assert Placement.objects.get(organisation=ceyhan).parent == adana
