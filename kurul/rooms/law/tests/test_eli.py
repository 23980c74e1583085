"""European Legislation Identifiers, and instruments as linked data."""

import json
from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import RDF

from kurul.kernel.temporal.bounds import Bound
from kurul.rooms.law import actions, queries
from kurul.rooms.law.eli import ELI, SCHEMA
from kurul.rooms.law.models import Instrument, Provision, RelationKind
from kurul.rooms.law.queries import Step
from kurul.rooms.law.tests import make

pytestmark = pytest.mark.django_db
HERE = "http://testserver/eli/tr/kanun/2004/5070"
TURTLE, JSON_LD, RDF_XML = "text/turtle", "application/ld+json", "application/rdf+xml"
PARSED_AS = {TURTLE: "turtle", JSON_LD: "json-ld", RDF_XML: "xml"}


@pytest.fixture
def law() -> Instrument:
    """Law 5070 with article 5, its paragraph 2 and the item ç of that."""
    made = make.instrument(said=make.particulars(english="Electronic Signature Law", in_force=date(2004, 7, 23)))
    five = make.provision(made, "5", "Sonuç.")
    two = make.provision(made, "2", "Fıkra.", kind="paragraph", under=five)
    make.provision(made, "ç", "Bent.", kind="item", under=two)
    return made


def graph_of(client: Client, url: str, accept: str = TURTLE, **query: str) -> Graph:
    answer = client.get(url, query, headers={"Accept": accept})
    assert answer.status_code == 200
    assert answer["Content-Type"] == f"{accept}; charset=utf-8"
    return Graph().parse(data=answer.content, format=PARSED_AS[accept])


def day_of(found: Graph, subject: URIRef, name: URIRef) -> Any:
    (said,) = found.objects(subject, name)
    assert isinstance(said, Literal)
    return said.toPython()


def test_an_eli_leads_to_the_page_of_the_instrument_and_of_the_provision(client: Client, law: Instrument) -> None:
    client.cookies["django_language"] = "en"
    page = client.get("/eli/tr/kanun/2004/5070").content.decode()
    assert "Electronic Signature Law" in page
    assert 'href="/eli/tr/kanun/2004/5070"' in page
    assert "<title>Law 5070, art. 5 " in client.get("/eli/tr/kanun/2004/5070/art_5").content.decode()
    item = client.get("/eli/tr/kanun/2004/5070/art_5/par_2/pnt_ç").content.decode()
    assert "Law 5070, art. 5, para. 2, item (ç)" in item
    assert "/eli/tr/kanun/2004/5070/art_5/par_2/pnt_%C3%A7" in item


@pytest.mark.parametrize(
    "path",
    [
        "tr/kanun/2005/5070",
        "tr/kanun/2004/5071",
        "tr/kanun/0000/5070",
        "tr/kanun/2004/5070/art_6",
        "tr/kanun/2004/5070/art_5/art_5",
        "tr/kanun/2004/5070/",
        "de/gesetz/1",
        "x" * 500,
        "tr/kanun/2004/%00",
    ],
)
def test_what_names_nothing_is_not_found(client: Client, law: Instrument, path: str) -> None:
    expected = 200 if path.endswith("5070/") else 404  # a stroke at the end names the same
    assert client.get(f"/eli/{path}").status_code == expected


def test_an_eli_keeps_the_day_that_is_looked_at(client: Client, law: Instrument) -> None:
    client.cookies["django_language"] = "en"
    other = make.instrument("KANUN-1", make.particulars("Değişiklik", number="1"))
    make.amend(Provision.objects.earliest("order"), other, date(2010, 1, 1), "Yeni sonuç.")
    assert "Yeni sonuç." in client.get("/eli/tr/kanun/2004/5070").content.decode()
    before = client.get("/eli/tr/kanun/2004/5070/art_5", {"as_of": "2009-12-31"}).content.decode()
    assert '<dd><span lang="tr">Sonuç.' in before
    assert "/eli/tr/kanun/2004/5070/art_5?as_of=2009-12-31" in before


def test_a_number_that_two_instruments_bear_leads_to_the_list(client: Client, law: Instrument) -> None:
    make.instrument("KANUN-5070-B")
    answer: Any = client.get("/eli/tr/kanun/2004/5070", {"as_of": "2016-01-01"})
    assert (answer.status_code, answer["Location"]) == (302, "/law/?q=5070&as_of=2016-01-01")


def test_where_number_or_year_are_not_known_there_is_no_eli_and_the_page_says_so(client: Client) -> None:
    client.cookies["django_language"] = "en"
    for said, reason in (
        (make.particulars(number=""), "its number is not known"),
        (make.particulars(issued=None), "the year of its signature is not known"),
        (make.particulars(issued=Bound.between(date(2003, 12, 1), date(2004, 2, 1))), "the year of its signature"),
        (make.particulars(of_kind=make.kind("regulation", "Yönetmelik")), "instruments of this kind have no path"),
    ):
        assert queries.eli_path(said) is None
        entered = make.instrument(f"X-{Instrument.objects.count()}", said)
        assert f"none: {reason}" in client.get(reverse("law:instrument", args=[entered.pk])).content.decode()
    assert queries.eli_path(make.particulars(issued=Bound.year(2004))) == "tr/kanun/2004/5070"
    assert queries.eli_path(make.particulars(), [Step(make.part_kind(), "")]) is None


