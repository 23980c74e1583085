"""What people type into the forms of the room; parsed and checked here, never saved."""

from kurul.rooms.organisations.forms.bodies import (
    AbolishForm,
    ChangeForm,
    CorrectNameForm,
    FoundForm,
    ListFilters,
    MoveForm,
    ReclassifyForm,
    RenameForm,
)
from kurul.rooms.organisations.forms.differences import DifferenceForm
from kurul.rooms.organisations.forms.identifiers import (
    CorrectIdentifierForm,
    EndIdentifierForm,
    IdentifierForm,
    SchemeForm,
)
from kurul.rooms.organisations.forms.reorganisations import (
    ReorganisationForm,
    ReviseForm,
    StepKindForm,
    WithdrawDraftForm,
    step_form,
)
from kurul.rooms.organisations.forms.restructuring import (
    AbsorbForm,
    CorrectClassificationForm,
    CorrectEventForm,
    CorrectExistenceForm,
    CorrectFactForm,
    CorrectPlacementForm,
    MergeForm,
    SplitForm,
    TransferForm,
    WithdrawForm,
)
from kurul.rooms.organisations.forms.units import (
    CompletenessForm,
    LinesForm,
    UnitForm,
    UnitListFilters,
    UnitRuleForm,
)

__all__ = [
    "AbolishForm",
    "AbsorbForm",
    "ChangeForm",
    "CompletenessForm",
    "CorrectClassificationForm",
    "CorrectEventForm",
    "CorrectExistenceForm",
    "CorrectFactForm",
    "CorrectIdentifierForm",
    "CorrectNameForm",
    "CorrectPlacementForm",
    "DifferenceForm",
    "EndIdentifierForm",
    "FoundForm",
    "IdentifierForm",
    "LinesForm",
    "ListFilters",
    "MergeForm",
    "MoveForm",
    "ReclassifyForm",
    "RenameForm",
    "ReorganisationForm",
    "ReviseForm",
    "SchemeForm",
    "SplitForm",
    "StepKindForm",
    "TransferForm",
    "UnitForm",
    "UnitListFilters",
    "UnitRuleForm",
    "WithdrawDraftForm",
    "WithdrawForm",
    "step_form",
]
