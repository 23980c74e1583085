"""`kurul pack`: the board pack without a browser."""

from pathlib import Path

import click
from django.conf import settings
from django.utils.translation import gettext as _

from kurul.kernel.cli import kurul
from kurul.kernel.identity.actors import Actor
from kurul.kernel.refusals import Refused
from kurul.kernel.rules import Finding
from kurul.kernel.temporal.look import Look
from kurul.rooms.boards.models import Meeting
from kurul.rooms.boards.typst.pack import write_pack


@kurul.command()
@click.option("--meeting", "number", required=True, type=click.IntRange(min=1), help="Number in the meeting's address.")
@click.option("-o", "--output", required=True, type=click.Path(dir_okay=False, path_type=Path), help="File to write.")
@click.option(
    "--language",
    type=click.Choice([code for code, _name in settings.LANGUAGES]),
    default=settings.LANGUAGE_CODE,
    show_default=True,
    help="Language of the pack.",
)
def pack(number: int, output: Path, language: str) -> None:
    """Write the pack of a meeting as one PDF: agenda, last minutes, open decisions, seats, and what other rooms add.

    \b
    The pack holds what the operator may read, restricted items included. Exit status: 0 written, 1 no such meeting.

    \b
    Example:
      kurul pack --meeting 12 -o pack.pdf --language en
    """
    meeting = Meeting.objects.filter(pk=number).first()
    if meeting is None:
        raise Refused(Finding("boards.no_such_meeting", "meeting", {"meeting": number}))
    made = write_pack(meeting, Look.today(), Actor.operator(), language=language)
    output.write_bytes(made)
    click.echo(_("Written: %(file)s (%(size)s kB)") % {"file": output, "size": len(made) // 1000})
