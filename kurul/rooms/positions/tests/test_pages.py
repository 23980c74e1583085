"""The pages of the room, as a browser without script sees them."""

import csv
import html
import io
import re
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from kurul.kernel.temporal.bounds import Bound
from kurul.kernel.translated import Translated
from kurul.rooms.organisations.models import Kind
from kurul.rooms.organisations.tests import make as organisations
from kurul.rooms.positions import actions
from kurul.rooms.positions.models import Capacity, Post
from kurul.rooms.positions.tests import make

pytestmark = pytest.mark.django_db
BUDGET = 25
SEATS, LIST = reverse("positions:seats"), reverse("positions:list")


def text_of(response: Any) -> str:
    return response.content.decode()


def page_of(post: Post, name: str = "post", *more: int) -> str:
    return reverse(f"positions:{name}", args=[post.pk, *more])


# --- the board of seats -----------------------------------------------------------------------------------------------


def test_the_board_teaches_when_there_is_no_rule(client: Client) -> None:
    shown = text_of(client.get(SEATS))
    assert "No rule says on this day which posts count as CIO" in shown
    assert "Without a rule nothing is guessed" in shown


def test_a_tile_names_the_holder_the_days_and_the_instrument(client: Client) -> None:
    make.cio_rule()
    ministry = make.ministry()
    make.appointment(make.post(ministry), by_instrument=make.instrument("KARAR-1", "Atama kararı"))
    shown = text_of(client.get(SEATS))
    assert "Ministry of Health" in shown
    assert "Ayşe Yılmaz" in shown
    assert "Atama kararı" in shown
    assert reverse("positions:seat", args=[ministry.pk]) in shown


def test_the_board_is_narrowed_by_a_state_in_the_address(client: Client) -> None:
    make.cio_rule()
    make.appointment(make.post(make.ministry("A", "Ministry A")))
    vacant = make.appointment(make.post(make.ministry("B", "Ministry B")), make.person("Ali", "Demir"))
    actions.end_appointment(appointment=vacant, last_day=Bound.on(date(2017, 1, 31)), by=make.OPERATOR)
    shown = text_of(client.get(SEATS, {"state": "vacant"}))
    tiles = shown[shown.index('<ul class="tiles">') : shown.index("<figure")]
    assert "Ministry B" in tiles
    assert "Ministry A" not in tiles
    assert "1 Feb 2017" in tiles
    assert "before: Ali Demir" in tiles


def test_every_number_of_the_coverage_leads_to_the_seats_that_it_counts(client: Client) -> None:
    make.cio_rule(since=date(2015, 1, 1))
    make.appointment(make.post(make.ministry()), since=date(2016, 3, 1))
    shown = text_of(client.get(SEATS))
    assert f"{SEATS}?state=filled&amp;as_of=2016-12-31" in shown
    then = text_of(client.get(SEATS, {"state": "filled", "as_of": "2016-12-31"}))
    assert "Ministry of Health" in then


def test_the_board_as_a_table_and_its_export_hold_the_same(client: Client) -> None:
    make.cio_rule()
    make.appointment(make.post(make.ministry()), by_instrument=make.instrument())
    make.ministry("İçişleri Bakanlığı", "Ministry of the Interior")
    assert "<table" in text_of(client.get(SEATS, {"view": "table"}))
    answer = client.get(SEATS, {"export": "csv"})
    rows = list(csv.reader(io.StringIO(b"".join(answer).decode("utf-8-sig"))))
    assert rows[1:] == [
        ["Ministry of Health", "Filled", "", "Ayşe Yılmaz", "5070 · Atama kararı"],
        ["Ministry of the Interior", "Not known", "", "", ""],
    ]


def test_the_page_of_a_seat_explains_and_tells_it_over_time(client: Client) -> None:
    make.cio_rule()
    ministry = make.ministry()
    make.appointment(make.post(ministry), until=date(2016, 1, 1))
    shown = text_of(client.get(reverse("positions:seat", args=[ministry.pk])))
    assert "its last recorded holder has left" in shown
    assert "Why does this post count?" in shown
    assert "named by the rule, not required" in shown
    assert "The English page leaves out strategy development." in shown
    assert shown.count("Ayşe Yılmaz") == 2, "who was there before, and the table over time"


def test_a_body_without_a_seat_has_no_page_of_one(client: Client) -> None:
    make.cio_rule()
    agency = organisations.organisation("Kurum", of_kind=organisations.kind("agency", "Kurum"))
    assert client.get(reverse("positions:seat", args=[agency.pk])).status_code == 404


