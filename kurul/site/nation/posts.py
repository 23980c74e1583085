"""The posts of the made-up nation and who holds them, term after term."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

from kurul.site.nation import clocks, words
from kurul.site.nation.bodies import Storey, Unit
from kurul.site.nation.clocks import FIRST, LAST, Bound, Recorder
from kurul.site.nation.writing import Tables

# Kinds of posts and functions by their places in the tables (from 1), as the rule of the CIO names them.
KINDS = {
    "head": ("Amir", "Head"),
    "assistant-undersecretary": ("Müsteşar yardımcısı", "Assistant undersecretary"),
    "staff": ("Görevli", "Staff"),
}
FUNCTIONS = {
    "administrative-modernisation": ("İdari modernizasyon", "Administrative modernisation"),
    "information-processing": ("Bilgi işlem", "Information processing"),
    "strategy": ("Strateji geliştirme", "Strategy development"),
}
HEAD, ASSISTANT, _STAFF = 1, 2, 3
_SHORTEST = 90  # days of a term at least
_LEFT_OPEN, _ACTING, _KNOWN_LATE = 0.9, 0.1, 0.5
_WHOSE = ("post_id",)


@dataclass(frozen=True, slots=True)
class Seat:
    """A post to be written: of which unit, called what."""

    unit: Unit
    kind: int
    title: words.Words
    functions: tuple[int, ...] = ()


def leading(nation: Sequence[Storey]) -> Iterator[Seat]:
    """The posts that every unit and ministry has: the head of every unit, then the CIO-equivalents."""
    for storey in nation:
        for unit in storey.units:
            yield Seat(unit, HEAD, words.TITLES[unit.depth])
    for index, unit in enumerate(nation[0].units):
        # One ministry in eight has nobody whose portfolio suffices, one in eight has two.
        for _ in range(2 if index % 8 == 5 else 1):
            functions: tuple[int, ...] = (1,) if index % 8 == 3 else (1, 2)
            yield Seat(unit, ASSISTANT, words.CIO_TITLE, functions)


def seats(dice: Random, nation: Sequence[Storey], count: int) -> Iterator[Seat]:
    """`count` posts: the head of every unit first, then the CIO-equivalents, then others. Raises ValueError when
    there are fewer posts than units and seats."""
    units = [unit for storey in nation for unit in storey.units]
    made = 0
    for seat in leading(nation):
        yield seat
        made += 1
    if made > count:
        raise ValueError(f"There must be at least {made} posts.")
    for _ in range(count - made):
        functions = (dice.randint(1, 3),) if dice.random() < 0.05 else ()
        yield Seat(dice.choice(units), _STAFF, dice.choice(words.OTHER_TITLES), functions)


def write_people(dice: Random, tables: Tables, count: int) -> None:
    """So many persons, each under one name since a day that nobody knows."""
    always = (("0001-01-01", "9999-12-30"), clocks.NO_END)
    columns = ("person_id", "given_name", "family_name", "honorific", "search_text", "sort_key")
    for _ in range(count):
        number = tables.add("people.Person", ("version",), 1)
        given, family = dice.choice(words.GIVEN), dice.choice(words.FAMILY)
        if dice.random() < 0.2:
            given = given + dice.choice(words.GIVEN)
        sorted_as = family + given
        version = (*always, Recorder(dice).after(dice.randint(FIRST, LAST)), None)
        tables.state(
            "people.PersonName", version, columns,
            number, given.text, family.text, "", (given + family).folded, sorted_as.tr,
        )  # fmt: skip


def write(dice: Random, tables: Tables, nation: Sequence[Storey], posts: int, appointments: int, people: int) -> None:
    """All posts with what is said of them, and `appointments` appointments spread over them."""
    owed = 0.0
    left = appointments
    for place, seat in enumerate(seats(dice, nation, posts), start=1):
        number = tables.add("positions.Post", ("holders_allowed", "source", "version"), 1, "", 1)
        _write_post(dice, tables, number, seat)
        owed += appointments / posts
        wanted = left if place == posts else min(max(round(owed + dice.uniform(-1.5, 1.5)), 0), left)
        held = _write_holders(dice, tables, number, seat.unit, wanted, people)
        owed -= held
        left -= held


def _write_post(dice: Random, tables: Tables, number: int, seat: Seat) -> None:
    unit = seat.unit
    birth = [(unit.born, unit.birth)]
    for _, version in clocks.versions(Recorder(dice), birth, unit.end):
        tables.state("positions.PostExistence", version, _WHOSE, number)
    columns = (*_WHOSE, "title", "kind_id", "search_text", "sort_keys")
    title = seat.title
    for _, version in clocks.versions(Recorder(dice), birth, unit.end):
        tables.state(
            "positions.PostTitle", version, columns, number, title.translated, seat.kind, title.folded, title.sort_keys
        )
    for _, version in clocks.versions(Recorder(dice), birth, unit.end):
        tables.state("positions.PostPlacement", version, (*_WHOSE, "organisation_id"), number, unit.number)
    for function in seat.functions:
        for _, version in clocks.versions(Recorder(dice), birth, unit.end):
            tables.state("positions.PortfolioEntry", version, (*_WHOSE, "function_id"), number, function)


def _write_holders(dice: Random, tables: Tables, post: int, unit: Unit, wanted: int, people: int) -> int:
    """Terms one after the other, the last of them mostly still running; returns how many there was room for."""
    first = max(unit.born + 370, FIRST - 5 * 365)
    last = min(unit.gone or LAST, LAST)
    room = max((last - first) // (2 * _SHORTEST), 0)
    count = min(wanted, room)
    if not count:
        return 0
    cuts = sorted(first + 2 * _SHORTEST * step for step in dice.sample(range(room), count))
    for index, start in enumerate(cuts):
        is_last = index + 1 == count
        until = last if is_last else cuts[index + 1]
        capacity = "acting" if dice.random() < _ACTING else "substantive"
        end: tuple[int, Bound] | None = None
        if not is_last or unit.gone is not None or dice.random() >= _LEFT_OPEN:
            ends_on = until if dice.random() < 0.6 else dice.randint(start + _SHORTEST, until)
            end = (ends_on, (clocks.iso(ends_on), clocks.iso(ends_on)))
        _write_term(dice, tables, post, dice.randint(1, people), capacity, (start, clocks.bound(dice, start)), end)
    return count


def _write_term(
    dice: Random,
    tables: Tables,
    post: int,
    person: int,
    capacity: str,
    start: tuple[int, Bound],
    end: tuple[int, Bound] | None,
) -> None:
    columns = (*_WHOSE, "person_id", "capacity", "absence", "place")
    said = (post, person, capacity, "", 1)
    if end is not None and dice.random() < _KNOWN_LATE:  # entered when it was over
        late: clocks.Version = (start[1], end[1], Recorder(dice).after(end[0]), None)
        tables.state("positions.Appointment", late, columns, *said)
        return
    for _, version in clocks.versions(Recorder(dice), [start], end):
        tables.state("positions.Appointment", version, columns, *said)
