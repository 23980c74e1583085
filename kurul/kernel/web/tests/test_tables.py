"""Tables: Turkish order, pages, links that keep the rest of the address, what a screen reader hears."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pytest
from django.template import Context, Template
from django.utils.translation import override

from kurul.kernel.temporal.bounds import Bound, Period
from kurul.kernel.temporal.look import Look
from kurul.kernel.translated import Translated
from kurul.kernel.web.tables import (
    Column,
    DayColumn,
    NumberColumn,
    PeriodColumn,
    Rows,
    StatusColumn,
    Table,
    TranslatedColumn,
)
from kurul.kernel.web.tests.make import asking


@dataclass(frozen=True)
class City:
    """A row."""

    pk: int | None
    name: Translated
    people: int | None = None
    since: Bound | None = None
    state: str = "done"


class CityTable(Table):
    """A table with a column of each kind."""

    name = TranslatedColumn(verbose_name="Name")
    people = NumberColumn(verbose_name="People")
    since = DayColumn(verbose_name="Since")
    state = StatusColumn(verbose_name="State")


def cities(*names: str) -> list[City]:
    """Rows with Turkish names."""
    return [City(number, Translated(tr=name)) for number, name in enumerate(names, 1)]


def names(table: Table) -> list[str]:
    """The names on the shown page, top to bottom."""
    return [str(row.record.name) for row in table.paginated_rows]


def shown(table: Table) -> str:
    """The table as it stands in a page."""
    return Template("{% table cities %}").render(Context({"cities": table, "request": table.request}))


TURKISH = ["Çorum", "Zonguldak", "Iğdır", "Şırnak", "İzmir", "Sivas", "Ünye", "Uşak", "Ağrı", "Ankara", "Ceyhan"]


def test_names_sort_in_the_order_of_the_turkish_alphabet() -> None:
    with override("tr"):
        table = CityTable(cities(*TURKISH), request=asking("/cities/?sort=name"))
    assert names(table) == [
        "Ağrı", "Ankara", "Ceyhan", "Çorum", "Iğdır", "İzmir", "Sivas", "Şırnak", "Uşak", "Ünye", "Zonguldak",
    ]  # fmt: skip


def test_descending_turns_the_order_but_leaves_what_is_missing_last() -> None:
    rows = [City(1, Translated(tr="A"), 5), City(2, Translated(tr="B")), City(3, Translated(tr="C"), 9)]
    assert names(CityTable(rows, request=asking("/cities/?sort=people"))) == ["A", "C", "B"]
    assert names(CityTable(rows, request=asking("/cities/?sort=-people"))) == ["C", "A", "B"]


def test_imprecise_days_sort_by_the_earliest_day_they_can_be() -> None:
    rows = [
        City(1, Translated(tr="July"), since=Bound.month(2016, 7)),
        City(2, Translated(tr="none")),
        City(3, Translated(tr="2016"), since=Bound.year(2016)),
        City(4, Translated(tr="2011"), since=Bound.on(date(2011, 1, 1))),
    ]
    assert names(CityTable(rows, request=asking("/cities/?sort=since"))) == ["2011", "2016", "July", "none"]


def test_unknown_column_changes_nothing() -> None:
    assert names(CityTable(cities("B", "A"), request=asking("/cities/?sort=secret"))) == ["B", "A"]


def test_pages_are_cut_and_a_page_too_far_shows_the_last() -> None:
    rows = cities(*[f"N{number:03}" for number in range(120)])
    assert names(CityTable(rows, request=asking("/cities/?page=2")))[0] == "N050"
    assert names(CityTable(rows, request=asking("/cities/?page=99")))[-1] == "N119"
    assert len(names(CityTable(rows, request=asking("/cities/?page=x&per_page=7")))) == 7


@pytest.mark.parametrize("asked", ["0", "-1", "99999999999999999999", "٥", "many"])
def test_unreasonable_page_lengths_are_ignored(asked: str) -> None:
    rows = cities(*[f"N{number:03}" for number in range(120)])
    assert len(names(CityTable(rows, request=asking(f"/cities/?per_page={asked}")))) == 50


def test_pages_are_never_longer_than_five_hundred_rows() -> None:
    rows = cities(*[f"N{number:04}" for number in range(600)])
    assert len(names(CityTable(rows, request=asking("/cities/?per_page=9999")))) == 500


class TestRows:
    """Rows that the query sorts and cuts."""

    def test_query_is_asked_for_one_page_in_the_order_of_the_address(self) -> None:
        asked: list[tuple[tuple[str, ...], int, int]] = []

        def fetch(order: tuple[str, ...], start: int, stop: int) -> Sequence[City]:
            asked.append((order, start, stop))
            return cities(*[f"N{number}" for number in range(start, stop)])

        table = CityTable(Rows(fetch, 1234), request=asking("/cities/?sort=-people&page=3"))
        assert names(table)[0] == "N100"
        assert asked == [(("-people",), 100, 150)]
        assert table.total == 1234

    def test_all_rows_are_fetched_in_parts(self) -> None:
        asked: list[tuple[int, int]] = []

        def fetch(order: tuple[str, ...], start: int, stop: int) -> Sequence[City]:
            asked.append((start, stop))
            return cities(*[f"N{number}" for number in range(start, stop)])

        assert len(list(Rows(fetch, 1100))) == 1100
        assert asked == [(0, 500), (500, 1000), (1000, 1100)]


@pytest.mark.usefixtures("english")
class TestShown:
    """What stands in the page."""

    def test_sort_links_keep_the_rest_of_the_address_but_not_the_page(self) -> None:
        html = shown(CityTable(cities("A"), request=asking("/cities/?state=late&page=1&sort=name&as_of=2016-07-19")))
        assert 'href="?state=late&amp;sort=people&amp;as_of=2016-07-19"' in html
        assert 'href="?state=late&amp;sort=-name&amp;as_of=2016-07-19"' in html
        assert '<th scope="col" class="asc orderable" aria-sort="ascending">' in html

    def test_page_links_keep_the_order(self) -> None:
        rows = cities(*[f"N{number:03}" for number in range(120)])
        html = shown(CityTable(rows, request=asking("/cities/?sort=-name&page=2")))
        assert 'href="?sort=-name&amp;page=3"' in html
        assert "51–100 of 120" in html
        assert 'href="?sort=-name&amp;page=2" aria-current="page"' in html

    def test_one_page_has_no_page_links(self) -> None:
        assert 'class="pages"' not in shown(CityTable(cities("A"), request=asking()))

    def test_cells_say_what_is_missing_and_in_which_language(self) -> None:
        rows = [City(1, Translated(tr="Iğdır"), 1234, Bound.month(2016, 7), "late"), City(2, Translated())]
        html = shown(CityTable(rows, request=asking()))
        assert '<span lang="tr">Iğdır</span>' in html
        assert "not published" in html
        assert "1,234" in html
        assert '<time datetime="2016-07">July 2016</time>' in html
        assert '<span class="status step-late">' in html
        assert 'data-label="People"><span class="cell">–</span>' in html

    def test_text_of_a_row_is_escaped(self) -> None:
        html = shown(CityTable(cities("<script>"), request=asking()))
        assert "<script>" not in html

    def test_caption_names_the_table(self) -> None:
        html = shown(CityTable(cities("A"), request=asking(), caption="Cities"))
        assert '<caption class="visually-hidden">Cities</caption>' in html

    def test_period_is_shown_with_its_last_day(self) -> None:
        class TermTable(Table):
            term = PeriodColumn(verbose_name="Term")

        rows = [{"term": Period.through(Bound.on(date(2016, 7, 19)), date(2019, 12, 31))}]
        assert "31 Dec 2019" in shown(TermTable(rows, request=asking()))


def test_link_keeps_the_day_that_is_looked_at(settings) -> None:
    settings.ROOT_URLCONF = "kurul.kernel.web.tests.urls"

    class LinkedTable(Table):
        name = Column(verbose_name="Name", to="sample-record", by="pk")

    request = asking(look=Look(date(2016, 7, 19)))
    html = shown(LinkedTable([City(7, Translated(tr="Iğdır")), City(None, Translated(tr="Uşak"))], request=request))
    assert 'href="/samples/record/7/?as_of=2016-07-19">Iğdır</a>' in html
    assert '<th scope="row">Uşak</th>' in html
