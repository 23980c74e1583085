"""The pages of the room: load, one call, show or lead on."""

from kurul.rooms.organisations.views import groups, steps
from kurul.rooms.organisations.views import reorganisations as reorganising
from kurul.rooms.organisations.views.bodies import (
    abolish,
    correct_name,
    found,
    move,
    organisation,
    organisations,
    reclassify,
    rename,
    tree,
)
from kurul.rooms.organisations.views.changes import (
    change,
    changes,
    correct_change,
    correct_fact,
    withdraw_change,
    withdraw_fact,
)
from kurul.rooms.organisations.views.chart import chart
from kurul.rooms.organisations.views.differences import differences
from kurul.rooms.organisations.views.identifiers import (
    add_identifier,
    correct_identifier,
    end_identifier,
    new_scheme,
    scheme,
    schemes,
)
from kurul.rooms.organisations.views.recording import absorb, choose_change, merge, split, transfer
from kurul.rooms.organisations.views.units import (
    enter_lines,
    enter_unit,
    new_unit_rule,
    state_complete,
    unit_rule,
    unit_rules,
    units,
)

__all__ = [
    "abolish",
    "absorb",
    "add_identifier",
    "change",
    "changes",
    "chart",
    "choose_change",
    "correct_change",
    "correct_fact",
    "correct_identifier",
    "correct_name",
    "differences",
    "end_identifier",
    "enter_lines",
    "enter_unit",
    "found",
    "groups",
    "merge",
    "move",
    "new_scheme",
    "new_unit_rule",
    "organisation",
    "organisations",
    "reclassify",
    "rename",
    "reorganising",
    "scheme",
    "schemes",
    "split",
    "state_complete",
    "steps",
    "transfer",
    "tree",
    "unit_rule",
    "unit_rules",
    "units",
    "withdraw_change",
    "withdraw_fact",
]
