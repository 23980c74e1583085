"""W3C ORG and CPOV: valid by SEMIC's shapes, the same after another Kurul has read and written it, and what is refused.

The files of others are those of ../shared/data; nothing is fetched.
"""

import json
from collections.abc import Callable
from datetime import date, datetime
from io import BytesIO
from pathlib import Path

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client
from pyshacl import validate
from pytest_django import DjangoAssertNumQueries
from rdflib import Graph, Literal, URIRef
from rdflib.compare import isomorphic
from rdflib.namespace import ORG, RDF, SKOS, XSD

from kurul.kernel import imports
from kurul.kernel.actions import record, writes
from kurul.kernel.exports import Export
from kurul.kernel.identity.actors import Actor
from kurul.kernel.linked_data import ADMS, CV, DCTERMS, KURUL
from kurul.kernel.linked_data.streams import FORMS, PARSERS
from kurul.kernel.provenance import Basis, resting_on
from kurul.kernel.temporal import clock, facts
from kurul.kernel.temporal.bounds import Bound, Period
from kurul.kernel.temporal.look import Look
from kurul.kernel.translated import Translated
from kurul.rooms.law.tests import make as law
from kurul.rooms.organisations import actions, w3c_org, wording
from kurul.rooms.organisations.actions import (
    Body,
    SaidAffiliation,
    SaidChange,
    SaidClass,
    SaidName,
    SaidNumber,
    SaidPlace,
)
from kurul.rooms.organisations.models import ChangeEvent, ChangePart, Existence, Identifier, Name, Organisation
from kurul.rooms.organisations.tests import make

pytestmark = pytest.mark.django_db
DATA = Path(settings.ROOT).parent / "shared" / "data"
DAY = date(2017, 5, 5)
LOOK = Look(DAY)
OPERATOR = Actor.operator()


class Emptied(Exception):
    """Takes everything back that was written, so that another, empty Kurul can be tried."""


def data(name: str) -> Path:
    """A file of the shared folder."""
    if not (DATA / name).exists():
        pytest.skip("The shared data folder is not beside the project.")
    return DATA / name


def said(text: str) -> Period:
    start, _, end = text.partition("/")
    return Period(Bound.read(start), Bound.read(end))


def history() -> None:
    """Bodies with every sort of fact, of every precision and basis; a merger and a foundation by an instrument."""
    with resting_on(Basis.ILLUSTRATIVE):
        decree = law.instrument("KHK-1", law.particulars("Kuruluş kararnamesi"))
    bodies = [
        Body(
            key=("detsis", "100"),
            exists=(said("..2011-06-08/2018-07-10"),),
            names=(
                SaidName(
                    name=Translated(tr="Ulaştırma Bakanlığı", en="Ministry of Transport"),
                    period=said("?/2011-11-01"),
                    abbreviation="UB",
                ),
                SaidName(
                    name=Translated(tr="Ulaştırma, Denizcilik ve Haberleşme Bakanlığı"),
                    period=said("2011-11-01/2018-07-10"),
                    abbreviation="UDHB",
                    instrument=decree.pk,
                ),
            ),
            classes=(SaidClass(kind="ministry"),),
            numbers=(SaidNumber(scheme="lei", value="X1", period=said("2012/2015-03")),),
            source="https://example.gov/a\nhttps://example.gov/b",
            role_note=Translated(tr="e-Devlet eşgüdümü"),
            file="f", row=1,
        ),
        Body(
            key=("detsis", "110"),
            exists=(said("2003-02/"),),
            names=(SaidName(name=Translated(tr="Bilgi İşlem Dairesi")),),
            classes=(
                SaidClass(kind="it_unit", level="department", period=said("2003-02/2014-05-01")),
                SaidClass(kind="it_unit", level="general_directorate", period=said("2014-05-01/")),
            ),
            places=(SaidPlace(parent=("detsis", "100"), period=said("2003-02/2018-07-10"), basis=Basis.INFERRED),),
            affiliations=(SaidAffiliation(parent=("detsis", "200"), period=said("2010-01-01..2010-06-30/?")),),
            basis=Basis.ILLUSTRATIVE,
            file="f", row=2,
        ),
        Body(
            key=("detsis", "200"),
            exists=(said("2018-07-10/"),),
            names=(SaidName(name=Translated(tr="Ulaştırma ve Altyapı Bakanlığı")),),
            classes=(SaidClass(kind="ministry"),),
            file="f", row=3,
        ),
    ]  # fmt: skip
    changes = [
        SaidChange(kind="merged", day=Bound.read("2018-07-10"), before=(("detsis", "100"), ("detsis", "110")),
                   after=(("detsis", "200"),), note="KHK 703", instrument=decree.pk, file="f", row=4),
        SaidChange(kind="founded", day=Bound.read("2003-02"), before=(), after=(("detsis", "110"),),
                   basis=Basis.INFERRED, file="f", row=5),
    ]  # fmt: skip
    actions.load_register(
        bodies=bodies,
        kinds={"ministry": Translated(tr="Bakanlık", en="Ministry"), "it_unit": Translated(tr="Bilgi işlem birimi")},
        units=["it_unit"],
        levels={
            "department": (20, Translated(tr="Daire başkanlığı")),
            "general_directorate": (40, Translated(tr="GM")),
        },
        changes=changes,
        dangling="warn",
        by=OPERATOR,
        report=imports.Report(),
        source="test",
    )


