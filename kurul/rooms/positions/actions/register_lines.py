"""The reporting lines of a load: settled when all posts of the file are there, because a superior may stand below."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from functools import partial

from kurul.kernel.imports import Report
from kurul.kernel.rules import Finding, gather
from kurul.kernel.temporal import facts
from kurul.kernel.temporal.bounds import Bound, Period
from kurul.kernel.temporal.loading import Given, settle
from kurul.rooms.positions import rules
from kurul.rooms.positions.actions.given import Key, PostGiven, scope_of
from kurul.rooms.positions.models import PostExistence, ReportingLine

Kept = tuple[int, PostGiven]  # the number of a post, and what the file says of it


def store_lines(
    kept: Collection[Kept], numbers: dict[Key, int], moments: set[datetime], report: Report, *, is_lenient: bool
) -> None:
    """Enter the lines that the file states; a superior that is nowhere, or a circle, is refused (lenient: left out)."""
    held: dict[int, list[ReportingLine]] = defaultdict(list)
    for row in ReportingLine.objects.known_at():
        held[row.post_id].append(row)
    links = {post: [rules.Link(post, row.superior_id, row.period) for row in rows] for post, rows in held.items()}
    existences = _existences({number for number, _one in kept} | set(numbers.values()))
    remark = report.warn if is_lenient else report.refuse
    gone: list[ReportingLine] = []
    new: list[ReportingLine] = []
    for number, one in kept:
        given = []
        for said in one.lines or ():
            superior = numbers.get(said.superior)
            problems = _problems(number, superior, said.superior, said.period, existences, links)
            for problem in problems:
                remark(one.file, one.row, problem)
            if not problems and superior is not None:
                values = {"superior_id": superior, "instrument_id": said.instrument}
                given.append(Given(said.period, values, (said.basis or one.basis).value))
        settled = settle(held[number], given, moments, scope=partial(scope_of, ReportingLine))
        for _given, _stands in settled.blocked:
            report.warn(one.file, one.row, Finding("positions.stands_otherwise", "superior"))
        gone += settled.gone
        new += [
            ReportingLine(post_id=number, basis=one_line.basis, **one_line.values, **facts.columns(one_line.period))
            for one_line in settled.new
        ]
        links[number] = [rules.Link(number, row.superior_id, row.period) for row in settled.kept] + [
            rules.Link(number, line.values["superior_id"], line.period) for line in settled.new
        ]
        if settled.new:
            report.created["reporting_line"] += len(settled.new)
        if unchanged := len(given) - len(settled.new) - len(settled.blocked):
            report.unchanged["reporting_line"] += unchanged
    facts.supersede(gone)
    ReportingLine.objects.bulk_create(new, batch_size=1000)


def _existences(posts: set[int]) -> dict[int, Period]:
    found: dict[int, Period] = {}
    wanted = sorted(posts)
    for start in range(0, len(wanted), 5000):
        some = wanted[start : start + 5000]
        for row in PostExistence.objects.known_at().filter(post_id__in=some).in_order():
            found[row.post_id] = row.period
    return found


def _problems(
    post: int,
    superior: int | None,
    key: Key,
    period: Period,
    existences: dict[int, Period],
    links: dict[int, list[rules.Link]],
) -> tuple[Finding, ...]:
    if superior is None:
        return (Finding("positions.superior_not_in_file", "superior", {"key": key[1]}),)

    def links_of(numbers: Collection[int]) -> Iterator[rules.Link]:
        for number in numbers:
            yield from links.get(number, ())

    above: Iterable[int] = rules.reached(superior, period, links_of)
    start = period.start if period.start != Bound.unknown() else Bound.by(period.start.latest)
    return gather(
        rules.period_is_possible(period),
        rules.superior_exists(existences.get(superior), start),
        rules.does_not_report_to_itself(post, set(above)),
    )
