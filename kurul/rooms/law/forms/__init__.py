"""What people type about law; parsed and checked here, never saved."""

from kurul.rooms.law.forms.instruments import (
    PARTICULARS,
    ChangeKindForm,
    ChangeProvisionKindForm,
    CorrectForm,
    EnterForm,
    KindForm,
    ListFilters,
    ProvisionKindForm,
)
from kurul.rooms.law.forms.provisions import (
    AmendProvisionForm,
    CiteForm,
    ClauseFiltersForm,
    CorrectProvisionForm,
    EndCitationForm,
    EnterProvisionForm,
    InsertProvisionForm,
    ReasonForm,
    RepealProvisionForm,
    SayingForm,
    WithdrawCitationForm,
)
from kurul.rooms.law.forms.relations import ActingForm, CorrectRelationForm, MetForm

__all__ = [
    "PARTICULARS",
    "ActingForm",
    "AmendProvisionForm",
    "ChangeKindForm",
    "ChangeProvisionKindForm",
    "CiteForm",
    "ClauseFiltersForm",
    "CorrectForm",
    "CorrectProvisionForm",
    "CorrectRelationForm",
    "EndCitationForm",
    "EnterForm",
    "EnterProvisionForm",
    "InsertProvisionForm",
    "KindForm",
    "ListFilters",
    "MetForm",
    "ProvisionKindForm",
    "ReasonForm",
    "RepealProvisionForm",
    "SayingForm",
    "WithdrawCitationForm",
]
