"""What the actions write, refuse and remember; and what the database refuses even without them."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from kurul.kernel.actions import NotWriting
from kurul.kernel.audit.models import AuditEvent
from kurul.kernel.identity.actors import Actor, Right
from kurul.kernel.references import Ref
from kurul.kernel.refusals import Conflict, NotPermitted, Refused, Stale
from kurul.kernel.temporal import clock, facts
from kurul.kernel.temporal.bounds import Bound, Period
from kurul.kernel.temporal.moment import writing_at
from kurul.kernel.translated import Translated
from kurul.rooms.organisations.public import scope_of
from kurul.rooms.organisations.tests import make as organisations
from kurul.rooms.positions import actions
from kurul.rooms.positions.models import (
    Absence,
    Appointment,
    Capacity,
    Completeness,
    EquivalenceFunction,
    EquivalenceTerms,
    PortfolioEntry,
    Post,
    PostExistence,
    PostPlacement,
    PostTitle,
)
from kurul.rooms.positions.permissions import APPOINT
from kurul.rooms.positions.tests import make

pytestmark = pytest.mark.django_db
DAY = date(2016, 7, 19)


def refused(excinfo: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [finding.code for finding in excinfo.value.findings]


def last_event() -> AuditEvent:
    event = AuditEvent.objects.order_by("seq").last()
    assert event is not None
    return event


# --- posts ------------------------------------------------------------------------------------------------------------


def test_a_post_is_established_with_title_place_and_portfolio() -> None:
    ministry = make.ministry()
    post = make.post(ministry)
    assert PostTitle.objects.as_of(DAY).get(post=post).title["tr"] == "Müsteşar Yardımcısı"
    assert PostPlacement.objects.as_of(DAY).get(post=post).organisation == ministry
    assert {row.function.code for row in PortfolioEntry.objects.as_of(DAY).filter(post=post)} == {
        make.MODERNISATION,
        make.PROCESSING,
    }
    assert last_event().kind == "positions.established"


def test_a_post_before_its_organisation_is_refused() -> None:
    with pytest.raises(Refused) as excinfo:
        make.post(since=date(2009, 1, 1))
    assert refused(excinfo) == ["positions.organisation_missing"]
    assert not Post.objects.exists()


def test_a_new_title_leaves_the_old_one_readable() -> None:
    post = make.post()
    actions.retitle_post(
        post=post, title=Translated(tr="Bakan Yardımcısı"), kind=make.kind("deputy_minister"),
        day=Bound.on(date(2018, 7, 10)), by=make.OPERATOR, version=1,
    )  # fmt: skip
    assert PostTitle.objects.as_of(DAY).get(post=post).title["tr"] == "Müsteşar Yardımcısı"
    assert PostTitle.objects.as_of(date(2018, 7, 10)).get(post=post).kind.code == "deputy_minister"


def test_a_stale_change_of_a_post_is_refused() -> None:
    post = make.post()
    values: dict[str, Any] = {"kind": make.kind(), "by": make.OPERATOR, "version": 1}
    actions.retitle_post(post=post, title=Translated(tr="A"), day=Bound.on(date(2016, 1, 1)), **values)
    with pytest.raises(Stale):
        actions.retitle_post(post=post, title=Translated(tr="B"), day=Bound.on(date(2017, 1, 1)), **values)


def test_a_post_moves_in_a_reorganisation() -> None:
    post, other = make.post(), make.ministry("Ulaştırma Bakanlığı", "Ministry of Transport")
    day = date(2018, 7, 10)
    actions.move_post(post=post, organisation=other, day=Bound.on(day), by=make.OPERATOR, version=1)
    assert PostPlacement.objects.as_of(day).get(post=post).organisation == other
    assert PostPlacement.objects.as_of(DAY).get(post=post).organisation != other
    assert Ref.of(other) in {Ref.read(ref) for ref in last_event().subjects.values_list("ref", flat=True)}


def test_a_portfolio_is_replaced_from_a_day_on() -> None:
    post = make.post()
    wanted = [make.function(make.PROCESSING), make.function(make.STRATEGY)]
    day = date(2016, 1, 1)
    actions.set_portfolio(post=post, functions=wanted, day=Bound.on(day), by=make.OPERATOR, version=1)

    def on(when: date) -> set[str]:
        return {row.function.code for row in PortfolioEntry.objects.as_of(when).filter(post=post)}

    assert on(date(2015, 12, 31)) == {make.MODERNISATION, make.PROCESSING}
    assert on(day) == {make.PROCESSING, make.STRATEGY}
    kept = PortfolioEntry.objects.as_of(day).get(post=post, function__code=make.PROCESSING)
    assert kept.period.start == Bound.on(date(2011, 1, 1)), "what stays was not entered anew"


def test_a_portfolio_set_earlier_supersedes_what_was_planned_later() -> None:
    post = make.post(portfolio=[make.PROCESSING])
    later = [make.function(make.PROCESSING), make.function(make.STRATEGY)]
    actions.set_portfolio(post=post, functions=later, day=Bound.on(date(2018, 1, 1)), by=make.OPERATOR, version=1)
    now = [make.function(make.MODERNISATION)]
    actions.set_portfolio(post=post, functions=now, day=Bound.on(date(2017, 1, 1)), by=make.OPERATOR, version=2)
    held = PortfolioEntry.objects.as_of(date(2019, 1, 1)).filter(post=post)
    assert [row.function.code for row in held] == [make.MODERNISATION]


def test_the_same_portfolio_is_no_change() -> None:
    post = make.post(portfolio=[make.PROCESSING])
    same = [make.function(make.PROCESSING)]
    with pytest.raises(Refused) as excinfo:
        actions.set_portfolio(post=post, functions=same, day=Bound.on(DAY), by=make.OPERATOR, version=1)
    assert refused(excinfo) == ["positions.nothing_changes"]


def test_a_post_that_is_held_is_not_abolished() -> None:
    post = make.post()
    make.appointment(post)
    with pytest.raises(Conflict) as excinfo:
        actions.abolish_post(post=post, day=Bound.on(DAY), by=make.OPERATOR, version=1)
    assert refused(excinfo) == ["positions.still_held"]
    assert PostExistence.objects.as_of(date(2020, 1, 1)).filter(post=post).exists()


def test_an_abolished_post_ends_with_everything_said_of_it() -> None:
    post = make.post()
    make.appointment(post, until=date(2016, 1, 1))
    actions.abolish_post(post=post, day=Bound.on(DAY), by=make.OPERATOR, version=1)
    for model in (PostExistence, PostTitle, PostPlacement, PortfolioEntry):
        assert model.objects.as_of(date(2016, 7, 18)).filter(post=post).exists()
        assert not model.objects.as_of(DAY).filter(post=post).exists()


# --- appointments -----------------------------------------------------------------------------------------------------


def test_second_holder_is_refused() -> None:
    post = make.post()
    make.appointment(post, make.person("Ayşe", "Yılmaz"))
    with pytest.raises(Conflict) as excinfo:
        make.appointment(post, make.person("Mehmet", "Kaya"), since=date(2015, 1, 1))
    [finding] = excinfo.value.findings
    assert finding.code == "positions.already_held"
    assert finding.params["name"] == "Ayşe Yılmaz"
    assert Appointment.objects.count() == 1


def test_the_database_refuses_a_second_holder_even_without_the_action() -> None:
    post = make.post()
    make.appointment(post)
    with pytest.raises(IntegrityError), transaction.atomic(), writing_at(clock.now()):
        Appointment.objects.create(
            post=post, person=make.person("Mehmet", "Kaya"), capacity=Capacity.SUBSTANTIVE,
            **facts.columns(Period.since(date(2015, 1, 1))),
        )  # fmt: skip


def test_no_appointment_is_made_outside_an_action() -> None:
    post, person = make.post(), make.person()
    with pytest.raises(NotWriting):
        Appointment.objects.create(post=post, person=person, capacity="acting", **facts.columns(make.ALWAYS))


def test_a_holder_may_follow_on_the_next_day() -> None:
    post = make.post()
    make.appointment(post, until=DAY)
    make.appointment(post, make.person("Mehmet", "Kaya"), since=DAY)
    assert (
        Appointment.objects.as_of(DAY).get(post=post).person
        != Appointment.objects.as_of(date(2016, 7, 18)).get().person
    )


def test_a_post_with_two_places_takes_two_holders_and_no_third() -> None:
    post = make.post(holders_allowed=2)
    first, second = make.appointment(post), make.appointment(post, make.person("Mehmet", "Kaya"))
    assert {first.place, second.place} == {1, 2}
    with pytest.raises(Conflict):
        make.appointment(post, make.person("Ali", "Demir"))


def test_an_appointment_outside_the_post_is_refused() -> None:
    post = make.post(since=date(2015, 1, 1))
    with pytest.raises(Refused) as excinfo:
        make.appointment(post, since=date(2014, 1, 1))
    assert refused(excinfo) == ["positions.outside_post"]


def test_an_end_before_the_start_is_refused() -> None:
    with pytest.raises(Refused) as excinfo:
        make.appointment(make.post(), since=DAY, until=date(2015, 1, 1))
    assert refused(excinfo) == ["positions.end_before_start"]


def test_acting_beside_a_holder_needs_a_stated_absence() -> None:
    post, deputy = make.post(), make.person("Mehmet", "Kaya")
    make.appointment(post)
    with pytest.raises(Conflict) as excinfo:
        make.appointment(post, deputy, since=DAY, capacity=Capacity.ACTING)
    assert refused(excinfo) == ["positions.acting_beside_holder"]
    assert excinfo.value.findings[0].field == "absence"
    made = make.appointment(post, deputy, since=DAY, capacity=Capacity.ACTING, absence=Absence.LEAVE)
    assert made.absence == "leave"


def test_acting_for_a_vacancy_ends_before_a_holder_comes() -> None:
    post = make.post()
    make.appointment(post, capacity=Capacity.ACTING)
    with pytest.raises(Conflict) as excinfo:
        make.appointment(post, make.person("Mehmet", "Kaya"), since=DAY)
    assert refused(excinfo) == ["positions.still_acting"]


def test_several_substitutes_may_be_named() -> None:
    post = make.post()
    places = [
        make.appointment(post, make.person(name, "Kaya"), capacity=Capacity.SUBSTITUTE).place
        for name in ("Ayşe", "Mehmet", "Ali")
    ]
    assert places == [1, 2, 3]


def test_nobody_is_appointed_twice_to_one_post() -> None:
    post, person = make.post(holders_allowed=2), make.person()
    make.appointment(post, person)
    with pytest.raises(Conflict) as excinfo:
        make.appointment(post, person, since=DAY)
    assert refused(excinfo) == ["positions.holds_it_already"]


def test_two_posts_of_one_person_are_not_refused() -> None:
    person, ministry = make.person(), make.ministry()
    make.appointment(make.post(ministry), person)
    make.appointment(make.post(ministry, title="Müsteşar", of_kind="undersecretary"), person)
    assert Appointment.objects.as_of(DAY).filter(person=person).count() == 2


def test_an_appointment_ends_with_its_last_day() -> None:
    made = make.appointment(make.post())
    ended = actions.end_appointment(appointment=made, last_day=Bound.on(DAY), by=make.OPERATOR)
    assert ended.period.end == Bound.on(date(2016, 7, 20))
    assert Appointment.objects.as_of(DAY).exists()
    assert not Appointment.objects.as_of(date(2016, 7, 20)).exists()


def test_what_has_ended_is_not_ended_again_from_an_old_page() -> None:
    made = make.appointment(make.post())
    actions.end_appointment(appointment=made, last_day=Bound.on(DAY), by=make.OPERATOR)
    with pytest.raises(Stale):
        actions.end_appointment(appointment=made, last_day=Bound.on(date(2016, 1, 1)), by=make.OPERATOR)


def test_an_end_before_the_appointment_is_refused() -> None:
    made = make.appointment(make.post())
    with pytest.raises(Refused) as excinfo:
        actions.end_appointment(appointment=made, last_day=Bound.on(date(2011, 1, 1)), by=make.OPERATOR)
    assert refused(excinfo) == ["positions.end_not_inside"]


def test_a_corrected_appointment_keeps_what_was_held_before() -> None:
    made = make.appointment(make.post())
    right = Period.since(date(2013, 1, 1))
    corrected = actions.correct_appointment(
        appointment=made, person=made.person, period=right, capacity=made.capacity, reason="The gazette says so.",
        by=make.OPERATOR,
    )  # fmt: skip
    made.refresh_from_db()
    assert made.is_superseded
    assert Appointment.objects.as_of(date(2012, 6, 1), made.recorded_at).get() == made
    assert not Appointment.objects.as_of(date(2012, 6, 1)).exists()
    assert Appointment.objects.as_of(DAY).get() == corrected


def test_a_correction_says_why_and_changes_something() -> None:
    made = make.appointment(make.post())
    same: dict[str, Any] = {"person": made.person, "period": made.period, "capacity": made.capacity}
    with pytest.raises(Refused) as excinfo:
        actions.correct_appointment(appointment=made, reason=" ", by=make.OPERATOR, **same)
    assert refused(excinfo) == ["positions.reason_missing"]
    with pytest.raises(Refused) as excinfo:
        actions.correct_appointment(appointment=made, reason="Typing error", by=make.OPERATOR, **same)
    assert refused(excinfo) == ["positions.nothing_changes"]


def test_a_correction_may_not_overlap_the_next_holder() -> None:
    post = make.post()
    made = make.appointment(post, until=DAY)
    make.appointment(post, make.person("Mehmet", "Kaya"), since=DAY)
    with pytest.raises(Conflict):
        actions.correct_appointment(
            appointment=made, person=made.person, period=Period.since(date(2012, 1, 1)), capacity=made.capacity,
            reason="He stayed", by=make.OPERATOR,
        )  # fmt: skip


def test_a_withdrawn_appointment_never_was_and_stays_in_the_log() -> None:
    made = make.appointment(make.post())
    actions.withdraw_appointment(appointment=made, reason="Ayşe Yılmaz was never appointed", by=make.OPERATOR)
    assert not Appointment.objects.known_at().exists()
    event = last_event()
    assert event.kind == "positions.appointment_withdrawn"
    assert "Ayşe Yılmaz" not in event.body, "a reason may name people and stays erasable"


def test_an_event_of_an_appointment_stands_with_post_person_and_organisation() -> None:
    ministry, person = make.ministry(), make.person()
    post = make.post(ministry)
    make.appointment(post, person, by_instrument=make.instrument())
    refs = set(last_event().subjects.values_list("ref", flat=True))
    assert refs == {str(Ref.of(record)) for record in (post, person, ministry)}


# --- rules and roles --------------------------------------------------------------------------------------------------


def test_a_rule_is_entered_with_what_it_requires_and_what_it_only_names() -> None:
    rule = make.cio_rule()
    rows = EquivalenceFunction.objects.known_at().filter(rule=rule)
    assert {row.function.code: row.is_required for row in rows} == {
        make.MODERNISATION: True,
        make.PROCESSING: True,
        make.STRATEGY: False,
    }


def test_a_rule_that_ends_counts_nothing_afterwards() -> None:
    rule = make.cio_rule()
    actions.end_equivalence_rule(rule=rule, day=Bound.on(date(2018, 7, 10)), by=make.OPERATOR)
    assert EquivalenceTerms.objects.as_of(DAY).exists()
    assert not EquivalenceTerms.objects.as_of(date(2018, 7, 10)).exists()


def test_a_role_that_nobody_knows_is_refused() -> None:
    with pytest.raises(Refused) as excinfo:
        actions.give_role(role="king", reach="own", period=make.ALWAYS, post_kind=make.kind(), by=make.OPERATOR)
    assert refused(excinfo) == ["positions.unknown_role"]


def test_a_role_follows_once() -> None:
    given: dict[str, Any] = {"role": "reporter", "reach": "own", "post_kind": make.kind(), "by": make.OPERATOR}
    actions.give_role(period=make.ALWAYS, **given)
    with pytest.raises(Conflict) as excinfo:
        actions.give_role(period=make.ALWAYS, **given)
    assert refused(excinfo) == ["positions.role_given_already"]


def test_completeness_is_stated_once_and_can_be_withdrawn() -> None:
    ministry = make.ministry()
    stated = actions.state_completeness(organisation=ministry, period=make.ALWAYS, by=make.OPERATOR)
    with pytest.raises(Conflict):
        actions.state_completeness(organisation=ministry, period=make.ALWAYS, by=make.OPERATOR)
    actions.withdraw_completeness(completeness=stated, reason="Two posts were missing", by=make.OPERATOR)
    assert not Completeness.objects.known_at().exists()


# --- who may ----------------------------------------------------------------------------------------------------------


def keeper_of(organisation: int) -> Actor:
    right = Right(APPOINT, scope_of(organisation), Ref("kernel.grant", 1))
    return Actor("account", 1, "Clerk", frozenset({right}))


def test_whoever_keeps_another_ministry_may_not_appoint_here() -> None:
    post, other = make.post(), make.ministry("Ulaştırma Bakanlığı", "Ministry of Transport")
    with pytest.raises(NotPermitted):
        actions.appoint(post=post, person=make.person(), period=make.ALWAYS, by=keeper_of(other.pk))


def test_whoever_keeps_the_ministry_may_appoint_to_posts_of_its_units() -> None:
    ministry = make.ministry()
    unit = organisations.organisation("Bilgi İşlem Dairesi", parent=ministry)
    post = make.post(unit, of_kind="head_of_it_unit")
    period = Period.since(date(2015, 1, 1))
    actions.appoint(post=post, person=make.person(), period=period, by=keeper_of(ministry.pk))
    assert Appointment.objects.as_of(DAY).filter(post=post).exists()
