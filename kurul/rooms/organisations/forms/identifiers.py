"""What people type about numbers and codes, and the schemes they belong to."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from kurul.kernel.web.fields import ImpreciseDayField, TranslatedFormField
from kurul.kernel.web.forms import KurulForm, PeriodForm, VersionedForm
from kurul.rooms.organisations import rules, wording
from kurul.rooms.organisations.forms.bodies import instrument_field, reason_field
from kurul.rooms.organisations.models import Scheme

# Numbers are given for good, and often nobody wrote down since when; a first day is asked for, and "?" is an answer.
SINCE_HELP = _("Write ? if it is not known since when it is borne.")


class IdentifierForm(PeriodForm):
    """A number that a body bears."""

    field_order = ("scheme", "value", "first_day", "last_day", "instrument", "version")
    finding_fields: ClassVar[Mapping[str, str]] = {**PeriodForm.finding_fields, "end": "last_day"}

    scheme = forms.ModelChoiceField(Scheme.objects.all(), label=_("Scheme"))
    value = forms.CharField(label=_("Number or code"), max_length=200)
    instrument = instrument_field()
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["first_day"].help_text = SINCE_HELP


class CorrectIdentifierForm(PeriodForm):
    """The right number instead of one that was entered wrongly."""

    field_order = ("value", "first_day", "last_day", "instrument", "reason")
    finding_fields: ClassVar[Mapping[str, str]] = {**PeriodForm.finding_fields, "end": "last_day"}

    value = forms.CharField(label=_("Number or code"), max_length=200)
    instrument = instrument_field()
    reason = reason_field(_("Why it was wrong"))


class EndIdentifierForm(VersionedForm):
    """Until when a number was borne."""

    field_order = ("day", "instrument", "version")
    day = ImpreciseDayField(label=_("First day on which it is no longer borne"))
    instrument = instrument_field()


class SchemeForm(KurulForm):
    """What sort of number a scheme is."""

    code = forms.SlugField(label=_("Code"), max_length=60, help_text=_("Small letters, digits and hyphens."))
    name = TranslatedFormField(label=_("Name"), max_length=200)
    uri_template = forms.CharField(
        label=_("Web address of a number"),
        required=False,
        max_length=300,
        help_text=_("With {value} where the number belongs, for example https://ror.org/{value}"),
    )
    check_rule = forms.ChoiceField(label=_("Checked by"), required=False)
    is_one_per_body = forms.BooleanField(label=_("A body bears at most one on a day"), required=False, initial=True)

    def __init__(self, *args: Any, fixed_code: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        checks = self.fields["check_rule"]
        assert isinstance(checks, forms.ChoiceField)
        checks.choices = [("", _("nothing")), *((code, wording.CHECKS[code]) for code in rules.CHECKS)]
        if fixed_code:
            del self.fields["code"]
