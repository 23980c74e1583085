"""The index is a copy of the truth, whoever writes and however much at once; and it can be made anew."""

import json
from datetime import date
from itertools import pairwise

import pytest
from click.testing import CliRunner
from django.apps import apps
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from kurul.kernel.actions import record, writes
from kurul.kernel.cli import kurul
from kurul.kernel.identity.actors import Actor
from kurul.kernel.identity.tests import make as identity
from kurul.kernel.references import Ref
from kurul.kernel.search import grams, index
from kurul.kernel.search.cli import search
from kurul.kernel.search.finding import find
from kurul.kernel.search.models import Part, SearchEntry, SearchWord
from kurul.kernel.search.tests.conftest import LOOK
from kurul.kernel.search.texts import numbers_of, searchables
from kurul.kernel.temporal import clock
from kurul.kernel.temporal.bounds import Bound
from kurul.kernel.translated import Translated
from kurul.kernel.turkish import fold, upper
from kurul.rooms.law.tests import make as law
from kurul.rooms.organisations import actions, wording
from kurul.rooms.organisations.models import Name, Organisation
from kurul.rooms.organisations.tests import make as bodies
from kurul.rooms.people.actions import enter_person
from kurul.rooms.people.actions import rename as rename_person
from kurul.rooms.positions.tests import make as posts

NOBODY = Actor.nobody()
CLERK = identity.actor("people.see_people")


def run(*arguments: str):
    assert kurul.commands["search"] is search
    return CliRunner().invoke(kurul, ["--language", "en", "search", *arguments])


@pytest.mark.django_db
def test_every_room_keeps_its_entries_true_by_writing(ministry: Organisation) -> None:
    post = posts.post(organisation=ministry)
    posts.appointment(post, posts.person())
    law.instrument("KANUN-5070", law.particulars("Elektronik İmza Kanunu"))
    assert {entry.kind for entry in SearchEntry.objects.all()} >= {
        "organisations.organisation",
        "positions.post",
        "people.person",
        "law.instrument",
    }
    assert list(index.differences()) == []


@pytest.mark.django_db
def test_what_a_refused_write_would_have_said_is_not_found(ministry: Organisation) -> None:
    @writes
    def rename_and_fail() -> None:
        actions.rename(
            organisation=ministry, name=Translated(tr="Yok"), day=Bound.on(LOOK.day), by=bodies.OPERATOR, version=1
        )
        raise RuntimeError("after all")

    with pytest.raises(RuntimeError):
        rename_and_fail()
    assert find("yok", LOOK, NOBODY).groups == ()
    assert list(index.differences()) == []


@pytest.mark.django_db
def test_a_bulk_action_that_names_no_record_refreshes_what_it_wrote(ministry: Organisation) -> None:
    @writes
    def load_name() -> None:
        Name.objects.create(
            organisation=ministry, name=Translated(tr="Eski Ad"), valid_from=date(1990, 1, 1),
            valid_from_latest=date(1990, 1, 1), valid_to_earliest=date(2010, 1, 1), valid_to=date(2010, 1, 1),
        )  # fmt: skip
        record(wording.LOADED, Ref("organisations.organisation", 0), by=bodies.OPERATOR)

    load_name()
    (hit,) = find("eski ad", LOOK, NOBODY).hits
    assert hit.why == "formerly: Eski Ad"
    assert list(index.differences()) == []


@pytest.mark.django_db
def test_a_write_costs_the_same_however_much_there_is(ministry: Organisation) -> None:
    def queries(number: int) -> int:
        with CaptureQueriesContext(connection) as captured:
            bodies.organisation(f"Kurum {number}")
        return len(captured)

    few = queries(1)
    for number in range(20):
        bodies.organisation(f"Öteki kurum {number}")
    assert queries(2) == few


@pytest.mark.django_db
def test_the_index_is_made_anew_and_checked(ministry: Organisation) -> None:
    before = set(SearchEntry.objects.values_list("kind", "record", "part", "text", "haystack"))
    words = set(SearchWord.objects.values_list("word", flat=True))
    SearchEntry.objects.filter(part="abbreviation").delete()
    checked = run("check")
    assert checked.exit_code == 1
    assert f"organisations.organisation:{ministry.pk}  missing: SB" in checked.output
    assert "kurul search reindex" in checked.output
    made = run("reindex")
    assert made.exit_code == 0
    assert "organisations.organisation  3" in made.output
    assert set(SearchEntry.objects.values_list("kind", "record", "part", "text", "haystack")) == before
    assert set(SearchWord.objects.values_list("word", flat=True)) == words
    assert run("check").output == "The index says what the records say.\n"
    assert find("sb", LOOK, NOBODY).hits, "the trigrams too were made anew"
    assert find("aglık bak", LOOK, NOBODY).hits


@pytest.mark.django_db
def test_the_command_line_finds_and_says_when_nothing_is_found(ministry: Organisation) -> None:
    found = run("find", "SAĞLIK", "--as-of", "2017-03-01")
    assert found.exit_code == 0
    assert f"organisations.organisation:{ministry.pk}  Ministry of Health" in found.output
    (group,) = json.loads(run("find", "saglik", "--as-of", "2017-03-01", "--format", "json").output)
    assert group["hits"][0]["ref"] == f"organisations.organisation:{ministry.pk}"
    assert run("find", "nothingness").exit_code == 1
    assert run("find", "saglik", "--known-at", "2000-01-01").exit_code == 1
    assert run("find", "saglik", "--kind", "no.such").exit_code == 2


