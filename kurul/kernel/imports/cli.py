"""`kurul profiles`, `import`, `imports`, `import-undo`: a stable contract for scripts, the same for all rooms."""

import csv
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import astuple, fields
from pathlib import Path
from typing import Literal

import click
from django.utils.translation import gettext as _

from kurul.kernel import imports
from kurul.kernel.cli import kurul
from kurul.kernel.identity.actors import Actor
from kurul.kernel.imports.models import ImportRun
from kurul.kernel.imports.undoing import undo
from kurul.kernel.imports.wording import STATES, kinds_named, table_name, why_it_stays
from kurul.kernel.progress import step

TABLE = "table"


@kurul.command()
def profiles() -> None:
    """List the forms of files that can be imported (read), exported (write), or both."""
    known = imports.profiles()
    width = max((len(profile.name) for profile in known), default=0)
    for profile in known:
        click.echo(f"{profile.name:<{width}}  {profile.ways:<11}  {profile.description}")


@kurul.command("import")
@click.argument("profile")
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--mapping", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="For PROFILE “table”.")
@click.option("--dry-run", is_flag=True, help="Go all the way, report, and store nothing.")
@click.option("--preview", type=click.Path(path_type=Path), help="Write every creation and change into this CSV file.")
@click.option("--report", "form", type=click.Choice(["text", "json"]), default="text", help="Form of the report.")
@click.pass_context
def import_(
    context: click.Context,
    profile: str,
    files: tuple[Path, ...],
    mapping: Path | None,
    dry_run: bool,
    preview: Path | None,
    form: Literal["text", "json"],
) -> None:
    """Import FILES (or folders) of a known form, all or nothing.

    PROFILE is one of `kurul profiles`, or “table” for a table of your own that the file of --mapping describes (see
    docs/imports.md).

    \b
    The JSON report has created, changed, unchanged (counts by kind of record), refused and warnings (lists of file,
    row, code, message); import is the number under which it was stored. Exit status: 0 stored (or could be, with
    --dry-run), 1 refused as a whole.

    \b
    Examples:
      kurul profiles
      kurul import tr-institutions-2016 demo/facts/institutions-2016.yaml --dry-run
      kurul import it-comuni it-comuni/ --dry-run --preview changes.csv
      kurul import table --mapping our-register.yaml register.xlsx --report json
    """
    found = _profile(profile, mapping)
    report = imports.Report()
    with _written(preview, report), step(_("Importing")) as bar:
        report.passed = bar.advance
        imports.run(found, files, Actor.operator(), dry_run=dry_run, report=report)
    if form == "json":
        click.echo(json.dumps(report.as_json(), ensure_ascii=False, indent=2))
    else:
        _say(report, dry_run)
    context.exit(1 if report.refused else 0)


def _profile(name: str, mapping: Path | None) -> imports.Profile:
    if name == TABLE:
        if mapping is None:
            raise click.UsageError(_("“table” needs a mapping: --mapping FILE."))
        return imports.mapped(mapping)
    if mapping is not None:
        raise click.UsageError(_("--mapping goes with the profile “table” only."))
    found = imports.find(name)
    if found is None or found.read is None:
        raise click.BadParameter(_("There is no such profile. `kurul profiles` lists them."), param_hint="PROFILE")
    return found


@contextmanager
def _written(path: Path | None, report: imports.Report) -> Iterator[None]:
    """Write the preview line by line as the import goes, so that it takes no memory."""
    if path is None:
        yield
        return
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([column.name for column in fields(imports.Outcome)])
        report.preview = lambda outcome: writer.writerow(astuple(outcome))
        yield


def _say(report: imports.Report, dry_run: bool) -> None:
    """The report for people: what came in, then each problem with its place."""
    for title, counts in (
        (_("Created"), report.created),
        (_("Changed"), report.changed),
        (_("Unchanged"), report.unchanged),
    ):
        for kind, count in kinds_named(counts):
            click.echo(f"{title}: {count} ({kind})")
    for title, remarks in ((_("Refused"), report.refused), (_("Warning"), report.warnings)):
        for remark in remarks:
            click.echo(f"{title}: {remark.file}:{remark.row}: {remark.message}", err=title == _("Refused"))
    if report.refused:
        click.echo(_("Nothing was stored. Correct the rows and import again."), err=True)
    elif dry_run:
        click.echo(_("Nothing was stored: this was a dry run."))
    elif report.run is not None:
        click.echo(_("Stored as import %(number)s.") % {"number": report.run})


@kurul.command("imports")
def listed() -> None:
    """List the imports: number, when, profile, state, files."""
    for run in ImportRun.objects.exclude(at=None):
        files = ", ".join(file["name"] for file in run.files)
        click.echo(f"{run.pk:>6}  {run.at:%Y-%m-%d %H:%M}  {run.profile}  {STATES[run.state]}  {files}")


@kurul.command("import-undo")
@click.argument("number", type=int)
@click.option("--reason", default="", help="Why; it is kept in the log.")
def import_undo(number: int, reason: str) -> None:
    """Take import NUMBER back as one action: what it recorded is superseded, what it superseded is held again.

    It is refused, with what stands against it, when something recorded later builds on it.

    \b
    Example:
      kurul imports
      kurul import-undo 12 --reason "Wrong year of the list"
    """
    run = ImportRun.objects.filter(pk=number).first()
    if run is None:
        raise click.BadParameter(_("There is no such import. `kurul imports` lists them."), param_hint="NUMBER")
    undo(run=run, reason=reason, by=Actor.operator())
    click.echo(_("Import %(number)s was taken back.") % {"number": number})
    run.refresh_from_db()
    for one in run.report.get("taken_back", {}).get("stay", ()):
        why = "; ".join(why_it_stays(reason) for reason in one["why"])
        click.echo(_("Stays: %(sort)s %(code)s, %(why)s") % {**one, "sort": table_name(one["sort"]), "why": why})
