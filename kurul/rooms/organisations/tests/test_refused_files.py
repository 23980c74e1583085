"""Files of registers that are refused, and what a file says that is left out: each by its code."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from click.testing import CliRunner
from django.utils.translation import override
from pytest_django import Settings

from kurul.kernel import imports
from kurul.kernel.audit.models import AuditEvent
from kurul.kernel.cli import kurul
from kurul.kernel.discovery import discover
from kurul.kernel.identity.actors import Actor
from kurul.kernel.imports import tables
from kurul.kernel.linked_data import graph_reading
from kurul.kernel.rules import Finding
from kurul.kernel.wording import sentence
from kurul.rooms.organisations.models import Existence, Identifier, Name, Organisation
from kurul.rooms.organisations.registers import profile_of
from kurul.rooms.organisations.tests.make import organisation

pytestmark = pytest.mark.django_db
discover("cli")
Codes = list[tuple[int, str]]
HEADINGS = "scheme,number,name_tr,name_en,abbreviation,kind,level,parent_scheme,parent_number,first_day,last_day,source"
TURTLE = "@prefix org: <http://www.w3.org/ns/org#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"


def imported(profile: str, file: Path) -> imports.Report:
    found = imports.find(profile)
    assert found is not None
    return imports.run(found, [file], Actor.operator())


def written(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def refused(report: imports.Report) -> Codes:
    """Row and code of all refusals, after a look that nothing at all was stored."""
    assert not Organisation.objects.exists()
    assert not AuditEvent.objects.exists()
    return [(remark.row, remark.code) for remark in report.refused]


def warned(report: imports.Report) -> Codes:
    assert report.refused == []
    return [(remark.row, remark.code) for remark in report.warnings]


# --- what cannot be read ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("profile", "name", "content", "expected", "advice"),
    [
        ("template-bodies", "t.csv", f"{HEADINGS}\nx\n".encode() + b"\xff\n", (3, "kernel.table_encoding"), "UTF-8"),
        ("template-bodies", "t.csv", f"{HEADINGS}\n{'a,' * 12}b\n", (2, "kernel.table_cells"), "tırnak"),
        ("template-bodies", "t.csv", f"{HEADINGS}\n{'a' * 2000}\n", (2, "kernel.table_cell_too_long"), "Kısaltın"),
        ("be-flanders-org", "t.ttl", "<http://a> <http://b> .\n", (1, "kernel.table_turtle"), "düzeltin"),
        (
            "be-flanders-org",
            "t.ttl",
            "<http://a> <http://b> 1, 2, 3 .",
            (0, "kernel.table_turtle_too_large"),
            "bölün",
        ),
        ("cpov", "t.ttl", "<http://a> <http://b> 1, 2, 3 .", (0, "organisations.graph_too_large"), "bölün"),
    ],
    ids=lambda value: value[1] if isinstance(value, tuple) else "",
)
def test_a_file_that_cannot_be_read_is_refused_with_its_line_and_what_to_do(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    profile: str,
    name: str,
    content: str | bytes,
    expected: tuple[int, str],
    advice: str,
) -> None:
    monkeypatch.setattr(tables, "LONGEST_CELL", 1000)
    monkeypatch.setattr(graph_reading, "MOST_TRIPLES", 2)
    with override("tr"):
        report = imported(profile, written(tmp_path, name, content))
    assert refused(report) == [expected]
    assert advice in report.refused[0].message


MAPPING = """profile: own
title: {en: Own}
kinds: {office: {en: Office}}
tables:
  - key: {scheme: own, value: kod}
    name: {tr: ad}
    kind: {fixed: office}
