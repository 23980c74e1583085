"""Loading many persons from a file: in bulk, found again by key, a later file in place of what its source said before.

The log keeps no personal value of a load, not even in its digest: only which records it touched.
"""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from stdnum.tr import tckimlik

from kurul.kernel.actions import record, require, write_moment, writes
from kurul.kernel.exports import batches
from kurul.kernel.identity.actors import Actor
from kurul.kernel.imports import Report
from kurul.kernel.imports.rules import fits, holds_no_controls, is_an_address
from kurul.kernel.provenance import Basis
from kurul.kernel.references import Ref
from kurul.kernel.rules import Finding, gather
from kurul.kernel.temporal import bulk, facts
from kurul.kernel.temporal.bounds import Period
from kurul.kernel.temporal.loading import Given, Settled, settle
from kurul.rooms.people import rules, wording
from kurul.rooms.people.actions.changes import ALWAYS, name_columns
from kurul.rooms.people.models import (
    HONORIFIC_LENGTH,
    NAME_LENGTH,
    SCHEME_LENGTH,
    VALUE_LENGTH,
    Person,
    PersonIdentifier,
    PersonLoad,
    PersonName,
)
from kurul.rooms.people.permissions import SEE_PEOPLE, can_keep

Key = tuple[str, str]  # scheme and value of the identifier by which a later load finds the person again
BATCH = 5000  # persons held in memory at a time
LENGTHS = {"given_name": NAME_LENGTH, "family_name": NAME_LENGTH, "honorific": HONORIFIC_LENGTH}


@dataclass(frozen=True, slots=True)
class NameGiven:
    """How a file says that a person is called, and when."""

    given_name: str
    family_name: str = ""
    honorific: str = ""
    period: Period = ALWAYS


@dataclass(frozen=True, slots=True)
class PersonGiven:
    """One person as a file gives it; `row` counts from 1 in `file`. `further` are more identifiers than the key."""

    key: Key
    names: tuple[NameGiven, ...]
    file: str
    row: int
    further: tuple[Key, ...] = ()
    basis: Basis = Basis.STATED


@dataclass
class _Batch:
    """What a batch writes, gathered before anything is stored."""

    moments: set[datetime]
    new: list[tuple[PersonGiven, list[Given]]] = field(default_factory=list)
    names: list[tuple[int, Given]] = field(default_factory=list)
    identifiers: list[tuple[int, Given]] = field(default_factory=list)
    gone: list[Any] = field(default_factory=list)


@writes
def load_persons(*, persons: Iterable[PersonGiven], source: str, by: Actor, report: Report) -> dict[Key, int]:
    """Enter the persons of a file, or what it says otherwise than the last file of the `source`.

    Returns the number of each person by key. A row that the rules object to is refused in the report (the import is
    then undone as a whole); a further key that is another's is left out with a warning. What people entered by hand
    stays: a name that would stand beside it is a warning. Raises NotPermitted.
    """
    require(can_keep(by))
    moments = set(PersonLoad.objects.filter(source=source).values_list("recorded_at", flat=True))
    numbers: dict[Key, int] = {}
    seen: set[Key] = set()
    for batch in batches(persons, BATCH):
        _load(batch, moments, numbers, seen, report)
    PersonLoad.objects.get_or_create(source=source, recorded_at=write_moment())
    record(
        wording.LOADED,
        Ref("people.person", 0),
        by=by,
        rows=({"person": number} for number in numbers.values()),
        after={"source": source, "persons": len(numbers)},
        audience=SEE_PEOPLE,
    )
    return numbers


def _load(
    batch: Sequence[PersonGiven], moments: set[datetime], numbers: dict[Key, int], seen: set[Key], report: Report
) -> None:
    holders = persons_by_key(key for one in batch for key in (one.key, *one.further))
    known = {one.key: holders[one.key] for one in batch if one.key in holders}
    names, identifiers = _held(PersonName, known.values()), _held(PersonIdentifier, known.values())
    writing = _Batch(moments)
    for given in batch:
        one = _with_free_keys(given, holders, seen, report)
        problems = [*_objections(one), *_twice(one, seen)]
        seen.update((one.key, *one.further))
        for problem in problems:
            report.refuse(one.file, one.row, problem)
        if problems:
            continue
        person = known.get(one.key)
        if person is None:
            writing.new.append((one, _names(one)))
            report.created["person"] += 1
        else:
            numbers[one.key] = person
            _compare(one, person, names.get(person, []), identifiers.get(person, []), writing, report)
    if not report.refused:
        _store(writing, numbers)


def persons_by_key(keys: Iterable[Key]) -> dict[Key, int]:
    """Whom each key belongs to, by what is held true now; keys that nobody has are absent."""
    values: dict[str, list[str]] = {}
    for scheme, value in keys:
        values.setdefault(scheme, []).append(value)
    found: dict[Key, int] = {}
    for scheme, wanted in values.items():
        for some in batches(wanted, BATCH):
            rows = PersonIdentifier.objects.known_at().filter(scheme=scheme, value__in=some)
            found.update({(scheme, value): person for value, person in rows.values_list("value", "person_id")})
    return found


