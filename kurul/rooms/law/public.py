"""The door of the room: what other rooms may import."""

from kurul.rooms.law.actions import enter_instrument, enter_kind
from kurul.rooms.law.models import Instrument, InstrumentKind, Particulars, Provision
from kurul.rooms.law.queries import labels

__all__ = ["Instrument", "InstrumentKind", "Particulars", "Provision", "enter_instrument", "enter_kind", "labels"]
