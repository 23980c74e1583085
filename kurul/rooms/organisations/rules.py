"""What may not be recorded about bodies and units."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

from stdnum import lei
from stdnum.fr import siren, siret
from stdnum.tr import vkn

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
def parent_exists(parent: Period | None, placed: Bound, *, field: str = "parent") -> Iterator[Finding]:
    """The parent exists, or may exist, on the day on which something is placed under it."""
    if parent is None or _certainly_absent(parent, placed):
        yield Finding("organisations.parent_missing", field, {"day": placed})


@rule("organisations.parent_ends", source="Kurul: whoever stands under a body does so only while it exists")
def parent_outlasts(parent: Period | None, until: Bound, *, field: str = "parent") -> Iterator[Finding]:
    """A parent whose end is recorded already does not end before what is placed under it."""
    if parent is not None and parent.end.latest < until.earliest:
        yield Finding("organisations.parent_ends", field, {"end": parent.end})


@rule("organisations.not_existing", source="Kurul: nothing changes about a body that does not exist")
def exists_on(existence: Period | None, day: Bound) -> Iterator[Finding]:
    """What is changed exists, or may exist, on the day of the change."""
    if existence is None or _certainly_absent(existence, day):
        yield Finding("organisations.not_existing", "day", {"day": day})


@rule("organisations.nothing_changes", source="Kurul: a change that changes nothing would blur the history")
def something_changes(before: object, after: object, *, field: str | None) -> Iterator[Finding]:
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
    """A correction states its reason; so does what is withdrawn, taken back or given up."""
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


@rule("organisations.same_body_twice", source="Kurul: a body is no second one beside itself")
def are_different(bodies: Sequence[int], *, field: str) -> Iterator[Finding]:
    """Bodies that take part in one change are different ones."""
    if len(set(bodies)) < len(bodies):
        yield Finding("organisations.same_body_twice", field)


@rule("organisations.too_few_to_merge", source="W3C ORG: org:ChangeEvent, a merger has several original organizations")
def merges_several(bodies: int) -> Iterator[Finding]:
    """It takes at least two bodies to merge, or to absorb one."""
    if bodies < 2:
        yield Finding("organisations.too_few_to_merge", "others")


@rule("organisations.too_few_after_split", source="W3C ORG: org:ChangeEvent, a split has several results")
def splits_into_several(bodies: int) -> Iterator[Finding]:
    """After a split there are at least two bodies, the one that goes on among them."""
    if bodies < 2:
        yield Finding("organisations.too_few_after_split", "into")


@rule("organisations.part_without_home", source="Kurul: parts are moved or abolished before their body is")
def all_have_a_home(without: int) -> Iterator[Finding]:
    """When a body is split and ends, it is said of each of its parts under which of the new bodies it stands."""
    if without:
        yield Finding("organisations.part_without_home", "homes", {"count": without})


@rule("organisations.nothing_transferred", source="Kurul: a change that changes nothing would blur the history")
def transfers_something(units: int, functions: str) -> Iterator[Finding]:
    """A transfer names the units or the functions that are transferred."""
    if not units and not functions.strip():
        yield Finding("organisations.nothing_transferred", "units")


@rule("organisations.unit_elsewhere", source="Kurul: nobody gives away what is another's")
def stands_under(unit: int, below: Collection[int]) -> Iterator[Finding]:
    """What a body transfers stands under it on that day."""
    if unit not in below:
        yield Finding("organisations.unit_elsewhere", "units")


@rule("organisations.built_upon", source="Kurul: history is taken back from its end, so that it never has a hole")
def nothing_builds_upon(wrote_as_it_stands: bool, *, field: str = "reason") -> Iterator[Finding]:
    """A change is corrected or withdrawn only while what it wrote stands as it wrote it."""
    if not wrote_as_it_stands:
        yield Finding("organisations.built_upon", field)


@rule("organisations.still_mentioned", source="Kurul: what is mentioned elsewhere cannot never have been")
def nothing_mentions(mentions: Sequence[str]) -> Iterator[Finding]:
    """The founding of a body is withdrawn only when nothing else is recorded about it."""
    if mentions:
        yield Finding("organisations.still_mentioned", "reason", {"what": "; ".join(mentions)})


@rule("organisations.is_consequence", source="Kurul: a consequence is corrected with what caused it")
def is_no_consequence(is_caused: bool) -> Iterator[Finding]:
    """What happened because of another change is corrected and withdrawn with that one."""
    if is_caused:
        yield Finding("organisations.is_consequence", "reason")


@rule("organisations.overlaps", source="Kurul: of one sort of fact one holds on a day")
def overlaps_no_other(others: Iterable[Period], period: Period, *, field: str = "first_day") -> Iterator[Finding]:
    """An entry does not hold on a day on which another of its sort certainly holds."""
    for other in others:
        if period.certainly_overlaps(other):
            yield Finding("organisations.overlaps", field, {"start": other.start, "end": other.end})
            return


@rule("organisations.day_of_event", source="Kurul: a fact and the change that brought it bear the same day")
def day_is_of_no_event(period: Period, corrected: Period, event_days: Collection[Bound]) -> Iterator[Finding]:
    """Where an entry begins or ends by a recorded change, its day is corrected at that change."""
    if corrected.start != period.start and period.start in event_days:
        yield Finding("organisations.day_of_event", "first_day", {"day": period.start})
    if corrected.end != period.end and period.end in event_days:
        yield Finding("organisations.day_of_event", "last_day", {"day": period.end})


@rule("organisations.counts_nothing", source="Kurul: a rule that nothing fits answers nothing")
def counts_something(kinds: int, expected_of: int) -> Iterator[Finding]:
    """A rule on units names at least one kind that counts, and one kind of body that should have one."""
    if not kinds:
        yield Finding("organisations.counts_nothing", "kinds")
    if not expected_of:
        yield Finding("organisations.counts_nothing", "expected_of")


@rule("organisations.group_counts_nothing", source="Kurul: a group of nothing counts nothing")
def groups_something(kinds: int) -> Iterator[Finding]:
    """A group of kinds has at least one kind."""
    if not kinds:
        yield Finding("organisations.group_counts_nothing", "kinds")


@rule("organisations.kind_in_other_group", source="Kurul: what is counted twice makes every total wrong")
def is_in_no_other_group(taken: Iterable[tuple[str, str]]) -> Iterator[Finding]:
    """A kind is counted in one group. `taken`: the kinds that are counted in another one, with its name."""
    for kind, group in taken:
        yield Finding("organisations.kind_in_other_group", "kinds", {"kind": kind, "group": group})


@rule("organisations.code_taken", source="Kurul: a code names one thing")
def code_is_free(is_taken: bool) -> Iterator[Finding]:
    """A new group bears a code that no other bears."""
    if is_taken:
        yield Finding("organisations.code_taken", "code")


@rule("organisations.no_lines", source="Kurul: an entry that enters nothing is none")
def has_lines(lines: int) -> Iterator[Finding]:
    """A file of units has at least one line."""
    if not lines:
        yield Finding("organisations.no_lines", "lines")


# --- reorganisations ----------------------------------------------------------------------------------------------


@rule("organisations.not_a_draft", source="Kurul: what was applied or withdrawn is history")
def is_a_draft(is_draft: bool) -> Iterator[Finding]:
    """Only a draft is changed, applied or withdrawn."""
    if not is_draft:
        yield Finding("organisations.not_a_draft")


@rule("organisations.no_steps", source="Kurul: a change that changes nothing would blur the history")
def has_steps(steps: int) -> Iterator[Finding]:
    """A reorganisation that is applied has at least one step."""
    if not steps:
        yield Finding("organisations.no_steps")


@rule("organisations.no_neighbour", source="Kurul: steps have one order")
def has_a_neighbour(place: int, steps: int) -> Iterator[Finding]:
    """A step goes earlier unless it is the first, and later unless it is the last. `place`: where it would come."""
    if not 0 <= place < steps:
        yield Finding("organisations.no_neighbour")


@rule("organisations.step_needs_other", source="Kurul: what names a body comes after what makes it")
def needs_nothing_of(step: int, needed: Collection[int], other: int) -> Iterator[Finding]:
    """A step comes before another one only if it names no body that the other one makes."""
    if other in needed:
        yield Finding("organisations.step_needs_other", None, {"step": step, "other": other})


@rule("organisations.changed_since_draft", source="Kurul: who decides on a draft decides on what it was drafted about")
def unchanged_since_draft(
    drafted: Sequence[tuple[int, int, int]], now: Mapping[int, int], names: Mapping[int, str]
) -> Iterator[Finding]:
    """No body changed since the step about it was drafted. `drafted`: (step, body, version of the body then)."""
    for step, body, version in drafted:
        if now.get(body) != version:
            params = {"step": step, "name": names.get(body, f"#{body}")}
            yield Finding("organisations.changed_since_draft", None, params)


@rule("organisations.not_applied", source="Kurul: what never took effect has nothing to take back")
def is_applied(is_applied: bool) -> Iterator[Finding]:
    """Only a reorganisation that was applied, and not taken back since, is taken back."""
    if not is_applied:
        yield Finding("organisations.not_applied")


ONCE_A_DAY = frozenset({"renamed", "moved", "reclassified"})  # what a body undergoes once on a day, or not at all


@rule("organisations.steps_contradict", source="Kurul: two changes of one day are one change")
def steps_agree(
    steps: Sequence[tuple[int, str, tuple[frozenset[int], frozenset[int]]]], names: Mapping[int, str]
) -> Iterator[Finding]:
    """No step is about a body that another one ends, and none does to a body what another does already.

    `steps`: (number, kind, (the bodies it is about, those of them that it ends)).
    """
    for index, (first, kind, (about, ends)) in enumerate(steps):
        for second, other_kind, (other_about, other_ends) in steps[index + 1 :]:
            ended_first = ends & other_about
            ended_later = about & other_ends if kind != "transferred" else frozenset()  # what was given away is no loss
            twice = about & other_about if kind == other_kind and kind in ONCE_A_DAY else frozenset()
            for body in sorted(ended_first | ended_later | twice):
                params = {"first": first, "second": second, "name": names.get(body, f"#{body}")}
                yield Finding("organisations.steps_contradict", None, params)


# --- numbers and codes ------------------------------------------------------------------------------------------------

CROCKFORD = "0123456789abcdefghjkmnpqrstvwxyz"  # base 32 without i, l, o and u, which are misread


def _is_ror(value: str) -> bool:
    """0, six characters of Crockford's base 32 for a number, and two check digits over it by ISO 7064 mod 97-10."""
    body, digits = value[1:-2], value[-2:]
    if len(value) != 9 or value[0] != "0" or not digits.isdecimal() or not set(body) <= set(CROCKFORD):
        return False
    number = sum(CROCKFORD.index(sign) * 32**place for place, sign in enumerate(reversed(body)))
    return int(digits) == 98 - number * 100 % 97


