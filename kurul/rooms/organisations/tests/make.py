"""Typed builders of this room's records; they call the actions, so what they make is what people could make."""

from datetime import date

from kurul.kernel.identity.actors import Actor
from kurul.kernel.temporal.bounds import Bound, Period
from kurul.kernel.translated import Translated
from kurul.rooms.organisations.actions import found
from kurul.rooms.organisations.models import Kind, Level, Organisation

OPERATOR = Actor.operator()


def kind(code: str = "ministry", name: str = "Bakanlık", english: str = "Ministry") -> Kind:
    """A kind, made once."""
    return Kind.objects.get_or_create(code=code, defaults={"name": Translated(tr=name, en=english)})[0]


def level(code: str = "department", rank: int = 20, name: str = "Daire başkanlığı") -> Level:
    """A level, made once."""
    return Level.objects.get_or_create(code=code, defaults={"rank": rank, "name": Translated(tr=name)})[0]


def organisation(
    name: str = "Sağlık Bakanlığı",
    *,
    since: date | Bound = date(2010, 1, 1),
    until: date | Bound | None = None,
    parent: Organisation | None = None,
    of_kind: Kind | None = None,
    of_level: Level | None = None,
    abbreviation: str = "",
    english: str | None = None,
) -> Organisation:
    """A body that exists since a day."""
    return found(
        name=Translated(tr=name, en=english),
        kind=of_kind or kind(),
        level=of_level,
        period=Period.since(since, until),
        parent=parent,
        abbreviation=abbreviation,
        by=OPERATOR,
    )
