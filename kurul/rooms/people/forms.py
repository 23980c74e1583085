"""What people type about persons; parsed and checked here, never saved."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kurul.kernel.identity.models import LOGIN_LENGTH, Account
from kurul.kernel.web.fields import ImpreciseDayField
from kurul.kernel.web.forms import KurulForm, PeriodForm, VersionedForm
from kurul.rooms.people.models import HONORIFIC_LENGTH, NAME_LENGTH
from kurul.rooms.people.queries import Filters

NAME = ("given_name", "family_name", "honorific")


class ListFilters(forms.Form):
    """The filters of the list, read from the address."""

    q = forms.CharField(label=_("Name"), required=False)

    @property
    def filters(self) -> Filters:
        """The filters."""
        return Filters(text=self.cleaned_data.get("q", "")) if self.is_valid() else Filters()


class NameForm(KurulForm):
    """What a person is called."""

    given_name = forms.CharField(label=_("Given name"), max_length=NAME_LENGTH)
    family_name = forms.CharField(label=_("Family name"), required=False, max_length=NAME_LENGTH)
    honorific = forms.CharField(
        label=_("Title before the name"), required=False, max_length=HONORIFIC_LENGTH, help_text=_("Dr., Prof. Dr.")
    )


class EnterForm(NameForm):
    """A new person."""


class RenameForm(NameForm, VersionedForm):
    """A new name from a day on."""

    field_order = (*NAME, "day", "version")
    day = ImpreciseDayField(label=_("Called so from"))


class CorrectNameForm(NameForm, VersionedForm):
    """The right name instead of one that was entered wrongly."""

    field_order = (*NAME, "reason", "version")
    finding_fields = {"day": "given_name"}
    reason = forms.CharField(
        label=_("Why it was wrong"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=2000,
        # The sentence is that of the rule `people.reason_missing`.
        error_messages={"required": _("Say why it was wrong; the reason is kept with the correction.")},
    )


class AccountField(forms.CharField):
    """The login of an account."""

    def to_python(self, value: Any) -> Any:
        """Login to Account; raises ValidationError for a login that nobody has."""
        login = str(super().to_python(value) or "").strip()
        if not login:
            return None
        found = Account.objects.by_login(login).first()
        if found is None:
            raise ValidationError(_("No account has the login “%(login)s”."), params={"login": login}, code="invalid")
        return found

    def run_validators(self, value: Any) -> None:
        """The validators of texts do not fit an account; the login was looked up already."""


class LinkForm(PeriodForm):
    """Which account is the person's."""

    field_order = ("account", "first_day", "last_day")
    finding_fields = {**PeriodForm.finding_fields, "end": "last_day"}
    account = AccountField(
        label=_("Login of the account"),
        max_length=LOGIN_LENGTH,
        help_text=_("What follows from the person's posts, this account may then do."),
    )


class EndLinkForm(KurulForm):
    """The end of a link."""

    day = ImpreciseDayField(label=_("First day on which the account is no longer the person's"))
