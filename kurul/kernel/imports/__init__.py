"""Import profiles: how files of a known form come in, all or nothing, with a report by file and row.

A room registers a profile; `kurul profiles` lists them, `kurul import PROFILE FILE…` runs one. The outcome is stable
for programs: `created`, `changed`, `unchanged` count by kind of record, `refused` and `warnings` list file, row, code
and message.
"""

from kurul.kernel.imports.reports import (
    Mapped,
    Meaning,
    Outcome,
    Profile,
    Remark,
    Report,
    RowsRefused,
    Template,
    find,
    forget,
    mapped,
    own_tables,
    profiles,
    register,
    register_mapped,
)
from kurul.kernel.imports.running import run
from kurul.kernel.imports.wording import name_kinds

__all__ = [
    "Mapped",
    "Meaning",
    "Outcome",
    "Profile",
    "Remark",
    "Report",
    "RowsRefused",
    "Template",
    "find",
    "forget",
    "mapped",
    "name_kinds",
    "own_tables",
    "profiles",
    "register",
    "register_mapped",
    "run",
]
