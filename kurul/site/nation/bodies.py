"""The units of the made-up nation: six levels, each with its life over twenty years."""

from bisect import bisect_right
from dataclasses import dataclass, field
from random import Random

from kurul.site.nation import clocks, words
from kurul.site.nation.clocks import FIRST, LAST, Bound, Recorder, between
from kurul.site.nation.writing import Tables

MINISTRIES = 25
SHARES = (0.006, 0.04, 0.15, 0.30)  # of all units, for the levels below the ministries; the lowest has the rest
DEPTHS = 6
_YEAR = 365
GONE, RENAMED, MOVED, RAISED, CORRECTED = 0.06, (0.45, 0.35, 0.15, 0.05), 0.5, 0.4, 0.15
# Kinds and levels by their places in the tables (from 1): see KINDS and LEVELS.
KINDS = {
    "ministry": ("Bakanlık", "Ministry", False),
    "unit": ("Birim", "Unit", True),
    "it-unit": ("Bilgi işlem birimi", "Information processing unit", True),
    "strategy-unit": ("Strateji geliştirme birimi", "Strategy development unit", True),
}
LEVELS = {
    "unit": (10, "Birim", "Unit"),
    "branch": (20, "Şube müdürlüğü", "Branch"),
    "department": (30, "Daire başkanlığı", "Department"),
    "presidency": (40, "Başkanlık", "Presidency"),
    "directorate-general": (50, "Genel müdürlük", "Directorate general"),
}
_LEVEL_AT = (None, 5, 3, 2, 2, 1)  # by depth; the ministries have none
_WHOSE = ("organisation_id",)


@dataclass(slots=True)
class Unit:
    """One unit: its number, when it was founded and, if so, when it was merged into another."""

    number: int
    depth: int
    born: int
    birth: Bound
    above: "Unit | None"
    gone: int | None = None
    absorbed_by: "Unit | None" = None

    @property
    def end(self) -> tuple[int, Bound] | None:
        """The day on which everything that is said of it ends."""
        return None if self.gone is None else (self.gone, (clocks.iso(self.gone), clocks.iso(self.gone)))


@dataclass(slots=True)
class Storey:
    """The units of one level; those that stay can take in others."""

    units: list[Unit] = field(default_factory=list)
    staying: list[Unit] = field(default_factory=list)  # by the day on which they were founded
    days: list[int] = field(default_factory=list)

    def close(self) -> None:
        """Call when all units are there."""
        self.staying = sorted((unit for unit in self.units if unit.gone is None), key=lambda unit: unit.born)
        self.days = [unit.born for unit in self.staying]

    def standing(self, dice: Random, day: int) -> Unit:
        """Some unit that exists from that day on and stays."""
        return self.staying[dice.randrange(max(bisect_right(self.days, day), 1))]


def sizes(units: int) -> list[int]:
    """How many units each level has. Raises ValueError for fewer than 100 units in all."""
    if units < 100:
        raise ValueError("A nation has at least 100 units.")
    below = [max(round(units * share), 2) for share in SHARES]
    return [MINISTRIES, *below, units - MINISTRIES - sum(below)]


def storeys(dice: Random, units: int) -> list[Storey]:
    """Who is founded when under whom, and who is merged when: nothing is written yet."""
    found: list[Storey] = []
    number = 0
    for depth, size in enumerate(sizes(units)):
        storey = Storey()
        for _ in range(size):
            number += 1
            storey.units.append(_founded(dice, number, depth, found[-1] if found else None))
        storey.close()
        found.append(storey)
    return found


def _founded(dice: Random, number: int, depth: int, above: Storey | None) -> Unit:
    if above is None:
        born = dice.randint(FIRST - 75 * _YEAR, FIRST - 12 * _YEAR)
        return Unit(number, depth, born, clocks.bound(dice, born), None)
    parent = dice.choice(above.units)
    young = dice.random() < 0.15
    first, last = (FIRST, LAST - 4 * _YEAR) if young else (FIRST - 30 * _YEAR, FIRST - 1)
    day = between(dice, max(first, parent.born + _YEAR), min(last, (parent.gone or LAST) - 2 * _YEAR))
    if day is None:
        parent = above.staying[0]  # the oldest
        day = dice.randint(max(parent.born + _YEAR, FIRST), LAST - 4 * _YEAR)
    born = day
    gone = between(dice, max(born, FIRST) + 2 * _YEAR, LAST - 30) if dice.random() < GONE else None
    return Unit(number, depth, born, clocks.bound(dice, born), parent, gone)


