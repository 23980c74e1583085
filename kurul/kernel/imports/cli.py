"""`kurul profiles` and `kurul import`: a stable contract for scripts, the same for all rooms."""

import json
from pathlib import Path
from typing import Literal

import click
from django.utils.translation import gettext as _

from kurul.kernel import imports
from kurul.kernel.cli import kurul
from kurul.kernel.identity.actors import Actor


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
@click.option("--dry-run", is_flag=True, help="Go all the way, report, and store nothing.")
@click.option("--report", "form", type=click.Choice(["text", "json"]), default="text", help="Form of the report.")
@click.pass_context
def import_(
    context: click.Context, profile: str, files: tuple[Path, ...], dry_run: bool, form: Literal["text", "json"]
) -> None:
    """Import FILES (or folders) of a known form, all or nothing.

    \b
    The JSON report has created, changed, unchanged (counts by kind of record), refused and warnings (lists of file,
    row, code, message). Exit status: 0 stored (or could be, with --dry-run), 1 refused as a whole.

    \b
    Examples:
      kurul profiles
      kurul import tr-institutions-2016 demo/facts/institutions-2016.yaml --dry-run
      kurul import us-ogp-nap5 us-ogp-nap5/ --report json
    """
    found = imports.find(profile)
    if found is None or found.read is None:
        raise click.BadParameter(_("There is no such profile. `kurul profiles` lists them."), param_hint="PROFILE")
    report = imports.run(found, files, Actor.operator(), dry_run=dry_run)
    if form == "json":
        click.echo(json.dumps(report.as_json(), ensure_ascii=False, indent=2))
    else:
        _say(report, dry_run)
    context.exit(1 if report.refused else 0)


def _say(report: imports.Report, dry_run: bool) -> None:
    """The report for people: what came in, then each problem with its place."""
    for title, counts in (
        (_("Created"), report.created),
        (_("Changed"), report.changed),
        (_("Unchanged"), report.unchanged),
    ):
        for kind, count in sorted(counts.items()):
            click.echo(f"{title}: {count} {kind}")
    for title, remarks in ((_("Refused"), report.refused), (_("Warning"), report.warnings)):
        for remark in remarks:
            click.echo(f"{title}: {remark.file}:{remark.row}: {remark.message}", err=title == _("Refused"))
    if report.refused:
        click.echo(_("Nothing was stored. Correct the rows and import again."), err=True)
    elif dry_run:
        click.echo(_("Nothing was stored: this was a dry run."))
