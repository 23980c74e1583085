"""The tables of the room: bodies and what is said of them, what happened to them, and the sorts of both."""

from kurul.rooms.organisations.models.bodies import (
    Affiliation,
    Classification,
    Completeness,
    Existence,
    Identifier,
    Load,
    Name,
    Organisation,
    OrganisationFact,
    Placement,
)
from kurul.rooms.organisations.models.changes import (
    PUBLIC_STATES,
    ChangeEvent,
    ChangeKind,
    ChangePart,
    Reorganisation,
    ReorganisationState,
    ReorganisationStep,
    Side,
)
from kurul.rooms.organisations.models.terms import Kind, KindGroup, Level, Scheme, UnitRule

__all__ = [
    "PUBLIC_STATES",
    "Affiliation",
    "ChangeEvent",
    "ChangeKind",
    "ChangePart",
    "Classification",
    "Completeness",
    "Existence",
    "Identifier",
    "Kind",
    "KindGroup",
    "Level",
    "Load",
    "Name",
    "Organisation",
    "OrganisationFact",
    "Placement",
    "Reorganisation",
    "ReorganisationState",
    "ReorganisationStep",
    "Scheme",
    "Side",
    "UnitRule",
]
