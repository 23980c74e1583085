"""What rests on law, over all rooms; citations of provisions; what rests on law that is no longer there."""

import json
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from kurul.kernel.identity.actors import Actor
from kurul.kernel.references import Ref
from kurul.kernel.refusals import NotPermitted, Refused
from kurul.kernel.rules import Finding
from kurul.kernel.slots import contributions
from kurul.kernel.temporal import clock
from kurul.kernel.temporal.bounds import Bound, Period
from kurul.kernel.temporal.look import Look
from kurul.kernel.translated import Translated
from kurul.kernel.wording import sentence
from kurul.rooms.law import actions, queries
from kurul.rooms.law.models import Citation, Instrument, RelationKind
from kurul.rooms.law.tests import make
from kurul.rooms.organisations.public import Organisation, found
from kurul.rooms.organisations.tests.make import kind

pytestmark = pytest.mark.django_db
NOBODY = Actor.nobody()
DAY = date(2016, 7, 19)
SINCE = Period.since(date(2015, 1, 1))


@pytest.fixture
def law() -> Instrument:
    return make.instrument()


@pytest.fixture
def body(law: Instrument) -> Organisation:
    """A ministry whose existence, name and kind rest on the law."""
    return founded("Sağlık Bakanlığı", law)


def founded(name: str, law: Instrument) -> Organisation:
    period = Period.since(date(2010, 1, 1))
    return found(name=Translated(tr=name), kind=kind(), period=period, instrument=law, by=make.OPERATOR)


def kinds(rows: list[queries.Resting]) -> dict[str, int]:
    return {str(row.kind): row.total for row in rows}


def cite(record: Any, of: Instrument, period: Period = SINCE) -> Citation:
    provision = of.provisions.first() or make.provision(of)
    return actions.cite_provision(record_resting=record, provision=provision, period=period, by=make.OPERATOR)


def test_rooms_above_answer_what_of_theirs_rests_on_an_instrument(law: Instrument, body: Organisation) -> None:
    rows = queries.resting_on([law.pk], Look(DAY), NOBODY)
    with override("en"):
        assert set(kinds(rows)) == {"Existence of a body", "Name of a body", "Kind or level of a body"}
    counted = queries.resting_on([law.pk], Look(DAY), NOBODY, most=queries.COUNTED)
    assert {(row.code, row.total) for row in counted} == {(row.code, row.total) for row in rows}
    assert {(row.label, row.route, row.pk) for row in rows} == {
        ("Sağlık Bakanlığı", "organisations:organisation", body.pk)
    }
    assert queries.in_all(rows) == len(rows)
    assert queries.resting_on([law.pk], Look(date(1990, 1, 1)), NOBODY) == []  # by then there was no such body


def test_many_rows_are_cut_but_counted(law: Instrument) -> None:
    for number in range(4):
        founded(f"Kurum {number}", law)
    whole = queries.resting_on([law.pk], Look(DAY), NOBODY, most=None)
    cut = queries.resting_on([law.pk], Look(DAY), NOBODY, most=1)
    assert kinds(cut) == kinds(whole)
    assert len(cut) == len(kinds(whole)) < len(whole)
    assert len(whole) == queries.in_all(cut)


def test_every_storey_above_that_names_instruments_answers() -> None:
    answering = {name.split(".")[2] for place, _order, name in contributions.listed() if place == queries.RESTS_ON}
    assert answering == {"organisations", "positions", "boards", "strategy"}


def test_a_record_cites_a_provision_for_a_time(law: Instrument, body: Organisation) -> None:
    citation = cite(body, law)
    (row,) = queries.on_provisions(Look(DAY), NOBODY, provisions=[citation.provision_id])
    assert (row.label, row.pk, row.provision) == ("Sağlık Bakanlığı", body.pk, citation.provision_id)
    actions.end_citation(citation=citation, day=Bound.on(date(2016, 1, 1)), by=make.OPERATOR)
    assert queries.on_provisions(Look(DAY), NOBODY, provisions=[citation.provision_id]) == []
    assert len(queries.on_provisions(Look(date(2015, 12, 31)), NOBODY, provisions=[citation.provision_id])) == 1


def test_a_withdrawn_citation_has_never_been_but_was_held(law: Instrument, body: Organisation) -> None:
    with clock.at(datetime(2027, 1, 1, tzinfo=UTC)):
        citation = cite(body, law)
    with clock.at(datetime(2027, 3, 1, tzinfo=UTC)):
        actions.withdraw_citation(citation=citation, reason="Another body.", by=make.OPERATOR)
    assert queries.on_provisions(Look(DAY), NOBODY, provisions=[citation.provision_id]) == []
    held_then = Look(DAY, datetime(2027, 2, 1, tzinfo=UTC))
    assert len(queries.on_provisions(held_then, NOBODY, provisions=[citation.provision_id])) == 1


