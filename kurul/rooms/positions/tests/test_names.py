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
    body = reverse("organisations:organisation", args=[ministry.pk])
    for address in (
        reverse("positions:post", args=[post.pk]) + f"?known_at={THEN}",
        reverse("positions:list") + f"?known_at={THEN}",
        reverse("organisations:chart", args=[ministry.pk]) + f"?known_at={THEN}",
        f"{body}?known_at={THEN}",
        f"{body}?format=ttl&known_at={THEN}",
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
