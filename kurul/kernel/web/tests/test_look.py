"""The day that is looked at: read from the address, kept in links, read-only."""

from datetime import UTC, date, datetime
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

import pytest
from django.http import QueryDict
from django.test import Client

from kurul.kernel.temporal.look import Look
from kurul.kernel.web.addresses import address
from kurul.kernel.web.context import shell
from kurul.kernel.web.middleware import UnreadableLook, look_of
from kurul.kernel.web.tests.make import asking

TODAY = date(2019, 1, 15)
pytestmark = pytest.mark.usefixtures("sample_pages")


@pytest.fixture(autouse=True)
def pinned_day(settings) -> None:
    settings.KURUL_PINNED_DAY = TODAY


def read(query: str) -> Look:
    return look_of(QueryDict(query), TODAY)


@pytest.mark.parametrize("query", ["", "as_of=", "as_of=&known_at=", "page=2"])
def test_without_parameters_one_looks_at_today(query: str) -> None:
    assert read(query) == Look(TODAY)


def test_a_day_is_looked_at() -> None:
    assert read("as_of=2016-07-19") == Look(date(2016, 7, 19))


def test_known_at_a_day_means_its_end_in_the_governments_time_zone() -> None:
    known_at = read("known_at=2018-03-01").known_at
    assert known_at == datetime(2018, 3, 1, 23, 59, 59, 999_999, ZoneInfo("Europe/Istanbul"))
    assert known_at == datetime(2018, 3, 1, 20, 59, 59, 999_999, UTC)


def test_known_at_a_minute_means_its_end() -> None:
    assert read("known_at=2018-03-01T09:30").known_at == datetime(
        2018, 3, 1, 9, 30, 59, 999_999, ZoneInfo("Europe/Istanbul")
    )


def test_parameters_of_a_look_read_back_as_the_same_look() -> None:
    look = read("as_of=2016-07-19&known_at=2018-03-01T09:30")
    assert look_of(QueryDict(urlencode(look.parameters)), TODAY) == look


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("as_of=tomorrow", "kernel.not_a_day"),
        ("as_of=19.07.2016", "kernel.not_a_day"),
        ("as_of=2016-02-30", "kernel.not_a_day"),
        ("as_of=20160719", "kernel.not_a_day"),
        ("as_of=2016-W29-2", "kernel.not_a_day"),
        ("as_of=0001-01-01", "kernel.not_a_day"),
        ("as_of=9999-12-31", "kernel.not_a_day"),
        ("as_of=٢٠١٦-٠٧-١٩", "kernel.not_a_day"),
        ("known_at=yesterday", "kernel.not_a_moment"),
        ("known_at=2018-03-01T25:00", "kernel.not_a_moment"),
        ("known_at=2018-13-01", "kernel.not_a_day"),
        ("known_at=2019-01-16", "kernel.not_yet_known"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_reason(query: str, code: str) -> None:
    with pytest.raises(UnreadableLook) as refused:
        read(query)
    assert [finding.code for finding in refused.value.findings] == [code]


def test_page_gets_the_look(client: Client) -> None:
    assert client.get("/samples/echo/?as_of=2016-07-19").content == b"2016-07-19"
    assert client.get("/samples/echo/").content == b"2019-01-15"


def test_unreadable_day_is_a_clear_page(client: Client) -> None:
    response = client.get("/samples/echo/?as_of=tomorrow")
    assert response.status_code == 400
    assert "“tomorrow” is not a day. Write it as 2016-07-19." in response.content.decode()


def test_unreadable_day_is_json_in_the_api(client: Client) -> None:
    response = client.get("/api/?as_of=tomorrow")
    assert response.status_code == 400
    assert response.json()["findings"][0]["code"] == "kernel.not_a_day"


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_another_day_is_read_only(client: Client, method: str) -> None:
    response = getattr(client, method)("/samples/echo/?as_of=2016-07-19")
    assert response.status_code == 409
    assert "Go back to today to change something." in response.content.decode()
    assert 'href="/samples/echo/"' in response.content.decode()


def test_today_written_out_is_still_today(client: Client) -> None:
    assert client.post("/samples/echo/?as_of=2019-01-15").status_code == 200


def test_banner_says_day_and_knowledge_and_leads_back(client: Client) -> None:
    text = client.get("/style-guide/list/?as_of=2016-07-19&known_at=2018-03-01&status=late&page=2").content.decode()
    banner = text[text.index('<aside class="look-banner"') : text.index("</aside>")]
    assert '<time datetime="2016-07-19">19 Jul 2016</time>' in banner
    assert "1 Mar 2018, 23:59" in banner
    assert "Read-only." in banner
    assert 'href="/style-guide/list/?status=late"' in banner


def test_there_is_no_banner_today(client: Client) -> None:
    assert "look-banner" not in client.get("/style-guide/").content.decode()


def test_main_actions_disappear_on_another_day(client: Client) -> None:
    assert "Plan a meeting" in client.get("/style-guide/record/").content.decode()
    assert "Plan a meeting" not in client.get("/style-guide/record/?as_of=2016-07-19").content.decode()


def test_addresses_keep_the_look() -> None:
    look = Look(date(2016, 7, 19))
    assert address("site:home", look=look) == "/?as_of=2016-07-19"
    assert address("site:search", look=look, query="q=x") == "/search/?q=x&as_of=2016-07-19"
    assert address("site:home", look=Look(TODAY)) == "/"
    assert address("site:home") == "/"


def test_form_for_another_day_keeps_the_filters_but_not_the_page() -> None:
    query = "as_of=2016-07-19&status=late&status=done&page=3&export=csv"
    request = asking(f"/x/?{query}", look=Look(date(2016, 7, 19)))
    assert shell(request)["shell"].kept == (("status", "late"), ("status", "done"))