def test_the_rules_are_shown_with_the_roles_that_follow(client: Client) -> None:
    make.cio_rule()
    shown = text_of(client.get(reverse("positions:rules")))
    assert "Assistant undersecretary in charge of" in shown
    assert "Also named, not required" in shown
    assert "In its own organisation and below" in shown


# --- posts ------------------------------------------------------------------------------------------------------------


def test_the_list_is_filtered_sorted_and_exported(client: Client) -> None:
    make.appointment(make.post(title="Müsteşar Yardımcısı"))
    make.post(title="Daire Başkanı", of_kind="head_of_it_unit")
    shown = text_of(client.get(LIST, {"q": "musteSar", "held": "filled"}))
    assert "Müsteşar Yardımcısı" in shown
    assert "Daire Başkanı" not in shown
    answer = client.get(LIST, {"export": "csv", "sort": "title"})
    rows = list(csv.reader(io.StringIO(b"".join(answer).decode("utf-8-sig"))))
    assert [row[0] for row in rows[1:]] == ["Daire Başkanı", "Müsteşar Yardımcısı"]


def test_an_empty_list_teaches(client: Client) -> None:
    assert "The registry clerk enters them" in text_of(client.get(LIST))
    make.post()
    assert "Nothing fits these filters" in text_of(client.get(LIST, {"q": "xyz"}))


def test_wrong_filters_do_not_break_the_list(client: Client) -> None:
    make.post()
    wrong = {"kind": "no_such", "held": "x", "under": "99999999999999999999", "sort": "nonsense", "function": "?"}
    assert client.get(LIST, wrong).status_code == 200


def test_the_page_of_a_post_shows_who_what_and_why(client: Client) -> None:
    make.cio_rule()
    post = make.post()
    make.appointment(post, by_instrument=make.instrument())
    shown = text_of(client.get(page_of(post)))
    for said in ("Müsteşar Yardımcısı", "Ministry of Health", "Ayşe Yılmaz", "Atama kararı", "Information processing"):
        assert said in shown
    assert "Counts as CIO-equivalent" in shown
    assert page_of(post, "appoint") not in shown, "the public changes nothing"


def test_the_page_points_out_a_missing_instrument(client: Client) -> None:
    post = make.post()
    make.appointment(post)
    assert "The instrument of this appointment is not recorded." in text_of(client.get(page_of(post)))


def test_another_day_shows_that_day_and_changes_nothing(clerk_client: Client) -> None:
    post = make.post()
    make.appointment(post, until=date(2017, 1, 1))
    earlier = text_of(clerk_client.get(page_of(post), {"as_of": "2016-06-01"}))
    assert "holds this post, since " in " ".join(earlier.split())
    assert page_of(post, "appoint") not in earlier
    refused = clerk_client.post(f"{page_of(post, 'appoint')}?as_of=2016-06-01", {})
    assert refused.status_code == 409


def test_a_post_not_yet_heard_of_looks_like_none(client: Client) -> None:
    post = make.post()
    assert client.get(page_of(post), {"known_at": "2016-01-01"}).status_code == 404
    assert client.get(reverse("positions:post", args=[post.pk + 1])).status_code == 404


# --- who may open what ------------------------------------------------------------------------------------------------


OPEN = ["seats", "rules", "list", "seat", "post"]
RULES = ["enter_kind", "enter_function", "enter_rule", "end_rule", "give_role"]
FORMS = [
    "establish",
    "retitle",
    "move",
    "portfolio",
    "abolish",
    "appoint",
    "completeness",
    "end",
    "correct",
    "withdraw",
]


def addresses() -> dict[str, str]:
    """Every page of the room, on one post of one ministry."""
    rule, ministry = make.cio_rule(), make.ministry()
    post = make.post(ministry)
    made = make.appointment(post)
    arguments: dict[str, list[int]] = {
        **{name: [] for name in ("seats", "rules", "list", "establish")},
        **{name: [] for name in ("enter_kind", "enter_function", "enter_rule", "give_role")},
        "end_rule": [rule.pk],
        **{name: [ministry.pk] for name in ("seat", "completeness")},
        **{name: [post.pk] for name in ("post", "retitle", "move", "portfolio", "abolish", "appoint")},
        **{name: [post.pk, made.pk] for name in ("end", "correct", "withdraw")},
    }
    return {name: reverse(f"positions:{name}", args=given) for name, given in arguments.items()}


