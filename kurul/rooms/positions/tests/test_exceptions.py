"""Exceptions from the rule of equivalence: what they do to seats, to rights and to pages."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from kurul.kernel.identity import actions as identity
from kurul.kernel.identity.actors import Actor, actor_of
from kurul.kernel.refusals import Refused, Stale
from kurul.kernel.temporal.bounds import Bound, Certainty, Period
from kurul.kernel.temporal.look import Look
from kurul.kernel.translated import Translated
from kurul.rooms.organisations.models import Organisation
from kurul.rooms.organisations.public import scope_of
from kurul.rooms.organisations.tests import make as organisations
from kurul.rooms.people.actions import link_account
from kurul.rooms.positions import actions, queries
from kurul.rooms.positions.models import EquivalenceException, EquivalenceRule, Reach
from kurul.rooms.positions.permissions import APPOINT
from kurul.rooms.positions.rules import SeatState
from kurul.rooms.positions.tests import make

pytestmark = pytest.mark.django_db
DAY, PUBLIC = date(2017, 3, 1), Actor.nobody()


@pytest.fixture
def rule() -> EquivalenceRule:
    """The rule of CIO-equivalence, from which a role follows."""
    made = make.cio_rule()
    actions.give_role(rule=made, role="registry_clerk", reach=Reach.OWN, period=make.ALWAYS, by=make.OPERATOR)
    return made


def state_on(body: Organisation, day: date = DAY) -> SeatState | None:
    seats = {seat.organisation.id: seat.state for seat in queries.cio_seats(Look(day), PUBLIC)}
    return seats.get(body.pk)


def codes(refusal: Any) -> list[str]:
    return [finding.code for finding in refusal.value.findings]


def test_a_post_that_does_not_count_leaves_the_seat_and_stands_in_its_why(rule: EquivalenceRule) -> None:
    ministry = make.ministry()
    post, second = make.post(ministry), make.post(ministry, title="İkinci")
    make.appointment(post)
    make.appointment(second, make.person("Can", "Ak"))
    assert state_on(ministry) is SeatState.DOUBLE_CLAIM
    made = make.exception(second, rule, counts=False, since=date(2017, 1, 1), until=date(2018, 1, 1))
    days = (date(2016, 6, 1), DAY, date(2018, 6, 1))
    assert [state_on(ministry, day) for day in days] == ["double_claim", "filled", "double_claim"]
    found = queries.seat_page(ministry.pk, Look(DAY), PUBLIC)
    assert found is not None
    assert [(one.post, one.exception.pk) for one in found.seat.excepted] == [(second.pk, made.pk)]
    assert [stretch.seat.state for stretch in found.stretches][-3:] == ["double_claim", "filled", "double_claim"]


def test_a_post_counts_by_exception_also_in_a_body_of_another_kind(rule: EquivalenceRule) -> None:
    agency = organisations.organisation("Kurum", of_kind=organisations.kind("agency", "Kurum"))
    post = make.post(agency, of_kind="head", portfolio=[])
    make.appointment(post)
    assert state_on(agency) is None
    make.exception(post, rule, counts=True, since=date(2016, 1, 1))
    assert state_on(agency) is SeatState.FILLED
    assert state_on(agency, date(2015, 12, 31)) is None
    assert queries.cio_posts(Look(DAY)) == {agency.pk: (post.pk,)}
    counted = queries.counting([post.pk], Look(DAY))[post.pk]
    assert (counted.certainty, counted.exception is not None) == (Certainty.YES, True)


def test_an_exception_whose_day_is_not_known_makes_the_seat_not_known(rule: EquivalenceRule) -> None:
    ministry = make.ministry()
    post = make.post(ministry)
    make.appointment(post)
    make.exception(post, rule, counts=False, since=Bound.year(2017))
    assert [state_on(ministry, date(year, 6, 1)) for year in (2016, 2017, 2018)] == ["filled", "not_known", "not_known"]


def test_rights_follow_the_exceptions(rule: EquivalenceRule) -> None:
    ministry, person = make.ministry(), make.person()
    account = identity.create_account(login="ayse", display_name="Ayşe", language="tr", by=make.OPERATOR)
    link_account(person=person, account=account, period=make.ALWAYS, by=make.OPERATOR)
    post = make.post(ministry, portfolio=[make.PROCESSING])
    make.appointment(post, person)

    def may(day: date) -> bool:
        return actor_of(account, day).may(APPOINT, scope_of(ministry.pk)).allowed

    assert not may(DAY)
    made = make.exception(post, rule, counts=True, since=date(2016, 1, 1))
    assert [may(day) for day in (date(2015, 6, 1), DAY)] == [False, True]
    actions.end_exception(exception=made, day=Bound.on(date(2017, 1, 1)), by=make.OPERATOR)
    assert [may(day) for day in (date(2016, 6, 1), DAY)] == [True, False]
    functions = [make.function(make.PROCESSING), make.function(make.MODERNISATION)]
    day = Bound.on(date(2017, 2, 1))
    actions.set_portfolio(post=post, functions=functions, day=day, by=make.OPERATOR, version=1)
    assert may(DAY)
    make.exception(post, rule, counts=False, since=Bound.year(2017), until=date(2019, 1, 1))
    assert not may(DAY), "what may not count gives no right"


def test_an_exception_is_written_once_and_with_a_reason(rule: EquivalenceRule) -> None:
    post = make.post()
    told: dict[str, Any] = {
        "post": post,
        "rule": rule,
        "counts": True,
        "period": Period.since(DAY),
        "by": make.OPERATOR,
    }
    with pytest.raises(Refused) as refusal:
        actions.except_post(**told, reason=Translated(), instrument=None)
    assert codes(refusal) == ["positions.exception_not_written", "positions.reason_missing"]
    made = make.exception(post, rule, counts=True)
    with pytest.raises(Refused) as refusal:
        actions.except_post(**told, reason=Translated(tr="Neden"), instrument=make.instrument())
    assert codes(refusal) == ["positions.excepted_already"]
    actions.withdraw_exception(exception=made, reason="Yanlış.", by=make.OPERATOR)
    with pytest.raises(Stale):
        actions.end_exception(exception=made, day=Bound.on(DAY), by=make.OPERATOR)
    assert not EquivalenceException.objects.known_at().exists()


def test_an_exception_is_entered_ended_and_withdrawn_by_pages(
    rule: EquivalenceRule, administrator_client: Client
) -> None:
    ministry = make.ministry()
    post = make.post(ministry)
    make.appointment(post)
    url = reverse("positions:except_post", args=[post.pk])
    form = {
        "rule": rule.pk,
        "counts": "no",
        "reason_tr": "Onayda belirtilmiştir.",
        "reason_en": "The approval says so.",
        "first_day": "2016-01-01",
        "last_day": "",
        "instrument": "",
    }
    answer = administrator_client.post(url, form)
    assert answer.status_code == 422
    assert "needs the instrument by which it was made" in answer.content.decode()
    assert administrator_client.post(url, {**form, "instrument": make.instrument().pk}).status_code == 302
    made = EquivalenceException.objects.get()
    shown = administrator_client.get(reverse("positions:post", args=[post.pk])).content.decode()
    assert "The approval says so." in shown
    assert reverse("positions:end_exception", args=[made.pk]) in shown
    seat = administrator_client.get(reverse("positions:seat", args=[ministry.pk])).content.decode()
    assert "By an exception from the rule the post does not count" in seat
    end = reverse("positions:end_exception", args=[made.pk])
    assert administrator_client.post(end, {"day": "2018-01-01"}).status_code == 302
    last = EquivalenceException.objects.known_at().get()
    withdraw = reverse("positions:withdraw_exception", args=[last.pk])
    assert administrator_client.post(withdraw, {"reason": "Yanlış."}).status_code == 302
    assert state_on(ministry) is SeatState.FILLED


def test_the_rules_list_every_exception_also_one_that_has_ended(
    rule: EquivalenceRule, administrator_client: Client
) -> None:
    made = make.exception(make.post(), rule, counts=True, until=date(2016, 1, 1))
    shown = administrator_client.get(reverse("positions:rules")).content.decode()
    assert "Exceptions by instrument" in shown
    assert "not on this day" in shown
    assert reverse("positions:withdraw_exception", args=[made.pk]) in shown
