"""The list of bodies and units as a table."""

from collections.abc import Iterable, Iterator

from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from kurul.kernel.provenance import Basis
from kurul.kernel.temporal.bounds import Certainty
from kurul.kernel.web.statuses import status_of
from kurul.kernel.web.tables import BasisColumn, Column, Exported, StatusColumn, Table, TranslatedColumn
from kurul.rooms.organisations.queries import Line, Named
from kurul.rooms.organisations.queries.reading import STATUS

PAGE = "organisations:organisation"


class ParentColumn(Column):
    """The name of the body above."""

    def render(self, value: Named) -> str:
        """With `lang` where the name is in another language."""
        said = value.name.best()
        return format_html('<span lang="{}">{}</span>', said.language, said.text) if said else value.abbreviation


def exported(lines: Iterable[Line]) -> Iterator[tuple[Exported, ...]]:
    """The cells of these lines in files, in the order of the columns of `OrganisationTable`."""
    statuses = {certainty: str(status_of(STATUS[certainty]).label) for certainty in Certainty}
    bases = {basis.value: str(basis.label) for basis in Basis}
    for name, abbreviation, kind, level, parent, status, basis in lines:
        yield (
            name or None,
            abbreviation or None,
            kind or None,
            level or None,
            parent or None,
            statuses[status],
            bases[basis],
        )


class OrganisationTable(Table):
    """One row per body that the query found."""

    name = TranslatedColumn(verbose_name=_("Name"), to=PAGE, by="id")
    abbreviation = Column(verbose_name=_("Abbreviation"), orderable=False)
    kind = TranslatedColumn(verbose_name=_("Kind"), repeats=True)
    level = TranslatedColumn(verbose_name=_("Level"), repeats=True)
    parent = ParentColumn(verbose_name=_("Stands under"), orderable=False, to=PAGE, by="parent__id")
    status = StatusColumn(verbose_name=_("On this day"), orderable=False)
    basis = BasisColumn(verbose_name=_("Basis"), orderable=False)
