"""The command line `kurul`. Rooms add their commands in `cli.py`, which is found by itself:

    @kurul.command("pack")
    @click.option("--meeting", required=True, type=int)
    def pack(meeting: int) -> None: ...

This module is imported before Django stands: it imports no models.
"""

import sys
from datetime import date
from typing import Any

import click
import django
from django.conf import settings
from django.core import checks
from django.db import OperationalError, ProgrammingError
from django.urls import get_resolver
from django.utils import translation

from kurul.kernel import slots
from kurul.kernel.discovery import discover
from kurul.kernel.refusals import Refused
from kurul.kernel.wording import sentence


class RefusingGroup(click.Group):
    """A group whose commands say a refusal, or that there is no database, in sentences and exit with 1."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; what it refuses goes to the error stream, nothing was written."""
        try:
            return super().invoke(ctx)
        except Refused as refused:
            for finding in refused.findings:
                place = f"{finding.field}: " if finding.field else ""
                click.echo(f"{place}{sentence(finding)}", err=True)
            ctx.exit(1)
        except (OperationalError, ProgrammingError) as error:
            hint = "Is it there, and are its tables up to date (python manage.py migrate)?"
            raise click.ClickException(f"The database does not answer: {error}. {hint}") from error


class DayType(click.ParamType):
    """A day of the calendar, as 2016-07-19."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Text to day; wrong input is wrong usage (exit status 2)."""
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is not a day. Write it as 2016-07-19.", param, ctx)


DAY = DayType()


@click.group(cls=RefusingGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option("--language", help="Language of what the commands say (tr, en); default: the installation's.")
@click.pass_context
def kurul(context: click.Context, language: str | None) -> None:
    """Run and look after an installation of Kurul.

    Kurul is how a government runs the institutional management of its digital government: who is responsible, on what
    legal basis, in which board, under which plan, and whether it really happens. What the pages do by hand, these
    commands do in scripts. They call the same actions, so the same rules refuse the same things, and the audit log
    names the operator as the one who did it.

    \b
    Examples:
      kurul account create ayse.yilmaz --name "Ayşe Yılmaz"
      kurul account grant ayse.yilmaz role:secretariat
      kurul account list --format json
      kurul --language en check

    \b
    Exit status:
      0  done
      1  refused or failed; the error stream says why, and nothing is half done
      2  wrong usage: a command, an option or a value that cannot be read

    Every command explains itself with --help.
    """
    spoken = dict(settings.LANGUAGES)
    if language is not None and language not in spoken:
        raise click.BadParameter(f"choose one of {', '.join(spoken)}.", param_hint="--language")
    context.with_resource(translation.override(language or settings.LANGUAGE_CODE))


@kurul.command()
@click.option("--deploy", is_flag=True, help="Also check what only matters on a server that others can reach.")
@click.option("--strict", is_flag=True, help="Fail on warnings too.")
def check(deploy: bool, strict: bool) -> None:
    """Check settings, tables and routes of this installation.

    Fails when a page or an operation of the API does not say who may open it.
    """
    # Loading the routes loads every view and operation, and with them the checks that they bring.
    patterns = get_resolver().url_patterns
    found = checks.run_checks(include_deployment_checks=deploy)
    for message in found:
        click.echo(str(message), err=True)
    least = checks.WARNING if strict else checks.ERROR
    if any(message.is_serious(least) for message in found):
        raise click.exceptions.Exit(1)
    click.echo(f"Checked: {len(patterns)} roots of routes, {len(found)} remarks, nothing that must be mended.")


@kurul.command("slots")
def list_slots() -> None:
    """List where higher rooms reach lower ones: panels on pages, contributions to questions, reactions to events.

    Each line is a place, the number that gives the order there, and the function that fills it.
    """
    for title, kind in (
        ("panels", slots.panels),
        ("contributions", slots.contributions),
        ("reactions", slots.reactions),
    ):
        for place, order, function in kind.listed():
            click.echo(f"{title}  {place}  {order}  {function}")


def run() -> None:
    """Start Django, gather the commands of all rooms, and run the one that was asked for."""
    django.setup()
    discover("cli")
    sys.exit(kurul.main(prog_name="kurul", standalone_mode=True))
