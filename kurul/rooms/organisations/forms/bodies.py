"""What people type about bodies and units; parsed and checked here, never saved."""

from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext_lazy as _

from kurul.kernel.web.choosing import RecordField
from kurul.kernel.web.fields import ImpreciseDayField, TranslatedFormField
from kurul.kernel.web.forms import PeriodForm, VersionedForm
from kurul.kernel.web.sorted_choice import SortedChoiceField
from kurul.rooms.law.public import Instrument
from kurul.rooms.organisations import queries
from kurul.rooms.organisations.models import Kind, Level, Organisation


def instrument_field() -> SortedChoiceField:
    """The legal basis, which may be not known."""
    return SortedChoiceField(
        Instrument.objects.all(), label=_("Legal basis"), required=False, empty_label=_("not known")
    )


def note_field(label: Any = "", help_text: Any = "") -> forms.CharField:
    """What else is to be said of a change."""
    label = label or gettext_lazy("Note")
    widget = forms.Textarea(attrs={"rows": 2})
    return forms.CharField(label=label, help_text=help_text, required=False, widget=widget, max_length=2000)


def reason_field(label: Any) -> forms.CharField:
    """Why something is corrected, withdrawn, taken back or given up. The sentence of an empty one is that of the rule
    `organisations.reason_missing`."""
    missing = _("Say why; the reason is kept in the history.")
    widget = forms.Textarea(attrs={"rows": 2})
    return forms.CharField(label=label, widget=widget, max_length=2000, error_messages={"required": missing})


class ListFilters(forms.Form):
    """The filters of the list, read from the address."""

    q = forms.CharField(label=_("Name, old or new, or number"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    level = forms.ChoiceField(label=_("Level"), required=False)
    under = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1, widget=forms.HiddenInput)
    scheme = forms.SlugField(required=False, widget=forms.HiddenInput)
    perhaps = forms.BooleanField(label=_("Also those not known to exist on this day"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offer("kind", [(kind.code, str(kind)) for kind in queries.kinds() if kind.withdrawn_at is None])
        self._offer("level", [(level.code, str(level)) for level in queries.levels() if level.withdrawn_at is None])

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", gettext("all")), *choices]

    @property
    def filters(self) -> queries.Filters:
        """The filters; what the address holds wrongly does not narrow."""
        given = self.cleaned_data if self.is_valid() else getattr(self, "cleaned_data", {})
        return queries.Filters(
            text=given.get("q", ""),
            kind=given.get("kind", ""),
            level=given.get("level", ""),
            under=given.get("under"),
            scheme=given.get("scheme", ""),
            perhaps=bool(given.get("perhaps")),
        )


class FoundForm(PeriodForm):
    """A new body or unit."""

    field_order = ("name", "abbreviation", "kind", "level", "parent", "first_day", "last_day", "instrument")
    finding_fields = {**PeriodForm.finding_fields, "end": "last_day", "day": "first_day"}

    name = TranslatedFormField(label=_("Name"), max_length=300)
    abbreviation = forms.CharField(label=_("Abbreviation"), required=False, max_length=60)
    kind = forms.ModelChoiceField(Kind.objects.all(), label=_("Kind"))
    level = forms.ModelChoiceField(Level.objects.all(), label=_("Level"), required=False, empty_label=_("not known"))
    parent = RecordField(Organisation, label=_("Stands under"), required=False)
    instrument = instrument_field()


class ChangeForm(VersionedForm):
    """What every change of the world has: the day it takes effect, its legal basis, and what else is to be said."""

    day = ImpreciseDayField(label=_("Takes effect on"))
    instrument = instrument_field()
    note = note_field()


class RenameForm(ChangeForm):
    """A new name."""

    field_order = ("name", "abbreviation", "day", "instrument", "note", "version")
    name = TranslatedFormField(label=_("New name"), max_length=300)
    abbreviation = forms.CharField(label=_("Abbreviation"), required=False, max_length=60)


class CorrectNameForm(VersionedForm):
    """The right name instead of one that was entered wrongly."""

    finding_fields = {"day": "reason"}
    name = TranslatedFormField(label=_("Right name"), max_length=300)
    abbreviation = forms.CharField(label=_("Abbreviation"), required=False, max_length=60)
    reason = reason_field(_("Why it was wrong"))


class MoveForm(ChangeForm):
    """Another parent."""

    field_order = ("parent", "day", "instrument", "note", "version")
    parent = RecordField(Organisation, label=_("Stands under"))


class ReclassifyForm(ChangeForm):
    """Another kind or level."""

    field_order = ("kind", "level", "day", "instrument", "note", "version")
    kind = forms.ModelChoiceField(Kind.objects.all(), label=_("Kind"))
    level = forms.ModelChoiceField(Level.objects.all(), label=_("Level"), required=False, empty_label=_("not known"))


class AbolishForm(ChangeForm):
    """The end of a body."""

    day = ImpreciseDayField(label=_("First day on which it no longer exists"))
