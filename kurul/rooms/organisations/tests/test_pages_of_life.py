"""The pages on which changes are chosen, recorded, read, corrected and withdrawn."""

import csv
import io
from datetime import date
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from kurul.kernel.temporal.bounds import Bound
from kurul.kernel.translated import Translated
from kurul.rooms.organisations import actions
from kurul.rooms.organisations.models import ChangeEvent, Classification, Existence, Organisation, Placement
from kurul.rooms.organisations.tests import make

pytestmark = pytest.mark.django_db
DAY = Bound.on(date(2015, 7, 10))
BUDGET = 25


@pytest.fixture
def public() -> Client:
    """A browser of somebody who is not signed in and reads English."""
    browser = Client()
    browser.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return browser


def text_of(answer: Any) -> str:
    return answer.content.decode()


def page_of(body: Organisation, name: str = "organisation", *more: Any) -> str:
    return reverse(f"organisations:{name}", args=[body.pk, *more])


def test_every_change_is_offered_in_a_sentence_and_has_its_form(clerk_client: Client, client: Client) -> None:
    body = make.organisation("Sağlık Bakanlığı")
    make.organisation("Birim", parent=body)
    chooser = text_of(clerk_client.get(page_of(body, "choose_change")))
    for name in ("rename", "move", "reclassify", "split", "merge", "absorb", "transfer", "abolish"):
        assert page_of(body, name) in chooser
        assert clerk_client.get(page_of(body, name)).status_code == 200
        assert Client().get(page_of(body, name)).status_code == 302


