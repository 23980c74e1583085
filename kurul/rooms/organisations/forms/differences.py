"""What people ask of the difference of two days, read from the address."""

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kurul.kernel.rules import Finding
from kurul.kernel.temporal.between import Between
from kurul.kernel.temporal.look import FIRST_LOOKED_AT, LAST_LOOKED_AT, Look
from kurul.kernel.web.choosing import RecordField
from kurul.kernel.web.fields import DayField
from kurul.kernel.web.forms import KurulForm
from kurul.kernel.wording import sentence
from kurul.rooms.organisations import queries
from kurul.rooms.organisations.models import Organisation

EARLIEST = date(1800, 1, 1)
BY_RECORD = "record"


class DifferenceForm(KurulForm):
    """Two days, whose changes, which ones, and on which of the two clocks."""

    body = RecordField(Organisation, label=_("Body and all below it"), required=False)
    by = forms.ChoiceField(
        label=_("What is compared"),
        required=False,
        choices=(("", _("what happened")), (BY_RECORD, _("what we learnt"))),
    )
    perhaps = forms.BooleanField(label=_("Also changes whose day is not known to lie between"), required=False)
    kind = forms.MultipleChoiceField(label=_("Only these changes"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # "from" is no name that a class could give.
        days = {
            "from": DayField(label=_("Between the end of")),
            "to": DayField(label=_("and the end of")),
        }
        self.fields = {**days, **self.fields}
        kinds = self.fields["kind"]
        assert isinstance(kinds, forms.MultipleChoiceField)
        kinds.choices = list(queries.groups().items())

    def clean(self) -> dict[str, Any]:
        """The first day comes first; what we learnt ends today at the latest."""
        cleaned = super().clean() or self.cleaned_data
        for name in ("from", "to"):
            day = cleaned.get(name)
            if day and not FIRST_LOOKED_AT <= day <= LAST_LOOKED_AT:
                self.add_error(name, sentence(Finding("kernel.not_a_day", name, {"text": day.isoformat()})))
        first, last = cleaned.get("from"), cleaned.get("to")
        if first and last and first > last:
            self.add_error("from", sentence(Finding("organisations.days_turned", "from")))
        return cleaned

    def between(self, look: Look) -> Between:
        """The two days as a question, by the knowledge looked with; only for a form that is valid."""
        first, last = self.cleaned_data["from"], self.cleaned_data["to"]
        if self.cleaned_data["by"] != BY_RECORD:
            return Between(first, last, look.known_at, perhaps=self.cleaned_data["perhaps"])
        moments = [_end_of(day) for day in (first, last)]
        if look.known_at is not None:
            moments = [min(moment, look.known_at) for moment in moments]
        return Between(first, last, learnt=(moments[0], moments[1]))

    @property
    def wanted(self) -> Sequence[str]:
        """The groups that the list is narrowed to; none: all."""
        return self.cleaned_data["kind"]


def _end_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.max))
