"""Form fields for what Kurul's records are made of: imprecise days, periods, texts in several languages."""

import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kurul.kernel.temporal.bounds import Bound
from kurul.kernel.translated import Translated

# How days are written on Turkish paper; a bound's own text form begins with the year.
_POINTED_DAY = re.compile(r"([0-9]{1,2})[./]([0-9]{1,2})[./]([0-9]{4})")
_POINTED_MONTH = re.compile(r"([0-9]{1,2})[./]([0-9]{4})")

IMPRECISE_DAY_HELP = _(
    "A day (2016-07-19 or 19.07.2016), a month (2016-07), a year (2016), ..2016-07-19 for “on or before”, "
    "or ? if it is not known."
)


class DayInput(forms.DateInput):
    """The browser's own day picker."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        # The value of an input of type date is always written this way, whatever the language.
        super().__init__(attrs, format="%Y-%m-%d")


class DayField(forms.DateField):
    """One exact day."""

    widget = DayInput


class ImpreciseDayField(forms.Field):
    """A day as exactly as it is known, as a `Bound`. With `open_when_empty` nothing typed means "no end"."""

    def __init__(self, *, open_when_empty: bool = False, **kwargs: Any) -> None:
        self.open_when_empty = open_when_empty
        kwargs.setdefault("help_text", IMPRECISE_DAY_HELP)
        kwargs.setdefault("required", not open_when_empty)
        kwargs.setdefault("widget", forms.TextInput(attrs={"class": "imprecise-day", "autocomplete": "off"}))
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        """A Bound to the text that is edited; what was typed stays as it was typed."""
        return str(value) if isinstance(value, Bound) else value

    def to_python(self, value: Any) -> Bound | None:
        """Text to Bound; raises ValidationError with a sentence that shows the forms it may have."""
        if isinstance(value, Bound):
            return value
        text = _year_first(str(value or "").strip())
        if not text:
            return Bound.open() if self.open_when_empty else None
        try:
            return Bound.read(text)
        except ValueError as error:
            raise ValidationError(
                _("“%(text)s” is not a day. Write for example 2016-07-19, 2016-07, 2016, ..2016-07-19 or ?."),
                code="invalid",
                params={"text": value},
            ) from error

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compared as days, not as text: 19.07.2016 is 2016-07-19."""
        try:
            return self.to_python(initial) != self.to_python(data)
        except ValidationError:
            return True


def _year_first(text: str) -> str:
    """19.07.2016 to 2016-07-19, on both sides of "..": what people type to what `Bound.read` reads."""

    def turned(part: str) -> str:
        if match := _POINTED_DAY.fullmatch(part):
            return f"{match[3]}-{int(match[2]):02d}-{int(match[1]):02d}"
        if match := _POINTED_MONTH.fullmatch(part):
            return f"{match[2]}-{int(match[1]):02d}"
        return part

    return "..".join(turned(part.strip()) for part in text.split(".."))


class TranslatedWidget(forms.MultiWidget):
    """One input per language of the installation, each with its name and its `lang`."""

    template_name = "widgets/translated.html"

    def __init__(self, attrs: dict[str, Any] | None = None, *, rows: int = 0) -> None:
        self.use_fieldset = True
        self.languages = tuple(settings.LANGUAGES)
        made = forms.Textarea if rows else forms.TextInput
        size = {"rows": rows} if rows else {}
        widgets: dict[str, forms.Widget | type[forms.Widget]] = {
            code: made(attrs={"lang": code, **size}) for code, _name in self.languages
        }
        super().__init__(widgets, attrs)

    def decompress(self, value: Any) -> list[str]:
        """Translated to one text per language."""
        texts = value if isinstance(value, Mapping) else {}
        return [texts.get(code, "") for code, _name in self.languages]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """The subwidgets, each with the name of its language, and where they are wrong with the sentence that says so.

        The group is described too, but who comes to an input from the summary is not told of the group by every reader.
        """
        context = super().get_context(name, value, attrs)
        given = context["widget"]["attrs"]
        for (_code, language), widget in zip(self.languages, context["widget"]["subwidgets"], strict=True):
            widget["language"] = language
            if given.get("aria-invalid") and given.get("id"):
                widget["attrs"]["aria-describedby"] = f"{given['id']}_error"
        return context


class TranslatedFormField(forms.MultiValueField):
    """A text in several languages, as a `Translated`. Required means: in at least one of them."""

    def __init__(self, *, rows: int = 0, max_length: int | None = None, **kwargs: Any) -> None:
        fields = [forms.CharField(required=False, max_length=max_length) for _language in settings.LANGUAGES]
        super().__init__(fields, widget=TranslatedWidget(rows=rows), require_all_fields=False, **kwargs)

    def clean(self, value: Any) -> Translated:
        """As MultiValueField; blanks alone are no text."""
        cleaned: Translated = super().clean(value)
        if self.required and not cleaned:
            raise ValidationError(self.error_messages["required"], code="required")
        return cleaned

    def compress(self, data_list: list[str]) -> Translated:
        """One text per language to Translated; empty ones are absent."""
        return Translated(dict(zip([code for code, _name in settings.LANGUAGES], data_list, strict=False)))
