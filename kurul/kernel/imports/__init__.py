"""Import profiles: how files of a known form come in, all or nothing, with a report by file and row.

A room registers a profile; `kurul profiles` lists them, `kurul import PROFILE FILE…` runs one. The outcome is stable
for programs: `created`, `changed`, `unchanged` count by kind of record, `refused` and `warnings` list file, row, code
and message.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import transaction

from kurul.kernel.exports import Writer
from kurul.kernel.identity.actors import Actor
from kurul.kernel.refusals import Refused
from kurul.kernel.rules import Finding
from kurul.kernel.wording import Text, sentence


@dataclass(frozen=True)
class Remark:
    """What an import says about one row: `row` counts from 1, 0 stands for the file as a whole."""

    file: str
    row: int
    code: str
    message: str


@dataclass(frozen=True)
class Outcome:
    """What an import does, or a dry run would do, to one record: a line of the preview.

    `outcome` is "created" or "changed"; `what` the sort of fact that changes (empty for a creation); `before` and
    `after` are plain text.
    """

    outcome: str
    record: str
    number: str
    name: str
    what: str
    before: str
    after: str
    file: str
    row: int


@dataclass
class Report:
    """The outcome of an import. `preview`, when given, takes every creation and change as it happens."""

    created: Counter[str] = field(default_factory=Counter)
    changed: Counter[str] = field(default_factory=Counter)
    unchanged: Counter[str] = field(default_factory=Counter)
    refused: list[Remark] = field(default_factory=list)
    warnings: list[Remark] = field(default_factory=list)
    preview: Callable[[Outcome], None] | None = None

    def show(self, outcome: Callable[[], Outcome]) -> None:
        """Put a line into the preview; nothing is computed when nobody looks."""
        if self.preview is not None:
            self.preview(outcome())

    def refuse(self, file: str, row: int, finding: Finding) -> None:
        """Note why a row cannot be taken; the whole import is then refused at its end."""
        self.refused.append(Remark(file, row, finding.code, sentence(finding)))

    def warn(self, file: str, row: int, finding: Finding) -> None:
        """Note something odd that does not stop the import."""
        self.warnings.append(Remark(file, row, finding.code, sentence(finding)))

    def as_json(self) -> dict[str, Any]:
        """The stable form for programs."""
        return {
            "created": dict(self.created),
            "changed": dict(self.changed),
            "unchanged": dict(self.unchanged),
            "refused": [vars(remark) for remark in self.refused],
            "warnings": [vars(remark) for remark in self.warnings],
        }


@dataclass(frozen=True)
class Profile:
    """A known form of files. `read(files, by, report)` writes through actions and notes problems in the report.

    `write(look, export, actor)` puts into a file what the actor may see on the day looked at; `forms` are the endings
    of the files that it writes, the usual one first. A profile reads, or writes, or both.
    """

    name: str
    description: Text
    read: Callable[[Sequence[Path], Actor, Report], None] | None = None
    write: Writer | None = None
    forms: tuple[str, ...] = ()

    @property
    def ways(self) -> str:
        """What can be done with it, for lists: "read", "write" or "read, write"."""
        return ", ".join(way for way, done in (("read", self.read), ("write", self.write)) if done)


_profiles: dict[str, Profile] = {}


class RowsRefused(Refused):
    """Rows were refused, each with its own line in the report: nothing of the write is stored."""

    def __init__(self) -> None:
        super().__init__(Finding("kernel.rows_refused"))


class _Undo(Exception):
    """Leaves the transaction of an import that shall not be stored."""


def register(profile: Profile) -> None:
    """Make a profile known."""
    _profiles[profile.name] = profile


def forget(name: str) -> None:
    """Take a profile away again (for tests that bring their own)."""
    _profiles.pop(name, None)


def profiles() -> list[Profile]:
    """All known profiles by name."""
    return [_profiles[name] for name in sorted(_profiles)]


def find(name: str) -> Profile | None:
    """The profile of that name."""
    return _profiles.get(name)


def run(profile: Profile, files: Sequence[Path], by: Actor, *, dry_run: bool = False) -> Report:
    """Import the files as a whole or not at all; a dry run goes all the way and is then undone."""
    if profile.read is None:
        raise ValueError(f"The profile {profile.name} is only written.")
    report = Report()
    try:
        with transaction.atomic():
            try:
                profile.read(files, by, report)
            except RowsRefused:
                if not report.refused:
                    raise
            except Refused as refusal:
                for finding in refusal.findings:
                    report.refuse(str(finding.params.get("file", "")), int(finding.params.get("row", 0)), finding)
            if report.refused or dry_run:
                raise _Undo
    except _Undo:
        pass
    return report
