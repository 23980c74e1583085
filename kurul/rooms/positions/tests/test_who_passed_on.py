"""Who passed a power on: what one person passed on is that one's, what the post delegated is the post's."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from kurul.kernel.refusals import Refused
from kurul.kernel.temporal.bounds import Bound
from kurul.kernel.temporal.look import Look
from kurul.kernel.translated import Translated
from kurul.rooms.organisations.models import Kind, Organisation
from kurul.rooms.organisations.tests import make as organisations
from kurul.rooms.people.models import Person
from kurul.rooms.positions import actions, queries
from kurul.rooms.positions.models import Appointment, Post
from kurul.rooms.positions.tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


FIRST, CHANGE, LATER = date(2017, 1, 1), date(2017, 2, 20), date(2017, 6, 1)
CLERK = "Şube Müdürü"


def answer(day: date, post: Post) -> tuple[str, Decimal | None]:
    """What stands against a post on the day, and up to what it may decide."""
    found = queries.who_may(make.power(), None, None, Look(day))
    (one,) = (candidate for candidate in found.candidates if candidate.post.id == post.pk)
    return one.way.objection, one.limit


def follow(post: Post) -> Person:
    """Who is in the post leaves it; returns who follows."""
    held = Appointment.objects.known_at().get(post=post)
    actions.end_appointment(appointment=held, last_day=Bound.on(date(2017, 2, 19)), by=make.OPERATOR)
    successor = make.person("Yeni", "Başkan")
    make.appointment(post, successor, since=CHANGE)
    return successor


def test_a_link_of_the_former_holder_carries_nothing_of_the_larger_power_of_the_next(
    chief: Post, head: Post, clerk: Post
) -> None:
    """A in the post has 100 and passes it on; B takes the post with 1000. B's is B's to pass on."""
    power, mehmet = make.power(), Person.objects.get(appointments__post=head)
    make.delegation(power, chief, head, up_to=100, only=mehmet, may_pass_on=True, since=FIRST)
    make.delegation(power, head, clerk, passed_on_by=mehmet, since=FIRST, until=CHANGE)
    successor = follow(head)
    make.delegation(power, chief, head, up_to=1000, only=successor, may_pass_on=True, since=CHANGE)
    assert answer(FIRST, clerk) == ("", Decimal(100))
    assert answer(LATER, clerk)[0] == "expired"
    assert answer(LATER, head) == ("", Decimal(1000))
    make.delegation(power, head, clerk, up_to=500, passed_on_by=successor, since=CHANGE)
    assert answer(LATER, clerk) == ("", Decimal(500))


def test_a_link_without_an_end_does_not_wait_for_the_next_holder(chief: Post, head: Post, clerk: Post) -> None:
    """The post itself may sign up to 100 and then up to 1000; who passed it on in person has left in between."""
    mehmet = Person.objects.get(appointments__post=head)
    held = make.held(make.power(), head, up_to=100)
    make.delegation(make.power(), head, clerk, passed_on_by=mehmet, since=FIRST)
    assert answer(FIRST, clerk) == ("", Decimal(100))
    actions.end_power(held=held, day=Bound.on(CHANGE), by=make.OPERATOR)
    make.held(make.power(), head, up_to=1000, since=CHANGE)
    follow(head)
    assert answer(LATER, head) == ("", Decimal(1000))
    assert answer(LATER, clerk)[0] == "giver_left"


def test_what_the_post_delegated_survives_a_change_of_its_holder(chief: Post, head: Post, clerk: Post) -> None:
    make.held(make.power(), head, up_to=100)
    make.delegation(make.power(), head, clerk, since=FIRST)
    follow(head)
    assert answer(LATER, clerk) == ("", Decimal(100))


def test_what_the_post_delegated_is_never_what_one_person_in_it_was_given_later(
    chief: Post, head: Post, clerk: Post
) -> None:
    make.held(make.power(), head, up_to=100)
    make.delegation(make.power(), head, clerk, since=FIRST)
    make.delegation(make.power(), chief, head, only=follow(head), may_pass_on=True, since=CHANGE)
    assert answer(LATER, head) == ("", Decimal(100_000))
    assert answer(LATER, clerk) == ("", Decimal(100))


def test_who_passes_on_in_person_is_in_the_delegating_post(chief: Post, head: Post) -> None:
    with pytest.raises(Refused) as refusal:
        make.delegation(make.power(), chief, head, passed_on_by=make.person("Başka", "Biri"))
    assert [(one.code, one.field) for one in refusal.value.findings] == [("positions.giver_not_in_post", "from_person")]


# --- what people read -------------------------------------------------------------------------------------------------


def text_of(answer: Any) -> str:
    return answer.content.decode()


def test_the_pages_and_the_api_say_who_passed_it_on(client: Client, chief: Post, head: Post) -> None:
    ayse = Person.objects.get(appointments__post=chief)
    make.delegation(make.power(), chief, head, passed_on_by=ayse)
    asked = {"power": make.power().code, "as_of": "2017-03-01"}
    assert "passed on by Ayşe Yılmaz in person" in text_of(client.get(reverse("positions:who_may"), asked))
    shown = text_of(client.get(reverse("positions:post_powers", args=[head.pk]), {"as_of": "2017-03-01"}))
    assert "passed on in person by" in shown
    assert reverse("people:person", args=[ayse.pk]) in shown
    told = client.get(f"/api/positions/powers/{make.power().code}/who-may", {"as_of": "2017-03-01"}).json()
    steps = [step for one in told["may"] for way in one["ways"] for step in way["delegated"]]
    assert [(step["from_person"], step["to_person"]) for step in steps] == [(ayse.pk, None)]


def test_a_delegation_to_a_unit_names_the_body_of_the_unit(client: Client, chief: Post, ministry: Organisation) -> None:
    """Units of many ministries are called alike; a part of a unit belongs to the body above both."""
    part_of_a_body = Kind.objects.create(code="unit", name=Translated(tr="Birim", en="Unit"), is_unit=True)
    unit = organisations.organisation("Bilgi İşlem Dairesi", parent=ministry, of_kind=part_of_a_body)
    part = organisations.organisation("Yazılım Şubesi", parent=unit, of_kind=part_of_a_body)
    for place in (unit, part):
        post = make.post(place, title=f"{place.names.get().name} Amiri", of_kind="x", portfolio=[])
        make.appointment(post, make.person("Can", "Ak"))
        make.delegation(make.power(), chief, post)
    found = queries.who_may(make.power(), None, None, Look(date(2017, 3, 1)))
    assert {str(one.post) for one in found.may} == {
        "Müsteşar Yardımcısı, Ministry of Health",
        "Bilgi İşlem Dairesi Amiri, Bilgi İşlem Dairesi, Ministry of Health",
        "Yazılım Şubesi Amiri, Yazılım Şubesi, Ministry of Health",
    }
    shown = text_of(client.get(reverse("positions:post_powers", args=[chief.pk]), {"as_of": "2017-03-01"}))
    assert "Yazılım Şubesi Amiri, Yazılım Şubesi, Ministry of Health" in shown
