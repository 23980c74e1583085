"""Files made to do harm are refused with a sentence; the server lives on."""

import zipfile
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from django.utils.translation import override
from rdflib import Graph

from kurul.kernel import plain_yaml, reference_yaml
from kurul.kernel.identity.actors import Actor
from kurul.kernel.imports import Profile, Report, run
from kurul.kernel.imports.cells import LONGEST_SEARCHED, cell
from kurul.kernel.imports.json_records import records
from kurul.kernel.imports.mapping import At, NotAMapping, table_form
from kurul.kernel.imports.models import ImportRun, ImportState
from kurul.kernel.imports.preparing import LONGEST_NAME, safe_name
from kurul.kernel.imports.tables import NotATable, Row, TableForm, columns, rows
from kurul.kernel.linked_data import graph_reading
from kurul.kernel.linked_data.graph_reading import NotAGraph, TooLarge, read_into
from kurul.kernel.refusals import Conflict
from kurul.kernel.rules import Finding
from kurul.kernel.temporal import clock
from kurul.kernel.wording import sentence

ODS = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
    '<table:table table:name="a"><table:table-row table:number-rows-repeated="1048576">'
    '<table:table-cell table:number-columns-repeated="90" office:value-type="string"><text:p>x</text:p>'
    "</table:table-cell></table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"
)
DEEP = "[" * 50_000
# Nine levels, each nine times the one below.
BOMB = "a0: &a0 [x]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 10))


def as_xlsx(path: Path) -> None:
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        sheet.write(0, 0, "x")
        sheet.write(1_048_575, 16_383, "x")


