"""The fifth open government action plan of the United States: Markdown files with YAML front matter.

`commitments/*.md` give themes and commitments, `subcommitments/*.md` the parts at which agencies act, with a status and
two progress updates: that of August 2023 in the front matter, a later one without a day in the body.
"""

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from itertools import combinations
from pathlib import Path
from typing import Any

import nh3
import yaml
from django.utils.translation import gettext_lazy as _

from kurul.kernel import plain_yaml
from kurul.kernel.actions import writes
from kurul.kernel.identity.actors import Actor
from kurul.kernel.imports import Profile, Report
from kurul.kernel.refusals import Refused
from kurul.kernel.rules import Finding
from kurul.kernel.temporal.bounds import Bound, Period
from kurul.kernel.translated import Translated
from kurul.kernel.turkish import fold
from kurul.rooms.organisations.public import Identifier, Line, load
from kurul.rooms.strategy.actions import (
    BodyLine,
    ElementLine,
    PlanFile,
    ProgressLine,
    SchemeLine,
    TierLine,
    load_plan,
)
from kurul.rooms.strategy.models import Role

NAME = "us-ogp-nap5"
CODE = "US-OGP-NAP5"
TITLE = Translated(en="Fifth U.S. National Action Plan for Open Government")
SOURCE = "open.usa.gov/national-action-plan/5/"
AUGUST_2023, LATER = "August 2023", "later update, day not given"
# The files attest bodies and commitments for August 2023; since when they hold is not said.
ATTESTED = Bound.by(date(2023, 8, 31))
KINDS = {"agency": Translated(tr="Kurum", en="Agency")}
NEARLY_ALIKE = 0.86  # share of letters in common from which two names are pointed out to the reader

SCHEME = SchemeLine(
    code="ogp-national-action-plan",
    name=Translated(tr="Açık yönetim ulusal eylem planı", en="Open government national action plan"),
    tiers=(
        TierLine("theme", Translated(tr="Tema", en="Theme"), Translated(tr="Temalar", en="Themes"), is_numbered=False),
        TierLine(
            "commitment", Translated(tr="Taahhüt", en="Commitment"), Translated(tr="Taahhütler", en="Commitments")
        ),
        TierLine(
            "sub-commitment",
            Translated(tr="Alt taahhüt", en="Sub-commitment"),
            Translated(tr="Alt taahhütler", en="Sub-commitments"),
            holds_actions=True,
        ),
    ),
)


@dataclass(frozen=True)
class Sheet:
    """One file: its front matter with the line of each field, its body, and the line on which that begins."""

    file: str
    matter: dict[str, Any]
    rows: dict[str, int]
    body: str
    body_row: int

    def text(self, name: str) -> str:
        """A field that must be there; raises KeyError."""
        return plain(str(self.matter[name]))


def read(files: Sequence[Path]) -> PlanFile:
    """Read the files, or the folder that holds them, into a `PlanFile`; raises Refused. Nothing is stored."""
    sheets = [_sheet(path) for path in sorted(_markdown(files), key=lambda path: path.name.lower())]
    commitments = [sheet for sheet in sheets if "commitment_detail_sub_id" not in sheet.matter]
    parts = sorted(
        (sheet for sheet in sheets if "commitment_detail_sub_id" in sheet.matter),
        key=lambda sheet: str(sheet.matter["commitment_detail_sub_id"]),
    )
    elements: list[ElementLine] = []
    progress: list[ProgressLine] = []
    for sheet, reader in [*((sheet, _commitment) for sheet in commitments), *((sheet, _part) for sheet in parts)]:
        try:
            elements.append(reader(sheet))
            if reader is _part:
                progress += _progress(sheet)
        except KeyError as error:
            raise _not_readable(sheet.file, 1, f"{error} is missing") from error
    return PlanFile(
        code=CODE,
        scheme=SCHEME,
        title=TITLE,
        since=ATTESTED,
        covers=Period(Bound.unknown(), Bound.unknown()),
        elements=(*_themes(commitments), *elements),
        progress=tuple(progress),
        source=SOURCE,
    )


@writes
def import_nap5(files: Sequence[Path], by: Actor, report: Report) -> None:
    """Load the plan, the bodies that it names, and through the room above its statuses and progress reports."""
    content = read(files)
    report.read += sorted(_markdown(files))
    rows: dict[str, ElementLine] = {}
    for line in content.elements:
        for body in line.bodies:
            rows.setdefault(body.name, line)
    if not rows:
        raise _not_readable(", ".join(path.name for path in files), 0, "no sub-commitment names an agency")
    lines = [
        Line((NAME, name), Translated(en=name), "agency", Period.since(ATTESTED), line.file, line.row, source=SOURCE)
        for name, line in rows.items()
    ]
    load(lines=lines, kinds=KINDS, units=(), levels={}, by=by, report=report, source=NAME)
    known = Identifier.objects.known_at().filter(scheme=NAME, value__in=list(rows))
    bodies = dict(known.values_list("value", "organisation_id"))
    for one, other in nearly_alike(rows):
        report.warn(
            rows[one].file, rows[one].row, Finding("strategy.names_nearly_alike", None, {"one": one, "other": other})
        )
    several = [line for line in content.elements if len(line.bodies) > 1]
    if several:
        params = {"count": len(several)}
        report.warn(several[0].file, 0, Finding("strategy.first_named_leads", None, params))
    load_plan(content=content, bodies=bodies, instrument=None, by=by, report=report)


def _markdown(files: Iterable[Path]) -> Iterator[Path]:
    for path in files:
        if path.is_dir():
            yield from (found for found in path.rglob("*.md") if found.name != "README.md")
        else:
            yield path


