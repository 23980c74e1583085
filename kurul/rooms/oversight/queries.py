"""What stands on somebody's Desk, gathered from the doors of the lower rooms."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from kurul.kernel.audit.queries import counted_since
from kurul.kernel.identity.actors import Actor
from kurul.kernel.identity.scopes import GOVERNMENT
from kurul.kernel.temporal.look import Look
from kurul.kernel.translated import Translated
from kurul.kernel.wording import Text
from kurul.rooms.boards import public as boards
from kurul.rooms.monitoring import public as monitoring
from kurul.rooms.organisations.public import SCOPE as ORGANISATION
from kurul.rooms.organisations.public import names_on
from kurul.rooms.oversight import rules, wording
from kurul.rooms.oversight.rules import Place
from kurul.rooms.positions import public as positions

TO_HAND_IN = frozenset({"expected", "draft", "returned"})  # states in which the responsible body is to act
SHOWN = 25  # per list; the rest is behind the list's link


@dataclass(frozen=True)
class Item:
    """One thing on the Desk: where it leads, what it is, how it stands, by when, and for whom."""

    route: str
    pk: int
    name: Translated | str
    kind: Any
    status: str
    day: date | None
    left: int | None
    about: Translated | str = ""
    basis: str = "stated"
    is_since: bool = False  # `day` says since when it stands so, and is no day to keep
    why: Text = ""  # the rule behind the status
    last_day: date | None = None  # the meeting from which a duty to meet is counted

    @property
    def days_late(self) -> int:
        """Days since its day has passed."""
        return -self.left if self.left is not None and self.left < 0 else 0

    @property
    def sort_name(self) -> str:
        """What orders items of the same day."""
        return str(self.name)


@dataclass(frozen=True)
class Desk:
    """Everything that the Desk shows."""

    decide: tuple[Item, ...]
    late: tuple[Item, ...]
    coming: tuple[Item, ...]
    bodies: tuple[Any, ...]  # whose things these are; empty for the whole government
    is_for_all: bool
    since: datetime | None
    happened: Mapping[str, int]  # kind of event → how often since the last visit


def desk(look: Look, actor: Actor, *, since: datetime | None) -> Desk:
    """The Desk of this actor on the day; the number of queries grows neither with the bodies nor with history."""
    bodies = sorted({right.scope.id for right in actor.rights if right.scope.kind == ORGANISATION and right.scope.id})
    for_all = actor.is_unlimited or any(right.scope == GOVERNMENT for right in actor.rights)
    items: dict[Place, list[Item]] = {place: [] for place in Place}
    for place, item in _everything(look, actor, bodies, for_all):
        items[place].append(item)
    names = names_on(bodies, look)
    return Desk(
        decide=_ordered(items[Place.DECIDE]),
        late=_ordered(items[Place.LATE]),
        coming=_ordered(items[Place.NEXT]),
        bodies=tuple(names[body] for body in bodies if body in names),
        is_for_all=for_all,
        since=since,
        happened=counted_since(since, wording.TOLD, actor) if since else {},
    )


def _everything(look: Look, actor: Actor, bodies: list[int], for_all: bool) -> Iterator[tuple[Place, Item]]:
    yield from _reports(look, actor)
    yield from _decisions(look, actor, bodies, for_all)
    yield from _meetings(look, actor, for_all)
    if for_all and actor.holds(boards.CONVENE):
        yield from _cadences(look, actor)
        yield from _seats(look, actor)


def _ordered(items: list[Item]) -> tuple[Item, ...]:
    return tuple(sorted(items, key=lambda item: (item.day is None, item.day or date.max, item.sort_name)))


def _reports(look: Look, actor: Actor) -> Iterator[tuple[Place, Item]]:
    """Reports whose next step is this person's to take, and, for who coordinates, those not handed in by their day."""
    for waiting in monitoring.waiting_for(actor, look):
        # The day of the period is for handing in; who consolidates, approves or accepts has no day of its own.
        due = waiting.due if waiting.state in TO_HAND_IN else None
        name = f"{waiting.element} · {waiting.organisation}"
        item = Item(
            "monitoring:report",
            waiting.report_id,
            name,
            waiting.step,
            monitoring.STATUS[waiting.state],
            due,
            rules.days_left(due, look.day),
            waiting.period,
            why=wording.why_it_waits(str(waiting.step)),
        )
        yield Place.LATE if waiting.is_overdue else Place.DECIDE, item
    if not actor.holds(monitoring.COORDINATE):
        return
    for late in monitoring.overdue_reports(None, look):
        yield (
            Place.LATE,
            Item(
                "monitoring:period",
                late.period_id,
                wording.not_handed_in(late.count),
                wording.PERIOD,
                "late",
                late.due,
                rules.days_left(late.due, look.day),
                late.code,
                why=wording.NOT_HANDED_IN_BY_THE_DEADLINE,
            ),
        )


