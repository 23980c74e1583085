"""The door of the room: what other rooms may import."""

from kurul.rooms.organisations.actions import (
    Body,
    Line,
    SaidAffiliation,
    SaidChange,
    SaidClass,
    SaidName,
    SaidNumber,
    SaidPlace,
    found,
    load,
    load_register,
)
from kurul.rooms.organisations.models import Classification, Identifier, Kind, Level, Name, Organisation
from kurul.rooms.organisations.permissions import SCOPE, scope_of
from kurul.rooms.organisations.queries import Named, chains, described, existences_of, labels, names_on, with_those_above, within

__all__ = [
    "SCOPE",
    "Body",
    "Classification",
    "Identifier",
    "Kind",
    "Level",
    "Line",
    "Name",
    "Named",
    "Organisation",
    "SaidAffiliation",
    "SaidChange",
    "SaidClass",
    "SaidName",
    "SaidNumber",
    "SaidPlace",
    "chains",
    "described",
    "existences_of",
    "found",
    "labels",
    "load",
    "load_register",
    "names_on",
    "scope_of",
    "with_those_above",
    "within",
]
