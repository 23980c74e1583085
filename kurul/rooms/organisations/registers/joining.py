"""Several rows that speak of one body: states one after the other, yearly lists, or tables that complete each other."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from typing import Any

from kurul.kernel.imports import Report
from kurul.kernel.rules import Finding
from kurul.kernel.temporal.bounds import FAR, Bound, Period
from kurul.rooms.organisations.actions import (
    Body,
    SaidAffiliation,
    SaidClass,
    SaidName,
    SaidNumber,
    SaidPlace,
)
from kurul.rooms.organisations.registers.statements import Above, Statement


def joined(statements: Sequence[Statement], mode: str, aliases: Sequence[Statement], report: Report) -> Body | None:
    """The body that the rows describe together; None when no row is left, which the report then says."""
    match mode:
        case "states":
            return _states(statements, aliases, report)
        case "attestations":
            return _states(_attested(statements), aliases, report)
    return _completed(statements, aliases, report)


def joined_above(named: Sequence[tuple[Above, Statement]]) -> Body:
    """A body of which there is only what rows of others say: it exists at least as long as they name it."""
    first, said = named[0]
    start = min(statement.period.start.latest for _above, statement in named)
    ends = [statement.period.end for _above, statement in named]
    end = Bound.open() if any(end.is_open for end in ends) else Bound.between(max(end.latest for end in ends), FAR)
    return Body(
        key=first.key,
        exists=(Period(Bound.by(start), end),),
        names=(SaidName(name=first.name),),
        classes=(SaidClass(kind=first.kind),) if first.kind else (),
        file=said.file,
        row=said.row,
    )


# --- states in time ---------------------------------------------------------------------------------------------------


def _states(statements: Sequence[Statement], aliases: Sequence[Statement], report: Report) -> Body | None:
    lasting = []
    for said in statements:
        if said.period.is_possible:
            lasting.append(said)
        else:
            params = {"start": said.period.start, "end": said.period.end}
            report.warn(said.file, said.row, Finding("organisations.state_without_a_day", None, params))
    if not lasting:
        first = statements[0]
        report.warn(first.file, first.row, Finding("organisations.no_state_left", None, {"key": first.key[1]}))
        return None
    lasting.sort(key=lambda said: (said.period.start, said.period.end))
    first = lasting[0]
    return Body(
        key=first.key,
        exists=tuple(period for period, _said, _value in _runs(lasting, lambda _said: ())),
        names=tuple(
            SaidName(name=said.name, abbreviation=said.abbreviation, period=period, row=said.row)
            for period, said, _value in _runs(lasting, lambda said: (said.name, said.abbreviation))
        ),
        classes=tuple(
            SaidClass(kind=said.kind, level=said.level or None, period=period, row=said.row)
            for period, said, _value in _runs(lasting, lambda said: (said.kind, said.level))
            if said.kind
        ),
        places=tuple(
            SaidPlace(parent=said.parents[0], period=period, row=said.row)
            for period, said, _value in _runs(lasting, lambda said: said.parents)
            if len(said.parents) == 1
        ),
        affiliations=_affiliations(lasting),
        numbers=(*_numbers(lasting), *_alias_numbers(aliases, first)),
        file=first.file,
        row=first.row,
        role_note=lasting[-1].note,
        source=lasting[-1].source,
    )


def _runs(states: Sequence[Statement], value: Any) -> list[tuple[Period, Statement, Any]]:
    """States that follow each other without a gap and say the same, as one period with its first row."""
    found: list[tuple[Period, Statement, Any]] = []
    for said in states:
        if found:
            period, first, before = found[-1]
            if before == value(said) and period.end == said.period.start:
                found[-1] = (Period(period.start, said.period.end), first, before)
                continue
        found.append((said.period, said, value(said)))
    return found


def _affiliations(states: Sequence[Statement]) -> tuple[SaidAffiliation, ...]:
    keys = dict.fromkeys(one.parent for said in states for one in said.affiliations)
    return tuple(
        SaidAffiliation(parent=key, period=period, row=said.row)
        for key in keys
        for period, said, is_said in _runs(states, lambda said, key=key: key in {a.parent for a in said.affiliations})
        if is_said
    )


def _numbers(states: Sequence[Statement]) -> tuple[SaidNumber, ...]:
    keys = dict.fromkeys(number for said in states for number in said.numbers)
    return tuple(
        SaidNumber(scheme=scheme, value=value, period=period, row=said.row)
        for scheme, value in keys
        for period, said, is_said in _runs(states, lambda said, key=(scheme, value): key in said.numbers)
        if is_said
    )


# --- lists that only say that a body was there ------------------------------------------------------------------------


def _attested(statements: Sequence[Statement]) -> list[Statement]:
    """Yearly lists as states: from a day not known until the first list, then from list to list, then not known.

    What differs between two lists changed on a day between them.
    """
    dated = sorted(statements, key=lambda said: (said.attested or Bound.unknown()).latest)
    days = [(said.attested or Bound.unknown()).latest for said in dated]
    starts = [Bound.by(days[0])]
    starts += [Bound.between(before + timedelta(days=1), day) for before, day in pairwise(days)]
    ends = [*starts[1:], Bound.between(days[-1] + timedelta(days=1), FAR)]
    return [_with_period(said, Period(start, end)) for said, start, end in zip(dated, starts, ends, strict=True)]


def _with_period(said: Statement, period: Period) -> Statement:
    return replace(said, period=period)


# --- tables that complete each other ----------------------------------------------------------------------------------


def _completed(statements: Sequence[Statement], aliases: Sequence[Statement], report: Report) -> Body:
    """The first row speaks; later ones make its days more exact and add numbers, and are heard on nothing else."""
    first, *others = statements
    period = first.period
    for other in others:
        if other.file == first.file:
            report.refuse(other.file, other.row, Finding("organisations.key_twice", None, {"key": other.key[1]}))
            continue
        if other.name != first.name:
            params = {"held": str(first.name), "given": str(other.name)}
            report.warn(other.file, other.row, Finding("organisations.names_in_two_tables", None, params))
        start, end = _sharper(period.start, other.period.start), _sharper(period.end, other.period.end)
        if start is None or end is None or not Period(start, end).is_possible:
            params = {"held": str(period), "given": str(other.period)}
            report.warn(other.file, other.row, Finding("organisations.days_in_two_tables", None, params))
        else:
            period = Period(start, end)
    numbers = dict.fromkeys(number for said in statements for number in said.further_numbers)
    return Body(
        key=first.key,
        exists=(period,),
        names=(SaidName(name=first.name, abbreviation=first.abbreviation),),
        classes=(SaidClass(kind=first.kind, level=first.level or None),) if first.kind else (),
        places=first.places,
        affiliations=first.affiliations,
        numbers=(*numbers, *_alias_numbers(aliases, first)),
        file=first.file,
        row=first.row,
        role_note=first.note,
        source=first.source,
    )


def _sharper(one: Bound, other: Bound) -> Bound | None:
    """What both say of one day; None when they contradict each other. An open end says only that none was known."""
    if one.is_open or other.is_open:
        return one if other.is_open else other
    earliest, latest = max(one.earliest, other.earliest), min(one.latest, other.latest)
    return Bound(earliest, latest) if earliest <= latest else None


def _alias_numbers(aliases: Sequence[Statement], first: Statement) -> tuple[SaidNumber, ...]:
    return tuple(
        SaidNumber(scheme=said.key[0], value=said.key[1], row=said.row if said.file == first.file else 0)
        for said in aliases
    )
