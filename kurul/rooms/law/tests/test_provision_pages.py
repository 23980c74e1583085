"""The pages of provisions and relations, as a browser without script sees them."""

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from kurul.kernel.temporal.bounds import Bound
from kurul.rooms.law.actions.provisions import wordings
from kurul.rooms.law.models import (
    Instrument,
    InstrumentKind,
    Provision,
    ProvisionKind,
    ProvisionWording,
    Relation,
    RelationKind,
)
from kurul.rooms.law.tests import make

pytestmark = pytest.mark.django_db
BUDGET = 25
AMENDED = "2010-05-01"


@pytest.fixture
def law() -> Instrument:
    made = make.instrument()
    nine = make.provision(made, "9", "Dokuz.")
    make.provision(made, "1", "Fıkra.", kind="paragraph", under=nine)
    make.provision(made, "10", "On.")
    return made


@pytest.fixture
def other() -> Instrument:
    said = make.particulars("Değişiklik Kanunu", english="Amending Law", number="5982", issued=date(2010, 4, 1))
    made = make.instrument("KANUN-5982", said)
    make.provision(made, "15", "On beş.")
    return made


def text_of(response: Any) -> str:
    return " ".join(response.content.decode().split())


def url(name: str, pk: int) -> str:
    return reverse(f"law:{name}", args=[pk])


def nine() -> Provision:
    return Provision.objects.get(wordings__label="9", wordings__superseded_at=None, wordings__ended_by=None)


def typed(of: Instrument, by: Instrument, **more: str) -> dict[str, str]:
    """What a clerk types into the form of an amendment."""
    said = {"instrument": str(by.pk), "day": "01.05.2010", "version": str(make.version(of))}
    saying = {"kind": str(make.part_kind().pk), "label": "9", "text_tr": "Yeni dokuz."}
    return {**said, **saying, **more}


def test_a_clerk_records_an_amendment_down_to_the_amending_article(
    clerk: Client, law: Instrument, other: Instrument
) -> None:
    answer = clerk.post(url("amend_provision", nine().pk), typed(law, other, acting_provision="Law 5982, art. 15"))
    assert answer["Location"] == url("provision", nine().pk)
    (relation,) = Relation.objects.select_related("provision")
    assert relation.provision == other.provisions.get()
    shown = text_of(clerk.get(url("provision", nine().pk)))
    assert "Yeni dokuz." in shown
    assert "As first issued" in shown
    assert "so worded by" in shown
    before = text_of(clerk.get(url("provision", nine().pk), {"as_of": "2010-04-30"}))
    standing = before[: before.index('id="wordings"')]
    assert "Dokuz." in standing
    assert "Yeni dokuz." not in standing
    page = text_of(clerk.get(url("instrument", law.pk)))
    assert "art. 9: Amended by" in page
    assert "Law 5982, art. 15" in page


def test_what_cannot_be_is_said_at_its_field_and_nothing_is_half_written(
    clerk: Client, law: Instrument, other: Instrument
) -> None:
    page = url("amend_provision", nine().pk)
    for more, sentence in (
        ({"day": "2003-01-01"}, "it was issued 23 Jan 2004"),
        ({"instrument": str(law.pk)}, "An instrument cannot do this to itself."),
        ({"acting_provision": "Law 5982, art. 99"}, "Nothing is called “Law 5982, art. 99”."),
        ({"kind": ""}, "Say what bears this label"),
        ({"label": "10"}, "“10” stands beside it already."),
    ):
        answer = clerk.post(page, typed(law, other, **more))
        assert answer.status_code == 422
        assert sentence in text_of(answer), sentence
    assert not Relation.objects.exists()
    stale = clerk.post(page, typed(law, other, version="1"))
    assert "Somebody changed this record" in text_of(stale)


def test_a_clerk_records_an_added_provision_at_its_place(clerk: Client, law: Instrument, other: Instrument) -> None:
    before = typed(law, other, label="9/A", text_tr="Ek madde.", after=str(nine().pk))
    assert clerk.post(url("insert_provision", law.pk), before).status_code == 302
    page = text_of(clerk.get(url("instrument", law.pk)))
    assert page.index(">art. 9</a>") < page.index(">art. 9/A</a>") < page.index(">art. 10</a>")
    assert ">art. 9/A</a>" not in text_of(clerk.get(url("instrument", law.pk), {"as_of": "2010-04-30"}))


