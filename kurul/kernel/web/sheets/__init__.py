"""One picture on one sheet: A3 landscape as PDF.

Typeset in a process of its own, because the typesetter keeps its memory. What is shown travels as JSON, so that nothing
in a text can become markup.
"""

import json
import subprocess
import sys
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from kurul.kernel.refusals import Refused
from kurul.kernel.rules import Finding
from kurul.kernel.temporal import clock
from kurul.kernel.translated import active_language
from kurul.kernel.wording import Text, sentences

TYPESETTER = Path(__file__).resolve().parent / "typesetter.py"
LONGEST = 60  # seconds

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
    command = [sys.executable, "-I", str(TYPESETTER)]
    # A fixed program; what people wrote reaches it only through its standard input.
    given = json.dumps(content, ensure_ascii=False).encode()
    done = subprocess.run(command, input=given, capture_output=True, timeout=LONGEST, check=False)  # noqa: S603
    if done.returncode != 0:
        problem = done.stderr.decode(errors="replace").strip()
        raise Refused(Finding("kernel.sheet_failed", None, {"problem": problem or str(done.returncode)}))
    return done.stdout
