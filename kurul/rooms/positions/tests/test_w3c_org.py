"""Posts, memberships and persons in the linked data of bodies: the same after another Kurul, valid, and discreet."""

from dataclasses import replace
from datetime import date
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
from rdflib.namespace import FOAF, ORG, RDF, SKOS
from rdflib.term import Node

from kurul.kernel import imports
from kurul.kernel.exports import Export
from kurul.kernel.identity.actors import Actor
from kurul.kernel.linked_data import KURUL
from kurul.kernel.temporal.bounds import Bound, Period
from kurul.kernel.temporal.look import Look
from kurul.kernel.translated import Translated
from kurul.rooms.organisations.models import Name, Organisation
from kurul.rooms.people.actions import enter_person, rename
from kurul.rooms.positions.actions import (
    LineGiven,
    PlacementGiven,
    PostGiven,
    Stated,
    TermsGiven,
    TitleGiven,
    end_appointment,
    load_posts,
)
from kurul.rooms.positions.models import Appointment, Post, PostTerms, ReportingLine
from kurul.rooms.positions.tests import make

pytestmark = pytest.mark.django_db
DATA = Path(settings.ROOT).parent / "shared" / "data"
DAY = date(2017, 5, 5)
OPERATOR = Actor.operator()


class Emptied(Exception):
    """Takes everything back that was written, so that another, empty Kurul can be tried."""


def profile() -> imports.Profile:
    found = imports.find("cpov")
    assert found is not None
    return found


def exported() -> bytes:
    export = Export(BytesIO(), "ttl")
    write = profile().write
    assert write is not None
    write(Look(DAY), export, OPERATOR)
    assert isinstance(export.stream, BytesIO)
    return export.stream.getvalue()


def parsed(content: bytes) -> Graph:
    return Graph().parse(data=content, format="turtle")


def records() -> Organisation:
    """Posts with a line, terms, a portfolio; a holder who was renamed, one who left early, one who acts."""
    ministry = make.ministry()
    post = make.post(ministry, since=Bound.year(2011))
    person = make.person("Ayşe", "Demir")
    rename(person=person, given_name="Ayşe", family_name="Yılmaz", day=Bound.month(2014, 5), by=OPERATOR, version=1)
    decree = make.instrument()
    held = make.appointment(post, person, since=Bound.month(2012, 3), until=date(2018, 1, 1), by_instrument=decree)
    end_appointment(appointment=held, last_day=Bound.on(date(2015, 1, 31)), by=OPERATOR)
    make.appointment(post, make.person("Fatma", "Kaya"), since=date(2015, 2, 1), capacity="acting")
    since = Period.since(date(2012, 1, 1))
    head = PostGiven(
        key=("test", "1"),
        file="f",
        row=1,
        existence=(Stated(period=since),),
        titles=(TitleGiven(period=since, title=Translated(tr="Daire Başkanı", en="Head"), kind="head"),),
        placements=(PlacementGiven(period=since, organisation=ministry.pk),),
        terms=(TermsGiven(period=since, grade="1", is_key=False, rated_by="Müsteşar"),),
        holders_allowed=2,
    )
    deputy = replace(head, key=("test", "2"), lines=(LineGiven(period=since, superior=("test", "1")),))
    kinds = {"head": Translated(tr="Başkan")}
    load_posts(posts=[head, deputy], kinds=kinds, source="test", by=OPERATOR, report=imports.Report())
    return ministry


def test_another_kurul_gives_the_same_again(tmp_path: Path):
    before = b""
    try:
        with transaction.atomic():
            records()
            before = exported()
            raise Emptied
    except Emptied:
        assert not Post.objects.exists()
    file = tmp_path / "all.ttl"
    file.write_bytes(before)
    report = imports.run(profile(), [file], OPERATOR)
    assert (report.refused, report.warnings) == ([], [])
    assert (Post.objects.count(), Appointment.objects.count()) == (3, 2)
    assert (ReportingLine.objects.count(), PostTerms.objects.filter(is_key=False).count()) == (1, 2)
    assert isomorphic(parsed(before), parsed(exported()))


def test_the_plain_words_of_org_are_there():
    records()
    read = parsed(exported())
    member = next(node for node in read.objects(None, KURUL.wasHeld) if (node, KURUL.leftEarly, None) in read)
    assert (member, RDF.type, ORG.Membership) in read
    assert read.value(member, ORG.organization) is not None
    person = read.value(member, ORG.member)
    assert read.value(person, FOAF.name) == Literal("Ayşe Yılmaz")
    reporting = list(read.subject_objects(ORG.reportsTo))
    assert len(reporting) == 1


def test_the_record_of_a_body_costs_few_queries_for_a_clerk_too(
    clerk_client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
):
    ministry = records()
    with django_assert_max_num_queries(25):
        assert clerk_client.get(f"/organisations/{ministry.pk}/?format=ttl").status_code == 200


def test_the_record_of_a_body_names_holders_and_no_more_of_them(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
):
    ministry = records()
    enter_person(given_name="Kanarya", family_name="Zqx", by=OPERATOR)
    with django_assert_max_num_queries(25):
        answer = client.get(f"/organisations/{ministry.pk}/?as_of={DAY}", headers={"accept": "text/turtle"})
    text = answer.content.decode()
    assert "Fatma Kaya" in text
    assert "Kanarya" not in text
    assert "Demir" not in text  # what somebody was called before is for those who keep persons
    read = parsed(answer.content)
    body = URIRef(f"http://127.0.0.1:8000/organisations/{ministry.pk}/")
    assert len(set(read.subjects(ORG.postIn, body))) == 3


