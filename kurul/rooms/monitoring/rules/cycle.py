"""What may not be recorded about periods, chains and reports."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kurul.kernel.rules import Finding, rule

CHAIN = "Domain: unit reports, strategy development consolidates, CIO-equivalent approves, coordinator accepts"
E115 = "2016-2019 plan, E1.1.5: progress is measured and reported in every monitoring period"

EDITABLE = ("expected", "draft", "returned")  # states in which the reporting body holds the pen
HANDED_IN = ("submitted", "consolidated", "approved", "accepted")
FIRST, LAST = "submitted", "accepted"  # what the first and the last step of every chain lead to


@dataclass(frozen=True)
class Span:
    """A period that is already recorded; a day that is not known is None."""

    code: str
    first_day: date | None
    last_day: date | None


# --- arrangements -----------------------------------------------------------------------------------------------------


@rule("monitoring.chain_not_sound", source=CHAIN)
def chain_is_sound(outcomes: Sequence[str]) -> Iterator[Finding]:
    """A chain begins with the body's submission, ends with the acceptance, and has no step twice."""
    is_sound = bool(outcomes) and outcomes[0] == FIRST and outcomes[-1] == LAST and len(set(outcomes)) == len(outcomes)
    if not is_sound or not set(outcomes) <= set(HANDED_IN):
        yield Finding("monitoring.chain_not_sound", "steps", {"steps": ", ".join(outcomes)})


@rule("monitoring.code_taken", source="Kurul: a period is known by its code, on paper and in scripts")
def code_is_free(code: str, taken: Collection[str]) -> Iterator[Finding]:
    """A period has a code that no other period of its plan has."""
    if not code.strip():
        yield Finding("monitoring.code_missing", "code")
    elif code.strip() in taken:
        yield Finding("monitoring.code_taken", "code", {"code": code.strip()})


@rule("monitoring.days_out_of_order", source=E115)
def days_are_in_order(first_day: date, last_day: date, due: date) -> Iterator[Finding]:
    """A period ends after it began, and its reports are due when it has ended."""
    if last_day < first_day:
        yield Finding("monitoring.last_before_first", "last_day")
    elif due < last_day:
        yield Finding("monitoring.due_before_end", "due")


@rule("monitoring.periods_overlap", source=E115)
def stands_apart(first_day: date, last_day: date, others: Iterable[Span]) -> Iterator[Finding]:
    """Two periods of one plan have no day in common; one of which the days are not known does not stand in the way."""
    for other in others:
        if other.first_day and other.last_day and first_day <= other.last_day and other.first_day <= last_day:
            yield Finding("monitoring.periods_overlap", "first_day", {"code": other.code})


@rule("monitoring.nobody_owes", source="Domain: actions without an owner are what reviews found first")
def somebody_owes(owed: int, without_owner: int) -> Iterator[Finding]:
    """A period is opened only when some action has a responsible body that can report."""
    if not owed:
        yield Finding("monitoring.nobody_owes", "plan", {"count": without_owner})


@rule("monitoring.nobody_new", source="Kurul: an event that changes nothing would blur the history")
def somebody_new_owes(new: int) -> Iterator[Finding]:
    """Further reports are expected only from bodies that became responsible since the period was opened."""
    if not new:
        yield Finding("monitoring.nobody_new")


@rule("monitoring.period_closed", source="Kurul: what was closed stays as it was judged")
def period_is_open(closed: bool) -> Iterator[Finding]:
    """Reports move on only while their period is open; what is written later is kept as a late draft."""
    if closed:
        yield Finding("monitoring.period_closed")


@rule("monitoring.not_due_yet", source="Kurul: nobody is shut out before the deadline")
def deadline_has_passed(day: date, due: date | None) -> Iterator[Finding]:
    """A period is closed only after the day on which its reports were due."""
    if due is not None and day <= due:
        yield Finding("monitoring.not_due_yet", None, {"due": due})


# --- what a report says -----------------------------------------------------------------------------------------------


@rule("monitoring.pen_elsewhere", source=CHAIN)
def is_editable(state: str) -> Iterator[Finding]:
    """A report is written until it is handed in, and again when it was returned."""
    if state not in EDITABLE:
        yield Finding("monitoring.pen_elsewhere")


@rule("monitoring.grade_missing", source="2016-2019 plan: progress status is one of the three measurement assets")
def has_a_grade(grade: str | None) -> Iterator[Finding]:
    """Who hands a report in rates the progress; "not known" is an answer too."""
    if grade is None:
        yield Finding("monitoring.grade_missing", "grade")


