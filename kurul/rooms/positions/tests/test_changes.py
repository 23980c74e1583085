"""What changed since a day, appointments without an instrument, and what the lists say of ends and beginnings."""

import csv
import io
import json
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from kurul.kernel.identity.actors import Actor
from kurul.kernel.temporal.bounds import Bound
from kurul.kernel.temporal.look import Look
from kurul.rooms.organisations.models import Organisation
from kurul.rooms.positions import actions, queries
from kurul.rooms.positions.models import Appointment, Capacity
from kurul.rooms.positions.tests import make

pytestmark = pytest.mark.django_db
PUBLIC = Actor.nobody()
SINCE, UNTIL = date(2017, 1, 1), Look(date(2018, 1, 1))
CHANGES, WITHOUT = reverse("positions:changes"), reverse("positions:without_instrument")


def text_of(response: Any) -> str:
    return response.content.decode()


def content_of(response: Any) -> bytes:
    return b"".join(response)


def rows_of(response: Any) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content_of(response).decode("utf-8-sig"))))


@pytest.fixture
def ministries() -> list[Organisation]:
    """Four ministries: one holder stays, one leaves, one is followed, and one whose post counts only later."""
    make.cio_rule()
    names = [("A", "Ministry A"), ("B", "Ministry B"), ("C", "Ministry C"), ("D", "Ministry D")]
    bodies = [make.ministry(*name) for name in names]
    stays, leaves, followed, later = (
        make.post(body, portfolio=[make.PROCESSING] if body is bodies[3] else (make.MODERNISATION, make.PROCESSING))
        for body in bodies
    )
    make.appointment(stays, make.person("Ayşe", "Kalan"))
    make.appointment(leaves, make.person("Ali", "Giden"), until=date(2017, 6, 1))
    make.appointment(followed, make.person("Can", "Eski"), until=date(2017, 3, 1))
    make.appointment(followed, make.person("Efe", "Yeni"), since=date(2017, 3, 1), by_instrument=make.instrument())
    make.appointment(later, make.person("Ece", "Bekleyen"))
    actions.set_portfolio(
        post=later,
        functions=[make.function(make.PROCESSING), make.function(make.MODERNISATION)],
        day=Bound.on(date(2017, 9, 1)),
        version=1,
        by=make.OPERATOR,
    )
    return bodies


def test_only_seats_that_changed_are_told_with_what_happened(ministries: list[Organisation]) -> None:
    found = queries.seat_changes(SINCE, UNTIL, PUBLIC)
    told = {
        one.organisation.name["en"].removeprefix("Ministry "): (
            one.status_before,
            one.status_after,
            [(event.code, event.when.day) for event in one.events],
        )
        for one in found.changes
    }
    assert told == {
        "B": ("positions.filled", "positions.vacant", [("substantive_ended", date(2017, 6, 1))]),
        "C": (
            "positions.filled",
            "positions.filled",
            [("substantive_ended", date(2017, 3, 1)), ("substantive_began", date(2017, 3, 1))],
        ),
        "D": ("positions.not_known", "positions.filled", [("function_added", date(2017, 9, 1))]),
    }
    assert (found.filled_before, found.seats_before, found.filled_after, found.seats_after) == (3, 4, 3, 4)


def test_a_renewed_appointment_changes_nothing() -> None:
    make.cio_rule()
    post, person = make.post(), make.person()
    make.appointment(post, person, until=date(2017, 6, 1))
    make.appointment(post, person, since=date(2017, 6, 1))
    assert queries.seat_changes(SINCE, UNTIL, PUBLIC).changes == ()


