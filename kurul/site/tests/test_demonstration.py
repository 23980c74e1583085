"""The whole demonstration: what it must show, that it is marked, and that loading it can be relied upon."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils.translation import override
from pytest_django.plugin import DjangoDbBlocker

from kurul.kernel.audit.models import AuditEvent
from kurul.kernel.audit.verification import verify
from kurul.kernel.identity.actors import Actor, actor_of
from kurul.kernel.identity.models import Account
from kurul.kernel.imports.models import ImportRun
from kurul.kernel.imports.wording import kinds_named
from kurul.kernel.provenance import Basis
from kurul.kernel.slots import contributions
from kurul.kernel.temporal.bounds import Bound
from kurul.kernel.temporal.look import Look
from kurul.rooms.boards.public import (
    AgendaItem,
    Board,
    Decision,
    DecisionFilters,
    Standing,
    boards_of_posts,
    cadences,
    decisions_counted,
    meetings_listed,
    upcoming,
)
from kurul.rooms.boards.public import MeetingFilters as Filters
from kurul.rooms.monitoring.public import MonitoringPeriod, Report, State, waiting_for
from kurul.rooms.organisations.public import CONSEQUENCES, scope_of
from kurul.rooms.positions.public import CioSeat, cio_seats
from kurul.rooms.strategy.public import by_code
from kurul.site.demonstration.accounts import Granted, standing_people
from kurul.site.demonstration.bodies import body
from kurul.site.demonstration.illustrative import monitoring as reporting
from kurul.site.demonstration.illustrative import posts
from kurul.site.demonstration.layers import facts_only, whole
from kurul.site.demonstration.loading import AnotherDemonstration, load_all
from kurul.site.tests.demonstration import loaded
from kurul.site.tests.test_demonstration_facts import marked_models

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demonstration")]

DAY = date(2017, 10, 16)
NOW = Look(DAY)
PUBLIC = Actor.nobody()


def seat_of(abbreviation: str, look: Look = NOW) -> CioSeat:
    """The CIO seat of a ministry."""
    number = body(abbreviation).pk
    return next(seat for seat in cio_seats(look, PUBLIC) if seat.organisation.id == number)


def test_an_import_says_in_words_what_it_counts() -> None:
    for language in ("tr", "en"):
        with override(language):
            for run in ImportRun.objects.all():
                for counts in (run.report["created"], run.report["unchanged"]):
                    words = [word for word, _count in kinds_named(counts)]
                    assert len(set(words)) == len(counts)
                    assert not [word for word in words if "_" in word]
                    assert language == "en" or not set(words) & set(counts) - {"plan"}, words


def counted(basis: Basis) -> Counter[str]:
    """How many rows of each table rest on this basis."""
    return Counter({model.__name__: model._default_manager.filter(basis=basis).count() for model in marked_models()})


def all_rights() -> Iterator[Granted]:
    """What is granted where the facts stand alone."""
    for person in standing_people():
        yield from (*person.rights, *person.without_post)


@pytest.fixture(scope="session", autouse=True)
def facts(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> dict[Basis, Counter[str]]:
    """How many rows of each table the facts alone have, by basis; counted before the whole is loaded."""
    with django_db_blocker.unblock(), loaded(facts_only()):
        return {basis: counted(basis) for basis in (Basis.STATED, Basis.INFERRED)}


def test_nothing_of_the_illustrative_layer_passes_for_a_fact(facts: dict[Basis, Counter[str]]) -> None:
    # Without the layer accounts and their rights are entered for good; with it they are made up as well. The list of
    # statuses and the chain of approval are a proposal of the program itself, marked as inferred.
    accounts = Counter(Account=len(standing_people()), Grant=len([*all_rights()]))
    assert counted(Basis.STATED) == facts[Basis.STATED] - accounts
    assert counted(Basis.INFERRED) == facts[Basis.INFERRED] + Counter(Scale=1, Chain=1)


def test_every_room_with_records_of_its_own_has_illustrative_ones() -> None:
    made_up = {
        model._meta.app_label
        for model in marked_models()
        if model._default_manager.filter(basis="illustrative").exists()
    }
    assert made_up == {"kernel", "law", "people", "organisations", "positions", "boards", "strategy", "monitoring"}


def test_seats_stand_in_every_way_that_a_seat_can() -> None:
    assert Counter(seat.state.value for seat in cio_seats(NOW, PUBLIC)) == {
        "filled": 15,
        "vacant": 1,
        "acting": 1,
        "double_claim": 1,
        "missing": 1,
        "not_known": 2,
    }


def test_the_vacancy_goes_back_to_the_reshuffle() -> None:
    assert seat_of("KTB").since == Bound.on(date(2017, 7, 20))


def test_what_was_known_on_a_day_differs_from_what_is_known_now() -> None:
    then = datetime(2017, 3, 10, tzinfo=ZoneInfo("Europe/Istanbul"))
    day = date(2017, 3, 1)
    assert [holder.name for holder in seat_of("GSB", Look(day)).holders] == ["Derya Tuncel"]
    assert [holder.name for holder in seat_of("GSB", Look(day, then)).holders] == ["Halil Sarıca"]


def test_the_cio_board_has_eighteen_days_left_and_the_department_heads_are_late() -> None:
    numbers = {board.code: board.pk for board in Board.objects.all()}
    found = cadences(numbers.values(), NOW)
    cio, heads = found[numbers["cio_board"]], found[numbers["department_heads"]]
    assert (cio.standing, cio.days_left) == (Standing.KEPT, 18)
    assert (heads.standing, heads.days_left) == (Standing.BREACHED, -11)


def test_a_meeting_of_the_cio_board_is_coming() -> None:
    boards = dict(Board.objects.values_list("pk", "code"))
    assert {boards[board]: brief.day for board, brief in upcoming(boards, NOW, PUBLIC).items()} == {
        "cio_board": date(2017, 10, 31)
    }


def test_decisions_are_overdue_done_open_and_superseded() -> None:
    counts = {
        state: decisions_counted(DecisionFilters(state=state), NOW, PUBLIC)
        for state in ("open", "overdue", "done", "superseded")
    }
    assert all(counts.values()), counts


def test_the_reported_meeting_stays_a_fact_among_the_made_up_ones() -> None:
    rows = meetings_listed(Filters(), NOW, PUBLIC)
    assert [row.day for row in rows if row.basis == Basis.STATED] == [date(2017, 4, 4)]
    assert len(rows) > 4


def test_late_actions_place_themselves_on_the_agenda() -> None:
    items = AgendaItem.objects.filter(meeting__day=date(2017, 10, 31))
    assert items.filter(contributed_key__startswith="monitoring.late:").exists()
    assert items.filter(contributed_key="", kind="decision").count() == 1


def test_decisions_stand_under_their_own_items() -> None:
    decision = Decision.objects.get(board__code="cio_board", year=2017, sequence=2)
    assert decision.item is not None
    assert decision.item.title["en"] == "Moving official correspondence to electronic form"


def test_two_periods_are_closed_and_reports_of_the_third_are_in_all_hands() -> None:
    periods = {period.code: period for period in MonitoringPeriod.objects.all()}
    assert [code for code, period in periods.items() if period.closed_at is None] == ["2017-H1"]
    assert list(periods) == ["2016-H1", "2016-H2", "2017-H1"]
    states = set(Report.objects.filter(period=periods["2017-H1"]).values_list("state", flat=True))
    assert states == set(State.values)


@pytest.mark.parametrize(
    ("login", "action"),
    [
        ("kurul.sekreteri", "E1.1.6"),
        ("saglik.cio", "E4.1.2"),
        ("saglik.strateji", "E3.2.1"),
        ("saglik.raporlama", "E3.1.1"),
        ("adalet.raporlama", "E3.3.1"),
    ],
)
def test_a_report_waits_for_everybody_in_the_chain(login: str, action: str) -> None:
    actor = actor_of(Account.objects.get(login=login), DAY)
    assert action in {waiting.element.split()[0] for waiting in waiting_for(actor, NOW)}


def test_a_late_report_says_why() -> None:
    found = reporting.report_of("2016-H2", "E4.1.1").transitions.get(state=State.SUBMITTED)
    assert found.reason


def test_a_report_of_nobody_stays_expected() -> None:
    assert reporting.report_of("2016-H2", "E1.2.1").state == State.EXPECTED


def test_rights_follow_from_posts() -> None:
    cio = actor_of(Account.objects.get(login="saglik.cio"), DAY)
    strategy = actor_of(Account.objects.get(login="saglik.strateji"), DAY)
    assert cio.may("boards.confirm", scope_of(body("SAGLIK").pk))
    assert strategy.may("strategy.detail_actions", scope_of(body("SAGLIK").pk))
    assert not strategy.may("strategy.detail_actions", scope_of(body("ADALET").pk))
    assert not Account.objects.get(login="saglik.cio").grants.exists()


def test_the_undersecretary_of_transport_chairs_the_board() -> None:
    number = posts.post_of("UDHB/cio").pk
    board = Board.objects.get(code="cio_board").pk
    assert boards_of_posts([number], NOW)[number][board] == "chair"


def test_no_action_known_by_number_alone_has_steps_or_indicators() -> None:
    untitled = ("E1.1.3", "E2.1.1", "E2.2.1", "E2.3.1", "E3.1.1", "E3.2.1", "E3.3.1", "E3.4.1", "E4.2.1", "E4.3.1")
    for code in untitled:
        action = by_code("TR-EGOV-2016-2019", code)
        assert action is not None
        assert not action.indicators.exists(), code
        assert not action.steps.exists(), code


def test_loading_a_second_time_does_nothing() -> None:
    before = AuditEvent.objects.count()
    assert load_all(whole(), title="") == 0
    assert AuditEvent.objects.count() == before


def test_the_log_is_whole_and_marks_every_recording_time_as_simulated() -> None:
    assert verify().is_whole
    assert not AuditEvent.objects.filter(simulated=False).exists()


def test_the_facts_alone_are_not_loaded_over_the_whole() -> None:
    with pytest.raises(AnotherDemonstration):
        load_all(facts_only(), title="")


def hanging_on(actor: Actor, *abbreviations: str) -> Counter[str]:
    """What hangs on bodies, by its kind in English."""
    with override("en"):
        rows = contributions.ask(
            CONSEQUENCES, organisations=[body(one).pk for one in abbreviations], day=DAY, look=NOW, actor=actor
        )
        return Counter(str(row.kind) for row in rows)


def test_everything_that_hangs_on_a_ministry_is_named_before_it_is_reorganised() -> None:
    found = hanging_on(Actor.operator(), "SAGLIK", "SAGLIK/it", "SAGLIK/strategy")
    assert found.keys() >= {"Post", "CIO seat", "Board seat", "Open decision", "Action", "Report"}
    assert found["CIO seat"] == 1
    assert hanging_on(Actor.operator(), "UDHB")["Board"] >= 1
    assert hanging_on(Actor.operator(), "ADALET")["Right"] == 1


def test_what_hangs_on_a_ministry_is_told_only_as_far_as_one_may_see_it() -> None:
    everything, public = hanging_on(Actor.operator(), "SAGLIK"), hanging_on(PUBLIC, "SAGLIK")
    assert public["Report"] < everything["Report"]
    assert public["Open decision"] <= everything["Open decision"]
    assert public["Post"] == everything["Post"]