@pytest.mark.django_db
def test_the_api_finds_what_the_page_finds(client: Client, ministry: Organisation) -> None:
    found = client.get("/api/search", {"q": "saglik", "as_of": "2017-03-01"}).json()
    (group,) = found["groups"]
    assert group["hits"][0]["url"] == f"/organisations/{ministry.pk}/"
    assert client.get("/api/search", {"q": "saglik", "known_at": "2000-01-01"}).json()["groups"] == []
    refused = client.get("/api/search", {"q": "x", "kind": "no.such"}, headers={"accept-language": "en"})
    (finding,) = refused.json()["findings"]
    assert (refused.status_code, finding["code"], finding["field"]) == (422, "search.no_such_kind", "kind")
    assert "Leave the kind out" in finding["message"]
    assert client.get("/api/search").json()["groups"] == []


@pytest.mark.django_db
def test_hidden_persons_neither_show_nor_count() -> None:
    for number in range(70):
        enter_person(given_name="Ayşe", family_name="Yılmaz" + "a" * number, by=bodies.OPERATOR)
    holder = enter_person(given_name="Ayşe", family_name="Zorlu", by=bodies.OPERATOR)
    posts.appointment(posts.post(organisation=bodies.organisation("Bir Kurum")), holder)
    (seen,) = find("ayse", LOOK, NOBODY).groups
    assert [(hit.id, hit.name) for hit in seen.hits] == [(holder.pk, "Ayşe Zorlu")]
    assert (seen.count, seen.has_more) == (1, False)
    (all_of_them,) = find("ayse", LOOK, CLERK).groups
    assert all_of_them.has_more


@pytest.mark.django_db
def test_former_names_of_persons_are_found_by_those_who_keep_them() -> None:
    holder = enter_person(given_name="Ayşe", family_name="Eskisoy", by=bodies.OPERATOR)
    posts.appointment(posts.post(organisation=bodies.organisation("Bir Kurum")), holder)
    rename_person(
        person=holder,
        given_name="Ayşe",
        family_name="Yenisoy",
        day=Bound.on(date(2016, 1, 1)),
        by=bodies.OPERATOR,
        version=1,
    )
    assert find("eskisoy", LOOK, NOBODY).groups == ()
    assert find("eskisoy", LOOK, CLERK).hits[0].why == "formerly: Ayşe Eskisoy"
    assert find("yenisoy", LOOK, NOBODY).hits[0].id == holder.pk


def test_entries_of_each_kind_have_numbers_of_their_own() -> None:
    ranges = sorted((numbers_of(found.kind) for found in searchables()), key=lambda one: one.start)
    assert len(ranges) >= 8
    assert all(one.stop < other.start for one, other in pairwise(ranges))
    assert ranges[-1].stop < 2**63


LETTERS = st.text("abcçdefgğhıijklmnoöprsştuüvyzABCÇDEFGĞHIİJKLMNOÖPRSŞTUÜVYZâîû ", max_size=40)


@pytest.mark.property
@given(LETTERS)
def test_folding_does_not_depend_on_case_and_accents_and_is_stable(text: str) -> None:
    folded = fold(text)
    assert fold(folded) == folded
    assert fold(upper(text)) == folded
    assert fold(text.translate(str.maketrans("çğıöşüâîûÇĞİÖŞÜ", "cgiosuaiuCGIOSU"))) == folded
    assert folded.isascii()
    assert folded == " ".join(folded.split())


@pytest.mark.property
@given(LETTERS, LETTERS)
def test_folding_puts_texts_together_word_by_word(one: str, other: str) -> None:
    assert fold(f"{one} {other}") == " ".join(part for part in (fold(one), fold(other)) if part)


@pytest.mark.django_db
def test_trigrams_made_by_an_older_version_are_made_anew(ministry: Organisation) -> None:
    if connection.vendor == "sqlite":
        table = grams.grams_table(SearchEntry)
        with connection.cursor() as cursor:
            cursor.execute(f"DROP TABLE {table}")
            cursor.execute(
                f"CREATE VIRTUAL TABLE {table} USING fts5(haystack, content='kernel_searchentry', content_rowid='id', "
                "tokenize='trigram case_sensitive 1')"
            )
    before = [hit.id for hit in find("anlığ", LOOK, NOBODY).hits]
    grams.install_grams(apps.get_app_config("kernel"))
    assert [hit.id for hit in find("anlığ", LOOK, NOBODY).hits] == [ministry.pk]
    assert before == ([] if connection.vendor == "sqlite" else [ministry.pk])  # else nothing was shown by it
    grams.install_grams(apps.get_app_config("kernel"))
    assert [hit.id for hit in find("anlığ", LOOK, NOBODY).hits] == [ministry.pk]


@pytest.mark.django_db
def test_many_entries_of_one_kind_leave_the_trigrams_of_the_others_alone(ministry: Organisation) -> None:
    """Numbers of other kinds lie above those of posts: their entries were there before."""
    numbers = numbers_of("positions.post")
    assert numbers.stop < SearchEntry.objects.filter(record=ministry.pk)[0].pk
    with grams.added_at_the_end(numbers, numbers.start, is_worth_it=True):
        SearchEntry.objects.bulk_create(
            SearchEntry(
                id=numbers.start + number,
                kind="positions.post",
                record=number,
                part=Part.NAME,
                text="Deneme",
                head="deneme",
                haystack=" deneme",
                recorded_at=clock.now(),
            )
            for number in range(1, 4)
        )
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            table = grams.grams_table(SearchEntry)
            # It fails where the trigrams are not exactly those of the entries.
            cursor.execute(f"INSERT INTO {table}({table}, rank) VALUES ('integrity-check', 1)")
            cursor.execute(f"SELECT count(DISTINCT segid) FROM {table}_idx")
            assert cursor.fetchone() == (1,), "they lie in one piece"
        cursor.execute(f"SELECT count(*) FROM {SearchEntry._meta.db_table} WHERE haystack LIKE %s", ["%eneme%"])
        assert cursor.fetchone() == (3,)
