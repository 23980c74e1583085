"""Writes of the room: what is stored, what is refused, what is remembered."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from kurul.kernel.audit.models import AuditEvent
from kurul.kernel.identity.actors import Actor, actor_of
from kurul.kernel.identity.scopes import Scope
from kurul.kernel.provenance import Basis, resting_on
from kurul.kernel.refusals import NotPermitted, Refused, Stale
from kurul.kernel.temporal import facts
from kurul.kernel.temporal.bounds import Bound, Period
from kurul.kernel.temporal.look import Look
from kurul.kernel.temporal.moment import NotWriting
from kurul.kernel.translated import Translated
from kurul.rooms.organisations.tests import make as organisations
from kurul.rooms.strategy import actions, queries
from kurul.rooms.strategy.models import Element, Involvement, Plan, Role, Schedule, Standing, Target, Wording
from kurul.rooms.strategy.tests import make
from kurul.rooms.strategy.tests.conftest import account

pytestmark = pytest.mark.django_db
OPERATOR = make.OPERATOR
MARCH = Bound.on(date(2017, 3, 1))
YEAR_2017 = Period.through(date(2017, 1, 1), date(2017, 12, 31))
YEAR_2018 = Period.through(date(2018, 1, 1), date(2018, 12, 31))


def refused_codes(refusal: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [finding.code for finding in refusal.value.findings]


def item_on(element: Element, day: date) -> queries.Item:
    found = queries.element(element.pk, Look(day), OPERATOR)
    assert found is not None
    return found.item


def test_a_drafted_plan_is_remembered_with_its_period() -> None:
    plan = make.plan(coordinator=make.body())
    head = queries.head(plan.pk, Look.today(), OPERATOR)
    assert head is not None
    assert (head.state, str(head.covers)) == ("draft", "2016-01-01/2020-01-01")
    assert str(head.coordinator) == "Ulaştırma Bakanlığı"
    assert AuditEvent.objects.latest("seq").kind == "strategy.drafted"


def test_a_code_is_used_once() -> None:
    make.plan("P")
    with pytest.raises(Refused) as refusal:
        make.plan(" P ")
    assert refused_codes(refusal) == ["strategy.code_taken"]
    assert Plan.objects.count() == 1


def test_an_action_needs_the_objective_that_it_serves() -> None:
    plan = make.plan()
    aim = make.element(plan, "1")
    for parent in (None, aim):
        with pytest.raises(Refused) as refusal:
            make.element(plan, "1.1.1", tier_code="action", parent=parent)
        assert refused_codes(refusal) == ["strategy.parent_missing"]
    assert plan.elements.count() == 1


def test_a_parent_of_another_plan_is_refused() -> None:
    aim = make.element(make.plan("ONE"), "1")
    with pytest.raises(Refused):
        make.element(make.plan("TWO"), "1.1", tier_code="objective", parent=aim)


def test_a_new_wording_leaves_the_original_visible() -> None:
    action = make.action(make.plan(), title="Old title")
    actions.reword(
        element=action,
        title=Translated(en="New title"),
        summary=Translated(),
        day=MARCH,
        by=OPERATOR,
        version=action.version,
    )
    assert item_on(action, date(2017, 2, 28)).words.title["en"] == "Old title"
    assert item_on(action, date(2017, 3, 1)).words.title["en"] == "New title"
    assert Wording.objects.filter(element=action).count() == 3  # the first, the same ended, the new one


def test_a_corrected_wording_was_never_otherwise() -> None:
    action = make.action(make.plan(), title="Ecosistem")
    with pytest.raises(Refused) as refusal:
        correct(action, reason=" ")
    assert refused_codes(refusal) == ["strategy.reason_missing"]
    correct(action, reason="typing error")
    assert item_on(action, date(2016, 6, 1)).words.title["en"] == "Ecosystem"


def correct(action: Element, *, reason: str) -> None:
    actions.correct_wording(
        element=action,
        title=Translated(en="Ecosystem"),
        summary=Translated(),
        reason=reason,
        day=MARCH,
        by=OPERATOR,
        version=action.version,
    )


def test_changed_dates_are_shown_beside_the_original_ones() -> None:
    action = make.action(make.plan())
    make.dates(action, YEAR_2017)
    make.dates(action, YEAR_2018, day=MARCH)
    dates = item_on(action, date(2017, 6, 1)).dates
    assert dates is not None
    assert (dates.planned, dates.original) == (YEAR_2018, YEAR_2017)
    before = item_on(action, date(2017, 2, 28)).dates
    assert before is not None
    assert (before.planned, before.original) == (YEAR_2017, None)


def test_dates_known_in_part_are_stored_as_such() -> None:
    action = make.action(make.plan())
    make.dates(action, Period(Bound.unknown(), Bound.month(2020, 6)))
    stored = Schedule.objects.get(element=action)
    assert str(stored.planned) == "?/2020-06"
    assert item_on(action, date(2017, 1, 1)).equipment.dates is False


def test_an_end_before_the_start_is_refused_and_nothing_is_stored() -> None:
    action = make.action(make.plan())
    with pytest.raises(Refused) as refusal:
        make.dates(action, Period.through(date(2018, 1, 1), date(2017, 1, 1)))
    assert refused_codes(refusal) == ["strategy.end_before_start"]
    assert not Schedule.objects.exists()
    assert Element.objects.get(pk=action.pk).version == 1


def test_an_aim_has_no_dates_and_no_bodies() -> None:
    aim = make.element(make.plan(), "1")
    with pytest.raises(Refused) as refusal:
        make.dates(aim, YEAR_2017)
    assert refused_codes(refusal) == ["strategy.not_an_action"]


def test_a_second_responsible_body_is_refused_and_a_related_one_is_not() -> None:
    action = make.action(make.plan())
    make.owner(action, make.body("Birinci", "BIR"))
    second = make.body("İkinci", "IKI")
    with pytest.raises(Refused) as refusal:
        make.owner(action, second)
    assert refused_codes(refusal) == ["strategy.second_responsible"]
    action.refresh_from_db()
    make.owner(action, second, role=Role.RELATED)
    item = item_on(action, date(2017, 1, 1))
    assert [(str(body.organisation), body.role) for body in item.bodies] == [
        ("Birinci", "responsible"),
        ("İkinci", "related"),
    ]


def test_responsibility_passes_on_from_a_day() -> None:
    action = make.action(make.plan())
    first, second = make.body("Birinci", "BIR"), make.body("İkinci", "IKI")
    make.owner(action, first)
    actions.uninvolve(element=action, organisation=first, day=MARCH, by=OPERATOR, version=action.version)
    make.owner(action, second, since=MARCH)
    owners = [item_on(action, day).responsible for day in (date(2017, 2, 28), date(2017, 3, 1))]
    assert [str(owner.organisation) for owner in owners if owner] == ["Birinci", "İkinci"]


def test_a_hint_gives_way_to_what_is_stated() -> None:
    action = make.action(make.plan())
    probable, real = make.body("Probable", "P"), make.body("Real", "R")
    with resting_on(Basis.INFERRED):
        make.owner(action, probable)
    assert item_on(action, date(2017, 1, 1)).responsible is None
    make.owner(action, real)
    item = item_on(action, date(2017, 1, 1))
    assert item.responsible is not None
    assert (str(item.responsible.organisation), item.hint) == ("Real", None)
    assert Involvement.objects.known_at().count() == 1


def test_a_body_that_does_not_exist_yet_takes_no_part() -> None:
    action = make.action(make.plan())
    young = organisations.organisation("Yeni Bakanlık", since=date(2018, 7, 10))
    with pytest.raises(Refused) as refusal:
        make.owner(action, young)
    assert refused_codes(refusal) == ["strategy.body_missing"]


def test_what_is_illustrative_never_passes_for_stated() -> None:
    action = make.action(make.plan())
    make.dates(action, YEAR_2017)
    with resting_on(Basis.ILLUSTRATIVE):
        make.dates(action, YEAR_2018, day=MARCH)
    later = item_on(action, date(2017, 6, 1)).dates
    # What was planned before is stated, but that it stopped to be planned is not: the row that says both is marked.
    earlier = item_on(action, date(2017, 1, 1)).dates
    assert later is not None
    assert earlier is not None
    assert (later.basis, earlier.basis) == (Basis.ILLUSTRATIVE, Basis.ILLUSTRATIVE)
    before_that_write = Schedule.objects.get(superseded_at__isnull=False)
    assert before_that_write.basis == Basis.STATED


def test_a_target_needs_a_unit_and_a_day_after_the_baseline() -> None:
    action = make.action(make.plan())
    bare = make.indicator(action, unit=None)
    with pytest.raises(Refused) as refusal:
        make.target(bare)
    assert refused_codes(refusal) == ["strategy.unit_missing"]
    action.refresh_from_db()
    measured = make.indicator(action)
    with pytest.raises(Refused) as refusal:
        make.target(measured, due=date(2015, 6, 30))
    assert refused_codes(refusal) == ["strategy.target_before_baseline"]


@pytest.mark.parametrize("value", ["80", "0.1", "-3.1416", "99999999999.9999"])
def test_a_target_comes_back_exactly(value: str) -> None:
    indicator = make.indicator(make.action(make.plan()))
    make.target(indicator, value)
    assert Target.objects.get().value == Decimal(value)


def test_a_new_target_for_the_same_day_leaves_the_old_one_visible() -> None:
    action = make.action(make.plan())
    indicator = make.indicator(action)
    make.target(indicator, "80")
    make.target(indicator, "60", since=MARCH)
    values = [item_on(action, day).indicators[0].targets[0].value for day in (date(2017, 1, 1), date(2017, 6, 1))]
    assert values == [Decimal("80"), Decimal("60")]


def test_an_element_with_parts_is_not_taken_out() -> None:
    plan = make.plan()
    action = make.action(plan)
    objective = plan.elements.get(code="1.1")
    with pytest.raises(Refused) as refusal:
        actions.take_out(element=objective, day=MARCH, reason="merged", by=OPERATOR, version=1)
    assert refused_codes(refusal) == ["strategy.has_parts"]
    actions.take_out(element=action, day=MARCH, reason="merged", by=OPERATOR, version=1)
    objective.refresh_from_db()
    actions.take_out(element=objective, day=MARCH, reason="empty", by=OPERATOR, version=objective.version)
    codes = {
        day: [item.code for item in found.items]
        for day in (date(2017, 2, 28), date(2017, 3, 1))
        if (found := queries.tree(plan.pk, Look(day), OPERATOR))
    }
    assert codes == {date(2017, 2, 28): ["1", "1.1", "1.1.1"], date(2017, 3, 1): ["1"]}


def test_a_plan_that_lacks_something_is_not_adopted_and_hears_all_of_it() -> None:
    plan = make.plan(totals={"action": 2})
    make.action(plan)
    tomorrow = Bound.on(date.fromordinal(Look.today().day.toordinal() + 1))
    with pytest.raises(Refused) as refusal:
        actions.adopt(plan=plan, day=tomorrow, by=OPERATOR, version=plan.version)
    assert refused_codes(refusal) == [
        "strategy.coordinator_missing",
        "strategy.elements_not_known",
        "strategy.owner_missing",
        "strategy.dates_missing",
        "strategy.steps_missing",
        "strategy.measure_missing",
    ]
    assert Standing.objects.filter(state="adopted").count() == 0


def test_a_complete_plan_is_adopted_once() -> None:
    ministry = make.body()
    plan = make.plan(coordinator=ministry, totals={"action": 1})
    make.equipped(plan, by_body=ministry)
    tomorrow = date.fromordinal(Look.today().day.toordinal() + 1)
    actions.adopt(plan=plan, day=Bound.on(tomorrow), by=OPERATOR, version=plan.version)
    head = queries.head(plan.pk, Look(tomorrow), OPERATOR)
    assert head is not None
    assert head.state == "adopted"
    with pytest.raises(Refused) as refusal:
        actions.adopt(plan=plan, day=Bound.on(date(2030, 1, 1)), by=OPERATOR, version=plan.version)
    assert refused_codes(refusal) == ["strategy.not_adoptable"]


def test_a_stale_edit_is_refused_and_stores_nothing() -> None:
    action = make.action(make.plan())
    make.step(action)
    with pytest.raises(Stale):
        actions.add_step(element=action, title=Translated(en="x"), since=make.SINCE, by=OPERATOR, version=1)
    assert item_on(action, date(2017, 1, 1)).steps[-1].order == 1


def test_rights_are_those_of_the_body() -> None:
    ministry, other = make.body("Birinci", "BIR"), make.body("İkinci", "IKI")
    action = make.action(make.plan(coordinator=ministry))
    make.owner(action, other)
    officer = actor_of(account("uzman", "role:strategy_officer", Scope("organisation", other.pk)), Look.today().day)
    stranger = actor_of(
        account("yabanci", "role:strategy_officer", Scope("organisation", ministry.pk)), Look.today().day
    )
    keeper = actor_of(account("sekreter", "role:secretariat", Scope("organisation", ministry.pk)), Look.today().day)

    def add_step(by: Actor) -> None:
        actions.add_step(element=action, title=Translated(en="x"), since=make.SINCE, by=by, version=action.version)

    add_step(officer)
    add_step(keeper)
    for who in (stranger, Actor.nobody()):
        with pytest.raises(NotPermitted):
            add_step(who)
    with pytest.raises(NotPermitted):
        actions.take_out(element=action, day=MARCH, reason="x", by=officer, version=action.version)


def test_the_database_itself_refuses_two_schedules_on_one_day() -> None:
    action = make.action(make.plan())
    make.dates(action, YEAR_2017)
    row = Schedule.objects.get()
    columns = facts.columns(Period.since(date(2016, 6, 1)))
    with pytest.raises(IntegrityError), transaction.atomic():
        Schedule.objects.create(element=action, recorded_at=row.recorded_at, **columns)


def test_no_fact_comes_to_be_outside_an_action() -> None:
    action = make.action(make.plan())
    with pytest.raises(NotWriting):
        Schedule.objects.create(element=action, **facts.columns(Period.since(date(2016, 6, 1))))