def _held(model: Any, persons: Iterable[int]) -> dict[int, list[Any]]:
    rows: dict[int, list[Any]] = {}
    for row in model.objects.known_at().filter(person_id__in=list(persons)):
        rows.setdefault(row.person_id, []).append(row)
    return rows


def _with_free_keys(one: PersonGiven, holders: Mapping[Key, int], seen: Container[Key], report: Report) -> PersonGiven:
    """The person without the further keys that are another's already: real sources have such; each is a warning."""
    person = holders.get(one.key)
    free = []
    for key in one.further:
        taken = gather(rules.identifier_is_free(*key, holders.get(key), person))
        if key in seen:
            taken = (Finding("people.identifier_taken", "identifier", {"scheme": key[0]}),)
        for finding in taken:
            report.warn(one.file, one.row, finding)
        if not taken:
            free.append(key)
    return one if len(free) == len(one.further) else replace(one, further=tuple(free))


def _twice(one: PersonGiven, seen: Container[Key]) -> Iterator[Finding]:
    if one.key in seen:
        yield Finding("people.key_twice", "identifier")


def _objections(one: PersonGiven) -> Iterator[Finding]:
    yield from rules.has_an_identifier(*one.key)
    for key in (one.key, *one.further):
        yield from rules.is_no_identity_number(tckimlik.is_valid(key[1]))
        yield from gather(
            is_an_address(*key),
            holds_no_controls(key, field="identifier"),
            fits(zip(key, (SCHEME_LENGTH, VALUE_LENGTH), strict=True), field="identifier"),
        )
    if not one.names:
        yield from rules.has_a_given_name("")
    for name in one.names:
        yield from gather(
            rules.has_a_given_name(name.given_name),
            rules.period_is_possible(name.period),
            holds_no_controls((getattr(name, part) for part in LENGTHS), field="given_name"),
            *(rules.is_a_name(getattr(name, part), field=part) for part in LENGTHS),
            *(rules.is_short_enough(getattr(name, part), most, field=part) for part, most in LENGTHS.items()),
        )
    yield from rules.names_follow_each_other(name.period for name in one.names)


def _names(one: PersonGiven) -> list[Given]:
    parts = ({part: " ".join(getattr(name, part).split()) for part in LENGTHS} for name in one.names)
    return [Given(name.period, said, one.basis.value) for name, said in zip(one.names, parts, strict=True)]


def _identifiers(one: PersonGiven) -> list[Given]:
    keys = (one.key, *one.further)
    return [Given(ALWAYS, {"scheme": scheme, "value": value}, one.basis.value) for scheme, value in keys]


def _compare(
    one: PersonGiven,
    person: int,
    names: list[PersonName],
    identifiers: list[PersonIdentifier],
    writing: _Batch,
    report: Report,
) -> None:
    said: Settled[PersonName] = settle(names, _names(one), writing.moments)
    keys: Settled[PersonIdentifier] = settle(identifiers, _identifiers(one), writing.moments, scope=_key)
    for _given, _stands in said.blocked:
        report.warn(one.file, one.row, Finding("people.name_differs", "name"))
    writing.gone += [*said.gone, *keys.gone]
    writing.names += [(person, given) for given in said.new]
    writing.identifiers += [(person, given) for given in keys.new]
    (report.changed if said.changes or keys.changes else report.unchanged)["person"] += 1


def _key(values: Mapping[str, Any]) -> Key:
    return values["scheme"], values["value"]


def _store(writing: _Batch, numbers: dict[Key, int]) -> None:
    made = Person.objects.bulk_create([Person(basis=one.basis) for one, _said in writing.new], batch_size=1000)
    for (one, said), person in zip(writing.new, made, strict=True):
        numbers[one.key] = person.pk
        writing.names += [(person.pk, given) for given in said]
        writing.identifiers += [(person.pk, given) for given in _identifiers(one)]
    names = [row for row in writing.gone if isinstance(row, PersonName)]
    facts.supersede(names)
    facts.supersede(row for row in writing.gone if not isinstance(row, PersonName))
    moment = bulk.moment(write_moment())
    bulk.insert(
        PersonName,
        ("person_id", *NAME_COLUMNS, *FACT_COLUMNS),
        (
            (person, *map(name_columns(**said.values).__getitem__, NAME_COLUMNS), *_fact(said, moment))
            for person, said in writing.names
        ),
    )
    bulk.insert(
        PersonIdentifier,
        ("person_id", "scheme", "value", *FACT_COLUMNS),
        (
            (person, said.values["scheme"], said.values["value"], *_fact(said, moment))
            for person, said in writing.identifiers
        ),
    )


NAME_COLUMNS = ("given_name", "family_name", "honorific", "search_text", "sort_key")
FACT_COLUMNS = (*facts.PERIOD_COLUMNS, "basis", "recorded_at", "superseded_at")


def _fact(said: Given, moment: str) -> tuple[bulk.Stored, ...]:
    return (*bulk.days(said.period), said.basis, moment, None)
