"""The pages of the room, as a browser without script sees them."""

import csv
import io
import json
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from kurul.kernel.slots import Panel, panels
from kurul.kernel.temporal import clock
from kurul.kernel.temporal.bounds import Bound
from kurul.rooms.law.models import Instrument, InstrumentKind, RelationKind
from kurul.rooms.law.tests import make
from kurul.rooms.law.tests.conftest import Browser

pytestmark = pytest.mark.django_db
BUDGET = 25
FORMS = (
    *("enter", "enter_kind", "enter_provision_kind", "correct", "relate", "act"),
    *("enter_provision", "insert_provision"),
    *("amend_provision", "repeal_provision", "correct_provision", "withdraw_provision", "cite_provision"),
)
LIST = "/law/"


def text_of(response: Any) -> str:
    return " ".join(response.content.decode().split())


def page_of(of: Instrument, name: str = "instrument", *more: int) -> str:
    return reverse(f"law:{name}", args=[of.pk, *more])


def typed(**fields: str) -> dict[str, str]:
    """What a clerk types into the form of an instrument."""
    said = {
        "code": "KANUN-5070",
        "kind": str(make.kind().pk),
        "title_tr": "Elektronik İmza Kanunu",
        "title_en": "",
        "number": "5070",
        "issued": "23.01.2004",
        "gazetted": "",
    }
    return {**said, **fields}


def test_a_day_that_is_not_known_is_said_so(client: Client) -> None:
    entered = make.instrument("BTYK-2013-102", make.particulars(number="2013/102", issued=None))
    client.cookies["django_language"] = "en"
    shown = text_of(client.get(page_of(entered)))
    assert shown.count('<span class="muted">not known</span>') >= 3
    assert "on which day it entered into force is not recorded" in shown
    assert "none: the year of its signature is not known" in shown  # so it has no ELI
    assert "2013" not in shown.replace("2013/102", "").replace("2013-102", "")


def test_the_page_says_in_one_sentence_whether_it_is_in_force_on_the_day_looked_at(client: Client) -> None:
    entered = make.instrument(said=make.particulars(in_force=date(2004, 7, 23)))
    later = make.instrument("KANUN-9999", make.particulars("Yeni Kanun", number="9999", issued=date(2018, 7, 1)))
    make.relate(RelationKind.REPEALS, later, entered, date(2018, 7, 9))
    client.cookies["django_language"] = "en"

    def said_on(day: str) -> str:
        shown = text_of(client.get(page_of(entered), {"as_of": day}))
        standing = shown[shown.index('<div class="standing">') :]
        return standing[: standing.index("<details")]

    assert "it enters into force" in said_on("2004-07-22")
    assert "In force on this day; entered into force" in said_on("2004-07-23")
    assert "No repeal is recorded" not in said_on("2018-07-09")
    ended = said_on("2018-07-09")
    assert "Not in force on this day: repealed by" in ended
    assert page_of(later) in ended
    assert "9 Jul 2018" in ended


def test_what_no_source_states_bears_its_mark(client: Client) -> None:
    entered = make.instrument()
    client.cookies["django_language"] = "en"
    assert "Inferred" not in text_of(client.get(page_of(entered)))
    Instrument.objects.update(inferred=["issued"])
    assert text_of(client.get(page_of(entered))).count("Inferred") == 1
    assert "one value inferred" in text_of(client.get(LIST))


def test_the_exports_name_the_values_that_are_inferred(client: Client) -> None:
    make.instrument()
    Instrument.objects.update(inferred=["issued", "title.tr"])
    client.cookies["django_language"] = "en"
    answer: Any = client.get(LIST, {"export": "csv"})
    assert "Stated (inferred: day of signature, title (Türkçe))" in b"".join(answer).decode()


def test_the_filters_stand_in_the_address(client: Client) -> None:
    make.instrument()
    make.instrument("GENELGE-2007-4", make.particulars("İnternet Siteleri", number="2007/4", issued=None))
    shown = text_of(client.get(LIST, {"known": "not_known"}))
    assert "İnternet Siteleri" in shown
    assert "Elektronik İmza Kanunu" not in shown
    assert "İnternet Siteleri" not in text_of(client.get(LIST, {"year": "2004"}))
    assert "İnternet Siteleri" in text_of(client.get(LIST, {"q": "INTERNET"}))


def test_what_the_address_holds_wrongly_does_not_narrow(client: Client) -> None:
    make.instrument()
    answer = client.get(LIST, {"year": "x", "kind": "nothing", "known": "?", "sort": "nothing", "page": "99"})
    assert answer.status_code == 200
    assert "Elektronik İmza Kanunu" in text_of(answer)


