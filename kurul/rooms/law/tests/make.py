"""Typed builders of this room's records; they call the actions, so what they make is what people could make."""

from datetime import date

from kurul.kernel.identity.actors import Actor
from kurul.kernel.temporal.bounds import Bound
from kurul.kernel.translated import Translated
from kurul.rooms.law.actions import enter_instrument, enter_kind, enter_provision
from kurul.rooms.law.models import Instrument, InstrumentKind, Particulars, Provision

OPERATOR = Actor.operator()


def kind(code: str = "law", name: str = "Kanun", english: str = "Law") -> InstrumentKind:
    """A kind, made once."""
    held = InstrumentKind.objects.filter(code=code).first()
    return held or enter_kind(code=code, name=Translated(tr=name, en=english), by=OPERATOR)


def bound(day: date | Bound | None) -> Bound:
    """A day as a bound; None is not known."""
    if day is None:
        return Bound.unknown()
    return day if isinstance(day, Bound) else Bound.on(day)


def particulars(
    title: str = "Elektronik İmza Kanunu",
    *,
    english: str | None = None,
    number: str = "5070",
    issued: date | Bound | None = date(2004, 1, 23),
    gazetted: date | Bound | None = None,
    gazette_number: str = "",
    body: str = "TBMM",
    of_kind: InstrumentKind | None = None,
) -> Particulars:
    """What is said of a law."""
    return Particulars(
        kind=of_kind or kind(),
        title=Translated(tr=title, en=english),
        number=number,
        issued=bound(issued),
        gazetted=bound(gazetted),
        gazette_number=gazette_number,
        issuing_body=Translated(tr=body),
    )


def instrument(code: str = "KANUN-5070", said: Particulars | None = None) -> Instrument:
    """A law that was entered by hand."""
    return enter_instrument(code=code, particulars=said or particulars(), by=OPERATOR)


def provision(
    of: Instrument, label: str = "m. 5", text: str = "Güvenli elektronik imza, elle atılan imza gibidir."
) -> Provision:
    """A provision behind those that are there."""
    of.refresh_from_db()
    return enter_provision(instrument=of, label=label, text=Translated(tr=text), by=OPERATOR, version=of.version)
