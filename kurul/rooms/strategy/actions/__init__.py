"""The only writers of this room: plans, their elements, what measures them, and loading a whole plan from a file."""

from kurul.rooms.strategy.actions.elements import (
    add_element,
    correct_dates,
    correct_wording,
    involve,
    reword,
    set_dates,
    take_out,
    uninvolve,
)
from kurul.rooms.strategy.actions.loading import PROGRESS_IMPORT, load_plan
from kurul.rooms.strategy.actions.measures import add_criterion, add_indicator, add_step, set_target
from kurul.rooms.strategy.actions.plan_file import (
    BodyLine,
    CriterionLine,
    DatesLine,
    ElementLine,
    PlanFile,
    ProgressLine,
    ProgressRow,
    ProgressStored,
    SchemeLine,
    TierLine,
)
from kurul.rooms.strategy.actions.plans import (
    ADOPTION_GAPS,
    adopt,
    define_scheme,
    draft_plan,
    name_coordinator,
    reword_plan,
)

__all__ = [
    "ADOPTION_GAPS",
    "PROGRESS_IMPORT",
    "BodyLine",
    "CriterionLine",
    "DatesLine",
    "ElementLine",
    "PlanFile",
    "ProgressLine",
    "ProgressRow",
    "ProgressStored",
    "SchemeLine",
    "TierLine",
    "add_criterion",
    "add_element",
    "add_indicator",
    "add_step",
    "adopt",
    "correct_dates",
    "correct_wording",
    "define_scheme",
    "draft_plan",
    "involve",
    "load_plan",
    "name_coordinator",
    "reword",
    "reword_plan",
    "set_dates",
    "set_target",
    "take_out",
    "uninvolve",
]
