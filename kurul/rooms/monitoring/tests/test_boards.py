"""What boards are told: late actions and overdue reports on the agenda, the scorecard in the pack."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils.translation import override

from kurul.kernel.slots import contributions
from kurul.kernel.temporal.look import Look
from kurul.rooms.boards.models import AgendaItem, Meeting
from kurul.rooms.boards.public import PACK, PackTable
from kurul.rooms.boards.tests import make as boards
from kurul.rooms.monitoring import queries
from kurul.rooms.monitoring.tables.showing import why_of
from kurul.rooms.monitoring.tests import make
from kurul.rooms.strategy.public import PlanTree, tree
from kurul.rooms.strategy.tests import make as plans

pytestmark = pytest.mark.django_db


def placed(meeting: Meeting) -> dict[str, AgendaItem]:
    """What placed itself on the agenda from this room, by its key."""
    items = AgendaItem.objects.filter(meeting=meeting, contributed_key__startswith="monitoring.")
    return {item.contributed_key: item for item in items}


def tree_of(world: make.World) -> PlanTree:
    """The plan as it stands today."""
    found = tree(world.plan.pk, Look.today(), make.OPERATOR)
    assert found is not None
    return found


def test_late_actions_and_overdue_reports_place_themselves(world: make.World) -> None:
    period = make.period(world.plan)
    make.accepted(make.report(period, world.action), grade_code="delayed")
    board = boards.board(convener=world.coordinator)
    late, overdue = f"monitoring.late:{world.action.pk}", f"monitoring.overdue:{period.pk}"
    assert set(placed(boards.meeting(board, date(2017, 9, 1)))) == {late}
    with make.on(date(2017, 7, 16)):
        items = placed(boards.meeting(board, date(2017, 10, 2)))
    assert set(items) == {late, overdue}
    assert items[late].title["en"] == "Late action 1.1.1: Title of 1.1.1"
    assert items[late].note["en"] == "The responsible body rates it “Delayed” (2017-H1)."
    assert "Adalet Bakanlığı" in items[overdue].note["en"]


def test_a_board_of_another_convener_is_not_told(world: make.World) -> None:
    make.accepted(make.report(make.period(world.plan), world.action), grade_code="delayed")
    assert placed(boards.meeting(boards.board(convener=world.justice), date(2017, 9, 1))) == {}


def test_the_pack_has_the_scorecard_with_reasons(world: make.World) -> None:
    make.accepted(make.report(make.period(world.plan), world.action), grade_code="delayed")
    meeting = boards.meeting(boards.board(convener=world.coordinator), date(2017, 9, 1))
    with override("en"):
        [section] = contributions.ask(PACK, meeting=meeting, look=Look.today(), actor=make.OPERATOR)
    assert str(section.title) == "Scorecard: Plan PLAN"
    assert section.blocks[0] == "Late, as judged on 3 Jul 2017."
    [table] = [block for block in section.blocks if isinstance(block, PackTable)]
    told = [str(cell) for cell in table.rows[0]]
    assert told[2:] == ["Late", "The responsible body rates it “Delayed” (2017-H1)."]


def test_reasons_speak_each_language_with_its_own_signs(world: make.World) -> None:
    indicator = plans.indicator(world.action)
    plans.target(indicator, "50", due=date(2017, 6, 30))
    report = make.report(make.period(world.plan), world.action)
    make.accepted(report, grade_code="delayed", values={indicator.pk: Decimal("41.5")})
    meeting = boards.meeting(boards.board(convener=world.coordinator), date(2017, 9, 1))
    with override("tr"):
        [section] = contributions.ask(PACK, meeting=meeting, look=Look.today(), actor=make.OPERATOR)
        line = queries.standings(tree_of(world), Look.today())[world.action.pk]
        others = " ".join(why_of(line).others)
    assert str(section.blocks[0]).startswith("Gecikmiş (3 Tem 2017")
    assert "41,5 gerçekleşti, 30 Haz 2017 hedefi 50" in others
