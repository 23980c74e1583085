"""What an import tells, and the profiles that there are."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import override

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
    finding: Finding | None = field(default=None, repr=False, compare=False)  # to say it in other languages, too

    def as_json(self) -> dict[str, Any]:
        """The stable form for programs."""
        return {"file": self.file, "row": self.row, "code": self.code, "message": self.message}


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
    passed: Callable[[int], None] | None = None  # told how many more rows were read
    read: list[Path] = field(default_factory=list)  # the files read, where a profile chooses among those given
    run: int | None = None  # the number under which the import was stored

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all was found in the files."""
        return not (self.created or self.changed or self.unchanged or self.refused or self.warnings)

    def show(self, outcome: Callable[[], Outcome]) -> None:
        """Put a line into the preview; nothing is computed when nobody looks."""
        if self.preview is not None:
            self.preview(outcome())

    def went_on(self, rows: int) -> None:
        """Tell whoever watches that so many more rows were read."""
        if self.passed is not None:
            self.passed(rows)

    def refuse(self, file: str, row: int, finding: Finding) -> None:
        """Note why a row cannot be taken; the whole import is then refused at its end."""
        self.refused.append(Remark(file, row, finding.code, sentence(finding), finding))

    def warn(self, file: str, row: int, finding: Finding) -> None:
        """Note something odd that does not stop the import."""
        self.warnings.append(Remark(file, row, finding.code, sentence(finding), finding))

    def as_json(self) -> dict[str, Any]:
        """The stable form for programs."""
        return {
            "created": dict(self.created),
            "changed": dict(self.changed),
            "unchanged": dict(self.unchanged),
            "refused": [remark.as_json() for remark in self.refused],
            "warnings": [remark.as_json() for remark in self.warnings],
            **({"import": self.run} if self.run is not None else {}),
        }

    def to_keep(self) -> dict[str, Any]:
        """The same for the pages: each remark also in every language of the installation, whoever prepared it."""
        kept = self.as_json()
        for key, remarks in (("refused", self.refused), ("warnings", self.warnings)):
            for code, _name in settings.LANGUAGES:
                with override(code):
                    for told, remark in zip(kept[key], remarks, strict=True):
                        said = sentence(remark.finding) if remark.finding else remark.message
                        told.setdefault("messages", {})[code] = said
        return kept


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
    mapping: str = ""  # the text of a mapping file of the user's own

    @property
    def ways(self) -> str:
        """What can be done with it, for lists: "read", "write" or "read, write"."""
        return ", ".join(way for way, done in (("read", self.read), ("write", self.write)) if done)


@dataclass(frozen=True)
class Meaning:
    """Something that a column of an own table can mean, asked for on the page of imports.

    `choices` (code and label) are offered in place of the columns where one answer holds for all rows. `unless` names
    the meaning that says the same in another way: one of the two is given.
    """

    name: str
    label: Text
    help: Text = ""
    is_required: bool = False
    choices: Callable[[], Sequence[tuple[str, str]]] | None = None
    unless: str = ""


@dataclass(frozen=True)
class Template:
    """A table to fill in: its columns with an explanation each, and the profile that reads it."""

    name: str
    title: Text
    profile: str
    columns: Sequence[tuple[str, Text]]
    examples: Sequence[Sequence[str]] = ()


@dataclass(frozen=True)
class Mapped:
    """How a room reads tables of any layout.

    `make` turns a mapping file into a profile; `draft(meanings, columns, name)` writes such a file out of the columns
    that were chosen on the page; `templates` are tables to download and fill in.
    """

    make: Callable[[Path], Profile]
    meanings: Sequence[Meaning]
    draft: Callable[[Mapping[str, str], str], str]
    templates: Sequence[Template]


_profiles: dict[str, Profile] = {}
_mapped: list[Mapped] = []


class RowsRefused(Refused):
    """Rows were refused, each with its own line in the report: nothing of the write is stored."""

    def __init__(self) -> None:
        super().__init__(Finding("kernel.rows_refused"))


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


def register_mapped(mapped: Mapped) -> None:
    """Say how tables that no profile knows are read."""
    _mapped[:] = [mapped]


def own_tables() -> Mapped:
    """How tables that no profile knows are read. Raises LookupError when no room says it."""
    return _mapped[0]


def mapped(path: Path) -> Profile:
    """The profile that a mapping file describes. Raises NotAMapping with the line and what to do."""
    return own_tables().make(path)
