"""What people type about several bodies at once, and about what was wrong."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kurul.kernel.rules import Finding
from kurul.kernel.web.choosing import RecordField
from kurul.kernel.web.fields import ImpreciseDayField, TranslatedFormField
from kurul.kernel.web.forms import KurulForm, PeriodForm
from kurul.rooms.organisations.actions import NewBody
from kurul.rooms.organisations.forms.bodies import ChangeForm, instrument_field, note_field, reason_field
from kurul.rooms.organisations.models import Kind, Level, Organisation

OTHERS = 4  # further bodies that one form takes
NEW_BODIES = 4  # bodies that one form splits into


def _kind() -> forms.ModelChoiceField:
    return forms.ModelChoiceField(Kind.objects.all(), label=_("Kind"))


def _level() -> forms.ModelChoiceField:
    return forms.ModelChoiceField(Level.objects.all(), label=_("Level"), required=False, empty_label=_("not known"))


def _others(label: Any) -> dict[str, RecordField]:
    return {
        f"other_{number}": RecordField(Organisation, label=f"{label} ({number})", required=number == 1)
        for number in range(1, OTHERS + 1)
    }


class OthersForm(ChangeForm):
    """A change in which further bodies take part."""

    finding_fields: ClassVar[Mapping[str, str]] = {"others": "other_1"}
    others_label: ClassVar[Any] = _("Another body")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        added = _others(self.others_label)
        for field in added.values():
            field.actor = self.actor
        self.fields = {**added, **self.fields}

    def arguments(self) -> dict[str, Any]:
        """The further bodies as one list."""
        given = super().arguments()
        named = [given.pop(f"other_{number}") for number in range(1, OTHERS + 1)]
        return {**given, "others": [body for body in named if body is not None]}


class MergeForm(OthersForm):
    """Bodies that end, and the new one that takes their place."""

    others_label = _("Merged with")

    name = TranslatedFormField(label=_("Name of the new body"), max_length=300)
    abbreviation = forms.CharField(label=_("Abbreviation"), required=False, max_length=60)
    kind = _kind()
    level = _level()
    parent = RecordField(Organisation, label=_("Stands under"), required=False)
    field_order = ("name", "abbreviation", "kind", "level", "parent", "day", "instrument", "note", "version")

    def arguments(self) -> dict[str, Any]:
        """The new body as one value."""
        given = super().arguments()
        fields = ("name", "kind", "level", "abbreviation", "parent")
        into = NewBody(**{name: given.pop(name) for name in fields})
        return {**given, "into": into}


class AbsorbForm(OthersForm):
    """Bodies that end and are taken in."""

    others_label = _("Takes in")


class SplitForm(ChangeForm):
    """The bodies that come out of one, and which part goes where. `parts`: number and name of each part."""

    finding_fields: ClassVar[Mapping[str, str]] = {"into": "name_1", "name": "name_1", "homes": ""}

    goes_on = forms.BooleanField(label=_("The body itself goes on beside them"), required=False)
    parent = RecordField(Organisation, label=_("The new bodies stand under"), required=False)

    def __init__(self, *args: Any, parts: Sequence[tuple[int, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.parts = parts
        new: dict[str, forms.Field] = {}
        # Read once for all the new bodies.
        kinds = [("", "—"), *((kind.pk, str(kind)) for kind in Kind.objects.all())]
        levels = [("", _("not known")), *((level.pk, str(level)) for level in Level.objects.all())]
        for number in range(1, NEW_BODIES + 1):
            said = {"number": number}
            new[f"name_{number}"] = TranslatedFormField(
                label=_("%(number)s. new body: name") % said, max_length=300, required=number == 1
            )
            new[f"kind_{number}"] = kind = forms.ModelChoiceField(
                Kind.objects.all(), label=_("%(number)s. new body: kind") % said, required=number == 1, empty_label="—"
            )
            new[f"level_{number}"] = level = _level()
            level.label = _("%(number)s. new body: level") % said
            kind.choices, level.choices = kinds, levels
        homes: dict[str, forms.Field] = {}
        for pk, name in parts:
            choices = [("", _("stays where it is (only if the body itself goes on)")), *self._new_bodies()]
            label = _("“%(part)s” stands from then on under") % {"part": name}
            homes[f"home_{pk}"] = forms.ChoiceField(label=label, choices=choices, required=False)
        rest = dict(self.fields)
        first = {name: rest.pop(name) for name in ("goes_on", "parent")}
        self.fields = {**first, **new, **homes, **rest}

    @staticmethod
    def _new_bodies() -> list[tuple[str, Any]]:
        return [
            (str(number - 1), _("the %(number)s. new body") % {"number": number}) for number in range(1, NEW_BODIES + 1)
        ]

    def clean(self) -> dict[str, Any]:
        """A further body that is named also has a kind; a part comes under one that is named."""
        cleaned = super().clean() or self.cleaned_data
        for number in range(2, NEW_BODIES + 1):
            if cleaned.get(f"name_{number}") and cleaned.get(f"kind_{number}") is None:
                self.add_error(f"kind_{number}", _("Choose the kind of this body."))
        for pk, _name in self.parts:
            home = cleaned.get(f"home_{pk}")
            if home and not cleaned.get(f"name_{int(home) + 1}"):
                self.add_error(f"home_{pk}", _("This new body has no name yet. Name it, or choose another one."))
        return cleaned

    def arguments(self) -> dict[str, Any]:
        """The new bodies in their order, and the home of each part that got one."""
        given = self.cleaned_data
        named = [number for number in range(1, NEW_BODIES + 1) if given[f"name_{number}"]]
        place = {str(number - 1): index for index, number in enumerate(named)}
        into = [
            NewBody(given[f"name_{number}"], given[f"kind_{number}"], given[f"level_{number}"], parent=given["parent"])
            for number in named
        ]
        homes = {pk: place[given[f"home_{pk}"]] for pk, _name in self.parts if given[f"home_{pk}"]}
        names = ("day", "instrument", "note", "version", "goes_on")
        kept: dict[str, Any] = {name: given[name] for name in names if name in given}
        return {**kept, "into": into, "homes": homes}

    def field_of(self, finding: Finding) -> str | None:
        """At the first part, or above the form when it has none."""
        if finding.field == "homes" and self.parts:
            return f"home_{self.parts[0][0]}"
        return super().field_of(finding)


class TransferForm(ChangeForm):
    """Units and functions that go to another body. `parts`: number and name of each part."""

    to = RecordField(Organisation, label=_("To which body"))
    units = forms.MultipleChoiceField(
        label=_("Units that go there"), required=False, widget=forms.CheckboxSelectMultiple
    )
    note = note_field(_("Functions that go there"), _("In the words of the instrument. Leave empty if only units go."))
    field_order = ("to", "units", "note", "day", "instrument", "version")

    def __init__(self, *args: Any, parts: Sequence[tuple[int, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = self.fields["units"]
        assert isinstance(units, forms.MultipleChoiceField)
        units.choices = [(str(pk), name) for pk, name in parts]
        if not parts:
            del self.fields["units"]

    def arguments(self) -> dict[str, Any]:
        """The units as bodies."""
        given = super().arguments()
        numbers = [int(pk) for pk in given.get("units", [])]
        return {**given, "units": list(Organisation.objects.filter(pk__in=numbers).order_by("pk"))}


class CorrectEventForm(KurulForm):
    """The right day, instrument and note of a change."""

    day = ImpreciseDayField(label=_("Takes effect on"))
    instrument = instrument_field()
    note = note_field()
    reason = reason_field(_("Why it was wrong"))


class WithdrawForm(KurulForm):
    """Why something is taken back."""

    reason = reason_field(_("Why it is withdrawn"))


class CorrectFactForm(PeriodForm):
    """What every entry has: from when to when, by which instrument."""

    instrument = instrument_field()
    reason = reason_field(_("Why it was wrong"))
    columns: ClassVar[tuple[str, ...]] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = {name: self.fields[name] for name in self.columns}
        self.fields = {**own, **{name: field for name, field in self.fields.items() if name not in own}}


class CorrectExistenceForm(CorrectFactForm):
    """When the body exists."""


class CorrectClassificationForm(CorrectFactForm):
    """What the body is."""

    columns = ("kind", "level")
    kind = _kind()
    level = _level()


class CorrectPlacementForm(CorrectFactForm):
    """Under which body it stands."""

    columns = ("parent",)
    parent = RecordField(Organisation, label=pgettext_lazy("one body", "Stands under"))
