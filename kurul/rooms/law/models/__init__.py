"""The tables of the room: instruments, their provisions, what they do to each other, what cites them."""

from kurul.rooms.law.models.citations import Citation
from kurul.rooms.law.models.instruments import Entry, FormerEntry, Instrument, InstrumentKind, Particulars
from kurul.rooms.law.models.provisions import FROM_THE_FIRST, Provision, ProvisionKind, ProvisionWording
from kurul.rooms.law.models.relations import ENDINGS, Relation, RelationKind

__all__ = [
    "ENDINGS",
    "FROM_THE_FIRST",
    "Citation",
    "Entry",
    "FormerEntry",
    "Instrument",
    "InstrumentKind",
    "Particulars",
    "Provision",
    "ProvisionKind",
    "ProvisionWording",
    "Relation",
    "RelationKind",
]
