"""Reading: how plans stand over time, what waits for whom, what boards and plans are told."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from kurul.kernel.audit.queries import history
from kurul.kernel.identity.actors import Actor
from kurul.kernel.identity.visibility import visible_to
from kurul.kernel.references import Ref
from kurul.kernel.slots import contributions
from kurul.kernel.temporal.bounds import Bound, Period
from kurul.kernel.temporal.look import Look
from kurul.rooms.monitoring import actions, queries
from kurul.rooms.monitoring.models import Entry, IndicatorValue, Rating, Report, Transition
from kurul.rooms.monitoring.tests import make
from kurul.rooms.strategy.public import ACTUALS, Plan
from kurul.rooms.strategy.tests import make as plans

pytestmark = pytest.mark.django_db


def card(world: make.World, look: Look | None = None, **more) -> queries.Scorecard:
    found = queries.scorecard(world.plan.pk, look or Look.today(), make.OPERATOR, **more)
    assert found is not None
    return found


def of_action(world: make.World) -> tuple[queries.Line, str]:
    """The line of the action of Health, and the code of what decided its status."""
    line = next(line for line in card(world).actions if line.item.id == world.action.pk)
    assert line.judgement is not None
    return line, line.judgement.deciding[0].code


def standing(world: make.World, look: Look | None = None) -> str:
    return next(line.status for line in card(world, look).actions if line.item.id == world.action.pk)


def test_an_accepted_report_changes_how_the_action_and_what_it_serves_stand(world: make.World) -> None:
    period = make.period(world.plan)
    assert standing(world) == "not_known"
    make.handed_in(make.report(period, world.action))
    assert standing(world) == "not_known"  # it is not accepted yet
    report = make.report(period, world.action)
    for step in (actions.consolidate, actions.approve, actions.accept_report):
        step(report=report, by=make.OPERATOR, version=report.version)
    assert standing(world) == "on_track"
    lines = {line.item.code: line.status for line in card(world).lines}
    # One of two open actions is unknown: not more than half.
    assert lines == {"1": "on_track", "1.1": "on_track", "1.1.1": "on_track", "1.1.2": "not_known"}


def test_the_reviewers_rating_counts_before_the_bodys_own(world: make.World) -> None:
    report = make.accepted(make.report(make.period(world.plan), world.action))
    make.rated(report, "delayed")
    line, _code = of_action(world)
    assert line.self_rating is not None
    assert line.rating is not None
    assert (line.status, line.self_rating.meaning, line.rating.meaning) == ("late", "on_schedule", "delayed")


def test_a_missed_period_makes_the_old_rating_stale_once_it_is_closed(world: make.World) -> None:
    first = make.period(world.plan)
    make.accepted(make.report(first, world.action))
    second = make.period(world.plan, "2017-H2", half=2)
    with make.on(date(2018, 1, 16)):
        assert standing(world) == "on_track"
        make.closed(second)
        line, code = of_action(world)
    assert (line.status, code) == ("not_known", "monitoring.stale")


def test_a_missed_target_puts_an_action_at_risk(world: make.World) -> None:
    indicator = plans.indicator(world.action)
    plans.target(indicator, "50", due=date(2017, 6, 30))
    make.accepted(make.report(make.period(world.plan), world.action), values={indicator.pk: Decimal("41.5")})
    assert standing(world) == "at_risk"


def test_new_dates_do_not_hide_that_the_first_end_was_missed(world: make.World) -> None:
    make.accepted(make.report(make.period(world.plan), world.action))
    with make.on(date(2018, 7, 2)):
        later = Period.through(date(2017, 1, 1), date(2019, 6, 30))
        world.action.refresh_from_db()
        plans.dates(world.action, later, day=Bound.on(date(2018, 7, 1)))
        line, _code = of_action(world)
    assert line.judgement is not None
    assert (line.status, line.judgement.by_original) == ("at_risk", "late")


def test_the_scorecard_of_an_earlier_period_stays_as_it_was_at_its_end(world: make.World) -> None:
    first = make.period(world.plan)
    make.accepted(make.report(first, world.action), grade_code="at_risk")
    with make.on(date(2017, 7, 20)):
        make.closed(first)
    with make.on(date(2018, 1, 10)):
        second = make.period(world.plan, "2017-H2", half=2)
        make.accepted(make.report(second, world.action))
        assert standing(world) == "on_track"
        earlier = card(world, period=first.pk)
        [change] = card(world).changes
    assert next(line.status for line in earlier.actions if line.item.id == world.action.pk) == "at_risk"
    assert earlier.day == date(2017, 7, 20)
    assert (change.before, change.after) == ("at_risk", "on_track")


def test_looking_back_shows_what_was_known_then(world: make.World) -> None:
    period = make.period(world.plan)
    with make.on(date(2017, 7, 5)):
        make.accepted(make.report(period, world.action))
    with make.on(date(2017, 8, 1)):
        assert standing(world, Look(date(2017, 7, 4))) == "not_known"
        assert standing(world, Look(date(2017, 7, 5))) == "on_track"
        moment = datetime(2017, 7, 4, 18, tzinfo=make.ISTANBUL)
        assert standing(world, Look(date(2017, 8, 1), moment)) == "not_known"


def test_rates_count_what_was_owed_handed_in_and_in_time(world: make.World) -> None:
    period = make.period(world.plan)
    make.handed_in(make.report(period, world.action))
    with make.on(date(2017, 7, 20)):
        make.handed_in(make.report(period, world.other_action), late_reason="Ill")
        [row] = queries.period_rows(Look.today(), make.OPERATOR)
        [(_period, own)] = queries.rates_of_body(world.justice.pk, Look.today())
    assert (row.rates.owed, row.rates.handed_in, row.rates.in_time) == (2, 2, 1)
    assert (own.owed, own.handed_in, own.in_time) == (1, 1, 0)


def test_what_waits_is_shown_to_whoever_may_take_the_next_step(world: make.World) -> None:
    period = make.period(world.plan)
    make.handed_in(make.report(period, world.action))
    look, cast = Look.today(), world.cast

    def waiting(account) -> list[tuple[str, str]]:
        found = queries.waiting_for(make.actor(account), look)
        return [(one.element.split()[0], one.outcome) for one in found]

    assert waiting(cast.reporter) == []
    assert waiting(cast.strategist) == [("1.1.1", "consolidated")]
    assert waiting(cast.other_reporter) == [("1.1.2", "submitted")]
    assert waiting(cast.cio) == waiting(cast.secretary) == waiting(cast.auditor) == waiting(cast.stranger) == []
    report = make.report(period, world.action)
    actions.consolidate(report=report, by=make.OPERATOR, version=report.version)
    assert waiting(cast.cio) == [("1.1.1", "approved")]


def test_every_gate_holds_back_what_is_not_accepted(world: make.World) -> None:
    indicator = plans.indicator(world.action)
    period = make.period(world.plan)
    report = make.handed_in(make.report(period, world.action), values={indicator.pk: Decimal(1)})
    make.rated(report, "at_risk")
    outsiders = [Actor.nobody(), make.actor(world.cast.stranger), make.actor(world.cast.other_reporter)]
    insiders = [make.actor(one) for one in (world.cast.cio, world.cast.secretary, world.cast.auditor)]
    for model in (Entry, IndicatorValue, Transition, Rating):
        assert [visible_to(model.objects.all(), one).count() for one in outsiders] == [0, 0, 0]
        assert [visible_to(model.objects.all(), one).count() for one in insiders] == [1, 1, 1]
    of_health = Report.objects.filter(element=world.action)
    assert [visible_to(of_health, one).count() for one in outsiders] == [0, 0, 0]


def test_a_draft_is_read_by_the_bodys_own_people_only(world: make.World) -> None:
    report = make.report(make.period(world.plan), world.action)
    actions.save_draft(report=report, text="Canary", by=make.OPERATOR, version=1)
    cast = world.cast
    readers = {
        name
        for name in ("reporter", "strategist", "cio", "secretary", "auditor", "other_reporter", "stranger")
        if visible_to(Entry.objects.all(), make.actor(getattr(cast, name))).exists()
    }
    assert readers == {"reporter", "strategist", "cio"}
    page = queries.report_page(report.pk, Look.today(), make.actor(cast.secretary))
    assert page is not None
    assert page.entry is None


def test_only_the_acceptance_stands_in_the_public_history(world: make.World) -> None:
    report = make.accepted(make.report(make.period(world.plan), world.action))
    kinds = [entry.kind for entry in history(Ref.of(world.action), Actor.nobody())]
    assert "monitoring.accepted" in kinds
    assert not {"monitoring.submitted", "monitoring.draft_saved", "monitoring.returned"} & set(kinds)
    assert [entry.kind for entry in history(Ref.of(report), Actor.nobody())] == ["monitoring.accepted"]


def test_values_of_accepted_reports_are_the_actuals_of_the_plan(world: make.World) -> None:
    indicator = plans.indicator(world.action)
    report = make.handed_in(make.report(make.period(world.plan), world.action), values={indicator.pk: Decimal("41.5")})
    asked = {"indicators": [indicator.pk], "look": Look.today(), "actor": Actor.nobody()}
    assert contributions.ask(ACTUALS, **asked) == []
    for step in (actions.consolidate, actions.approve, actions.accept_report):
        step(report=report, by=make.OPERATOR, version=report.version)
    [actual] = contributions.ask(ACTUALS, **asked)
    assert (actual.day, actual.value) == (date(2017, 6, 30), Decimal("41.5"))


def test_the_scorecard_of_a_plan_that_is_not_public_is_not_there(world: make.World) -> None:
    draft = plans.plan("SECRET", coordinator=world.coordinator)
    assert queries.scorecard(draft.pk, Look.today(), Actor.nobody()) is None
    assert queries.scorecard(Plan.objects.count() + 99, Look.today(), make.OPERATOR) is None
