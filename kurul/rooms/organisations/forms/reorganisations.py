"""What people type about a reorganisation: its head, and its steps in the forms of the single changes."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext_lazy as _

from kurul.kernel.identity.actors import Actor
from kurul.kernel.web.choosing import RecordField
from kurul.kernel.web.fields import ImpreciseDayField, TranslatedFormField
from kurul.kernel.web.forms import KurulForm, VersionedForm
from kurul.rooms.organisations.actions import MadeBody, NewBody
from kurul.rooms.organisations.actions.steps import typed_again
from kurul.rooms.organisations.forms import bodies, restructuring
from kurul.rooms.organisations.forms.bodies import instrument_field, note_field, reason_field
from kurul.rooms.organisations.models import ChangeKind, Kind, Level, Organisation, ReorganisationStep

_MADE = re.compile(r"@([0-9]{1,6})(?:\.([0-9]{1,3}))?")
Made = Sequence[tuple[MadeBody, str]]


class ReorganisationForm(KurulForm):
    """A new draft."""

    finding_fields: ClassVar[Mapping[str, str]] = {"name": "title"}

    title = TranslatedFormField(label=_("Title"), max_length=300)
    under = RecordField(
        Organisation,
        label=_("Within which body"),
        required=False,
        help_text=_("Whoever keeps the registry there sees the draft. Leave empty for the whole government."),
    )
    day = ImpreciseDayField(label=_("Takes effect on"))
    instrument = instrument_field()
    note = note_field()


class ReviseForm(VersionedForm):
    """The head of a draft."""

    finding_fields: ClassVar[Mapping[str, str]] = {"name": "title"}
    field_order = ("title", "day", "instrument", "note", "version")

    title = TranslatedFormField(label=_("Title"), max_length=300)
    day = ImpreciseDayField(label=_("Takes effect on"))
    instrument = instrument_field()
    note = note_field()


class WithdrawDraftForm(VersionedForm):
    """Why a draft will not be applied."""

    field_order = ("reason", "version")
    reason = reason_field(_("Why it is withdrawn"))


class StepBodyField(RecordField):
    """A body, or one that an earlier step makes (written @1); cleans to an Organisation, a MadeBody or None."""

    def __init__(self, made: Made, **kwargs: Any) -> None:
        self.made = dict(made)
        if made:
            listed = ", ".join(f"{body} {name}" for body, name in made)
            kwargs["help_text"] = gettext(
                "Name, abbreviation or number; or a body that an earlier step makes: %(listed)s."
            ) % {"listed": listed}
        super().__init__(Organisation, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """A body that is to be as it is written."""
        return str(value) if isinstance(value, MadeBody) else super().prepare_value(value)

    def to_python(self, value: Any) -> Any:
        """Typed text to the body that it means; raises ValidationError."""
        match = _MADE.match(str(value or "").strip())
        if match is None:
            return super().to_python(value)
        body = MadeBody(int(match[1]), int(match[2] or 1) - 1)
        if body not in self.made:
            raise ValidationError(_("No earlier step makes the body %(body)s."), params={"body": str(body)})
        return body


class TakeBackForm(VersionedForm):
    """Why an applied reorganisation is taken back."""

    field_order = ("reason", "version")
    reason = reason_field(_("Why it is taken back"))


class FoundStepForm(VersionedForm):
    """A body or unit that a reorganisation founds."""

    name = TranslatedFormField(label=_("Name"), max_length=300)
    abbreviation = forms.CharField(label=_("Abbreviation"), required=False, max_length=60)
    kind = forms.ModelChoiceField(Kind.objects.all(), label=_("Kind"))
    level = forms.ModelChoiceField(Level.objects.all(), label=_("Level"), required=False, empty_label=_("not known"))
    parent = RecordField(Organisation, label=_("Stands under"), required=False)
    note = note_field()

    def arguments(self) -> dict[str, Any]:
        """The body as one value, as the other steps keep it."""
        given = dict(self.cleaned_data)
        others: dict[str, Any] = {name: given.pop(name) for name in ("note", "version") if name in given}
        return {"new": NewBody(**given), **others}


FORMS: Mapping[str, type[KurulForm]] = {
    ChangeKind.FOUNDED: FoundStepForm,
    ChangeKind.RENAMED: bodies.RenameForm,
    ChangeKind.MOVED: bodies.MoveForm,
    ChangeKind.RECLASSIFIED: bodies.ReclassifyForm,
    ChangeKind.SPLIT: restructuring.SplitForm,
    ChangeKind.MERGED: restructuring.MergeForm,
    ChangeKind.ABSORBED: restructuring.AbsorbForm,
    ChangeKind.TRANSFERRED: restructuring.TransferForm,
    ChangeKind.ABOLISHED: bodies.AbolishForm,
}
WITH_PARTS = (ChangeKind.SPLIT, ChangeKind.TRANSFERRED)


def step_form(
    kind: str,
    typed: Any,
    *,
    made: Made,
    parts: Sequence[tuple[int, str]],
    actor: Actor,
    initial: Mapping[str, Any],
    versioned: bool = False,
) -> KurulForm:
    """The form of a single change as that of a step: without day and instrument, which the reorganisation gives.

    `versioned`: it also carries the version of the reorganisation that was read, for a step that is edited.
    """
    more: dict[str, Any] = {"parts": parts} if kind in WITH_PARTS else {}
    form = FORMS[kind](typed, actor=actor, initial=dict(initial), **more)
    fields = form.fields
    for name in ("day", "instrument", *(() if versioned else ("version",))):
        fields.pop(name, None)
    for name, field in list(fields.items()):
        if isinstance(field, RecordField):
            fields[name] = StepBodyField(made, label=field.label, required=field.required, actor=actor)
    return form


class StepKindForm(KurulForm):
    """Which body a step is about."""

    organisation = RecordField(Organisation, label=gettext_lazy("Which body"))


def filled_in(step: ReorganisationStep) -> dict[str, Any]:
    """What the form of a step shows when the step is edited: the inverse of its `arguments`."""
    given = {name: typed_again(value) for name, value in step.arguments.items()}
    shown = {name: value for name, value in given.items() if name not in ("others", "new", "into", "homes", "units")}
    shown |= {f"other_{number}": body for number, body in enumerate(given.get("others", ()), start=1)}
    shown["units"] = [str(unit.pk) for unit in given.get("units", ()) if unit is not None]
    into = given.get("into", [])
    if isinstance(into, list):  # a split
        for number, new in enumerate(into, start=1):
            shown |= {f"{name}_{number}": new[name] for name in ("name", "kind", "level")}
            shown["parent"] = new["parent"]
        shown |= {f"home_{part}": str(place) for part, place in given.get("homes", {}).items()}
    return {**shown, **given.get("new", {}), **(into if isinstance(into, dict) else {})}
