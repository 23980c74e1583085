"""What the project takes from outside is locked, and nothing tells where it was written."""

import re
from pathlib import Path

import pytest

from tests.architecture.project import ROOT, files, name_of

LOCKS = ["requirements.txt", "requirements-dev.txt"]
SOURCES = ["requirements.in", "requirements-dev.in"]
MACHINE_PATH = re.compile(r"(?<![\w.~-])/(?:root|home|work|Users)/\w")
REGISTRIES = re.compile(r"pypi\.org|pythonhosted\.org|npmjs\.org|proxy\.golang\.org")
TEXT = {
    "",
    ".cfg",
    ".css",
    ".env",
    ".html",
    ".in",
    ".js",
    ".json",
    ".md",
    ".po",
    ".py",
    ".sh",
    ".toml",
    ".txt",
    ".yaml",
}


def pins(name: str) -> dict[str, str]:
    """Package → version of a lock file."""
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    return dict(re.findall(r"^([\w.-]+)(?:\[[^\]]*\])?==([^\s;]+)", "\n".join(lines), flags=re.MULTILINE))


@pytest.mark.parametrize("name", [*LOCKS, *SOURCES])
def test_requirements_name_no_address(name):
    assert not re.search(r"\w+://|--(?:extra-)?index-url|--find-links", (ROOT / name).read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", LOCKS)
def test_every_locked_package_has_a_hash(name):
    entries = re.split(r"\n(?=\S)", (ROOT / name).read_text(encoding="utf-8").strip())
    assert entries
    assert not [entry.splitlines()[0] for entry in entries if "--hash=sha256:" not in entry]


def test_both_locks_agree():
    runtime, development = (pins(name) for name in LOCKS)
    assert runtime
    assert {name: version for name, version in runtime.items() if development.get(name) != version} == {}


@pytest.mark.parametrize("name", SOURCES)
def test_every_requirement_says_why_it_is_there(name):
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    requirements = [line for line in lines if line and not line.startswith(("#", "-r"))]
    assert not [line for line in requirements if not re.search(r"\s# \w", line)]


def test_no_file_names_a_machine_or_a_registry():
    offences = {
        f"{name_of(path)}: {found}"
        for path in files()
        if path.suffix in TEXT and path != Path(__file__).resolve()
        for pattern in (MACHINE_PATH, REGISTRIES)
        for found in pattern.findall(path.read_text(encoding="utf-8"))
    }
    assert offences == set()