def test_the_number_of_provisions_is_that_of_the_list_to_which_it_leads(
    clerk: Client, law: Instrument, other: Instrument
) -> None:
    said = {name: value for name, value in typed(law, other).items() if name in {"instrument", "day", "version"}}
    clerk.post(url("repeal_provision", nine().pk), said)
    shown = text_of(clerk.get(url("instrument", law.pk)))
    listed = text_of(clerk.get(reverse("law:clauses"), {"instrument": law.pk}))
    count = re.search(r'<h2>What it establishes</h2><span class="count"><a class="number"[^>]*>(\d+)<', shown)
    total = re.search(r'role="status"><[^>]*>(\d+)<', listed)
    assert count
    assert total
    assert count[1] == total[1] == "1"


def test_what_was_added_is_not_told_as_amended(clerk: Client, law: Instrument, other: Instrument) -> None:
    said = typed(law, other, label="9/A", text_tr="Ek madde.", acting_provision="Law 5982, art. 15")
    clerk.post(url("insert_provision", law.pk), said)
    shown = text_of(clerk.get(url("instrument", law.pk)))
    assert "art. 9/A: Added by" in shown
    assert "Amended by" not in shown
    added = ProvisionWording.objects.known_at().get(label="9/A").provision_id
    assert "added by" in text_of(clerk.get(url("provision", added)))
    assert "art. 15: Adds" in text_of(clerk.get(url("instrument", other.pk)))
    clerk.post(url("amend_provision", added), typed(law, other, label="9/A", text_tr="Yeni ek.", day="2011-01-01"))
    shown = text_of(clerk.get(url("instrument", law.pk)))
    assert "art. 9/A: Added by" in shown
    assert "art. 9/A: Amended by" in shown
    assert "so worded by" in text_of(clerk.get(url("provision", added)))


def test_a_clerk_records_a_repeal_corrects_its_day_and_takes_it_back(
    clerk: Client, law: Instrument, other: Instrument
) -> None:
    said = {name: value for name, value in typed(law, other).items() if name in {"instrument", "day", "version"}}
    assert clerk.post(url("repeal_provision", nine().pk), said).status_code == 302
    shown = text_of(clerk.get(url("instrument", law.pk)))
    assert shown.count("no longer stands") == 2  # the article and its paragraph
    relation = Relation.objects.get()
    change = {"day": "2011", "reason": "Only the year is known.", "version": str(make.version(law))}
    assert clerk.post(url("correct_relation", relation.pk), change).status_code == 302
    held = Relation.objects.known_at().get()
    assert held.period.start == Bound.year(2011)
    assert clerk.get(url("correct_relation", relation.pk)).status_code == 404  # no longer held
    taken = {"reason": "Another law did.", "version": str(make.version(law))}
    assert clerk.post(url("withdraw_relation", held.pk), taken).status_code == 302
    assert "no longer stands" not in text_of(clerk.get(url("instrument", law.pk)))


def test_a_clerk_relates_two_instruments_from_either_side(clerk: Client, law: Instrument, other: Instrument) -> None:
    met = {"kind": "repeals", "instrument": str(other.pk), "day": AMENDED, "version": str(make.version(law))}
    assert clerk.post(url("relate", law.pk), met).status_code == 302
    basis = make.instrument("KANUN-1", make.particulars("Bir", number="1", issued=date(2001, 1, 1)))
    make.provision(basis, "7")
    acting = {"kind": "rests_on", "target": str(basis.pk), "target_provision": "Law 1, art. 7", "day": "?"}
    assert clerk.post(url("act", other.pk), acting).status_code == 302
    shown = text_of(clerk.get(url("instrument", other.pk)))
    for words in ("<p>Repeals", "<p>Rests on", "Law 1, art. 7"):
        assert words in shown
    wrong = clerk.post(url("act", other.pk), {**acting, "kind": "amends"})
    assert "Record this on the page of the provision" in text_of(wrong)
    twice = clerk.post(url("relate", law.pk), {**met, "day": "2011", "version": str(make.version(law))})
    assert "It stands repealed or replaced already (1 May 2010)." in text_of(twice)


