"""The order of names is that of the language's alphabet on both databases."""

from datetime import date

import pytest

from kurul.kernel.identity.actors import Actor
from kurul.kernel.temporal.look import Look
from kurul.kernel.translated import SortKey
from kurul.rooms.organisations import queries
from kurul.rooms.organisations.models import Name
from kurul.rooms.organisations.tests import make

pytestmark = pytest.mark.django_db


def test_names_stand_in_turkish_order_and_a_blank_comes_before_every_letter() -> None:
    wanted = ["Ab", "Ab C", "Aba", "Abb", "Çay", "Dağ", "Ilgaz", "İzmir"]
    for name in reversed(wanted):
        make.organisation(name)
    rows = queries.listing(queries.Filters(), Look(date(2016, 1, 1)), Actor.nobody(), language="tr")
    assert [str(row.name) for row in rows] == wanted


def test_the_collation_of_the_database_is_not_relied_upon(on_postgresql: bool) -> None:
    sql = str(Name.objects.order_by(SortKey("tr", "sort_keys")).query)
    assert ('COLLATE "C"' in sql) is on_postgresql
