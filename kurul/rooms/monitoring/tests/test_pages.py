"""The pages of the room, as a browser without script sees them."""

import csv
import io
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from pytest_django import DjangoAssertNumQueries

from kurul.kernel.temporal.bounds import Period
from kurul.kernel.wording import sentence_pattern
from kurul.rooms.boards.tests import make as boards
from kurul.rooms.monitoring import actions
from kurul.rooms.monitoring.models import MonitoringPeriod, Report
from kurul.rooms.monitoring.tests import make
from kurul.rooms.monitoring.tests.conftest import Browser
from kurul.rooms.people.public import link_account
from kurul.rooms.strategy.tests import make as plans

pytestmark = pytest.mark.django_db
BUDGET = 25


def text_of(response: Any) -> str:
    return response.content.decode()


def url(name: str, pk: int | None = None, *more: str) -> str:
    return reverse(f"monitoring:{name}", args=[*([pk] if pk else []), *more])


def step(client: Client, report: Report, outcome: str) -> Any:
    report.refresh_from_db()
    return client.post(url("step", report.pk, outcome), {"version": report.version}, follow=True)


def test_the_secretary_opens_a_period_in_the_browser(world: make.World, browser: Browser) -> None:
    client = browser(world.cast.secretary)
    typed = {
        "plan": world.plan.pk, "code": "2017-H1", "name_en": "First half of 2017", "name_tr": "",
        "first_day": "2017-01-01", "last_day": "2017-06-30", "due": "2017-07-15", "chain": "", "scale": "",
    }  # fmt: skip
    answer = client.post(url("open_period"), typed, follow=True)
    period = MonitoringPeriod.objects.get()
    assert answer.redirect_chain[-1][0] == url("period", period.pk)
    shown = text_of(answer)
    assert "2 reports are expected" in shown
    assert "Sağlık Bakanlığı" in shown


def test_a_period_with_days_out_of_order_is_refused_at_the_field(world: make.World, browser: Browser) -> None:
    typed = {
        "plan": world.plan.pk, "code": "H1", "name_en": "", "name_tr": "",
        "first_day": "2017-06-30", "last_day": "2017-01-01", "due": "2017-07-15",
    }  # fmt: skip
    answer = browser(world.cast.secretary).post(url("open_period"), typed)
    assert answer.status_code == 422
    assert "The last day lies before the first" in text_of(answer)
    assert not MonitoringPeriod.objects.exists()


def test_one_report_from_draft_to_the_scorecard(world: make.World, browser: Browser) -> None:
    period = make.period(world.plan)
    report, cast = make.report(period, world.action), world.cast
    reporter, secretary = browser(cast.reporter), browser(cast.secretary)
    typed = {"grade": make.grade(period).pk, "text": "Nine services moved", "version": 1, "do": "hand_in"}
    assert "The report was handed in" in text_of(reporter.post(url("write", report.pk), typed, follow=True))
    assert browser(cast.other_reporter).get(url("report", report.pk)).status_code == 404
    assert "Consolidate" in text_of(browser(cast.strategist).get(url("report", report.pk)))
    assert "was consolidated" in text_of(step(browser(cast.strategist), report, "consolidated"))
    assert "was approved" in text_of(step(browser(cast.cio), report, "approved"))
    report.refresh_from_db()
    back = {"reason": "Which services?", "version": report.version}
    assert "was returned" in text_of(secretary.post(url("return", report.pk), back, follow=True))
    form = text_of(reporter.get(url("write", report.pk)))
    assert "Which services?" in form
    assert "Nine services moved" in form
    report.refresh_from_db()
    typed |= {"text": "Nine: tax, health, seven more", "version": report.version}
    reporter.post(url("write", report.pk), typed)
    before = text_of(browser(None).get(url("scorecard", period.pk)))
    assert "On schedule" not in before
    for account, outcome in ((cast.strategist, "consolidated"), (cast.cio, "approved"), (cast.secretary, "accepted")):
        assert step(browser(account), report, outcome).status_code == 200
    after = text_of(browser(None).get(url("scorecard", period.pk)))
    with override("en"):
        assert sentence_pattern("monitoring.worst_of") in after  # the rule that the whole goes by
    assert "The responsible body rates it “On schedule” (2017-H1)." in after
    assert "Nine: tax, health, seven more" in text_of(browser(None).get(url("report", report.pk)))


