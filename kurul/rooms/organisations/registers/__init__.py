"""Registers of bodies in tables of any layout: a mapping file says what the columns mean (see docs/imports.md)."""

from collections.abc import Sequence
from pathlib import Path

from django.utils.text import format_lazy

from kurul.kernel.identity.actors import Actor
from kurul.kernel.imports import Profile, Report
from kurul.kernel.imports.tables import NotATable
from kurul.kernel.refusals import Refused
from kurul.kernel.rules import Finding
from kurul.rooms.organisations.actions import load_register
from kurul.rooms.organisations.registers import formats
from kurul.rooms.organisations.registers.gathering import gathered
from kurul.rooms.organisations.registers.mapping import RegisterMapping, read_mapping

FOLDER = Path(__file__).resolve().parent.parent / "profiles"

__all__ = ["FOLDER", "RegisterMapping", "load_tables", "profile_of", "profiles", "read_mapping"]


def profiles() -> list[Profile]:
    """A profile for each mapping file of the project, and those of formats of their own."""
    return [*(profile_of(path) for path in sorted(FOLDER.glob("*.yaml"))), *formats.PROFILES]


def profile_of(path: Path) -> Profile:
    """The profile that a mapping file describes. Raises NotAMapping with the line and what to do."""
    mapping = read_mapping(path)

    def read(files: Sequence[Path], by: Actor, report: Report) -> None:
        load_tables(mapping, files, by, report)

    text = "" if path.parent == FOLDER else path.read_text(encoding="utf-8")
    return Profile(mapping.profile, format_lazy("{}", mapping.title), read, mapping=text)


def load_tables(mapping: RegisterMapping, files: Sequence[Path], by: Actor, report: Report) -> None:
    """Load the tables in `files` (or folders) as the mapping says. Raises Refused with file and row."""
    try:
        found = gathered(mapping, files, report)
        load_register(
            bodies=found.bodies(),
            changes=found.changes(),
            kinds=mapping.kinds,
            units=mapping.units,
            levels=mapping.levels,
            schemes=mapping.schemes,
            dangling="warn" if mapping.warns_of_dangling else "refuse",
            by=by,
            report=report,
            source=mapping.profile,
        )
    except NotATable as error:
        raise error.refusal(file=found_file(error)) from error
    except OSError as error:
        params = {"file": str(error.filename or ""), "row": 0, "problem": error.strerror or ""}
        raise Refused(Finding("kernel.file_not_readable", None, params)) from error


def found_file(error: NotATable) -> str:
    """The file of which a table could not be read."""
    return str(error.params.get("file", ""))