def test_everybody_opens_what_is_public_clerks_the_forms_and_administrators_the_rules(
    client: Client, stranger_client: Client, clerk_client: Client, administrator_client: Client
) -> None:
    pages = addresses()
    assert set(pages) == {*OPEN, *FORMS, *RULES}
    for name in OPEN:
        assert [one.get(pages[name]).status_code for one in (client, stranger_client, clerk_client)] == [200] * 3, name
    for name in FORMS:
        found = [one.get(pages[name]).status_code for one in (client, stranger_client, clerk_client)]
        assert found == [302, 403, 200], name
    for name in RULES:
        browsers = (client, stranger_client, clerk_client, administrator_client)
        assert [one.get(pages[name]).status_code for one in browsers] == [302, 403, 403, 200], name


def test_an_appointment_of_another_post_is_not_found(clerk_client: Client) -> None:
    made, other = make.appointment(make.post()), make.post(title="Başka")
    assert clerk_client.get(page_of(other, "end", made.pk)).status_code == 404


@pytest.mark.parametrize("language", ["tr", "en"])
def test_every_page_stays_within_the_budget(
    administrator_client: Client, language: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    pages = addresses()
    for number in range(4):
        post = make.post(make.ministry(f"Bakanlık {number}", f"Ministry {number}"), title=f"Post {number}")
        make.appointment(post, make.person("Ali", "Demir"), capacity=Capacity.ACTING)
    administrator_client.cookies["django_language"] = language
    for name, url in pages.items():
        with django_assert_max_num_queries(BUDGET, info=name):
            assert administrator_client.get(url).status_code == 200


# --- on the pages of other rooms --------------------------------------------------------------------------------------


def test_posts_stand_on_the_page_of_the_body_and_of_those_above(client: Client) -> None:
    make.cio_rule()
    ministry = make.ministry()
    unit = organisations.organisation("Bilgi İşlem Dairesi", parent=ministry)
    make.appointment(make.post(unit, title="Daire Başkanı", of_kind="head_of_it_unit"))
    shown = text_of(client.get(reverse("organisations:organisation", args=[ministry.pk])))
    assert "Daire Başkanı" in shown
    assert "Ayşe Yılmaz" in shown
    assert reverse("positions:seat", args=[ministry.pk]) in shown


def test_a_body_without_posts_says_that_silence_is_no_statement(client: Client) -> None:
    shown = text_of(client.get(reverse("organisations:organisation", args=[make.ministry().pk])))
    assert "That is no statement that there are none." in shown


def test_the_page_of_a_holder_is_public_and_tells_the_posts(client: Client) -> None:
    holder, nobody = make.person(), make.person("Gizli", "Kişi")
    make.appointment(make.post(), holder, until=date(2016, 1, 1))
    shown = text_of(client.get(reverse("people:person", args=[holder.pk])))
    assert "Müsteşar Yardımcısı" in shown
    assert client.get(reverse("people:person", args=[nobody.pk])).status_code == 404


def test_a_withdrawn_appointment_closes_the_page_of_the_person(client: Client) -> None:
    holder = make.person()
    made = make.appointment(make.post(), holder)
    actions.withdraw_appointment(appointment=made, reason="Mistaken", by=make.OPERATOR)
    assert client.get(reverse("people:person", args=[holder.pk])).status_code == 404


def test_the_page_of_an_instrument_names_the_appointments(client: Client) -> None:
    decision = make.instrument()
    make.appointment(make.post(), by_instrument=decision)
    assert "Ayşe Yılmaz" in text_of(client.get(reverse("law:resting", args=[decision.pk])))


def test_the_search_finds_posts_by_title(client: Client) -> None:
    post = make.post()
    assert page_of(post) in text_of(client.get("/search/", {"q": "müsteşar"}))


# --- the first sentence -----------------------------------------------------------------------------------------------


def standing_of(client: Client, address: str, day: str = "") -> str:
    """What a record says first, as one reads it."""
    shown = text_of(client.get(address, {"as_of": day} if day else {}))
    said = re.search(r'<div class="standing">(.*?)</div>', shown, re.DOTALL)
    assert said
    return " ".join(html.unescape(re.sub(r"<[^>]*>", "", said[1])).split()).replace(" .", ".").replace(" ,", ",")


def test_a_post_says_first_who_holds_it_as_what_since_when_and_by_what(client: Client) -> None:
    post = make.post()
    make.appointment(post, until=date(2016, 1, 1), by_instrument=make.instrument())
    ali = make.person("Ali", "Demir")
    make.appointment(post, ali, capacity=Capacity.ACTING, since=date(2016, 1, 1), until=date(2016, 5, 1))
    held = standing_of(client, page_of(post), "2015-06-01")
    assert "Ayşe Yılmaz holds this post, since 1 Jan 2012, by 5070 · Atama kararı." in held
    acting = standing_of(client, page_of(post), "2016-03-01")
    assert "Ali Demir acts for this post, since 1 Jan 2016, instrument not recorded." in acting
    assert "Vacant since 1 May 2016 · before: Ali Demir." in standing_of(client, page_of(post))
    assert standing_of(client, page_of(post), "2009-01-01") == "The post does not exist on this day."


def test_what_is_not_known_of_a_holder_is_said_first_too(client: Client) -> None:
    never, unsure = make.post(), make.post()
    assert "No appointment to it has been recorded." in standing_of(client, page_of(never))
    make.appointment(unsure, since=Bound.unknown(), until=Bound.unknown())
    assert "Ayşe Yılmaz perhaps holds this post, since when is not known" in standing_of(client, page_of(unsure))


def test_the_title_of_the_page_of_a_post_names_its_organisation(client: Client) -> None:
    shown = text_of(client.get(page_of(make.post())))
    assert "<title>Müsteşar Yardımcısı, Ministry of Health – Kurul</title>" in shown


def test_the_title_of_the_page_of_a_post_in_a_unit_names_the_body_above(client: Client) -> None:
    part_of_a_body = Kind.objects.create(code="unit", name=Translated(tr="Birim", en="Unit"), is_unit=True)
    unit = organisations.organisation("Bilgi İşlem Dairesi", parent=make.ministry(), of_kind=part_of_a_body)
    shown = " ".join(text_of(client.get(page_of(make.post(unit, title="Daire Başkanı")))).split())
    assert "<title>Daire Başkanı, Bilgi İşlem Dairesi, Ministry of Health – Kurul</title>" in shown
    assert re.search(r"<h1>[^/]*Daire Başkanı</span>, [^/]*Bilgi İşlem Dairesi</span>, Ministry of Health", shown)


def test_a_person_is_told_first_by_what_is_held_on_the_day(client: Client) -> None:
    held = make.appointment(make.post(), until=date(2016, 1, 1))
    page = reverse("people:person", args=[held.person_id])
    told = standing_of(client, page, "2015-06-01")
    assert told == "Holds on this day: Müsteşar Yardımcısı, Ministry of Health (Substantive), 1 Jan 2012 – 31 Dec 2015."
    assert standing_of(client, page) == "Nothing is recorded that this person holds on this day."


@pytest.mark.parametrize("name", ["retitle", "move", "portfolio", "abolish", "appoint", "set_superior"])
def test_the_forms_of_a_post_name_the_organisation_and_the_body_above_a_unit(clerk_client: Client, name: str) -> None:
    part_of_a_body = Kind.objects.create(code="unit", name=Translated(tr="Birim", en="Unit"), is_unit=True)
    unit = organisations.organisation("Bilgi İşlem Dairesi", parent=make.ministry(), of_kind=part_of_a_body)
    shown = text_of(clerk_client.get(page_of(make.post(unit), name)))
    assert "Müsteşar Yardımcısı, Bilgi İşlem Dairesi, Ministry of Health</a>" in shown


def test_posts_of_units_that_are_called_alike_are_told_apart_by_the_body_above(client: Client) -> None:
    part_of_a_body = Kind.objects.create(code="unit", name=Translated(tr="Birim", en="Unit"), is_unit=True)
    for name in ("A Bakanlığı", "B Bakanlığı"):
        above = make.ministry(name, name)
        unit = organisations.organisation("Bilgi İşlem Dairesi", parent=above, of_kind=part_of_a_body)
        make.appointment(make.post(unit, title="Daire Başkanı"), make.person())
    for listed in ("list", "without_instrument"):
        shown = " ".join(text_of(client.get(reverse(f"positions:{listed}"))).split())
        assert [f'<span class="muted"><span lang="en">{one} Bakanlığı</span>' in shown for one in "AB"] == [True, True]
        answer = client.get(reverse(f"positions:{listed}"), {"export": "csv"})
        rows = list(csv.reader(io.StringIO(b"".join(answer).decode("utf-8-sig"))))
        assert [row[1] for row in rows[1:]] == [f"Bilgi İşlem Dairesi, {one} Bakanlığı" for one in "AB"]


def test_turkish_words_of_the_board_and_of_appointing(client: Client, clerk_client: Client) -> None:
    make.cio_rule()
    post = make.post(make.ministry())
    for one in (client, clerk_client):
        one.cookies["django_language"] = "tr"
    board = text_of(client.get(SEATS, {"view": "table"}))
    assert "Boşaldığı gün" in board
    assert "Boşaldığı gün:" not in board, "a head bears no colon"
    assert "asıl görevli görevinin başında" in text_of(clerk_client.get(page_of(post, "appoint")))
