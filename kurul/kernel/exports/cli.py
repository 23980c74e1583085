"""`kurul export`: a stable contract for scripts, the same for all rooms."""

import json
from pathlib import Path
from typing import BinaryIO, Literal, cast

import click
from django.http import QueryDict
from django.utils.translation import gettext as _

from kurul.kernel import exports, imports
from kurul.kernel.cli import kurul
from kurul.kernel.identity.actors import Actor
from kurul.kernel.temporal import clock
from kurul.kernel.temporal.look import Look
from kurul.kernel.web.middleware import look_of


@kurul.command("export")
@click.argument("profile")
@click.option("--as-of", "day", default="", metavar="DAY", help="The day to look at, as 2016-07-19; default: today.")
@click.option(
    "--known-at",
    "moment",
    default="",
    metavar="MOMENT",
    help="With the knowledge of that day (2016-07-19) or minute (2016-07-19T15:30); default: what is known now.",
)
@click.option("-o", "--output", required=True, metavar="FILE", help="The file to write; - for the output stream.")
@click.option("--form", default="", help="The form, where FILE does not say it by its ending (ttl, json …).")
@click.option("--report", "report", type=click.Choice(["text", "json"]), default="text", help="Form of the report.")
@click.pass_context
def export(
    context: click.Context,
    profile: str,
    day: str,
    moment: str,
    output: str,
    form: str,
    report: Literal["text", "json"],
) -> None:
    """Write FILE in a known form, as of a day and by the knowledge of a moment.

    \b
    The file takes its name only when all of it is written. The report, on the error stream, counts what was written
    by kind of record; as JSON it has profile, as_of, known_at, form and written. Exit status: 0 written, 1 refused
    (a day that cannot be read, a form that the profile does not write, facts that the form cannot say), 2 wrong usage.

    \b
    Examples:
      kurul export cpov -o registry.ttl
      kurul export cpov --as-of 2016-07-19 -o registry-2016.jsonld
      kurul export cpov --as-of 2016-07-19 --known-at 2017-01-31 -o as-we-knew-it.rdf
      kurul export popolo -o - | jq '.persons | length'
    """
    found = imports.find(profile)
    if found is None or found.write is None:
        raise click.BadParameter(
            _("No profile of that name writes. `kurul profiles` lists them."), param_hint="PROFILE"
        )
    look = _look(day, moment)
    if output == "-":
        wanted = exports.form_of(form or found.forms[0], found.forms)
        with click.open_file("-", "wb") as stream:
            written = exports.to_stream(found.write, cast(BinaryIO, stream), wanted, look, Actor.operator())
    else:
        path = Path(output)
        wanted = exports.form_of(form or path.suffix, found.forms)
        written = exports.to_file(found.write, path, wanted, look, Actor.operator())
    if report == "json":
        known_at = look.known_at.isoformat() if look.known_at else None
        said = {"profile": profile, "as_of": look.day.isoformat(), "known_at": known_at, "form": wanted}
        click.echo(json.dumps({**said, "written": dict(written)}, ensure_ascii=False, indent=2), err=True)
    else:
        title = _("Written")  # in a sentence of its own, for words inside of f-strings are not collected
        for kind, count in sorted(written.items()):
            click.echo(f"{title}: {count} {kind}", err=True)


def _look(day: str, moment: str) -> Look:
    """The look that the options ask for, read as an address of the site would be; raises Refused."""
    parameters = QueryDict(mutable=True)
    parameters.update({"as_of": day, "known_at": moment})
    return look_of(parameters, clock.today())
