"""The facts of the demonstration: complete, as they were published, and nothing made up among them."""

from collections.abc import Iterable
from datetime import date

import pytest
from django.apps import apps
from django.db import models

from kurul.kernel.audit.models import AuditEvent
from kurul.kernel.audit.verification import verify
from kurul.kernel.identity.actors import Actor, actor_of
from kurul.kernel.identity.models import Account
from kurul.kernel.provenance import Basis, Marked
from kurul.kernel.temporal.look import Look
from kurul.rooms.boards.public import CONFIRM, boards_on, meetings_listed
from kurul.rooms.boards.public import MeetingFilters as Filters
from kurul.rooms.law.public import Instrument
from kurul.rooms.organisations.public import Classification, Organisation, scope_of
from kurul.rooms.positions.public import Post, cio_seats
from kurul.rooms.strategy.public import Plan, by_code, tree
from kurul.site.demonstration.accounts import standing_people
from kurul.site.demonstration.bodies import body
from kurul.site.demonstration.layers import facts_only
from kurul.site.demonstration.loading import load_all

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demonstrated_facts")]

DAY = date(2017, 10, 16)
NOW = Look(DAY)


def marked_models() -> Iterable[type[models.Model]]:
    """Every table whose rows carry the basis."""
    return [model for model in apps.get_models() if issubclass(model, Marked) and not model._meta.proxy]


def of_kind(code: str) -> int:
    """How many bodies are of this kind."""
    return Classification.objects.known_at().filter(kind__code=code).count()


def test_twenty_seven_instruments_are_there() -> None:
    assert Instrument.objects.count() == 27


def test_twenty_one_ministries_and_eighty_one_provinces_are_there() -> None:
    assert of_kind("ministry") == 21
    assert of_kind("province") == 81


def test_district_and_municipality_data_of_2025_are_there() -> None:
    assert of_kind("district") > 0
    assert of_kind("municipality") > 0
    assert Organisation.objects.count() > 21 + 81


def test_the_plan_holds_what_was_published_and_says_how_much_was_not() -> None:
    plan = tree(Plan.objects.get(code="TR-EGOV-2016-2019").pk, NOW, Actor.nobody())
    assert plan is not None
    assert [(count.tier.code, count.known, count.published) for count in plan.counts()] == [
        ("aim", 4, 4),
        ("objective", 13, 13),
        ("action", 21, 43),
    ]


def test_what_was_not_published_of_an_action_stays_open() -> None:
    action = by_code("TR-EGOV-2016-2019", "E4.1.2")
    assert action is not None
    assert not action.indicators.exists()
    assert not action.steps.exists()


def test_three_series_of_meetings_are_real_and_one_meeting_was_reported() -> None:
    boards = {row.code: row for row in boards_on(NOW, Actor.nobody(), language="tr")}
    assert {"cio_board", "department_heads", "pm_coordination"} <= set(boards)
    assert [(row.day, row.place) for row in meetings_listed(Filters(), NOW, Actor.nobody())] == [
        (date(2017, 4, 4), "Türksat")
    ]


def test_no_seat_is_said_to_be_filled_or_vacant() -> None:
    assert {seat.state for seat in cio_seats(NOW, Actor.nobody())} == {"not_known"}
    assert not Post.objects.exists()


def test_nothing_is_illustrative() -> None:
    found = {
        model.__name__ for model in marked_models() if model._default_manager.filter(basis=Basis.ILLUSTRATIVE).exists()
    }
    assert found == set()


def test_accounts_bear_no_made_up_names() -> None:
    people = {person.login: person for person in standing_people()}
    names = dict(Account.objects.values_list("login", "display_name"))
    assert names == {login: str(person.title) for login, person in people.items()}


def test_rights_that_would_follow_from_a_post_are_granted() -> None:
    reporter = actor_of(Account.objects.get(login="saglik.raporlama"), DAY)
    assert reporter.may(CONFIRM, scope_of(body("SAGLIK").pk))
    assert not reporter.may(CONFIRM, scope_of(body("ADALET").pk))


def test_loading_a_second_time_does_nothing() -> None:
    before = AuditEvent.objects.count()
    assert load_all(facts_only(), title="") == 0
    assert AuditEvent.objects.count() == before


def test_the_log_is_whole() -> None:
    assert verify().is_whole
