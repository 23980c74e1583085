"""The door of the room: what other rooms may import."""

from kurul.rooms.law.models import Instrument, Provision
from kurul.rooms.law.queries import labels

__all__ = ["Instrument", "Provision", "labels"]