def test_plain_posts_of_others_come_in(tmp_path: Path):
    file = tmp_path / "other.ttl"
    file.write_text(
        """@prefix org: <http://www.w3.org/ns/org#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
        @prefix foaf: <http://xmlns.com/foaf/0.1/> . @prefix : <http://example.org/> .
        :b a org:Organization ; skos:prefLabel "Body"@en .
        :p a org:Post ; skos:prefLabel "Chief"@en ; org:postIn :b ; org:heldBy :x .
        :q a org:Post ; skos:prefLabel "Clerk"@en ; org:postIn :b ; org:reportsTo :p .
        :lost a org:Post ; skos:prefLabel "Lost"@en ; org:postIn :nowhere .
        :x a foaf:Person ; foaf:givenName "Ada" ; foaf:familyName "Lovelace" .""",
        encoding="utf-8",
    )
    report = imports.run(profile(), [file], OPERATOR)
    assert report.refused == []
    assert [remark.code for remark in report.warnings] == ["positions.posts_left_out"]
    assert (Post.objects.count(), ReportingLine.objects.count()) == (2, 1)
    assert Appointment.objects.get().period == Period.since(Bound.unknown())


def test_the_institutions_of_the_demonstration_conform_and_come_back_the_same(tmp_path: Path):
    shapes = DATA / "cpov" / "2.1.2_shacl_core-public-organisation-ap-SHACL.ttl"
    if not shapes.exists():
        pytest.skip("The shared data folder is not beside the project.")
    facts = Path(settings.ROOT) / "demo" / "facts" / "institutions-2016.yaml"
    before = b""
    try:
        with transaction.atomic():
            institutions = imports.find("tr-institutions-2016")
            assert institutions is not None
            assert imports.run(institutions, [facts], OPERATOR).refused == []
            before = exported()
            raise Emptied
    except Emptied:
        assert not Organisation.objects.exists()
    conforms, _graph, text = validate(parsed(before), shacl_graph=Graph().parse(shapes), inference="none")
    assert conforms, text
    file = tmp_path / "all.ttl"
    file.write_bytes(before)
    assert imports.run(profile(), [file], OPERATOR).refused == []
    assert Name.objects.known_at().count() == 151
    assert statements(parsed(before)) == statements(parsed(exported()))


def statements(graph: Graph) -> list[str]:
    """All statements, with nameless nodes replaced by what is said of them: equal for the same graphs of ours."""

    def plain(node: Node) -> str:
        if isinstance(node, URIRef | Literal):
            return node.n3()
        return "[" + "; ".join(sorted(f"{p.n3()} {plain(o)}" for _s, p, o in graph.triples((node, None, None)))) + "]"

    return sorted(f"{plain(s)} {p.n3()} {plain(o)}" for s, p, o in graph)


@pytest.mark.parametrize("accepted", ["text/turtle", "application/ld+json", "application/rdf+xml"])
def test_posts_and_persons_answer_at_the_addresses_by_which_they_are_named(
    client: Client, accepted: str, django_assert_max_num_queries: DjangoAssertNumQueries
):
    records()
    held = Appointment.objects.known_at(None).exclude(capacity="acting").get()
    post = URIRef(f"http://127.0.0.1:8000/positions/posts/{held.post_id}/")
    person = URIRef(f"http://127.0.0.1:8000/people/{held.person_id}/")
    form = {"text/turtle": "turtle", "application/ld+json": "json-ld", "application/rdf+xml": "xml"}[accepted]
    for name, kind in ((post, ORG.Post), (person, FOAF.Person)):
        path = str(name).removeprefix("http://127.0.0.1:8000")
        with django_assert_max_num_queries(25):
            answer = client.get(f"{path}?as_of={DAY}", headers={"accept": accepted})
        assert (answer.status_code, answer["Content-Type"]) == (200, f"{accepted}; charset=utf-8")
        read = Graph().parse(data=answer.content, format=form)
        assert (name, RDF.type, kind) in read
        memberships = list(read.subjects(ORG.member, person))
        assert len(memberships) == 1
        assert (read.value(memberships[0], ORG.organization), SKOS.prefLabel, None) in read
        assert "Demir" not in answer.content.decode()  # a former name
        assert 'format=ttl"' in client.get(path).content.decode()
        assert "Accept" in client.get(path)["Vary"]


def test_linked_data_of_hidden_persons_and_of_what_was_not_known_is_not_found(client: Client, clerk_client: Client):
    records()
    hidden = enter_person(given_name="Kanarya", family_name="Zqx", by=OPERATOR)
    post = Appointment.objects.values_list("post_id", flat=True)[0]
    assert client.get(f"/people/{hidden.pk}/?format=ttl").status_code == 404
    assert client.get("/people/999999/?format=ttl").status_code == 404
    assert client.get("/positions/posts/999999/?format=ttl").status_code == 404
    assert client.get(f"/positions/posts/{post}/?format=pdf").status_code == 404
    assert client.get(f"/positions/posts/{post}/?format=ttl&known_at=2001-01-01").status_code == 404
    assert "Kanarya" in clerk_client.get(f"/people/{hidden.pk}/?format=ttl").content.decode()
