"""Who sits in a board on a day: the posts that its seat rules give seats to, and who holds them."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.translation import get_language

from kurul.kernel.identity.actors import Actor
from kurul.kernel.remembering import read_each
from kurul.kernel.temporal.bounds import Bound, Certainty
from kurul.kernel.temporal.look import Look
from kurul.kernel.translated import Translated
from kurul.kernel.turkish import sort_key
from kurul.kernel.wording import Text
from kurul.rooms.boards.models import Role, SeatRule, SeatSource
from kurul.rooms.boards.permissions import is_seated, seat_rules
from kurul.rooms.boards.queries.bodies import whole_name, with_bodies_above
from kurul.rooms.boards.rules.meetings import Holding
from kurul.rooms.organisations.public import Named
from kurul.rooms.positions.public import (
    CioSeat,
    Holder,
    SeatedPost,
    Seating,
    SeatState,
    Selectable,
    Standing,
    seating,
    selectable,
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
    rule: SeatRule

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


@read_each
def rules_known(boards: Iterable[int], known_at: datetime | None) -> dict[int, tuple[SeatRule, ...]]:
    """All seat rules of each board by the knowledge of the moment: one query."""
    found: dict[int, tuple[SeatRule, ...]] = {}
    for rule in SeatRule.objects.known_at(known_at).filter(board_id__in=set(boards)).select_related("instrument"):
        found[rule.board_id] = (*found.get(rule.board_id, ()), rule)
    return found


def rules_on(board: int, look: Look) -> list[SeatRule]:
    """The seat rules of a board that hold, or may hold, on the day, the most prominent roles first: one query."""
    known = rules_known([board], look.known_at).get(board, ())
    holding = (rule for rule in known if rule.period.on(look.day) is not Certainty.NO)
    return sorted(holding, key=lambda rule: (RANKS[rule.role], rule.pk))


def seats_of(board: int, look: Look, actor: Actor) -> tuple[Seat, ...]:
    """All seats of the board on the day, each post once in its most prominent role; by role, then organisation.

    At most twelve queries, whatever the number of rules and seats.
    """
    rules = rules_on(board, look)
    if not rules:
        return ()
    read = seating(
        look,
        actor,
        cio=any(rule.by == SeatSource.EQUIVALENCE for rule in rules),
        kinds=frozenset(rule.selector for rule in rules if rule.by == SeatSource.KIND),
        posts=frozenset(rule.post_id for rule in rules if rule.post_id),
    )
    found: dict[int | str, Seat] = {}
    for rule in rules:
        for seat in _seats_by(rule, read):
            key = seat.post or f"organisation {seat.organisation.id if seat.organisation else 0}"
            found.setdefault(key, seat)
    language = (get_language() or "en").split("-")[0]
    return tuple(
        sorted(
            _with_bodies_above(found.values(), look),
            key=lambda seat: (RANKS[seat.role], sort_key(str(seat.organisation or ""), language), seat.post or 0),
        )
    )


def boards_of_posts(posts: Collection[int], look: Look) -> dict[int, dict[int, str]]:
    """For each of these posts the boards in which it certainly sits on the day, with its role there.

    Six queries, none for no posts.
    """
    return boards_seating(selectable(posts, look), look) if posts else {}


def boards_seating(told: Mapping[int, Selectable], look: Look) -> dict[int, dict[int, str]]:
    """The same for posts of which it is told by what they can be selected: one query."""
    found: dict[int, dict[int, str]] = {post: {} for post in told}
    for rule in seat_rules(look):
        for post, one in told.items():
            if is_seated(rule, post, one):
                found[post].setdefault(rule.board_id, rule.role)
    return found


def _seats_by(rule: SeatRule, read: Seating) -> list[Seat]:
    match rule.by:
        case SeatSource.EQUIVALENCE:
            return [seat for body in read.cio for seat in _cio_seats(body, rule)]
        case SeatSource.KIND:
            return [_post_seat(read.posts[post], rule) for post in read.of_kind.get(rule.selector, ())]
    return [_post_seat(read.posts[rule.post_id], rule)] if rule.post_id else []


def _cio_seats(body: CioSeat, rule: SeatRule) -> list[Seat]:
    """The seat of one body; more than one post claims it where the claim is double."""
    sure = [post for post in body.posts if post.counted.certainty is Certainty.YES] or list(body.posts)
    if not sure:
        return [Seat(None, Translated(), body.organisation, rule.role, body.state, body.since, (), None, rule)]
    return [
        _or_vacant(
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
            ),
            one.standing,
        )
        for one in sure
    ]


def _post_seat(one: SeatedPost, rule: SeatRule) -> Seat:
    seat = Seat(
        post=one.titled.id,
        title=one.titled.title,
        organisation=one.titled.organisation,
        role=rule.role,
        state=_state(one.standing.holders),
        since=None,
        holders=one.standing.holders,
        above=None,
        rule=rule,
    )
    return _or_vacant(seat, one.standing)


def _with_bodies_above(seats: Iterable[Seat], look: Look) -> list[Seat]:
    """The seats, each unit with the body that it belongs to: at most two queries."""
    listed = list(seats)
    units = {seat.organisation.id for seat in listed if seat.organisation and not seat.organisation.abbreviation}
    above = with_bodies_above(units, look)[1] if units else {}
    return [replace(seat, above=above.get(seat.organisation.id if seat.organisation else 0)) for seat in listed]


def _state(holders: Sequence[Holder]) -> SeatState:
    sure = [one for one in holders if one.certainty is Certainty.YES]
    if any(one.is_substantive for one in sure):
        return SeatState.FILLED
    if any(one.is_acting for one in sure):
        return SeatState.ACTING
    return SeatState.NOT_KNOWN


def _or_vacant(seat: Seat, standing: Standing) -> Seat:
    """A post that nobody is or may be in, and whose last recorded holder has left, is vacant since then."""
    if seat.state is SeatState.NOT_KNOWN and not seat.holders and standing.left is not None:
        return replace(seat, state=SeatState.VACANT, since=standing.left)
    return seat
