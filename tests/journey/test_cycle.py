"""One coordination cycle in real Chromium with five people, from "period opens" to "decision followed up"."""

from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from kurul.kernel.web.tests.browser import Server, Visit, assert_fits
from kurul.site.tests.demonstration import PINNED
from tests.demonstration import served
from tests.journey import log, meeting, paper, reporting, scorecard
from tests.journey.stage import (
    CIO,
    OTHER_REPORTER,
    PHONE,
    REPORTER,
    SECRETARY,
    STRATEGIST,
    Stage,
)

pytestmark = [pytest.mark.browser, pytest.mark.slow]
NOT_FOUND, FINE = 404, 200


def test_a_cycle_from_the_opening_of_a_period_to_a_decision_on_the_desk(
    chromium: Browser, demonstration_file: Path, tmp_path: Path
) -> None:
    with served(demonstration_file, tmp_path, day=PINNED) as server:
        visit = Visit(chromium, server)
        stage = Stage(visit)
        sign_everybody_in(stage)
        period = reporting.open_period(stage.window(SECRETARY))
        report = report_is_written(stage, period)
        report_goes_through_the_chain(stage, report)
        report_is_returned_and_comes_again(stage, report)
        scorecard_changes(stage, period, report)
        held = meeting.plan(stage.window(SECRETARY))
        meeting.agenda_placed_itself(stage.window(SECRETARY))
        meeting.invite(stage.window(SECRETARY))
        stage.go_home()
    with served(demonstration_file, tmp_path, day=date.fromisoformat(meeting.DAY)) as server:
        stage.move_to(server)
        board_meets(stage, held)
        papers_come_out(stage, held)
        decision_stands_on_the_desk(stage)
        visit.close()
        log_is_whole_until_a_byte_is_changed(server, tmp_path)


def sign_everybody_in(stage: Stage) -> None:
    """Five people of the government, the CIO on a phone; and a reporter of another ministry."""
    for name in (SECRETARY, REPORTER, STRATEGIST, OTHER_REPORTER):
        stage.window(name)
    stage.window(CIO, width=PHONE)


def report_is_written(stage: Stage, period: str) -> str:
    """The reporter of Health keeps a draft, which another ministry's reporter does not even find; then hands in."""
    reporter = stage.open(REPORTER, period)
    report = reporting.find_report(reporter)
    reporting.keep_draft(reporter)
    for path in (report, f"{report}write/"):
        assert stage.status(OTHER_REPORTER, path) == NOT_FOUND
    reporting.hand_in_by_keyboard(stage.open(REPORTER, report), reporting.FIRST_TEXT)
    assert stage.status(OTHER_REPORTER, report) == NOT_FOUND
    return report


def report_goes_through_the_chain(stage: Stage, report: str) -> None:
    """Strategy development consolidates, the CIO-equivalent approves on a phone."""
    reporting.take_step(stage.open(STRATEGIST, report), "Consolidate", "The report was consolidated.")
    phone = stage.open(CIO, report)
    assert_fits(phone)
    reporting.take_step(phone, "Approve", "The report was approved.")
    assert_fits(phone)


def report_is_returned_and_comes_again(stage: Stage, report: str) -> None:
    """The coordinator returns it with a reason, it comes again through the whole chain and is accepted."""
    reporting.give_back(stage.open(SECRETARY, report))
    reporter = stage.open(REPORTER, report)
    reporting.reads_the_reason(reporter)
    reporting.hand_in_by_keyboard(reporter, reporting.BETTER_TEXT)
    report_goes_through_the_chain(stage, report)
    secretary = stage.open(SECRETARY, report)
    expect(secretary.locator("main")).to_contain_text(reporting.BETTER_TEXT)
    reporting.take_step(secretary, "Accept", "The report was accepted. It is public now and counts.")
    assert stage.status(OTHER_REPORTER, report) == FINE


def scorecard_changes(stage: Stage, period: str, report: str) -> None:
    """What was accepted makes the action red, and the scorecard says why."""
    secretary = stage.open(SECRETARY, period)
    scorecard.open_scorecard(secretary)
    scorecard.explains_itself(secretary)


def board_meets(stage: Stage, held: str) -> None:
    """On its day: opened, an acting holder attends for a vacant seat, a decision, closed."""
    secretary = stage.open(SECRETARY, held)
    meeting.begin(secretary)
    name = meeting.acting_holder_attends(secretary)
    stage.open(SECRETARY, held)
    meeting.decide(secretary)
    meeting.close(stage.open(SECRETARY, held))
    expect(stage.open(SECRETARY, f"{held}minutes/").locator("main")).to_contain_text(f"{name} (Acting)")


def papers_come_out(stage: Stage, held: str) -> None:
    """Minutes are approved, the board pack is one PDF."""
    paper.write_and_approve_minutes(stage.open(SECRETARY, held))
    paper.pack_is_right(paper.board_pack(stage.open(SECRETARY, held)))


def decision_stands_on_the_desk(stage: Stage) -> None:
    """The CIO-equivalent of Health finds the decision on the Desk."""
    desk = stage.open(CIO, "/oversight/desk/")
    expect(desk.get_by_role("link", name=meeting.DECISION)).to_be_visible()
    assert_fits(desk)


def log_is_whole_until_a_byte_is_changed(server: Server, folder: Path) -> None:
    """The chain of the log holds, and does not hold any more once somebody changed one letter."""
    status, told = log.verify(server)
    assert status == 0, told
    assert "The log is whole." in told
    log.change_one_byte(folder)
    status, told = log.verify(server)
    assert status == 1, told
    assert "The log is NOT whole." in told
