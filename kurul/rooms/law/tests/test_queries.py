"""What is read of instruments, on any day and with the knowledge of any moment."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from kurul.kernel.identity.actors import Actor
from kurul.kernel.temporal import clock
from kurul.kernel.temporal.bounds import Bound, Certainty
from kurul.kernel.temporal.look import Look
from kurul.rooms.law import queries
from kurul.rooms.law.actions import correct_instrument
from kurul.rooms.law.models import Instrument
from kurul.rooms.law.queries import Filters
from kurul.rooms.law.tests import make

NOBODY = Actor.nobody()
LOOK = Look(date(2016, 7, 19))
JANUARY, FEBRUARY, MARCH, APRIL = (datetime(2017, month, 1, tzinfo=UTC) for month in (1, 2, 3, 4))


def codes(look: Look = LOOK, filters: Filters | None = None, **rest: Any) -> list[str]:
    return [row.code for row in queries.listing(filters or Filters(), look, NOBODY, **rest)]


@pytest.fixture
def three(db: None) -> None:
    make.instrument(
        "KHK-655",
        make.particulars("Ulaştırma Kararnamesi", number="655", issued=date(2011, 9, 26), gazetted=date(2011, 11, 1)),
    )
    decision = make.kind("council_decision", "Kurul kararı", "Council decision")
    make.instrument(
        "BTYK-2013-102",
        make.particulars("", english="Decision", number="2013/102", issued=None, of_kind=decision),
    )
    strategy = make.particulars("Çalışma Usulleri", number="", issued=Bound.year(2006), gazetted=date(2006, 2, 18))
    make.instrument("YON-SGB-2006", strategy)


@pytest.mark.parametrize(
    ("issued", "gazetted", "expected"),
    [
        (Bound.on(date(2016, 7, 19)), Bound.unknown(), Certainty.YES),
        (Bound.on(date(2016, 7, 20)), Bound.unknown(), Certainty.NO),
        (Bound.year(2016), Bound.unknown(), Certainty.NOT_KNOWN),
        (Bound.unknown(), Bound.unknown(), Certainty.NOT_KNOWN),
        (Bound.unknown(), Bound.on(date(2009, 2, 28)), Certainty.YES),
        (Bound.unknown(), Bound.on(date(2018, 7, 10)), Certainty.NO),
    ],
)
def test_issued_by_a_day_is_yes_no_or_not_known(issued: Bound, gazetted: Bound, expected: Certainty) -> None:
    assert queries.issued_by(LOOK.day, issued, gazetted) is expected


@pytest.mark.usefixtures("three")
def test_the_list_is_in_the_order_of_the_alphabet_of_the_language() -> None:
    assert codes() == ["YON-SGB-2006", "BTYK-2013-102", "KHK-655"]  # Ç, D (shown in English), U
    assert codes(order="-title") == ["KHK-655", "BTYK-2013-102", "YON-SGB-2006"]


@pytest.mark.usefixtures("three")
def test_days_that_are_not_known_come_last_whichever_way_one_sorts() -> None:
    assert codes(order="issued") == ["YON-SGB-2006", "KHK-655", "BTYK-2013-102"]
    assert codes(order="-issued") == ["KHK-655", "YON-SGB-2006", "BTYK-2013-102"]
    assert codes(order="-number") == ["KHK-655", "BTYK-2013-102", "YON-SGB-2006"]


@pytest.mark.usefixtures("three")
@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters(text="ULAŞTIRMA"), ["KHK-655"]),
        (Filters(text="2013/102"), ["BTYK-2013-102"]),
        (Filters(text="calisma usul"), ["YON-SGB-2006"]),
        (Filters(kind="council_decision"), ["BTYK-2013-102"]),
        (Filters(year=2006), ["YON-SGB-2006"]),
        (Filters(year=2011), ["KHK-655"]),
        (Filters(year=2013), []),  # the number is no date
        (Filters(known=queries.EXACT), ["KHK-655"]),
        (Filters(known=queries.PARTLY), ["YON-SGB-2006"]),
        (Filters(known=queries.NOT_KNOWN), ["BTYK-2013-102"]),
    ],
)
def test_filters_narrow_the_list(filters: Filters, expected: list[str]) -> None:
    assert codes(filters=filters) == expected
    assert queries.how_many(filters, LOOK, NOBODY) == len(expected)


@pytest.mark.usefixtures("three")
def test_the_counts_are_those_of_the_filters() -> None:
    known = queries.known_days(LOOK, NOBODY)
    assert (known.exact, known.partly, known.not_known, known.total) == (1, 1, 1, 3)
    assert queries.years(LOOK, NOBODY) == [2011, 2006]


@pytest.mark.usefixtures("three")
def test_a_page_of_the_list_is_a_part_of_it() -> None:
    assert codes(start=1, size=1) == ["BTYK-2013-102"]


@pytest.fixture
def corrected(db: None) -> Instrument:
    """Entered in January, given a provision in February, its number corrected in March."""
    with clock.at(JANUARY):
        entered = make.instrument(said=make.particulars(number="5007"))
    with clock.at(FEBRUARY):
        make.provision(entered)
    with clock.at(MARCH):
        right = replace(make.particulars(), number="5070")
        return correct_instrument(
            instrument=entered, particulars=right, reason="Digits turned round.", by=make.OPERATOR, version=2
        )


@pytest.mark.parametrize(
    ("moment", "number", "provisions"),
    [
        (datetime(2016, 12, 31, tzinfo=UTC), None, 0),
        (datetime(2017, 1, 15, tzinfo=UTC), "5007", 0),
        (datetime(2017, 2, 15, tzinfo=UTC), "5007", 1),
        (APRIL, "5070", 1),
        (None, "5070", 1),
    ],
)
def test_an_earlier_knowledge_is_shown_as_it_was(
    corrected: Instrument, moment: datetime | None, number: str | None, provisions: int
) -> None:
    look = Look(LOOK.day, moment)
    page = queries.page(corrected.pk, look, NOBODY)
    rows = queries.listing(Filters(), look, NOBODY)
    assert [row.number for row in rows] == ([number] if number else [])
    assert queries.how_many(Filters(), look, NOBODY) == queries.known_days(look, NOBODY).total == len(rows)
    if number is None:
        assert page is None
    else:
        assert page is not None
        assert (page.said.number, queries.tree(corrected.pk, look, NOBODY).count) == (number, provisions)


def test_an_earlier_knowledge_is_filtered_and_sorted_by_what_was_held_then(corrected: Instrument) -> None:
    make.instrument("KANUN-1", make.particulars(number="1"))
    before = Look(LOOK.day, datetime(2017, 2, 15, tzinfo=UTC))
    assert codes(before, Filters(text="5007"), order="-issued") == ["KANUN-5070"]
    assert codes(before, Filters(text="5070"), order="number") == ["KANUN-5070"]  # the code carries it
    assert codes(Look(LOOK.day), Filters(text="5007")) == []


@pytest.mark.usefixtures("three")
def test_references_are_named_by_number_and_title() -> None:
    (number,) = Instrument.objects.filter(code="KHK-655").values_list("pk", flat=True)
    assert queries.labels([number]) == {number: "655 · Ulaştırma Kararnamesi"}
