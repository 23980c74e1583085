"""What is not accepted leaks nowhere: a word of a draft, of a report on its way, or of why it was returned."""

import pytest
from django.test import Client
from django.urls import reverse

from kurul.kernel.audit.queries import history
from kurul.kernel.references import Ref
from kurul.kernel.slots import contributions
from kurul.kernel.temporal.look import Look
from kurul.rooms.boards.public import PACK
from kurul.rooms.boards.tests import make as boards
from kurul.rooms.monitoring import actions
from kurul.rooms.monitoring.models import Report
from kurul.rooms.monitoring.tests import make
from kurul.rooms.monitoring.tests.conftest import TODAY, Browser

pytestmark = pytest.mark.django_db
CANARY = "Kanarya42"


@pytest.fixture
def returned(world: make.World) -> Report:
    """A report that was handed in, rated and returned, and is being written anew: every text of it is a canary."""
    report = make.report(make.period(world.plan), world.action)
    actions.hand_in(
        report=report,
        grade=make.grade(report.period),
        text=f"{CANARY} text",
        obstacles=f"{CANARY} obstacles",
        evidence=[(f"{CANARY} title", f"https://example.org/{CANARY}")],
        by=make.OPERATOR,
        version=1,
    )
    actions.rate(report=report, grade=make.grade(report.period, "at_risk"), text=f"{CANARY} doubt", by=make.OPERATOR)
    actions.consolidate(report=report, by=make.OPERATOR, version=report.version)
    actions.return_report(report=report, reason=f"{CANARY} reason", by=make.OPERATOR, version=report.version)
    actions.save_draft(report=report, text=f"{CANARY} anew", by=make.OPERATOR, version=report.version)
    return report


def addresses(world: make.World, report: Report) -> list[str]:
    """Every page and export on which something of the report could stand."""
    period = reverse("monitoring:period", args=[report.period_id])
    card = reverse("monitoring:scorecard", args=[report.period_id])
    body = reverse("organisations:organisation", args=[world.health.pk])
    return [
        *(reverse(f"monitoring:{name}", args=[report.pk]) for name in ("report", "write", "return", "rate")),
        reverse("monitoring:periods"),
        reverse("monitoring:plan", args=[world.plan.pk]),
        reverse("strategy:plan", args=[world.plan.pk]),
        reverse("strategy:element", args=[world.action.pk]),
        *(f"{body}?tab={tab}" for tab in ("", "plan", "recorded")),
        f"{reverse('site:search')}?q={CANARY[:6]}",
        *(page + query for page in (period, card) for query in ("", "?export=csv", "?export=json", "?state=returned")),
        *(f"/api/strategy/{part}" for part in (f"plans/{world.plan.pk}", f"actions/{world.action.pk}")),
    ]


def read(client: Client, address: str) -> str:
    answer = client.get(address)
    content = answer.getvalue() if answer.streaming else answer.content
    return content.decode()


@pytest.mark.parametrize("person", [None, "stranger", "other_reporter"])
def test_a_canary_sings_on_no_page_for_outsiders(
    world: make.World, returned: Report, browser: Browser, person: str | None
) -> None:
    client = browser(getattr(world.cast, person) if person else None)
    assert [address for address in addresses(world, returned) if CANARY in read(client, address)] == []


def test_the_canary_is_there_for_the_reporter(world: make.World, returned: Report, browser: Browser) -> None:
    page = read(browser(world.cast.reporter), reverse("monitoring:report", args=[returned.pk]))
    assert f"{CANARY} anew" in page
    assert f"{CANARY} reason" in page


def test_the_coordinator_reads_what_was_handed_in_and_not_the_new_draft(
    world: make.World, returned: Report, browser: Browser
) -> None:
    page = read(browser(world.cast.secretary), reverse("monitoring:report", args=[returned.pk]))
    assert f"{CANARY} text" in page
    assert f"{CANARY} anew" not in page


def test_the_canary_sings_neither_in_histories_nor_in_the_pack(world: make.World, returned: Report) -> None:
    for account in (world.cast.stranger, world.cast.other_reporter, world.cast.reporter):
        for subject in (returned, returned.period, world.action, world.health, world.plan):
            assert CANARY not in repr(history(Ref.of(subject), make.actor(account)))
    meeting = boards.meeting(boards.board(convener=world.coordinator), TODAY)
    assert CANARY not in repr(contributions.ask(PACK, meeting=meeting, look=Look.today(), actor=make.OPERATOR))
