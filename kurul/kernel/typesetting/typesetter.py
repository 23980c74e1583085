"""Typesets a document: reads its content as JSON from standard input, writes the PDF to standard output.

Runs as a program of its own (`python typesetter.py TEMPLATE.typ < content.json > document.pdf`) and imports nothing of
Kurul: the memory that the typesetter takes is given back when it ends. It can read nothing outside the folder of the
template.
"""

import json
import sys
from pathlib import Path

import fontpkg_source_sans_3
import typst

FONTS = fontpkg_source_sans_3.ROOT / "files"


def main(template: Path) -> int:
    """Exit status 1 with the typesetter's message on the error stream when the content cannot be typeset."""
    given = sys.stdin.buffer.read().decode()
    content = json.loads(given)
    compiler = typst.Compiler(
        template,
        root=template.parent,
        font_paths=[FONTS],
        ignore_system_fonts=True,
        sys_inputs={"content": given},
    )
    # PDF/UA-1 makes the typesetter refuse what a screen reader could not follow.
    standards = {"pdf_standards": content["standard"]} if content.get("standard") else {}
    try:
        # The time stamp is the government's, which a demonstration pins, not that of this machine.
        pdf = compiler.compile(format="pdf", timestamp=content["made_at"], **standards)
    except typst.TypstError as error:
        sys.stderr.write(str(error))
        return 1
    assert isinstance(pdf, bytes)
    sys.stdout.buffer.write(pdf)
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]).resolve()))
