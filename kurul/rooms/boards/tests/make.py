"""Typed builders of this room's records; they call the actions, so what they make is what people could make."""

from dataclasses import dataclass
from datetime import date

from kurul.kernel.identity.actors import Actor
from kurul.kernel.temporal.bounds import Bound, Period
from kurul.kernel.translated import Translated
from kurul.rooms.boards import actions
from kurul.rooms.boards.models import Board, Decision, Meeting, Role, SeatSource
from kurul.rooms.boards.rules.charters import QuorumRule
from kurul.rooms.boards.rules.meetings import Presence
from kurul.rooms.organisations.public import Kind, Organisation, found
from kurul.rooms.people.public import Person, enter_person
from kurul.rooms.positions import public as positions
from kurul.rooms.positions.public import (
    Appointment,
    Capacity,
    Function,
    Post,
    PostKind,
    Reach,
    appoint,
    enter_equivalence_rule,
    enter_function,
    enter_post_kind,
    establish_post,
    give_role,
)

OPERATOR = Actor.operator()
START = date(2016, 1, 1)
ALWAYS = Period.since(date(2010, 1, 1))


def ministry(name: str = "Sağlık Bakanlığı", abbreviation: str = "") -> Organisation:
    """A ministry that exists since 2010."""
    kind = Kind.objects.get_or_create(code="ministry", defaults={"name": Translated(tr="Bakanlık", en="Ministry")})[0]
    return found(name=Translated(tr=name), abbreviation=abbreviation, kind=kind, period=ALWAYS, by=OPERATOR)


def unit(of: Organisation, name: str = "Bilgi İşlem Dairesi Başkanlığı") -> Organisation:
    """A unit of a ministry, without an abbreviation of its own."""
    kind = Kind.objects.get_or_create(code="it_unit", defaults={"name": Translated(tr="Birim"), "is_unit": True})[0]
    return found(name=Translated(tr=name), kind=kind, parent=of, period=ALWAYS, by=OPERATOR)


def person(given: str = "Ayşe", family: str = "Yılmaz") -> Person:
    """A person."""
    return enter_person(given_name=given, family_name=family, by=OPERATOR)


def post_kind(code: str = "assistant_undersecretary", name: str = "Müsteşar yardımcısı") -> PostKind:
    """A kind of post, made once."""
    known = PostKind.objects.filter(code=code).first()
    return known or enter_post_kind(code=code, name=Translated(tr=name), by=OPERATOR)


def function(code: str = "information_processing", name: str = "Bilgi işlem") -> Function:
    """A function, made once."""
    known = Function.objects.filter(code=code).first()
    return known or enter_function(code=code, name=Translated(tr=name), by=OPERATOR)


def post(organisation: Organisation | None = None, title: str = "Müsteşar Yardımcısı", *, counts: bool = False) -> Post:
    """A post of a ministry; with `counts` its portfolio makes it count as CIO-equivalent."""
    return establish_post(
        title=Translated(tr=title),
        kind=post_kind(),
        organisation=organisation or ministry(),
        period=ALWAYS,
        functions=[function()] if counts else [],
        by=OPERATOR,
    )


def held_post(organisation: Organisation | None = None, holder: Person | None = None, *, counts: bool = False) -> Post:
    """A post with a substantive holder since 2010."""
    made = post(organisation, counts=counts)
    appoint(post=made, person=holder or person(), period=ALWAYS, by=OPERATOR)
    return made


def end_appointment(of: Appointment, last_day: Bound) -> None:
    """The holder leaves."""
    positions.end_appointment(appointment=of, last_day=last_day, by=OPERATOR)


def appoint_since(to: Post, who: Person, day: date) -> None:
    """Somebody holds the post since a day."""
    appoint(post=to, person=who, period=Period.since(day), by=OPERATOR)


def acting_post(organisation: Organisation | None = None, actor: Person | None = None) -> Post:
    """A post without a substantive holder for which somebody acts since 2010."""
    made = post(organisation)
    appoint(post=made, person=actor or person("Vekil", "Kaya"), period=ALWAYS, capacity=Capacity.ACTING, by=OPERATOR)
    return made


def cio_rule() -> None:
    """The rule by which assistant undersecretaries of ministries with information processing count as CIO, and that
    the role follows from it.
    """
    kind = Kind.objects.get_or_create(code="ministry", defaults={"name": Translated(tr="Bakanlık", en="Ministry")})[0]
    rule = enter_equivalence_rule(
        code="cio",
        counts_as="cio",
        post_kind=post_kind(),
        organisation_kind=kind,
        required=[function()],
        also_named=[],
        wording_of_source=Translated(tr="Bilgi işlemden sorumlu müsteşar yardımcısı"),
        note=Translated(),
        period=ALWAYS,
        by=OPERATOR,
    )
    give_role(rule=rule, role="cio", reach=Reach.OWN, period=ALWAYS, by=OPERATOR)


def board(
    code: str = "cio_board",
    name: str = "CIO Kurulu",
    *,
    months: int | None = 6,
    since: date | Bound = START,
    convener: Organisation | None = None,
    quorum: QuorumRule | None = None,
    is_label: bool = False,
) -> Board:
    """A board that meets every six months since 2016."""
    terms = actions.Terms(
        name=Translated(tr=name, en=f"{name} (en)"),
        convener=convener,
        cadence_months=months,
        quorum=quorum,
        is_label=is_label,
    )
    return actions.charter_board(code=code, terms=terms, period=Period.since(since), by=OPERATOR)


def seat(for_board: Board, for_post: Post, role: Role = Role.MEMBER) -> None:
    """A seat for one post since 2016."""
    actions.give_seats(
        board=for_board, source=SeatSource.POST, post=for_post, role=role, period=Period.since(START), by=OPERATOR
    )


def meeting(of: Board | None = None, day: date = date(2017, 3, 1)) -> Meeting:
    """A planned meeting."""
    return actions.plan_meeting(board=of or board(), day=day, by=OPERATOR).meeting


def opened(of: Board | None = None, day: date = date(2017, 3, 1)) -> Meeting:
    """A meeting in session."""
    return actions.open_meeting(meeting=meeting(of, day), by=OPERATOR)


def held(of: Board | None = None, day: date = date(2017, 3, 1)) -> Meeting:
    """A meeting that was held."""
    return actions.close_meeting(meeting=opened(of, day), by=OPERATOR)


def decision(
    of: Meeting | None = None,
    *addressees: Organisation,
    text: str = "Birlikte çalışabilirlik rehberi uygulanır.",
    due: date | None = date(2017, 6, 1),
) -> Decision:
    """A decision of a meeting, due on 1 June 2017."""
    return actions.decide(
        meeting=of or opened(),
        text=Translated(tr=text),
        addressees=addressees or [ministry()],
        due=Bound.on(due) if due else None,
        by=OPERATOR,
    )


def present(for_post: Post, who: Person, capacity: str = "holder", in_place_of: Person | None = None) -> Presence:
    """Somebody came for a seat."""
    return Presence(for_post.pk, "present", who.pk, capacity, in_place_of.pk if in_place_of else None)


@dataclass(frozen=True)
class Room:
    """A board with one seat that is held."""

    board: Board
    post: Post
    holder: Person
    ministry: Organisation


def seated_board(name: str = "CIO Kurulu", code: str = "cio_board", *, quorum: QuorumRule | None = None) -> Room:
    """A board with one seat, for a post that is held."""
    body, holder = ministry(), person()
    made = held_post(body, holder)
    found_board = board(code, name, quorum=quorum)
    seat(found_board, made)
    return Room(found_board, made, holder, body)