def test_an_incomplete_report_says_so_at_the_field_and_is_kept(world: make.World, browser: Browser) -> None:
    report = make.report(make.period(world.plan), world.action)
    client = browser(world.cast.reporter)
    answer = client.post(url("write", report.pk), {"text": "Half a sentence", "version": 1, "do": "hand_in"})
    assert answer.status_code == 422
    shown = text_of(answer)
    assert "Say how the action stands" in shown
    assert "Half a sentence" in shown
    assert 'name="version" value="2"' in shown
    assert report.entries.get().text == "Half a sentence"


def test_after_the_deadline_the_form_keeps_a_late_draft_and_asks_why(world: make.World, browser: Browser) -> None:
    period = make.period(world.plan)
    report = make.report(period, world.action)
    client = browser(world.cast.reporter)
    typed = {"grade": make.grade(period).pk, "text": "Late words", "version": 1, "do": "hand_in"}
    with make.on(date(2017, 7, 16)):
        answer = client.post(url("write", report.pk), typed)
        assert answer.status_code == 422
        assert "kept as a late draft; say why it is late" in text_of(answer)
        assert report.entries.get().text == "Late words"
        assert "Late draft" in text_of(client.get(url("report", report.pk)))
        typed |= {"late_reason": "Figures came late", "version": 2}
        shown = text_of(client.post(url("write", report.pk), typed, follow=True))
    assert "The report was handed in" in shown
    assert "Figures came late" in shown


def test_two_tabs_of_one_reporter_do_not_overwrite_each_other(world: make.World, browser: Browser) -> None:
    report = make.report(make.period(world.plan), world.action)
    client = browser(world.cast.reporter)
    client.post(url("write", report.pk), {"text": "First tab", "version": 1})
    answer = client.post(url("write", report.pk), {"text": "Second tab", "version": 1})
    assert answer.status_code == 422
    assert "Second tab" in text_of(answer)
    assert [entry.text for entry in report.entries.all()] == ["First tab"]


def test_the_form_is_prefilled_and_no_change_is_one_click(world: make.World, browser: Browser) -> None:
    indicator = plans.indicator(world.action)
    first = make.period(world.plan)
    make.accepted(make.report(first, world.action), text="As planned", values={indicator.pk: Decimal(40)})
    second = make.period(world.plan, "2017-H2", half=2)
    report = make.report(second, world.action)
    client = browser(world.cast.reporter)
    form = text_of(client.get(url("write", report.pk)))
    assert "As planned" in form
    assert 'value="40"' in form
    assert "Prefilled from the accepted report of 2017-H1" in form
    shown = text_of(client.post(url("no_change", report.pk), {"version": 1}, follow=True))
    assert "Handed in: no change." in shown
    assert report.entries.get().no_change


def test_the_period_page_counts_and_narrows_by_state(world: make.World, browser: Browser) -> None:
    period = make.period(world.plan)
    make.handed_in(make.report(period, world.action))
    client = browser(world.cast.secretary)
    whole = text_of(client.get(url("period", period.pk)))
    assert "1 of 2 (50 %)" in whole
    assert f"{url('period', period.pk)}?state=submitted#reports" in whole
    narrowed = text_of(client.get(url("period", period.pk), {"state": "submitted"}))
    assert "Sağlık Bakanlığı" in narrowed.split('id="reports"')[1]
    assert "Adalet Bakanlığı" not in narrowed.split('id="reports"')[1]


def test_the_public_sees_no_state_of_what_is_not_accepted(world: make.World, browser: Browser) -> None:
    period = make.period(world.plan)
    make.handed_in(make.report(period, world.action))
    public = browser(None)
    shown = text_of(public.get(url("period", period.pk)))
    assert "Not accepted yet" in shown
    assert "state=submitted" not in shown
    assert url("report", make.report(period, world.action).pk) not in shown
    narrowed = text_of(public.get(url("period", period.pk), {"state": "submitted"}))
    assert "Sağlık Bakanlığı" not in narrowed.split('id="reports"')[1]


def test_the_export_holds_what_is_shown(world: make.World, browser: Browser) -> None:
    period = make.period(world.plan)
    make.handed_in(make.report(period, world.action))
    answer = browser(world.cast.secretary).get(url("period", period.pk), {"export": "csv", "state": "submitted"})
    rows = list(csv.reader(io.StringIO(b"".join(answer).decode("utf-8-sig"))))
    assert [row[:4] for row in rows[1:]] == [["1.1.1", "Title of 1.1.1", "Sağlık Bakanlığı", "Submitted"]]


