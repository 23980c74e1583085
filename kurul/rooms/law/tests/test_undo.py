"""A load of law is taken back as one, as long as nothing rests on its instruments and nobody changed them."""

from dataclasses import replace
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from kurul.kernel.identity import actions as identity
from kurul.kernel.identity.actors import Actor, actor_of
from kurul.kernel.imports.models import ImportRun
from kurul.kernel.imports.undoing import undo
from kurul.kernel.refusals import Conflict, NotPermitted
from kurul.kernel.search import index
from kurul.kernel.search.finding import find
from kurul.kernel.search.models import SearchEntry
from kurul.kernel.temporal.bounds import Bound, Period
from kurul.kernel.temporal.look import Look
from kurul.kernel.translated import Translated
from kurul.rooms.law import queries
from kurul.rooms.law.actions import (
    Act,
    Saying,
    cite_provision,
    correct_instrument,
    enter_instrument,
    enter_provision,
    relate_instruments,
)
from kurul.rooms.law.models import (
    FormerEntry,
    Instrument,
    InstrumentKind,
    Provision,
    ProvisionKind,
    Relation,
    RelationKind,
)
from kurul.rooms.law.tests.test_files import load

pytestmark = pytest.mark.django_db
OPERATOR, TODAY = Actor.operator(), date(2020, 1, 1)


def loaded() -> ImportRun:
    load()
    return ImportRun.objects.get()


def shown(look: Look) -> int:
    return queries.how_many(queries.Filters(), look, Actor.nobody())


def refusals(run: ImportRun) -> list[tuple[str, str]]:
    with pytest.raises(Conflict) as caught, override("en"):
        undo(run=run, reason="", by=OPERATOR)
    return [(finding.code, finding.params["what"]) for finding in caught.value.findings]


def test_instruments_provisions_relations_and_kinds_go_and_what_was_known_stays_known() -> None:
    run = loaded()
    now, between = Look(TODAY), Look(TODAY, run.at)
    count, one = shown(now), Instrument.objects.first()
    assert one is not None
    assert count > 0
    undo(run=run, reason="wrong file", by=OPERATOR)
    assert shown(now) == 0
    assert shown(between) == count
    assert queries.page(one.pk, now, Actor.nobody()) is None
    before = queries.page(one.pk, between, Actor.nobody())
    assert before is not None
    assert before.said.title == one.title
    assert not Relation.objects.known_at().exists()
    assert not SearchEntry.objects.filter(kind="law.instrument", superseded_at=None).exists()
    assert not InstrumentKind.objects.exists()
    assert not ProvisionKind.objects.exists()
    run.refresh_from_db()
    assert (run.state, run.report["taken_back"]["stay"]) == ("undone", [])


def test_the_same_file_can_be_loaded_again_after_that() -> None:
    run = loaded()
    count = Instrument.objects.count()
    undo(run=run, reason="", by=OPERATOR)
    report = load()
    assert report.refused == []
    assert report.created["instrument"] == count
    assert Instrument.objects.count() == count
    undo(run=ImportRun.objects.latest("pk"), reason="", by=OPERATOR)
    assert shown(Look(TODAY)) == 0


def test_its_eli_leads_to_it_as_it_was_known_before_and_after_a_new_load_to_the_new_one() -> None:
    def named(look: Look) -> tuple[int, ...]:
        found = queries.addressed(str(path), look, Actor.nobody())
        return found.instruments if found else ()

    run = loaded()
    now, between = Look(TODAY), Look(TODAY, run.at)
    one = next(row for row in Instrument.objects.select_related("kind") if queries.eli_path(row.particulars))
    path = queries.eli_path(one.particulars)
    assert named(now) == named(between) == (one.pk,)
    undo(run=run, reason="", by=OPERATOR)
    assert (named(now), named(between)) == ((), (one.pk,))
    load()
    new = Instrument.objects.get(code=one.code)
    assert (named(now), named(between)) == ((new.pk,), (one.pk,))


def test_the_search_finds_it_as_it_was_known_before_and_no_more_now() -> None:
    run = loaded()
    now, between = Look(TODAY), Look(TODAY, run.at)

    def found(text: str, look: Look) -> set[int]:
        return {hit.id for hit in find(text, look, Actor.nobody()).hits if hit.kind == "law.instrument"}

    one = Instrument.objects.get(code="KHK-655")
    asked = (one.code, one.number, "Ulaştırma, Denizcilik")
    before = [found(text, now) for text in asked]
    assert all(one.pk in hits for hits in before)
    undo(run=run, reason="", by=OPERATOR)
    assert [found(text, now) for text in asked] == [set(), set(), set()]
    assert [found(text, between) for text in asked] == before
    assert list(index.differences()) == []
    index.reindex()
    assert [found(text, between) for text in asked] == before


def test_an_instrument_that_was_corrected_since_stops_it() -> None:
    run = loaded()
    one = Instrument.objects.get(code="KHK-655")
    said = replace(one.particulars, relevance=Translated(en="Corrected"))
    correct_instrument(instrument=one, particulars=said, reason="Wrong", by=OPERATOR, version=one.version)
    assert refusals(run) == [("kernel.import_changed_since", "former entry")]
    assert FormerEntry.objects.filter(instrument=one).count() == 1


def test_a_provision_that_was_added_since_stops_it() -> None:
    run = loaded()
    one = Instrument.objects.get(code="KHK-655")
    kind = ProvisionKind.objects.get(code="article")
    saying = Saying(kind=kind, label="999", text=Translated(tr="Yeni"))
    enter_provision(instrument=one, saying=saying, by=OPERATOR, version=one.version)
    assert ("kernel.import_changed_since", "instrument") in refusals(run)


def test_what_rests_on_its_provisions_is_named() -> None:
    run = loaded()
    provision, other = Provision.objects.order_by("pk")[:2]
    cite_provision(record_resting=other, provision=provision, period=Period.since(TODAY), by=OPERATOR)
    assert ("kernel.import_written_since", "citation of a provision") in refusals(run)
    run.refresh_from_db()
    assert run.state == "stored"


def test_what_rests_on_its_instruments_is_named() -> None:
    run = loaded()
    other = enter_instrument(code="OTHER", particulars=Instrument.objects.all()[0].particulars, by=OPERATOR)
    one = Instrument.objects.get(code="KHK-655")
    relate_instruments(kind=RelationKind.RESTS_ON, act=Act(other, Bound.on(TODAY)), target=one, by=OPERATOR, version=1)
    found = refusals(run)
    assert ("kernel.import_referred_to", "relation between instruments") in found


def test_it_takes_the_right_to_keep_law() -> None:
    run = loaded()
    account = identity.create_account(login="ali", display_name="Ali", language="tr", by=OPERATOR)
    always = Period.since(date(2010, 1, 1))
    identity.grant(account=account, granted="imports.import", period=always, by=OPERATOR)
    with pytest.raises(NotPermitted):
        undo(run=run, reason="", by=actor_of(account, TODAY))
    run.refresh_from_db()
    assert run.state == "stored"
    identity.grant(account=account, granted="law.keep_instruments", period=always, by=OPERATOR)
    undo(run=run, reason="", by=actor_of(account, TODAY))


def test_the_page_of_an_instrument_that_went_is_not_there(client: Client) -> None:
    run = loaded()
    address = reverse("law:instrument", args=[Instrument.objects.all()[0].pk])
    assert client.get(address).status_code == 200
    undo(run=run, reason="", by=OPERATOR)
    assert client.get(address).status_code == 404
    assert client.get(reverse("law:list")).status_code == 200
