"""Reads of the room: the hierarchy of a day, lists and pages, the life of a body."""

from kurul.rooms.organisations.queries.consequences import CONSEQUENCES, Consequence, consequences
from kurul.rooms.organisations.queries.existence import existences_of
from kurul.rooms.organisations.queries.hierarchy import below, chains, ever_above, reaching, with_those_above, within
from kurul.rooms.organisations.queries.life import LifeEvent
from kurul.rooms.organisations.queries.reading import (
    Filters,
    Named,
    Row,
    described,
    how_many,
    how_many_perhaps,
    kinds,
    labels,
    latest_names,
    levels,
    listing,
    meant,
    names_on,
    suggested,
)
from kurul.rooms.organisations.queries.record import Page, page
from kurul.rooms.organisations.queries.records import URI, Recorded, bodies_by_key, keys_of, recorded
from kurul.rooms.organisations.queries.succession import Succession, predecessors, successors
from kurul.rooms.organisations.queries.tree import Branch, Sub, branches, parts

__all__ = [
    "CONSEQUENCES",
    "URI",
    "Branch",
    "Consequence",
    "Filters",
    "LifeEvent",
    "Named",
    "Page",
    "Recorded",
    "Row",
    "Sub",
    "Succession",
    "below",
    "bodies_by_key",
    "branches",
    "chains",
    "consequences",
    "described",
    "ever_above",
    "existences_of",
    "how_many",
    "how_many_perhaps",
    "keys_of",
    "kinds",
    "labels",
    "latest_names",
    "levels",
    "listing",
    "meant",
    "names_on",
    "page",
    "parts",
    "predecessors",
    "reaching",
    "recorded",
    "successors",
    "suggested",
    "with_those_above",
    "within",
]
