"""What may not be recorded about plans, and what a plan lacks before it can be adopted."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from kurul.kernel.rules import Finding, rule
from kurul.kernel.temporal.bounds import Bound, Certainty, Period

COURT_OF_ACCOUNTS = "Court of Accounts, 2006: plans ran without interim targets, criteria, teams or priorities"


@dataclass(frozen=True)
class Equipment:
    """What an action has of that which adoption takes; an owner that is only inferred is none."""

    code: str
    owner: bool
    dates: bool
    steps: bool
    measure: bool


@dataclass(frozen=True)
class Held:
    """An involvement that is already recorded."""

    organisation: int
    role: str
    period: Period


# --- entering ---------------------------------------------------------------------------------------------------------


@rule("strategy.title_missing", source="ISO 17469 (StratML): plans, goals and objectives have a name")
def has_a_title(texts: Mapping[str, str], *, field: str = "title") -> Iterator[Finding]:
    """Who enters a plan, an element, a step or an indicator gives it a title in at least one language."""
    if not texts:
        yield Finding("strategy.title_missing", field)


@rule("strategy.code_missing", source="ISO 17469 (StratML): every goal and objective carries an identifier")
def has_a_code(code: str) -> Iterator[Finding]:
    """A plan, an element and an indicator are known by a code."""
    if not code.strip():
        yield Finding("strategy.code_missing", "code")


@rule("strategy.code_taken", source="ISO 17469 (StratML): identifiers are unique within a plan")
def code_is_free(code: str, taken: Collection[str]) -> Iterator[Finding]:
    """A code stands for one thing only, compared without regard to blanks around it."""
    if code.strip() in taken:
        yield Finding("strategy.code_taken", "code", {"code": code.strip()})


@rule("strategy.tiers_missing", source="ISO 17469 (StratML): a plan is made of goals and objectives")
def has_tiers(names: Sequence[Mapping[str, str]]) -> Iterator[Finding]:
    """A way of building plans has at least one tier, and each of its tiers has a name."""
    if not names or not all(names):
        yield Finding("strategy.tiers_missing", "tiers")


@rule("strategy.parent_missing", source="2016-2019 plan: actions serve an objective, objectives a strategic aim")
def parent_fits(depth: int, parent_depth: int | None, same_plan: bool = True) -> Iterator[Finding]:
    """An element of the top tier has no parent; any other serves one of the tier right above, in the same plan."""
    expected = None if depth == 1 else depth - 1
    if parent_depth != expected or not same_plan:
        yield Finding("strategy.parent_missing" if expected else "strategy.parent_not_allowed", "parent")


@rule("strategy.parent_not_in_file", source="Kurul: a file whose action names a missing objective is not loaded")
def parent_is_in_file(code: str, parent: str | None, present: Collection[str]) -> Iterator[Finding]:
    """Whatever an element of a file is said to serve stands in the file too."""
    if parent is not None and parent not in present:
        yield Finding("strategy.parent_not_in_file", "parent", {"code": code, "parent": parent})


@rule("strategy.end_before_start", source="Kurul: a period must contain at least one possible day")
def period_is_possible(period: Period, *, field: str = "planned") -> Iterator[Finding]:
    """What ends does so after it began."""
    if not period.is_possible:
        yield Finding("strategy.end_before_start", field, {"start": period.start, "end": period.last_day})


@rule("strategy.not_in_plan", source="Kurul: nothing changes about what is not part of a plan")
def in_plan_on(included: Period | None, day: Bound) -> Iterator[Finding]:
    """What is changed is, or may be, part of its plan on the day of the change."""
    if included is None or all(included.on(edge) is Certainty.NO for edge in (day.earliest, day.latest)):
        yield Finding("strategy.not_in_plan", "day", {"day": day})


@rule("strategy.change_not_inside", source="Kurul: two changes of one day are one change")
def begins_inside(running: Period | None, at: Bound) -> Iterator[Finding]:
    """A change takes effect after what it replaces began and before that ends."""
    if running is None or not (Period(running.start, at).is_possible and Period(at, running.end).is_possible):
        yield Finding("strategy.change_not_inside", "day", {"day": at})


@rule("strategy.nothing_changes", source="Kurul: a change that changes nothing would blur the history")
def something_changes(before: object, after: object, *, field: str) -> Iterator[Finding]:
    """A change leaves something different from what it was."""
    if before == after:
        yield Finding("strategy.nothing_changes", field)


@rule("strategy.reason_missing", source="Kurul: whoever corrects says why, so that the history can be trusted")
def has_a_reason(reason: str) -> Iterator[Finding]:
    """A correction states its reason."""
    if not reason.strip():
        yield Finding("strategy.reason_missing", "reason")


@rule("strategy.has_parts", source="Kurul: actions are moved or taken out before the objective that they serve")
def leaves_no_parts(parts: int, day: Bound) -> Iterator[Finding]:
    """An element is taken out only when nothing in the plan serves it any more."""
    if parts:
        yield Finding("strategy.has_parts", "day", {"count": parts, "day": day})


@rule("strategy.not_an_action", source="2016-2019 plan: action sheets carry bodies, dates, steps and indicators")
def is_an_action(holds_actions: bool) -> Iterator[Finding]:
    """Bodies, dates, steps and indicators belong to actions; aims and objectives have them through their actions."""
    if not holds_actions:
        yield Finding("strategy.not_an_action")


# --- bodies -----------------------------------------------------------------------------------------------------------


@rule("strategy.body_missing", source="Kurul: who takes part in an action exists while doing so")
def body_exists(exists: bool, day: Bound) -> Iterator[Finding]:
    """A body that is involved exists, or may exist, on the day from which it is involved."""
    if not exists:
        yield Finding("strategy.body_missing", "organisation", {"day": day})


@rule("strategy.second_responsible", source="Domain: responsibility split between ministries is what goes wrong")
def one_responsible(held: Iterable[Held], organisation: int, role: str, period: Period) -> Iterator[Finding]:
    """On any day one body is responsible for an action; every other that takes part is related to it."""
    if role != "responsible":
        return
    for other in held:
        if other.role == role and other.organisation != organisation and other.period.certainly_overlaps(period):
            yield Finding("strategy.second_responsible", "role", {"organisation": other.organisation})
            return


@rule("strategy.already_involved", source="Kurul: a body takes part in an action in one way at a time")
def involved_once(held: Iterable[Held], organisation: int, period: Period) -> Iterator[Finding]:
    """A body that already takes part does not do so a second time on the same day."""
    if any(other.organisation == organisation and other.period.certainly_overlaps(period) for other in held):
        yield Finding("strategy.already_involved", "organisation")


# --- measuring --------------------------------------------------------------------------------------------------------


@rule("strategy.unit_missing", source="IATI results: an indicator has a measure before it has periods and targets")
def has_a_unit(unit: Mapping[str, str]) -> Iterator[Finding]:
    """A target is set only for an indicator whose unit is known; a bare number says nothing."""
    if not unit:
        yield Finding("strategy.unit_missing", "unit")


@rule("strategy.target_before_baseline", source="IATI results: the baseline precedes the periods that have targets")
def target_after_baseline(baseline: Bound, due: Bound) -> Iterator[Finding]:
    """A target falls due after the baseline was taken."""
    is_known = baseline != Bound.unknown() and not baseline.is_open
    if is_known and due.latest <= baseline.earliest:
        yield Finding("strategy.target_before_baseline", "due", {"baseline": baseline, "due": due})


@rule("strategy.value_not_exact", source="Kurul: a figure comes back exactly as it was entered, on every database")
def value_is_exact(value: Decimal | None, *, field: str = "value") -> Iterator[Finding]:
    """A value is a number of at most eleven digits before the point and four after it."""
    if value is None:
        return
    is_kept = value.is_finite() and abs(value) < Decimal(10) ** 11
    if not is_kept or value != value.quantize(Decimal("0.0001")):
        yield Finding("strategy.value_not_exact", field, {"value": str(value)})


# --- what a plan lacks ------------------------------------------------------------------------------------------------


@rule("strategy.adoption_gaps", source=COURT_OF_ACCOUNTS)
def adoption_gaps(
    actions: Iterable[Equipment], published: Mapping[str, int], known: Mapping[str, int], tiers: Mapping[str, str]
) -> Iterator[Finding]:
    """A plan is adopted when all its elements are known and each action has an owner, dates, steps and a measure.

    `published` and `known` count elements by the code of their tier; `tiers` gives the word for each of these codes.
    """
    for code, total in published.items():
        missing = total - known.get(code, 0)
        if missing > 0:
            params = {
                "tier": tiers.get(code, code),
                "published": total,
                "known": known.get(code, 0),
                "missing": missing,
            }
            yield Finding("strategy.elements_not_known", None, params)
        elif missing < 0:
            params = {"tier": tiers.get(code, code), "published": total, "known": known.get(code, 0)}
            yield Finding("strategy.more_than_published", None, params)
    seen = False
    for action in actions:
        seen = True
        for lacks in lacking(action):
            yield Finding(f"strategy.{lacks}_missing", lacks, {"code": action.code})
    if not seen:
        yield Finding("strategy.no_actions")


def lacking(action: Equipment) -> tuple[str, ...]:
    """Which of owner, dates, steps and measure the action has not got, in this order."""
    return tuple(name for name in ("owner", "dates", "steps", "measure") if not getattr(action, name))


@rule("strategy.coordinator_missing", source="2016-2019 plan: a ministry coordinates the plan and its monitoring")
def has_a_coordinator(coordinator: int | None) -> Iterator[Finding]:
    """Some body coordinates the plan."""
    if coordinator is None:
        yield Finding("strategy.coordinator_missing", "coordinator")


@rule("strategy.outside_plan", source="2016-2019 plan: actions run inside the plan, or are handed over to the next one")
def runs_inside_plan(action: Period, plan: Period, continues_after: bool | None) -> Iterator[Finding]:
    """An action that certainly begins before its plan or ends after it, without being handed over, is pointed out."""
    early = action.start.latest < plan.start.earliest
    late = action.end.earliest > plan.end.latest and not action.end.is_open
    if early or (late and not continues_after):
        yield Finding("strategy.outside_plan", "planned", {"plan": plan.last_day})
