"""Files of the list say in every cell what its columns would say of the rows of the page."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.utils.translation import override

from kurul.kernel.identity.actors import Actor
from kurul.kernel.temporal.bounds import Bound, Period
from kurul.kernel.temporal.look import Look
from kurul.kernel.translated import Translated
from kurul.kernel.web.cells import Cells
from kurul.rooms.organisations import queries
from kurul.rooms.organisations.actions import SaidClass, SaidName, SaidPlace
from kurul.rooms.organisations.tables import OrganisationTable, exported
from kurul.rooms.organisations.tests.register import body, load

pytestmark = pytest.mark.django_db
LOOK = Look(date(2016, 7, 19))
NOBODY = Actor.nobody()
SOON = Period(Bound.between(date(2016, 1, 1), date(2016, 12, 31)), Bound.open())


def enter() -> None:
    def called(period: Period | None = None, short: str = "", **texts: str) -> tuple[SaidName, ...]:
        return (SaidName(name=Translated(texts), abbreviation=short, period=period),)

    bodies = [
        body("1", names=called(tr="Çalışma Bakanlığı", en="Ministry of Labour", short="ÇB")),
        body("2", names=called(en="=1+1"), parent="1"),
        body("3", names=called(fr="Bureau"), parent="2", classes=()),
        body("4", names=called(SOON, tr="Belki", en="Perhaps"), parent="3"),
        body("5", names=called(tr="Altındaki"), places=(SaidPlace(parent=("test", "4")),)),
        body("6", names=called(tr="Daha var mı"), period=SOON),
        body("7", names=called(tr="Eskiden"), period=Period.since(date(2001, 1, 1), date(2010, 1, 1))),
        body("8", names=called(tr="İkinci"), classes=(SaidClass(kind="office", level="department"),)),
    ]
    levels = {"department": (30, Translated(tr="Daire", en="Department"))}
    assert load(*bodies, levels=levels).refused == []


@pytest.mark.parametrize("language", ["tr", "en"])
@pytest.mark.parametrize("order", ["name", "-name", "kind", "-level"])
@pytest.mark.parametrize(
    "filters", [queries.Filters(), queries.Filters(perhaps=True), queries.Filters(kind="office")], ids=str
)
def test_the_lines_are_those_of_the_table(filters: queries.Filters, order: str, language: str) -> None:
    enter()
    with override(language):
        rows = queries.listing(filters, LOOK, NOBODY, order=order, language=language, size=1000)
        table = OrganisationTable(rows)
        wanted = [tuple(cells) for cells in Cells(table, list(table.columns)).values(table.rows)]
        said = list(exported(queries.exported_list(filters, LOOK, NOBODY, order=order, language=language)))
    assert said == wanted
    assert len(said) == queries.how_many(filters, LOOK, NOBODY) > 0


def test_the_file_holds_all_lines_in_the_order_asked_for(client: Client) -> None:
    enter()
    answer: Any = client.get("/organisations/", {"as_of": "2016-07-19", "export": "json", "sort": "-name"})
    rows = b"".join(answer).decode()
    assert rows.index("Çalışma Bakanlığı") < rows.index("Bureau") < rows.index("Altındaki")
    assert rows.count('"name"') == queries.how_many(queries.Filters(), LOOK, NOBODY) + 1
