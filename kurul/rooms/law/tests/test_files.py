"""The reference file comes in as it is: what is null stays not known, what is inferred is marked so."""

from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.utils.translation import override

from kurul.kernel import imports
from kurul.kernel.audit.models import AuditEvent
from kurul.kernel.identity.actors import Actor
from kurul.kernel.provenance import Basis
from kurul.kernel.temporal.bounds import Bound
from kurul.rooms.law import queries
from kurul.rooms.law.models import Instrument, InstrumentKind, Provision, ProvisionWording, Relation
from kurul.rooms.law.reference_files import INSTRUMENTS, labelled

FACTS = Path(settings.ROOT) / "demo" / "facts" / "legal-instruments.yaml"


def load(*files: Path, dry_run: bool = False) -> imports.Report:
    profile = imports.find(INSTRUMENTS)
    assert profile is not None
    return imports.run(profile, files or (FACTS,), Actor.operator(), dry_run=dry_run)


def changed(folder: Path, before: str, after: str) -> Path:
    """The reference file with one text replaced."""
    text = FACTS.read_text(encoding="utf-8")
    assert before in text
    path = folder / "legal-instruments.yaml"
    path.write_text(text.replace(before, after, 1), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("line", "labels", "text"),
    [
        ("Art. 2(1)(f): UDHB sets the scope", ["2", "1", "f"], "UDHB sets the scope"),
        ("Art. 13(1)(ç): second basis", ["13", "1", "ç"], "second basis"),
        ("Art. 15: closes the boards", ["15"], "closes the boards"),
        ("Art. 9/A(2): adds", ["9/A", "2"], "adds"),
        ("Strategic planning (art. 9)", ["9"], "Strategic planning"),
        ("Art. 15 also lists their duties, including: services", [], ""),
        ("Basis: additional article 6 of Statutory Decree 375", [], ""),
        ("Relies on art. 5 (art. 6) and others", [], ""),
    ],
)
def test_a_label_is_taken_only_where_a_line_begins_or_ends_with_one(line: str, labels: list[str], text: str) -> None:
    path, rest = labelled(line)
    assert path == tuple(zip(("article", "paragraph", "item"), labels, strict=False))
    assert rest == (text or line)


@pytest.mark.django_db
def test_the_27_instruments_come_in_once() -> None:
    first = load()
    assert (first.refused, first.warnings) == ([], [])
    assert first.created == {
        "instrument": 27,
        "provision": 49,
        "enclosing provision": 4,  # articles and paragraphs that "Art. 2(1)(f)" names on the way
        "kind": 12,
        "kind of provision": 7,
        "relation": 1,
    }
    again = load()
    assert (again.created, again.warnings) == ({}, [])
    assert again.unchanged == {"instrument": 27, "relation": 1}
    assert (Instrument.objects.count(), Provision.objects.count()) == (27, 53)
    assert AuditEvent.objects.filter(kind="law.loaded").count() == 2


@pytest.mark.django_db
def test_18_of_them_have_no_date_and_none_is_guessed() -> None:
    load()
    unknown = [row.code for row in Instrument.objects.all() if row.issued == Bound.unknown()]
    assert len(unknown) == 18
    assert "BTYK-2013-102" in unknown
    assert "GENELGE-2013-9" in unknown  # "August 2013" stands in a comment only


@pytest.mark.django_db
def test_a_year_stays_a_year() -> None:
    load()
    assert Instrument.objects.get(code="YON-SGB-2006").issued == Bound.year(2006)
    assert Instrument.objects.get(code="KHK-655").issued == Bound.on(date(2011, 9, 26))


@pytest.mark.django_db
def test_what_no_source_states_is_marked_inferred() -> None:
    load()
    held = {row.code: row for row in Instrument.objects.all()}
    assert held["BTYK-2013-102"].basis == Basis.INFERRED  # its only title is descriptive
    assert held["BTYK-2013-102"].inferred == ["title.en"]  # the mark beside a missing date says nothing
    assert held["YON-29820"].basis == Basis.STATED  # the Turkish title is stated, the English one is a translation
    assert held["YON-29820"].inferred == ["title.en"]
    assert held["KANUN-5436"].inferred == ["gazette_number", "issued"]
    assert held["KHK-655"].inferred == []


@pytest.mark.django_db
def test_provisions_stand_in_the_tree_as_far_as_their_labels_tell() -> None:
    load()
    with override("en"):
        labelled_ones = ProvisionWording.objects.exclude(label="").values_list("provision_id", flat=True)
        names = queries.provision_labels(labelled_ones)
    assert sorted(names.values()) == [
        "Law 5018, art. 41",
        "Law 5018, art. 60",
        "Law 5018, art. 68",
        "Law 5018, art. 9",
        "Law 5436, art. 15",
        "Statutory Decree 655, art. 13",
        "Statutory Decree 655, art. 13, para. 1",
        "Statutory Decree 655, art. 13, para. 1, item (ç)",
        "Statutory Decree 655, art. 2",
        "Statutory Decree 655, art. 2, para. 1",
        "Statutory Decree 655, art. 2, para. 1, item (f)",
    ]
    assert ProvisionWording.objects.filter(kind=None).count() == 42
    assert not ProvisionWording.objects.exclude(came_by=None).exists()