def test_a_citation_is_refused_twice_or_of_what_is_hidden_or_does_not_stand(
    law: Instrument, body: Organisation
) -> None:
    cite(body, law)
    for record, period, code in (
        (body, SINCE, "law.cited_already"),
        (Ref("organisations.organisation", 999), SINCE, "law.record_not_public"),
        (Ref("kernel.account", 1), SINCE, "law.record_not_public"),
    ):
        with pytest.raises(Refused) as error:
            cite(record, law, period)
        assert [finding.code for finding in error.value.findings] == [code]
    act = make.act(make.instrument("KANUN-1", make.particulars(number="1")), date(2010, 1, 1))
    later = actions.insert_provision(
        instrument=law, saying=make.saying("9/A"), act=act, by=make.OPERATOR, version=make.version(law)
    )
    with pytest.raises(Refused) as early:
        actions.cite_provision(
            record_resting=body, provision=later, period=Period.since(date(2009, 1, 1)), by=make.OPERATOR
        )
    assert [finding.code for finding in early.value.findings] == ["law.cites_before_it_exists"]
    with pytest.raises(NotPermitted):
        actions.cite_provision(record_resting=body, provision=later, period=SINCE, by=NOBODY)


def test_what_rests_on_repealed_law_is_found_over_all_rooms(law: Instrument, body: Organisation) -> None:
    cite(body, law)
    new = make.instrument("KANUN-2", make.particulars("Yeni", number="2"))
    make.relate(RelationKind.REPEALS, new, law, date(2016, 1, 1))
    before = Look(date(2015, 12, 31))
    assert queries.on_repealed(before, NOBODY) == []
    found_ones = queries.on_repealed(Look(DAY), NOBODY)
    assert {one.ended_by.instrument for one in found_ones} == {new}
    assert any(one.resting.citation for one in found_ones)
    assert any(one.resting.citation is None for one in found_ones)
    assert queries.how_many_on_repealed(Look(DAY), NOBODY) == len(found_ones)
    assert queries.how_many_on_repealed(before, NOBODY) == 0


def test_what_cites_a_repealed_provision_is_found_though_the_instrument_stands(
    law: Instrument, body: Organisation
) -> None:
    citation = cite(body, law)
    new = make.instrument("KANUN-2", make.particulars("Yeni", number="2"))
    actions.repeal_provision(
        provision=citation.provision,
        act=make.act(new, date(2016, 1, 1)),
        by=make.OPERATOR,
        version=make.version(law),
    )
    (one,) = queries.on_repealed(Look(DAY), NOBODY)
    assert (one.resting.citation, one.ended_by.target_provision_id) == (citation.pk, citation.provision_id)


def test_the_pages_count_list_and_export_what_rests_on_repealed_law(
    client: Client, law: Instrument, body: Organisation
) -> None:
    client.cookies["django_language"] = "en"
    make.relate(RelationKind.REPLACES, make.instrument("KANUN-2", make.particulars(number="2")), law, date(2016, 1, 1))
    look = {"as_of": DAY.isoformat()}
    shown = client.get(reverse("law:on_repealed"), look).content.decode()
    count = queries.how_many_on_repealed(Look(DAY), NOBODY)
    assert "Replaced by: Law 2" in shown
    assert reverse("organisations:organisation", args=[body.pk]) in shown
    assert f'href="/law/on-repealed/?as_of={DAY}">{count}' in client.get(reverse("law:list"), look).content.decode()
    answer: Any = client.get(reverse("law:on_repealed"), {**look, "export": "json"})
    rows = json.loads(b"".join(answer))["rows"]
    assert len(rows) == count
    assert {row["ended_on"] for row in rows} == {"2016-01-01"}
    counted = client.get(reverse("law:instrument", args=[law.pk]), look).content.decode()
    (name_code,) = {row.code for row in queries.resting_on([law.pk], Look(DAY), NOBODY) if "ame of" in str(row.kind)}
    link = f"{reverse('law:resting', args=[law.pk])}?what={name_code}&amp;as_of={DAY}"
    assert f'Name of a body: <a class="number" href="{link}">1' in " ".join(counted.split())
    of_one = client.get(link.replace("&amp;", "&")).content.decode()
    assert "Name of a body" in of_one
    assert "Existence of a body" not in of_one
    assert "Existence of a body" in client.get(reverse("law:resting", args=[law.pk]), look).content.decode()


