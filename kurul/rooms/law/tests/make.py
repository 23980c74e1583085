"""Typed builders of this room's records; they call the actions, so what they make is what people could make."""

from datetime import date
from typing import Any

from kurul.kernel.identity.actors import Actor
from kurul.kernel.temporal.bounds import Bound, Period
from kurul.kernel.translated import Translated
from kurul.rooms.law.actions import (
    Act,
    Saying,
    amend_provision,
    enter_instrument,
    enter_kind,
    enter_provision,
    enter_provision_kind,
    relate_instruments,
)
from kurul.rooms.law.models import (
    Instrument,
    InstrumentKind,
    Particulars,
    Provision,
    ProvisionKind,
    ProvisionWording,
    Relation,
    RelationKind,
)

OPERATOR = Actor.operator()


def kind(code: str = "law", name: str = "Kanun", english: str = "Law") -> InstrumentKind:
    """A kind, made once; laws are cited by their number and have an ELI."""
    held = InstrumentKind.objects.filter(code=code).first()
    if held:
        return held
    of_laws = {
        "reference": Translated(tr="{number} sayılı Kanun", en="Law {number}"),
        "jurisdiction": "tr",
        "eli_template": "{jurisdiction}/kanun/{year}/{number}",
    }
    more = of_laws if code == "law" else {}
    return enter_kind(code=code, name=Translated(tr=name, en=english), by=OPERATOR, **more)


def part_kind(code: str = "article") -> ProvisionKind:
    """Articles, paragraphs or items, made once."""
    held = ProvisionKind.objects.filter(code=code).first()
    if held:
        return held
    names = {
        "article": ("Madde", "Article", "md. {label}", "art. {label}", "art_{label}"),
        "paragraph": ("Fıkra", "Paragraph", "f. {label}", "para. {label}", "par_{label}"),
        "item": ("Bent", "Item", "b. ({label})", "item ({label})", "pnt_{label}"),
    }
    turkish, english, cited_turkish, cited_english, part = names[code]
    return enter_provision_kind(
        code=code,
        name=Translated(tr=turkish, en=english),
        reference=Translated(tr=cited_turkish, en=cited_english),
        eli_part=part,
        by=OPERATOR,
    )


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
    in_force: date | Bound | None = None,
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
        in_force=bound(in_force),
        gazette_number=gazette_number,
        issuing_body=Translated(tr=body),
    )


def instrument(code: str = "KANUN-5070", said: Particulars | None = None) -> Instrument:
    """A law that was entered by hand."""
    return enter_instrument(code=code, particulars=said or particulars(), by=OPERATOR)


def saying(
    label: str = "5",
    text: str = "Güvenli elektronik imza, elle atılan imza gibidir.",
    *,
    kind: str = "article",
    under: Provision | None = None,
) -> Saying:
    """What an article, paragraph or item says; without a label it is nothing of these."""
    return Saying(part_kind(kind) if label else None, label, Translated(tr=text), under)


def provision(
    of: Instrument, label: str = "5", text: str = "Güvenli elektronik imza, elle atılan imza gibidir.", **more: Any
) -> Provision:
    """A provision behind those that are there, as it first stood."""
    return enter_provision(instrument=of, saying=saying(label, text, **more), by=OPERATOR, version=version(of))


def since(day: date) -> Period:
    """From the day on, without an end."""
    return Period.since(day)


def version(of: Instrument) -> int:
    """The version of the instrument as it is stored."""
    return Instrument.objects.get(pk=of.pk).version


def act(by: Instrument, day: date | Bound | None = None) -> Act:
    """That instrument does something, from the day on; None is not known."""
    return Act(by, bound(day))


def amend(of: Provision, by: Instrument, day: date | Bound | None, text: str, label: str = "5") -> ProvisionWording:
    """A new wording of an article, from the day on."""
    said = saying(label, text)
    return amend_provision(provision=of, saying=said, act=act(by, day), by=OPERATOR, version=version(of.instrument))


def relate(kind: RelationKind, by: Instrument, target: Instrument, day: date | Bound | None = None) -> Relation:
    """A relation between two whole instruments."""
    return relate_instruments(kind=kind, act=act(by, day), target=target, by=OPERATOR, version=version(target))
