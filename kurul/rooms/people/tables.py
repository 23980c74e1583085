"""The list of persons as a table."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kurul.kernel.provenance import Basis
from kurul.kernel.web.tables import Column, PeriodColumn, Table

PAGE = "people:person"


class BasisColumn(Column):
    """On what the record rests, in a word."""

    def render(self, value: str) -> str | Promise:
        """Stated, inferred or illustrative."""
        return Basis(value).label

    def value(self, **arguments: Any) -> str:
        """The same word in the exports."""
        return str(Basis(arguments["value"]).label)


class PersonTable(Table):
    """One row per person, by family name."""

    name = Column(verbose_name=_("Name"), to=PAGE, by="id")
    family_name = Column(verbose_name=_("Family name"), orderable=False)
    period = PeriodColumn(verbose_name=_("Called so"), orderable=False)
    account = Column(verbose_name=_("Account"), accessor="account__login", orderable=False)
    basis = BasisColumn(verbose_name=_("Basis"), orderable=False)