def test_provisions_on_which_nothing_rests_are_a_filter_of_the_list(
    client: Client, law: Instrument, body: Organisation
) -> None:
    client.cookies["django_language"] = "en"
    cite(body, law)
    make.provision(law, "6", "Yetim hüküm.")
    orphans = client.get(reverse("law:clauses"), {"resting": "orphan", "as_of": DAY.isoformat()}).content.decode()
    assert "Law 5070, art. 6" in orphans
    assert "Law 5070, art. 5" not in orphans
    cited = client.get(reverse("law:clauses"), {"resting": "cited", "as_of": DAY.isoformat()}).content.decode()
    assert "Law 5070, art. 5" in cited
    assert "art. 6" not in cited
    later = client.get(reverse("law:clauses"), {"resting": "orphan", "as_of": "2014-01-01"}).content.decode()
    assert "Law 5070, art. 5" in later  # nothing rested on it then
    too_early = client.get(reverse("law:clauses"), {"as_of": "2004-01-22"}).content.decode()
    assert "Law 5070" not in too_early  # it had not been issued
    assert (
        "had not been issued yet"
        in client.get(
            reverse("law:provision", args=[law.provisions.earliest("order").pk]), {"as_of": "2004-01-22"}
        ).content.decode()
    )
    answer: Any = client.get(reverse("law:clauses"), {"export": "csv", "q": "yetim"})
    assert b"".join(answer).decode().count("Law 5070, art. 6") == 1


def test_an_instrument_that_is_based_on_a_provision_rests_on_it(law: Instrument) -> None:
    provision = make.provision(law)
    below = make.instrument("YON-1", make.particulars("Yönetmelik", number="", issued=date(2010, 1, 1)))
    actions.relate_instruments(
        kind=RelationKind.RESTS_ON,
        act=make.act(below, date(2010, 1, 1)),
        target=law,
        target_provision=provision,
        by=make.OPERATOR,
        version=make.version(law),
    )
    (row,) = queries.resting_on([law.pk], Look(DAY), NOBODY)
    assert (row.label, row.route, row.pk, row.provision) == ("Yönetmelik", "law:instrument", below.pk, provision.pk)
    assert queries.how_many_citations(law.pk, Look(DAY), NOBODY) == {provision.pk: 1}
    (clause,) = queries.clauses(queries.ClauseFilters(resting=queries.CITED), Look(DAY), NOBODY, language="tr")
    assert (clause.id, clause.citations) == (provision.pk, 1)
    make.relate(RelationKind.REPEALS, make.instrument("KANUN-2", make.particulars(number="2")), law, date(2016, 1, 1))
    (one,) = queries.on_repealed(Look(DAY), NOBODY)
    assert one.resting.pk == below.pk


def test_a_clerk_names_the_record_by_the_address_of_its_page_or_by_its_name(
    clerk: Client, law: Instrument, body: Organisation
) -> None:
    clerk.cookies["django_language"] = "en"
    page = reverse("law:cite_provision", args=[make.provision(law).pk])
    at = reverse("organisations:organisation", args=[body.pk])
    for typed in (f"http://testserver{at}?as_of=2016-01-01", "sağlık bakanlığı"):
        Citation.objects.all().delete()
        assert clerk.post(page, {"record_resting": typed, "first_day": "2015-01-01", "last_day": ""}).status_code == 302
        assert Citation.objects.filter(record=Ref.of(body)).exists()
    answer = clerk.post(page, {"record_resting": "Yok", "first_day": "2015-01-01", "last_day": ""})
    assert answer.status_code == 422
    with override("en"):
        said = sentence(Finding("law.record_not_found", None, {"text": "Yok"}))
    assert said in answer.content.decode()
    assert "Paste the address of its page" in said


def test_the_list_says_whether_the_instrument_is_in_force_and_goes_by_how_it_is_cited() -> None:
    for code, number, in_force in (("A", "5018", DAY), ("B", "657", DAY), ("C", "9", date(2036, 1, 1))):
        said = make.particulars(f"Kanun {number}", number=number, issued=date(2000, 1, 1), in_force=in_force)
        make.provision(make.instrument(code, said), "1", "Bir.")
    listed = queries.clauses(queries.ClauseFilters(text="bir"), Look(DAY), NOBODY, language="tr")
    assert [(one.cited, one.status) for one in listed] == [
        ("Law 9, art. 1", "law.not_in_force"),
        ("Law 657, art. 1", "law.in_force"),
        ("Law 5018, art. 1", "law.in_force"),
    ], "by number, not by the code that nobody sees"