def test_the_list_sorts_by_every_column_that_offers_it(client: Client) -> None:
    make.instrument("A", make.particulars("Çevre", number="2", issued=date(2001, 1, 1)))
    make.instrument("B", make.particulars("Deniz", number="1", issued=None, gazetted=date(1999, 1, 1)))
    for column, first in (("title", "Çevre"), ("-title", "Deniz"), ("number", "Deniz"), ("-issued", "Çevre")):
        shown = text_of(client.get(LIST, {"sort": column}))
        assert shown.index(f">{first}<") == min(shown.index(">Çevre<"), shown.index(">Deniz<")), column


def test_the_number_of_the_gazette_stands_under_the_day_and_in_a_column_of_a_file(client: Client) -> None:
    make.instrument(said=make.particulars(gazetted=date(2004, 1, 23), gazette_number="25355"))
    client.cookies["django_language"] = "en"
    assert '23 Jan 2004</time><br><span class="muted">25355</span>' in text_of(client.get(LIST))
    answer: Any = client.get(LIST, {"export": "json"})
    (row,) = json.loads(b"".join(answer))["rows"]
    assert (row["gazetted"], row["gazette_number"]) == ("2004-01-23", "25355")


def test_the_exports_hold_what_is_shown(client: Client) -> None:
    make.instrument("X", make.particulars("=1+1", number="1"))
    make.instrument()
    client.cookies["django_language"] = "en"
    answer: Any = client.get(LIST, {"export": "csv", "q": "=1+1"})
    rows = list(csv.reader(io.StringIO(b"".join(answer).decode("utf-8-sig"))))
    assert [row[:4] for row in rows[1:]] == [["'=1+1", "Law", "1", "2004-01-23"]]
    plain: Any = client.get(LIST, {"export": "json"})
    assert {row["gazetted"] for row in json.loads(b"".join(plain))["rows"]} == {"not known"}
    sheet: Any = client.get(LIST, {"export": "xlsx"})
    assert b"".join(sheet).startswith(b"PK")


def test_an_earlier_knowledge_shows_no_way_to_change_it(clerk: Client) -> None:
    with clock.at(datetime(2017, 1, 1, tzinfo=UTC)):
        entered = make.instrument()
    change = page_of(entered, "correct")
    assert change in text_of(clerk.get(page_of(entered)))
    assert change not in text_of(clerk.get(page_of(entered), {"as_of": "2017-02-01", "known_at": "2017-02-01"}))
    assert clerk.get(page_of(entered), {"as_of": "2017-02-01", "known_at": "2016-02-01"}).status_code == 404


def test_a_clerk_enters_an_instrument_and_what_it_establishes(clerk: Client) -> None:
    answer = clerk.post(reverse("law:enter"), typed())
    entered = Instrument.objects.get()
    assert answer["Location"] == page_of(entered)
    assert entered.issued == Bound.on(date(2004, 1, 23))
    assert entered.gazetted == Bound.unknown()
    article = str(make.part_kind().pk)
    clerk.post(page_of(entered, "enter_provision"), {"kind": article, "label": "5", "text_tr": "Sonuç", "version": "1"})
    shown = text_of(clerk.get(page_of(entered)))
    assert ">art. 5</a>" in shown
    assert "Sonuç" in shown


def test_what_is_refused_is_said_at_the_field_and_what_was_typed_stays(clerk: Client) -> None:
    answer = clerk.post(reverse("law:enter"), typed(issued="2004-01-23", gazetted="2004-01-22", code="kanun"))
    shown = text_of(answer)
    assert answer.status_code == 422
    assert "It cannot have been published (22 Jan 2004) before it was signed (23 Jan 2004)." in shown
    assert "Write the code in capital letters" in shown
    assert 'value="2004-01-22"' in shown
    assert not Instrument.objects.exists()


def test_a_day_that_is_no_day_is_refused_at_its_field(clerk: Client) -> None:
    shown = text_of(clerk.post(reverse("law:enter"), typed(issued="in summer", gazetted="9999-12-31")))
    assert "“in summer” is not a day." in shown
    assert not Instrument.objects.exists()


def test_a_clerk_corrects_and_says_why(clerk: Client) -> None:
    entered = make.instrument()
    without = clerk.post(page_of(entered, "correct"), typed(number="5071", version="1"))
    assert (without.status_code, Instrument.objects.get().number) == (422, "5070")
    assert "Say why it was wrong" in text_of(without)
    clerk.post(page_of(entered, "correct"), typed(number="5071", version="1", reason="Misread."))
    assert Instrument.objects.get().number == "5071"
    assert "Misread." in text_of(clerk.get(page_of(entered)))


