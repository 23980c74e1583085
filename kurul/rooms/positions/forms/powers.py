"""Powers and delegations, the question who may use one, and what a post reports to."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, ClassVar

from babel.numbers import NumberFormatError, parse_decimal
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from kurul.kernel.identity.capabilities import capabilities
from kurul.kernel.translated import active_language
from kurul.kernel.web.choosing import RecordField
from kurul.kernel.web.fields import DayField, ImpreciseDayField, TranslatedFormField
from kurul.kernel.web.forms import KurulForm, PeriodForm, VersionedForm
from kurul.rooms.organisations.public import Organisation
from kurul.rooms.people.public import Person
from kurul.rooms.positions import queries
from kurul.rooms.positions.actions import Passing
from kurul.rooms.positions.forms.posts import InstrumentField, ReasonField
from kurul.rooms.positions.forms.rules import code_field
from kurul.rooms.positions.models import Delegation, EquivalenceRule, Post, PostKind, Power, Reach
from kurul.rooms.positions.wording import NOT_EXCEPTED, NOT_WRITTEN

_PLAIN_AMOUNT = re.compile(r"[0-9]+(?:[.,][0-9]{1,2})?")


class AmountField(forms.DecimalField):
    """An amount in the unit of the power; empty: none.

    Read as people write it: 50000, 50000.00, and with the signs of the language (50.000,00 in Turkish).
    """

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
        super().__init__(required=False, max_digits=20, decimal_places=2, widget=widget, **kwargs)

    def to_python(self, value: Any) -> Any:
        """Text to Decimal; raises ValidationError. More than two decimals are refused, never rounded."""
        text = str(value or "").strip()
        if not text:
            return None
        if _PLAIN_AMOUNT.fullmatch(text):
            return Decimal(text.replace(",", "."))
        try:
            return parse_decimal(text, locale=active_language(), strict=True)
        except NumberFormatError as error:
            message = _("“%(text)s” is not an amount. Write it as 50000 or 50000.00.")
            raise ValidationError(message, code="invalid", params={"text": text}) from error


class SuperiorForm(VersionedForm):
    """To whom a post reports from a day on."""

    field_order = ("superior", "day", "instrument", "version")

    superior = RecordField(
        Post, label=_("Reports to"), required=False, help_text=_("Leave empty if it reports to nobody any more.")
    )
    day = ImpreciseDayField(label=_("Takes effect on"))
    instrument = InstrumentField()


class CorrectSuperiorForm(PeriodForm):
    """To whom a post really reported, and when; and why it was entered otherwise."""

    field_order = ("superior", "first_day", "last_day", "instrument", "reason")
    finding_fields = {**PeriodForm.finding_fields, "period": "first_day"}

    superior = RecordField(Post, label=_("Reports to"))
    instrument = InstrumentField()
    reason = ReasonField()


class PowerForm(KurulForm):
    """Something that only who holds it may do."""

    finding_fields: ClassVar[Mapping[str, str]] = {"title": "name"}

    code = code_field()
    name = TranslatedFormField(label=pgettext_lazy("power", "Name"), max_length=300)
    unit = forms.CharField(
        label=_("Unit of the threshold"),
        required=False,
        max_length=30,
        help_text=_("For example TRY. Leave empty if the power has no threshold."),
    )
    capability = forms.ChoiceField(
        label=_("Right in this software"),
        required=False,
        help_text=_("What a delegate of the power may then do here. Only for powers without a threshold."),
    )
    order = forms.IntegerField(label=_("Place in lists"), min_value=0, max_value=9999, initial=0)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["capability"]
        assert isinstance(field, forms.ChoiceField)
        known = sorted((str(one.label), str(one)) for one in capabilities().values())
        field.choices = [("", gettext("none")), *((code, label) for label, code in known)]


class GivePowerForm(PeriodForm):
    """Which post, or which kind of post, holds a power in its own right."""

    field_order = (
        "power", "post_kind", "post", "reach", "threshold", "may_delegate", "first_day", "last_day", "instrument",
    )  # fmt: skip
    finding_fields = {**PeriodForm.finding_fields, "period": "first_day"}

    power = forms.ModelChoiceField(Power.objects.all(), label=_("Power"))
    post_kind = forms.ModelChoiceField(PostKind.objects.all(), label=_("Every post of the kind"), required=False)
    post = RecordField(Post, label=_("Or one post"), required=False)
    reach = forms.ChoiceField(label=_("Where it holds"), choices=Reach.choices)
    threshold = AmountField(label=_("Up to"), help_text=_("In the unit of the power. Leave empty for no limit."))
    may_delegate = forms.BooleanField(label=_("May be delegated"), required=False, initial=True)
    instrument = InstrumentField()

    def clean(self) -> dict[str, Any]:
        """Either a kind of post or one post, never both."""
        cleaned = super().clean()
        if (cleaned.get("post_kind") is None) == (cleaned.get("post") is None):
            self.add_error("post_kind", _("Choose either a kind of post or one post."))
        return cleaned


class EndPowerForm(KurulForm):
    """Since when a power is no longer held so."""

    day = ImpreciseDayField(label=_("First day on which it no longer holds"))
    instrument = InstrumentField()


class DelegateForm(PeriodForm):
    """What a post delegates: to whom, up to what, where, for how long, and by which instrument."""

    field_order: Sequence[str] = (
        "power", "from_person", "to_post", "to_person", "organisation", "threshold", "may_pass_on", "first_day",
        "last_day", "instrument",
    )  # fmt: skip
    finding_fields = {**PeriodForm.finding_fields, "period": "first_day", "from_post": "power"}

    power = forms.ModelChoiceField(Power.objects.all(), label=_("Power"))
    from_person = RecordField(
        Person,
        label=_("Passed on in person by"),
        required=False,
        help_text=_(
            "Ends when this person leaves the delegating post. Leave empty if the post delegates, whoever is in it. "
            "Else a name, or a number after a #."
        ),
    )
    to_post = RecordField(Post, label=_("To the post"))
    to_person = RecordField(
        Person,
        label=_("Only while this person is in it"),
        required=False,
        help_text=_("Leave empty if whoever holds the post is meant. Else a name, or a number after a #."),
    )
    organisation = RecordField(
        Organisation,
        label=_("Only for this body and below"),
        required=False,
        help_text=_("Leave empty for everywhere the delegating post holds it."),
    )
    threshold = AmountField(
        label=_("Up to"), help_text=_("In the unit of the power. Leave empty: as far as the delegating post holds it.")
    )
    may_pass_on = forms.BooleanField(label=_("May be passed on"), required=False)
    instrument = InstrumentField(
        label=_("Instrument of delegation"),
        required=True,
        empty_label="---------",
        error_messages={"required": NOT_WRITTEN},
    )

    def arguments(self) -> dict[str, Any]:
        """What it says as one value."""
        return {"said": Passing(**super().arguments())}


class CorrectDelegationForm(DelegateForm):
    """How a delegation really is, all of it, and why it was entered otherwise."""

    field_order = (*DelegateForm.field_order, "reason")
    reason = ReasonField()

    def __init__(self, *args: Any, delegation: Delegation, **kwargs: Any) -> None:
        said = vars(Passing.of(delegation))
        days = {"first_day": delegation.period.start, "last_day": delegation.period.last_day}
        super().__init__(*args, initial={**said, **days}, **kwargs)
        # An empty field would say that nobody was meant. So whom the reader may not see stays where nobody is typed.
        self.kept = {
            name: said[name]
            for name in ("from_person", "to_person")
            if said[name] is not None and not self.fields[name].prepare_value(said[name])
        }
        for name in self.kept:
            self.fields[name].help_text = _(
                "Somebody is recorded here whose name is not for you. Left empty, that stays so."
            )

    def arguments(self) -> dict[str, Any]:
        """What it says as one value, and why."""
        given = PeriodForm.arguments(self)
        given |= {name: person for name, person in self.kept.items() if given[name] is None}
        return {"reason": given.pop("reason"), "said": Passing(**given)}


class RevokeForm(KurulForm):
    """The end of a delegation."""

    last_day = ImpreciseDayField(label=_("Last day on which it holds"), help_text=_("Still included."))
    instrument = InstrumentField()


class ExceptionForm(PeriodForm):
    """That a post counts, or does not count, whatever the rule says."""

    field_order = ("rule", "counts", "reason", "first_day", "last_day", "instrument")
    finding_fields = {**PeriodForm.finding_fields, "period": "first_day"}

    rule = forms.ModelChoiceField(EquivalenceRule.objects.order_by("code"), label=_("The rule"))
    counts = forms.TypedChoiceField(
        label=_("The post"),
        choices=[("yes", _("counts")), ("no", _("does not count"))],
        coerce=lambda value: value == "yes",
    )
    reason = TranslatedFormField(label=_("Reason"), rows=2, max_length=1000)
    instrument = InstrumentField(required=True, empty_label="---------", error_messages={"required": NOT_EXCEPTED})


class WhoMayForm(KurulForm):
    """Which power, for which body, up to which amount: read from the address."""

    power = forms.ModelChoiceField(Power.objects.all(), label=_("Power"), to_field_name="code", empty_label="---------")
    organisation = RecordField(
        Organisation, label=_("For the body"), required=False, help_text=_("Leave empty for every body.")
    )
    amount = AmountField(label=_("Amount"), help_text=_("In the unit of the power; leave empty for any."))

    def clean(self) -> dict[str, Any]:
        """An amount is asked only of a power that has a unit."""
        cleaned = super().clean() or self.cleaned_data
        power = cleaned.get("power")
        if power is not None and cleaned.get("amount") is not None and not power.unit:
            self.add_error("amount", _("This power has no threshold. Leave the amount empty."))
        return cleaned


class SinceForm(KurulForm):
    """Since which day changes are asked for: read from the address."""

    since = DayField(label=_("Changed since"))


class DelegationFilters(forms.Form):
    """The filters of the list of delegations, read from the address."""

    q = forms.CharField(label=_("Title or organisation"), required=False)
    power = forms.ChoiceField(label=_("Power"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["power"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", gettext("all")), *((power.code, str(power)) for power in queries.all_powers())]

    @property
    def chosen(self) -> dict[str, Any]:
        """What is chosen; what the address holds wrongly does not narrow."""
        self.is_valid()
        given = getattr(self, "cleaned_data", {})
        return {"text": given.get("q", ""), "power": given.get("power", "")}


class UnfoundedFilters(forms.Form):
    """The filters of the list of appointments without an instrument, read from the address."""

    q = forms.CharField(label=_("Title or organisation"), required=False)
    when = forms.ChoiceField(
        label=_("Appointments"),
        required=False,
        choices=[("", _("of this day")), ("ever", _("all there ever were"))],
    )
    under = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1, widget=forms.HiddenInput)

    @property
    def chosen(self) -> dict[str, Any]:
        """What is chosen; what the address holds wrongly does not narrow."""
        self.is_valid()
        given = getattr(self, "cleaned_data", {})
        return {"text": given.get("q", ""), "when": given.get("when", ""), "under": given.get("under")}