@pytest.mark.parametrize("accept", [TURTLE, JSON_LD, RDF_XML])
def test_an_instrument_is_linked_data_for_who_asks(client: Client, law: Instrument, accept: str) -> None:
    found = graph_of(client, "/eli/tr/kanun/2004/5070", accept)
    here = URIRef(HERE)
    assert (here, RDF.type, ELI.LegalResource) in found
    assert (here, RDF.type, SCHEMA.Legislation) in found
    assert day_of(found, here, ELI.date_document) == date(2004, 1, 23)
    assert day_of(found, here, ELI.first_date_entry_in_force) == date(2004, 7, 23)
    assert found.value(here, ELI.date_publication) is None  # not known, so not stated
    assert (here, SCHEMA.legislationLegalForce, SCHEMA.InForce) in found
    assert (here, ELI.in_force, ELI["InForce-inForce"]) in found
    assert set(found.objects(here, SCHEMA.name)) == {
        Literal("Elektronik İmza Kanunu", lang="tr"),
        Literal("Electronic Signature Law", lang="en"),
    }
    assert set(graph_of(client, "/eli/tr/kanun/2004/5070/art_5", accept)) == set(found)  # the whole act says it
    parts = ["art_5", "art_5/par_2", "art_5/par_2/pnt_%C3%A7"]
    above = [here, *(URIRef(f"{HERE}/{part}") for part in parts)]
    for upper, lower in pairwise(above):
        assert (upper, ELI.has_part, lower) in found
        assert (lower, RDF.type, ELI.LegalResourceSubdivision) in found


def test_linked_data_states_relations_from_both_sides_on_the_day_looked_at(client: Client, law: Instrument) -> None:
    new = make.instrument("KANUN-1", make.particulars("Yeni", number="1", issued=date(2010, 1, 1)))
    basis = make.instrument("KANUN-2", make.particulars("Dayanak", number="2", issued=date(2001, 1, 1)))
    make.amend(Provision.objects.earliest("order"), new, date(2011, 1, 1), "Yeni sonuç.")
    make.relate(RelationKind.REPEALS, new, law, date(2012, 1, 1))
    make.relate(RelationKind.RESTS_ON, law, basis, None)  # a day that is not known: not stated
    make.relate(RelationKind.RESTS_ON, new, basis, date(2010, 1, 1))
    old, acting, below = (
        URIRef(f"http://testserver/eli/tr/kanun/{path}") for path in ("2004/5070", "2010/1", "2001/2")
    )
    of_old = graph_of(client, reverse("law:instrument", args=[law.pk]))
    assert (URIRef(f"{HERE}/art_5"), ELI.amended_by, acting) in of_old
    assert (old, ELI.repealed_by, acting) in of_old
    assert (old, SCHEMA.legislationLegalForce, SCHEMA.NotInForce) in of_old
    assert day_of(of_old, old, ELI.date_no_longer_in_force) == date(2012, 1, 1)
    assert of_old.value(old, ELI.based_on) is None
    of_new = graph_of(client, reverse("law:instrument", args=[new.pk]))
    for name in (ELI.amends, SCHEMA.legislationChanges, ELI.repeals, SCHEMA.legislationRepeals):
        assert (acting, name, old) in of_new
    assert (acting, ELI.based_on, below) in of_new
    assert (below, ELI.basis_for, acting) in graph_of(client, reverse("law:instrument", args=[basis.pk]))
    before = graph_of(client, reverse("law:instrument", args=[law.pk]), as_of="2010-06-01")
    assert before.value(old, ELI.repealed_by) is None
    assert (old, SCHEMA.legislationLegalForce, SCHEMA.InForce) in before


def test_what_is_not_known_of_the_force_is_not_stated(client: Client) -> None:
    entered = make.instrument("X", make.particulars(number="", issued=Bound.year(2004)))
    found = graph_of(client, reverse("law:instrument", args=[entered.pk]))
    here = URIRef(f"http://testserver/law/{entered.pk}/")
    assert (here, RDF.type, ELI.LegalResource) in found
    for name in (ELI.in_force, SCHEMA.legislationLegalForce, ELI.date_document):
        assert found.value(here, name) is None


def test_the_form_can_be_asked_for_in_the_address_and_a_browser_gets_the_page(client: Client, law: Instrument) -> None:
    page = reverse("law:instrument", args=[law.pk])
    assert json.loads(client.get(page, {"format": "jsonld"}).content)["@context"]["eli"] == str(ELI)
    assert client.get(page, {"format": "ttl"}).content.startswith(b"@prefix")
    assert client.get(page, {"format": "pdf"}).status_code == 404
    for accept in ("text/html,application/xhtml+xml,*/*;q=0.8", "*/*", "image/png"):
        answer = client.get(page, headers={"Accept": accept})
        assert answer["Content-Type"].startswith("text/html"), accept
        assert "Accept" in answer["Vary"]


def test_repealed_provisions_stay_in_the_data_and_say_so(client: Client, law: Instrument) -> None:
    new = make.instrument("KANUN-1", make.particulars("Yeni", number="1"))
    actions.repeal_provision(
        provision=Provision.objects.earliest("order"),
        act=make.act(new, date(2012, 1, 1)),
        by=make.OPERATOR,
        version=make.version(law),
    )
    found = graph_of(client, reverse("law:instrument", args=[law.pk]))
    assert (URIRef(f"{HERE}/art_5"), SCHEMA.legislationLegalForce, SCHEMA.NotInForce) in found
    assert (URIRef(f"{HERE}/art_5"), ELI.repealed_by, URIRef("http://testserver/eli/tr/kanun/2004/1")) in found
