"""What may not be recorded about persons, their names and their accounts."""

from collections.abc import Iterable, Iterator
from itertools import pairwise

from kurul.kernel.rules import Finding, rule
from kurul.kernel.temporal.bounds import Bound, Certainty, Period

MINIMISED = "GDPR article 5(1)(c) and Law 6698 article 4: personal data are limited to what is needed, and accurate"


@rule("people.name_missing", source="Popolo: a person has a name")
def has_a_given_name(given_name: str) -> Iterator[Finding]:
    """A person has a given name; a family name is not common to all peoples."""
    if not given_name.strip():
        yield Finding("people.name_missing", "given_name")


@rule("people.name_not_a_name", source=MINIMISED)
def is_a_name(text: str, *, field: str) -> Iterator[Finding]:
    """A name holds no digits and no e-mail address: numbers of identity cards and the like are not kept here."""
    if any(character.isdigit() or character == "@" for character in text):
        yield Finding("people.name_not_a_name", field)


@rule("people.end_before_start", source="Kurul: a period must contain at least one possible day")
def period_is_possible(period: Period, *, field: str = "end") -> Iterator[Finding]:
    """What ends does so after it began."""
    if not period.is_possible:
        yield Finding("people.end_before_start", field, {"start": period.start, "end": period.end})


@rule("people.change_not_inside", source="Kurul: two changes of one day are one change")
def begins_inside(running: Period | None, at: Bound) -> Iterator[Finding]:
    """A change takes effect after what it replaces began and before that ends."""
    if running is None or not (Period(running.start, at).is_possible and Period(at, running.end).is_possible):
        yield Finding("people.change_not_inside", "day", {"day": at})


@rule("people.not_held_then", source="Kurul: only what is held can be corrected")
def is_held_on(running: Period | None, day: Bound) -> Iterator[Finding]:
    """What is corrected holds, or may hold, on the day that is named."""
    if running is None or running.on(day.latest) is Certainty.NO:
        yield Finding("people.not_held_then", "day", {"day": day})


@rule("people.nothing_changes", source="Kurul: a change that changes nothing would blur the history")
def something_changes(before: object, after: object) -> Iterator[Finding]:
    """A change leaves something different from what it was."""
    if before == after:
        yield Finding("people.nothing_changes", "given_name")


@rule("people.reason_missing", source=MINIMISED)
def has_a_reason(reason: str) -> Iterator[Finding]:
    """Whoever corrects personal data says why it was wrong."""
    if not reason.strip():
        yield Finding("people.reason_missing", "reason")


@rule("people.account_taken", source="ISO/IEC 27002:2022, 5.16 Identity management: an identity belongs to one person")
def account_is_free(period: Period, links_of_account: Iterable[Period]) -> Iterator[Finding]:
    """On one day an account belongs to one person."""
    if any(period.certainly_overlaps(other) for other in links_of_account):
        yield Finding("people.account_taken", "account")


@rule("people.has_an_account", source="ISO/IEC 27002:2022, 5.16 Identity management: one person, one identity")
def person_has_no_other(period: Period, links_of_person: Iterable[Period]) -> Iterator[Finding]:
    """On one day a person acts through one account."""
    if any(period.certainly_overlaps(other) for other in links_of_person):
        yield Finding("people.has_an_account", "account")


@rule("people.account_closed", source="ISO/IEC 27002:2022, 5.18 Access rights")
def account_is_open(is_active: bool) -> Iterator[Finding]:
    """Nothing is given to an account that was closed."""
    if not is_active:
        yield Finding("people.account_closed", "account")


@rule("people.ends_earlier", source="Kurul: to prolong a link is to enter it anew")
def ends_earlier(period: Period, at: Bound) -> Iterator[Finding]:
    """Ending the link between a person and an account shortens it."""
    if not (Period(period.start, at).is_possible and at.latest < period.end.earliest):
        yield Finding("people.ends_earlier", "day", {"day": at})


@rule("people.identity_number", source=MINIMISED)
def is_no_identity_number(is_one: bool) -> Iterator[Finding]:
    """The number that a state gives to a person is not kept; keys of published sources may be."""
    if is_one:
        yield Finding("people.identity_number", "identifier")


@rule("people.identifier_missing", source="Popolo: an identifier has a value, and a scheme in which it is unique")
def has_an_identifier(scheme: str, value: str) -> Iterator[Finding]:
    """A person from a file has a key by which its next edition finds the person again."""
    if not scheme.strip() or not value.strip():
        yield Finding("people.identifier_missing", "identifier")


@rule("people.identifier_taken", source="Popolo: identifiers issued to one person are not another's")
def identifier_is_free(scheme: str, value: str, holder: int | None, person: int | None) -> Iterator[Finding]:
    """An identifier belongs to one person; `holder` has it so far, `person` (None: a new one) shall have it."""
    if holder is not None and holder != person:
        yield Finding("people.identifier_taken", "identifier", {"scheme": scheme})


@rule("people.names_overlap", source="Kurul: on one day a person is called one way")
def names_follow_each_other(periods: Iterable[Period]) -> Iterator[Finding]:
    """No two names of one person certainly hold on the same day."""
    certain = sorted((p for p in periods if p.is_certain_somewhere), key=lambda p: (p.start.latest, p.end.earliest))
    if any(one.certainly_overlaps(other) for one, other in pairwise(certain)):
        yield Finding("people.names_overlap", "period")


@rule("people.name_too_long", source="Kurul: what a letter's address can hold")
def is_short_enough(text: str, most: int, *, field: str) -> Iterator[Finding]:
    """A part of a name is not longer than a letter's address can hold."""
    if len(text) > most:
        yield Finding("people.name_too_long", field, {"most": most})