def test_the_scorecard_exports_its_reasons(world: make.World, browser: Browser) -> None:
    period = make.period(world.plan)
    make.accepted(make.report(period, world.action), grade_code="delayed")
    answer = browser(None).get(url("scorecard", period.pk), {"export": "csv"})
    rows = {row[0]: row for row in csv.reader(io.StringIO(b"".join(answer).decode("utf-8-sig")))}
    assert rows["1.1.1"][4] == "Late"
    assert rows["1.1.1"][-1] == "The responsible body rates it “Delayed” (2017-H1)."
    assert rows["1"][-1] == "1 of 2 actions are late, and the worst counts."
    assert browser(None).get(url("scorecard", period.pk), {"export": "xlsx"}).status_code == 200


def test_the_scorecard_says_what_changed_since_the_period_before(world: make.World, browser: Browser) -> None:
    first = make.period(world.plan)
    make.accepted(make.report(first, world.action))
    with make.on(date(2017, 8, 1)):
        make.closed(first)
    with make.on(date(2018, 1, 5)):
        second = make.period(world.plan, "2017-H2", half=2)
        make.accepted(make.report(second, world.action), grade_code="delayed")
        shown = text_of(browser(None).get(url("scorecard", second.pk)))
        earlier = text_of(browser(None).get(url("scorecard", first.pk)))
    changes = shown.split('id="changes"')[1].split("</section>")[0]
    assert "1.1.1" in changes
    assert changes.index("On track") < changes.index("Late")
    assert "Delayed" not in earlier


def test_an_earlier_day_shows_what_had_been_accepted_by_then(world: make.World, browser: Browser) -> None:
    period = make.period(world.plan)
    with make.on(date(2017, 7, 5)):
        make.accepted(make.report(period, world.action), grade_code="delayed")
    with make.on(date(2017, 7, 20)):
        now = text_of(browser(None).get(url("scorecard", period.pk)))
        then = text_of(browser(None).get(url("scorecard", period.pk), {"as_of": "2017-07-04"}))
    assert "Delayed" in now
    assert "Delayed" not in then


def test_the_page_of_an_action_says_how_it_stands_and_why(world: make.World, browser: Browser) -> None:
    report = make.accepted(make.report(make.period(world.plan), world.action))
    make.rated(report, "at_risk")
    shown = text_of(browser(None).get(reverse("strategy:element", args=[world.action.pk])))
    assert "The reviewer rates it “At risk” (2017-H1)." in shown
    with override("en"):
        assert sentence_pattern("monitoring.status") in shown  # the rule it goes by
    assert url("report", report.pk) in shown


def test_the_pages_of_plan_and_body_show_the_latest_rates(world: make.World, browser: Browser) -> None:
    make.handed_in(make.report(make.period(world.plan), world.action))
    assert "1 of 2 (50 %)" in text_of(browser(None).get(reverse("strategy:plan", args=[world.plan.pk])))
    body = text_of(browser(None).get(reverse("organisations:organisation", args=[world.health.pk]), {"tab": "plan"}))
    assert "1 of 1 (100 %)" in body


@pytest.mark.parametrize("name", ["close_period", "remind", "expect_reports"])
def test_only_the_coordinator_handles_a_period(world: make.World, browser: Browser, name: str) -> None:
    period = make.period(world.plan)
    sent = {"version": 1}
    for account, status in ((None, 401), (world.cast.reporter, 403), (world.cast.auditor, 403)):
        assert browser(account).post(url(name, period.pk), sent).status_code == status
    assert browser(world.cast.secretary).post(url(name, period.pk), sent).status_code == 302
    assert browser(world.cast.secretary).get(url(name, period.pk)).status_code == 405


def test_the_coordinator_reminds_and_closes(world: make.World, browser: Browser) -> None:
    period = make.period(world.plan)
    client = browser(world.cast.secretary)
    assert "2 bodies were reminded" in text_of(client.post(url("remind", period.pk), {"version": 1}, follow=True))
    early = text_of(client.post(url("close_period", period.pk), {"version": 1}, follow=True))
    assert "Reports may still come in until" in early
    with make.on(date(2017, 7, 17)):
        done = text_of(client.post(url("close_period", period.pk), {"version": 1}, follow=True))
    assert "The period is closed." in done


SEES = {"secretary": 200, "reporter": 200, "strategist": 200, "cio": 200, "auditor": 200, "other_reporter": 404,
        "stranger": 404}  # fmt: skip