"""


@pytest.mark.parametrize(
    ("name", "content", "expected", "advice"),
    [
        ("t.jsonl", '{"kod": 1, "ad": "A"}\n{', (2, "kernel.table_json"), "Satırı düzeltin"),
        ("t.xlsx", "no workbook", (0, "kernel.table_workbook"), "CSV olarak kaydedin"),
    ],
)
def test_a_table_of_ones_own_that_cannot_be_read_is_refused(
    tmp_path: Path, name: str, content: str, expected: tuple[int, str], advice: str
) -> None:
    profile = profile_of(written(tmp_path, "own.yaml", MAPPING))
    with override("tr"):
        report = imports.run(profile, [written(tmp_path, name, content)], Actor.operator())
    assert refused(report) == [expected]
    assert advice in report.refused[0].message


def test_a_sheet_that_the_workbook_lacks_is_refused_with_those_it_has(tmp_path: Path) -> None:
    mapping = written(tmp_path, "own.yaml", f"{MAPPING}    table: {{sheet: bodies}}\n")
    book = tmp_path / "own.xlsx"
    with xlsxwriter.Workbook(str(book)) as made:
        made.add_worksheet("units")
    with override("en"):
        report = imports.run(profile_of(mapping), [book], Actor.operator())
    assert refused(report) == [(0, "kernel.table_sheet")]
    assert "“bodies”" in report.refused[0].message
    assert "There are: units." in report.refused[0].message


@pytest.mark.parametrize("form", ["ttl", "jsonld", "rdf"])
def test_an_installation_that_does_not_know_its_address_writes_no_open_data(
    tmp_path: Path, settings: Settings, form: str
) -> None:
    organisation("Bugün")
    settings.PUBLIC_ADDRESS = ""
    answer = CliRunner().invoke(kurul, ["--language", "en", "export", "cpov", "-o", str(tmp_path / f"all.{form}")])
    with override("en"):
        said = sentence(Finding("kernel.public_address_missing"))
    assert (answer.exit_code, said in answer.stderr, list(tmp_path.iterdir())) == (1, True, []), answer.output
    assert "Set PUBLIC_ADDRESS" in said


# --- what a file says that is left out or taken otherwise -------------------------------------------------------------


def communes(*events: str) -> str:
    """The list of events; each as MOD, day, code and name before, code and name after."""
    lines = ["MOD,DATE_EFF,TYPECOM_AV,COM_AV,LIBELLE_AV,TYPECOM_AP,COM_AP,LIBELLE_AP"]
    for event in events:
        mod, day, before, name_before, after, name_after = event.split()
        lines.append(f"{mod},{day},COM,{before},{name_before},COM,{after},{name_after}")
    return "\n".join(lines)


RENAMED = "10 2010-01-01 01001 A 01001 B"
ENDED = ("31 2010-01-01 01001 A 01002 C", "31 2010-01-01 01002 C 01002 C")


@pytest.mark.parametrize(
    ("events", "expected", "spans"),
    [
        ((RENAMED, "10 2016-01-01 01001 B 01001 D"), [], ["..2009-12-31/"]),
        ((RENAMED, "10 2016-01-01 01001 C 01001 D"), [(3, "organisations.named_otherwise")], ["..2009-12-31/"]),
        (
            (*ENDED, "10 2016-01-01 01001 A 01001 D"),
            [(4, "organisations.began_without_event")],
            ["..2009-12-31/2010-01-01", "2010-01-01..2015-12-31/"],
        ),
        (
            ("10 2010-01-01 01003 E 01003 A", "10 2016-01-01 01002 F 01002 G", "32 2017-01-01 01002 G 01003 H"),
            [(4, "organisations.begins_while_there")],
            ["..2009-12-31/2017-01-01", "2017-01-01/"],
        ),
        (
            (*ENDED, "32 2010-01-01 01001 A 01004 N", "32 2010-01-01 01005 X 01004 N"),
            [(4, "organisations.ended_before"), (4, "organisations.no_state_left")],
            ["..2009-12-31/2010-01-01"],
        ),
        (
            (*ENDED, "32 2010-01-01 01001 A 01004 N"),
            [
                (4, "organisations.ended_before"),
                (4, "organisations.no_state_left"),
                (4, "organisations.change_of_nothing"),
            ],
            ["..2009-12-31/2010-01-01"],
        ),
    ],
    ids=["as it should be", "another name", "there again", "there already", "ended that day", "nothing that existed"],
)
def test_events_that_contradict_each_other_are_told_by_row(
    tmp_path: Path, events: tuple[str, ...], expected: Codes, spans: list[str]
) -> None:
    report = imported("fr-communes", written(tmp_path, "communes.csv", communes(*events)))
    assert sorted(warned(report)) == sorted(expected)
    code = "01003" if spans[-1] == "2017-01-01/" else "01001"
    bodies = Identifier.objects.filter(scheme="fr-com", value=code).values_list("organisation_id", flat=True)
    assert sorted(str(row.period) for row in Existence.objects.filter(organisation__in=bodies)) == sorted(spans)


def ror(number: str, **more: Any) -> dict[str, Any]:
    names = [{"value": number, "lang": "en", "types": ["ror_display"]}]
    plain = {"established": 1990, "status": "active", "admin": {"last_modified": {"date": "2020-01-01"}}}
    return {"id": f"https://ror.org/{number}", "names": names, "relationships": [], "external_ids": [], **plain, **more}


def test_parts_that_are_not_in_the_file_are_counted(tmp_path: Path) -> None:
    children = [{"type": "child", "id": f"https://ror.org/{number}"} for number in ("042nb2s44", "03yrm5c26", "x")]
    records = [ror("05dxps055", relationships=children), ror("042nb2s44")]
    with override("en"):
        report = imported("ror-government", written(tmp_path, "ror.json", json.dumps(records)))
    assert [code for _row, code in warned(report)] == ["organisations.parts_not_in_file"]
    assert report.warnings[0].message.startswith("2 of its parts")
    assert report.created["organisation"] == 2


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("http://lblod.data.gift/concepts/63cc561de9188d64ba5840a42ae8f0d6", []),
        ("http://lblod.data.gift/concepts/other", [(2, "organisations.status_not_known")]),
    ],
)
def test_a_status_without_a_known_meaning_is_left_out(tmp_path: Path, status: str, expected: Codes) -> None:
    said = f"""<http://a/1> a org:Organization ; skos:prefLabel "Gent" ;
      org:classification <http://a/kind> ; <http://www.w3.org/ns/regorg#orgStatus> <{status}> ."""
    report = imported("be-flanders-org", written(tmp_path, "a.ttl", TURTLE + said))
    assert warned(report) == expected
    assert report.created["organisation"] == 1


