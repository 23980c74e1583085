"""The tables of the room, by subject. Django looks for them here."""

from kurul.rooms.positions.models.equivalence import (
    EquivalenceException,
    EquivalenceFunction,
    EquivalenceRule,
    EquivalenceTerms,
    PostRole,
    Reach,
)
from kurul.rooms.positions.models.loaded import PostIdentifier, PostLoad, PostTerms, Tenure
from kurul.rooms.positions.models.posts import (
    Absence,
    Appointment,
    Capacity,
    Completeness,
    Function,
    PortfolioEntry,
    Post,
    PostExistence,
    PostFact,
    PostKind,
    PostPlacement,
    PostTitle,
    ReportingLine,
)
from kurul.rooms.positions.models.powers import Delegation, Power, PowerFact, PowerHeld

__all__ = [
    "Absence",
    "Appointment",
    "Capacity",
    "Completeness",
    "Delegation",
    "EquivalenceException",
    "EquivalenceFunction",
    "EquivalenceRule",
    "EquivalenceTerms",
    "Function",
    "PortfolioEntry",
    "Post",
    "PostExistence",
    "PostFact",
    "PostIdentifier",
    "PostKind",
    "PostLoad",
    "PostPlacement",
    "PostRole",
    "PostTerms",
    "PostTitle",
    "Power",
    "PowerFact",
    "PowerHeld",
    "Reach",
    "ReportingLine",
    "Tenure",
]
