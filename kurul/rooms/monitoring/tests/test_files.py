"""Progress of a published plan from its files, and the command line."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from django.utils.translation import override

from kurul.kernel.audit.models import AuditEvent
from kurul.kernel.cli import kurul
from kurul.kernel.discovery import discover
from kurul.kernel.refusals import Refused
from kurul.kernel.rules import Finding
from kurul.kernel.temporal.look import Look
from kurul.kernel.wording import sentence
from kurul.rooms.monitoring import actions, queries
from kurul.rooms.monitoring.models import Entry, EvidenceLink, MonitoringPeriod, Report
from kurul.rooms.monitoring.tests import make
from kurul.rooms.strategy.public import Plan, ProgressRow
from kurul.rooms.strategy.tests import make as plans

pytestmark = pytest.mark.django_db
discover("cli")

COMMITMENT = """---
commitment_id: US0113
title: Expand equitable data
commitment_theme_name: Data
commitment_theme_slug: data
commitment_detail_sub: ""
permalink: /commitment/US0113/
---
"""
PART = """---
commitment_id: US0113
commitment_detail_sub_id: US0113.{number}
title: Part {number}
commitment_detail_sub: Part {number}
commitment_agency: {agency}
commitment_status: {status}
aug_2023_progress: {early}
permalink: /commitment/US0113.{number}/
---
{body}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    body = "Progress Update: Went on.\n\nEvidence: [Blog](https://example.org/blog)\nand https://example.org/more"
    parts = [
        (1, "Agency A", "In Progress", "Met twice", body),
        (2, "Agency A", "Complete", "Published", "Progress Update: Published"),
        (3, "Agency B", "Not Started", '""', ""),
    ]
    (tmp_path / "us0113.md").write_text(COMMITMENT, encoding="utf-8")
    for number, agency, status, early, later in parts:
        text = PART.format(number=number, agency=agency, status=status, early=early, body=later)
        (tmp_path / f"us0113-{number}.md").write_text(text, encoding="utf-8")
    return tmp_path


def said(finding: str, **params: str) -> str:
    """The sentence of a finding, by its code, in the language of the commands here."""
    with override("en"):
        return sentence(Finding(finding, None, params))


def run(*arguments: str) -> Result:
    return CliRunner().invoke(kurul, ["--language", "en", *arguments], prog_name="kurul")


def test_progress_comes_in_as_accepted_reports_of_two_periods(folder: Path) -> None:
    report = plans.imported("us-ogp-nap5", folder)
    assert not report.refused
    assert (report.created["progress report"], report.created["monitoring period"]) == (5, 2)
    assert set(Report.objects.values_list("state", flat=True)) == {"accepted"}
    assert list(MonitoringPeriod.objects.values_list("code", "first_day", "due")) == [
        ("August 2023", None, None),
        ("later update, day not given", None, None),
    ]
    entry = Entry.objects.get(report__element__code="US0113.1", report__period__number=2)
    assert entry.grade is not None
    assert (entry.text, entry.grade.code, entry.grade.meaning) == ("Went on.", "In Progress", "in_progress")
    links = list(EvidenceLink.objects.filter(entry=entry).values_list("title", "url"))
    assert links == [("Blog", "https://example.org/blog"), ("", "https://example.org/more")]


def test_a_second_import_changes_nothing(folder: Path) -> None:
    plans.imported("us-ogp-nap5", folder)
    again = plans.imported("us-ogp-nap5", folder)
    assert again.created["progress report"] == again.created["monitoring period"] == 0
    assert (again.unchanged["progress report"], Entry.objects.count()) == (5, 5)


def test_progress_that_names_no_body_is_refused_by_row_and_nothing_is_kept(world: make.World) -> None:
    def row(number: int, organisation: int | None) -> ProgressRow:
        return ProgressRow(
            element=world.action, organisation_id=organisation, period_label="August 2023", text="Went on.",
            status="In Progress", evidence="", file="us0113.md", row=number,
        )  # fmt: skip

    before = AuditEvent.objects.count()
    with pytest.raises(Refused) as refused:
        actions.store_progress(plan=world.plan, rows=[row(3, world.health.pk), row(7, None)], by=make.OPERATOR)
    (finding,) = refused.value.findings
    assert (finding.code, finding.params["row"]) == ("monitoring.reporter_missing", 7)
    assert (Report.objects.count(), MonitoringPeriod.objects.count(), AuditEvent.objects.count()) == (0, 0, before)
    with override("tr"):
        assert "dosyaya ekleyin" in sentence(finding).lower()


def test_published_words_are_judged_without_guessing_days(folder: Path) -> None:
    plans.imported("us-ogp-nap5", folder)
    card = queries.scorecard(Plan.objects.get().pk, Look.today(), make.OPERATOR)
    assert card is not None
    judged = {line.item.code: (line.status, line.judgement.deciding[0].code) for line in card.actions if line.judgement}
    assert judged == {
        "US0113.1": ("not_known", "monitoring.undated"),
        "US0113.2": ("done", "monitoring.rated"),
        "US0113.3": ("not_known", "monitoring.undated"),
    }
    assert card.period is not None
    assert (card.period.rates.owed, card.period.rates.handed_in, card.period.rates.in_time) == (3, 3, None)


def test_the_report_command_as_json(world: make.World) -> None:
    make.accepted(make.report(make.period(world.plan), world.action), grade_code="delayed")
    answer = run("report", "--period", "2017-H1", "--format", "json")
    assert answer.exit_code == 0
    told = json.loads(answer.stdout)
    assert (told["plan"], told["judged_on"], told["status"]) == ("PLAN", "2017-07-03", "late")
    assert told["rates"] == {"owed": 2, "handed_in": 1, "in_time": 1, "accepted": 1}
    assert told["states"] == {"accepted": 1, "expected": 1}
    element = next(one for one in told["elements"] if one["code"] == "1.1.1")
    assert element["why"] == ["The responsible body rates it “Delayed” (2017-H1)."]


def test_the_report_command_as_a_table(world: make.World) -> None:
    make.handed_in(make.report(make.period(world.plan), world.action))
    answer = run("report", "--period", "2017-H1", "--plan", "PLAN")
    assert answer.exit_code == 0
    assert "1 of 2 (50 %)" in answer.stdout
    assert "1.1.1" in answer.stdout


def test_the_report_command_names_the_periods_there_are(world: make.World) -> None:
    make.period(world.plan)
    answer = run("report", "--period", "2019-H1")
    assert (answer.exit_code, answer.stdout) == (1, "")
    assert said("monitoring.no_such_period", code="2019-H1", known="2017-H1") in answer.stderr


def test_the_report_command_asks_which_plan_is_meant(world: make.World) -> None:
    make.period(world.plan)
    other = plans.plan("OTHER", coordinator=world.coordinator)
    plans.owner(plans.action(other), world.health)
    make.period(other)
    answer = run("report", "--period", "2017-H1")
    assert answer.exit_code == 1
    assert said("monitoring.several_plans", code="2017-H1", plans="OTHER, PLAN") in answer.stderr
    assert run("report", "--period", "2017-H1", "--plan", "OTHER").exit_code == 0
