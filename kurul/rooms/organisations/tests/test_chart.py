"""The organisation chart of a body on a day."""

from datetime import date
from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

from kurul.kernel.temporal.bounds import Bound
from kurul.rooms.organisations import actions
from kurul.rooms.organisations.models import Organisation
from kurul.rooms.organisations.queries.chart import MOST_PARTS
from kurul.rooms.organisations.tests import make
from kurul.rooms.positions.tests import make as posts

pytestmark = pytest.mark.django_db
A3 = (1190, 842)  # points, landscape


@pytest.fixture(autouse=True)
def in_english(settings) -> None:
    settings.LANGUAGE_CODE = "en"


@pytest.fixture
def ministry() -> Organisation:
    return make.organisation("Sağlık Bakanlığı", abbreviation="SB")


def page(client: Client, body: Organisation, **asked: str) -> str:
    answer = client.get(f"/organisations/{body.pk}/chart/", asked)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_chart_shows_what_stands_below_on_the_day(client: Client, ministry: Organisation) -> None:
    unit = make.organisation("Bilgi İşlem", parent=ministry, of_level=make.level(), since=date(2012, 1, 1))
    other = make.organisation("Adalet Bakanlığı")
    actions.move(organisation=unit, parent=other, day=Bound.on(date(2016, 1, 1)), by=make.OPERATOR, version=1)
    assert "Bilgi İşlem" not in page(client, ministry, as_of="2011-01-01")
    shown = page(client, ministry, as_of="2013-01-01")
    assert shown.count(f'href="/organisations/{unit.pk}/?as_of=2013-01-01"') == 2  # in the picture and in the list
    assert "Daire başkanlığı" in shown
    assert "Bilgi İşlem" not in page(client, ministry, as_of="2017-01-01")


def test_who_heads_a_body_stands_in_its_box(client: Client, ministry: Organisation) -> None:
    post = posts.post(organisation=ministry)
    posts.appointment(post, posts.person("Cevdet", "Alptekin"))
    assert "Cevdet Alptekin" in page(client, ministry)


def test_a_body_not_known_to_exist_on_the_day_is_dashed(client: Client, ministry: Organisation) -> None:
    unsure = make.organisation("Belki Bakanlığı", since=Bound.between(date(2012, 1, 1), date(2018, 1, 1)))
    assert "hierarchy-box unsure" in page(client, unsure, as_of="2015-01-01")
    assert "not known whether it existed on this day" in page(client, unsure, as_of="2015-01-01")
    key = "A dashed box: not known whether it existed on this day."
    there = f'<p class="chart-description hierarchy-key">{key}</p>'  # on a phone it goes with the picture
    assert there in page(client, unsure, as_of="2015-01-01")
    assert page(client, unsure, as_of="2015-01-01").count(key) == 1
    assert key not in page(client, ministry)
    assert key in page(client, unsure, as_of="2015-01-01", export="svg")


def test_what_is_left_out_is_said_and_leads_on(client: Client, ministry: Organisation) -> None:
    for number in range(MOST_PARTS + 3):
        make.organisation(f"Birim {number:03}", parent=ministry)
    deep = Organisation.objects.order_by("pk")[1]
    make.organisation("Şube", parent=deep)
    shown = page(client, ministry, levels="1")
    assert "show 3 more" in shown
    assert "show 1 more" in shown
    assert f"/organisations/{deep.pk}/chart/?levels=1" in shown
    assert "Şube" in page(client, ministry, levels="2")


def test_no_chart_of_what_there_is_not(client: Client, ministry: Organisation) -> None:
    assert client.get("/organisations/999999/chart/").status_code == 404
    assert client.get(f"/organisations/{ministry.pk}/chart/?as_of=1999-01-01").status_code == 404


def test_the_sheet_is_one_page_a3_and_the_picture_says_what_it_is(client: Client, ministry: Organisation) -> None:
    for number in range(30):
        unit = make.organisation(f"Ağrı ve Iğdır Şubesi {number}", parent=ministry)
        make.organisation("Alt birim", parent=unit)
    (sheet,) = PdfReader(BytesIO(client.get(f"/organisations/{ministry.pk}/chart/?export=pdf").content)).pages
    assert tuple(round(float(side)) for side in sheet.mediabox[2:]) == pytest.approx(A3, abs=2)
    assert "Iğdır" in sheet.extract_text()
    svg = client.get(f"/organisations/{ministry.pk}/chart/?export=svg")
    assert svg["Content-Type"] == "image/svg+xml"
    assert "<title>Organisation chart: Sağlık Bakanlığı</title>" in svg.content.decode()


def test_the_number_of_queries_grows_with_the_levels_only(client: Client, ministry: Organisation) -> None:
    unit = make.organisation("Birim", parent=ministry)
    make.organisation("Şube", parent=unit)

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            page(client, ministry, levels="2")
        return len(captured)

    few = queries()
    for number in range(20):
        make.organisation(f"Şube {number}", parent=make.organisation(f"Birim {number}", parent=ministry))
    assert queries() == few <= 25
