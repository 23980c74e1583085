"""Whoever knows one room finds the way in all of them."""

from pathlib import Path

import pytest

from tests.architecture.project import KURUL, name_of, rooms

REQUIRED = {"README.md", "__init__.py", "apps.py", "public.py", "tests"}
STANDARD = {
    "README.md",
    "__init__.py",
    "actions",
    "api",
    "apps",
    "cli",
    "forms",
    "locale",
    "migrations",
    "models",
    "permissions",
    "public",
    "queries",
    "registration",
    "rules",
    "search",
    "static",
    "tables",
    "templates",
    "templatetags",
    "tests",
    "urls",
    "views",
    "wording",
}
# Formats that rooms read or write: file → the standard or source. Anything else belongs into one of the files above.
FORMATS = {
    "boards/reference_files.py": "the collective bodies in the reference file of institutions (YAML)",
    "boards/typst": "Typst: the board pack as PDF",
    "law/eli.py": "the European Legislation Identifier and schema.org Legislation (Turtle, JSON-LD, RDF/XML)",
    "law/reference_files.py": "the reference file of legal instruments (YAML)",
    "organisations/profiles": "mapping files of registers in tables (YAML)",
    "organisations/reference_files.py": "the reference files of institutions (YAML, CSV)",
    "organisations/registers": "registers in tables of any layout; ROR (JSON), INSEE events (CSV), Flanders (Turtle)",
    "organisations/registry_terms.py": "groups of kinds, schemes of numbers and units that matter (YAML)",
    "organisations/unit_lines.py": "units as lines (CSV)",
    "organisations/w3c_org": "W3C ORG and CPOV: Turtle, JSON-LD, RDF/XML",
    "positions/fitara.py": "FITARA bureaudirectory.json",
    "positions/organograms.py": "organograms of UK public bodies (CSV)",
    "positions/popolo": "Popolo JSON",
    "positions/us_officials.py": "US office holders and committees (YAML)",
    "positions/w3c_org": "W3C ORG: posts, memberships, persons",
    "positions/reference_files.py": "the rule of CIO-equivalence in the reference file of institutions (YAML)",
    "strategy/ogp_nap5.py": "the files of the fifth US national action plan for open government",
    "strategy/tr_plan.py": "the file of the plan 2016-2019 (YAML)",
}


@pytest.mark.parametrize("room", rooms(), ids=lambda room: room.name)
def test_room_has_the_files_that_every_room_has(room: Path):
    missing = {
        name for name in REQUIRED if not (room / name).exists() and not (room / name.removesuffix(".py")).is_dir()
    }
    assert not missing


@pytest.mark.parametrize("room", rooms(), ids=lambda room: room.name)
def test_room_has_no_file_of_a_foreign_name(room: Path):
    foreign = {
        name_of(entry)
        for entry in room.iterdir()
        if entry.name != "__pycache__"
        and entry.name not in STANDARD
        and entry.name.removesuffix(".py") not in STANDARD
        and f"{room.name}/{entry.name}" not in FORMATS
    }
    assert not foreign


def test_every_listed_format_exists():
    assert [name for name in FORMATS if not (KURUL / "rooms" / name).exists()] == []


@pytest.mark.parametrize("room", rooms(), ids=lambda room: room.name)
def test_readme_of_room_fits_on_one_page(room: Path):
    lines = (room / "README.md").read_text(encoding="utf-8").splitlines()
    assert 5 <= len(lines) <= 80


@pytest.mark.parametrize("room", rooms(), ids=lambda room: room.name)
def test_room_has_tests(room: Path):
    assert list((room / "tests").glob("**/test_*.py"))
