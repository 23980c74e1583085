"""The only writers of this room: changes by people, prepared reorganisations, and loading many at once from a file."""

from kurul.rooms.organisations.actions.applying import NewBody
from kurul.rooms.organisations.actions.changes import abolish, correct_name, found, move, reclassify, rename
from kurul.rooms.organisations.actions.correcting import correct_event, correct_fact, withdraw_event, withdraw_fact
from kurul.rooms.organisations.actions.grouping import define_group, define_groups, remove_group, revise_group
from kurul.rooms.organisations.actions.identifying import (
    add_identifier,
    correct_identifier,
    define_scheme,
    end_identifier,
)
from kurul.rooms.organisations.actions.loading import Line, load
from kurul.rooms.organisations.actions.register import (
    Body,
    SaidAffiliation,
    SaidChange,
    SaidClass,
    SaidName,
    SaidNumber,
    SaidPlace,
    SaidScheme,
    load_register,
)
from kurul.rooms.organisations.actions.reorganising import (
    Outcome,
    Rehearsal,
    add_step,
    apply,
    draft,
    drop_step,
    move_step,
    rehearse,
    revise,
    revise_step,
    take_as_they_are,
    withdraw,
)
from kurul.rooms.organisations.actions.restructuring import absorb, merge, split, transfer
from kurul.rooms.organisations.actions.steps import MadeBody
from kurul.rooms.organisations.actions.taking_back import take_back
from kurul.rooms.organisations.actions.units import (
    UnitLine,
    define_unit_rule,
    enter_units,
    rehearse_units,
    state_completeness,
    withdraw_completeness,
)

__all__ = [
    "Body",
    "Line",
    "MadeBody",
    "NewBody",
    "Outcome",
    "Rehearsal",
    "SaidAffiliation",
    "SaidChange",
    "SaidClass",
    "SaidName",
    "SaidNumber",
    "SaidPlace",
    "SaidScheme",
    "UnitLine",
    "abolish",
    "absorb",
    "add_identifier",
    "add_step",
    "apply",
    "correct_event",
    "correct_fact",
    "correct_identifier",
    "correct_name",
    "define_group",
    "define_groups",
    "define_scheme",
    "define_unit_rule",
    "draft",
    "drop_step",
    "end_identifier",
    "enter_units",
    "found",
    "load",
    "load_register",
    "merge",
    "move",
    "move_step",
    "reclassify",
    "rehearse",
    "rehearse_units",
    "remove_group",
    "rename",
    "revise",
    "revise_group",
    "revise_step",
    "split",
    "state_completeness",
    "take_as_they_are",
    "take_back",
    "transfer",
    "withdraw",
    "withdraw_completeness",
    "withdraw_event",
    "withdraw_fact",
]
