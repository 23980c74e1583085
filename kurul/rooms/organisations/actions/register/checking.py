"""Whether a body, as a source gives it, can be entered; all that can be seen without other bodies."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any

from kurul.kernel.imports.rules import holds_no_controls, is_an_address
from kurul.kernel.rules import Finding
from kurul.kernel.temporal.bounds import Period
from kurul.rooms.organisations import rules
from kurul.rooms.organisations.actions.register.classes import Schemes
from kurul.rooms.organisations.actions.register.said import Body, Said

Problem = tuple[int, Finding]  # the row it concerns, and what is wrong there

LONGEST_NUMBER, LONGEST_ABBREVIATION = 400, 60


def problems(body: Body, kinds: Collection[str], levels: Collection[str], schemes: Schemes) -> list[Problem]:
    """What stands against entering the body."""
    found: list[Problem] = []
    if not body.exists:
        found.append((body.row, Finding("organisations.period_missing", "start")))
    for period in body.exists:
        found.extend((body.row, finding) for finding in rules.period_is_possible(period))
    if not body.names:
        found.extend((body.row, finding) for finding in rules.has_a_name({}))
    for said in body.names:
        found.extend((said.row or body.row, finding) for finding in rules.has_a_name(said.name))
        found.extend((said.row or body.row, f) for f in rules.fits(said.abbreviation, LONGEST_ABBREVIATION))
        texts = (*said.name.values(), said.abbreviation)
        found.extend((said.row or body.row, finding) for finding in holds_no_controls(texts, field="name"))
    found.extend((body.row, finding) for finding in holds_no_controls((*body.role_note.values(), body.source)))
    found.extend(_classes(body, kinds, levels))
    found.extend(_numbers(body, schemes))
    for group in _alike(body, schemes.several):
        found.extend(_periods(body, group))
    return found


def _classes(body: Body, kinds: Collection[str], levels: Collection[str]) -> Iterator[Problem]:
    for said in body.classes:
        if said.kind not in kinds:
            yield said.row or body.row, Finding("organisations.class_not_known", "kind", {"code": said.kind})
        if said.level and said.level not in levels:
            yield said.row or body.row, Finding("organisations.class_not_known", "level", {"code": said.level})


def _numbers(body: Body, schemes: Schemes) -> Iterator[Problem]:
    given: list[tuple[str, str, int]] = [(*body.key, body.row)]
    given += [(said.scheme, said.value, said.row or body.row) for said in body.numbers or ()]
    for scheme, value, row in given:
        findings = [*rules.is_a_number(value), *rules.fits(value, LONGEST_NUMBER), *rules.is_a_scheme(scheme)]
        findings += [*is_an_address(scheme, value), *holds_no_controls((value,), field="key")]
        if scheme in schemes.checks:
            findings += rules.check_digits_fit(schemes.checks[scheme], value)
        for finding in findings:
            yield row, finding


def _alike(body: Body, several: Collection[str]) -> Iterator[Sequence[tuple[Said | None, Period]]]:
    """The sayings of which no two may hold on one day, each with its periods."""

    def spread(sayings: Iterable[Said]) -> list[tuple[Said | None, Period]]:
        return [(said, period) for said in sayings for period in _periods_of(body, said)]

    yield [(None, period) for period in body.exists]
    yield spread(body.names)
    yield spread(body.classes)
    yield spread(body.places or ())
    groups: defaultdict[Any, list[Said]] = defaultdict(list)
    for affiliation in body.affiliations or ():
        groups[affiliation.parent].append(affiliation)
    for said in body.numbers or ():
        groups[said.scheme, said.value if said.scheme in several else ""].append(said)
    for group in groups.values():
        yield spread(group)


def _periods(body: Body, group: Sequence[tuple[Said | None, Period]]) -> Iterator[Problem]:
    for said, period in group:
        if said is not None and said.period is not None:
            for finding in rules.period_is_possible(period):
                yield said.row or body.row, finding
    if len(group) < 2:
        return
    # Only what certainly holds somewhere can certainly overlap; in order of the days, neighbours suffice.
    sure = sorted(
        (pair for pair in group if pair[1].is_certain_somewhere),
        key=lambda pair: (pair[1].start.latest, pair[1].end.earliest),
    )
    for (_one, earlier), (later_said, later) in pairwise(sure):
        for finding in rules.do_not_overlap(earlier, later):
            yield (later_said.row if later_said and later_said.row else body.row), finding


def _periods_of(body: Body, said: Said) -> tuple[Period, ...]:
    return body.exists if said.period is None else (said.period,)