def _decisions(look: Look, actor: Actor, bodies: list[int], for_all: bool) -> Iterator[tuple[Place, Item]]:
    """Decisions that some addressee has not carried out: all for a secretariat, those that wait for mine otherwise."""
    if not for_all and not bodies:
        return
    filters = boards.DecisionFilters(state="open", waits_for=frozenset() if for_all else frozenset(bodies))
    names = boards.visible_names(look, actor)
    mine = not for_all and actor.holds(boards.CONFIRM)
    for row in boards.decisions_listed(
        filters, look, actor, order="due_or_none", size=SHOWN, names=names, naming=False
    ):
        due = None if row.due.is_open else row.due.latest
        item = Item(
            "boards:decision",
            row.id,
            row.text,
            wording.DECISION,
            row.status,
            due,
            rules.days_left(due, look.day),
            f"{row.board_name} {row.number}",
            basis=row.basis,
            why=wording.why_a_decision_is_open(is_past=due is not None and due < look.day),
        )
        yield rules.place_of(due, look.day, waits_for_me=mine), item


def _meetings(look: Look, actor: Actor, for_all: bool) -> Iterator[tuple[Place, Item]]:
    """Meetings to come: of all boards for a secretariat, of those in which one of my posts sits otherwise."""
    mine: frozenset[int] = frozenset()
    if not for_all and actor.account_id is not None:
        posts = {held.post for held in positions.holdings_of(actor.account_id, look.day)}
        mine = frozenset(board for found in boards.boards_of_posts(posts, look).values() for board in found)
        if not mine:
            return
    filters, names = boards.MeetingFilters(when="upcoming", among=mine), boards.visible_names(look, actor)
    for brief in boards.meetings_listed(filters, look, actor, order="day", size=SHOWN, names=names):
        left = rules.days_left(brief.day, look.day)
        item = Item(
            "boards:meeting",
            brief.id,
            brief.board_name,
            wording.MEETING,
            brief.status,
            brief.day,
            left,
            brief.place,
            basis=brief.basis,
            why=wording.DAY_PASSED_UNHELD if brief.is_forgotten else wording.MEETING_TO_COME,
        )
        yield Place.LATE if brief.is_forgotten else Place.NEXT, item


def _cadences(look: Look, actor: Actor) -> Iterator[tuple[Place, Item]]:
    """Boards that have to meet: late when the interval is breached, next while it runs and no meeting is planned."""
    for row in boards.duties_on(look, actor):
        if row.cadence.meet_by is None:
            continue
        name = row.name
        left = rules.days_left(row.cadence.meet_by, look.day)
        item = Item(
            "boards:board",
            row.id,
            name,
            wording.MEET_BY,
            row.cadence_status,
            row.cadence.meet_by,
            left,
            basis=row.basis,
            why=wording.why_it_has_to_meet(row.cadence.months or 0),
            last_day=row.cadence.last_meeting,
        )
        yield rules.place_of(row.cadence.meet_by, look.day, waits_for_me=row.next_meeting is None), item


def _seats(look: Look, actor: Actor) -> Iterator[tuple[Place, Item]]:
    """CIO seats that nobody fills, or that two claim."""
    for seat in positions.open_seats(look, actor):
        since = seat.since.day if seat.since else None
        body = seat.organisation
        item = Item(
            "positions:seat",
            body.id,
            body.name,
            wording.SEAT,
            seat.status,
            since,
            None,
            is_since=True,
            why=positions.BECAUSE[seat.because],
        )
        yield Place.LATE, item
