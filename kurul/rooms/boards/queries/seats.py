"""Who sits in a board on a day: the posts that its seat rules give seats to, and who holds them."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import get_language

from kurul.kernel.identity.actors import Actor
from kurul.kernel.temporal.bounds import Bound, Certainty
from kurul.kernel.temporal.look import Look
from kurul.kernel.translated import Translated
from kurul.kernel.turkish import sort_key
from kurul.kernel.wording import Text
from kurul.rooms.boards.models import Role, SeatRule, SeatSource
from kurul.rooms.boards.queries.bodies import bodies_above, whole_name
from kurul.rooms.boards.rules.meetings import Holding
from kurul.rooms.organisations.public import Named
from kurul.rooms.positions.public import (
    Appointment,
    Capacity,
    CioSeat,
    Holder,
    SeatState,
    cio_posts,
    cio_seats,
    holders_on,
    posts_by_kind,
    titles_on,
)

CIO = "cio"  # the selector of the posts that count as CIO-equivalents
RANKS = {role.value: rank for rank, role in enumerate(Role)}
COUNTING = (Role.CHAIR.value, Role.MEMBER.value)  # the seats that a quorum counts


@dataclass(frozen=True)
class Seat:
    """A seat on a day: whose it is, how it stands, who may speak for it. `post` None: no post is recorded for it."""

    post: int | None
    title: Translated
    organisation: Named | None
    role: str
    state: SeatState
    since: Bound | None  # since when it is vacant
    holders: tuple[Holder, ...]
    above: Named | None  # the body that a unit belongs to
    rule: SeatRule | None  # None: a correction took the seat away after somebody had attended for it

    @property
    def speaker(self) -> Holder | None:
        """Who certainly speaks for the seat: the substantive holder, else the acting one."""
        sure = [one for one in self.holders if one.certainty is Certainty.YES]
        holder = next((one for one in sure if one.is_substantive), None)
        return holder or next((one for one in sure if one.is_acting), None)

    @property
    def holdings(self) -> tuple[Holding, ...]:
        """Who certainly holds the post, as the rules of attendance see it."""
        sure = (one for one in self.holders if one.certainty is Certainty.YES)
        return tuple(Holding(one.person, one.capacity) for one in sure if one.is_substantive or one.is_acting)

    @property
    def status(self) -> str:
        """How it stands, as the code of a status."""
        return f"positions.{self.state}"

    @property
    def role_label(self) -> Text:
        """The role in a word."""
        return Role(self.role).label

    @property
    def counts(self) -> bool:
        """Whether a quorum counts it."""
        return self.role in COUNTING

    @property
    def body_name(self) -> Translated:
        """The name of its body, as it is kept with what is recorded."""
        return whole_name(self.organisation, self.above) if self.organisation else Translated()

    def __str__(self) -> str:
        return ", ".join(str(part) for part in (self.title, self.organisation, self.above) if part)


def rules_on(boards: Collection[int] | None, look: Look) -> list[SeatRule]:
    """The seat rules that hold, or may hold, on the day (None: of all boards): one query."""
    rules = SeatRule.objects.possibly_as_of(look.day, look.known_at).select_related("instrument")
    if boards is not None:
        rules = rules.filter(board_id__in=boards)
    return sorted(rules, key=lambda rule: (RANKS[rule.role], rule.pk))


def seats_of(board: int, look: Look, actor: Actor) -> tuple[Seat, ...]:
    """All seats of the board on the day, each post once in its most prominent role; by role, then organisation."""
    found: dict[int | str, Seat] = {}
    for rule in rules_on([board], look):
        for seat in _seats_by(rule, look, actor):
            key = seat.post or f"organisation {seat.organisation.id if seat.organisation else 0}"
            found.setdefault(key, seat)
    language = (get_language() or "en").split("-")[0]
    return tuple(
        sorted(
            found.values(),
            key=lambda seat: (RANKS[seat.role], sort_key(str(seat.organisation or ""), language), seat.post or 0),
        )
    )


def former_seats(roles: Mapping[int, str], look: Look) -> list[Seat]:
    """Seats for posts (with their roles) that attended, although by now they are held never to have had a seat."""
    return _post_seats(list(roles), None, look, roles) if roles else []


def boards_of_posts(posts: Collection[int], look: Look) -> dict[int, dict[int, str]]:
    """For each of these posts the boards in which it certainly sits on the day, with its role there."""
    found: dict[int, dict[int, str]] = {post: {} for post in posts}
    selected = _Selected(look)
    for rule in rules_on(None, look):
        for post in selected.posts(rule) & set(posts):
            found[post].setdefault(rule.board_id, rule.role)
    return found


class _Selected:
    """Which posts a rule selects on the day; asks for each kind and for the CIO-equivalents once."""

    def __init__(self, look: Look) -> None:
        self._look = look
        self._known: dict[tuple[str, str], set[int]] = {}

    def posts(self, rule: SeatRule) -> set[int]:
        """The posts of one rule."""
        key = (rule.by, rule.selector)
        if key not in self._known:
            self._known[key] = set(posts_by(rule, self._look))
        return self._known[key]


def posts_by(rule: SeatRule, look: Look) -> Iterable[int]:
    """The posts that a rule seats on the day."""
    match rule.by:
        case SeatSource.EQUIVALENCE:
            return [post for posts in cio_posts(look).values() for post in posts] if rule.selector == CIO else ()
        case SeatSource.KIND:
            return posts_by_kind(rule.selector, look)
    return [rule.post_id] if rule.post_id else ()


def _seats_by(rule: SeatRule, look: Look, actor: Actor) -> list[Seat]:
    if rule.by == SeatSource.EQUIVALENCE:
        seats = [seat for body in cio_seats(look, actor) for seat in _cio_seats(body, rule)]
    else:
        seats = _post_seats(list(posts_by(rule, look)), rule, look)
    return _with_vacancies(seats, look)


def _cio_seats(body: CioSeat, rule: SeatRule) -> list[Seat]:
    """The seat of one body; more than one post claims it where the claim is double."""
    sure = [post for post in body.posts if post.counted.certainty is Certainty.YES] or list(body.posts)
    if not sure:
        return [Seat(None, Translated(), body.organisation, rule.role, body.state, body.since, (), None, rule)]
    return [
        Seat(
            post=one.counted.post,
            title=one.counted.title,
            organisation=body.organisation,
            role=rule.role,
            state=body.state,
            since=body.since,
            holders=one.holders,
            above=None,
            rule=rule,
        )
        for one in sure
    ]


def _post_seats(
    posts: Sequence[int], rule: SeatRule | None, look: Look, roles: Mapping[int, str] | None = None
) -> list[Seat]:
    titles, holders = titles_on(posts, look), holders_on(posts, look)
    above = bodies_above([titled.organisation for titled in titles.values() if titled.organisation], look)
    bodies = {post: titled.organisation.id for post, titled in titles.items() if titled.organisation}
    return [
        Seat(
            post=post,
            title=titles[post].title if post in titles else Translated(),
            organisation=titles[post].organisation if post in titles else None,
            role=rule.role if rule else (roles or {})[post],
            state=_state(holders[post]),
            since=None,
            holders=holders[post],
            above=above.get(bodies.get(post, 0)),
            rule=rule,
        )
        for post in posts
    ]


def _state(holders: Sequence[Holder]) -> SeatState:
    sure = [one for one in holders if one.certainty is Certainty.YES]
    if any(one.is_substantive for one in sure):
        return SeatState.FILLED
    if any(one.is_acting for one in sure):
        return SeatState.ACTING
    return SeatState.NOT_KNOWN


def _with_vacancies(seats: list[Seat], look: Look) -> list[Seat]:
    """A post that nobody is or may be in, and whose last recorded holder has left, is vacant since then."""
    empty = {seat.post for seat in seats if seat.post and seat.state is SeatState.NOT_KNOWN and not seat.holders}
    left = _last_ends(empty, look) if empty else {}
    return [
        replace(seat, state=SeatState.VACANT, since=left[seat.post]) if seat.post and seat.post in left else seat
        for seat in seats
    ]


def _last_ends(posts: Collection[int], look: Look) -> Mapping[int, Bound]:
    """When the last recorded holder of each post left, where one has certainly left by the day."""
    found: dict[int, Bound] = {}
    gone = Appointment.objects.known_at(look.known_at).filter(post_id__in=posts, valid_to__lte=look.day)
    for row in gone.exclude(capacity=Capacity.SUBSTITUTE):
        known = found.get(row.post_id)
        if known is None or (row.valid_to, row.valid_to_earliest) > (known.latest, known.earliest):
            found[row.post_id] = row.period.end
    return found
