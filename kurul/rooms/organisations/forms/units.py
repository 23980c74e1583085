"""What people type about units that matter: one unit, many lines, the rule, and that all are recorded."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext_lazy as _

from kurul.kernel.web.choosing import RecordField
from kurul.kernel.web.fields import TranslatedFormField
from kurul.kernel.web.forms import KurulForm, PeriodForm, VersionedForm
from kurul.rooms.organisations import queries
from kurul.rooms.organisations.forms.bodies import instrument_field, reason_field
from kurul.rooms.organisations.models import Kind, KindGroup, Level, Organisation, UnitRule
from kurul.rooms.organisations.wording import UNIT_STATES

LARGEST_FILE = 200_000  # bytes of a file of lines: some thousand lines


class UnitListFilters(forms.Form):
    """The filters of a page of units, read from the address."""

    state = forms.ChoiceField(label=_("State"), required=False)
    group = forms.ChoiceField(label=_("Where"), required=False)
    level = forms.ChoiceField(label=_("Level"), required=False)

    def __init__(self, *args: Any, groups: Sequence[KindGroup | None], levels: Sequence[Level], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        states = [("having", gettext("has one, raised or not"))]
        states += [(str(code), str(text)) for code, text in UNIT_STATES.items()]
        states.append((queries.PERHAPS, gettext("not known whether the body existed")))
        self._offer("state", states)
        self._offer("group", [(group.code, str(group)) for group in groups if group is not None])
        self._offer("level", [*((level.code, str(level)) for level in levels), (queries.UNKNOWN, gettext("not known"))])

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", gettext("all")), *choices]

    @property
    def filters(self) -> queries.UnitFilters:
        """The filters; what the address holds wrongly does not narrow."""
        given = self.cleaned_data if self.is_valid() else getattr(self, "cleaned_data", {})
        return queries.UnitFilters(given.get("state", ""), given.get("group", ""), given.get("level", ""))


class UnitForm(PeriodForm):
    """One unit of one body, in a short form."""

    field_order = ("parent", "name", "kind", "level", "first_day", "last_day", "instrument")
    finding_fields: ClassVar[Mapping[str, str]] = {**PeriodForm.finding_fields, "end": "last_day", "day": "first_day"}

    parent = RecordField(Organisation, label=_("Of which body"))
    name = TranslatedFormField(label=_("Name of the unit"), max_length=300)
    kind = forms.ModelChoiceField(Kind.objects.none(), label=_("Kind"))
    level = forms.ModelChoiceField(Level.objects.all(), label=_("Level"), required=False, empty_label=_("not known"))
    instrument = instrument_field()

    def __init__(self, *args: Any, rule: UnitRule, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind = self.fields["kind"]
        assert isinstance(kind, forms.ModelChoiceField)
        kinds = list(rule.kinds.all())
        kind.queryset = Kind.objects.filter(pk__in=[one.pk for one in kinds])
        kind.initial = kinds[0].pk if kinds else None
        if len(kinds) == 1:
            kind.widget = forms.HiddenInput()
        self.fields["first_day"].help_text = _("Write ? if it is not known since when the unit exists.")


class LinesForm(KurulForm):
    """Many units, one line each: a file, or the lines themselves."""

    file = forms.FileField(label=_("File (CSV)"), required=False)
    lines = forms.CharField(
        label=_("Or the lines themselves"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        max_length=LARGEST_FILE,
    )
    instrument = instrument_field()

    def clean(self) -> dict[str, Any]:
        """The file becomes the lines; a file that is not text or too large is refused with a sentence."""
        cleaned = super().clean() or self.cleaned_data
        given = cleaned.get("file")
        if given is None:
            if not cleaned.get("lines"):
                self.add_error("lines", _("Choose a file, or write at least one line."))
            return cleaned
        if given.size > LARGEST_FILE:
            self.add_error("file", _("The file is too large. Split it into several of some thousand lines."))
            return cleaned
        try:
            cleaned["lines"] = given.read().decode("utf-8-sig")
        except UnicodeDecodeError:
            self.add_error("file", _("The file is not UTF-8 text. Save it as “CSV UTF-8” and try again."))
        return cleaned


class UnitRuleForm(KurulForm):
    """Which units count and which bodies should have one."""

    code = forms.SlugField(label=_("Code"), max_length=60, help_text=_("Small letters, digits and hyphens."))
    name = TranslatedFormField(label=_("Name"), max_length=200)
    kinds = forms.ModelMultipleChoiceField(
        Kind.objects.filter(is_unit=True), label=_("Kinds of units that count"), widget=forms.CheckboxSelectMultiple
    )
    expected_of = forms.ModelMultipleChoiceField(
        Kind.objects.filter(is_unit=False),
        label=_("Kinds of bodies that should have one"),
        widget=forms.CheckboxSelectMultiple,
    )
    usual_level = forms.ModelChoiceField(
        Level.objects.all(),
        label=_("Usual level"),
        required=False,
        empty_label=gettext_lazy("not said"),
        help_text=_("A unit that stands higher counts as raised."),
    )
    source = forms.CharField(
        label=_("Source"), required=False, widget=forms.Textarea(attrs={"rows": 2}), max_length=2000
    )

    def __init__(self, *args: Any, fixed_code: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if fixed_code:
            del self.fields["code"]

    def arguments(self) -> dict[str, Any]:
        """The kinds as lists."""
        given = super().arguments()
        return {**given, "kinds": list(given["kinds"]), "expected_of": list(given["expected_of"])}


class KindGroupForm(VersionedForm):
    """Which kinds are counted together."""

    code = forms.SlugField(label=_("Code"), max_length=60, help_text=_("Small letters, digits and hyphens."))
    name = TranslatedFormField(label=_("Name"), max_length=200)
    kinds = forms.ModelMultipleChoiceField(
        Kind.objects.all(), label=_("Kinds that are counted together"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, is_new: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["version" if is_new else "code"]

    def arguments(self) -> dict[str, Any]:
        """The kinds as a list."""
        given = super().arguments()
        return {**given, "kinds": list(given["kinds"])}


class RemoveGroupForm(VersionedForm):
    """Why a group of kinds is given up."""

    field_order = ("reason", "version")
    reason = reason_field(_("Why it is given up"))


class CompletenessForm(PeriodForm):
    """For which days it is stated that all units of a body are recorded."""

    instrument = instrument_field()
