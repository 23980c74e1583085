"""What may not be recorded about bodies and units."""

import re
from collections.abc import Collection, Iterator, Mapping

from kurul.kernel.rules import Finding, rule
from kurul.kernel.temporal.bounds import Bound, Period


@rule("organisations.end_before_start", source="Kurul: a period must contain at least one possible day")
def period_is_possible(period: Period, *, field: str = "end") -> Iterator[Finding]:
    """What ends does so after it began."""
    if not period.is_possible:
        params = {"start": period.start, "end": period.end}
        yield Finding("organisations.end_before_start", field, params)


@rule("organisations.name_missing", source="W3C ORG / CPOV: an organisation has at least one preferred label")
def has_a_name(texts: Mapping[str, str]) -> Iterator[Finding]:
    """A body or unit has a name in at least one language."""
    if not texts:
        yield Finding("organisations.name_missing", "name")


@rule("organisations.parent_cycle", source="W3C ORG: org:hasSubOrganization is a hierarchy")
def is_not_under_itself(organisation: int, ancestors_of_parent: Collection[int]) -> Iterator[Finding]:
    """Nothing stands, on any day, under itself or under what stands under it."""
    if organisation in ancestors_of_parent:
        yield Finding("organisations.parent_cycle", "parent")


@rule("organisations.parent_missing", source="Kurul: whoever stands under a body does so only while it exists")
def parent_exists(parent: Period | None, placed: Bound) -> Iterator[Finding]:
    """The parent exists, or may exist, on the day on which something is placed under it."""
    if parent is None or _certainly_absent(parent, placed):
        yield Finding("organisations.parent_missing", "parent", {"day": placed})


@rule("organisations.not_existing", source="Kurul: nothing changes about a body that does not exist")
def exists_on(existence: Period | None, day: Bound) -> Iterator[Finding]:
    """What is changed exists, or may exist, on the day of the change."""
    if existence is None or _certainly_absent(existence, day):
        yield Finding("organisations.not_existing", "day", {"day": day})


@rule("organisations.nothing_changes", source="Kurul: a change that changes nothing would blur the history")
def something_changes(before: object, after: object, *, field: str) -> Iterator[Finding]:
    """A change leaves something different from what it was."""
    if before == after:
        yield Finding("organisations.nothing_changes", field)


@rule("organisations.change_not_inside", source="Kurul: two changes of one day are one change")
def begins_inside(running: Period | None, at: Bound) -> Iterator[Finding]:
    """A change takes effect after what it replaces began and before that ends."""
    if running is None or not (Period(running.start, at).is_possible and Period(at, running.end).is_possible):
        yield Finding("organisations.change_not_inside", "day", {"day": at})


@rule("organisations.reason_missing", source="Kurul: whoever corrects says why, so that the history can be trusted")
def has_a_reason(reason: str) -> Iterator[Finding]:
    """A correction states its reason."""
    if not reason.strip():
        yield Finding("organisations.reason_missing", "reason")


@rule("organisations.has_living_parts", source="Kurul: parts are moved or abolished before their body is")
def leaves_no_parts(living_parts: int, day: Bound) -> Iterator[Finding]:
    """A body is abolished only when nothing stands under it any more."""
    if living_parts:
        yield Finding("organisations.has_living_parts", "day", {"count": living_parts, "day": day})


@rule("organisations.periods_overlap", source="Kurul: of one sort a body has one at a time")
def do_not_overlap(earlier: Period, later: Period) -> Iterator[Finding]:
    """Two entries of one sort about one body never certainly hold on the same day."""
    if earlier.certainly_overlaps(later):
        yield Finding("organisations.periods_overlap", None, {"one": earlier, "other": later})


@rule("organisations.too_long", source="Kurul: a text that does not fit is shortened by its owner, never by a program")
def fits(text: str, longest: int) -> Iterator[Finding]:
    """A number or an abbreviation is no longer than its column."""
    if len(text) > longest:
        yield Finding("organisations.too_long", None, {"text": text[:40], "longest": longest})


@rule("organisations.number_missing", source="Kurul: without a number a later file cannot find the body again")
def is_a_number(value: str) -> Iterator[Finding]:
    """A number or key is not empty."""
    if not value.strip():
        yield Finding("organisations.number_missing", "key")


@rule("organisations.scheme_not_valid", source="Kurul: a scheme is named by a short code")
def is_a_scheme(scheme: str) -> Iterator[Finding]:
    """The code of a scheme has at most 60 letters without accents, digits, hyphens and underscores."""
    if not _SCHEME.fullmatch(scheme):
        yield Finding("organisations.scheme_not_valid", "key", {"scheme": scheme})


_SCHEME = re.compile(r"[A-Za-z0-9_-]{1,60}")


def _certainly_absent(existence: Period, day: Bound) -> bool:
    return day.latest < existence.start.earliest or day.earliest >= existence.end.latest
