"""What may not be recorded about posts and their holders, and what is odd about it."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from kurul.kernel.rules import Finding, rule
from kurul.kernel.temporal.bounds import FAR, Bound, Certainty, Period

SUBSTANTIVE, ACTING, SUBSTITUTE = "substantive", "acting", "substitute"


@dataclass(frozen=True)
class Held:
    """One appointment to a post as the rules see it: who (by name too), as what, when."""

    person: int
    name: str
    capacity: str
    period: Period
    place: int = 1
    absence: str = ""


# --- posts ------------------------------------------------------------------------------------------------------------


@rule("positions.end_before_start", source="Kurul: a period must contain at least one possible day")
def period_is_possible(period: Period, *, field: str = "period") -> Iterator[Finding]:
    """What ends does so after it began."""
    if not period.is_possible:
        params = {"start": period.start, "end": period.end}
        yield Finding("positions.end_before_start", field, params)


@rule("positions.title_missing", source="Popolo: a post has a label")
def has_a_title(texts: Mapping[str, str]) -> Iterator[Finding]:
    """A post has a title in at least one language."""
    if not texts:
        yield Finding("positions.title_missing", "title")


@rule("positions.no_places", source="Kurul: a post that nobody may hold is none")
def has_a_place(holders_allowed: int) -> Iterator[Finding]:
    """At least one person may hold a post."""
    if holders_allowed < 1:
        yield Finding("positions.no_places", "holders_allowed")


@rule("positions.organisation_missing", source="W3C ORG: org:postIn ties a post to an organisation that exists")
def organisation_exists(existence: Collection[Period], day: Bound) -> Iterator[Finding]:
    """The organisation exists, or may exist, on the day on which the post belongs to it."""
    if all(is_certainly_outside(period, day) for period in existence):
        yield Finding("positions.organisation_missing", "organisation", {"day": day})


@rule("positions.post_missing", source="Kurul: nothing changes about a post that does not exist")
def post_exists_on(existence: Period | None, day: Bound) -> Iterator[Finding]:
    """What is changed about a post is changed while it exists, or may exist."""
    if existence is None or is_certainly_outside(existence, day):
        yield Finding("positions.post_missing", "day", {"day": day})


@rule("positions.change_not_inside", source="Kurul: two changes of one day are one change")
def begins_inside(running: Period | None, at: Bound) -> Iterator[Finding]:
    """A change takes effect after what it replaces began and before that ends."""
    if running is None or not (Period(running.start, at).is_possible and Period(at, running.end).is_possible):
        yield Finding("positions.change_not_inside", "day", {"day": at})


@rule("positions.nothing_changes", source="Kurul: a change that changes nothing would blur the history")
def something_changes(before: object, after: object, *, field: str) -> Iterator[Finding]:
    """A change leaves something different from what it was."""
    if before == after:
        yield Finding("positions.nothing_changes", field)


@rule("positions.reason_missing", source="Kurul: whoever corrects says why, so that the history can be trusted")
def has_a_reason(reason: str) -> Iterator[Finding]:
    """A correction and a withdrawal state their reason."""
    if not reason.strip():
        yield Finding("positions.reason_missing", "reason")


@rule("positions.still_held", source="Kurul: whoever holds a post is told when it goes")
def nobody_holds_after(held: Collection[Held], day: Bound) -> Iterator[Finding]:
    """A post is abolished only when every appointment to it has ended by then."""
    for one in held:
        if one.period.end.latest > day.latest:
            yield Finding("positions.still_held", "day", {"name": one.name, "day": day})


@rule("positions.identifier_missing", source="Popolo: an identifier has a value, and a scheme in which it is unique")
def has_an_identifier(scheme: str, value: str) -> Iterator[Finding]:
    """A post from a file has a key by which its next edition finds the post again."""
    if not scheme.strip() or not value.strip():
        yield Finding("positions.identifier_missing", "identifier")


@rule("positions.identifier_taken", source="Popolo: identifiers issued to one post are not another's")
def identifier_is_free(scheme: str, value: str, holder: int | None, post: int | None) -> Iterator[Finding]:
    """An identifier belongs to one post; `holder` has it so far, `post` (None: a new one) shall have it."""
    if holder is not None and holder != post:
        yield Finding("positions.identifier_taken", "identifier", {"scheme": scheme, "value": value})


# --- appointments -----------------------------------------------------------------------------------------------------


@rule("positions.outside_post", source="Kurul: nobody holds a post before it was established or after it was abolished")
def lies_within_post(existence: Period | None, period: Period) -> Iterator[Finding]:
    """An appointment lies within the existence of its post, as far as both are known."""
    if existence is None:
        yield Finding("positions.outside_post", "period", {"post": "?"})
    elif period.start.latest < existence.start.earliest or _ends_later(period, existence):
        yield Finding("positions.outside_post", "period", {"post": existence})


@rule("positions.end_not_inside", source="Kurul: an end that lies outside what ends would say nothing")
def ends_inside(running: Period, day: Bound) -> Iterator[Finding]:
    """An appointment ends after it began, and before the end that was recorded for it so far."""
    if day.is_open or not (Period(running.start, day).is_possible and Period(day, running.end).is_possible):
        yield Finding("positions.end_not_inside", "last_day", {"start": running.start, "end": running.last_day})


@rule("positions.already_held", source="Popolo: Membership; the post says how many persons may hold it at a time")
@rule("positions.already_held_then", source="As positions.already_held, for a holder who has left or will leave")
def leaves_a_place(held: Collection[Held], period: Period, holders_allowed: int) -> Iterator[Finding]:
    """A post never has more substantive holders on one day than it has places."""
    others = [one for one in held if one.capacity == SUBSTANTIVE and one.period.certainly_overlaps(period)]
    if free_place(others, period, holders_allowed) is None:
        code = "positions.already_held" if others[0].period.end.is_open else "positions.already_held_then"
        yield Finding(code, "period", _who_and_when(others[0]))


@rule("positions.already_acting", source="Kurul: one person acts for a post at a time, so that it is clear who decides")
def nobody_else_acts(held: Collection[Held], period: Period, holders_allowed: int) -> Iterator[Finding]:
    """Not more persons act for a post on one day than it has places."""
    others = [one for one in held if one.capacity == ACTING and one.period.certainly_overlaps(period)]
    if free_place(others, period, holders_allowed) is None:
        yield Finding("positions.already_acting", "period", _who_and_when(others[0]))


@rule("positions.still_acting", source="Kurul: acting for a vacancy ends when the vacancy does")
def nobody_acts_for_vacancy(held: Collection[Held], period: Period) -> Iterator[Finding]:
    """Nobody acts for a vacant post on a day on which it is held substantively."""
    for one in held:
        if one.capacity == ACTING and not one.absence and one.period.certainly_overlaps(period):
            yield Finding("positions.still_acting", "period", _who_and_when(one))


@rule(
    "positions.acting_beside_holder",
    source="Law 657 on Civil Servants, art. 86 (general knowledge, not in the reference files): somebody acts for a "
    "post that is vacant or whose holder is absent",
)
def acts_for_vacancy_or_absence(
    held: Collection[Held], period: Period, holders_allowed: int, absence: str
) -> Iterator[Finding]:
    """Whoever acts does so for a vacant post, or while its holder is absent for a stated cause."""
    others = [one for one in held if one.capacity == SUBSTANTIVE and one.period.certainly_overlaps(period)]
    if not absence and len(others) >= holders_allowed:
        yield Finding("positions.acting_beside_holder", "absence", _who_and_when(others[0]))


@rule("positions.absence_without_acting", source="Kurul: an absence is stated where somebody acts because of it")
def absence_fits_capacity(capacity: str, absence: str) -> Iterator[Finding]:
    """Only who acts, acts because a holder is absent."""
    if absence and capacity != ACTING:
        yield Finding("positions.absence_without_acting", "absence")


@rule("positions.holds_it_already", source="Kurul: one person holds one post in one capacity at a time")
def not_twice_in_one_post(held: Collection[Held], person: int, capacity: str, period: Period) -> Iterator[Finding]:
    """Nobody holds the same post twice on one day; a named substitute may act for it."""
    for one in held:
        clash = one.capacity == capacity or SUBSTITUTE not in (one.capacity, capacity)
        if one.person == person and clash and one.period.certainly_overlaps(period):
            yield Finding("positions.holds_it_already", "person", _who_and_when(one))


@rule("positions.holds_elsewhere", source="Kurul: shown, not refused, because some posts may be combined by law")
def holds_other_posts(elsewhere: Mapping[str, Period], period: Period) -> Iterator[Finding]:
    """Whoever holds two posts substantively on one day is pointed out."""
    for post, other in elsewhere.items():
        if other.certainly_overlaps(period):
            yield Finding("positions.holds_elsewhere", "person", {"post": post})


@rule("positions.instrument_missing", source="Kurul: shown, not refused; many acts of appointment are not published")
def rests_on_an_instrument(has_instrument: bool) -> Iterator[Finding]:
    """An appointment rests on an instrument."""
    if not has_instrument:
        yield Finding("positions.instrument_missing", "instrument")


def free_place(others: Collection[Held], period: Period, places: int) -> int | None:
    """The lowest place that nobody of the same capacity takes in the period; None when all are taken."""
    taken = {one.place for one in others if one.period.certainly_overlaps(period)}
    return next((place for place in range(1, places + 1) if place not in taken), None)


def _who_and_when(one: Held) -> dict[str, Any]:
    return {"name": one.name, "start": one.period.start, "end": one.period.last_day}


def is_certainly_outside(existence: Period, day: Bound) -> bool:
    """Whether the day, however imprecise, cannot lie in the period."""
    return all(existence.on(edge) is Certainty.NO for edge in (day.earliest, day.latest))


def _ends_later(period: Period, existence: Period) -> bool:
    """Whether the period ends after the existence for certain; an end that is not known does not."""
    if existence.end.is_open or existence.end.latest == FAR:
        return False
    return period.end.earliest > existence.end.latest
