"""One picture on one sheet: A3 landscape as PDF."""

from pathlib import Path

from django.utils.translation import gettext_lazy as _

from kurul.kernel.refusals import Refused
from kurul.kernel.rules import Finding
from kurul.kernel.temporal import clock
from kurul.kernel.translated import active_language
from kurul.kernel.typesetting import NotTypeset, typeset
from kurul.kernel.wording import Text, sentences

TEMPLATE = Path(__file__).resolve().parent / "sheet.typ"

sentences("kernel", {"kernel.sheet_failed": _("The sheet could not be typeset: %(problem)s")})


def sheet(svg: str, title: Text, line: Text, description: Text) -> bytes:
    """The PDF of a picture with its title and a line below it. Raises Refused with the typesetter's message."""
    content = {
        "svg": svg,
        "title": str(title),
        "line": str(line),
        "description": str(description),
        "language": active_language(),
        "made_at": int(clock.now().timestamp()),
    }
    try:
        return typeset(TEMPLATE, content)
    except NotTypeset as error:
        raise Refused(Finding("kernel.sheet_failed", None, {"problem": str(error)})) from error