ADDRESSES = ("https://", "http://", "urn:")

# By the code that a scheme names: how a number is written in one way, and whether its check digits or form fit.
CHECKS: Mapping[str, tuple[Callable[[str], str], Callable[[str], bool]]] = {
    "lei": (lei.compact, lei.is_valid),
    "ror": (lambda value: value.strip().lower().removeprefix("https://").removeprefix("ror.org/"), _is_ror),
    "siren": (siren.compact, siren.is_valid),
    "siret": (siret.compact, siret.is_valid),
    "vkn": (vkn.compact, vkn.is_valid),
    "web-address": (str.strip, lambda value: value.startswith(ADDRESSES) and not any(map(str.isspace, value))),
    "eight-digits": (str.strip, lambda value: len(value) == 8 and value.isascii() and value.isdecimal()),
}


def compact(check_rule: str, value: str) -> str:
    """The number as it is kept: without the spaces, cases and addresses with which people write it."""
    return CHECKS[check_rule][0](value) if check_rule in CHECKS else value.strip()


def address_of(uri_template: str, value: str) -> str:
    """The address of a number by the template of its scheme; empty where it has none that is safe to follow."""
    found = uri_template.replace("{value}", value) if uri_template else ""
    return found if found.startswith(ADDRESSES) else ""


