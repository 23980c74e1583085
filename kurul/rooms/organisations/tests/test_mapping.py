"""A mapping file: each mistake in it is named with its line; what it says of cells is done."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from django.conf import settings

from kurul.kernel import imports
from kurul.kernel.cli import kurul
from kurul.kernel.discovery import discover
from kurul.kernel.identity.actors import Actor
from kurul.kernel.imports.cells import folded, turned
from kurul.kernel.imports.mapping import NotAMapping
from kurul.kernel.imports.models import ImportRun
from kurul.rooms.organisations.models import ChangeEvent, Existence, Identifier, Name, Organisation, Placement
from kurul.rooms.organisations.registers import profile_of, read_mapping

HEAD = "profile: own\ntitle: {en: Own}\nkinds: {office: {en: Office}}\n"
TABLE = "tables:\n  - key: {scheme: own, value: kod}\n    name: {tr: ad}\n    kind: {fixed: office}\n"


def mapping(folder: Path, text: str) -> Path:
    path = folder / "own.yaml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("profile: [", "kernel.mapping_not_yaml", 1),
        ("- a", "kernel.mapping_not_a_record", 0),
        (HEAD + TABLE + "colour: red\n", "kernel.mapping_key_not_known", 1),
        (HEAD, "kernel.mapping_key_missing", 1),
        (HEAD + "tables:\n  - name: {tr: ad}\n", "kernel.mapping_key_missing", 5),
        (HEAD + TABLE + "    rows: lines\n", "kernel.mapping_not_one_of", 5),
        (HEAD + TABLE + "    rows: states\n", "kernel.mapping_key_missing", 5),
        (HEAD + TABLE + "    rows: attestations\n", "kernel.mapping_key_missing", 5),
        (HEAD + TABLE + "    level: [a]\n", "kernel.mapping_not_a_record", 5),
        (HEAD + TABLE + "    level: {column: a, fixed: b}\n", "kernel.mapping_one_source", 8),
        (HEAD + TABLE + "    level: {column: a, pattern: '('}\n", "kernel.mapping_not_a_pattern", 8),
        (HEAD + TABLE + "    level: {column: a, folded: perhaps}\n", "kernel.mapping_not_a_flag", 8),
        (HEAD + TABLE + "    begins: {column: a, days: mm-dd}\n", "kernel.mapping_not_a_day_pattern", 8),
        (HEAD + TABLE + "    attested: yesterday\n", "kernel.mapping_not_a_day", 5),
        (HEAD + TABLE + "    ignore: [{column: a}]\n", "kernel.mapping_one_condition", 8),
        (HEAD + TABLE + "    table: {delimiter: abc}\n", "kernel.mapping_not_a_character", 8),
        (HEAD + TABLE + "    table: {encoding: klingon}\n", "kernel.mapping_not_an_encoding", 8),
        (HEAD + TABLE + "    table: {header: -1}\n", "kernel.mapping_not_a_number", 8),
        (HEAD.replace("en: Own", "english: Own") + TABLE, "kernel.mapping_not_a_language", 2),
        (HEAD.replace("profile: own", "profile: ''") + TABLE, "kernel.mapping_not_a_text", 1),
        (HEAD + "units: [kingdom]\n" + TABLE, "kernel.mapping_not_one_of", 1),
        (HEAD + "schemes: {own: {name: {en: Own}, check: abc}}\n" + TABLE, "kernel.mapping_not_one_of", 4),
    ],
)
def test_a_mistake_in_the_mapping_is_named_with_its_line(tmp_path: Path, text: str, code: str, line: int) -> None:
    with pytest.raises(NotAMapping) as caught:
        read_mapping(mapping(tmp_path, text))
    finding = caught.value.findings[0]
    assert (finding.code, finding.params["row"], finding.params["file"]) == (code, line, "own.yaml")


def test_names_are_turned_and_made_to_keys() -> None:
    assert turned("Agriculture, Fisheries and Food, Ministry of") == "Ministry of Agriculture, Fisheries and Food"
    assert turned("National Archives, The") == "The National Archives"
    assert turned("Health, Safety and Welfare") == "Health, Safety and Welfare"
    assert folded("The King’s Fund & Co.") == "kings-fund-and-co"
    assert folded("The") == "the"


def example() -> str:
    """The mapping that docs/imports.md shows."""
    whole = (settings.ROOT / "docs" / "imports.md").read_text(encoding="utf-8")
    return whole.partition("```yaml\n")[2].partition("```")[0]


@pytest.mark.django_db
def test_the_mapping_of_the_documentation_reads_a_table(tmp_path: Path) -> None:
    """Its key stands in a column called No, which older YAML takes for a flag."""
    heads = "No;Ad;Name;Tür;Üst;Kuruluş;Kapanış\n"
    rows = "1234567890;Kurum;Agency;K;;1.2.2001;31.12.9999\n1112223339;Başka;Other;K;1234567890;?;\n"
    report = load(tmp_path, example(), heads + rows, "bodies.csv")
    assert (report.refused, report.warnings) == ([], [])
    assert report.created == {"organisation": 2}
    assert {str(existence.period) for existence in Existence.objects.all()} == {"2001-02-01/", "?/"}


def load(folder: Path, text: str, table: str, name: str = "own.csv", **more: Any) -> imports.Report:
    path = folder / name
    path.write_text(table, encoding="utf-8")
    return imports.run(profile_of(mapping(folder, text)), [path], Actor.operator(), **more)


def remarks(report: imports.Report) -> list[tuple[str, int, str]]:
    return [(one.file, one.row, one.code) for one in (*report.refused, *report.warnings)]


@pytest.mark.django_db
def test_a_table_of_ones_own_comes_in(tmp_path: Path) -> None:
    more = "    parent: {scheme: own, value: ust}\n    begins: bas\n    ends: {column: son, open: '-'}\n"
    more += "    ends_on: last day\n"
    report = load(tmp_path, HEAD + TABLE + more, "kod,ad,ust,bas,son\n1,Ana,,2010-01-01,-\n2,Alt,1,2011,2012-12-31\n")
    assert report.refused == []
    assert [str(row.period) for row in Existence.objects.order_by("pk")] == ["2010-01-01/", "2011/2013-01-01"]
    assert Placement.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("more", "table", "code"),
    [
        ("    level: derece\n", "kod,ad\n1,A\n", "kernel.table_column_missing"),
        ("    level: {column: d, map: {x: y}}\n", "kod,ad,d\n1,A,z\n", "organisations.cell_not_mapped"),
        ("    begins: bas\n", "kod,ad,bas\n1,A,31.02.2016\n", "organisations.cell_not_a_day"),
        ("    begins: {column: bas, open: x}\n", "kod,ad,bas\n1,A,x\n", "organisations.period_missing"),
        ("", "kod,ad\n1,A\n1,B\n", "organisations.key_twice"),
        ("    twins: ignore\n", "kod,ad\n1,A\n1,B\n", "organisations.key_twice"),
        ("", "kod,ad\n,A\n", "organisations.number_missing"),
        ("", "kod,ad,ad\n1,A,B\n", "kernel.table_twice"),
    ],
)
def test_rows_that_cannot_be_read_are_refused(tmp_path: Path, more: str, table: str, code: str) -> None:
    report = load(tmp_path, HEAD + TABLE + more, table)
    assert [remark.code for remark in report.refused] == [code]
    assert report.refused[0].file == "own.csv"
    assert not Organisation.objects.exists()


@pytest.mark.django_db
def test_what_is_odd_is_told_by_row(tmp_path: Path) -> None:
    more = (
        "    twins: ignore\n    parent: {scheme: own, value: {column: ust, split: ';'}}\n"
        "    alias_of: {scheme: own, value: es}\n"
        "    abbreviation: {column: kis, pattern: '^[A-Z]+$'}\ndangling: warn\n"
    )
    table = "kod,ad,ust,es,kis\n1,A,,,AB\n1,A,,,AB\n2,B,1;3,,not one\n3,C,9,,\n4,D,,8,\n"
    report = load(tmp_path, HEAD + TABLE + more, table)
    assert sorted(remarks(report)) == [
        ("own.csv", 3, "organisations.row_twice"),
        ("own.csv", 4, "organisations.no_abbreviation"),
        ("own.csv", 4, "organisations.several_parents"),
        ("own.csv", 5, "organisations.parent_not_in_file"),
        ("own.csv", 6, "organisations.alias_of_none"),
    ]


@pytest.mark.django_db
def test_states_make_one_history(tmp_path: Path) -> None:
    more = "    rows: states\n    begins: bas\n    ends: son\n"
    table = "kod,ad,bas,son\n1,Yeni,2015,\n1,Eski,2010,2015\n1,Hiç,2012-01-01,2012-01-01\n2,Yok,2012-01-01,2012-01-01\n"
    report = load(tmp_path, HEAD + TABLE + more, table)
    assert remarks(report) == [
        ("own.csv", 4, "organisations.state_without_a_day"),
        ("own.csv", 5, "organisations.state_without_a_day"),
        ("own.csv", 5, "organisations.no_state_left"),
    ]
    assert [(row.name["tr"], str(row.period)) for row in Name.objects.in_order()] == [
        ("Eski", "2010/2015"),
        ("Yeni", "2015/"),
    ]
    assert [str(row.period) for row in Existence.objects.all()] == ["2010/"]


@pytest.mark.django_db
def test_states_that_contradict_each_other_are_refused(tmp_path: Path) -> None:
    more = "    rows: states\n    begins: bas\n    ends: son\n"
    report = load(tmp_path, HEAD + TABLE + more, "kod,ad,bas,son\n1,A,2010-01-01,2016-01-01\n1,B,2015-01-01,\n")
    assert {remark.code for remark in report.refused} == {"organisations.periods_overlap"}


@pytest.mark.django_db
def test_two_tables_complete_each_other(tmp_path: Path) -> None:
    rows = TABLE.removeprefix("tables:\n")
    first, second = "    files: [a.csv]\n    attested: 2017-01-01\n", "    files: [b.csv]\n    begins: bas\n"
    text = f"{HEAD}tables:\n{rows}{first}{rows}{second}"
    (tmp_path / "a.csv").write_text("kod,ad\n1,A\n2,B\n", encoding="utf-8")
    (tmp_path / "b.csv").write_text("kod,ad,bas\n1,A,2010-05-01\n2,Bee,2020-01-01\n", encoding="utf-8")
    (tmp_path / "notes.txt").write_text("x", encoding="utf-8")
    (tmp_path / "README.md").write_text("x", encoding="utf-8")
    path = mapping(tmp_path, text)
    report = imports.run(profile_of(path), [tmp_path], Actor.operator())
    assert remarks(report) == [
        ("notes.txt", 0, "kernel.file_not_read"),
        ("own.yaml", 0, "kernel.file_not_read"),
        ("b.csv", 3, "organisations.names_in_two_tables"),
        ("b.csv", 3, "organisations.days_in_two_tables"),
    ]
    assert [file["name"] for file in ImportRun.objects.latest("pk").files] == ["a.csv", "b.csv"]
    held = {row.organisation_id: str(row.period) for row in Existence.objects.all()}
    one = Identifier.objects.get(value="1").organisation_id
    assert held[one] == "2010-05-01/"


@pytest.mark.django_db
def test_successors_become_change_events(tmp_path: Path) -> None:
    more = "    begins: bas\n    ends: son\n    successors: {scheme: own, value: {column: ard, split: ','}}\n"
    table = (
        'kod,ad,bas,son,ard\na,A,2000-01-01,2015-01-01,c\nb,B,2000-01-01,2015-01-01,c\nc,C,2015-01-01,2018-01-01,"d,e"\n'
        "d,D,2018-01-01,2019-01-01,f\ne,E,2018-01-01,2020-01-01,g\nf,F,2000-01-01,,\ng,G,2020-01-01,,\n"
    )
    report = load(tmp_path, HEAD + TABLE + more, table)
    assert report.created["change_event"] == 4
    kinds = ChangeEvent.objects.order_by("day_latest").values_list("kind", flat=True)
    assert list(kinds) == ["merged", "split", "absorbed", "transferred"]


@pytest.mark.django_db
def test_files_that_do_not_fit_are_refused(tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    profile = profile_of(mapping(tmp_path, HEAD + TABLE + "    files: [x.csv]\n"))
    report = imports.run(profile, [empty], Actor.operator())
    assert [remark.code for remark in report.refused] == ["kernel.no_file_fits"]
    gone = imports.run(profile, [tmp_path / "x.csv"], Actor.operator())
    assert [remark.code for remark in gone.refused] == ["kernel.file_not_readable"]


@pytest.mark.django_db
def test_the_command_line_takes_a_mapping_of_ones_own(tmp_path: Path) -> None:
    discover("cli")
    table, preview = tmp_path / "own.csv", tmp_path / "preview.csv"
    table.write_text("kod,ad\n1,Ana\n", encoding="utf-8")
    path = mapping(tmp_path, HEAD + TABLE)

    def run(*arguments: str) -> tuple[int, str]:
        done = CliRunner().invoke(kurul, ["--language", "en", "import", *arguments])
        return done.exit_code, done.output

    code, _output = run("table", "--mapping", str(path), str(table), "--dry-run", "--preview", str(preview))
    assert (code, Organisation.objects.count()) == (0, 0)
    lines = preview.read_text(encoding="utf-8-sig").splitlines()
    assert lines[0].startswith("outcome,record,number,name")
    assert lines[1].startswith("created,organisation,own:1,Ana")
    code, output = run("table", "--mapping", str(path), str(table), "--report", "json")
    said = json.loads(output)
    assert (code, said["created"], said["refused"]) == (0, {"organisation": 1}, [])
    assert said["import"] > 0
    assert run("table", str(table))[0] == 2
    assert run("it-comuni", "--mapping", str(path), str(table))[0] == 2
    path.write_text("profile: [", encoding="utf-8")
    assert run("table", "--mapping", str(path), str(table))[0] == 1


@pytest.mark.django_db
@pytest.mark.parametrize("table", ["", "kod,ad\n", "\n\n"])
def test_a_file_with_nothing_in_it_is_refused(tmp_path: Path, table: str) -> None:
    """Stored, it would be an import of nothing, and nobody would have been told."""
    report = load(tmp_path, HEAD + TABLE, table)
    assert [one.code for one in report.refused] == ["kernel.nothing_in_files"]
    assert not ImportRun.objects.exists()