def of_others(said: str) -> str:
    """A file of another: three bodies with a kind, and `said`."""
    named = 'a org:Organization ; skos:prefLabel "Body"@en ; org:classification <http://a/kind> .\n'
    return TURTLE + "".join(f"<http://a/{number}> {named}" for number in (1, 2, 3)) + said


@pytest.mark.parametrize(
    ("said", "code", "check"),
    [
        ("", "", lambda: Name.objects.count() == 3),
        (
            '<http://a/1> skos:altLabel "One", "First" .',
            "organisations.other_names_left_out",
            lambda: Name.objects.count() == 3,
        ),
        (
            "<http://a/1> org:subOrganizationOf <http://a/2>, <http://a/3> .",
            "organisations.parents_without_order",
            lambda: Organisation.objects.filter(placements=None).count() == 3,
        ),
        (
            "<http://a/e> a org:ChangeEvent .",
            "organisations.empty_changes_left_out",
            lambda: not AuditEvent.objects.filter(kind="organisations.merged").exists(),
        ),
        (
            "<http://a/1> org:classification <http://a/kind2> .",
            "organisations.further_classes_left_out",
            lambda: Organisation.objects.count() == 3,
        ),
    ],
)
def test_what_another_says_and_is_not_kept_is_counted(
    tmp_path: Path, said: str, code: str, check: Callable[[], bool]
) -> None:
    report = imported("cpov", written(tmp_path, "a.ttl", of_others(said)))
    assert warned(report) == ([(0, code)] if code else [])
    assert check()
