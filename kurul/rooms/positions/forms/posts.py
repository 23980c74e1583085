"""Posts and appointments."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from kurul.kernel.web.choosing import RecordField
from kurul.kernel.web.fields import ImpreciseDayField, TranslatedFormField
from kurul.kernel.web.forms import KurulForm, PeriodForm, VersionedForm
from kurul.kernel.web.sorted_choice import SortedChoiceField
from kurul.rooms.law.public import Instrument
from kurul.rooms.organisations.public import Organisation
from kurul.rooms.people.public import Person
from kurul.rooms.positions import queries
from kurul.rooms.positions.models import Absence, Capacity, Function, PostKind
from kurul.rooms.positions.wording import NO_REASON

LONGEST_REASON = 2000
GREATEST = 2**63 - 1


class InstrumentField(SortedChoiceField):
    """The instrument on which something rests; empty: not known."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs = {"label": _("Legal basis"), "required": False, "empty_label": _("not known"), **kwargs}
        super().__init__(Instrument.objects.all(), **kwargs)


class FunctionsField(forms.ModelMultipleChoiceField):
    """The functions of a portfolio, to be ticked."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs = {"label": _("Portfolio"), "required": False, "widget": forms.CheckboxSelectMultiple, **kwargs}
        super().__init__(Function.objects.all(), **kwargs)


class ReasonField(forms.CharField):
    """Why something was wrong; kept with the correction."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs = {"label": _("Why it was wrong"), "max_length": LONGEST_REASON, **kwargs}
        super().__init__(widget=forms.Textarea(attrs={"rows": 2}), **kwargs)
        self.error_messages["required"] = NO_REASON


class ListFilters(forms.Form):
    """The filters of the list of posts, read from the address."""

    q = forms.CharField(label=_("Title or organisation"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    function = forms.ChoiceField(label=_("Portfolio"), required=False)
    held = forms.ChoiceField(
        label=_("Held"),
        required=False,
        choices=[
            ("", _("all")),
            (queries.FILLED, _("by a substantive holder")),
            (queries.ACTING, _("only by somebody acting")),
            (queries.NOBODY, _("by nobody for certain")),
        ],
    )
    under = forms.IntegerField(required=False, min_value=1, max_value=GREATEST, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offer("kind", [(kind.code, str(kind)) for kind in queries.kinds()])
        self._offer("function", [(function.code, str(function)) for function in queries.functions()])

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
            function=given.get("function", ""),
            held=given.get("held", ""),
            under=given.get("under"),
        )


class EstablishForm(PeriodForm):
    """A new post."""

    field_order = (
        "title", "kind", "organisation", "functions", "holders_allowed", "first_day", "last_day", "instrument",
    )  # fmt: skip
    finding_fields = {**PeriodForm.finding_fields, "day": "first_day"}

    title = TranslatedFormField(label=pgettext_lazy("post", "Title"), max_length=300)
    kind = forms.ModelChoiceField(PostKind.objects.all(), label=_("Kind"))
    organisation = RecordField(Organisation, label=_("Organisation"))
    functions = FunctionsField()
    holders_allowed = forms.IntegerField(
        label=_("How many may hold it at a time"), initial=1, min_value=1, max_value=99
    )
    instrument = InstrumentField()


class ChangeForm(VersionedForm):
    """What every change of a post has: the day it takes effect, and its legal basis."""

    day = ImpreciseDayField(label=_("Takes effect on"))
    instrument = InstrumentField()


class RetitleForm(ChangeForm):
    """A new title or kind."""

    field_order = ("title", "kind", "day", "instrument", "version")
    title = TranslatedFormField(label=_("New title"), max_length=300)
    kind = forms.ModelChoiceField(PostKind.objects.all(), label=_("Kind"))


class MoveForm(ChangeForm):
    """Another organisation."""

    field_order = ("organisation", "day", "instrument", "version")
    organisation = RecordField(Organisation, label=_("Belongs to"))


class PortfolioForm(ChangeForm):
    """The whole portfolio from a day on."""

    field_order = ("functions", "day", "instrument", "version")
    functions = FunctionsField(help_text=_("Everything that belongs to the portfolio from this day on."))


class AbolishForm(ChangeForm):
    """The end of a post."""

    day = ImpreciseDayField(label=_("First day on which it no longer exists"))


class AppointmentForm(PeriodForm):
    """Who holds a post, as what, when, and by which instrument."""

    field_order: Sequence[str] = ("person", "capacity", "absence", "first_day", "last_day", "instrument")
    finding_fields = {**PeriodForm.finding_fields, "period": "first_day"}

    person = RecordField(Person, label=_("Person"))
    capacity = forms.ChoiceField(label=_("Capacity"), choices=Capacity.choices, initial=Capacity.SUBSTANTIVE)
    absence = forms.ChoiceField(
        label=_("Why the holder is absent"),
        choices=Absence.choices,
        required=False,
        help_text=_("Only where somebody acts although the post has a substantive holder."),
    )
    instrument = InstrumentField(label=_("Instrument of appointment"))


class CorrectForm(AppointmentForm):
    """How an appointment really is, all of it, and why it was entered otherwise."""

    field_order = ("person", "capacity", "absence", "first_day", "last_day", "instrument", "reason")
    reason = ReasonField()


class EndForm(KurulForm):
    """The end of an appointment."""

    last_day = ImpreciseDayField(label=_("Last day in the post"), help_text=_("Still included."))
    instrument = InstrumentField()


class WithdrawForm(KurulForm):
    """There never was such an appointment."""

    reason = ReasonField()


class CompletenessForm(PeriodForm):
    """From when to when the posts of a body are recorded completely."""

    finding_fields = {**PeriodForm.finding_fields, "period": "first_day"}
