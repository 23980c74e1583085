"""What people type about provisions: as they first stood, as others amend them, and who rests on them."""

from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.urls import Resolver404, resolve
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kurul.kernel.identity.visibility import visible_to
from kurul.kernel.references import Ref, Referable, referables
from kurul.kernel.web.choosing import RecordField, SeenField, storable
from kurul.kernel.web.fields import ImpreciseDayField, TranslatedFormField
from kurul.kernel.web.forms import KurulForm, PeriodForm, VersionedForm
from kurul.kernel.web.sorted_choice import SortedChoiceField
from kurul.kernel.wording import sentence_pattern
from kurul.rooms.law import queries
from kurul.rooms.law.actions import Act, Saying
from kurul.rooms.law.forms.instruments import REASON
from kurul.rooms.law.models import Instrument, Provision, ProvisionKind

SAYING = ("parent", "kind", "label", "text")
ACT = ("instrument", "acting_provision", "day")


class ProvisionChoice(forms.ModelChoiceField):
    """A provision of one instrument, chosen by its citation."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(Provision.objects.none(), required=False, **kwargs)
        self.names: dict[int, str] = {}

    def offer(self, tree: queries.Tree, *, besides: int = 0) -> None:
        """Offer the provisions of the tree in their order, without `besides` and what stands under it."""
        left_out = {node.id for found in [tree.find(besides)] if found for node in found.walk()}
        offered = [node for node in tree.walk() if node.id not in left_out]
        self.names = {node.id: name_of(node) for node in offered}
        self.queryset = Provision.objects.filter(pk__in=self.names).order_by("order")

    def label_from_instance(self, obj: Any) -> str:
        """How it is cited within its instrument."""
        return self.names.get(obj.pk, str(obj))


def name_of(node: queries.Node) -> str:
    """How a provision is told from the others of its instrument: by its labels, else by how it begins."""
    cited = " ".join(step.cited() for step in node.steps if step.label)
    text = str(node.text)
    return cited if node.label else f"{cited} {text[:60]}…".strip() if len(text) > 60 else f"{cited} {text}".strip()


class SayingForm(VersionedForm):
    """What a provision is and says."""

    parent = ProvisionChoice(label=_("Stands under"), empty_label=_("directly in the instrument"))
    kind = forms.ModelChoiceField(
        ProvisionKind.objects.all(), label=_("What it is"), required=False, empty_label=_("not known")
    )
    label = forms.CharField(
        label=pgettext_lazy("provision", "Label"),
        required=False,
        max_length=60,
        help_text=_("Its number or letter alone: 9, 9/A, ç. Leave empty if the source gives none."),
    )
    text = TranslatedFormField(label=_("What it establishes"), required=False, rows=4, max_length=20000)

    def arguments(self) -> dict[str, Any]:
        """What it says as one value."""
        given = dict(self.cleaned_data)
        said = {name: given.pop(name) for name in SAYING}
        return {**given, "saying": Saying(**said)}


class EnterProvisionForm(SayingForm):
    """A provision as it first stood."""

    field_order = ("parent", "kind", "label", "text", "after", "version")
    after = ProvisionChoice(label=_("Comes after"), empty_label=_("all others"))


class CorrectProvisionForm(SayingForm):
    """What is right instead of a wording that was entered wrongly."""

    field_order = (*SAYING, "reason", "version")
    reason = forms.CharField(**REASON)


class ActForm(VersionedForm):
    """By which other instrument, and from which day on."""

    finding_fields = {"provision": "acting_provision"}
    instrument = SortedChoiceField(Instrument.objects.all(), label=_("By which other instrument"))
    acting_provision = RecordField(
        Provision,
        label=_("By which of its provisions"),
        required=False,
        help_text=_("As it is cited: Law 5436, art. 15. Leave empty if it is not known."),
    )
    day = ImpreciseDayField(label=_("Takes effect on"))

    def arguments(self) -> dict[str, Any]:
        """The act as one value."""
        given = dict(self.cleaned_data)
        act = Act(given.pop("instrument"), given.pop("day"), given.pop("acting_provision"))
        return {**given, "act": act}


class AmendProvisionForm(ActForm, SayingForm):
    """A new wording from a day on."""

    field_order: tuple[str, ...] = (*ACT, *SAYING, "version")

    def arguments(self) -> dict[str, Any]:
        """Who amends it, and what it then says."""
        given = ActForm.arguments(self)
        said = {name: given.pop(name) for name in SAYING}
        return {**given, "saying": Saying(**said)}


class InsertProvisionForm(AmendProvisionForm):
    """A provision that another instrument adds."""

    field_order = (*ACT, *SAYING, "after", "version")
    after = ProvisionChoice(label=_("Comes after"), empty_label=_("all others"))


class RepealProvisionForm(ActForm):
    """The repeal of a provision."""

    field_order = (*ACT, "version")


class ReasonForm(VersionedForm):
    """Why something that was recorded is taken back."""

    reason = forms.CharField(**REASON)


class AnyRecordField(SeenField):
    """A record of any room: the address of its page, or its name; cleans to a Ref."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.TextInput(attrs={"autocomplete": "off"}), **kwargs)

    def to_python(self, value: Any) -> Ref | None:
        """Typed text to the one record that it means; raises ValidationError when there is none, or more than one."""
        text = storable(str(value or "")).strip()
        if not text:
            return None
        if "/" in text and (ref := _at(text)) is not None:
            found = self._seen(*ref)
        else:
            found = {}
            for one in referables():
                if one.meant is not None:
                    found |= self._seen(one, one.meant(text))
        if not found:
            raise ValidationError(sentence_pattern("law.record_not_found") % {"text": text})
        if len(found) > 1:
            listed = "; ".join(list(found.values())[:5])
            raise ValidationError(
                _("Several records are called “%(text)s”: %(listed)s. Paste the address of the one you mean."),
                params={"text": text, "listed": listed},
            )
        return next(iter(found))

    def _seen(self, one: Referable, numbers: Any) -> dict[Ref, str]:
        rows = visible_to(one.model._default_manager.filter(pk__in=list(numbers)), self.actor)
        names = one.labels(list(rows.values_list("pk", flat=True)))
        return {Ref(one.model._meta.label_lower, number): name for number, name in names.items()}


