"""What changed between two days: each CIO seat whose state or holder is another one, with what happened between."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from kurul.kernel import slots
from kurul.kernel.identity.actors import Actor
from kurul.kernel.temporal.bounds import Bound
from kurul.kernel.temporal.look import Look
from kurul.kernel.translated import Translated
from kurul.rooms.organisations.public import Named, names_on
from kurul.rooms.positions.queries.life import LifeEvent, life
from kurul.rooms.positions.queries.seats import CioSeat, SeatBook, read_seats
from kurul.rooms.positions.rules import SeatState

# Higher rooms name days since which one may want to know, such as the last meeting of a board.
SINCE = "positions.since"


@dataclass(frozen=True)
class Since:
    """A day since which one may want to know what changed, and the record that it comes from."""

    label: Translated
    day: date
    route: str
    pk: int


@dataclass(frozen=True)
class SeatChange:
    """A seat that stands otherwise on the second day: None where the body had, or has, no seat on that day."""

    organisation: Named
    before: CioSeat | None
    after: CioSeat | None
    events: tuple[LifeEvent, ...]  # what happened to its posts after the first day, up to the second

    @property
    def pk(self) -> int:
        """The number in the address of the seat."""
        return self.organisation.id

    @property
    def status_before(self) -> str:
        """The code of how it stood."""
        return self.before.status if self.before else "positions.no_seat"

    @property
    def status_after(self) -> str:
        """The code of how it stands."""
        return self.after.status if self.after else "positions.no_seat"


@dataclass(frozen=True)
class Changes:
    """The seats of two days compared."""

    since: date
    until: date
    changes: tuple[SeatChange, ...]
    filled_before: int
    filled_after: int
    seats_before: int
    seats_after: int


def seat_changes(since: date, look: Look, actor: Actor) -> Changes:
    """The seats on `since` and on the day looked at, both by the knowledge looked with: thirteen queries at most."""
    book = read_seats(look, actor)
    before_names = names_on(book.grounds.bodies_on(since), Look(since, look.known_at))
    after_names = names_on(book.grounds.bodies_on(look.day), look)
    before = {seat.organisation.id: seat for seat in book.seats_on(since, before_names)}
    after = {seat.organisation.id: seat for seat in book.seats_on(look.day, after_names)}
    names = {**before_names, **after_names}
    changed = [body for body in {**before, **after} if _said(before.get(body)) != _said(after.get(body))]
    rows = [
        SeatChange(
            organisation=names.get(body) or Named(body, Translated()),
            before=before.get(body),
            after=after.get(body),
            events=_events(book, (before.get(body), after.get(body)), names, since, look.day),
        )
        for body in sorted(changed)
    ]
    return Changes(
        since=since,
        until=look.day,
        changes=tuple(rows),
        filled_before=_filled(before.values()),
        filled_after=_filled(after.values()),
        seats_before=len(before),
        seats_after=len(after),
    )


def _filled(seats: Iterable[CioSeat]) -> int:
    return sum(seat.state is SeatState.FILLED for seat in seats)


def _said(seat: CioSeat | None) -> tuple[object, ...]:
    """What makes a seat another one: its state, and who is in it as what. A renewed appointment changes nothing."""
    if seat is None:
        return ()
    return seat.state, seat.since, frozenset((one.person, one.capacity, one.certainty) for one in seat.holders)


def _events(
    book: SeatBook, seats: Sequence[CioSeat | None], names: dict[int, Named], since: date, until: date
) -> tuple[LifeEvent, ...]:
    posts = {one.counted.post for seat in seats if seat for one in seat.posts}
    posts |= {one.post for seat in seats if seat for one in seat.excepted}
    found: list[LifeEvent] = []
    for post in sorted(posts):
        placements = [row for rows in book.grounds.placements.values() for row in rows if row.post_id == post]
        facts = (
            (),
            book.grounds.titles.get(post, ()),
            sorted(placements, key=lambda row: (row.valid_from_latest, row.pk)),
            book.grounds.portfolios.get(post, ()),
            book.appointments.get(post, ()),
        )
        told = life(facts, book.people, names, book.grounds.exceptions.get(post, ()))
        found += [event for event in told if _is_between(event.when, since, until)]
    return tuple(sorted(found, key=lambda event: (event.when.latest, event.when.earliest)))


def _is_between(when: Bound, since: date, until: date) -> bool:
    """Whether it happened, or may have happened, after the first day and up to the second."""
    return since < when.latest and when.earliest <= until


def days_to_compare(look: Look, actor: Actor) -> list[Since]:
    """The days that higher rooms name, before the day looked at, the latest first."""
    found: list[Since] = slots.contributions.ask(SINCE, look=look, actor=actor)
    return sorted((one for one in found if one.day < look.day), key=lambda one: (one.day, one.pk), reverse=True)