def address_of(value: str) -> URIRef:
    """The lasting address of the body with that number."""
    return URIRef(f"http://127.0.0.1:8000/organisations/{Identifier.objects.get(value=value).organisation_id}/")


def exported(form: str, look: Look = LOOK) -> bytes:
    """The whole registry in a form."""
    export = Export(BytesIO(), form)
    w3c_org.write_cpov(look, export, OPERATOR)
    assert isinstance(export.stream, BytesIO)
    return export.stream.getvalue()


def elsewhere(make_facts: Callable[[], object], form: str, folder: Path) -> tuple[bytes, bytes]:
    """What is exported here, and what an empty Kurul exports that has read it."""
    before = b""
    try:
        with transaction.atomic():
            make_facts()
            before = exported(form)
            raise Emptied
    except Emptied:
        assert not Organisation.objects.exists()
    file = folder / f"all.{form}"
    file.write_bytes(before)
    report = imported(file)
    assert (report.refused, report.warnings) == ([], [])
    return before, exported(form)


def imported(file: Path) -> imports.Report:
    """The report of an import by the profile."""
    return imports.run(w3c_org.PROFILE, [file], OPERATOR)


def parsed(content: bytes, form: str = "ttl") -> Graph:
    return Graph().parse(data=content, format=PARSERS[form])


def violations(content: bytes, release: str, form: str = "ttl") -> str:
    """What SEMIC's shapes object to; empty when nothing."""
    shapes = Graph().parse(data(f"cpov/{release}_shacl_core-public-organisation-ap-SHACL.ttl"))
    conforms, _graph, text = validate(parsed(content, form), shacl_graph=shapes, advanced=False, inference="none")
    return "" if conforms else str(text)


@pytest.mark.parametrize("form", FORMS)
def test_another_kurul_gives_the_same_again(form: str, tmp_path: Path):
    before, after = elsewhere(history, form, tmp_path)
    assert len(parsed(before, form)) > 100
    assert isomorphic(parsed(before, form), parsed(after, form))
    assert (ChangeEvent.objects.count(), ChangePart.objects.count()) == (2, 4)


@pytest.mark.parametrize("release", ["2.1.1", "2.1.2"])
def test_an_export_conforms_to_the_shapes_of_semic(release: str):
    history()
    assert violations(exported("ttl"), release) == ""


def test_the_shapes_do_find_what_is_wrong():
    """The official example points at concepts that are not typed: nine violations, as the folder says."""
    text = violations(data("cpov/2.1.2_html_examples_example-rdf_public_organisation.ttl").read_bytes(), "2.1.2")
    assert "Results (9)" in text


