"""The second part of a load: parents, affiliations and further numbers, when all bodies of the source are there."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from kurul.kernel.rules import Finding
from kurul.kernel.temporal.bounds import Period
from kurul.rooms.organisations import rules
from kurul.rooms.organisations.actions.register import cycles, plain, rows, telling
from kurul.rooms.organisations.actions.register.comparing import differ
from kurul.rooms.organisations.actions.register.finding_bodies import Seen, bodies, carriers, existences
from kurul.rooms.organisations.actions.register.intake import Intake
from kurul.rooms.organisations.actions.register.plain import PlainLink
from kurul.rooms.organisations.actions.register.rows import Inserts, Wanted
from kurul.rooms.organisations.actions.register.said import Key
from kurul.rooms.organisations.actions.register.spool import Late, Link
from kurul.rooms.organisations.models import Affiliation, Identifier, Placement


class Linking:
    """What links the bodies of one load to others.

    A parent that is neither in the source nor in the registry refuses the row, or, where the profile says so, is left
    out with a warning; so is one that does not exist when the placement begins, and a number that another body carries.
    """

    def __init__(self, intake: Intake, *, leaves_out_dangling: bool) -> None:
        self.intake, self.leaves_out_dangling = intake, leaves_out_dangling
        self.has_placed = False
        self.numbered = Seen()

    def run(self) -> None:
        """Settle all that was put away."""
        for late, _links in self.intake.spool.batches():
            self._number(late)
        for late, links in self.intake.spool.batches():
            new = [entry for entry in late if not entry.is_known] + [link.late() for link in self._not_placed(links)]
            known = [entry for entry in late if entry.is_known]
            self._settle([*known, *sorted(new, key=lambda entry: entry.organisation)])
        if self.has_placed and (circle := cycles.in_circles()):
            self._refuse_circles(circle)

    def _not_placed(self, links: list[PlainLink]) -> list[PlainLink]:
        """Those of which something is to be said. When rows were refused, each is looked at for what that means."""
        if self.intake.refused or not links:
            return links
        self.has_placed = True
        return plain.link(links, self.intake.moment)

    def _settle(self, batch: Sequence[Late]) -> None:
        if not batch:
            return
        parents = self._parents(batch)
        inserts: Inserts = defaultdict(list)
        changed = {entry.organisation: entry.is_changed or entry.organisation in self.numbered for entry in batch}
        for model, links_of in ((Placement, "places"), (Affiliation, "affiliations")):
            speaking = [entry for entry in batch if getattr(entry, links_of) is not None]
            known = [entry.organisation for entry in speaking if entry.is_known]
            held = rows.held(model, known) if known else {}
            for entry in speaking:
                facts = list(self._resolved(entry, getattr(entry, links_of), parents))
                difference = differ(model, held.get(entry.organisation, ()), facts, self.intake.ours)
                if entry.is_known:
                    at = (entry.key, entry.name, entry.file, entry.row)
                    telling.change(self.intake.report, model, *at, difference)
                rows.apply(model, entry.organisation, difference, inserts, self.intake.moment)
                changed[entry.organisation] |= not difference.is_empty
                self.has_placed |= model is Placement and bool(difference.is_new)
        rows.insert(inserts)
        self._count(batch, changed)

    def _parents(self, batch: Sequence[Late]) -> dict[Key, tuple[int, list[Period]]]:
        """The bodies that are named as parents, each with the periods of its existence."""
        named = {key for entry in batch for key, _fact in (*(entry.places or ()), *(entry.affiliations or ()))}
        carried = carriers(named)
        found = {key: there for key in named if len(there := bodies(carried, key)) == 1}
        exist = existences([number for there in found.values() for number in there])
        return {key: (number, exist.get(number, [])) for key, (number,) in found.items()}

    def _resolved(self, entry: Late, links: Iterable[Link], parents: Any) -> Iterable[Wanted]:
        for key, fact in links:
            if key in self.intake.refused:
                continue  # its own row says why
            if key not in parents:
                self._object(entry, fact.row, Finding("organisations.parent_not_in_file", None, {"key": key[1]}))
                continue
            parent, periods = parents[key]
            if parent == entry.organisation:
                self.intake.report.refuse(entry.file, fact.row, Finding("organisations.parent_cycle", "parent"))
                continue
            findings = self._while_it_exists(periods, fact.period, key)
            for finding in findings:
                self._object(entry, fact.row, finding)
            if not findings:
                yield Wanted((parent,), fact.period, fact.basis, fact.instrument, fact.row)

    def _while_it_exists(self, periods: Sequence[Period], placed: Period, key: Key) -> list[Finding]:
        """Objections when none of the parent's periods lets it exist at the start of the placement."""
        every = [list(rules.parent_exists(period, placed.start)) for period in periods]
        if every and not all(every):
            return []
        return [Finding("organisations.parent_gone", "parent", {"key": key[1], "day": placed.start})]

    def _object(self, entry: Late, row: int, finding: Finding) -> None:
        say = self.intake.report.warn if self.leaves_out_dangling else self.intake.report.refuse
        say(entry.file, row, finding)

    def _number(self, batch: Sequence[Late]) -> None:
        """Further numbers: none may be carried by two bodies on one day. Parents may be named by them."""
        inserts: Inserts = defaultdict(list)
        carried = carriers({fact.value[:2] for entry in batch for fact in entry.numbers})
        for entry in batch:
            for fact in entry.numbers:
                here = carried[fact.value[:2]]
                if any(
                    other != entry.organisation and fact.period.certainly_overlaps(period) for other, period in here
                ):
                    params = {"key": fact.value[1], "scheme": fact.value[0]}
                    finding = Finding("organisations.number_taken", None, params)
                    self._object(entry, fact.row, finding)
                else:
                    here.append((entry.organisation, fact.period))
                    self.numbered.add(entry.organisation)
                    inserts[Identifier].append(
                        rows.row_of(Identifier, entry.organisation, fact, self.intake.stored_moment)
                    )
        rows.insert(inserts)

    def _count(self, batch: Sequence[Late], changed: dict[int, bool]) -> None:
        numbers = []
        for entry in batch:
            if entry.is_known:
                counts = self.intake.report.changed if changed[entry.organisation] else self.intake.report.unchanged
                counts["organisation"] += 1
                if changed[entry.organisation]:
                    numbers.append(entry.organisation)
        self.intake.next_versions(numbers)

    def _refuse_circles(self, circle: set[int]) -> None:
        for late, links in self.intake.spool.batches():
            for entry in (*late, *(link.late() for link in links)):
                if entry.organisation in circle:
                    self.intake.report.refuse(entry.file, entry.row, Finding("organisations.parent_cycle", "parent"))
