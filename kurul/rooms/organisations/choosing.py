"""Choosing a body in a form: typed as a name, an abbreviation or a number, with suggestions where there is a script."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from kurul.kernel.temporal.look import Look
from kurul.rooms.organisations import queries
from kurul.rooms.organisations.models import Organisation


class OrganisationInput(forms.TextInput):
    """A text input with a list of suggestions that follows what is typed."""

    template_name = "organisations/widgets/organisation.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """The input with the address of its suggestions."""
        context = super().get_context(name, value, attrs)
        context["widget"]["suggestions"] = reverse_lazy("organisations:suggest")
        return context


class OrganisationField(forms.Field):
    """A body of today's registry; cleans to an `Organisation`, or None when nothing is typed and nothing required."""

    widget = OrganisationInput

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", _("Name, abbreviation, or the number from its address after a #."))
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        """An organisation as its number and name; what was typed as it was typed."""
        if isinstance(value, Organisation):
            return f"#{value.pk} {queries.labels([value.pk]).get(value.pk, '')}".strip()
        return value

    def to_python(self, value: Any) -> Organisation | None:
        """Typed text to the one body it means; raises ValidationError when there is none, or more than one."""
        text = str(value or "").strip()
        if not text:
            return None
        found = queries.meant(text, Look.today())
        if len(found) == 1:
            return Organisation.objects.get(pk=found[0].id)
        if not found:
            raise ValidationError(_("No body is called “%(text)s” today. Check the spelling."), params={"text": text})
        listed = "; ".join(f"#{body.id} {body}" for body in found[:5])
        raise ValidationError(
            _("Several bodies are called “%(text)s”: %(listed)s. Type the number of the one you mean."),
            params={"text": text, "listed": listed},
        )
