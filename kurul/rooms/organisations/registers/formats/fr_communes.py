"""INSEE's list of events on French communes: who existed when follows from what happened.

One event is several rows, one for each pair of before and after. A new commune (MOD 32) is a body of its own, even
where it keeps the code of its seat; a re-established one (MOD 21) is the old one again, after a gap. A code says which
body is meant only together with a day: so the key of a body is its code and, where the list tells it, the day it began.
"""

from collections.abc import Sequence
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from kurul.kernel.identity.actors import Actor
from kurul.kernel.imports import Profile, Report
from kurul.kernel.imports.tables import NotATable, TableForm, rows
from kurul.kernel.translated import Translated
from kurul.rooms.organisations.actions import Body, SaidScheme, load_register
from kurul.rooms.organisations.registers.formats.fr_events import Line, in_events
from kurul.rooms.organisations.registers.formats.fr_history import DEPARTMENT, NAME, History, department, region
from kurul.rooms.organisations.registers.formats.reading import files_like, told

KINDS = {
    "fr-region": Translated(en="Region of France", fr="Région", tr="Fransa bölgesi"),
    "fr-departement": Translated(en="Department of France", fr="Département", tr="Fransa ili"),
    "fr-com": Translated(en="Commune", fr="Commune", tr="Belediye"),
    "fr-coma": Translated(en="Associated commune", fr="Commune associée", tr="Bağlı eski belediye"),
    "fr-comd": Translated(en="Delegated commune", fr="Commune déléguée", tr="Yetkili eski belediye"),
    "fr-arm": Translated(en="Municipal district", fr="Arrondissement municipal", tr="Belediye ilçesi"),
}
SCHEMES = {
    NAME: SaidScheme(
        Translated(en="INSEE code and first day", fr="Code INSEE et premier jour", tr="INSEE kodu ve ilk gün")
    ),
    "fr-com": SaidScheme(Translated(en="INSEE code (commune)", fr="Code INSEE (commune)", tr="INSEE kodu (belediye)")),
    "fr-coma": SaidScheme(Translated(en="INSEE code (associated commune)", fr="Code INSEE (commune associée)")),
    "fr-comd": SaidScheme(Translated(en="INSEE code (delegated commune)", fr="Code INSEE (commune déléguée)")),
    "fr-arm": SaidScheme(Translated(en="INSEE code (municipal district)", fr="Code INSEE (arrondissement municipal)")),
    DEPARTMENT: SaidScheme(Translated(en="Department code", fr="Code du département", tr="İl kodu")),
    "fr-region": SaidScheme(Translated(en="Region code", fr="Code de la région", tr="Bölge kodu")),
}
COLUMNS = ("MOD", "DATE_EFF", "TYPECOM_AV", "COM_AV", "LIBELLE_AV", "TYPECOM_AP", "COM_AP", "LIBELLE_AP")


def read(files: Sequence[Path], by: Actor, report: Report) -> None:
    """Load the list of events, and the departments and regions where they are given. Raises Refused."""
    with told():
        lines: list[Line] = []
        above: list[Body] = []
        for path in files_like(files, "*.csv", NAME, report):
            for row in rows(path, TableForm()):
                if "REG" in row.cells:
                    above.append(department(row) if "DEP" in row.cells else region(row))
                elif missing := [column for column in COLUMNS if column not in row.cells]:
                    present = ", ".join(row.cells)
                    raise NotATable("column_missing", 1, file=path.name, missing=", ".join(missing), present=present)
                else:
                    lines.append(Line(row.file, row.line, *(row.text(column) for column in COLUMNS)))
        history = History(report, {body.key[1] for body in above if body.key[0] == DEPARTMENT})
        history.take_all(in_events(lines))
        load_register(
            bodies=[*above, *history.bodies()],
            changes=history.lasting_changes(),
            kinds=KINDS,
            schemes=SCHEMES,
            dangling="warn",
            by=by,
            report=report,
            source=NAME,
        )


PROFILE = Profile(NAME, _("Changes of French communes since 1943 (INSEE)"), read)
