"""The difference of two days: for a body, what stands below it, or the whole government."""

from kurul.rooms.organisations.queries.differences.gathering import (
    A_YEAR,
    asked_since,
    difference_days,
    differences,
    differences_parts,
    groups,
    told,
)
from kurul.rooms.organisations.queries.differences.paging import Differences
from kurul.rooms.organisations.queries.differences.rows import (
    DIFFERENCE_DAYS,
    DIFFERENCES,
    Difference,
    DifferenceDay,
    DifferenceSource,
    Found,
    Inside,
    Part,
    Side,
    Within,
    part,
    parts_learnt,
)

__all__ = [
    "A_YEAR",
    "DIFFERENCES",
    "DIFFERENCE_DAYS",
    "Difference",
    "DifferenceDay",
    "DifferenceSource",
    "Differences",
    "Found",
    "Inside",
    "Part",
    "Side",
    "Within",
    "asked_since",
    "difference_days",
    "differences",
    "differences_parts",
    "groups",
    "part",
    "parts_learnt",
    "told",
]
