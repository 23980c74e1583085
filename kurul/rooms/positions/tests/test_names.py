"""Names of persons who are not public: an appointment entered for the wrong person, and withdrawn, names nobody."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from kurul.kernel.actions import record, writes
from kurul.kernel.temporal import clock, facts
from kurul.kernel.temporal.bounds import Period
from kurul.kernel.temporal.look import Look
from kurul.rooms.organisations.models import Organisation
from kurul.rooms.people import wording as of_people
from kurul.rooms.people.models import Person, PersonIdentifier
from kurul.rooms.positions import actions, queries
from kurul.rooms.positions.models import Post
from kurul.rooms.positions.tests import make

pytestmark = pytest.mark.django_db
RECORDED = datetime(2036, 1, 1, tzinfo=UTC)  # a moment is never before what was written already
THEN = "2036-01-03"
ASKED = datetime(2036, 2, 1, tzinfo=UTC)


@writes
def keyed(person: Person) -> None:
    """A key of the source that named the person."""
    period = facts.columns(Period.since(date(2000, 1, 1)))
    PersonIdentifier.objects.create(person=person, scheme="uri", value="https://example.org/kanarya", **period)
    record(of_people.LOADED, person, by=make.OPERATOR)


def mistaken() -> tuple[Organisation, Post]:
    """A ministry and its post, which somebody was wrongly said to hold for four days."""
    with clock.at(RECORDED):
        ministry = make.ministry()
        post = make.post(ministry)
        person = make.person("Kanarya", "Zqx")
        keyed(person)
        made = make.appointment(post, person)
    with clock.at(RECORDED + timedelta(days=4)):
        actions.withdraw_appointment(appointment=made, reason="Another person", by=make.OPERATOR)
    return ministry, post


def test_who_is_not_public_is_named_to_nobody_with_the_knowledge_of_another_moment(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    ministry, post = mistaken()
    hidden = f"/people/{Person.objects.get(names__family_name='Zqx').pk}/"
    body = reverse("organisations:organisation", args=[ministry.pk])
    for address in (
        reverse("positions:post", args=[post.pk]) + f"?known_at={THEN}",
        reverse("positions:list") + f"?known_at={THEN}",
        reverse("organisations:chart", args=[ministry.pk]) + f"?known_at={THEN}",
        f"{body}?known_at={THEN}",
        f"{body}?format=ttl&known_at={THEN}",
        f"{reverse('positions:post', args=[post.pk])}?format=ttl&known_at={THEN}",
        f"/search/?q=m%C3%BCste%C5%9Far&known_at={THEN}",
        reverse("organisations:differences") + "?by=record&from=2035-12-31&to=2036-01-20",
    ):
        with clock.at(ASKED), django_assert_max_num_queries(25):
            answer = client.get(address)
        assert answer.status_code == 200, address
        text = answer.content.decode()
        assert "Kanarya" not in text, address
        assert "kanarya" not in text, address
        assert "zqx" not in text.lower(), address
        assert hidden not in text, address
    look = Look(date(2036, 2, 1), RECORDED + timedelta(days=2))
    shown = queries.post_page(post.pk, look, make.OPERATOR)
    assert shown is not None
    assert [one.name for one in shown.standing.holders] == ["Kanarya Zqx"]


def test_the_key_by_which_a_source_knows_a_holder_is_no_public_address(client: Client) -> None:
    person = make.person()
    keyed(person)
    ministry = make.ministry()
    make.appointment(make.post(ministry), person)
    text = client.get(reverse("organisations:organisation", args=[ministry.pk]) + "?format=ttl").content.decode()
    assert "example.org" not in text
    assert f"/people/{person.pk}/" in text


def test_a_delegation_to_a_hidden_person_is_told_without_a_way_to_the_person(client: Client) -> None:
    """The numbers of hidden persons stand in no page and no answer either; that it is for one person does."""
    with clock.at(RECORDED):
        ministry = make.ministry()
        chief, head = make.post(ministry), make.post(ministry)
        make.appointment(chief, make.person("Ayşe", "Yılmaz"))
        hidden = make.person("Kanarya", "Zqx")
        made = make.appointment(head, hidden)
        make.held(make.power(), chief, may_delegate=True)
        make.delegation(make.power(), chief, head, only=hidden)
    with clock.at(RECORDED + timedelta(days=4)):
        actions.withdraw_appointment(appointment=made, reason="Another person", by=make.OPERATOR)
    with clock.at(ASKED):
        page = client.get(reverse("positions:post_powers", args=[head.pk]) + f"?known_at={THEN}").content.decode()
        asked = {"known_at": THEN, "as_of": "2017-03-01"}
        told = client.get(f"/api/positions/powers/{make.power().code}/who-may", asked).json()
    assert f"/people/{hidden.pk}/" not in page
    assert "Zqx" not in page
    found = [one for one in (*told["may"], *told["may_not"]) if one["post"]["id"] == head.pk]
    assert [step["to_person"] for one in found for way in one["ways"] for step in way["delegated"]] == [None]
    assert [step["for_one_person"] for one in found for way in one["ways"] for step in way["delegated"]] == [True]
    assert {holder["person"] for one in found for holder in one["holders"]} <= {None}