def _at(text: str) -> tuple[Referable, list[int]] | None:
    """The kind of record and the number behind the address of a page; None where it is no such address."""
    try:
        match = resolve(urlsplit(text).path)
    except (Resolver404, ValueError):
        return None
    numbers = [value for value in (*match.args, *match.kwargs.values()) if isinstance(value, int)]
    one = next((one for one in referables() if one.url_name == match.view_name), None)
    return (one, numbers) if one is not None and numbers else None


class CiteForm(PeriodForm):
    """A record that rests on a provision."""

    field_order = ("record_resting", "first_day", "last_day")
    finding_fields = {**PeriodForm.finding_fields, "record": "record_resting", "day": "first_day"}
    record_resting = AnyRecordField(
        label=_("Which record rests on it"),
        help_text=_("Paste the address of its page in Kurul, or type its name."),
    )


class EndCitationForm(KurulForm):
    """From when on a record no longer rests on a provision."""

    day = ImpreciseDayField(label=_("First day on which it no longer rests on it"))


class WithdrawCitationForm(KurulForm):
    """Why a citation was wrong."""

    reason = forms.CharField(**REASON)


class ClauseFiltersForm(forms.Form):
    """The filters of the list of provisions, read from the address."""

    q = forms.CharField(label=_("Label or text"), required=False)
    kind = forms.ChoiceField(label=_("What it is"), required=False)
    resting = forms.ChoiceField(
        label=_("What rests on it"),
        required=False,
        choices=[("", _("all")), (queries.CITED, _("something")), (queries.ORPHAN, _("nothing"))],
    )
    instrument = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["kind"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("all")), *((kind.code, str(kind)) for kind in queries.provision_kinds())]

    @property
    def filters(self) -> queries.ClauseFilters:
        """The filters; what the address holds wrongly does not narrow."""
        self.is_valid()
        given = self.cleaned_data
        return queries.ClauseFilters(
            text=given.get("q", ""),
            instrument=given.get("instrument"),
            kind=given.get("kind", ""),
            resting=given.get("resting", ""),
        )