def test_plain_statements_are_those_of_the_day():
    history()
    read = parsed(exported("ttl"))
    body = address_of("100")
    unit = address_of("110")
    assert set(read.objects(body, SKOS.prefLabel)) == {
        Literal("Ulaştırma, Denizcilik ve Haberleşme Bakanlığı", lang="tr")
    }
    assert set(read.objects(body, SKOS.altLabel)) == {
        Literal("Ulaştırma Bakanlığı", lang="tr"),
        Literal("Ministry of Transport", lang="en"),
        Literal("UDHB", lang="und"),
    }
    assert read.value(body, CV.existed) is None
    assert {str(read.value(node, SKOS.notation)) for node in read.objects(body, ADMS.identifier)} == {"100"}
    assert len(set(read.objects(body, KURUL.wasNumbered))) == 2
    assert (unit, ORG.unitOf, body) in read
    assert (body, ORG.hasUnit, unit) in read
    assert (unit, RDF.type, ORG.OrganizationalUnit) in read
    event = next(read.subjects(KURUL.changeKind, Literal("merged")))
    assert read.value(event, DCTERMS.date) == Literal("2018-07-10", datatype=XSD.date)
    assert len(set(read.objects(event, ORG.originalOrganization))) == 2
    framework = read.value(event, CV.hasFormalFramework)
    assert read.value(framework, DCTERMS.identifier) == Literal("KHK-1")


def test_the_second_clock_is_said_to_who_asks_with_it():
    body = make.organisation("Eski")
    before = clock.now()
    actions.correct_name(
        organisation=body, name=Translated(tr="Doğru"), reason="yanlıştı", day=Bound.on(DAY), by=OPERATOR, version=1
    )
    assert b"recordedAt" not in exported("ttl")
    known = exported("ttl", Look(DAY, before)).decode()
    assert "Eski" in known
    assert "Doğru" not in known
    moments = [str(moment) for moment in parsed(known.encode()).objects(None, KURUL.recordedAt)]
    assert moments
    assert all(datetime.fromisoformat(moment) <= before for moment in moments)


def test_a_later_file_supersedes_what_an_earlier_one_said(tmp_path: Path):
    def file(name: str) -> Path:
        path = tmp_path / "bodies.ttl"
        path.write_text(
            "@prefix org: <http://www.w3.org/ns/org#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
            f'<http://example.org/1> a org:Organization ; skos:prefLabel "{name}"@en .',
            encoding="utf-8",
        )
        return path

    assert imported(file("One")).created["organisation"] == 1
    assert imported(file("One")).unchanged["organisation"] == 1
    assert imported(file("Two")).changed["organisation"] == 1
    assert [str(name.name) for name in Name.objects.known_at()] == ["Two"]


@pytest.mark.parametrize("ending", ["ttl", "jsonld"])
def test_the_official_example_comes_in(ending: str):
    file = data(f"cpov/2.1.2_html_examples_example-rdf_public_organisation.{ending}")
    report = imported(file)
    assert (report.refused, report.created["organisation"]) == ([], 1)
    name = Name.objects.get().name
    assert name == Translated(
        fr="Service Public Fédéral FINANCES",
        nl="Federale Overheidsdiesnt FINANCIEN",
        en="Federal Public Service FINANCE",
        de="Foderaler Offentlicher Dienst FINANZEN",
    )
    assert Existence.objects.get().period == Period.since(Bound.unknown())
    assert [remark.code for remark in report.warnings] == ["organisations.further_classes_left_out"]
    assert Identifier.objects.get().value == "http://example.com/po"


def test_mergers_of_another_registry_become_change_events():
    report = imported(data("be-flanders-org/mergers_2019_change_events.ttl"))
    assert (report.refused, report.created["organisation"], report.created["change_event"]) == ([], 44, 14)
    assert set(ChangeEvent.objects.values_list("kind", "basis")) == {("merged", "inferred")}
    assert violations(exported("ttl"), "2.1.2") == ""


ELSEWHERE = "file:///etc/hostname"


