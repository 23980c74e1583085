"""The list of persons as a table."""

from django.utils.translation import gettext_lazy as _

from kurul.kernel.web.tables import BasisColumn, Column, PeriodColumn, Table

PAGE = "people:person"


class PersonTable(Table):
    """One row per person, by family name."""

    name = Column(verbose_name=_("Name"), to=PAGE, by="id")
    family_name = Column(verbose_name=_("Family name"), orderable=False)
    period = PeriodColumn(verbose_name=_("Called so"), orderable=False)
    account = Column(verbose_name=_("Account"), accessor="account__login", orderable=False)
    basis = BasisColumn(verbose_name=_("Basis"), orderable=False)
