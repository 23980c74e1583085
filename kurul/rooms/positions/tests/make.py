"""Typed builders of this room's records; they call the actions, so what they make is what people could make."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from itertools import count

from kurul.kernel.identity.actors import Actor
from kurul.kernel.temporal.bounds import Bound, Period
from kurul.kernel.translated import Translated
from kurul.rooms.law.models import Instrument
from kurul.rooms.law.tests import make as law
from kurul.rooms.organisations.models import Organisation
from kurul.rooms.organisations.tests import make as organisations
from kurul.rooms.people.actions import enter_person
from kurul.rooms.people.models import Person
from kurul.rooms.positions import actions
from kurul.rooms.positions.models import (
    Absence,
    Appointment,
    Capacity,
    Delegation,
    EquivalenceException,
    EquivalenceRule,
    Function,
    Post,
    PostKind,
    Power,
    PowerHeld,
    Reach,
    ReportingLine,
)

OPERATOR = Actor.operator()
ALWAYS = Period.since(date(2000, 1, 1))
MODERNISATION, PROCESSING, STRATEGY = "administrative_modernisation", "information_processing", "strategy_development"
_numbers = count(1)


def ministry(name: str = "Sağlık Bakanlığı", english: str = "Ministry of Health") -> Organisation:
    """A ministry since 2010."""
    return organisations.organisation(name, english=english)


def person(given_name: str = "Ayşe", family_name: str = "Yılmaz") -> Person:
    """Somebody who has always been called so."""
    return enter_person(given_name=given_name, family_name=family_name, by=OPERATOR)


def instrument(code: str = "KARAR-1", title: str = "Atama kararı") -> Instrument:
    """An instrument by its code, made once."""
    return Instrument.objects.filter(code=code).first() or law.instrument(code, law.particulars(title))


def kind(code: str = "assistant_undersecretary") -> PostKind:
    """A kind of post, made once."""
    names = {"assistant_undersecretary": Translated(tr="Müsteşar yardımcısı", en="Assistant undersecretary")}
    found = PostKind.objects.filter(code=code).first()
    name = names.get(code, Translated(tr=code, en=code))
    return found or actions.enter_post_kind(code=code, name=name, order=next(_numbers), by=OPERATOR)


def function(code: str) -> Function:
    """A function, made once."""
    found = Function.objects.filter(code=code).first()
    name = Translated(tr=code, en=code.replace("_", " ").capitalize())
    return found or actions.enter_function(code=code, name=name, order=next(_numbers), by=OPERATOR)


def post(
    organisation: Organisation | None = None,
    *,
    title: str = "Müsteşar Yardımcısı",
    of_kind: str = "assistant_undersecretary",
    portfolio: Sequence[str] = (MODERNISATION, PROCESSING),
    since: date | Bound = date(2011, 1, 1),
    until: date | Bound | None = None,
    holders_allowed: int = 1,
) -> Post:
    """A post; by itself one that counts as CIO-equivalent where the rule holds."""
    return actions.establish_post(
        title=Translated(tr=title),
        kind=kind(of_kind),
        organisation=organisation or ministry(),
        functions=[function(code) for code in portfolio],
        period=Period.since(since, until),
        holders_allowed=holders_allowed,
        by=OPERATOR,
    )


def appointment(
    to: Post,
    who: Person | None = None,
    *,
    since: date | Bound = date(2012, 1, 1),
    until: date | Bound | None = None,
    capacity: str = Capacity.SUBSTANTIVE,
    absence: str = Absence.NONE,
    by_instrument: Instrument | None = None,
) -> Appointment:
    """Somebody holds the post from a day up to, not including, another."""
    return actions.appoint(
        post=to,
        person=who or person(),
        period=Period.since(since, until),
        capacity=capacity,
        absence=absence,
        instrument=by_instrument,
        by=OPERATOR,
    )


def cio_rule(*, since: date | Bound = date(2010, 1, 1), code: str = "cio") -> EquivalenceRule:
    """Assistant undersecretaries in charge of modernisation and information processing count as CIO-equivalents."""
    rule = actions.enter_equivalence_rule(
        code=code,
        counts_as="cio",
        post_kind=kind(),
        organisation_kind=organisations.kind(),
        required=[function(MODERNISATION), function(PROCESSING)],
        also_named=[function(STRATEGY)],
        wording_of_source=Translated(tr="… sorumlu müsteşar yardımcısı", en="Assistant undersecretary in charge of …"),
        note=Translated(en="The English page leaves out strategy development."),
        period=Period.since(since),
        by=OPERATOR,
    )
    actions.give_role(rule=rule, role="cio", reach=Reach.OWN, period=Period.since(since), by=OPERATOR)
    return rule


def superior(of: Post, to: Post | None, *, since: date | Bound = date(2012, 1, 1)) -> ReportingLine | None:
    """From a day on a post reports to another one, or to nobody."""
    of.refresh_from_db()
    day = since if isinstance(since, Bound) else Bound.on(since)
    return actions.set_superior(post=of, superior=to, day=day, version=of.version, by=OPERATOR)


def power(code: str = "sign_expenditure", *, unit: str = "TRY", capability: str = "") -> Power:
    """A power, made once; by itself one with a threshold in lira."""
    found = Power.objects.filter(code=code).first()
    name = Translated(tr=code, en=code.replace("_", " ").capitalize())
    return found or actions.enter_power(code=code, name=name, unit=unit, capability=capability, by=OPERATOR)


def held(
    what: Power,
    post: Post | None = None,
    *,
    of_kind: str = "",
    up_to: int | None = None,
    since: date | Bound = date(2012, 1, 1),
    until: date | Bound | None = None,
    may_delegate: bool = True,
    reach: str = Reach.OWN,
) -> PowerHeld:
    """A post, or every post of a kind, holds the power in its own right."""
    return actions.give_power(
        power=what,
        post=post,
        post_kind=kind(of_kind) if of_kind else None,
        threshold=None if up_to is None else Decimal(up_to),
        period=Period.since(since, until),
        may_delegate=may_delegate,
        reach=reach,
        instrument=instrument("YETKI-1", "İmza yetkileri yönergesi"),
        by=OPERATOR,
    )


def delegation(
    what: Power,
    giver: Post,
    taker: Post,
    *,
    up_to: int | None = None,
    since: date | Bound = date(2016, 1, 1),
    until: date | Bound | None = None,
    may_pass_on: bool = False,
    only: Person | None = None,
    passed_on_by: Person | None = None,
    within: Organisation | None = None,
) -> Delegation:
    """A post delegates a power to another one."""
    said = actions.Passing(
        power=what,
        to_post=taker,
        from_person=passed_on_by,
        to_person=only,
        organisation=within,
        threshold=None if up_to is None else Decimal(up_to),
        may_pass_on=may_pass_on,
        period=Period.since(since, until),
        instrument=instrument("DEVIR-1", "Yetki devri onayı"),
    )
    return actions.delegate(from_post=giver, said=said, by=OPERATOR)


def exception(
    of: Post,
    rule: EquivalenceRule,
    *,
    counts: bool,
    since: date | Bound = date(2015, 1, 1),
    until: date | Bound | None = None,
) -> EquivalenceException:
    """By an act of its own a post counts, or does not count."""
    return actions.except_post(
        post=of,
        rule=rule,
        counts=counts,
        reason=Translated(tr="Onayda belirtilmiştir.", en="The approval says so."),
        period=Period.since(since, until),
        instrument=instrument("ISTISNA-1", "Görevlendirme onayı"),
        by=OPERATOR,
    )
