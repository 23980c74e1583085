"""Kinds of posts, functions, rules of equivalence, and the roles that follow from posts."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kurul.kernel.identity.capabilities import CIO, ROLES
from kurul.kernel.web.fields import ImpreciseDayField, TranslatedFormField
from kurul.kernel.web.forms import KurulForm, PeriodForm
from kurul.rooms.organisations.public import Kind
from kurul.rooms.positions.forms.posts import FunctionsField, InstrumentField
from kurul.rooms.positions.models import EquivalenceRule, PostKind, Reach

ROLE_CHOICES = [(role.code, role.label) for role in ROLES.values()]


def code_field() -> forms.SlugField:
    """The code by which files name something."""
    return forms.SlugField(
        label=_("Code"), max_length=60, help_text=_("Small letters, digits and underscores; files name it so.")
    )


class WordForm(KurulForm):
    """A kind of post, or a function."""

    finding_fields = {"title": "name"}

    code = code_field()
    name = TranslatedFormField(label=_("Name"), max_length=300)
    order = forms.IntegerField(label=_("Place in lists"), min_value=0, max_value=9999, initial=0)


class RuleForm(PeriodForm):
    """By which posts are counted as a role."""

    field_order = (
        "code", "wording_of_source", "counts_as", "post_kind", "organisation_kind", "required", "also_named", "note",
        "source", "first_day", "last_day", "instrument",
    )  # fmt: skip
    finding_fields = {**PeriodForm.finding_fields, "period": "first_day", "role": "counts_as"}

    code = code_field()
    wording_of_source = TranslatedFormField(label=_("As the source names such a post"), max_length=500)
    counts_as = forms.ChoiceField(label=_("Counts as"), choices=ROLE_CHOICES, initial=CIO.code)
    post_kind = forms.ModelChoiceField(PostKind.objects.all(), label=_("Kind of post"))
    organisation_kind = forms.ModelChoiceField(Kind.objects.all(), label=_("Kind of body"))
    required = FunctionsField(label=_("Functions required"))
    also_named = FunctionsField(label=_("Also named, not required"))
    note = TranslatedFormField(label=_("Note of the source"), rows=2, required=False, max_length=2000)
    source = forms.CharField(label=_("Source"), required=False, max_length=500)
    instrument = InstrumentField()


class EndRuleForm(KurulForm):
    """The end of a rule."""

    day = ImpreciseDayField(label=_("First day on which it no longer holds"))
    instrument = InstrumentField()


class RoleForm(PeriodForm):
    """Which role follows from a kind of post, or from a rule, and where."""

    field_order = ("post_kind", "rule", "role", "reach", "first_day", "last_day")
    finding_fields = {**PeriodForm.finding_fields, "period": "first_day"}

    post_kind = forms.ModelChoiceField(PostKind.objects.all(), label=_("Kind of post"), required=False)
    rule = forms.ModelChoiceField(EquivalenceRule.objects.order_by("code"), label=_("The rule"), required=False)
    role = forms.ChoiceField(label=_("Role"), choices=ROLE_CHOICES)
    reach = forms.ChoiceField(label=_("Where it holds"), choices=Reach.choices)

    def clean(self) -> dict[str, Any]:
        """Either a kind of post or a rule, never both."""
        cleaned = super().clean()
        if (cleaned.get("post_kind") is None) == (cleaned.get("rule") is None):
            self.add_error("post_kind", _("Choose either a kind of post or a rule."))
        return cleaned
