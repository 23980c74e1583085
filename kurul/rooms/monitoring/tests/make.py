"""Typed builders of this room's records; they call the actions, so what they make is what people could make."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from kurul.kernel.identity import actions as identity
from kurul.kernel.identity.actors import Actor, actor_of
from kurul.kernel.identity.models import Account
from kurul.kernel.identity.scopes import GOVERNMENT, Scope
from kurul.kernel.temporal import clock
from kurul.kernel.temporal.bounds import Bound, Period
from kurul.kernel.temporal.look import Look
from kurul.kernel.translated import Translated
from kurul.rooms.monitoring import actions
from kurul.rooms.monitoring.models import Grade, MonitoringPeriod, Rating, Report
from kurul.rooms.organisations.models import Organisation
from kurul.rooms.organisations.public import scope_of
from kurul.rooms.organisations.tests import make as organisations
from kurul.rooms.strategy.models import Element, Plan
from kurul.rooms.strategy.public import adopt
from kurul.rooms.strategy.tests import make as plans

OPERATOR = Actor.operator()
ISTANBUL = ZoneInfo("Europe/Istanbul")


@contextmanager
def on(day: date, hour: int = 12) -> Iterator[None]:
    """As if it were that day."""
    with clock.at(datetime(day.year, day.month, day.day, hour, tzinfo=ISTANBUL)):
        yield


@dataclass
class Cast:
    """The standing people of a cycle, as accounts; each comes when first called."""

    coordinator: Organisation
    health: Organisation
    justice: Organisation

    @cached_property
    def secretary(self) -> Account:
        """Coordinates the plan."""
        return account("secretary", "role:secretariat", scope_of(self.coordinator.pk))

    @cached_property
    def reporter(self) -> Account:
        """Reports for Health."""
        return account("reporter", "role:reporter", scope_of(self.health.pk))

    @cached_property
    def strategist(self) -> Account:
        """Heads the strategy development of Health."""
        return account("strategist", "role:strategy_officer", scope_of(self.health.pk))

    @cached_property
    def cio(self) -> Account:
        """Is the CIO-equivalent of Health."""
        return account("cio", "role:cio", scope_of(self.health.pk))

    @cached_property
    def other_reporter(self) -> Account:
        """Reports for Justice."""
        return account("other", "role:reporter", scope_of(self.justice.pk))

    @cached_property
    def auditor(self) -> Account:
        """Audits the whole government."""
        return account("auditor", "role:auditor")

    @cached_property
    def stranger(self) -> Account:
        """May sign in, and nothing else."""
        return account("stranger")


@dataclass(frozen=True)
class World:
    """A coordinator, two ministries, a plan with an action for each, and the people."""

    coordinator: Organisation
    health: Organisation
    justice: Organisation
    plan: Plan
    action: Element
    other_action: Element
    cast: Cast


def account(login: str, granted: str = "", scope: Scope = GOVERNMENT) -> Account:
    """An account with one grant, or without any."""
    made = identity.create_account(login=login, display_name=login.title(), language="en", by=OPERATOR)
    if granted:
        identity.grant(account=made, granted=granted, scope=scope, period=Period.since(date(2010, 1, 1)), by=OPERATOR)
    return made


def actor(of: Account) -> Actor:
    """The account as it acts today."""
    return actor_of(of, Look.today().day)


def world() -> World:
    """Health and Justice own an action each; Transport coordinates; the plan was adopted in 2016."""
    with on(date(2016, 1, 4)):
        coordinator = plans.body("Ulaştırma Bakanlığı", "UDHB")
        health = organisations.organisation("Sağlık Bakanlığı", abbreviation="SB")
        justice = organisations.organisation("Adalet Bakanlığı", abbreviation="AB")
        plan = plans.plan(coordinator=coordinator)
        action = plans.equipped(plan, "1.1.1", by_body=health)
        other = plans.equipped(plan, "1.1.2", by_body=justice)
        plan.refresh_from_db()
        adopt(plan=plan, day=Bound.on(date(2016, 2, 1)), by=OPERATOR, version=plan.version)
    action.refresh_from_db()
    other.refresh_from_db()
    plan.refresh_from_db()
    return World(coordinator, health, justice, plan, action, other, Cast(coordinator, health, justice))


def period(plan: Plan, code: str = "2017-H1", *, half: int = 1, year: int = 2017) -> MonitoringPeriod:
    """Half a year, due fifteen days after its end."""
    first, last, due = (
        (date(year, 1, 1), date(year, 6, 30), date(year, 7, 15))
        if half == 1
        else (date(year, 7, 1), date(year, 12, 31), date(year + 1, 1, 15))
    )
    return actions.open_period(
        plan=plan, code=code, name=Translated(en=code), first_day=first, last_day=last, due=due, by=OPERATOR
    )


def report(period: MonitoringPeriod, action: Element) -> Report:
    """The report that is owed on an action."""
    return Report.objects.select_related("period").get(period=period, element=action)


def grade(period: MonitoringPeriod, code: str = "on_schedule") -> Grade:
    """A grade of the period's scale."""
    return Grade.objects.get(scale_id=period.scale_id, code=code)


def handed_in(report: Report, *, grade_code: str = "on_schedule", text: str = "Going on.", **content) -> Report:
    """The report after its first step."""
    return actions.hand_in(
        report=report,
        grade=grade(report.period, grade_code),
        text=text,
        by=OPERATOR,
        version=report.version,
        **content,
    )


def accepted(report: Report, *, grade_code: str = "on_schedule", **content) -> Report:
    """The report after all its steps."""
    handed_in(report, grade_code=grade_code, **content)
    for step in (actions.consolidate, actions.approve, actions.accept_report):
        step(report=report, by=OPERATOR, version=report.version)
    return report


def rated(report: Report, code: str) -> Rating:
    """The reviewer's rating."""
    return actions.rate(report=report, grade=grade(report.period, code), by=OPERATOR)


def closed(period: MonitoringPeriod) -> MonitoringPeriod:
    """The period after its end."""
    return actions.close_period(period=period, by=OPERATOR, version=period.version)
