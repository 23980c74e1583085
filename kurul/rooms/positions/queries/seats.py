"""The board of CIO seats: one for each body that the rule speaks of, and how it stands on a day."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from itertools import zip_longest

from django.db.models import Q

from kurul.kernel.identity.actors import Actor
from kurul.kernel.identity.capabilities import CIO
from kurul.kernel.identity.visibility import asking, visible_to
from kurul.kernel.temporal.bounds import BEGINNING, FAR, Bound, Certainty, Period
from kurul.kernel.temporal.facts import Fact
from kurul.kernel.temporal.look import Look
from kurul.kernel.translated import Translated
from kurul.kernel.until_written import answer
from kurul.rooms.organisations.public import Named, Organisation, names_on
from kurul.rooms.positions.models import Appointment, Capacity, Completeness, EquivalenceTerms, Post, PostPlacement
from kurul.rooms.positions.queries.equivalence import Counted, Excepted, Grounds, grounds
from kurul.rooms.positions.queries.holders import NEVER_HELD, Holder, Standing, Titled, best_of, people_named, standing
from kurul.rooms.positions.rules import SeatState, seat_of


@dataclass(frozen=True)
class SeatPost:
    """A post that claims the seat, and how it is held."""

    counted: Counted
    standing: Standing

    @property
    def holders(self) -> tuple[Holder, ...]:
        """Who is, or may be, in it."""
        return self.standing.holders

    @property
    def last(self) -> Holder | None:
        """Who left last."""
        return self.standing.last


@dataclass(frozen=True)
class CioSeat:
    """The seat of one body: how it stands, since when it is vacant, and all on which that rests."""

    organisation: Named
    state: SeatState
    because: str  # key of wording.BECAUSE
    since: Bound | None
    posts: tuple[SeatPost, ...]
    excepted: tuple[Excepted, ...] = ()  # posts that do not count because an exception says so

    @property
    def status(self) -> str:
        """The code of the status that says how it stands."""
        return f"positions.{self.state}"

    @property
    def left(self) -> tuple[Holder, ...]:
        """Whoever was last in each of the posts that nobody holds now."""
        return tuple(post.last for post in self.posts if post.last and not post.holders)

    @property
    def coming(self) -> tuple[Holder, ...]:
        """Whoever is appointed to one of the posts for a later day."""
        return tuple(post.standing.next for post in self.posts if post.standing.next)

    @property
    def holders(self) -> tuple[Holder, ...]:
        """Who is, or may be, in the posts that claim the seat; substitutes are not."""
        return tuple(one for post in self.posts for one in post.holders if one.capacity != Capacity.SUBSTITUTE)


@dataclass(frozen=True)
class Coverage:
    """How many seats stand how on one day."""

    day: date
    states: Mapping[SeatState, int]

    @property
    def total(self) -> int:
        """All seats."""
        return sum(self.states.values())

    def of(self, state: str) -> int:
        """Seats in one state."""
        return self.states.get(SeatState(state), 0)

    @property
    def filled(self) -> int:
        """Seats with a substantive holder."""
        return self.of(SeatState.FILLED)


@dataclass(frozen=True)
class Board:
    """All seats on the day looked at, how that was over the years, and the rules behind."""

    seats: tuple[CioSeat, ...]
    years: tuple[Coverage, ...]
    rules: tuple[EquivalenceTerms, ...]

    @property
    def today(self) -> Coverage:
        """The day looked at: the last of the years."""
        return self.years[-1]


@dataclass(frozen=True)
class Stretch:
    """A time in which the seat stood the same."""

    period: Period
    seat: CioSeat


@dataclass(frozen=True)
class SeatPage:
    """Everything that the page of one seat shows."""

    seat: CioSeat
    stretches: tuple[Stretch, ...]  # earliest first
    rules: tuple[EquivalenceTerms, ...]
    when: Period | None = None  # when the seat stood as it is shown, where the body has none on the day looked at


@dataclass(frozen=True)
class SeatedPost:
    """A post by its title and organisation (None: not one that could be named), and how it is held, on a day."""

    titled: Titled
    standing: Standing


@dataclass(frozen=True)
class SeatBook:
    """What decides how seats stand, for all days at once."""

    grounds: Grounds
    bodies: frozenset[int]  # those that may be seen
    appointments: Mapping[int, Sequence[Appointment]]  # by post
    complete: Mapping[int, Sequence[Completeness]]  # by organisation
    people: Mapping[int, str] = field(default_factory=dict)

    @property
    def rows(self) -> Iterator[Fact]:
        """Every fact that decides."""
        yield from self.grounds.rows
        for rows in (*self.appointments.values(), *self.complete.values()):
            yield from rows

    def seats_on(self, day: date, names: Mapping[int, Named]) -> list[CioSeat]:
        """The seat of every body that the rule speaks of on the day."""
        bodies = [body for body in self.grounds.bodies_on(day) if body in self.bodies]
        return [self._seat(names.get(body) or Named(body, Translated()), day) for body in bodies]

    def states_on(self, day: date) -> Coverage:
        """Only how many stand how."""
        return Coverage(day, Counter(seat.state for seat in self.seats_on(day, {})))

    def _seat(self, body: Named, day: date) -> CioSeat:
        counted = self.grounds.counted(body.id, day)
        posts = tuple(self._post(one, day) for one in counted)
        is_complete = any(row.period.on(day) is Certainty.YES for row in self.complete.get(body.id, ()))
        seat = seat_of(
            [post.standing.claim(post.counted.post, post.counted.certainty) for post in posts], is_complete=is_complete
        )
        excepted = tuple(self.grounds.excepted(body.id, day))
        return CioSeat(body, seat.state, seat.because, seat.since, posts, excepted)

    def post_on(self, post: int, day: date, names: Mapping[int, Named]) -> SeatedPost:
        """One post that was read, as it is called and held on the day."""
        title, place = best_of(self.grounds.titles.get(post, ()), day), self._place(post, day)
        titled = Titled(
            id=post,
            title=title.title if title else Translated(),
            kind=title.kind.code if title else "",
            organisation=names.get(place.organisation_id) if place else None,
            certainty=title.period.on(day) if title else Certainty.NOT_KNOWN,
        )
        rows = self.appointments.get(post)
        return SeatedPost(titled, standing(rows, self.people, day) if rows else NEVER_HELD)

    def bodies_of(self, posts: Iterable[int], day: date) -> set[int]:
        """The organisations to which these posts belong, as far as is known."""
        places = (self._place(post, day) for post in posts)
        return {place.organisation_id for place in places if place is not None}

    def _place(self, post: int, day: date) -> PostPlacement | None:
        return best_of(self._placements.get(post, ()), day)

    @cached_property
    def _placements(self) -> Mapping[int, list[PostPlacement]]:
        found: dict[int, list[PostPlacement]] = {}
        for row in (row for rows in self.grounds.placements.values() for row in rows):
            found.setdefault(row.post_id, []).append(row)
        return found

    def _post(self, counted: Counted, day: date) -> SeatPost:
        return SeatPost(counted, standing(self.appointments.get(counted.post, ()), self.people, day))


def board(look: Look, actor: Actor) -> Board:
    """All CIO seats on the day looked at, and the coverage over the years: nine queries, however many seats.

    The coverage, which goes through the whole of history, is kept until somebody writes.
    """
    book = read_seats(look, actor)
    names = names_on(book.grounds.bodies_on(look.day), look)
    asked = ("positions.coverage", look, asking(actor, Organisation), asking(actor, Post))
    years = answer(asked, lambda: tuple(book.states_on(day) for day in _days(book, look.day)))
    return Board(_by_body(book.seats_on(look.day, names)), years, tuple(book.grounds.terms_on(look.day)))


def cio_seats(look: Look, actor: Actor) -> tuple[CioSeat, ...]:
    """The CIO seat of every body that the rule speaks of, on the day looked at: nine queries."""
    book = read_seats(look, actor)
    return _by_body(book.seats_on(look.day, names_on(book.grounds.bodies_on(look.day), look)))


def open_seats(look: Look, actor: Actor) -> tuple[CioSeat, ...]:
    """The CIO seats that nobody fills, or that two claim, without who holds or held them: at most eight queries."""
    book = read_seats(look, actor, named=False)
    found = [seat for seat in book.seats_on(look.day, {}) if seat.state in {SeatState.VACANT, SeatState.DOUBLE_CLAIM}]
    names = names_on([seat.organisation.id for seat in found], look)
    return _by_body(replace(seat, organisation=names.get(seat.organisation.id, seat.organisation)) for seat in found)


def _by_body(seats: Iterable[CioSeat]) -> tuple[CioSeat, ...]:
    return tuple(sorted(seats, key=lambda seat: seat.organisation.id))


@dataclass(frozen=True)
class Seating:
    """The seats and posts from which a board draws its members, on a day."""

    cio: tuple[CioSeat, ...]
    of_kind: Mapping[str, tuple[int, ...]]  # the posts that are certainly of a kind, by its code
    posts: Mapping[int, SeatedPost]


def seating(look: Look, actor: Actor, *, cio: bool, kinds: Collection[str], posts: Collection[int]) -> Seating:
    """CIO seats, the posts of some kinds, and some posts by their numbers, all read at once.

    Nine queries with the CIO seats, six without, whatever the number of posts.
    """
    also = Q(post_id__in=set(posts)) | Q(kind__code__in=set(kinds))
    book = read_seats(look, actor, role=CIO.code if cio else "", also=also if posts or kinds else None)
    of_kind: dict[str, tuple[int, ...]] = {}
    for post in sorted(book.grounds.titles):
        for row in book.grounds.titles[post]:
            if row.kind.code in kinds and row.period.on(look.day) is Certainty.YES:
                of_kind[row.kind.code] = (*of_kind.get(row.kind.code, ()), post)
    wanted = {*posts, *(post for found in of_kind.values() for post in found)}
    bodies = set(book.grounds.bodies_on(look.day)) | book.bodies_of(wanted, look.day)
    names = names_on(bodies, look)
    seats = _by_body(book.seats_on(look.day, names))
    return Seating(seats, of_kind, {post: book.post_on(post, look.day, names) for post in wanted})


def coverage(look: Look, actor: Actor) -> tuple[Coverage, ...]:
    """How many seats stood how at the end of each year, and on the day looked at, from the first year recorded on."""
    return board(look, actor).years


def seat_page(organisation: int, look: Look, actor: Actor) -> SeatPage | None:
    """The seat of one body on the day looked at and over time; None for a body that had none until then.

    Where it has none any more (it was merged, say) the seat as it stood last.
    """
    book = read_seats(look, actor, body=organisation)
    names = names_on([organisation], look)
    seat, stretches = next(iter(book.seats_on(look.day, names)), None), tuple(_stretches(book))
    rules = tuple(book.grounds.terms_on(look.day))
    if seat is not None:
        return SeatPage(seat, stretches, rules)
    last = next((one for one in reversed(stretches) if one.period.start.latest <= look.day), None)
    if last is None:
        return None
    shown = replace(last.seat, organisation=names.get(organisation, last.seat.organisation))
    return SeatPage(shown, stretches, rules, last.period)


def _stretches(book: SeatBook) -> Iterator[Stretch]:
    """The seat between any two days on which something begins or ends, as long as it stands the same.

    When there is none (the body was merged, say) nothing is told.
    """
    days = sorted({day for row in book.rows for day in _edges(row)})
    stands: list[tuple[date, CioSeat | None]] = []
    for day in days:
        seat = next(iter(book.seats_on(day, {})), None)
        if _said(seat) != _said(stands[-1][1] if stands else None):
            stands.append((day, seat))
    for (first, seat), following in zip_longest(stands, stands[1:]):
        if seat is not None:
            yield Stretch(Period.since(first, following[0] if following else None), seat)


def _edges(row: Fact) -> list[date]:
    bounds = (row.valid_from, row.valid_from_latest, row.valid_to_earliest, row.valid_to)
    return [day for day in bounds if BEGINNING < day < FAR]


def _said(seat: CioSeat | None) -> tuple[object, ...]:
    if seat is None:
        return ()
    holders = [(one.appointment, one.certainty) for one in seat.holders]
    return seat.state, seat.because, holders, [one.post for one in seat.excepted]


def read_seats(
    look: Look,
    actor: Actor,
    *,
    body: int | None = None,
    role: str = CIO.code,
    also: Q | None = None,
    named: bool = True,
) -> SeatBook:
    """Everything that decides how seats stand, and how further posts (`also`) are held; `named`: by whom."""
    bodies = visible_to(Organisation.objects.order_by(), actor)
    # Where all are seen it is not asked which: SQLite would go through all of them.
    read = grounds(look, body=body, role=role, seen=bodies if bodies.query.where else None, also=also)
    elsewhere = read.bodies - read.classes.keys()  # bodies that have a seat only by an exception
    seen = {*read.classes, *(bodies.filter(pk__in=elsewhere).values_list("pk", flat=True) if elsewhere else ())}
    posts = visible_to(Post.objects.filter(pk__in=read.posts), actor)
    appointments = Appointment.objects.known_at(look.known_at).filter(post__in=posts)
    complete = Completeness.objects.known_at(look.known_at).filter(organisation_id__in=list(seen))
    by_post: dict[int, list[Appointment]] = {}
    for row in appointments.select_related("instrument").in_order():
        by_post.setdefault(row.post_id, []).append(row)
    by_body: dict[int, list[Completeness]] = {}
    for statement in complete if seen else ():
        by_body.setdefault(statement.organisation_id, []).append(statement)
    people = {row.person_id for rows in by_post.values() for row in rows} if named else set()
    return SeatBook(read, frozenset(seen), by_post, by_body, people_named(people, look, actor) if people else {})


def _days(book: SeatBook, last: date) -> list[date]:
    """The last day of each year since a rule or an appointment is known to hold, then the day looked at."""
    known = [row.valid_from_latest for row in book.grounds.terms]
    known += [row.valid_from_latest for rows in book.appointments.values() for row in rows]
    first = min((day for day in known if BEGINNING < day < last), default=last)
    return [*(date(year, 12, 31) for year in range(first.year, last.year)), last]