@pytest.mark.django_db
def test_the_one_repeal_that_the_file_states_comes_in_and_other_notes_stay_notes() -> None:
    load()
    (relation,) = Relation.objects.select_related("instrument", "target")
    assert (relation.kind, relation.instrument.code, relation.target.code) == (
        "repeals", "GENELGE-2011-1", "GENELGE-1991-17"
    )  # fmt: skip
    assert relation.period.start == Bound.unknown()  # the file does not say from which day on
    assert "Replaced in June 2020" in str(Instrument.objects.get(code="YON-YAZISMA-2015").status_note)
    assert all(row.in_force == Bound.unknown() for row in Instrument.objects.all())  # "In force in 2016" is no day


@pytest.mark.django_db
def test_relations_that_a_file_states_as_data_come_in(tmp_path: Path) -> None:
    said = 'id: KHK-655\n    amends: [KANUN-5018]\n    rests_on: [{instrument: KANUN-3056, day: "2011-11"}]'
    report = load(changed(tmp_path, "id: KHK-655", said))
    assert (report.refused, report.created["relation"]) == ([], 3)
    basis = Relation.objects.get(kind="rests_on")
    assert (basis.target.code, basis.period.start) == ("KANUN-3056", Bound.month(2011, 11))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("amends: [KANUN-1]", "law.instrument_unknown"),
        ("amends: [KHK-655]", "law.acts_on_itself"),
        ('repeals: [{instrument: KANUN-5018, day: "2001"}]', "law.acts_before_target"),
        ("amends: KANUN-5018", "law.row_not_readable"),
    ],
)
def test_a_relation_that_cannot_be_refuses_the_whole_file(tmp_path: Path, said: str, code: str) -> None:
    report = load(changed(tmp_path, "id: KHK-655", f"id: KHK-655\n    {said}"))
    assert [(remark.row, remark.code) for remark in report.refused] == [(26, code)]
    assert not Instrument.objects.exists()


@pytest.mark.django_db
def test_kinds_have_names_in_both_languages() -> None:
    load()
    assert [kind.code for kind in InstrumentKind.objects.all() if set(kind.name) != {"tr", "en"}] == []


@pytest.mark.django_db
def test_a_dry_run_stores_nothing_and_reports_the_same() -> None:
    rehearsed = load(dry_run=True)
    assert not Instrument.objects.exists()
    stored = load().as_json()
    assert isinstance(stored.pop("import"), int)  # its number: on PostgreSQL a sequence never turns back
    assert rehearsed.as_json() == stored


@pytest.mark.django_db
def test_what_the_file_says_otherwise_is_a_warning_and_changes_nothing(tmp_path: Path) -> None:
    load()
    with override("en"):
        report = load(changed(tmp_path, 'number: "655"', 'number: "656"'))
    assert [(remark.code, remark.row) for remark in report.warnings] == [("law.entry_differs", 26)]
    assert "(number)" in report.warnings[0].message
    assert Instrument.objects.get(code="KHK-655").number == "655"


@pytest.mark.django_db
def test_a_kind_without_a_name_is_taken_with_a_warning(tmp_path: Path) -> None:
    report = load(changed(tmp_path, "kind: statutory_decree", "kind: bylaw"))
    assert [remark.code for remark in report.warnings] == ["law.kind_unnamed"]
    assert str(InstrumentKind.objects.get(code="bylaw")) == "bylaw"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("before", "after", "code"),
    [
        ('date: "2011-09-26"', 'date: "26.09.2011"', "law.row_not_readable"),
        ('date: "2011-09-26"', 'date: "2011-12-26"', "law.gazetted_before_issued"),
        ("kind: statutory_decree", "kind: null", "law.row_not_readable"),
        ("kind: statutory_decree", "kind: [law]", "law.row_not_readable"),
        ("id: KHK-655", "id: khk 655", "law.code_malformed"),
        ('number: "655"', "number: 655", "law.row_not_readable"),
    ],
)
def test_a_wrong_row_refuses_the_whole_file(tmp_path: Path, before: str, after: str, code: str) -> None:
    report = load(changed(tmp_path, before, after))
    assert [(remark.file, remark.row, remark.code) for remark in report.refused] == [
        ("legal-instruments.yaml", 26, code)
    ]
    assert not Instrument.objects.exists()


@pytest.mark.django_db
def test_a_code_that_stands_twice_refuses_both_rows(tmp_path: Path) -> None:
    report = load(changed(tmp_path, "id: KHK-655", "id: BTYK-2013-102"))
    assert [(remark.row, remark.code) for remark in report.refused] == [(9, "law.code_twice"), (26, "law.code_twice")]
    assert not Instrument.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "content", [b"instruments: [", b"instruments: 27\n", b"- 1\n", b"\xff\xfe\x00", b"", b"PK\x03\x04"]
)
def test_a_file_that_is_not_what_its_name_says_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "legal-instruments.yaml"
    path.write_bytes(content)
    assert [remark.code for remark in load(path).refused] == ["law.file_not_readable"]
    assert [remark.code for remark in load(tmp_path / "missing.yaml").refused] == ["law.file_not_readable"]
