"""The first part of a load: the bodies themselves, batch by batch; what links them is put away for the second."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from itertools import compress
from typing import Any

from django.db.models import F

from kurul.kernel.audit.events import RowsDigest
from kurul.kernel.imports import Report
from kurul.kernel.rules import Finding
from kurul.kernel.temporal import bulk
from kurul.kernel.temporal.bounds import Period
from kurul.kernel.temporal.moment import write_moment
from kurul.rooms.organisations.actions.register import checking, plain, rows, telling
from kurul.rooms.organisations.actions.register.classes import Schemes
from kurul.rooms.organisations.actions.register.comparing import Difference, differ
from kurul.rooms.organisations.actions.register.finding_bodies import Seen, bodies, carriers
from kurul.rooms.organisations.actions.register.rows import Inserts, Wanted, apply, insert, wanted
from kurul.rooms.organisations.actions.register.said import Body, Key, SaidAffiliation, SaidPlace
from kurul.rooms.organisations.actions.register.spool import Late, Link, Spool
from kurul.rooms.organisations.models import (
    Classification,
    Existence,
    Identifier,
    Kind,
    Level,
    Load,
    Name,
    Organisation,
    OrganisationFact,
)

BATCH = 2000  # bodies
Put = tuple[list[Late], list[plain.PlainLink]]  # what is put away of a batch
Facts = dict[type[OrganisationFact], list[Wanted]]


class Intake:
    """One load under way. It writes as it goes; whoever runs it undoes everything when a row was refused."""

    def __init__(
        self,
        report: Report,
        source: str,
        kinds: Mapping[str, Kind],
        levels: Mapping[str, Level],
        schemes: Schemes,
        spool: Spool[Put],
        ahead: bulk.Ahead,
    ) -> None:
        self.report, self.kinds, self.levels, self.schemes = report, kinds, levels, schemes
        self.moment = write_moment()
        self.stored_moment = bulk.moment(self.moment)
        self.ours = set(Load.objects.filter(source=source).values_list("recorded_at", flat=True))
        Load.objects.get_or_create(source=source, recorded_at=self.moment)
        self.digest, self.seen, self.refused = RowsDigest(), Seen(), set[Key]()
        self.spool, self.ahead, self.expects_new = spool, ahead, True

    def take(self, batch: Sequence[Body]) -> None:
        """Enter or compare some bodies; what links them to others is put away for `link`."""
        is_plain = [plain.is_plain(body, self.kinds, self.levels, self.schemes) for body in batch]
        sound = [body for body, is_sure in zip(batch, is_plain, strict=True) if self._is_sound(body, is_sure=is_sure)]
        short: dict[int, plain.Staged | None] = {id(body): None for body in compress(batch, is_plain)}
        if self.expects_new:  # then it is made ready while the database is at work on the batch before
            short = {id(body): plain.staged(body, self.kinds, self.levels) for body in compress(batch, is_plain)}
        self.ahead.wait()
        carried = carriers(body.key for body in sound)
        known, new = self._told_apart(sound, carried)
        compared = self._compare(known)
        entered, links = self._enter(new, short)
        self.expects_new = len(new) > len(known)
        self.spool.keep(([entry for entry in (*compared, *entered) if entry is not None], links))

    def _is_sound(self, body: Body, *, is_sure: bool) -> bool:
        self.digest.add_plain(body.digested())
        if is_sure:
            return True
        problems = checking.problems(body, self.kinds, self.levels, self.schemes)
        for row, finding in problems:
            self.report.refuse(body.file, row, finding)
        if problems:
            self.refused.add(body.key)
        return not problems

    def _told_apart(self, batch: Sequence[Body], carried: Any) -> tuple[list[tuple[int, Body]], list[Body]]:
        """The bodies that are there already, with their numbers, and the new ones; a key given twice is refused."""
        known, new, keys = [], [], set()
        for body in batch:
            there = bodies(carried, body.key)
            if len(there) > 1:
                self._refuse(body, Finding("organisations.key_ambiguous", None, {"key": body.key[1]}))
            elif body.key in keys or not all(self.seen.add(number) for number in there):
                self._refuse(body, Finding("organisations.key_twice", None, {"key": body.key[1]}), keep=True)
            else:
                keys.add(body.key)
                if there:
                    known.append((there.pop(), body))
                else:
                    new.append(body)
        return known, new

    def _refuse(self, body: Body, finding: Finding, *, keep: bool = False) -> None:
        self.report.refuse(body.file, body.row, finding)
        if not keep:  # a key that stands twice is there once: what refers to it is no further problem
            self.refused.add(body.key)

    def _enter(
        self, new: Sequence[Body], plain_ones: Mapping[int, plain.Staged | None]
    ) -> tuple[list[Late | None], list[plain.PlainLink]]:
        """Enter new bodies; those that are plain (told by their `id`) go the short way, which is not waited for."""
        if not new:
            return [], []
        pairs = list(zip(bulk.next_numbers(Organisation, len(new)), new, strict=True))
        short = [(number, body) for number, body in pairs if id(body) in plain_ones]
        late = self._enter_one_by_one([pair for pair in pairs if id(pair[1]) not in plain_ones])
        ready = [
            (number, plain_ones[id(body)] or plain.staged(body, self.kinds, self.levels)) for number, body in short
        ]
        plain.enter(ready, self.moment, self.ahead)
        for number, body in pairs:
            self.seen.add(number)
            self.report.show(partial(telling.creation, body))
        self.report.created["organisation"] += len(pairs)
        return late, plain.links(short)

    def _enter_one_by_one(self, new: Sequence[tuple[int, Body]]) -> list[Late | None]:
        identities = [(number, str(body.basis), bulk.as_json(body.role_note), body.source, 1) for number, body in new]
        bulk.insert(Organisation, ("id", "basis", "role_note", "source", "version"), identities)
        inserts: Inserts = defaultdict(list)
        late = []
        for number, body in new:
            for model, facts in self._facts(body).items():
                inserts[model] += [rows.row_of(model, number, fact, self.stored_moment) for fact in facts]
            late.append(self._late(number, body, self._numbers(body), is_known=False))
        insert(inserts)
        return late

    def _facts(self, body: Body) -> Facts:
        """What can be entered before the other bodies are there."""
        return {
            Existence: [Wanted((), period, str(body.basis), body.instrument, body.row) for period in body.exists],
            Name: [fact for said in body.names for fact in wanted(body, said, (said.name, said.abbreviation))],
            Classification: [
                fact
                for said in body.classes
                for fact in wanted(
                    body, said, (self.kinds[said.kind].pk, self.levels[said.level].pk if said.level else None)
                )
            ],
            Identifier: [Wanted((*body.key, 0), _hull(body.exists), str(body.basis), body.instrument, body.row)],
        }

    def _numbers(self, body: Body) -> tuple[Wanted, ...]:
        """The further numbers, those that are carried side by side in one scheme each in a place of its own."""
        taken: defaultdict[tuple[str, int], list[Period]] = defaultdict(list)
        taken[body.key[0], 0].append(_hull(body.exists))
        made = []
        for said in body.numbers or ():
            if (said.scheme, said.value) == body.key:
                continue
            for fact in wanted(body, said, ()):
                place = 0
                if said.scheme in self.schemes.several:
                    while any(fact.period.certainly_overlaps(other) for other in taken[said.scheme, place]):
                        place += 1
                taken[said.scheme, place].append(fact.period)
                value = (said.scheme, said.value, place)
                made.append(Wanted(value, fact.period, fact.basis, fact.instrument, fact.row))
        return tuple(made)

    def _compare(self, known: Sequence[tuple[int, Body]]) -> list[Late | None]:
        numbers = [number for number, _body in known]
        held = {model: rows.held(model, numbers) for model in (Existence, Name, Classification, Identifier)}
        inserts: Inserts = defaultdict(list)
        late = []
        for number, body in known:
            facts = self._facts(body)
            further = self._numbers(body)
            speaks_of_numbers = body.numbers is not None
            changes: dict[type[OrganisationFact], Difference] = {}
            for model in (Existence, Name, Classification):
                changes[model] = differ(model, held[model].get(number, ()), facts[model], self.ours)
            carried = [
                row for row in held[Identifier].get(number, ()) if speaks_of_numbers or row.value[0] == body.key[0]
            ]
            changes[Identifier] = differ(Identifier, carried, [*facts[Identifier], *further], self.ours)
            late_numbers = tuple(fact for fact in changes[Identifier].is_new if fact.value[:2] != body.key)
            changes[Identifier].is_new = [fact for fact in changes[Identifier].is_new if fact.value[:2] == body.key]
            for sort, change in changes.items():
                apply(sort, number, change, inserts, self.moment)
                telling.change(self.report, sort, body.key, str(body.names[0].name), body.file, body.row, change)
            is_changed = any(not change.is_empty for change in changes.values())
            late.append(self._late(number, body, late_numbers, is_known=True, is_changed=is_changed))
        insert(inserts)
        return late

    def _late(
        self, number: int, body: Body, numbers: tuple[Wanted, ...], *, is_known: bool, is_changed: bool = False
    ) -> Late | None:
        def links(said: Iterable[SaidPlace | SaidAffiliation] | None) -> tuple[Link, ...] | None:
            if said is None:
                return None
            return tuple((one.parent, fact) for one in said for fact in wanted(body, one, ()))

        places, affiliations = links(body.places), links(body.affiliations)
        if not (is_known or places or affiliations or numbers):
            return None
        name = str(body.names[0].name)
        return Late(number, is_known, body.key, name, body.file, body.row, places, affiliations, numbers, is_changed)

    def next_versions(self, changed: Sequence[int]) -> None:
        """Whoever has one of these records open is told that it changed meanwhile."""
        Organisation.objects.filter(pk__in=changed).update(version=F("version") + 1)


def _hull(periods: Sequence[Period]) -> Period:
    """From the first start to the last end: how long the key stands for the body."""
    first = min(periods, key=lambda period: period.start)
    last = max(periods, key=lambda period: period.end)
    return Period(first.start, last.end)
