"""Typesets a pack: reads its content as JSON from standard input, writes the PDF to standard output.

Runs as a program of its own (`python typesetter.py < pack.json > pack.pdf`) and imports nothing of Kurul: the memory
that the typesetter takes is given back when it ends. It can read nothing outside the folder of the templates.
"""

import json
import sys
from pathlib import Path

import fontpkg_source_sans_3
import typst

TEMPLATES = Path(__file__).resolve().parent
FONTS = fontpkg_source_sans_3.ROOT / "files"


def main() -> int:
    """Exit status 1 with the typesetter's message on the error stream when the content cannot be typeset."""
    given = sys.stdin.buffer.read().decode()
    compiler = typst.Compiler(
        TEMPLATES / "pack.typ",
        root=TEMPLATES,
        font_paths=[FONTS],
        ignore_system_fonts=True,
        sys_inputs={"pack": given},
    )
    try:
        # The time stamp is the government's, which a demonstration pins, not that of this machine. PDF/UA-1 makes the
        # typesetter refuse what a screen reader could not follow.
        pdf = compiler.compile(format="pdf", pdf_standards="ua-1", timestamp=json.loads(given)["made_at"])
    except typst.TypstError as error:
        sys.stderr.write(str(error))
        return 1
    assert isinstance(pdf, bytes)
    sys.stdout.buffer.write(pdf)
    return 0


if __name__ == "__main__":
    sys.exit(main())
