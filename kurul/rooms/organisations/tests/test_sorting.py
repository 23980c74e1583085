"""Lists stand in the order asked for on both databases: names in that of the alphabet, kinds and levels in theirs."""

from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries as MaxQueries

from kurul.kernel.identity.actors import Actor
from kurul.kernel.temporal import clock
from kurul.kernel.temporal.bounds import Bound
from kurul.kernel.temporal.facts import certainly, possibly, withdraw
from kurul.kernel.temporal.look import Look
from kurul.kernel.temporal.moment import writing_at
from kurul.kernel.translated import SortKey
from kurul.rooms.organisations import queries
from kurul.rooms.organisations.models import Classification, Existence, Kind, Name, Organisation
from kurul.rooms.organisations.queries import reading
from kurul.rooms.organisations.queries.listing import whole_list
from kurul.rooms.organisations.tests import make

pytestmark = pytest.mark.django_db
LOOK = Look(date(2016, 7, 19))


def test_names_stand_in_turkish_order_and_a_blank_comes_before_every_letter() -> None:
    wanted = ["Ab", "Ab C", "Aba", "Abb", "Çay", "Dağ", "Ilgaz", "İzmir"]
    for name in reversed(wanted):
        make.organisation(name)
    rows = queries.listing(queries.Filters(), Look(date(2016, 1, 1)), Actor.nobody(), language="tr")
    assert [str(row.name) for row in rows] == wanted


def test_the_collation_of_the_database_is_not_relied_upon(on_postgresql: bool) -> None:
    sql = str(Name.objects.order_by(SortKey("tr", "sort_keys")).query)
    assert ('COLLATE "C"' in sql) is on_postgresql


def bodies() -> list[Organisation]:
    """Bodies of several kinds and levels; two kinds have the same place in the order, two bodies lack a level."""
    office, agency, unit = make.kind("office", "Ofis"), make.kind("agency", "Ajans"), make.kind("unit", "Birim")
    Kind.objects.filter(pk__in=[office.pk, agency.pk]).update(order=5)
    Kind.objects.filter(pk=unit.pk).update(order=1)
    high, low = make.level("high", 30, "Yüksek"), make.level("low", 10, "Alçak")
    made = [
        make.organisation(f"Kurum {number}", of_kind=of_kind, of_level=of_level)
        for number, (of_kind, of_level) in enumerate(
            [(unit, low), (office, high), (agency, None), (unit, high), (agency, low), (office, None), (unit, low)]
        )
    ]
    perhaps = make.organisation("Belki", since=Bound.year(2016), of_kind=agency, of_level=high)
    unclassed = make.organisation("Sınıfsız", of_kind=unit, parent=made[0])
    withdraw_class(unclassed)
    return [*made, perhaps, unclassed]


def withdraw_class(body: Organisation) -> None:
    """Nothing is known any more of what it is."""
    with writing_at(clock.now()):
        withdraw(Classification.objects.get(organisation=body))


def in_memory(order: str, filters: queries.Filters) -> list[int]:
    """The list sorted here, from the rows of the joined tables."""
    column = order.lstrip("-")
    rank = "kind__order" if column == "kind" else "level__rank"
    existing = Existence.objects.known_at().filter(possibly(LOOK.day) if filters.perhaps else certainly(LOOK.day))
    numbers = set(existing.values_list("organisation_id", flat=True))
    classes = Classification.objects.as_of(LOOK.day).filter(organisation_id__in=numbers)
    rows = list(classes.values_list(rank, f"{column}_id", "organisation_id"))
    if filters.kind:
        numbers = set(classes.filter(kind__code=filters.kind).values_list("organisation_id", flat=True))
    sign = -1 if order.startswith("-") else 1
    keys = {body: (sign * place, sign * number) for place, number, body in rows if place is not None}
    last = (10**6, 0)
    return sorted(numbers, key=lambda body: (*keys.get(body, last), body))


@pytest.mark.parametrize("few", [1000, 0])
@pytest.mark.parametrize("filters", [queries.Filters(), queries.Filters(perhaps=True), queries.Filters(kind="unit")])
@pytest.mark.parametrize("order", ["kind", "-kind", "level", "-level"])
def test_the_pages_of_the_list_by_kind_or_level_make_the_whole_list(
    order: str, filters: queries.Filters, few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "_FEW", few)  # what is few is kept, many are asked for page by page
    bodies()
    wanted = in_memory(order, filters)
    for size in (1, 2, 3, 100):
        pages = [
            row.id
            for start in range(0, len(wanted) + size, size)
            for row in queries.listing(filters, LOOK, Actor.nobody(), order=order, start=start, size=size)
        ]
        assert pages == wanted
    assert [row.id for row in whole_list(filters, LOOK, Actor.nobody(), order=order)] == wanted
    assert len(wanted) == queries.how_many(filters, LOOK, Actor.nobody())


@pytest.mark.parametrize("order", ["kind", "-level"])
def test_a_narrowed_list_by_kind_or_level_stays_narrow(order: str) -> None:
    made = bodies()
    under = queries.listing(queries.Filters(under=made[0].pk), LOOK, Actor.nobody(), order=order)
    assert [row.id for row in under] == [made[-1].pk]
    named = queries.listing(queries.Filters(text="kurum 3"), LOOK, Actor.nobody(), order=order)
    assert [row.id for row in named] == [made[3].pk]


def test_a_page_by_kind_takes_as_many_queries_whatever_is_on_it(django_assert_max_num_queries: MaxQueries) -> None:
    bodies()

    def page() -> int:
        return len(queries.listing(queries.Filters(), LOOK, Actor.nobody(), order="kind", start=1, size=50))

    assert page() == 7
    with django_assert_max_num_queries(8):  # of these four ask whether somebody has written
        assert page() == 7


@pytest.mark.parametrize("few", [1000, 0])
def test_the_roots_of_a_day_are_the_same_be_they_few_or_many(few: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "_FEW", few)
    made = bodies()
    sure = queries.roots(LOOK, Actor.nobody(), perhaps=False)
    assert {sub.organisation.id for sub in sure} == {body.pk for body in made[:7]}
    assert {sub.organisation.id: sub.parts for sub in sure}[made[0].pk] == 1
    assert {sub.organisation.id for sub in queries.roots(LOOK, Actor.nobody())} == {body.pk for body in made[:8]}
    assert [sub.organisation.id for sub in queries.parts(made[0].pk, LOOK, Actor.nobody())] == [made[-1].pk]
