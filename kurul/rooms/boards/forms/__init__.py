"""What people type about boards; parsed and checked here, never saved."""

from kurul.rooms.boards.forms.charters import (
    AmendForm,
    CharterForm,
    CorrectForm,
    EndForm,
    EndSeatsForm,
    SeatsForm,
    terms_now,
)
from kurul.rooms.boards.forms.decisions import ConfirmForm, DecideForm, DecisionFilters, NoteForm, SupersedeForm
from kurul.rooms.boards.forms.meetings import (
    AttendanceForm,
    CancelForm,
    ItemForm,
    MeetingFilters,
    MinutesForm,
    PlanForm,
    RescheduleForm,
)

__all__ = [
    "AmendForm",
    "AttendanceForm",
    "CancelForm",
    "CharterForm",
    "ConfirmForm",
    "CorrectForm",
    "DecideForm",
    "DecisionFilters",
    "EndForm",
    "EndSeatsForm",
    "ItemForm",
    "MeetingFilters",
    "MinutesForm",
    "NoteForm",
    "PlanForm",
    "RescheduleForm",
    "SeatsForm",
    "SupersedeForm",
    "terms_now",
]
