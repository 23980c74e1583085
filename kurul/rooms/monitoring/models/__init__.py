"""Arrangements (scales, chains), periods, and the reports with everything that happened to them."""

from kurul.rooms.monitoring.models.arrangements import Chain, ChainStep, Grade, Meaning, Scale, Where
from kurul.rooms.monitoring.models.periods import MonitoringPeriod, Reminder
from kurul.rooms.monitoring.models.reports import (
    Entry,
    EvidenceLink,
    IndicatorValue,
    Rating,
    Report,
    State,
    Transition,
)

__all__ = [
    "Chain",
    "ChainStep",
    "Entry",
    "EvidenceLink",
    "Grade",
    "IndicatorValue",
    "Meaning",
    "MonitoringPeriod",
    "Rating",
    "Reminder",
    "Report",
    "Scale",
    "State",
    "Transition",
    "Where",
]
