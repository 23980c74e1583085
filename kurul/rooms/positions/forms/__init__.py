"""What people type about posts, appointments and rules; parsed and checked here, never saved."""

from kurul.rooms.positions.forms.posts import (
    AbolishForm,
    AppointmentForm,
    CompletenessForm,
    CorrectForm,
    EndForm,
    EstablishForm,
    ListFilters,
    MoveForm,
    PortfolioForm,
    RetitleForm,
    WithdrawForm,
)
from kurul.rooms.positions.forms.rules import EndRuleForm, RoleForm, RuleForm, WordForm

__all__ = [
    "AbolishForm",
    "AppointmentForm",
    "CompletenessForm",
    "CorrectForm",
    "EndForm",
    "EndRuleForm",
    "EstablishForm",
    "ListFilters",
    "MoveForm",
    "PortfolioForm",
    "RetitleForm",
    "RoleForm",
    "RuleForm",
    "WithdrawForm",
    "WordForm",
]
