"""Typed builders of this room's records; they call the actions, so what they make is what people could make."""

from datetime import date
from decimal import Decimal
from pathlib import Path

from kurul.kernel import imports
from kurul.kernel.identity.actors import Actor
from kurul.kernel.temporal.bounds import Bound, Period
from kurul.kernel.translated import Translated
from kurul.rooms.law.public import Instrument
from kurul.rooms.organisations.public import Organisation
from kurul.rooms.organisations.tests import make as organisations
from kurul.rooms.strategy import actions
from kurul.rooms.strategy.models import Direction, Element, Indicator, Plan, Role, Scheme, Tier

OPERATOR = Actor.operator()
ROOT = Path(__file__).resolve().parents[4]
FACTS = ROOT / "demo" / "facts" / "plan-2016-2019.yaml"
SINCE = Bound.on(date(2016, 1, 1))
FOUR_YEARS = Period.through(date(2016, 1, 1), date(2019, 12, 31))


def scheme() -> Scheme:
    """Aims, objectives, actions; made once."""
    made, is_new = Scheme.objects.get_or_create(code="test", defaults={"name": Translated(en="Test scheme")})
    if is_new:
        tiers = [("aim", "Aim", "Aims"), ("objective", "Objective", "Objectives"), ("action", "Action", "Actions")]
        for depth, (code, name, plural) in enumerate(tiers, start=1):
            Tier.objects.create(
                scheme=made,
                depth=depth,
                code=code,
                name=Translated(en=name),
                plural=Translated(en=plural),
                holds_actions=code == "action",
            )
    return made


def tier(code: str) -> Tier:
    """One tier of the scheme."""
    return scheme().tiers.get(code=code)


def plan(
    code: str = "PLAN",
    *,
    coordinator: Organisation | None = None,
    instrument: Instrument | None = None,
    totals: dict[str, int] | None = None,
    covers: Period = FOUR_YEARS,
) -> Plan:
    """A draft plan."""
    return actions.draft_plan(
        code=code,
        scheme=scheme(),
        title=Translated(tr=f"{code} planı", en=f"Plan {code}"),
        covers=covers,
        coordinator=coordinator,
        instrument=instrument,
        published_totals=totals,
        by=OPERATOR,
    )


def element(
    plan: Plan,
    code: str,
    *,
    tier_code: str = "aim",
    parent: Element | None = None,
    title: str = "",
    since: Bound = SINCE,
) -> Element:
    """An element that is in the plan since the plan began."""
    return actions.add_element(
        plan=plan,
        tier=tier(tier_code),
        parent=parent,
        code=code,
        title=Translated(en=title or f"Title of {code}"),
        since=since,
        by=OPERATOR,
    )


def action(plan: Plan, code: str = "1.1.1", *, title: str = "", since: Bound = SINCE) -> Element:
    """An action with the aim and objective that it serves, which are made once per plan."""
    aim = plan.elements.filter(code="1").first() or element(plan, "1")
    objective = plan.elements.filter(code="1.1").first() or element(plan, "1.1", tier_code="objective", parent=aim)
    return element(plan, code, tier_code="action", parent=objective, title=title, since=since)


def body(name: str = "Ulaştırma Bakanlığı", abbreviation: str = "UDHB") -> Organisation:
    """A ministry."""
    return organisations.organisation(name, abbreviation=abbreviation)


def owner(element: Element, organisation: Organisation, *, role: Role = Role.RESPONSIBLE, since: Bound = SINCE) -> None:
    """Let a body take part in an action."""
    actions.involve(
        element=element,
        organisation=organisation,
        role=role,
        period=Period.since(since),
        by=OPERATOR,
        version=element.version,
    )


def dates(element: Element, planned: Period, *, day: Bound = SINCE, continues_after: bool | None = None) -> None:
    """Plan an action for a period."""
    actions.set_dates(
        element=element,
        planned=planned,
        day=day,
        continues_after=continues_after,
        by=OPERATOR,
        version=element.version,
    )


def step(element: Element, title: str = "First step") -> None:
    """A step of an action."""
    actions.add_step(element=element, title=Translated(en=title), since=SINCE, by=OPERATOR, version=element.version)


def indicator(element: Element, *, unit: str | None = "%", baseline_day: Bound | None = None) -> Indicator:
    """An indicator of an action, of which 20 % were reached at first."""
    return actions.add_indicator(
        element=element,
        name=Translated(en="Services offered online"),
        unit=Translated(en=unit),
        direction=Direction.UP,
        baseline_value=Decimal("20"),
        baseline_day=baseline_day or Bound.on(date(2015, 12, 31)),
        since=SINCE,
        by=OPERATOR,
        version=element.version,
    )


def target(indicator: Indicator, value: str = "80", *, due: date = date(2019, 12, 31), since: Bound = SINCE) -> None:
    """A target of an indicator."""
    element = indicator.element
    version = element.version if element else indicator.plan.version
    actions.set_target(indicator=indicator, due=due, value=Decimal(value), since=since, by=OPERATOR, version=version)


def equipped(plan: Plan, code: str = "1.1.1", *, by_body: Organisation) -> Element:
    """An action that lacks nothing of that which adoption takes."""
    made = action(plan, code)
    owner(made, by_body)
    dates(made, Period.through(date(2017, 1, 1), date(2018, 6, 30)))
    step(made)
    target(indicator(made))
    return made


def imported(profile: str, *files: Path) -> imports.Report:
    """Run an import profile as the command line does."""
    found = imports.find(profile)
    assert found is not None
    return imports.run(found, files, OPERATOR)