def test_a_stale_correction_keeps_what_was_typed(clerk: Client) -> None:
    entered = make.instrument()
    make.provision(entered)
    answer = clerk.post(page_of(entered, "correct"), typed(number="77", version="1", reason="Mine."))
    assert answer.status_code == 422
    assert 'value="77"' in text_of(answer)
    assert 'name="version" value="2"' in text_of(answer)
    assert Instrument.objects.get().number == "5070"


def test_a_clerk_enters_a_kind(clerk: Client) -> None:
    clerk.post(reverse("law:enter_kind"), {"name_tr": "Tebliğ", "name_en": "Communiqué", "code": "communique"})
    assert str(InstrumentKind.objects.get().name["tr"]) == "Tebliğ"
    assert "Communiqué" in text_of(clerk.get(reverse("law:kinds")))


def test_the_number_of_a_kind_leads_to_its_instruments(client: Client) -> None:
    make.instrument()
    assert 'href="/law/?kind=law"' in text_of(client.get(reverse("law:kinds")))


@pytest.mark.parametrize(
    ("role", "opens"), [("registry_clerk", 200), ("administrator", 200), ("auditor", 403), ("reporter", 403), ("", 302)]
)
@pytest.mark.parametrize("name", FORMS)
def test_only_who_keeps_the_register_opens_the_forms(browser: Browser, role: str, opens: int, name: str) -> None:
    entered = make.instrument()
    numbers = {} if name in {"enter", "enter_kind", "enter_provision_kind"} else {"pk": entered.pk}
    if name.endswith("_provision") and name not in {"enter_provision", "insert_provision"}:
        numbers["pk"] = make.provision(entered).pk
    assert browser(role).get(reverse(f"law:{name}", kwargs=numbers)).status_code == opens


@pytest.mark.parametrize("role", ["", "reporter", "registry_clerk"])
def test_everybody_reads_the_register(browser: Browser, role: str) -> None:
    entered = make.instrument()
    opened = browser(role)
    for address in (LIST, page_of(entered), reverse("law:kinds")):
        assert opened.get(address).status_code == 200


def test_an_instrument_that_is_not_there_is_404(client: Client) -> None:
    assert client.get(reverse("law:instrument", args=[1])).status_code == 404


def test_a_source_that_is_no_address_of_the_web_is_no_link(client: Client) -> None:
    entered = make.instrument()
    Instrument.objects.update(source="javascript:alert(1)")
    assert 'href="javascript' not in text_of(client.get(page_of(entered)))
    Instrument.objects.update(source="https://example.org/law")
    assert 'href="https://example.org/law"' in text_of(client.get(page_of(entered)))


def test_a_higher_room_shows_itself_on_the_page(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    entered = make.instrument()
    monkeypatch.setattr(panels, "_entries", {})

    @panels.register("law.instrument", order=1)
    def resting(record: Any, look: Any, actor: Any) -> Panel:
        return Panel("resting", "What rests on it", "components/empty_state.html", {"title": f"no. {record.id}"})

    assert f"no. {entered.pk}</p>" in text_of(client.get(page_of(entered)))


def test_the_search_finds_instruments(client: Client) -> None:
    entered = make.instrument(said=make.particulars(body="Bilim ve Teknoloji Yüksek Kurulu (BTYK)"))
    for typed in ("5070", "BTYK 5070", "5070 sayılı kanun", "Law 5070"):  # as people cite it
        assert page_of(entered) in text_of(client.get(reverse("site:search"), {"q": typed})), typed


def test_an_empty_register_teaches_what_belongs_there(client: Client, clerk: Client) -> None:
    for opened, invited in ((client, False), (clerk, True)):
        shown = text_of(opened.get(LIST))
        assert 'class="empty-state"' in shown
        assert (f'<a class="button" href="{reverse("law:enter")}">' in shown) is invited


@pytest.mark.parametrize("known_at", ["", "2030-01-01"])
def test_pages_stay_within_the_budget(
    clerk: Client, known_at: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    entered = make.instrument()
    for number in range(12):
        make.provision(entered, str(number))
        make.instrument(f"X-{number}", make.particulars(number=str(number)))
    look = {"as_of": "2016-07-19", "known_at": clock.today().isoformat()} if known_at else {}
    for address in (LIST, page_of(entered), reverse("law:kinds"), page_of(entered, "correct")):
        with django_assert_max_num_queries(BUDGET):
            assert clerk.get(address, look).status_code == 200


def test_a_fragment_equals_that_part_of_the_whole_page(client: Client) -> None:
    make.instrument()
    whole = text_of(client.get(LIST))
    part = text_of(client.get(LIST, headers={"HX-Request": "true", "HX-Target": "list"}))
    assert part.startswith('<section class="list" id="list"')
    assert part in whole