def test_comparing_two_days_takes_few_queries(
    ministries: list[Organisation], django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(13):
        queries.seat_changes(SINCE, UNTIL, PUBLIC)


def test_the_page_of_changes_and_its_exports_hold_both_sides(client: Client, ministries: list[Organisation]) -> None:
    asked = {"since": "2017-01-01", "as_of": "2018-01-01"}
    shown = text_of(client.get(CHANGES, asked))
    assert "Ministry B" in shown
    assert "Ministry A" not in shown
    assert "3 of 4 seats filled" in shown
    assert "/positions/?state=filled&amp;as_of=2017-01-01" in shown
    assert rows_of(client.get(CHANGES, {**asked, "export": "csv"}))[1:3] == [
        ["Ministry B", "Filled", "Ali Giden", "Vacant", "", "1 Jun 2017: Ali Giden left"],
        [
            "Ministry C",
            "Filled",
            "Can Eski",
            "Filled",
            "Efe Yeni",
            "1 Mar 2017: Can Eski left; 1 Mar 2017: Efe Yeni appointed (5070 · Atama kararı)",
        ],
    ]
    told = json.loads(content_of(client.get(CHANGES, {**asked, "export": "json"})))
    assert [row["status_after"] for row in told["rows"]] == ["Vacant", "Filled", "Filled"]


def test_the_page_of_changes_asks_for_a_day_and_refuses_one_that_does_not_lie_before(client: Client) -> None:
    assert "Choose a day and press Show." in text_of(client.get(CHANGES))
    wrong = client.get(CHANGES, {"since": "2018-01-01", "as_of": "2018-01-01"})
    assert wrong.status_code == 422
    assert "Choose a day before the one that you look at." in text_of(wrong)
    assert client.get(CHANGES, {"since": "nonsense"}).status_code == 422


def test_nothing_changed_says_so(client: Client) -> None:
    make.cio_rule()
    make.appointment(make.post())
    assert "Nothing changed" in text_of(client.get(CHANGES, {"since": "2017-01-01", "as_of": "2018-01-01"}))


# --- appointments without an instrument -------------------------------------------------------------------------------


def test_appointments_without_an_instrument_are_counted_listed_and_exported(
    client: Client, ministries: list[Organisation]
) -> None:
    shown = text_of(client.get(WITHOUT, {"as_of": "2017-01-01"}))
    assert "4</strong> rows" in shown or "4</span> rows" in shown
    assert "Efe Yeni" not in shown
    rows = rows_of(client.get(WITHOUT, {"as_of": "2017-01-01", "export": "csv"}))
    assert [row[2] for row in rows[1:]] == ["Ayşe Kalan", "Ali Giden", "Can Eski", "Ece Bekleyen"]
    assert [row[1] for row in rows[1:]] == ["Ministry A", "Ministry B", "Ministry C", "Ministry D"]


def test_the_list_without_instruments_is_of_a_day_or_of_all_and_can_be_narrowed(
    client: Client, ministries: list[Organisation]
) -> None:
    def listed(**asked: str) -> list[str]:
        rows = rows_of(client.get(WITHOUT, {"as_of": "2018-01-01", "export": "csv", **asked}))
        return [row[2] for row in rows[1:]]

    assert listed() == ["Ayşe Kalan", "Ece Bekleyen"]
    assert len(listed(when="ever")) == 4
    assert listed(q="Ministry D") == ["Ece Bekleyen"]
    assert listed(when="ever", under=str(ministries[1].pk)) == ["Ali Giden"]
    assert listed(sort="-since") == ["Ayşe Kalan", "Ece Bekleyen"]
    assert "Nothing fits these filters" in text_of(client.get(WITHOUT, {"q": "yok böyle bir şey"}))


def test_every_appointment_with_an_instrument_is_praised(client: Client) -> None:
    make.appointment(make.post(), by_instrument=make.instrument())
    assert "Every appointment of this day names its instrument" in text_of(client.get(WITHOUT))


def test_the_finding_on_the_page_of_a_post_leads_to_the_list(client: Client) -> None:
    post = make.post()
    make.appointment(post)
    assert f'href="{WITHOUT}"' in text_of(client.get(reverse("positions:post", args=[post.pk])))


# --- ended early, future-dated, substitute ----------------------------------------------------------------------------


def test_the_list_words_who_left_early_and_who_comes(client: Client) -> None:
    post = make.post()
    held = make.appointment(post, make.person("Ali", "Giden"), until=date(2020, 1, 1))
    ended = actions.end_appointment(appointment=held, last_day=Bound.on(date(2017, 6, 30)), by=make.OPERATOR)
    assert ended.left_early
    make.appointment(post, make.person("Efe", "Yeni"), since=date(2018, 1, 1))
    shown = text_of(client.get(reverse("positions:list"), {"as_of": "2017-09-01"}))
    assert "before: Ali Giden, until 30 Jun 2017, left early" in shown
    assert "Efe Yeni, appointed from 1 Jan 2018" in shown
    page = text_of(client.get(reverse("positions:post", args=[post.pk]), {"as_of": "2017-09-01"}))
    assert "left early" in page
    assert "Efe Yeni is appointed from" in page
    assert "appointed for later" in page


def test_an_end_that_was_open_or_not_known_is_no_early_one() -> None:
    ends: tuple[Bound | None, ...] = (None, Bound.unknown(), Bound.year(2017))
    for end in ends:
        post = make.post(make.ministry(f"Bakanlık {end}", f"Ministry {end}"))
        held = make.appointment(post, make.person(), until=end)
        day = Bound.on(date(2017, 6, 30))
        assert not actions.end_appointment(appointment=held, last_day=day, by=make.OPERATOR).left_early


def test_a_corrected_end_is_no_early_one() -> None:
    post = make.post()
    held = make.appointment(post, until=date(2020, 1, 1))
    ended = actions.end_appointment(appointment=held, last_day=Bound.on(date(2017, 6, 30)), by=make.OPERATOR)
    told: dict[str, Any] = {
        "person": ended.person,
        "capacity": ended.capacity,
        "reason": "Yanlış.",
        "by": make.OPERATOR,
    }
    kept = actions.correct_appointment(appointment=ended, period=ended.period, instrument=make.instrument(), **told)
    assert kept.left_early, "only the instrument was corrected"
    period = held.period
    assert not actions.correct_appointment(appointment=kept, period=period, **told).left_early


def test_future_substitutes_and_holders_are_entered_by_the_page(clerk_client: Client) -> None:
    post = make.post()
    make.appointment(post, until=date(2030, 1, 1))
    url = reverse("positions:appoint", args=[post.pk])
    make.person("Mehmet", "Kaya"), make.person("Can", "Ak")
    form = {"absence": "", "last_day": "", "instrument": ""}
    overlapping = {**form, "person": "Mehmet Kaya", "capacity": Capacity.SUBSTANTIVE, "first_day": "2029-12-31"}
    assert clerk_client.post(url, overlapping).status_code == 422
    assert clerk_client.post(url, {**overlapping, "first_day": "2030-01-01"}).status_code == 302
    substitute = {**form, "person": "Can Ak", "capacity": Capacity.SUBSTITUTE, "first_day": "2016-01-01"}
    assert clerk_client.post(url, substitute).status_code == 302
    assert Appointment.objects.known_at().count() == 3


def test_in_turkish_a_legal_basis_and_how_sure_a_statement_is_have_two_words(client: Client) -> None:
    make.appointment(make.post())
    client.cookies["django_language"] = "tr"
    shown = text_of(client.get(WITHOUT))
    assert "<h1>Dayanağı kayıtlı olmayan atamalar" in shown
    assert "Bilgi niteliği" in shown
    assert shown.count("Dayanağı") == shown.count("Dayanağı kayıtlı olmayan"), "no column of that name"