@rule("organisations.identifier_missing", source="Kurul: an empty number identifies nothing")
def has_a_value(value: str) -> Iterator[Finding]:
    """A number or code has at least one sign."""
    if not value:
        yield Finding("organisations.identifier_missing", "value")


@rule(
    "organisations.check_digits_wrong",
    source="ISO 17442 (LEI) and ISO 7064 mod 97-10; ROR, ror-api generate_ror_id; SIREN and SIRET by ISO 7812 (Luhn)",
)
def check_digits_fit(check_rule: str, value: str) -> Iterator[Finding]:
    """A number whose scheme has check digits, or a fixed form, bears the right ones. `value` is compact."""
    if check_rule in CHECKS and value and not CHECKS[check_rule][1](value):
        yield Finding("organisations.check_digits_wrong", "value", {"value": value})


@rule("organisations.check_not_known", source="Kurul: what is to be checked can be checked")
def check_is_known(check_rule: str) -> Iterator[Finding]:
    """A scheme names a check that there is, or none."""
    if check_rule and check_rule not in CHECKS:
        yield Finding("organisations.check_not_known", "check_rule", {"known": ", ".join(CHECKS)})


@rule("organisations.uri_without_value", source="W3C ORG: org:identifier, dereferenced by a URI template")
def template_has_a_value(uri_template: str) -> Iterator[Finding]:
    """The address template of a scheme is a web address with a place for the number, or the number itself."""
    if uri_template and not ("{value}" in uri_template and uri_template.startswith((*ADDRESSES, "{value}"))):
        yield Finding("organisations.uri_without_value", "uri_template")


@rule("organisations.identifier_taken", source="W3C ORG: an identifier identifies one organization")
def belongs_to_no_other(holders: Sequence[str]) -> Iterator[Finding]:
    """On any day a number in a scheme belongs to one body. `holders` are the names of others that bear it then."""
    if holders:
        yield Finding("organisations.identifier_taken", "value", {"holder": holders[0]})


def _certainly_absent(existence: Period, day: Bound) -> bool:
    return day.latest < existence.start.earliest or day.earliest >= existence.end.latest
