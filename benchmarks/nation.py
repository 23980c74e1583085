"""A made-up nation to measure on: ministries, directorates general, departments and sections, seeded, in bulk."""

import random
from datetime import date
from itertools import count

from kurul.kernel.identity.actors import Actor
from kurul.kernel.imports import Report
from kurul.kernel.provenance import Basis
from kurul.kernel.temporal.bounds import Bound, Period
from kurul.kernel.translated import Translated
from kurul.rooms.organisations.actions import Line, load
from kurul.rooms.organisations.models import Organisation

WORDS = ("Strateji", "Bilgi", "Sağlık", "İletişim", "Ölçme", "Çevre", "Ulaşım", "Güvenlik", "Şehir", "Istatistik")
KINDS = {"ministry": Translated(tr="Bakanlık"), "unit": Translated(tr="Birim")}
LEVELS = {"department": (20, Translated(tr="Daire başkanlığı")), "general": (40, Translated(tr="Genel müdürlük"))}
WIDTH = (20, 10, 5, 5)  # parts of each body, from the top down: 20 + 200 + 1,000 + 5,000 bodies


def build(seed: int = 20161119) -> Organisation:
    """Enter the nation as one import and return its first ministry."""
    dice = random.Random(seed)  # noqa: S311 (reproducible, not secret)
    number = count(1)
    above: list[Line] = []
    lines: list[Line] = []
    for depth, width in enumerate(WIDTH):
        parents: list[Line | None] = list(above) or [None]
        above = [_line(dice, depth, next(number), parent) for parent in parents for _ in range(width)]
        lines += above
    load(lines=lines, kinds=KINDS, units=["unit"], levels=LEVELS, by=Actor.operator(), report=Report(), source="nation")
    return Organisation.objects.get(identifiers__value="1")


def _line(dice: random.Random, depth: int, number: int, parent: Line | None) -> Line:
    start = Bound.on(date(dice.randint(1990, 2012), dice.randint(1, 12), 1))
    name = (
        f"{dice.choice(WORDS)} ve {dice.choice(WORDS)} {('Bakanlığı', 'Genel Müdürlüğü', 'Dairesi', 'Birimi')[depth]}"
    )
    return Line(
        key=("nation", str(number)),
        name=Translated(tr=f"{name} {number}"),
        kind="unit" if parent else "ministry",
        level=(None, "general", "department", "department")[depth],
        period=Period.since(start),
        file="nation",
        row=number,
        parent=parent.key if parent else None,
        basis=Basis.ILLUSTRATIVE,
    )
