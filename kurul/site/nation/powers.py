"""The powers of the made-up nation: who may sign expenditure, and to whom that was delegated, from storey to storey."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from random import Random

from kurul.kernel.identity.actors import Actor
from kurul.kernel.temporal.bounds import Bound, Period
from kurul.kernel.translated import Translated
from kurul.rooms.law.public import Instrument, Particulars, enter_instrument, enter_kind
from kurul.rooms.positions.public import PostKind, Power, enter_power, give_power
from kurul.site.nation import clocks
from kurul.site.nation.bodies import Storey, Unit
from kurul.site.nation.clocks import LAST, Recorder
from kurul.site.nation.posts import HEAD, leading
from kurul.site.nation.writing import Tables

SINCE = date(2008, 1, 1)
SIGNING = "nation-sign-expenditure"
LIMITS = (Decimal(1_000_000), Decimal(100_000), Decimal(10_000))  # of a CIO-equivalent, and of the storeys below it
_GIVEN, _REVOKED, _AGAIN = (0.9, 0.6), 0.15, 0.7  # to how many of a storey; how many of these ended, and began again
_COLUMNS = ("threshold", "from_post_id", "to_post_id", "may_pass_on", "is_revoked")


def enter(by: Actor) -> tuple[Power, Instrument]:
    """The power, who holds it in its own right (every assistant undersecretary), and the act by which it is delegated.

    To be called inside the write that makes the nation.
    """
    kind = enter_kind(code="nation-approval", name=Translated(tr="Onay", en="Approval"), by=by)
    title = Translated(tr="İmza yetkileri onayı", en="Approval of signing powers")
    act = Particulars(kind=kind, title=title, issued=Bound.on(SINCE))
    instrument = enter_instrument(code="NATION-SIGNING-1", particulars=act, by=by)
    name = Translated(tr="Harcamayı imzalama", en="Sign expenditure")
    power = enter_power(code=SIGNING, name=name, unit="TRY", by=by)
    holders = PostKind.objects.get(code="assistant-undersecretary")
    period = Period.since(SINCE)
    give_power(power=power, post_kind=holders, threshold=LIMITS[0], period=period, instrument=instrument, by=by)
    return power, instrument


def write(dice: Random, tables: Tables, nation: Sequence[Storey], power: int, instrument: int) -> None:
    """From the CIO-equivalents to the heads of the storey below them, and from these to the heads of the next."""
    tables.shared["positions.Delegation"] = {"power_id": power, "instrument_id": instrument}
    heads, assistants = _posts(nation)
    holding = {unit.number: assistants[unit.number] for unit in nation[0].units}
    for depth, share in enumerate(_GIVEN, start=1):
        receiving: dict[int, int] = {}
        for unit in nation[depth].units:
            above = unit.above
            if above is None or above.number not in holding or dice.random() >= share:
                continue
            receiving[unit.number] = heads[unit.number]
            said = (str(LIMITS[depth]), holding[above.number], heads[unit.number], depth == 1)
            for version, is_revoked in _versions(dice, above, unit):
                tables.state("positions.Delegation", version, _COLUMNS, *said, is_revoked)
        holding = receiving


def _posts(nation: Sequence[Storey]) -> tuple[dict[int, int], dict[int, int]]:
    """The posts of the heads and of the first CIO-equivalents, by unit: numbered as they are written."""
    heads: dict[int, int] = {}
    assistants: dict[int, int] = {}
    for number, seat in enumerate(leading(nation), start=1):
        (heads if seat.kind == HEAD else assistants).setdefault(seat.unit.number, number)
    return heads, assistants


def _versions(dice: Random, above: Unit, unit: Unit) -> Iterator[tuple[clocks.Version, bool]]:
    """The delegation to a unit, from some day after both are there; some were revoked, and most of these made again."""
    first = max(SINCE.toordinal(), above.born + 370, unit.born + 370)
    last = min(LAST, *(one.gone for one in (above, unit) if one.gone is not None)) if above.gone or unit.gone else LAST
    start = clocks.between(dice, first, last - 800)
    if start is None:
        return
    end = clocks.iso(last)
    ends = None if last == LAST else (last, (end, end))
    recorder = Recorder(dice)
    if dice.random() < _REVOKED:
        day = start + dice.randint(100, 300)
        stop = (day, (clocks.iso(day), clocks.iso(day)))
        for _, version in clocks.versions(recorder, [(start, clocks.bound(dice, start))], stop):
            yield version, version[1] != clocks.NO_END
        if dice.random() >= _AGAIN:
            return
        start = day + dice.randint(400, 500)
    for _, version in clocks.versions(recorder, [(start, clocks.bound(dice, start))], ends):
        yield version, False
