"""Reads of the room: trees, lists and what other rooms ask."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kurul.kernel.audit.models import AuditEvent
from kurul.kernel.identity.actors import Actor, actor_of
from kurul.kernel.identity.scopes import Scope
from kurul.kernel.slots import contributions
from kurul.kernel.temporal.bounds import Bound, Certainty, Period
from kurul.kernel.temporal.look import Look
from kurul.kernel.translated import Translated
from kurul.rooms.strategy import actions, public, queries
from kurul.rooms.strategy.models import Plan, Role
from kurul.rooms.strategy.tests import make
from kurul.rooms.strategy.tests.conftest import account
from kurul.rooms.strategy.views import gantt

pytestmark = pytest.mark.django_db
OPERATOR = make.OPERATOR
LOOK = Look(date(2017, 6, 1))


def tree_of(plan: Plan, look: Look = LOOK) -> queries.PlanTree:
    found = queries.tree(plan.pk, look, OPERATOR)
    assert found is not None
    return found


def codes_of(tree: queries.PlanTree, filters: queries.Filters, order: str = "plan") -> list[str]:
    return [row.code for row in queries.actions(tree, filters, order=order).rows]


def test_the_tree_is_in_reading_order_with_counts() -> None:
    plan = make.plan(totals={"aim": 1, "objective": 1, "action": 5})
    for code in ("1.1.1", "1.1.2"):
        make.action(plan, code)
    tree = tree_of(plan)
    assert [item.code for item in tree.items] == ["1", "1.1", "1.1.1", "1.1.2"]
    assert [(count.known, count.published, count.not_published) for count in tree.counts()] == [
        (1, 1, 0),
        (1, 1, 0),
        (2, 5, 3),
    ]
    aim, objective, first, second = tree.items
    assert first.path == (aim.id, objective.id)
    assert [item.id for item in tree.actions_under(aim.id)] == [first.id, second.id]
    assert tree.under(objective.id) == (first, second)


def test_before_it_was_recorded_nobody_had_heard_of_the_plan() -> None:
    before = AuditEvent.objects.order_by("seq").last()
    plan = make.plan()
    moment = AuditEvent.objects.latest("seq").at
    make.action(plan)
    assert before is None or queries.tree(plan.pk, Look(LOOK.day, before.at), OPERATOR) is None
    earlier = tree_of(plan, Look(LOOK.day, moment))
    assert earlier.items == ()
    assert len(tree_of(plan).items) == 3


def test_an_element_that_comes_later_is_not_there_before() -> None:
    plan = make.plan()
    make.action(plan, "1.1.1")
    make.action(plan, "1.1.2", since=Bound.on(date(2018, 1, 1)))
    make.action(plan, "1.1.3", since=Bound.year(2017))
    tree = tree_of(plan)
    assert [(item.code, item.certainty) for item in tree.actions] == [
        ("1.1.1", Certainty.YES),
        ("1.1.3", Certainty.NOT_KNOWN),
    ]


def test_the_number_of_queries_does_not_grow_with_the_plan() -> None:
    ministry = make.body()
    plan = make.plan(coordinator=ministry)
    counts = []
    for number in range(1, 6):
        make.equipped(plan, f"1.1.{number}", by_body=ministry)
        with CaptureQueriesContext(connection) as captured:
            tree_of(plan)
        counts.append(len(captured))
    assert len(set(counts)) == 1, counts
    assert counts[0] <= 18


@pytest.fixture
def mixed() -> queries.PlanTree:
    """Three actions: one with everything, one that a body is related to, one of which only the title is known."""
    ministry, other = make.body(), make.body("Çevre Bakanlığı", "CSB")
    plan = make.plan()
    make.equipped(plan, "1.1.10", by_body=ministry)
    related = make.action(plan, "1.1.9", title="Açık veri")
    make.owner(related, ministry, role=Role.RELATED)
    make.action(plan, "1.1.2", title="Interoperability")
    make.owner(plan.elements.get(code="1.1.9"), other)
    return tree_of(plan)


def test_a_list_is_narrowed_by_what_is_asked(mixed: queries.PlanTree) -> None:
    ministry = next(b.organisation.id for b in mixed.actions[0].bodies)
    objective = mixed.items[1].id
    expected = {
        queries.Filters(): ["1.1.10", "1.1.9", "1.1.2"],
        queries.Filters(text="ACIK"): ["1.1.9"],
        queries.Filters(text="1.1.2"): ["1.1.2"],
        queries.Filters(lacks="owner"): ["1.1.2"],
        queries.Filters(lacks="steps"): ["1.1.9", "1.1.2"],
        queries.Filters(body=ministry): ["1.1.10", "1.1.9"],
        queries.Filters(body=ministry, role="related"): ["1.1.9"],
        queries.Filters(under=objective): ["1.1.10", "1.1.9", "1.1.2"],
        queries.Filters(under=mixed.actions[0].id): [],
    }
    assert {filters: codes_of(mixed, filters) for filters in expected} == expected


def test_a_list_sorts_by_number_and_leaves_what_is_not_published_to_the_end(mixed: queries.PlanTree) -> None:
    everything = queries.Filters()
    assert codes_of(mixed, everything, "code") == ["1.1.2", "1.1.9", "1.1.10"]
    assert codes_of(mixed, everything, "-code") == ["1.1.10", "1.1.9", "1.1.2"]
    assert codes_of(mixed, everything, "start")[0] == "1.1.10"
    assert codes_of(mixed, everything, "-start")[0] == "1.1.10"
    assert codes_of(mixed, everything, "responsible") == ["1.1.9", "1.1.10", "1.1.2"]


def test_who_owes_what_counts_each_body_once(mixed: queries.PlanTree) -> None:
    rows = {str(row.organisation): row for row in queries.owed(mixed)}
    ministry = rows["Ulaştırma Bakanlığı"]
    assert ([i.code for i, _ in ministry.responsible], [i.code for i, _ in ministry.related]) == (["1.1.10"], ["1.1.9"])
    assert [item.code for item in queries.unowned(mixed)] == ["1.1.2"]


def test_actions_come_aim_by_aim_then_objective_by_objective() -> None:
    plan = make.plan()
    aims = [make.element(plan, code) for code in ("1", "2")]
    objectives = [
        make.element(plan, f"{aim.code}.{number}", tier_code="objective", parent=aim)
        for number in (1, 2)
        for aim in aims
    ]
    for objective in reversed(objectives):
        make.element(plan, f"{objective.code}.1", tier_code="action", parent=objective)
    assert [part.code for part in public.actions_of(plan.pk, LOOK)] == ["1.1.1", "1.2.1", "2.1.1", "2.2.1"]


def test_the_door_gives_what_monitoring_needs() -> None:
    ministry = make.body()
    plan = make.plan()
    owned = make.equipped(plan, by_body=ministry)
    bare = make.action(plan, "1.1.2")
    ids = [owned.pk, bare.pk]
    assert [part.code for part in public.actions_of(plan.pk, LOOK)] == ["1.1.1", "1.1.2"]
    owners = public.responsible_for(ids, LOOK)
    assert {number: body.organisation.id for number, body in owners.items()} == {owned.pk: ministry.pk}
    (indicator,) = public.indicators_of(ids, LOOK)[owned.pk]
    assert [(target.due, target.value) for target in indicator.targets] == [(date(2019, 12, 31), Decimal("80"))]
    assert public.inclusion_on([*ids, 999_999], LOOK) == {owned.pk: Certainty.YES, bare.pk: Certainty.YES}
    assert public.inclusion_on(ids, Look(date(2015, 1, 1))) == {owned.pk: Certainty.NO, bare.pk: Certainty.NO}
    assert public.by_code("PLAN", "1.1.2") == bare
    assert public.by_code("PLAN", "9") is None


def test_success_criteria_belong_to_the_plan_alone() -> None:
    plan = make.plan()
    make.indicator(make.action(plan))
    actions.add_criterion(plan=plan, name=Translated(en="Use"), since=make.SINCE, by=OPERATOR, version=plan.version)
    assert [str(row.name) for row in public.criteria_of(plan.pk, LOOK)] == ["Use"]
    assert [str(row.name) for row in tree_of(plan).criteria] == ["Use"]


def test_a_draft_is_seen_by_those_who_work_on_it() -> None:
    ministry, other = make.body("Birinci", "BIR"), make.body("İkinci", "IKI")
    plan = make.plan(coordinator=ministry)
    today = Look.today()
    keeper = actor_of(account("a", "role:secretariat", Scope("organisation", ministry.pk)), today.day)
    stranger = actor_of(account("b", "role:secretariat", Scope("organisation", other.pk)), today.day)
    seen = {
        name: [row.head.code for row in queries.plans(today, who)]
        for name, who in {"keeper": keeper, "stranger": stranger, "public": Actor.nobody()}.items()
    }
    assert seen == {"keeper": ["PLAN"], "stranger": [], "public": []}
    assert queries.tree(plan.pk, today, stranger) is None


def test_engagements_of_a_body_are_those_of_the_day() -> None:
    ministry = make.body()
    plan = make.plan()
    action = make.action(plan)
    make.owner(action, ministry, since=Bound.on(date(2017, 1, 1)))
    found = queries.engagements(ministry.pk, LOOK, OPERATOR)
    assert [(str(row.element), row.role) for row in found] == [("1.1.1 Title of 1.1.1", "responsible")]
    assert queries.engagements(ministry.pk, Look(date(2016, 12, 31)), OPERATOR) == ()


@pytest.fixture
def follower(monkeypatch: pytest.MonkeyPatch) -> list[queries.Actual]:
    """A room above that knows what indicators reached, alone."""
    found: list[queries.Actual] = []

    def reached(indicators: list[int], look: Look, actor: Actor) -> list[queries.Actual]:
        return [row for row in found if row.indicator_id in indicators]

    monkeypatch.setitem(contributions._entries, queries.ACTUALS, [])
    contributions.register(queries.ACTUALS, order=1)(reached)
    return found


def test_actuals_come_from_the_room_above_earliest_first(follower: list[queries.Actual]) -> None:
    indicator = make.indicator(make.action(make.plan()))
    follower += [
        queries.Actual(indicator.pk, date(2018, 1, 1), Decimal("50")),
        queries.Actual(indicator.pk, date(2017, 1, 1), Decimal("30")),
    ]
    found = queries.actuals([indicator.pk], LOOK, OPERATOR)
    assert [row.value for row in found[indicator.pk]] == [Decimal("30"), Decimal("50")]


def test_the_timeline_stands_on_half_years() -> None:
    action = make.action(make.plan())
    make.dates(action, Period.through(date(2017, 1, 1), date(2018, 6, 30)))
    tree = tree_of(Plan.objects.get())
    grid = gantt.grid(tree.head.covers, tree.items)
    assert grid is not None
    assert (grid.first, grid.last) == (date(2016, 1, 1), date(2020, 1, 1))
    assert [tick.year for tick in grid.ticks if tick.year] == ["2016", "2017", "2018", "2019"]
    assert len(grid.ticks) == 9
    dates = tree.actions[0].dates
    assert dates is not None
    bar = grid.bar(dates)
    assert bar.certain is not None
    assert bar.certain.x == grid.x(date(2017, 1, 1))
    assert bar.possible is None
    assert bar.points == ()


def test_a_day_known_to_the_year_is_drawn_as_possible_only() -> None:
    dates = queries.Dates(Period(Bound.year(2017), Bound.on(date(2019, 1, 1))), None, None, "stated")
    grid = gantt.Grid(date(2016, 1, 1), date(2021, 1, 1))
    bar = grid.bar(dates)
    assert bar.certain is not None
    assert bar.possible is not None
    assert (bar.possible.x, bar.certain.x) == (grid.x(date(2017, 1, 1)), grid.x(date(2017, 12, 31)))


def test_an_end_without_a_start_is_a_point_and_no_bar() -> None:
    dates = queries.Dates(Period(Bound.unknown(), Bound.on(date(2020, 7, 1))), None, None, "stated")
    grid = gantt.Grid(date(2016, 1, 1), date(2021, 1, 1))
    bar = grid.bar(dates)
    assert (bar.certain, bar.possible) == (None, None)
    assert bar.points == (grid.x(date(2020, 7, 1)),)


def test_a_plan_without_any_day_has_no_timeline() -> None:
    nothing = Period(Bound.unknown(), Bound.unknown())
    assert gantt.grid(nothing, []) is None
