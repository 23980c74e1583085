"""The lists of the pages of imports."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kurul.kernel.imports.models import ImportRun, ImportState
from kurul.kernel.imports.preparing import TABLE
from kurul.kernel.imports.reports import find
from kurul.kernel.imports.wording import STATES
from kurul.kernel.web.days import moment_html
from kurul.kernel.web.statuses import Step, register_status
from kurul.kernel.web.tables import Column, NumberColumn, StatusColumn, Table

register_status("imports.prepared", STATES["prepared"], Step.NEUTRAL, icon="draft")
register_status("imports.stored", STATES["stored"], Step.DONE)
register_status("imports.undone", STATES["undone"], Step.NEUTRAL, icon="cancelled")

_NAMED = re.compile(r"^profile: *(\S+)", re.MULTILINE)  # in a mapping file
OUTCOMES = {"created": _("would be created"), "changed": _("would be changed")}


@dataclass(frozen=True)
class RunRow:
    """One import in the list."""

    pk: int
    profile: str
    status: str
    at: datetime | None
    files: str
    created: int
    changed: int
    warnings: int


def title_of(run: ImportRun) -> str:
    """What was imported, in words."""
    if run.profile == TABLE:
        named = _NAMED.search(run.mapping)
        own = gettext("A table of your own")
        return f"{own}: {named[1]}" if named else own
    profile = find(run.profile)
    return str(profile.description) if profile else run.profile


def row_of(run: ImportRun) -> RunRow:
    """An import as a line of the list."""
    report: dict[str, Any] = run.report or {}
    return RunRow(
        pk=run.pk,
        profile=title_of(run),
        status=f"imports.{ImportState(run.state).value}",
        at=run.at or run.prepared_at,
        files=", ".join(file["name"] for file in run.files),
        created=sum(report.get("created", {}).values()),
        changed=sum(report.get("changed", {}).values()),
        warnings=len(report.get("warnings", ())),
    )


class MomentColumn(Column):
    """When it was, to the minute."""

    attrs = {"cell": {"class": "day-cell"}}

    def render(self, value: datetime) -> str:
        """In the time zone of the installation, in a <time> element."""
        return moment_html(value)


class RunTable(Table):
    """The imports, the latest first."""

    pk = Column(verbose_name=_("Number"), to="imports:run")
    profile = Column(verbose_name=_("Profile"))
    status = StatusColumn(verbose_name=_("Status"))
    at = MomentColumn(verbose_name=_("When"))
    files = Column(verbose_name=_("Files"))
    created = NumberColumn(verbose_name=_("Created"))
    changed = NumberColumn(verbose_name=_("Changed"))
    warnings = NumberColumn(verbose_name=_("Warnings"))


class RemarkTable(Table):
    """What was said about single rows."""

    prefix = "remarks-"
    file = Column(verbose_name=_("File"))
    row = NumberColumn(verbose_name=_("Row"))
    message = Column(verbose_name=_("What is wrong"))
    code = Column(verbose_name=_("Code"))


class OutcomeColumn(Column):
    """Whether it would be created or changed: a preview is shown only before it is stored."""

    def render(self, value: str) -> str:
        """The word."""
        return str(OUTCOMES.get(value, value))


class PreviewTable(Table):
    """What the import would create and change."""

    prefix = "preview-"
    rows_per_page = 20
    outcome = OutcomeColumn(verbose_name=_("Outcome"))
    name = Column(verbose_name=_("Name"))
    number = Column(verbose_name=_("Number"))
    what = Column(verbose_name=_("What changes"))
    before = Column(verbose_name=_("Before"))
    after = Column(verbose_name=_("After"))
    file = Column(verbose_name=_("File"))
    row = NumberColumn(verbose_name=_("Row"))