@pytest.mark.parametrize(
    "document",
    [
        {"@context": ELSEWHERE, "@id": "http://a/b"},
        {"@context": [{}, [ELSEWHERE]]},
        {"@context": [{"@import": ELSEWHERE}]},
        {"@context": {"a": {"@id": "http://a/b", "@context": ELSEWHERE}}, "a": {"a": "b"}},
        {"@context": {"a": {"@id": "http://a/b", "@context": [{"c": {"@context": {"@import": ELSEWHERE}}}]}}},
        {"@graph": [{"@id": "http://a/b", "http://a/c": [{"@context": ELSEWHERE}]}]},
    ],
)
def test_a_context_is_never_fetched(tmp_path: Path, document: object, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("rdflib.plugins.shared.jsonld.context.source_to_json", lambda *_: pytest.fail("fetched"))
    file = tmp_path / "a.jsonld"
    file.write_text(json.dumps(document))
    report = imported(file)
    assert [remark.code for remark in report.refused] == ["organisations.context_not_fetched"]
    assert ELSEWHERE in report.refused[0].message


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.pdf", "", "organisations.form_not_known"),
        ("a.ttl", "this is no Turtle", "organisations.file_not_readable"),
        ("a.rdf", "<open>", "organisations.file_not_readable"),
        ("a.jsonld", "{", "organisations.file_not_readable"),
        (
            "a.ttl",
            '<http://a/1> a <http://www.w3.org/ns/org#Organization> ; <http://schema.org/foundingDate> "soon" .',
            "kernel.day_in_file",
        ),
        (
            "a.ttl",
            "<http://a/1> a <http://www.w3.org/ns/org#Organization> .",
            "organisations.name_missing",
        ),
    ],
)
def test_what_cannot_be_read_is_refused_and_nothing_is_stored(tmp_path: Path, name: str, content: str, code: str):
    file = tmp_path / name
    file.write_text(content, encoding="utf-8")
    report = imported(file)
    assert code in [remark.code for remark in report.refused]
    assert not Organisation.objects.exists()


@pytest.mark.parametrize(
    ("accepted", "form"),
    [("text/turtle", "ttl"), ("application/ld+json", "jsonld"), ("application/rdf+xml", "rdf")],
)
def test_the_address_of_a_body_answers_in_the_form_that_is_asked_for(client: Client, accepted: str, form: str):
    history()
    number = Identifier.objects.get(value="100").organisation_id
    answer = client.get(f"/organisations/{number}/?as_of=2010-01-01", headers={"accept": accepted})
    assert (answer.status_code, answer["Content-Type"]) == (200, f"{accepted}; charset=utf-8")
    assert "Accept" in answer["Vary"]
    read = parsed(answer.content, form)
    body = URIRef(f"http://127.0.0.1:8000/organisations/{number}/")
    assert Literal("Ulaştırma Bakanlığı", lang="tr") in set(read.objects(body, SKOS.prefLabel))
    assert violations(answer.content, "2.1.2", form) == ""
    linked = client.get(f"/organisations/{number}/?as_of=2010-01-01&format={form}")
    assert isomorphic(parsed(linked.content, form), read)


def test_a_browser_gets_the_page_with_links_to_the_data(client: Client):
    history()
    number = Identifier.objects.get(value="100").organisation_id
    page = client.get(f"/organisations/{number}/", headers={"accept": "text/html,application/xhtml+xml,*/*;q=0.8"})
    assert page["Content-Type"].startswith("text/html")
    assert "Accept" in page["Vary"]
    for form in FORMS:
        assert f"format={form}" in page.content.decode()


def test_what_is_not_there_or_not_known_then_is_not_found(client: Client):
    assert client.get("/organisations/999/", headers={"accept": "text/turtle"}).status_code == 404
    body = make.organisation("Bugün")
    assert client.get(f"/organisations/{body.pk}/?format=pdf").status_code == 404
    assert client.get(f"/organisations/{body.pk}/?known_at=2001-01-01&format=ttl").status_code == 404


def test_one_record_costs_few_queries(client: Client, django_assert_max_num_queries: DjangoAssertNumQueries):
    history()
    number = Identifier.objects.get(value="200").organisation_id
    with django_assert_max_num_queries(25):
        assert client.get(f"/organisations/{number}/?format=ttl").status_code == 200


@pytest.mark.parametrize(("form", "parser"), [("ttl", "turtle"), ("rdf", "xml"), ("jsonld", "json-ld")])
def test_a_wrong_value_of_old_makes_no_file_unreadable(form: str, parser: str) -> None:
    body = make.organisation("Sağlık\x0bBakanlığı")
    period = facts.columns(Period.since(date(2010, 1, 1)))

    @writes
    def keyed() -> None:
        Identifier.objects.create(organisation=body, scheme="uri", value="https://example.org/a b>", **period)
        record(wording.IDENTIFIER_ADDED, body, by=OPERATOR)

    keyed()
    answer = Client().get(f"/organisations/{body.pk}/?format={form}")
    assert answer.status_code == 200
    read = Graph().parse(data=answer.content, format=parser)
    assert (URIRef(f"http://127.0.0.1:8000/organisations/{body.pk}/"), RDF.type, None) in read