@pytest.mark.parametrize(("person", "status"), SEES.items())
def test_who_opens_a_report_that_is_not_accepted(world: make.World, browser: Browser, person: str, status: int) -> None:
    report = make.handed_in(make.report(make.period(world.plan), world.action))
    assert browser(getattr(world.cast, person)).get(url("report", report.pk)).status_code == status


WRITES = {"reporter": 200, "other_reporter": 404, "stranger": 403, "cio": 403, "auditor": 403}


@pytest.mark.parametrize(("person", "status"), WRITES.items())
def test_who_opens_the_form(world: make.World, browser: Browser, person: str, status: int) -> None:
    report = make.report(make.period(world.plan), world.action)
    assert browser(getattr(world.cast, person)).get(url("write", report.pk)).status_code == status


def test_pages_stay_within_the_budget(
    world: make.World, browser: Browser, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    period = make.period(world.plan)
    report = make.accepted(make.report(period, world.action))
    client = browser(world.cast.secretary)
    pages = [
        url("periods"), url("period", period.pk), url("scorecard", period.pk), url("report", report.pk),
        url("plan", world.plan.pk), url("open_period"),
        reverse("strategy:plan", args=[world.plan.pk]), reverse("strategy:element", args=[world.action.pk]),
    ]  # fmt: skip
    for page in pages:
        with django_assert_max_num_queries(BUDGET, info=page):
            assert client.get(page).status_code == 200
    other = make.report(period, world.other_action)
    reporter = browser(world.cast.other_reporter)
    with django_assert_max_num_queries(BUDGET):
        assert reporter.get(url("write", other.pk)).status_code == 200


def test_empty_pages_teach(world: make.World, browser: Browser) -> None:
    assert "Open the first period" in text_of(browser(world.cast.secretary).get(url("periods")))
    assert "Open the first period" not in text_of(browser(None).get(url("periods")))
    assert "No period was opened yet" in text_of(browser(None).get(url("plan", world.plan.pk)))


def test_a_stale_step_is_said_and_not_taken(world: make.World, browser: Browser) -> None:
    report = make.handed_in(make.report(make.period(world.plan), world.action))
    answer = browser(world.cast.strategist).post(url("step", report.pk, "consolidated"), {"version": 1}, follow=True)
    assert "Somebody changed this record" in text_of(answer)
    report.refresh_from_db()
    assert report.state == "submitted"


def test_the_reviewer_rates_beside_the_body(world: make.World, browser: Browser) -> None:
    period = make.period(world.plan)
    report = make.handed_in(make.report(period, world.action))
    typed = {"grade": make.grade(period, "at_risk").pk, "text": "No tender yet"}
    shown = text_of(browser(world.cast.secretary).post(url("rate", report.pk), typed, follow=True))
    assert "No tender yet" in shown
    assert browser(world.cast.cio).get(url("rate", report.pk)).status_code == 403


def test_late_reports_carry_the_word(world: make.World, browser: Browser) -> None:
    period = make.period(world.plan)
    with make.on(date(2017, 7, 16)):
        report = make.report(period, world.action)
        actions.hand_in(
            report=report, grade=make.grade(period), text="x", late_reason="Ill", by=make.OPERATOR, version=1
        )
        shown = text_of(browser(world.cast.secretary).get(url("period", period.pk), {"timing": "late"}))
    assert "Sağlık Bakanlığı" in shown.split('id="reports"')[1]
    assert "Adalet Bakanlığı" not in shown.split('id="reports"')[1]


def test_the_cio_equivalent_approves_by_right_of_the_post(
    world: make.World, browser: Browser, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    boards.cio_rule()
    holder = boards.person()
    boards.held_post(world.health, holder, counts=True)
    account = make.account("holder")
    link_account(person=holder, account=account, period=Period.since(date(2010, 1, 1)), by=make.OPERATOR)
    period = make.period(world.plan)
    report = make.handed_in(make.report(period, world.action))
    actions.consolidate(report=report, by=make.OPERATOR, version=report.version)
    client = browser(account)
    for page in (url("report", report.pk), url("period", period.pk), url("scorecard", period.pk)):
        with django_assert_max_num_queries(BUDGET, info=page):
            assert client.get(page).status_code == 200
    assert "The report was approved." in text_of(step(client, report, "approved"))
    other = make.handed_in(make.report(period, world.other_action))
    assert step(client, other, "consolidated").status_code == 404
