"""What people type about instruments and the kinds of them."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kurul.kernel.identity.actors import Actor
from kurul.kernel.temporal.bounds import Bound
from kurul.kernel.temporal.look import Look
from kurul.kernel.web.fields import ImpreciseDayField, TranslatedFormField
from kurul.kernel.web.forms import KurulForm, VersionedForm
from kurul.rooms.law import queries
from kurul.rooms.law.models import InstrumentKind, Particulars

PARTICULARS = (
    "kind",
    "title",
    "number",
    "issued",
    "gazette_number",
    "gazetted",
    "in_force",
    "issuing_body",
    "status_note",
    "relevance",
    "source",
)
CODE_HELP = _("By which files name it: small letters, digits and _.")
# The sentence is that of the rule `law.reason_missing`.
REASON: dict[str, Any] = {
    "label": _("Why it was wrong"),
    "widget": forms.Textarea(attrs={"rows": 2}),
    "max_length": 2000,
    "error_messages": {"required": _("Say why it was wrong; the reason is kept with the correction.")},
}


class ListFilters(forms.Form):
    """The filters of the list, read from the address."""

    q = forms.CharField(label=_("Title, number, body or provision"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    year = forms.TypedChoiceField(label=_("Signed or published in"), required=False, coerce=int, empty_value=None)
    force = forms.ChoiceField(
        label=_("On this day"),
        required=False,
        choices=[("", _("all")), (queries.IN_FORCE, _("in force")), (queries.ENDED, _("repealed or replaced"))],
    )
    known = forms.ChoiceField(
        label=_("Day of signature"),
        required=False,
        choices=[
            ("", _("all")),
            (queries.EXACT, pgettext_lazy("day", "known")),
            (queries.PARTLY, pgettext_lazy("day", "known in part")),
            (queries.NOT_KNOWN, _("not known")),
        ],
    )

    def __init__(self, *args: Any, look: Look, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offer("kind", [(kind.code, str(kind)) for kind in queries.kinds()])
        self._offer("year", [(str(year), str(year)) for year in queries.years(look, actor)])

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("all")), *choices]

    @property
    def filters(self) -> queries.Filters:
        """The filters; what the address holds wrongly does not narrow."""
        self.is_valid()
        given = self.cleaned_data
        return queries.Filters(
            text=given.get("q", ""),
            kind=given.get("kind", ""),
            year=given.get("year"),
            known=given.get("known", ""),
            force=given.get("force", ""),
        )


class ParticularsForm(KurulForm):
    """What is said of an instrument."""

    kind = forms.ModelChoiceField(InstrumentKind.objects.all(), label=_("Kind"))
    title = TranslatedFormField(label=pgettext_lazy("instrument", "Title"), required=False, max_length=1000)
    number = forms.CharField(
        label=pgettext_lazy("instrument", "Number"),
        required=False,
        max_length=60,
        help_text=_("For example 5018 or 2013/102."),
    )
    issued = ImpreciseDayField(label=_("Signed or decided on"), required=False)
    gazette_number = forms.CharField(label=_("Number of the official gazette"), required=False, max_length=60)
    gazetted = ImpreciseDayField(label=_("Published on"), required=False)
    in_force = ImpreciseDayField(label=_("Entered into force on"), required=False)
    issuing_body = TranslatedFormField(label=_("Issuing body"), required=False, max_length=300)
    status_note = TranslatedFormField(
        label=_("Status"),
        required=False,
        max_length=1000,
        help_text=_("What a source says in words. Repeals and amendments are recorded as such, on the page."),
    )
    relevance = TranslatedFormField(label=_("Why it matters here"), required=False, rows=3, max_length=2000)
    source = forms.CharField(
        label=_("Source"),
        required=False,
        max_length=500,
        help_text=_("Where this can be read: an address or a reference."),
    )

    def arguments(self) -> dict[str, Any]:
        """The particulars as one value; a day that is left empty is not known."""
        given = dict(self.cleaned_data)
        said = {name: given.pop(name) for name in PARTICULARS}
        for name in ("issued", "gazetted", "in_force"):
            said[name] = said[name] or Bound.unknown()
        return {**given, "particulars": Particulars(**said)}


class EnterForm(ParticularsForm):
    """A new instrument."""

    field_order = ("code", *PARTICULARS)
    code = forms.CharField(
        label=_("Code"), max_length=60, help_text=_("By which files name it: LAW-5018. It stays what it is.")
    )


class CorrectForm(ParticularsForm, VersionedForm):
    """What is right instead of what was entered wrongly."""

    field_order = (*PARTICULARS, "stated", "reason", "version")
    stated = forms.BooleanField(
        label=_("A source states all of this"),
        required=False,
        help_text=_("Takes the mark “inferred” from every value. Otherwise only from those that you change."),
    )
    reason = forms.CharField(**REASON)


class ChangeKindForm(KurulForm):
    """What a kind of instrument is called, and how one is cited and addressed."""

    field_order = ("name", "reference", "jurisdiction", "eli_template", "code")
    name = TranslatedFormField(label=_("Name"), required=False, max_length=200)
    reference = TranslatedFormField(
        label=_("How one is cited"),
        required=False,
        max_length=200,
        help_text=_("With {number} in it: Law {number}. Leave empty if it is cited by its title."),
    )
    jurisdiction = forms.CharField(
        label=_("Code of the jurisdiction"), required=False, max_length=20, help_text=_("The first part of an ELI: tr.")
    )
    eli_template = forms.CharField(
        label=_("Path of the ELI"),
        required=False,
        max_length=200,
        help_text=_("For example {jurisdiction}/kanun/{year}/{number}. Leave empty if such instruments have no ELI."),
    )


class KindForm(ChangeKindForm):
    """A new kind of instrument; its code stays what it is."""

    code = forms.SlugField(label=_("Code"), max_length=60, help_text=CODE_HELP)


class ChangeProvisionKindForm(KurulForm):
    """What a kind of provision is called, and how one is cited and addressed."""

    field_order = ("name", "reference", "eli_part", "code")
    name = TranslatedFormField(label=_("Name"), required=False, max_length=200)
    reference = TranslatedFormField(
        label=_("How one is cited"), required=False, max_length=200, help_text=_("With {label} in it: art. {label}.")
    )
    eli_part = forms.CharField(
        label=_("Its part of an ELI"),
        required=False,
        max_length=60,
        help_text=_("With {label} in it: art_{label}. Leave empty if it has none."),
    )


class ProvisionKindForm(ChangeProvisionKindForm):
    """A new kind of provision; its code stays what it is."""

    code = forms.SlugField(label=_("Code"), max_length=60, help_text=CODE_HELP)
