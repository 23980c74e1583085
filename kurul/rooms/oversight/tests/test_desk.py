"""What stands on whose Desk."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries, Settings

from kurul.kernel.audit.models import AuditHead
from kurul.kernel.identity.actors import actor_of
from kurul.kernel.identity.models import Account
from kurul.kernel.identity.tests import make as identity
from kurul.kernel.temporal.look import Look
from kurul.rooms.boards.public import Execution, confirm_decision
from kurul.rooms.boards.tests import make as boards
from kurul.rooms.organisations.public import scope_of
from kurul.rooms.oversight import queries

pytestmark = pytest.mark.django_db
TODAY = date(2017, 10, 16)


@pytest.fixture(autouse=True)
def pinned(settings: Settings) -> None:
    settings.KURUL_PINNED_DAY = TODAY


@pytest.fixture
def secretary() -> Account:
    account = identity.account("sekreter", "Kurul Sekreteri", language="en")
    identity.grant(account, "role:secretariat")
    return account


def names(items: tuple[queries.Item, ...]) -> list[str]:
    return [item.name["tr"] for item in items if not isinstance(item.name, str)]


def desk_of(account: Account) -> queries.Desk:
    return queries.desk(Look(TODAY), actor_of(account, TODAY), since=None)


def test_an_overdue_decision_is_late_for_the_secretariat_and_for_its_addressee(secretary: Account) -> None:
    health, justice = boards.ministry("Sağlık Bakanlığı"), boards.ministry("Adalet Bakanlığı")
    boards.decision(None, health, text="Rehber uygulanır.", due=date(2017, 6, 1))
    reporter = identity.account("raportor", "Raportör")
    identity.grant(reporter, "role:reporter", scope=scope_of(health.pk))
    stranger = identity.account("baska", "Başka Raportör")
    identity.grant(stranger, "role:reporter", scope=scope_of(justice.pk))
    assert "Rehber uygulanır." in names(desk_of(secretary).late)
    assert names(desk_of(reporter).late) == ["Rehber uygulanır."]
    assert names(desk_of(stranger).late) == []


def test_what_my_body_has_carried_out_is_no_longer_mine_though_others_are_late(secretary: Account) -> None:
    health, justice = boards.ministry("Sağlık Bakanlığı"), boards.ministry("Adalet Bakanlığı")
    decision = boards.decision(None, health, justice, text="Birim bildirilir.", due=date(2017, 6, 1))
    confirm_decision(
        decision=decision, organisation=health, state=Execution.DONE, evidence="Yazı gönderildi.", by=boards.OPERATOR
    )
    reporter = identity.account("raportor", "Raportör")
    identity.grant(reporter, "role:reporter", scope=scope_of(health.pk))
    assert names(desk_of(reporter).late) == []
    assert "Birim bildirilir." in names(desk_of(secretary).late)


def test_what_a_unit_of_my_body_has_carried_out_is_no_longer_mine_and_what_it_owes_is() -> None:
    health, justice = boards.ministry("Sağlık Bakanlığı"), boards.ministry("Adalet Bakanlığı")
    unit = boards.unit(health)
    decision = boards.decision(None, unit, justice, text="Liste verilir.", due=date(2017, 6, 1))
    reporter = identity.account("raportor", "Raportör")
    for scope in (scope_of(health.pk), scope_of(boards.ministry("Maliye Bakanlığı").pk)):
        identity.grant(reporter, "role:reporter", scope=scope)
    assert names(desk_of(reporter).late) == ["Liste verilir."]
    confirm_decision(
        decision=decision, organisation=unit, state=Execution.DONE, evidence="Yazı gönderildi.", by=boards.OPERATOR
    )
    assert names(desk_of(reporter).late) == []


def test_a_decision_that_waits_for_me_is_to_be_decided_until_its_day(secretary: Account) -> None:
    health = boards.ministry()
    boards.decision(None, health, text="Rapor verilir.", due=TODAY)
    reporter = identity.account("raportor", "Raportör")
    identity.grant(reporter, "role:reporter", scope=scope_of(health.pk))
    assert names(desk_of(reporter).decide) == ["Rapor verilir."]
    assert "Rapor verilir." in names(desk_of(secretary).coming)


def test_a_breached_interval_is_late_and_a_running_one_asks_for_a_meeting(secretary: Account) -> None:
    boards.held(boards.board("heads", "Daire başkanları", months=3), date(2017, 7, 5))
    boards.held(boards.board("cio_board", "CIO Kurulu", months=6), date(2017, 5, 3))
    desk = desk_of(secretary)
    late = {item.name["tr"]: item.left for item in desk.late if not isinstance(item.name, str)}
    waiting = {item.name["tr"]: item.left for item in desk.decide if not isinstance(item.name, str)}
    assert late == {"Daire başkanları": -11}
    assert waiting == {"CIO Kurulu": 18}


def test_a_planned_meeting_comes_next(secretary: Account) -> None:
    boards.meeting(boards.board(), TODAY + timedelta(days=15))
    assert [item.left for item in desk_of(secretary).coming if item.route == "boards:meeting"] == [15]


def test_since_the_last_visit_only_what_came_after_is_told(secretary: Account) -> None:
    boards.decision(boards.opened(), boards.ministry())
    moment = AuditHead.objects.get().at
    boards.decision(boards.opened(boards.board("heads", "Daire başkanları")), boards.ministry("Adalet Bakanlığı"))
    desk = queries.desk(Look(TODAY), actor_of(secretary, TODAY), since=moment)
    assert desk.happened["boards.decided"] == 1


def test_nobody_signed_in_is_led_to_the_sign_in(client: Client) -> None:
    answer = client.get(reverse("oversight:desk"))
    assert answer.status_code == 302
    assert reverse("account_login") in answer["Location"]


def test_the_page_stays_within_the_budget(
    client: Client, secretary: Account, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    health = boards.ministry()
    for number in range(6):
        boards.decision(
            boards.opened(boards.board(f"board-{number}", f"Kurul {number}")), health, text=f"Karar {number}"
        )
    client.force_login(secretary)
    with django_assert_max_num_queries(25):
        answer = client.get(reverse("oversight:desk"))
    assert "Karar 5" in answer.content.decode()


def test_an_empty_desk_says_so(client: Client) -> None:
    client.force_login(identity.account("yeni", "Yeni Kişi", language="en"))
    client.cookies["django_language"] = "en"
    shown = client.get(reverse("oversight:desk")).content.decode()
    assert "Nothing waits for you." in shown
    assert "Nothing is late." in shown


def test_everything_on_the_desk_says_why_it_stands_so(secretary: Account) -> None:
    boards.held(boards.board("heads", "Daire başkanları", months=6), TODAY - timedelta(days=300))
    boards.decision(None, boards.ministry(), text="Rapor verilir.", due=TODAY)
    desk = desk_of(secretary)
    items = (*desk.decide, *desk.late, *desk.coming)
    assert items
    assert all(str(item.why) for item in items)
    assert any("6" in str(item.why) and item.last_day == TODAY - timedelta(days=300) for item in items)