def test_a_merger_typed_into_the_form_shows_on_all_pages_of_it(
    clerk_client: Client, public: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    a, b = make.organisation("Çevre Bakanlığı"), make.organisation("Orman Bakanlığı")
    make.organisation("Daire", parent=a)
    typed = {
        "other_1": f"#{b.pk}", "name_tr": "Çevre ve Orman Bakanlığı", "kind": make.kind().pk, "day": "10.07.2015",
        "version": "1", "note": "One ministry",
    }  # fmt: skip
    again = clerk_client.post(page_of(a, "merge"), {**typed, "other_1": f"#{a.pk}"})
    assert again.status_code == 422
    assert "named twice" in text_of(again)
    assert clerk_client.post(page_of(a, "merge"), typed).status_code == 302
    made = Organisation.objects.latest("pk")
    with django_assert_max_num_queries(BUDGET):
        shown = text_of(public.get(page_of(made)))
    assert "Came to be by the merger of Çevre Bakanlığı, Orman Bakanlığı" in shown
    assert "legal basis not known" in shown
    assert "Came out of" in shown
    assert "<svg" in shown
    old = text_of(public.get(page_of(a)))
    assert "Merged into Çevre ve Orman Bakanlığı" in old
    assert "Became" in old
    event = ChangeEvent.objects.get(kind="merged")
    told = text_of(public.get(reverse("organisations:change", args=[event.pk])))
    assert "What moved because of it" in told
    assert reverse("organisations:correct_change", args=[event.pk]) not in told
    assert reverse("organisations:correct_change", args=[event.pk]) in text_of(
        clerk_client.get(reverse("organisations:change", args=[event.pk]))
    )


def test_a_body_that_is_gone_says_what_it_was_and_what_became_of_it(public: Client) -> None:
    top, unit, level = make.organisation("Milli Eğitim"), make.kind("it_unit", "Birim", "IT unit"), make.level()
    old, other = (make.organisation(name, parent=top, of_kind=unit, of_level=level) for name in ("Bilgi", "İşlem"))
    new = actions.NewBody(Translated(tr="Bilgi İşlem"), unit, level, parent=top)
    actions.merge(organisation=old, others=[other], into=new, day=DAY, by=make.OPERATOR, version=1)
    for query in ({}, {"tab": "recorded"}):
        gone = text_of(public.get(page_of(old), query))
        head = gone[gone.index('class="eyebrow"') : gone.index('class="tabs"')]
        assert "IT unit" in head
        assert "Kind not known" not in head
        assert "Merged into Bilgi İşlem" in head
        assert "2015-07-10" in head
        assert "It last stood under" in head
        assert page_of(top) in head
        assert "Stands under no other body" not in head
    before = text_of(public.get(page_of(old), {"as_of": "2009-01-01"}))
    assert "Founded</a>, <time" in before
    assert "It last stood under" not in before


def test_a_split_typed_into_the_form_gives_the_parts_their_homes(clerk_client: Client) -> None:
    body, kind = make.organisation("Çevre ve Orman"), make.kind().pk
    one, two = make.organisation("Bir", parent=body), make.organisation("İki", parent=body)
    typed = {
        "name_1_tr": "Çevre", "kind_1": kind, "name_3_tr": "Orman", "kind_3": kind, "day": "2015-07-10",
        "version": "1", f"home_{one.pk}": "0", f"home_{two.pk}": "1",
    }  # fmt: skip
    nameless = clerk_client.post(page_of(body, "split"), typed)
    assert "This new body has no name yet" in text_of(nameless)
    homeless = clerk_client.post(page_of(body, "split"), {**typed, f"home_{two.pk}": ""})
    assert "1 parts of the body have no new home" in text_of(homeless)
    assert clerk_client.post(page_of(body, "split"), {**typed, f"home_{two.pk}": "2"}).status_code == 302
    placed = dict(Placement.objects.as_of(DAY.latest).values_list("organisation", "parent"))
    first, second = Organisation.objects.order_by("pk").filter(pk__gt=two.pk)
    assert placed == {one.pk: first.pk, two.pk: second.pk}


def test_what_happens_and_what_can_be_chosen_are_called_by_nouns_in_turkish(clerk_client: Client) -> None:
    body = make.organisation("Çevre ve Orman")
    clerk_client.cookies[settings.LANGUAGE_COOKIE_NAME] = "tr"
    event = ChangeEvent.objects.get()
    told = text_of(clerk_client.get(reverse("organisations:change", args=[event.pk])))
    assert '<p class="eyebrow">Değişiklik' in told
    assert f'href="{page_of(body, "split")}">Bölünme</a>' in text_of(clerk_client.get(page_of(body, "choose_change")))


def test_one_word_stands_for_one_thing(clerk_client: Client, public: Client) -> None:
    body = make.organisation("Çevre ve Orman")
    listed = text_of(public.get(page_of(body)))
    assert f'href="{reverse("organisations:list")}">Bodies</a>' in listed
    assert "Organisations" not in listed
    clerk_client.cookies[settings.LANGUAGE_COOKIE_NAME] = "tr"
    event = ChangeEvent.objects.get()
    withdrawing = text_of(clerk_client.get(reverse("organisations:withdraw_change", args=[event.pk])))
    assert "Değişikliği geri al" in withdrawing
    assert ">Geri al</button>" in withdrawing
    assert "Geri çek" not in withdrawing


def test_no_two_fields_of_a_form_bear_the_same_label(clerk_client: Client) -> None:
    body = make.organisation("Çevre ve Orman")
    make.organisation("Bir", parent=body)
    for name in ("split", "merge", "absorb"):
        form = clerk_client.get(page_of(body, name)).context["form"]
        labels = [str(field.label) for field in form.visible_fields()]
        assert len(set(labels)) == len(labels), labels
    assert "stays where it is (only if the body itself goes on)" in text_of(clerk_client.get(page_of(body, "split")))


def test_a_transfer_and_an_absorption_typed_into_their_forms(clerk_client: Client) -> None:
    a, b = make.organisation("A"), make.organisation("B")
    unit = make.organisation("Birim", parent=a)
    typed = {"to": f"#{b.pk}", "units": [str(unit.pk)], "day": "2015-07-10", "version": "1"}
    assert clerk_client.post(page_of(a, "transfer"), typed).status_code == 302
    a.refresh_from_db()
    given = {"other_1": f"#{a.pk}", "day": "2016-01-01", "version": str(Organisation.objects.get(pk=b.pk).version)}
    assert clerk_client.post(page_of(b, "absorb"), given).status_code == 302
    assert not Existence.objects.as_of(date(2016, 1, 1)).filter(organisation=a).exists()


def test_changes_are_listed_and_those_without_a_legal_basis_alone(public: Client) -> None:
    client = public
    body = make.organisation("Sağlık Bakanlığı")
    actions.rename(organisation=body, name=Translated(tr="Yeni"), day=DAY, by=make.OPERATOR, version=1)
    url = reverse("organisations:changes")
    shown = text_of(client.get(url, {"without": "on"}))
    assert shown.count("not known") >= 2
    assert "Renamed" in text_of(client.get(url, {"kind": "renamed"}))
    assert "No such change is recorded" in text_of(client.get(url, {"kind": "split"}))
    exported: Any = client.get(url, {"export": "json"})
    assert "Yeni" in b"".join(exported.streaming_content).decode()


def test_units_of_one_name_are_told_apart_in_the_list_of_changes(public: Client) -> None:
    a, b = make.organisation("Sağlık Bakanlığı"), make.organisation("Adalet Bakanlığı")
    unit, _other = (make.organisation("Bilgi İşlem", parent=top, since=date(2011, 1, 1)) for top in (a, b))
    actions.move(organisation=unit, parent=b, day=DAY, by=make.OPERATOR, version=1)
    actions.abolish(organisation=unit, day=Bound.on(date(2016, 1, 1)), by=make.OPERATOR, version=2)
    exported: Any = public.get(reverse("organisations:changes"), {"export": "csv", "sort": "day"})
    rows = csv.reader(io.StringIO(exported.getvalue().decode("utf-8-sig")))
    told = [(what, bodies) for _day, what, bodies, *_more in rows][1:]
    assert told == [
        ("Founded", "Sağlık Bakanlığı"),
        ("Founded", "Adalet Bakanlığı"),
        ("Founded", "Bilgi İşlem (Sağlık Bakanlığı)"),
        ("Founded", "Bilgi İşlem (Adalet Bakanlığı)"),
        ("Moved under another body", "Bilgi İşlem (Adalet Bakanlığı)"),
        ("Abolished", "Bilgi İşlem (Adalet Bakanlığı)"),
    ]
    event = ChangeEvent.objects.get(kind="moved")
    assert "Bilgi İşlem (Adalet Bakanlığı)" in text_of(public.get(reverse("organisations:change", args=[event.pk])))


def test_a_change_is_corrected_and_withdrawn_in_the_pages(clerk_client: Client) -> None:
    body = make.organisation("Eski")
    actions.rename(organisation=body, name=Translated(tr="Yeni"), day=DAY, by=make.OPERATOR, version=1)
    event = ChangeEvent.objects.get(kind="renamed")
    correcting = reverse("organisations:correct_change", args=[event.pk])
    assert 'value="2015-07-10"' in text_of(clerk_client.get(correcting))
    typed = {"day": "2015-08-01", "instrument": "", "note": "", "reason": ""}
    assert "Say why; the reason is kept" in text_of(clerk_client.post(correcting, typed))
    assert clerk_client.post(correcting, {**typed, "reason": "Read again"}).status_code == 302
    assert clerk_client.get(correcting).status_code == 404  # it no longer counts
    assert "no longer counts" in text_of(clerk_client.get(reverse("organisations:change", args=[event.pk])))
    now = ChangeEvent.objects.known_at().get(kind="renamed")
    withdrawing = reverse("organisations:withdraw_change", args=[now.pk])
    assert clerk_client.post(withdrawing, {"reason": " "}).status_code == 422
    assert clerk_client.post(withdrawing, {"reason": "Never published"})["Location"] == page_of(body)
    assert "Yeni" not in text_of(clerk_client.get(page_of(body)))


def test_an_entry_is_corrected_in_the_pages(clerk_client: Client) -> None:
    body, agency = make.organisation("A"), make.kind("agency", "Kurum", "Agency")
    row = Classification.objects.get()
    url = page_of(body, "correct_fact", "classification", row.pk)
    assert 'value="2010-01-01"' in text_of(clerk_client.get(url))
    typed = {"kind": agency.pk, "level": "", "first_day": "2010-01-01", "last_day": "", "reason": "An agency"}
    assert clerk_client.post(url, typed).status_code == 302
    assert Classification.objects.known_at().get().kind == agency
    for wrong in (url, page_of(body, "correct_fact", "nothing", row.pk)):
        assert clerk_client.get(wrong).status_code == 404
    existence = Existence.objects.get()
    there = page_of(body, "correct_fact", "existence", existence.pk)
    refused = clerk_client.post(there, {"first_day": "2011-01-01", "last_day": "", "reason": "Later"})
    assert "is that of a recorded change" in text_of(refused)


def test_a_founding_withdrawn_in_the_pages_leaves_no_page(clerk_client: Client) -> None:
    body = make.organisation("A")
    event = ChangeEvent.objects.get()
    answer = clerk_client.post(reverse("organisations:withdraw_change", args=[event.pk]), {"reason": "Twice"})
    assert answer["Location"] == reverse("organisations:changes")
    assert clerk_client.get(page_of(body)).status_code == 404