def test_a_clerk_corrects_an_earlier_wording(clerk: Client, law: Instrument, other: Instrument) -> None:
    make.amend(nine(), other, date(2010, 5, 1), "Yeni dokuz.", "9")
    provision = Provision.objects.filter(wordings__label="9").first()
    assert provision is not None
    earlier = wordings(provision)[0]
    page = f"{url('correct_provision', provision.pk)}?wording={earlier.pk}"
    assert "Dokuz." in text_of(clerk.get(page))
    change = {
        "kind": str(make.part_kind().pk),
        "label": "9",
        "text_tr": "Dokuz!",
        "reason": "Misprint.",
        "version": str(make.version(law)),
    }
    assert clerk.post(page, change).status_code == 302
    said = [str(row.text["tr"]) for row in wordings(provision)]
    assert said == ["Dokuz!", "Yeni dokuz."]


def test_a_provision_entered_by_mistake_is_gone(clerk: Client, law: Instrument) -> None:
    ten = law.provisions.latest("order")
    taken = {"reason": "Of another law.", "version": str(make.version(law))}
    answer = clerk.post(url("withdraw_provision", ten.pk), taken)
    assert answer["Location"] == url("instrument", law.pk)
    assert clerk.get(url("provision", ten.pk)).status_code == 404


def test_a_clerk_says_how_kinds_are_cited_and_addressed(clerk: Client, law: Instrument) -> None:
    kind = InstrumentKind.objects.get(code="law")
    page = url("change_kind", kind.pk)
    assert page in text_of(clerk.get(reverse("law:kinds")))
    change = {"name_en": "Law", "reference_en": "Act {number}", "jurisdiction": "tr", "eli_template": "law/{number}"}
    assert clerk.post(page, change)["Location"] == reverse("law:kinds")
    assert "Act 5070, art. 9" in text_of(clerk.get(url("provision", nine().pk)))
    assert clerk.get("/eli/law/5070/art_9").status_code == 200
    wrong = clerk.post(page, {**change, "eli_template": "law/{nr}"})
    assert "Write the path with {number} once" in text_of(wrong)
    new = {"name_tr": "Cümle", "reference_tr": "c. {label}", "eli_part": "snt_{label}", "code": "sentence"}
    assert clerk.post(reverse("law:enter_provision_kind"), new).status_code == 302
    made = ProvisionKind.objects.get(code="sentence")
    assert clerk.post(url("change_provision_kind", made.pk), {**new, "eli_part": "c_{label}"}).status_code == 302
    assert "c_{label}" in text_of(clerk.get(reverse("law:provision_kinds")))


def test_only_who_keeps_the_register_changes_relations_and_kinds(
    browser: Any, law: Instrument, other: Instrument
) -> None:
    relation = make.relate(RelationKind.AMENDS, other, law, date(2010, 5, 1))
    kind = InstrumentKind.objects.get(code="law")
    for role, opens in (("registry_clerk", 200), ("reporter", 403), ("", 302)):
        opened = browser(role)
        for name, pk in (
            ("correct_relation", relation.pk),
            ("withdraw_relation", relation.pk),
            ("change_kind", kind.pk),
            ("change_provision_kind", make.part_kind().pk),
        ):
            assert opened.get(url(name, pk)).status_code == opens, (role, name)


def test_a_large_instrument_shows_its_first_level_only(client: Client, law: Instrument, monkeypatch: Any) -> None:
    client.cookies["django_language"] = "en"
    assert ">para. 1</a>" in text_of(client.get(url("instrument", law.pk)))
    monkeypatch.setattr("kurul.rooms.law.views.record.MOST_NODES", 2)
    shown = text_of(client.get(url("instrument", law.pk)))
    assert "Only the first level is shown" in shown
    assert ">para. 1</a>" not in shown
    assert "1 part" in shown
    assert ">para. 1</a>" in text_of(client.get(url("provision", nine().pk)))


def test_pages_stay_within_the_budget_however_many_provisions_there_are(
    clerk: Client, law: Instrument, other: Instrument, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(30, 50):
        provision = make.provision(law, str(number))
        make.amend(provision, other, date(2010, 5, 1), "Yeni.", str(number))
    for address in (
        *(url(name, law.pk) for name in ("instrument", "resting", "enter_provision", "insert_provision", "relate")),
        *(url(name, nine().pk) for name in ("provision", "amend_provision", "correct_provision", "cite_provision")),
        *(reverse(f"law:{name}") for name in ("clauses", "on_repealed", "provision_kinds")),
        "/eli/tr/kanun/2004/5070/art_9/par_1",
    ):
        with django_assert_max_num_queries(BUDGET):
            assert clerk.get(address).status_code == 200, address
