"""The lists of the room as tables."""

from kurul.rooms.organisations.tables.bodies import OrganisationTable, exported
from kurul.rooms.organisations.tables.changes import ChangeTable, ReorganisationTable
from kurul.rooms.organisations.tables.differences import DifferenceTable
from kurul.rooms.organisations.tables.units import LongUnitTable, UnitTable

__all__ = [
    "ChangeTable",
    "DifferenceTable",
    "LongUnitTable",
    "OrganisationTable",
    "ReorganisationTable",
    "UnitTable",
    "exported",
]
