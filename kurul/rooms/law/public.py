"""The door of the room: what other rooms may import."""

from kurul.rooms.law.actions import Line as InstrumentLine
from kurul.rooms.law.actions import enter_instrument, enter_kind
from kurul.rooms.law.actions import load as load_instruments
from kurul.rooms.law.models import Instrument, InstrumentKind, Particulars, Provision
from kurul.rooms.law.queries import labels

__all__ = [
    "Instrument",
    "InstrumentKind",
    "InstrumentLine",
    "Particulars",
    "Provision",
    "enter_instrument",
    "enter_kind",
    "labels",
    "load_instruments",
]
