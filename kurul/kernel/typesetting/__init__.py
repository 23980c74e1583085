"""Documents as PDF, typeset with Typst in a process of its own, because the typesetter keeps its memory.

What is shown travels as JSON, so that nothing in a text can become markup; a template reads it from
`sys.inputs.content`.
"""

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

TYPESETTER = Path(__file__).resolve().parent / "typesetter.py"
LONGEST = 120  # seconds that typesetting may take


class NotTypeset(Exception):
    """The content cannot be typeset; says why in the words of the typesetter."""


def typeset(template: Path, content: Mapping[str, Any]) -> bytes:
    """The PDF of a template with this content.

    `content` holds plain values; `made_at` is the moment of the document in seconds since 1970, `standard` (if any)
    what the document must satisfy, as "ua-1". Raises NotTypeset.
    """
    command = [sys.executable, "-I", str(TYPESETTER), str(template)]
    # A fixed program; what people wrote reaches it only through its standard input.
    given = json.dumps(content, ensure_ascii=False).encode()
    done = subprocess.run(command, input=given, capture_output=True, timeout=LONGEST, check=False)  # noqa: S603
    if done.returncode != 0:
        raise NotTypeset(done.stderr.decode(errors="replace").strip() or str(done.returncode))
    return done.stdout
