"""The only writers of this room."""

from kurul.rooms.monitoring.actions.arrangements import (
    GradeLine,
    StepLine,
    enter_chain,
    enter_scale,
    standard_chain,
    standard_scale,
)
from kurul.rooms.monitoring.actions.loading import store_progress
from kurul.rooms.monitoring.actions.periods import close_period, expect_reports, open_period, remind
from kurul.rooms.monitoring.actions.reports import (
    accept_report,
    approve,
    consolidate,
    hand_in,
    no_change,
    rate,
    return_report,
    save_draft,
    submit_report,
)

__all__ = [
    "GradeLine",
    "StepLine",
    "accept_report",
    "approve",
    "close_period",
    "consolidate",
    "enter_chain",
    "enter_scale",
    "expect_reports",
    "hand_in",
    "no_change",
    "open_period",
    "rate",
    "remind",
    "return_report",
    "save_draft",
    "standard_chain",
    "standard_scale",
    "store_progress",
    "submit_report",
]