def _sheet(path: Path) -> Sheet:
    try:
        text = path.read_text(encoding="utf-8")
    except (UnicodeDecodeError, OSError) as error:
        raise _not_readable(path.name, 0, str(error)) from error
    parts = re.split(r"^---[ \t]*$", text, maxsplit=2, flags=re.MULTILINE)
    if len(parts) != 3 or parts[0].strip():
        raise _not_readable(path.name, 1, "no front matter between two lines of ---")
    try:
        root, matter = plain_yaml.composed(parts[1])
    except plain_yaml.NotReadable as error:
        raise _not_readable(path.name, error.line or 1, str(error)) from error
    if not isinstance(root, yaml.MappingNode) or not isinstance(matter, dict) or "commitment_id" not in matter:
        raise _not_readable(path.name, 1, "no commitment_id in the front matter")
    # The front matter begins after the line of ---, which is the first.
    rows = {key.value: key.start_mark.line + 1 for key, _value in root.value}
    return Sheet(path.name, matter, rows, parts[2], 1 + parts[1].count("\n") + 1)


def _not_readable(file: str, row: int, problem: str) -> Refused:
    params = {"file": file, "row": row, "problem": problem}
    return Refused(Finding("strategy.file_not_readable", None, params))


def _themes(commitments: Sequence[Sheet]) -> Iterator[ElementLine]:
    """The themes in the order of their first commitment; their code is the one in the addresses of the site."""
    seen: set[str] = set()
    for sheet in commitments:
        slug = str(sheet.matter.get("commitment_theme_slug", ""))
        if slug and slug not in seen:
            seen.add(slug)
            title = Translated(en=sheet.text("commitment_theme_name"))
            yield ElementLine("theme", slug, None, sheet.file, sheet.rows["commitment_theme_name"], title)


def _commitment(sheet: Sheet) -> ElementLine:
    return ElementLine(
        tier="commitment",
        code=sheet.text("commitment_id"),
        parent=sheet.text("commitment_theme_slug"),
        file=sheet.file,
        row=sheet.rows["commitment_id"],
        title=Translated(en=sheet.text("title")),
        summary=Translated(en=sheet.text("commitment_detail_sub")),
        source=sheet.text("permalink"),
    )


def _part(sheet: Sheet) -> ElementLine:
    names = agencies(str(sheet.matter["commitment_agency"]))
    title, detail = sheet.text("title"), sheet.text("commitment_detail_sub")
    return ElementLine(
        tier="sub-commitment",
        code=sheet.text("commitment_detail_sub_id"),
        parent=sheet.text("commitment_id"),
        file=sheet.file,
        row=sheet.rows["commitment_id"],
        title=Translated(en=title),
        summary=Translated(en=detail if detail != title else None),
        bodies=tuple(BodyLine(name, Role.RELATED if place else Role.RESPONSIBLE) for place, name in enumerate(names)),
        source=sheet.text("permalink"),
    )


def _progress(sheet: Sheet) -> Iterator[ProgressLine]:
    """The update of August 2023, and the later one, to which the status belongs: files keep only the present status."""
    code, names = sheet.text("commitment_detail_sub_id"), agencies(str(sheet.matter["commitment_agency"]))
    reporter = names[0] if names else None
    early = sheet.text("aug_2023_progress")
    if early:
        row = sheet.rows["aug_2023_progress"]
        yield ProgressLine(code, reporter, AUGUST_2023, None, early, "", sheet.file, row)
    text, evidence = split_evidence(plain(sheet.body))
    status = sheet.text("commitment_status")
    yield ProgressLine(code, reporter, LATER, status or None, text, evidence, sheet.file, sheet.body_row)


def agencies(field: str) -> tuple[str, ...]:
    """The bodies of one field, as they are written; the files join them with <br> and with " / "."""
    names = [plain(part) for part in re.split(r"<br\s*/?>|\s/\s", field)]
    return tuple(dict.fromkeys(name for name in names if name))


def plain(text: str) -> str:
    """HTML and Markdown links to plain text: `label (address)`; line breaks stay, everything else of HTML goes."""
    lines = re.sub(r"<br\s*/?>", "\n", text)
    cleaned = nh3.clean(lines, tags={"a"}, attributes={"a": {"href"}}, link_rel=None)
    linked = re.sub(r'<a(?: href="([^"]*)")?>(.*?)</a>', lambda m: _link(m[2], m[1] or ""), cleaned, flags=re.DOTALL)
    marked = re.sub(r"\[([^\]]*)\]\(([^)]*)\)", lambda m: _link(m[1], m[2]), html.unescape(linked))
    tidy = [" ".join(line.split()) for line in marked.splitlines()]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(tidy)).strip()


def _link(label: str, address: str) -> str:
    label, address = label.strip(), address.strip()
    if not address or label == address:
        return label or address
    return f"{label} ({address})" if label else address


def split_evidence(body: str) -> tuple[str, str]:
    """The update and the evidence for it, without their headings."""
    text, _heading, evidence = re.sub(r"\AProgress Update:\s*", "", body).partition("Evidence:")
    return text.strip(), evidence.strip()


def nearly_alike(names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Pairs of names that differ so little that they may be one body written in two ways."""
    for one, other in combinations(sorted(names), 2):
        if SequenceMatcher(None, fold(one), fold(other), autojunk=False).ratio() >= NEARLY_ALIKE:
            yield one, other


PROFILE = Profile(NAME, _("Fifth open government action plan of the United States (folder or files)"), import_nap5)