def as_ods(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr("content.xml", ODS)


@pytest.mark.parametrize(("name", "write"), [("a.xlsx", as_xlsx), ("a.ods", as_ods)])
def test_a_small_workbook_of_millions_of_cells_is_refused(tmp_path: Path, name: str, write: Any) -> None:
    path = tmp_path / name
    write(path)
    assert path.stat().st_size < 8000
    with pytest.raises(NotATable) as caught:
        columns(path, TableForm())
    assert caught.value.problem == "workbook_too_large"
    with override("en"):
        assert "too many cells" in sentence(Finding("kernel.table_workbook_too_large"))


CONTENT = ODS.partition("<table:table-row")[0]
END = "</table:table></office:spreadsheet></office:body></office:document-content>"


def as_archive(path: Path, **more: str) -> None:
    """An ODS of one sheet with one cell, and with other files of the archive in their place."""
    cell = '<table:table-row><table:table-cell office:value-type="string"><text:p>x</text:p></table:table-cell>'
    files = {"content.xml": f"{CONTENT}{cell}</table:table-row>{END}", "META-INF/manifest.xml": "<manifest/>", **more}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        for name, text in files.items():
            archive.writestr(name, text)


def test_a_workbook_that_unpacks_to_gigabytes_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.ods"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        with archive.open("content.xml", "w", force_zip64=True) as content:
            content.write(f"{CONTENT}<table:table-row><table:table-cell><text:p>".encode())
            for _ in range(18):
                content.write(b"x" * (64 << 20))
    assert path.stat().st_size < 10 << 20
    with pytest.raises(NotATable) as caught:
        columns(path, TableForm())
    assert caught.value.problem == "workbook_too_large"


def test_entities_within_entities_are_not_unfolded(tmp_path: Path) -> None:
    path = tmp_path / "a.ods"
    laughs = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    said = f'<!DOCTYPE x [<!ENTITY a0 "ha">{laughs}]>{CONTENT}<table:table-row><table:table-cell '
    said += f'office:value-type="string"><text:p>&a9;</text:p></table:table-cell></table:table-row>{END}'
    as_archive(path, **{"content.xml": said})
    with pytest.raises(NotATable) as caught:
        columns(path, TableForm())
    assert caught.value.problem == "workbook"


@pytest.mark.parametrize("ending", [".xls", ".xlsx", ".xlsb", ".ods"])
@pytest.mark.parametrize(
    "content",
    [b"", b"name;kind\nA;B\n", b"<html><table><tr><td>x</td></tr></table></html>", b"PK\x03\x04", b"\x00" * 4096,
     b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 504, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 2040],
)  # fmt: skip
def test_what_is_no_workbook_is_refused_whatever_its_name_says(tmp_path: Path, ending: str, content: bytes) -> None:
    path = tmp_path / f"a{ending}"
    path.write_bytes(content)
    with pytest.raises(NotATable) as caught:
        columns(path, TableForm())
    assert caught.value.problem in ("workbook", "workbook_too_large")


def test_a_macro_is_not_run_and_its_workbook_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.ods"
    touched = tmp_path / "touched"
    script = f'Sub Main\nOpen "{touched}" For Output As #1\nEnd Sub'
    as_archive(path, **{"Basic/Standard/Module1.xml": script})
    assert columns(path, TableForm()) == ()
    assert [row.cells for row in rows(path, TableForm(header=0))] == [{"1": "x"}]
    assert not touched.exists()


def read_lines(path: Path) -> list[Any]:
    return list(rows(path, TableForm()))


def read_array(path: Path) -> list[Any]:
    return list(records(path))


@pytest.mark.parametrize(
    ("name", "read", "before", "after"),
    [("a.json", read_array, '[{"b": 1},', "]"), ("a.jsonl", read_lines, '{"b": 1}\n', "\n")],
)
@pytest.mark.parametrize("times", [400_000, 16_000_000])  # with the smaller one the reading process could do
def test_json_of_lists_without_end_is_refused(
    tmp_path: Path, name: str, read: Any, before: str, after: str, times: int
) -> None:
    path = tmp_path / name
    path.write_text(f'{before}{{"a": [{"[]," * times}[]]}}{after}', encoding="utf-8")
    with pytest.raises(NotATable) as caught:
        read(path)
    assert caught.value.problem == "json_too_large"
    with override("en"):
        assert "Split it" in sentence(Finding("kernel.table_json_too_large"))


@pytest.mark.parametrize(("name", "read"), [("a.json", read_array), ("a.jsonl", read_lines)])
def test_json_is_read_one_record_at_a_time(tmp_path: Path, name: str, read: Any) -> None:
    row = '{"a": "' + "x" * 100_000 + '"}'
    path = tmp_path / name
    path.write_text("[" + ",\n".join([row] * 30) + "]" if name == "a.json" else "\n".join([row] * 30), encoding="utf-8")
    assert len(read(path)) == 30


@pytest.mark.parametrize(
    ("name", "form", "head", "repeated", "times"),
    [
        ("a.jsonld", "json-ld", '{"@id": "urn:a", "urn:p": [', "[],", 16_000_000),
    ],
)
def test_linked_data_without_end_is_refused(
    tmp_path: Path, name: str, form: str, head: str, repeated: str, times: int
) -> None:
    path = tmp_path / name
    with path.open("w", encoding="utf-8") as file:
        file.write(head)
        for _ in range(100):
            file.write(repeated * (times // 100))
    with pytest.raises(TooLarge):
        read_into(Graph(), path, form)


def test_a_graph_of_too_many_statements_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(graph_reading, "MOST_TRIPLES", 2)
    path = tmp_path / "a.ttl"
    path.write_text("<urn:a> <urn:p> 1, 2 .", encoding="utf-8")
    made = Graph()
    read_into(made, path, "turtle")
    assert len(made) == 2
    path.write_text("<urn:a> <urn:p> 1, 2, 3 .", encoding="utf-8")
    with pytest.raises(TooLarge):
        read_into(Graph(), path, "turtle")


def test_a_small_file_that_makes_very_many_statements_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.ttl"
    path.write_text("<urn:a> <urn:p> " + ",".join(str(number) for number in range(40_000)) + " .", encoding="utf-8")
    with pytest.raises(TooLarge):
        read_into(Graph(), path, "turtle")
    path.write_text("".join(f"<urn:a{number}> <urn:p> {number} .\n" for number in range(40_000)), encoding="utf-8")
    made = Graph()
    read_into(made, path, "turtle")
    assert len(made) == 40_000


@pytest.mark.parametrize(
    ("name", "read", "text"),
    [("a.json", read_array, '[{"a": "\\ud83d\\ude00"},\n{"a": "x\\ud800"}]'),
     ("a.jsonl", read_lines, '{"a": "\\ud83d\\ude00"}\n{"a": "x\\ud800"}')],
)  # fmt: skip
def test_halves_of_characters_in_json_are_named(tmp_path: Path, name: str, read: Any, text: str) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    with pytest.raises(NotATable) as caught:
        read(path)
    assert (caught.value.problem, caught.value.line) == ("json", 2)
    path.write_text(text.replace("x\\ud800", "x"), encoding="utf-8")
    assert "\U0001f600" in str(read(path))


@pytest.mark.parametrize(
    ("name", "form", "text"),
    [
        ("a.ttl", "turtle", '<urn:a> <urn:p> "x\\ud800" .'),
        ("a.jsonld", "json-ld", '{"@id": "urn:a", "urn:p": "\\ud800"}'),
    ],
)
def test_halves_of_characters_in_linked_data_are_refused(tmp_path: Path, name: str, form: str, text: str) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    with pytest.raises(NotAGraph):
        read_into(Graph(), path, form)


def test_entities_of_rdf_in_xml_are_not_unfolded(tmp_path: Path) -> None:
    laughs = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    space = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
    about = f'<rdf:RDF xmlns:rdf="{space}" xmlns:x="urn:x:"><rdf:Description rdf:about="urn:a"><x:p>&a11;</x:p>'
    path = tmp_path / "a.rdf"
    said = f'<!DOCTYPE x [<!ENTITY a0 "ha">{laughs}]>{about}</rdf:Description></rdf:RDF>'
    path.write_text(said, encoding="utf-8")
    with pytest.raises((NotAGraph, TooLarge)):
        read_into(Graph(), path, "xml")


@pytest.mark.parametrize("text", [DEEP, "- " * 50_000, BOMB, "a: &a [*a]", "day: 2020-13-45"])
def test_yaml_that_is_not_plain_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(plain_yaml.NotReadable):
        plain_yaml.load_all(text)
    with pytest.raises(reference_yaml.NotReadable):
        reference_yaml.read(path)


def test_aliases_that_stand_for_little_are_read() -> None:
    assert plain_yaml.load_all("a: &a {b: [1]}\nc: *a\n") == [{"a": {"b": [1]}, "c": {"b": [1]}}]


def test_deep_lines_of_json_are_named(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"a": 1}\n{"a": ' + "[" * 5000 + "]" * 5000 + "}\n", encoding="utf-8")
    with pytest.raises(NotATable) as caught:
        list(rows(path, TableForm()))
    assert (caught.value.problem, caught.value.line) == ("json", 2)


def at(value: Any) -> At:
    return At(value, (), "own.yaml", {})


@pytest.mark.parametrize(
    ("read", "value", "code"),
    [
        (table_form, {"header": 10**12}, "kernel.mapping_not_a_number"),
        (table_form, {"encoding": "undefined"}, "kernel.mapping_not_an_encoding"),
        (cell, {"column": "a", "pattern": "x" * 201}, "kernel.mapping_pattern_too_long"),
        (cell, {"column": "a", "pattern": "(a+)+$"}, "kernel.mapping_pattern_too_slow"),
        (cell, {"column": "a", "pattern": "(?:a|aa)*$"}, "kernel.mapping_pattern_too_slow"),
        (cell, {"column": "a", "pattern": "((a+)b){2,}"}, "kernel.mapping_pattern_too_slow"),
        (cell, {"column": "a", "pattern": "a*" * 9 + "$"}, "kernel.mapping_pattern_too_slow"),
    ],
)
def test_mappings_cannot_make_the_reader_run_for_ever(read: Any, value: Any, code: str) -> None:
    with pytest.raises(NotAMapping) as caught:
        read(at(value))
    assert caught.value.findings[0].code == code


def test_plain_patterns_are_taken_and_search_the_beginning_of_a_cell() -> None:
    made = cell(at({"column": "a", "pattern": r"^(?:[A-Z+*]{2}|\(x+\))?-?(\d+)$"}))
    assert made.text(Row("f", 1, {"a": "TR-12"})) == "12"
    last = cell(at({"column": "a", "pattern": "z"}))
    assert last.text(Row("f", 1, {"a": "a" * LONGEST_SEARCHED + "z"})) == ""


def test_names_of_files_are_short_in_bytes() -> None:
    assert len(safe_name("ก" * 100 + ".csv").encode()) <= LONGEST_NAME
    assert safe_name("ก" * 100 + ".csv").endswith("ก.csv")


def stumbling(_files: Any, _by: Actor, _report: Report) -> None:
    raise IndexError


@pytest.mark.django_db
def test_a_reader_that_stumbles_refuses_the_file_but_a_failing_action_is_a_bug(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(globals(), "__name__", "kurul.rooms.law.reading_in_a_test")
    report = run(Profile("odd", "odd", stumbling), [Path("a.csv")], Actor.operator())
    assert [(remark.file, remark.code) for remark in report.refused] == [("a.csv", "kernel.file_not_as_profile")]
    monkeypatch.setitem(globals(), "__name__", "kurul.rooms.law.actions.in_a_test")
    with pytest.raises(IndexError):
        run(Profile("odd", "odd", stumbling), [Path("a.csv")], Actor.operator())


@pytest.mark.django_db
def test_what_was_prepared_is_stored_once() -> None:
    made = ImportRun.objects.create(profile="p", by="", state=ImportState.PREPARED, prepared_at=clock.now())
    seen = [ImportRun.objects.get(pk=made.pk) for _ in range(2)]
    profile = Profile("p", "p", lambda _files, _by, report: report.unchanged.update(p=1))
    assert run(profile, [], Actor.operator(), prepared=seen[0]).run == made.pk
    first = ImportRun.objects.get(pk=made.pk).at
    with pytest.raises(Conflict):
        run(profile, [], Actor.operator(), prepared=seen[1])
    assert ImportRun.objects.get(pk=made.pk).at == first
