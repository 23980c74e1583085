"""Writing: periods, reports, and their way through the chain."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils.translation import override

from kurul.kernel.actions import NotWriting
from kurul.kernel.audit.models import AuditEvent
from kurul.kernel.identity.models import Account
from kurul.kernel.refusals import NotPermitted, Refused, Stale
from kurul.kernel.temporal.look import Look
from kurul.kernel.translated import Translated
from kurul.kernel.wording import sentence
from kurul.rooms.monitoring import actions
from kurul.rooms.monitoring.models import Chain, Entry, MonitoringPeriod, Reminder, Report, State, Transition, Where
from kurul.rooms.monitoring.queries import steps_to_take
from kurul.rooms.monitoring.tests import make
from kurul.rooms.organisations.public import scope_of
from kurul.rooms.organisations.tests import make as organisations
from kurul.rooms.strategy.tests import make as plans

pytestmark = pytest.mark.django_db
JULY = date(2017, 7, 3)


def codes(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [finding.code for finding in refused.value.findings]


@pytest.fixture
def world():
    with make.on(JULY):
        yield make.world()


def test_a_period_expects_one_report_for_each_action_with_its_body(world: make.World) -> None:
    plans.action(world.plan, "1.1.3")  # nobody is responsible for it
    period = make.period(world.plan)
    owed = Report.objects.filter(period=period).values_list("element__code", "organisation_id", "state")
    assert sorted(owed) == [("1.1.1", world.health.pk, "expected"), ("1.1.2", world.justice.pk, "expected")]


def test_a_period_of_a_plan_without_owners_is_refused() -> None:
    plan = plans.plan()
    plans.action(plan)
    with pytest.raises(Refused) as refused:
        make.period(plan)
    assert codes(refused) == ["monitoring.nobody_owes"]
    assert not MonitoringPeriod.objects.exists()
    assert not Chain.objects.exists()


def test_two_periods_do_not_overlap_nor_share_a_code(world: make.World) -> None:
    make.period(world.plan)
    with pytest.raises(Refused) as refused:
        make.period(world.plan)
    assert codes(refused) == ["monitoring.code_taken", "monitoring.periods_overlap"]


def test_only_the_coordinator_opens_periods(world: make.World) -> None:

    def open_as(account: Account) -> MonitoringPeriod:
        return actions.open_period(
            plan=world.plan, code="H1", name=Translated(), first_day=date(2017, 1, 1), last_day=date(2017, 6, 30),
            due=date(2017, 7, 15), by=make.actor(account),
        )  # fmt: skip

    for account in (world.cast.reporter, world.cast.cio, world.cast.auditor, world.cast.stranger):
        with pytest.raises(NotPermitted):
            open_as(account)
    assert open_as(world.cast.secretary).number == 1


def test_a_report_goes_through_the_whole_chain_and_back_once(world: make.World) -> None:
    period, cast = make.period(world.plan), world.cast
    report = make.report(period, world.action)
    reporter, strategist = make.actor(cast.reporter), make.actor(cast.strategist)
    cio, secretary = make.actor(cast.cio), make.actor(cast.secretary)
    actions.save_draft(report=report, text="First words", by=reporter, version=1)
    actions.save_draft(report=report, text="Better words", grade=make.grade(period), by=reporter, version=2)
    actions.submit_report(report=report, by=reporter, version=3)
    actions.consolidate(report=report, by=strategist, version=4)
    actions.approve(report=report, by=cio, version=5)
    actions.return_report(report=report, reason="Which services?", by=secretary, version=6)
    assert (report.state, report.next_step) == ("returned", 1)
    actions.save_draft(report=report, text="Nine services", grade=make.grade(period), by=reporter, version=7)
    assert report.state == State.RETURNED
    actions.submit_report(report=report, by=reporter, version=8)
    actions.consolidate(report=report, by=strategist, version=9)
    actions.approve(report=report, by=cio, version=10)
    actions.accept_report(report=report, by=secretary, version=11)
    assert (report.state, report.next_step) == ("accepted", None)
    taken = list(Transition.objects.filter(report=report).values_list("state", "entry__number"))
    once = [("submitted", 2), ("consolidated", 2), ("approved", 2), ("returned", 2)]
    assert taken == [*once, ("submitted", 3), ("consolidated", 3), ("approved", 3), ("accepted", 3)]
    assert list(report.entries.values_list("text", flat=True)) == ["First words", "Better words", "Nine services"]


def test_nobody_takes_the_step_of_another(world: make.World) -> None:
    report = make.handed_in(make.report(make.period(world.plan), world.action))
    for account in (world.cast.reporter, world.cast.cio, world.cast.secretary, world.cast.other_reporter):
        with pytest.raises(NotPermitted):
            actions.consolidate(report=report, by=make.actor(account), version=report.version)
    actions.consolidate(report=report, by=make.actor(world.cast.strategist), version=report.version)
    assert report.state == State.CONSOLIDATED


def test_a_step_out_of_turn_is_refused(world: make.World) -> None:
    report = make.handed_in(make.report(make.period(world.plan), world.action))
    with pytest.raises(Refused) as refused:
        actions.accept_report(report=report, by=make.OPERATOR, version=report.version)
    assert codes(refused) == ["monitoring.not_this_step"]


def test_another_ministrys_reporter_cannot_write(world: make.World) -> None:
    report = make.report(make.period(world.plan), world.action)
    with pytest.raises(NotPermitted):
        actions.save_draft(report=report, text="x", by=make.actor(world.cast.other_reporter), version=1)
    assert not Entry.objects.exists()


def test_what_was_handed_in_is_not_changed_any_more(world: make.World) -> None:
    report = make.handed_in(make.report(make.period(world.plan), world.action))
    with pytest.raises(Refused) as refused:
        actions.save_draft(report=report, text="x", by=make.OPERATOR, version=report.version)
    assert codes(refused) == ["monitoring.pen_elsewhere"]


def test_an_empty_report_is_not_handed_in_but_kept_as_draft(world: make.World) -> None:
    report = make.report(make.period(world.plan), world.action)
    actions.save_draft(report=report, obstacles="None", by=make.OPERATOR, version=1)
    with pytest.raises(Refused) as refused:
        actions.submit_report(report=report, by=make.OPERATOR, version=2)
    assert codes(refused) == ["monitoring.grade_missing", "monitoring.text_missing"]
    report.refresh_from_db()
    assert (report.state, report.version) == ("draft", 2)


def test_after_the_deadline_a_report_stays_a_late_draft_until_it_says_why(world: make.World) -> None:
    period = make.period(world.plan)
    report = make.report(period, world.action)
    with make.on(date(2017, 7, 16)):
        actions.save_draft(report=report, text="Too late", grade=make.grade(period), by=make.OPERATOR, version=1)
        with pytest.raises(Refused) as refused:
            actions.submit_report(report=report, by=make.OPERATOR, version=2)
        assert codes(refused) == ["monitoring.late_reason_missing"]
        report.refresh_from_db()
        assert report.state == State.DRAFT
        actions.submit_report(report=report, late_reason="Figures came late", by=make.OPERATOR, version=2)
    assert Transition.objects.get(report=report).reason == "Figures came late"


def test_after_the_period_was_closed_what_is_written_is_kept_as_a_draft(world: make.World) -> None:
    period = make.period(world.plan)
    with make.on(date(2017, 7, 20)):
        make.closed(period)
        report = make.report(period, world.action)
        actions.save_draft(report=report, text="Much too late", grade=make.grade(period), by=make.OPERATOR, version=1)
        with pytest.raises(Refused) as refused:
            actions.submit_report(report=report, late_reason="Ill", by=make.OPERATOR, version=2)
    assert codes(refused) == ["monitoring.period_closed"]
    assert report.entries.get().text == "Much too late"


def test_a_period_is_not_closed_before_its_deadline_nor_twice(world: make.World) -> None:
    period = make.period(world.plan)
    with pytest.raises(Refused) as refused:
        make.closed(period)
    assert codes(refused) == ["monitoring.not_due_yet"]
    period.refresh_from_db()
    with make.on(date(2017, 7, 16)):
        make.closed(period)
        with pytest.raises(Refused) as again:
            make.closed(period)
    assert codes(again) == ["monitoring.period_closed"]


def test_no_change_repeats_the_last_accepted_report_in_one_step(world: make.World) -> None:
    indicator = plans.indicator(world.action)
    first = make.period(world.plan)
    make.accepted(make.report(first, world.action), text="All as planned", values={indicator.pk: Decimal("41.5")})
    second = make.period(world.plan, "2017-H2", half=2)
    report = make.report(second, world.action)
    actions.no_change(report=report, by=make.actor(world.cast.reporter), version=1)
    entry = report.entries.get()
    assert (report.state, entry.no_change, entry.text) == ("submitted", True, "All as planned")
    assert entry.grade == make.grade(second)
    assert entry.values.get().value == Decimal("41.5")


def test_no_change_needs_something_that_could_stay_unchanged(world: make.World) -> None:
    report = make.report(make.period(world.plan), world.action)
    with pytest.raises(Refused) as refused:
        actions.no_change(report=report, by=make.OPERATOR, version=1)
    assert codes(refused) == ["monitoring.nothing_to_repeat"]


def test_an_action_that_is_done_owes_no_further_reports(world: make.World) -> None:
    make.accepted(make.report(make.period(world.plan), world.action), grade_code="done")
    second = make.period(world.plan, "2017-H2", half=2)
    assert list(second.reports.values_list("element__code", flat=True)) == ["1.1.2"]


def test_a_body_named_later_is_asked_too(world: make.World) -> None:
    period = make.period(world.plan)
    later = plans.action(world.plan, "1.1.3")
    plans.owner(later, world.health)
    assert actions.expect_reports(period=period, by=make.actor(world.cast.secretary), version=1) == 1
    assert make.report(period, later).organisation_id == world.health.pk
    with pytest.raises(Refused) as refused:
        actions.expect_reports(period=period, by=make.OPERATOR, version=2)
    assert codes(refused) == ["monitoring.nobody_new"]


def test_two_writers_at_once_do_not_overwrite_each_other(world: make.World) -> None:
    report = make.report(make.period(world.plan), world.action)
    actions.save_draft(report=report, text="Mine", by=make.OPERATOR, version=1)
    with pytest.raises(Stale):
        actions.save_draft(report=report, text="Yours", by=make.OPERATOR, version=1)
    assert [entry.text for entry in report.entries.all()] == ["Mine"]


def test_values_links_and_percents_that_cannot_be_are_refused(world: make.World) -> None:
    other = plans.indicator(world.other_action)
    report = make.report(make.period(world.plan), world.action)
    with pytest.raises(Refused) as refused:
        actions.save_draft(
            report=report,
            percent=101,
            values={other.pk: Decimal("1.23456")},
            evidence=[("Page", "javascript:alert(1)")],
            by=make.OPERATOR,
            version=1,
        )
    assert sorted(codes(refused)) == [
        "monitoring.indicator_of_other_action",
        "monitoring.link_not_web",
        "monitoring.percent_out_of_range",
        "monitoring.value_not_exact",
    ]


def test_the_coordinator_alone_rates_what_was_handed_in(world: make.World) -> None:
    period = make.period(world.plan)
    report, at_risk = make.report(period, world.action), make.grade(period, "at_risk")
    with pytest.raises(Refused) as refused:
        actions.rate(report=report, grade=at_risk, by=make.OPERATOR)
    assert codes(refused) == ["monitoring.not_rateable"]
    make.handed_in(report)
    with pytest.raises(NotPermitted):
        actions.rate(report=report, grade=at_risk, by=make.actor(world.cast.cio))
    assert actions.rate(report=report, grade=at_risk, by=make.actor(world.cast.secretary)).grade == at_risk


def test_a_reminder_goes_to_every_body_that_is_behind(world: make.World) -> None:
    period = make.period(world.plan)
    make.handed_in(make.report(period, world.action))
    assert actions.remind(period=period, by=make.actor(world.cast.secretary)) == 1
    assert Reminder.objects.get().organisation == world.justice
    make.handed_in(make.report(period, world.other_action))
    with pytest.raises(Refused) as refused:
        actions.remind(period=period, by=make.OPERATOR)
    assert codes(refused) == ["monitoring.nobody_to_remind"]


def test_a_returned_report_says_why(world: make.World) -> None:
    report = make.handed_in(make.report(make.period(world.plan), world.action))
    with pytest.raises(Refused) as refused:
        actions.return_report(report=report, reason="  ", by=make.OPERATOR, version=report.version)
    assert codes(refused) == ["monitoring.reason_missing"]


def test_only_what_was_handed_in_and_is_not_accepted_can_be_returned(world: make.World) -> None:
    period = make.period(world.plan)
    untouched, accepted = make.report(period, world.action), make.accepted(make.report(period, world.other_action))
    for report in (untouched, accepted):
        before = AuditEvent.objects.count(), Transition.objects.count(), report.state
        with pytest.raises(Refused) as refused:
            actions.return_report(report=report, reason="Which?", by=make.OPERATOR, version=report.version)
        assert codes(refused) == ["monitoring.not_returnable"]
        report.refresh_from_db()
        assert before == (AuditEvent.objects.count(), Transition.objects.count(), report.state)
        for language, said in (("en", "Open it again"), ("tr", "yeniden açın")):
            with override(language):
                assert said in sentence(refused.value.findings[0])


@pytest.mark.parametrize(
    ("first", "last", "due", "code"),
    [
        (date(2017, 6, 30), date(2017, 1, 1), date(2017, 7, 15), "monitoring.last_before_first"),
        (date(2017, 1, 1), date(2017, 6, 30), date(2017, 6, 29), "monitoring.due_before_end"),
    ],
)
def test_days_out_of_order_open_no_period(world: make.World, first: date, last: date, due: date, code: str) -> None:
    before = AuditEvent.objects.count()
    with pytest.raises(Refused) as refused:
        actions.open_period(
            plan=world.plan, code="H1", name=Translated(), first_day=first, last_day=last, due=due, by=make.OPERATOR
        )
    assert codes(refused) == [code]
    assert (MonitoringPeriod.objects.count(), AuditEvent.objects.count()) == (0, before)


def test_a_shorter_chain_is_data(world: make.World) -> None:
    steps = [
        actions.StepLine(State.SUBMITTED, Translated(en="Report"), "monitoring.report", Where.BODY),
        actions.StepLine(State.ACCEPTED, Translated(en="Accept"), "monitoring.coordinate", Where.COORDINATOR),
    ]
    chain = actions.enter_chain(code="short", name=Translated(en="Short"), steps=steps, by=make.OPERATOR)
    period = actions.open_period(
        plan=world.plan, code="H1", name=Translated(), first_day=date(2017, 1, 1), last_day=date(2017, 6, 30),
        due=date(2017, 7, 15), chain=chain, by=make.OPERATOR,
    )  # fmt: skip
    report = make.handed_in(make.report(period, world.action))
    actions.accept_report(report=report, by=make.actor(world.cast.secretary), version=report.version)
    assert report.state == State.ACCEPTED


def test_a_chain_that_skips_the_acceptance_is_refused() -> None:
    step = actions.StepLine(State.SUBMITTED, Translated(en="Report"), "monitoring.report", Where.BODY)
    with pytest.raises(Refused) as refused:
        actions.enter_chain(code="odd", name=Translated(en="Odd"), steps=[step], by=make.OPERATOR)
    assert codes(refused) == ["monitoring.chain_not_sound"]


def test_the_right_for_approval_counts_at_the_ministry_not_below_it(world: make.World) -> None:
    unit = organisations.organisation("Bilgi İşlem", parent=world.health, of_kind=organisations.kind("it_unit"))
    period = make.period(world.plan)
    third = plans.action(world.plan, "1.1.3")
    plans.owner(third, unit)
    actions.expect_reports(period=period, by=make.OPERATOR, version=1)
    report = make.handed_in(make.report(period, third))
    actions.consolidate(report=report, by=make.actor(world.cast.strategist), version=report.version)
    below = make.account("below", "role:cio", scope_of(unit.pk))
    look = Look.today()
    step, decision = steps_to_take([report], make.actor(below), look)[report.pk]
    assert (step.outcome, decision.allowed) == ("approved", False)
    with pytest.raises(NotPermitted):
        actions.approve(report=report, by=make.actor(below), version=report.version)
    actions.approve(report=report, by=make.actor(world.cast.cio), version=report.version)
    assert report.state == State.APPROVED


def test_a_report_cannot_be_made_outside_an_action(world: make.World) -> None:
    period = make.period(world.plan)
    with pytest.raises(NotWriting):
        Report.objects.create(period=period, element=world.action, organisation=world.justice)