def write(dice: Random, tables: Tables, nation: list[Storey]) -> None:
    """All units with all that is said of them."""
    for depth, storey in enumerate(nation):
        for unit in storey.units:
            if unit.gone is not None:
                unit.absorbed_by = storey.standing(dice, unit.gone)
            tables.add("organisations.Organisation", ("role_note", "source", "version"), "{}", "", 1)
            _write_unit(dice, tables, unit, nation[depth - 1] if depth else None)


def _write_unit(dice: Random, tables: Tables, unit: Unit, above: Storey | None) -> None:
    birth = (unit.born, unit.birth)
    recorder = Recorder(dice)
    for _, version in clocks.versions(recorder, [birth], unit.end):
        tables.state("organisations.Existence", version, _WHOSE, unit.number)
    called = _write_names(dice, tables, unit)
    _write_classes(dice, tables, unit, called)
    if above is not None:
        _write_placements(dice, tables, unit, above)
    for scheme, value in (("nation-number", str(10_000_000 + unit.number)), ("nation-code", f"K{unit.number:07d}")):
        for _, version in clocks.versions(Recorder(dice), [birth], unit.end):
            tables.state("organisations.Identifier", version, (*_WHOSE, "scheme", "value"), unit.number, scheme, value)


def _changes(dice: Random, unit: Unit, count: int) -> list[tuple[int, Bound]]:
    """The first day, then as many further days, each in a year of its own and while the unit exists."""
    found = [(unit.born, unit.birth)]
    first, last = max(unit.born, FIRST) // _YEAR + 2, min(unit.gone or LAST, LAST) // _YEAR - 2
    years = range(first, last)
    for year in sorted(dice.sample(years, min(count, max(len(years), 0)))):
        day = year * _YEAR + dice.randint(0, 300)
        exact = clocks.iso(day)
        found.append((day, (exact, exact)))
    return found


def _write_names(dice: Random, tables: Tables, unit: Unit) -> words.Words:
    columns = (*_WHOSE, "name", "abbreviation", "search_text", "sort_keys")
    starts = _changes(dice, unit, dice.choices(range(4), RENAMED)[0])
    names = [words.body_name(dice, unit.depth) for _ in starts]
    recorder = Recorder(dice)
    if dice.random() < CORRECTED:  # entered wrongly at first, and corrected
        wrong = words.body_name(dice, unit.depth)
        at, mended = recorder.after(unit.born), recorder.after(unit.born)
        entered: clocks.Version = (unit.birth, clocks.NO_END, at, mended)
        tables.state(
            "organisations.Name", entered, columns, unit.number, wrong.translated, "", wrong.folded, wrong.sort_keys
        )
    for index, version in clocks.versions(recorder, starts, unit.end):
        name = names[index]
        abbreviation = "".join(word[0] for word in name.text.split()) if unit.depth == 0 else ""
        searched = f"{name.folded}\n{abbreviation.lower()}".strip()
        tables.state(
            "organisations.Name", version, columns, unit.number, name.translated, abbreviation, searched, name.sort_keys
        )
    return names[-1]


def _write_classes(dice: Random, tables: Tables, unit: Unit, called: words.Words) -> None:
    kind = 1 if unit.depth == 0 else {words.IT_UNIT.text: 3, words.STRATEGY_UNIT.text: 4}.get(called.text, 2)
    level = _LEVEL_AT[unit.depth]
    raised = level is not None and level < len(LEVELS) and dice.random() < RAISED
    for index, version in clocks.versions(Recorder(dice), _changes(dice, unit, int(raised)), unit.end):
        held = None if level is None else level + index
        tables.state("organisations.Classification", version, (*_WHOSE, "kind_id", "level_id"), unit.number, kind, held)


def _write_placements(dice: Random, tables: Tables, unit: Unit, above: Storey) -> None:
    """Under its first parent; with it into the body that took it in; sometimes moved. Always one level up."""
    assert unit.above is not None
    starts, parents = [(unit.born, unit.birth)], [unit.above]
    absorbed = unit.above.end
    by_choice = _changes(dice, unit, 1)[1:] if dice.random() < MOVED else []
    moves = [(day, at, above.standing(dice, day)) for day, at in by_choice]
    if absorbed and (unit.gone is None or unit.gone > absorbed[0]) and (not moves or moves[0][0] > absorbed[0]):
        assert unit.above.absorbed_by is not None
        moves.insert(0, (*absorbed, unit.above.absorbed_by))
    for day, at, parent in moves:
        if parent is not parents[-1] and day > starts[-1][0] + _YEAR // 2:
            starts.append((day, at))
            parents.append(parent)
    for index, version in clocks.versions(Recorder(dice), starts, unit.end):
        tables.state("organisations.Placement", version, (*_WHOSE, "parent_id"), unit.number, parents[index].number)
