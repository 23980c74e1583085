"""The door of the room: what other rooms may import."""

from kurul.rooms.organisations.actions import Line, found, load
from kurul.rooms.organisations.models import Classification, Identifier, Kind, Level, Name, Organisation
from kurul.rooms.organisations.permissions import SCOPE, scope_of
from kurul.rooms.organisations.queries import Named, chains, described, existences_of, labels, names_on, with_those_above, within

__all__ = [
    "SCOPE",
    "Classification",
    "Identifier",
    "Kind",
    "Level",
    "Line",
    "Name",
    "Named",
    "Organisation",
    "chains",
    "described",
    "existences_of",
    "found",
    "labels",
    "load",
    "names_on",
    "scope_of",
    "with_those_above",
    "within",
]
