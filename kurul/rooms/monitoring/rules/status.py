"""How an action stands, and what follows for what it serves: written down, so that every colour can say why.

Facts before opinions: days and measured values are judged first, and a rating that is out of date is not believed.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from kurul.kernel.rules import Finding, gather, rule
from kurul.kernel.temporal.bounds import Bound, Period

ON_TRACK, AT_RISK, LATE, DONE, NOT_KNOWN = "on_track", "at_risk", "late", "done", "not_known"
STATUSES = (LATE, AT_RISK, NOT_KNOWN, ON_TRACK, DONE)  # the worst first

REBASELINED = "Domain: colours compared only with the last rebaseline are believed by nobody"
MEASURED = "2016-2019 plan: actual values are compared with targets in every monitoring period"
RATED = "2016-2019 plan: progress status of each action; the reviewer's rating counts before the body's own"
STALE = "Domain: owners never update; staleness is shown"


@dataclass(frozen=True)
class Claim:
    """A rating in an accepted report; `meaning` is what its grade stands for, `label` what the scale calls it.

    A label is a text, or a value that turns into one in the language in which the judgement is read.
    """

    meaning: str
    label: object
    period: str
    by_reviewer: bool = False


@dataclass(frozen=True)
class Reading:
    """An indicator against its latest target that has fallen due; `actual` None: not reported."""

    indicator: object  # its name, as the label of a claim
    target: Decimal
    due: date
    actual: Decimal | None
    direction: str  # "up", "down", or "" where the good way is not published


@dataclass(frozen=True)
class Evidence:
    """All that the judgement of one action rests on.

    `reported`: the period of the last accepted report; `missed`: those closed since without one.
    """

    day: date
    planned: Period | None = None
    original: Period | None = None
    reported: str = ""
    claim: Claim | None = None
    self_rating: Claim | None = None
    missed: tuple[str, ...] = ()
    readings: tuple[Reading, ...] = ()

    @property
    def believed(self) -> Claim | None:
        """The rating that counts; one that is out of date counts only when it says that all is done."""
        if self.claim is not None and self.missed and self.claim.meaning != DONE:
            return None
        return self.claim


@dataclass(frozen=True)
class Judgement:
    """A status with the reasons that decided it, the rest of what was found, and the status by the first plan."""

    status: str
    deciding: tuple[Finding, ...]
    others: tuple[Finding, ...] = ()
    by_original: str = ""

    @property
    def reasons(self) -> tuple[Finding, ...]:
        """All that was found, what decided first."""
        return (*self.deciding, *self.others)


# --- what days say ----------------------------------------------------------------------------------------------------


@rule("monitoring.end_past", source=REBASELINED)
def end_is_past(planned: Period | None, day: date) -> Iterator[Finding]:
    """An action whose planned end has certainly passed and that is not reported as done is late."""
    if planned is not None and _is_past(planned.end, day):
        yield Finding("monitoring.end_past", None, {"end": planned.last_day})


@rule("monitoring.start_past", source=MEASURED)
def start_is_past(planned: Period | None, claim: Claim | None, day: date) -> Iterator[Finding]:
    """An action whose planned start has certainly passed and that is rated as not started is late."""
    if planned is not None and _is_past(planned.start, day) and claim is not None and claim.meaning == "not_started":
        yield Finding("monitoring.start_past", None, {"start": planned.start, "period": claim.period})


@rule("monitoring.original_end_past", source=REBASELINED)
def original_end_is_past(original: Period | None, day: date) -> Iterator[Finding]:
    """An action that has missed the end first planned is at risk, even when it was given a later one."""
    if original is not None and _is_past(original.end, day):
        yield Finding("monitoring.original_end_past", None, {"end": original.last_day})


@rule("monitoring.not_begun", source="2016-2019 plan: each action has a planned start")
def is_not_due_to_begin(planned: Period | None, day: date) -> Iterator[Finding]:
    """An action that is certainly not due to begin yet is on track without a report."""
    if planned is not None and planned.start.earliest > day:
        yield Finding("monitoring.not_begun", None, {"start": planned.start})


# --- what ratings and values say --------------------------------------------------------------------------------------


@rule("monitoring.rated", source=RATED)
def rating_says(claim: Claim | None, *meanings: str) -> Iterator[Finding]:
    """The rating that counts is the reviewer's where there is one, else the body's own."""
    if claim is not None and claim.meaning in meanings:
        code = "monitoring.rated_by_reviewer" if claim.by_reviewer else "monitoring.rated"
        yield Finding(code, None, {"rating": claim.label, "period": claim.period})


@rule("monitoring.rated_otherwise", source="Domain: self-rating beside independent rating")
def ratings_differ(claim: Claim | None, self_rating: Claim | None) -> Iterator[Finding]:
    """Where the reviewer rates otherwise than the body itself, both are said."""
    if claim is not None and claim.by_reviewer and self_rating is not None and self_rating.meaning != claim.meaning:
        yield Finding("monitoring.rated_otherwise", None, {"rating": self_rating.label})


@rule("monitoring.target_missed", source=MEASURED)
def targets_missed(readings: Iterable[Reading]) -> Iterator[Finding]:
    """An action is at risk when a value falls short of a due target; without a published direction none does."""
    for reading in readings:
        if reading.actual is None or not reading.direction:
            continue
        is_short = reading.actual < reading.target if reading.direction == "up" else reading.actual > reading.target
        if is_short:
            yield Finding("monitoring.target_missed", None, _params(reading) | {"actual": reading.actual})


@rule("monitoring.value_missing", source=MEASURED)
def values_missing(readings: Iterable[Reading]) -> Iterator[Finding]:
    """A target that is due without any reported value is pointed out; it decides nothing."""
    for reading in readings:
        if reading.actual is None:
            yield Finding("monitoring.value_missing", None, _params(reading))


@rule("monitoring.no_report", source=STALE)
def nothing_is_reported(reported: str) -> Iterator[Finding]:
    """An action on which no report was accepted is not known to stand in any way."""
    if not reported:
        yield Finding("monitoring.no_report")


@rule("monitoring.unrated", source=RATED)
def nothing_is_rated(reported: str, claim: Claim | None) -> Iterator[Finding]:
    """An action whose last accepted report rates nothing is not known to stand in any way."""
    if reported and claim is None:
        yield Finding("monitoring.unrated", None, {"period": reported})


@rule("monitoring.undated", source="Court of Accounts, 2006: without dates nobody can say whether something is on time")
def nothing_to_compare(claim: Claim | None, planned: Period | None) -> Iterator[Finding]:
    """An action that is only said to be under way, or not started, is not known to be on track without planned days."""
    known = Bound.unknown()
    if claim is None or claim.meaning not in {"in_progress", "not_started"}:
        return
    bound = None if planned is None else planned.end if claim.meaning == "in_progress" else planned.start
    if bound is None or bound == known:
        yield Finding("monitoring.undated", None, {"rating": claim.label, "period": claim.period})


@rule("monitoring.stale", source=STALE)
def rating_is_stale(claim: Claim | None, missed: Sequence[str]) -> Iterator[Finding]:
    """A rating is not believed any more once a later period was closed without an accepted report."""
    if claim is not None and missed and claim.meaning != DONE:
        yield Finding("monitoring.stale", None, {"period": claim.period, "missed": ", ".join(missed)})


# --- the judgement ----------------------------------------------------------------------------------------------------


@rule(
    "monitoring.status", source="Kurul, after the domain's reviews: facts before opinions, and no belief in old claims"
)
def judge(evidence: Evidence) -> Judgement:
    """Done if rated so and no due target is missed; else late by days or rating; else not known without a rating that
    is up to date; else at risk by rating, target or first plan; else on track. An action not due to begin is on track.
    """
    status, deciding, others = _decide(evidence)
    by_original = status
    if evidence.original is not None and evidence.original != evidence.planned:
        by_original = _decide(replace(evidence, planned=evidence.original, original=None))[0]
    return Judgement(status, deciding, others, by_original)


def _decide(evidence: Evidence) -> tuple[str, tuple[Finding, ...], tuple[Finding, ...]]:
    claim, day = evidence.believed, evidence.day
    missed_targets = tuple(targets_missed(evidence.readings))
    notes = gather(ratings_differ(claim, evidence.self_rating), values_missing(evidence.readings))
    done = tuple(rating_says(claim, DONE))
    if done:
        return (AT_RISK, missed_targets, (*done, *notes)) if missed_targets else (DONE, done, notes)
    late = gather(
        end_is_past(evidence.planned, day),
        start_is_past(evidence.planned, claim, day),
        rating_says(claim, "delayed"),
    )
    unknown = gather(
        nothing_is_reported(evidence.reported),
        nothing_is_rated(evidence.reported, evidence.claim),
        rating_is_stale(evidence.claim, evidence.missed),
        rating_says(claim, NOT_KNOWN),
        nothing_to_compare(claim, evidence.planned),
    )
    risks = gather(rating_says(claim, "at_risk"), missed_targets, original_end_is_past(evidence.original, day))
    early = tuple(is_not_due_to_begin(evidence.planned, day))
    fine = tuple(rating_says(claim, "on_schedule", "in_progress", "not_started"))
    if late:
        return LATE, late, (*risks, *unknown, *notes)
    if unknown and not early:
        return NOT_KNOWN, unknown, (*risks, *notes)
    if risks:
        return AT_RISK, risks, (*fine, *notes)
    return ON_TRACK, fine or early, notes


@dataclass(frozen=True)
class RollUp:
    """How what is served stands: the status, how many actions stand how, and the sentence that says why."""

    status: str
    counts: dict[str, int] = field(default_factory=dict)
    why: Finding = field(default_factory=lambda: Finding("monitoring.nothing_below"))

    @property
    def total(self) -> int:
        """How many actions there are."""
        return sum(self.counts.values())


@rule("monitoring.worst_of", source="GAO: 60 of 95 ratings were too rosy; averages hide what is late")
def roll_up(statuses: Iterable[str]) -> RollUp:
    """An objective, an aim, a plan or a ministry stands like the worst of its actions, always shown with the counts; it
    is done when all are, and not known when nothing is late or at risk but more than half of the open ones are unknown.
    """
    counts = Counter(statuses)
    shown = {status: counts[status] for status in STATUSES if counts[status]}
    total = sum(shown.values())
    if not total:
        return RollUp(NOT_KNOWN)
    for status in (LATE, AT_RISK):
        if counts[status]:
            return RollUp(status, shown, _share(f"monitoring.worst_is_{status}", counts[status], total))
    if counts[DONE] == total:
        return RollUp(DONE, shown, Finding("monitoring.all_done", None, {"total": total}))
    if 2 * counts[NOT_KNOWN] > total - counts[DONE]:
        return RollUp(NOT_KNOWN, shown, _share("monitoring.mostly_unknown", counts[NOT_KNOWN], total))
    return RollUp(ON_TRACK, shown, _share("monitoring.none_behind", counts[ON_TRACK], total))


@rule("monitoring.rate", source="Domain: reporting itself is what fails; so it is measured")
def rate(handed_in: int, owed: int) -> Fraction | None:
    """The reporting rate is the share of owed reports that were handed in, the on-time rate that of those handed in by
    the deadline; where nothing is owed there is no rate.
    """
    return Fraction(handed_in, owed) if owed else None


def _share(code: str, count: int, total: int) -> Finding:
    return Finding(code, None, {"count": count, "total": total})


def _is_past(bound: Bound, day: date) -> bool:
    return not bound.is_open and bound.latest <= day


def _params(reading: Reading) -> dict[str, object]:
    return {"indicator": reading.indicator, "target": reading.target, "due": reading.due}
