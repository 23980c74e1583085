"""What one instrument cannot do to another."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from kurul.kernel.rules import Finding, rule
from kurul.kernel.temporal.bounds import Bound, Period


@rule("law.acts_on_itself", source="Kurul: what amends an instrument is another instrument")
def acts_on_another(instrument: int, target: int) -> Iterator[Finding]:
    """No instrument amends, repeals, replaces or rests on itself."""
    if instrument == target:
        yield Finding("law.acts_on_itself", "instrument")


@rule("law.acts_before_target", source="General principle: nothing is amended or repealed before it exists")
def target_exists(day: Bound, target_issued: Bound) -> Iterator[Finding]:
    """No instrument is amended, repealed, replaced or rested upon on a day that certainly lies before its own."""
    if day.latest < target_issued.earliest:
        yield Finding("law.acts_before_target", "day", {"day": day, "issued": target_issued})


@rule("law.acts_after_repeal", source="General principle: what has been repealed has no effect any more")
def actor_is_in_force(day: Bound, endings: Sequence[Bound]) -> Iterator[Finding]:
    """An instrument that was certainly repealed or replaced before a day takes no effect on that day."""
    for ended in endings:
        if ended.latest < day.earliest:
            yield Finding("law.acts_after_repeal", "instrument", {"ended": ended, "day": day})
            return


@rule("law.repealed_twice", source="General principle: what has been repealed cannot be repealed again")
def is_repealed_once(endings: Sequence[Period], day: Bound) -> Iterator[Finding]:
    """An instrument that stands repealed or replaced is not repealed or replaced again."""
    for ended in endings:
        if day.earliest < ended.end.latest:
            yield Finding("law.repealed_twice", "day", {"ended": ended.start})
            return


@rule("law.amended_after_repeal", source="General principle: what has been repealed cannot be amended")
def target_still_stands(day: Bound, endings: Sequence[Period]) -> Iterator[Finding]:
    """An instrument that was certainly repealed before a day is not amended on that day, nor rested upon anew."""
    for ended in endings:
        if ended.start.latest < day.earliest < ended.end.earliest:
            yield Finding("law.amended_after_repeal", "day", {"ended": ended.start})
            return


@rule("law.repeals_its_repealer", source="General principle: of two instruments the later one repeals the earlier one")
def does_not_repeal_its_repealer(target: int, ended_by: Collection[int]) -> Iterator[Finding]:
    """No instrument repeals or replaces one by which it is itself repealed or replaced."""
    if target in ended_by:
        yield Finding("law.repeals_its_repealer", "instrument")


@rule("law.rests_in_a_circle", source="Hierarchy of norms: what rests on another does not carry it")
def does_not_rest_in_a_circle(instrument: int, target: int, bases: Mapping[int, Collection[int]]) -> Iterator[Finding]:
    """No instrument rests, over however many others, on one that rests on it."""
    waiting, seen = [target], set()
    while waiting:
        one = waiting.pop()
        if one == instrument:
            yield Finding("law.rests_in_a_circle", "instrument")
            return
        if one not in seen:
            seen.add(one)
            waiting.extend(bases.get(one, ()))


@rule("law.related_already", source="Kurul: one relation says it all")
def is_not_related_already(same: Sequence[Period], day: Bound) -> Iterator[Finding]:
    """The same relation between the same two is recorded once for one day; amendments may follow on other days."""
    if any(period.start == day for period in same):
        yield Finding("law.related_already", "instrument")


@rule("law.provision_elsewhere", source="Kurul: the article named is one of the instrument named")
def provision_is_of(instrument: int, instrument_of_provision: int | None, *, field: str) -> Iterator[Finding]:
    """The provision that is named beside an instrument belongs to that instrument."""
    if instrument_of_provision is not None and instrument_of_provision != instrument:
        yield Finding("law.provision_elsewhere", field)


@rule("law.effect_open", source="Kurul: an effect begins on one day, however little is known of it")
def effect_is_one_day(day: Bound) -> Iterator[Finding]:
    """The day on which an amendment or repeal takes effect may be unknown, but it is a day."""
    if day.is_open:
        yield Finding("law.effect_open", "day")