@rule("monitoring.grade_of_other_scale", source="Domain: each rating is stored with its scale and the scale's version")
def grade_fits(scale: int, scale_of_grade: int | None) -> Iterator[Finding]:
    """A rating is taken from the scale of the period."""
    if scale_of_grade is not None and scale_of_grade != scale:
        yield Finding("monitoring.grade_of_other_scale", "grade")


@rule("monitoring.text_missing", source=E115)
def says_something(text: str) -> Iterator[Finding]:
    """Who hands a report in says what was done, in words."""
    if not text.strip():
        yield Finding("monitoring.text_missing", "text")


@rule("monitoring.percent_out_of_range", source="Kurul: nothing is more than wholly done")
def percent_is_possible(percent: int | None) -> Iterator[Finding]:
    """How much is done lies between 0 and 100 per cent."""
    if percent is not None and not 0 <= percent <= 100:
        yield Finding("monitoring.percent_out_of_range", "percent")


@rule("monitoring.value_not_exact", source="Kurul: a figure comes back exactly as it was entered, on every database")
def value_is_exact(value: Decimal, *, field: str) -> Iterator[Finding]:
    """A measured value is a number of at most eleven digits before the point and four after it."""
    is_kept = value.is_finite() and abs(value) < Decimal(10) ** 11
    if not is_kept or value != value.quantize(Decimal("0.0001")):
        yield Finding("monitoring.value_not_exact", field, {"value": str(value)})


@rule("monitoring.indicator_of_other_action", source="2016-2019 plan: indicators belong to their action")
def indicator_belongs(indicator: int, of_action: Collection[int]) -> Iterator[Finding]:
    """A report gives values for the indicators of its own action only."""
    if indicator not in of_action:
        yield Finding("monitoring.indicator_of_other_action")


@rule("monitoring.link_not_web", source="Kurul: evidence is what a reader can open")
def is_web_address(url: str) -> Iterator[Finding]:
    """Evidence is linked by an address of the web."""
    if not url.startswith(("https://", "http://")):
        yield Finding("monitoring.link_not_web", "evidence", {"url": url})


@rule("monitoring.nothing_to_repeat", source="Domain: one prefilled form, “no change” in one click")
def something_to_repeat(earlier: bool) -> Iterator[Finding]:
    """“No change” can be said only where an earlier report of the body on this action was accepted."""
    if not earlier:
        yield Finding("monitoring.nothing_to_repeat")


@rule("monitoring.late_reason_missing", source="Domain: reporting itself is what fails; lateness is seen and explained")
def lateness_is_explained(day: date, due: date | None, reason: str) -> Iterator[Finding]:
    """After the deadline a report is handed in with the reason why it is late; until then it stays a late draft."""
    if is_late(day, due) and not reason.strip():
        assert due is not None
        yield Finding("monitoring.late_reason_missing", "late_reason", {"due": due})


def is_late(day: date, due: date | None) -> bool:
    """Whether the deadline has passed; one that is not known never has."""
    return due is not None and day > due


# --- the chain --------------------------------------------------------------------------------------------------------


@rule("monitoring.not_this_step", source=CHAIN)
def is_at_step(wanted: str, next_outcome: str | None) -> Iterator[Finding]:
    """Each step of the chain is taken when it is its turn."""
    if wanted != next_outcome:
        yield Finding("monitoring.not_this_step")


@rule("monitoring.not_returnable", source=CHAIN)
def can_be_returned(state: str) -> Iterator[Finding]:
    """Only what was handed in and is not accepted yet can be returned."""
    if state not in HANDED_IN or state == LAST:
        yield Finding("monitoring.not_returnable")


@rule("monitoring.reason_missing", source="Domain: the reporter sees what was returned and why")
def has_a_reason(reason: str) -> Iterator[Finding]:
    """Who returns a report says why."""
    if not reason.strip():
        yield Finding("monitoring.reason_missing", "reason")


@rule("monitoring.not_rateable", source="Domain: self-rating beside independent rating")
def can_be_rated(state: str) -> Iterator[Finding]:
    """The reviewer rates what was handed in."""
    if state not in HANDED_IN:
        yield Finding("monitoring.not_rateable")


@rule("monitoring.nobody_to_remind", source="Kurul: a reminder that reaches nobody is none")
def somebody_is_behind(owing: int) -> Iterator[Finding]:
    """A reminder goes to bodies that have not handed their reports in."""
    if not owing:
        yield Finding("monitoring.nobody_to_remind")


@rule("monitoring.done_stays_done", source="Kurul: report only what can still change")
def owes_no_more(meaning: str | None) -> bool:
    """For an action whose last accepted report rates it as done, no further reports are owed."""
    return meaning == "done"
