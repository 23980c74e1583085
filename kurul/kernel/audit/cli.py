"""`kurul audit …`: check the log, keep its head outside, export it, look at one event."""

import json
import sys
from dataclasses import asdict
from typing import IO, Any

import click
from django.db import DatabaseError
from django.utils.translation import gettext as _

from kurul.kernel.audit.chain import Head, present_head
from kurul.kernel.audit.erasure import erase_personal_values
from kurul.kernel.audit.export import export_log
from kurul.kernel.audit.models import PersonalValue
from kurul.kernel.audit.stored import stored_event
from kurul.kernel.audit.verification import Report, verify
from kurul.kernel.cli import kurul
from kurul.kernel.identity.actors import Actor
from kurul.kernel.references import Ref

RED = 1


class RefType(click.ParamType):
    """A reference to a record, as people.person:3."""

    name = "record"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> Ref:
        """Text to reference; wrong input is wrong usage (exit status 2)."""
        try:
            return Ref.read(value)
        except ValueError:
            self.fail(f"{value!r} is not a record. Write it as people.person:3.", param, ctx)


class HeadType(click.ParamType):
    """A head of the log, as `kurul audit head` prints it."""

    name = "head"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Text that reads as a head; wrong input is wrong usage (exit status 2)."""
        try:
            return str(Head.read(value))
        except ValueError as error:
            self.fail(str(error), param, ctx)


@kurul.group()
def audit() -> None:
    """Verify the append-only log, keep its head outside, export it, look into it.

    \b
    Keep the head where nobody who rules the database can change it, and verify against it later:
      kurul audit head >> /mnt/elsewhere/heads.txt
      kurul audit verify --head "$(tail -n 1 /mnt/elsewhere/heads.txt)"
    """


@audit.command("verify")
@click.option(
    "--head",
    type=HeadType(),
    metavar="SEQ:DIGEST",
    help="A head kept outside: also finds a log that was cut or replaced.",
)
def verify_command(head: str | None) -> None:
    """Check every event, the links between them, the index, the personal values and the head.

    Exit status 0 when the log is whole, 1 when anything is wrong.
    """
    try:
        report = verify(head)
    except DatabaseError as error:
        click.echo(_("The log cannot be read: %(error)s") % {"error": error})
        sys.exit(RED)
    _show(report)
    if not report.is_whole:
        sys.exit(RED)


def _show(report: Report) -> None:
    for problem in report.problems:
        click.echo(problem.sentence)
    unlisted = report.problem_count - len(report.problems)
    if unlisted:
        click.echo(_("Further problems, not listed: %(count)s.") % {"count": unlisted})
    seen = {"events": report.events, "values": report.personal_values, "erased": report.erased, "head": report.head}
    if report.is_whole:
        click.echo(_("The log is whole. Events: %(events)s.") % seen)
    else:
        click.echo(_("The log is NOT whole. Problems found: %(count)s.") % {"count": report.problem_count})
    click.echo(_("Personal values: %(values)s, of these erased: %(erased)s.") % seen)
    click.echo(_("Head: %(head)s") % seen)


@audit.command("head")
def head_command() -> None:
    """Print the head, SEQ:DIGEST. Kept outside, it proves later that the log was neither cut nor replaced."""
    click.echo(str(present_head()))


@audit.command("export")
@click.option("-o", "--output", type=click.File("wb"), required=True, help="The file to write; - for standard output.")
@click.option("--with-personal-values", is_flag=True, help="Also export personal values: they cannot be erased there.")
def export_command(output: IO[bytes], with_personal_values: bool) -> None:
    """Write the log as JSON lines for standalone_verifier.py, which checks them without Kurul."""
    count = export_log(output, personal=with_personal_values)
    click.echo(_("Events written: %(count)s.") % {"count": count}, err=True)


@audit.command("show")
@click.argument("seq", type=click.IntRange(min=1))
def show_command(seq: int) -> None:
    """Print one event as it stands in the database, with the personal values that are not erased."""
    event = stored_event(seq)
    if event is None:
        raise click.ClickException(_("The log holds no event %(seq)s.") % {"seq": seq})
    shown = {
        **asdict(event.columns),
        "body": _readable(event.columns.body),
        "digest": event.digest,
        "as_written": event.columns.digest() == event.digest,
        "personal": dict(PersonalValue.objects.filter(event_id=seq).values_list("path", "value")),
    }
    # Bytes that are no text, in a log that somebody changed, are shown as escapes.
    click.echo(json.dumps(shown, ensure_ascii=False, indent=2).encode("utf-8", "backslashreplace"))


@audit.command("erase")
@click.argument("record", type=RefType())
@click.option("--reason", required=True, help="Why; it stays in the log in place of the values.")
@click.confirmation_option(prompt="Erased values cannot be brought back. Erase them?")
def erase_command(record: Ref, reason: str) -> None:
    """Erase all personal values from the history of RECORD (people.person:3); the log stays whole."""
    erased = erase_personal_values(of=record, reason=reason, by=Actor.operator())
    click.echo(_("Values erased: %(values)s, from events: %(events)s.") % asdict(erased))


def _readable(body: str | None) -> Any:
    try:
        return json.loads(body or "")
    except (ValueError, RecursionError):
        return body
