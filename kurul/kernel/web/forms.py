"""Forms: labels above, help under the label, errors at the field and summed up on top with links."""

from collections.abc import Mapping
from typing import Any, ClassVar, cast

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.forms.renderers import TemplatesSetting
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from kurul.kernel.identity.actors import Actor
from kurul.kernel.imports.rules import holds_no_controls
from kurul.kernel.rules import Finding
from kurul.kernel.temporal.bounds import Period
from kurul.kernel.translated import Translated
from kurul.kernel.web.choosing import SeenField
from kurul.kernel.web.fields import ImpreciseDayField
from kurul.kernel.wording import sentence


class KurulFormRenderer(TemplatesSetting):
    """Renders every form of the site, those of packages too, with our templates."""

    form_template_name = "forms/form.html"
    field_template_name = "forms/field.html"


class KurulForm(forms.Form):
    """The base of all forms. `finding_fields` says at which field to show what a rule objects to by another name.

    `actor` is who fills it in: fields for records offer and accept only what that one may see.
    """

    finding_fields: ClassVar[Mapping[str, str]] = {}

    def __init__(self, *args: Any, actor: Actor | None = None, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        # The browser's own bubbles come in its language, one at a time; ours name all errors at once.
        kwargs.setdefault("use_required_attribute", False)
        super().__init__(*args, **kwargs)
        self.actor = actor or Actor.nobody()
        for field in self.fields.values():
            if isinstance(field, SeenField):
                field.actor = self.actor

    def full_clean(self) -> None:
        """What is typed or pasted holds no characters that no document could repeat, in whatever field."""
        super().full_clean()
        for name, value in list(getattr(self, "cleaned_data", {}).items()):  # none before the form is sent
            texts = value.values() if isinstance(value, Translated) else [value] if isinstance(value, str) else ()
            for finding in holds_no_controls(texts):
                self.add_error(name if name in self.fields else None, sentence(finding))

    def arguments(self) -> dict[str, Any]:
        """What the action is given; override where its parameters have other names than the fields."""
        return dict(self.cleaned_data)

    def field_of(self, finding: Finding) -> str | None:
        """The field at which a finding is shown; None: above the form."""
        name = self.finding_fields.get(finding.field or "", finding.field)
        return name if name in self.fields else None


class PeriodForm(KurulForm):
    """A form with a first and a last day, both included; the action gets them as `period`."""

    finding_fields: ClassVar[Mapping[str, str]] = {
        "period": "last_day",
        "valid_from": "first_day",
        "valid_to": "last_day",
    }

    first_day = ImpreciseDayField(label=_("First day"))
    last_day = ImpreciseDayField(
        label=_("Last day"), open_when_empty=True, help_text=_("Still included. Leave empty if there is no end.")
    )

    def clean(self) -> dict[str, Any]:
        """The two days become one period, if the last can lie after the first."""
        cleaned = super().clean() or self.cleaned_data
        first, last = cleaned.get("first_day"), cleaned.get("last_day")
        if first is None or last is None:
            return cleaned
        if first.is_open:
            self.add_error("first_day", _("A first day is needed; write ? if it is not known."))
            return cleaned
        period = Period.through(first, None if last.is_open else last)
        if not period.is_possible:
            self.add_error("last_day", _("The last day lies before the first."))
        else:
            cleaned["period"] = period
        return cleaned

    def arguments(self) -> dict[str, Any]:
        """The period instead of its two days."""
        return {name: value for name, value in self.cleaned_data.items() if name not in {"first_day", "last_day"}}


class VersionedForm(KurulForm):
    """A form over a record that people edit side by side: it carries the version that was read.

    The action refuses with Stale when the record has moved on. The page shows what was typed together with the record
    as it now is; `renew(version)` lets the next attempt count against that.
    """

    version = forms.IntegerField(widget=forms.HiddenInput)

    @property
    def is_stale(self) -> bool:
        """Whether the action refused because the record has moved on."""
        return self.has_error(NON_FIELD_ERRORS, "kernel.stale")

    def renew(self, version: int) -> None:
        """After a Stale: the next time the form is sent it is about this version."""
        renewed = cast(QueryDict, self.data).copy()
        renewed[self.add_prefix("version")] = str(version)
        self.data = renewed
