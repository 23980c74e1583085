"""Typesets a sheet: reads its content as JSON from standard input, writes the PDF to standard output.

Runs as a program of its own and imports nothing of Kurul: the memory that the typesetter takes is given back when it
ends. It can read nothing outside this folder.
"""

import json
import sys
from pathlib import Path

import fontpkg_source_sans_3
import typst

FOLDER = Path(__file__).resolve().parent
FONTS = fontpkg_source_sans_3.ROOT / "files"


def main() -> int:
    """Exit status 1 with the typesetter's message on the error stream when the content cannot be typeset."""
    given = sys.stdin.buffer.read().decode()
    compiler = typst.Compiler(
        FOLDER / "sheet.typ",
        root=FOLDER,
        font_paths=[FONTS],
        ignore_system_fonts=True,
        sys_inputs={"sheet": given},
    )
    try:
        pdf = compiler.compile(format="pdf", timestamp=json.loads(given)["made_at"])
    except typst.TypstError as error:
        sys.stderr.write(str(error))
        return 1
    assert isinstance(pdf, bytes)
    sys.stdout.buffer.write(pdf)
    return 0


if __name__ == "__main__":
    sys.exit(main())
