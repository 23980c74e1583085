"""What is found, in which order, and why; on both databases."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from kurul.kernel.identity.actors import Actor
from kurul.kernel.search.finding import MOST, Finding, find
from kurul.kernel.search.index import differences
from kurul.kernel.search.models import SearchEntry, SearchWord
from kurul.kernel.search.tests.conftest import LOOK
from kurul.kernel.search.texts import numbers_of
from kurul.kernel.temporal.bounds import Bound, Period
from kurul.kernel.temporal.look import Look
from kurul.kernel.translated import Translated
from kurul.rooms.organisations import actions, search
from kurul.rooms.organisations.models import Organisation
from kurul.rooms.organisations.tests import make as bodies

pytestmark = pytest.mark.django_db
NOBODY = Actor.nobody()


def names(found: Finding) -> list[str]:
    return [hit.name for hit in found.hits]


def ids(text: str, look: Look = LOOK) -> list[int]:
    return [hit.id for hit in find(text, look, NOBODY).hits]


@pytest.mark.parametrize(
    "typed",
    ["Isparta", "ISPARTA", "ısparta", "isparta", "ISPARTA VALİLİĞİ", "isparta valiligi", "ıspart", "valilig"],
)
def test_letter_case_and_accents_make_no_difference(typed: str) -> None:
    made = bodies.organisation("Isparta Valiliği")
    bodies.organisation("Iğdır Belediyesi")
    assert ids(typed) == [made.pk]


@pytest.mark.parametrize("typed", ["IĞDIR", "iğdır", "igdir", "Igdir", "ığdır"])
def test_igdir_is_found_however_it_is_typed(typed: str) -> None:
    made = bodies.organisation("Iğdır Belediyesi")
    assert ids(typed) == [made.pk]


@pytest.mark.parametrize("typed", ["İçişleri", "icisleri", "İÇİŞLERİ", "içişleri bak", "bakanligi icisleri"])
def test_the_ministry_of_the_interior_is_found_however_it_is_typed(typed: str) -> None:
    made = bodies.organisation("İçişleri Bakanlığı")
    bodies.organisation("Dışişleri Bakanlığı")
    assert ids(typed)[0] == made.pk


@pytest.mark.parametrize(
    "typed", ["Sağlk Bakanlgı", "saglik bakanlgi", "sağılk", "saglkı bakanligi", "Sağlık Bakanlıgıı"]
)
def test_mistyped_words_find_what_was_meant(typed: str, ministry: Organisation) -> None:
    bodies.organisation("Sanayi Bakanlığı")
    bodies.organisation("Kültür ve Turizm Bakanlığı")
    found = find(typed, LOOK, NOBODY)
    assert found.hits[0].id == ministry.pk
    assert found.hits[0].is_guess


def test_what_is_written_just_so_is_no_guess(ministry: Organisation) -> None:
    found = find("saglik", LOOK, NOBODY)
    assert not found.is_guess
    assert not found.hits[0].is_guess


def test_exact_comes_before_beginning_before_inside_before_similar() -> None:
    inside = bodies.organisation("Yüksek Sayım Kurulu")
    beginning = bodies.organisation("Sayım Dairesi")
    exact = bodies.organisation("Sayım")
    assert ids("sayim") == [exact.pk, beginning.pk, inside.pk]
    bodies.organisation("Sanım Başkanlığı")
    assert ids("sayim") == [exact.pk, beginning.pk, inside.pk]


def test_abbreviations_and_numbers_come_first() -> None:
    long = bodies.organisation("BTK Lojmanları")
    short = bodies.organisation("Bilgi Teknolojileri ve İletişim Kurumu", abbreviation="BTK")
    assert ids("btk") == [short.pk, long.pk]
    hit = find("btk", LOOK, NOBODY).hits[0]
    assert hit.why == "abbreviation: BTK"


def test_an_abbreviation_of_two_letters_is_found(ministry: Organisation) -> None:
    assert ids("SB") == [ministry.pk]


def test_an_identifier_of_any_scheme_finds_the_body() -> None:
    made = actions.found(
        name=Translated(tr="Sayıştay"),
        kind=bodies.kind(),
        period=Period.since(date(2000, 1, 1)),
        identifiers={"detsis": "24308110"},
        by=bodies.OPERATOR,
    )
    (hit,) = find("24308110", LOOK, NOBODY).hits
    assert (hit.id, hit.why) == (made.pk, "number 24308110 (detsis)")


def test_words_are_found_in_any_order_and_together_with_the_body_above(ministry: Organisation) -> None:
    unit = bodies.organisation("Bilgi İşlem Dairesi", parent=ministry)
    bodies.organisation("Bilgi İşlem Dairesi", parent=bodies.organisation("Adalet Bakanlığı"))
    assert ids("işlem bilgi sağlık") == [unit.pk]
    assert find("bilgi islem", LOOK, NOBODY).hits[0].about


def test_bodies_that_are_called_alike_say_what_they_are_and_what_stands_above_them(
    django_assert_max_num_queries: Any,
) -> None:
    state = bodies.organisation("Türkiye", of_kind=bodies.kind("state", "Devlet", "State"))
    province = bodies.organisation("Isparta", parent=state, of_kind=bodies.kind("province", "İl", "Province"))
    town = bodies.organisation("Isparta", parent=province, of_kind=bodies.kind("town", "Belediye", "Municipality"))
    alone = bodies.organisation("Isparta Valiliği")
    with django_assert_max_num_queries(3):
        search.about([province.pk, town.pk, alone.pk], LOOK, NOBODY)
    with translation.override("en"):
        about = {hit.id: hit.about for hit in find("isparta", LOOK, NOBODY).hits}
    assert about == {
        province.pk: ("Province", "Türkiye"),
        town.pk: ("Municipality", "Isparta"),
        alone.pk: ("Ministry",),
    }
    assert [getattr(text, "language", "") for text in about[town.pk]] == ["", "tr"], "each keeps its language"
    with translation.override("tr"):
        about = {hit.id: hit.about for hit in find("isparta", LOOK, NOBODY).hits}
    assert about[town.pk] == ("Belediye", "Isparta")


def test_a_body_is_found_by_its_old_name_and_says_so(ministry: Organisation) -> None:
    actions.rename(
        organisation=ministry,
        name=Translated(tr="Sıhhat Vekâleti"),
        day=Bound.on(date(2018, 7, 10)),
        by=bodies.OPERATOR,
        version=1,
    )
    later = Look(date(2019, 1, 1))
    (hit,) = find("saglik bakanligi", later, NOBODY).hits
    assert (hit.id, hit.name, hit.why) == (ministry.pk, "Sıhhat Vekâleti", "formerly: Sağlık Bakanlığı")
    (hit,) = find("sihhat", LOOK, NOBODY).hits
    assert hit.why == "later: Sıhhat Vekâleti"
    assert list(differences()) == []


def test_a_renamed_ministry_is_in_the_texts_of_its_units(ministry: Organisation) -> None:
    unit = bodies.organisation("Strateji Dairesi", parent=ministry)
    actions.rename(
        organisation=ministry,
        name=Translated(tr="Sıhhat"),
        day=Bound.on(date(2016, 1, 1)),
        by=bodies.OPERATOR,
        version=1,
    )
    assert ids("strateji sihhat") == [unit.pk]
    assert list(differences()) == []


def test_what_was_recorded_later_is_not_shown_to_who_looks_from_before(ministry: Organisation) -> None:
    before = SearchEntry.objects.latest("recorded_at").recorded_at
    actions.correct_name(
        organisation=ministry,
        name=Translated(tr="Şifa Bakanlığı"),
        reason="yanlış yazılmış",
        day=Bound.on(LOOK.day),
        by=bodies.OPERATOR,
        version=1,
    )
    then = Look(LOOK.day, before)
    assert ids("sifa", then) == []
    assert names(find("saglik", then, NOBODY)) == ["Ministry of Health"]
    assert ids("sifa") == [ministry.pk]
    assert ids("saglik") == [], "what is no longer held to be true finds nothing today"


def test_nothing_is_found_before_anybody_knew_of_it(ministry: Organisation) -> None:
    first = SearchEntry.objects.earliest("recorded_at").recorded_at
    assert ids("saglik", Look(LOOK.day, first)) == [ministry.pk]
    assert ids("saglik", Look(LOOK.day, first - timedelta(microseconds=1))) == []


def test_names_are_shown_in_the_language_that_is_read(ministry: Organisation) -> None:
    assert names(find("saglik", LOOK, NOBODY)) == ["Ministry of Health"]
    assert find("saglik", LOOK, NOBODY).hits[0].why == "also called: Sağlık Bakanlığı"
    with translation.override("tr"):
        assert names(find("ministry of health", LOOK, NOBODY)) == ["Sağlık Bakanlığı"]


def test_more_than_can_be_counted_is_said_to_be_more() -> None:
    for number in range(MOST + 5):
        bodies.organisation(f"Nüfus Müdürlüğü {number}")
    (group,) = find("nufus", LOOK, NOBODY).groups
    assert (group.count, group.has_more, len(group.hits)) == (MOST, True, 5)
    (whole,) = find("nufus", LOOK, NOBODY, kind="organisations.organisation", size=100).groups
    assert (whole.count, whole.has_more, len(whole.hits)) == (MOST + 5, False, MOST + 5)


@pytest.mark.parametrize(
    "typed", ["", "   ", '"', "%", "_", "' OR 1=1", 'a" OR "b', "*", "NEAR(", "^", "zzzzzzzzz", "\\", "a b c"]
)
def test_no_sign_that_is_typed_has_a_meaning_of_its_own(typed: str, ministry: Organisation) -> None:
    assert ids(typed) == []


def test_words_that_no_entry_contains_any_more_are_forgotten(ministry: Organisation) -> None:
    SearchEntry.objects.create(
        pk=numbers_of("organisations.organisation").start + 1000,
        kind="organisations.organisation", record=ministry.pk, part="name", text="Uydurma", head="uydurma",
        haystack="uydurma", recorded_at=ministry.names.get().recorded_at,
    )  # fmt: skip
    SearchWord.objects.create(word="uydurma", padded=" uydurma ")
    assert [one.is_missing for one in differences()] == [False]
    actions.rename(
        organisation=ministry,
        name=Translated(tr="Sıhhat"),
        day=Bound.on(date(2016, 1, 1)),
        by=bodies.OPERATOR,
        version=1,
    )
    assert list(differences()) == []
    assert not SearchWord.objects.filter(word="uydurma").exists()


@pytest.mark.parametrize("typed", ["saglik", "sa", "saglik bakanligi", "bakanligi sa"])
def test_a_search_reads_no_table_from_beginning_to_end(typed: str, ministry: Organisation) -> None:
    """There is an index for every part of the question."""
    with CaptureQueriesContext(connection) as captured:
        find(typed, LOOK, NOBODY)
    (asked,) = [query["sql"] for query in captured if "UNION ALL" in query["sql"]]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SHOW enable_seqscan")
            assert cursor.fetchone() == ("on",), "the search leaves the setting as it was"
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute("EXPLAIN " + asked)
            plan = [row[0] for row in cursor.fetchall()]
            assert not [line for line in plan if "Seq Scan on kernel_searchentry" in line], plan
            return
        cursor.execute(f"EXPLAIN QUERY PLAN {asked}")
        plan = [row[3] for row in cursor.fetchall()]
    scanned = [line for line in plan if line.startswith("SCAN") and "VIRTUAL TABLE" not in line and "part_" not in line]
    assert any("VIRTUAL TABLE" in line or "INDEX kernel_searchentry_head" in line for line in plan)
    assert scanned == [], plan
