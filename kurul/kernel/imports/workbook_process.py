"""Reads one sheet of a workbook in a process of its own, with a ceiling of memory and of time.

A workbook of 1 KB may say that it has 17 billion cells, in each of its formats by other means; the library that reads
it then asks for so much memory that the whole process is ended. Here only this process ends. It is run as a program
and imports nothing of Kurul.

    python workbook_process.py FILE SHEET

Writes, each as one value of `marshal`: row by row a list of texts, and None behind the last; or, where it cannot be
read, a record with `problem` and what belongs to it.
"""

import marshal
import resource
import sys
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook

MOST_MEMORY = 1 << 30  # bytes of address space: some 20 million cells
MOST_TIME = 120  # seconds of the processor


def cell_text(value: Any) -> str:
    """A cell of a workbook as text: whole numbers without a point (workbooks know only floats), days as 2016-07-19."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case float():
            return str(int(value)) if value.is_integer() else repr(value)
        case datetime():
            return (value.date() if value.time() == time() else value).isoformat()
        case date():
            return value.isoformat()
    return str(value).strip()


def said(file: str, sheet: str) -> Iterator[Any]:
    """What is written, value by value; the first sheet when none is named."""
    try:
        book = CalamineWorkbook.from_path(file)
        if sheet and sheet not in book.sheet_names:
            yield {"problem": "sheet", "sheet": sheet, "sheets": ", ".join(book.sheet_names)}
            return
        found = book.get_sheet_by_name(sheet) if sheet else book.get_sheet_by_index(0)
        cells = found.to_python(skip_empty_area=False)
    except CalamineError as error:
        yield {"problem": "workbook", "said": str(error)}
        return
    for row in cells:
        yield [cell_text(cell) for cell in row]
    yield None


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_TIME, MOST_TIME))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    for value in said(sys.argv[1], sys.argv[2]):
        marshal.dump(value, sys.stdout.buffer)
