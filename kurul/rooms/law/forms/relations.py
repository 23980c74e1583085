"""What people type about what instruments do to each other."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kurul.kernel.web.choosing import RecordField
from kurul.kernel.web.fields import ImpreciseDayField
from kurul.kernel.web.forms import KurulForm, VersionedForm
from kurul.kernel.web.sorted_choice import SortedChoiceField
from kurul.rooms.law.actions import Act
from kurul.rooms.law.forms.instruments import REASON
from kurul.rooms.law.models import Instrument, Provision, RelationKind
from kurul.rooms.law.wording import ACTING, MET

DAY: dict[str, Any] = {"label": _("Takes effect on")}


class MetForm(VersionedForm):
    """What another instrument does to this one."""

    field_order = ("kind", "instrument", "acting_provision", "day", "version")
    finding_fields = {"provision": "acting_provision"}
    kind = forms.ChoiceField(label=_("What happens to it"), choices=list(MET.items()))
    instrument = SortedChoiceField(Instrument.objects.all(), label=_("By which other instrument"))
    acting_provision = RecordField(
        Provision,
        label=_("By which of its provisions"),
        required=False,
        help_text=_("As it is cited: Law 5436, art. 15. Leave empty if it is not known."),
    )
    day = ImpreciseDayField(**DAY)

    def arguments(self) -> dict[str, Any]:
        """The kind, and the act as one value."""
        given = dict(self.cleaned_data)
        act = Act(given.pop("instrument"), given.pop("day"), given.pop("acting_provision"))
        return {**given, "kind": RelationKind(given.pop("kind")), "act": act}


class ActingForm(KurulForm):
    """What this instrument does to another one."""

    field_order = ("kind", "target", "target_provision", "day")
    finding_fields = {"instrument": "target"}
    kind = forms.ChoiceField(label=_("What it does"), choices=list(ACTING.items()))
    target = SortedChoiceField(Instrument.objects.all(), label=_("To which instrument"))
    target_provision = RecordField(
        Provision,
        label=_("On which provision it rests"),
        required=False,
        help_text=_(
            "Only for “rests on”, as it is cited: Law 5018, art. 60. That a provision is amended or repealed is "
            "recorded on the page of that provision."
        ),
    )
    day = ImpreciseDayField(**DAY)

    def clean(self) -> dict[str, Any]:
        """A provision is named here only as what something rests on."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("target_provision") and cleaned.get("kind") != RelationKind.RESTS_ON:
            self.add_error(
                "target_provision", _("Record this on the page of the provision, where its wording changes with it.")
            )
        return cleaned

    def arguments(self) -> dict[str, Any]:
        """The kind, the day and the target; the version is that of now."""
        given = dict(self.cleaned_data)
        return {**given, "kind": RelationKind(given.pop("kind")), "version": given["target"].version}


class CorrectRelationForm(VersionedForm):
    """The right day of an effect."""

    field_order = ("day", "reason", "version")
    day = ImpreciseDayField(**DAY)
    reason = forms.CharField(**REASON)
