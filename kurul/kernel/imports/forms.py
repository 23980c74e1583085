"""Forms of the pages of imports."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kurul.kernel.imports import preparing
from kurul.kernel.imports.reports import Meaning, profiles
from kurul.kernel.web.forms import KurulForm

MEGABYTE = 1024 * 1024


class FilesInput(forms.ClearableFileInput):
    """The browser's own way to choose several files."""

    allow_multiple_selected = True
    template_name = "django/forms/widgets/file.html"


class FilesField(forms.FileField):
    """One or more files, not larger together than the page takes."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> Any:
        """A list of files; raises ValidationError with the command that takes larger ones."""
        given = (data if isinstance(data, list | tuple) else [data]) or [None]  # none is as little as an empty one
        cleaned = [super(FilesField, self).clean(file, initial) for file in given]
        if sum(file.size for file in cleaned if file) > preparing.MOST_BYTES:
            raise ValidationError(
                _(
                    "The page takes %(most)s MB at most. Import larger files on the server: "
                    "kurul import PROFILE FILE --dry-run"
                ),
                code="too_large",
                params={"most": preparing.MOST_BYTES // MEGABYTE},
            )
        return [file for file in cleaned if file]


class UploadForm(KurulForm):
    """Which files, and how they are to be read."""

    profile = forms.ChoiceField(
        label=_("Profile"), help_text=_("What the files are. Choose “a table of your own” for any other table.")
    )
    chosen = FilesField(label=_("Files"), help_text=_("Several files of one register together. At most 5 MB."))
    mapping = forms.FileField(
        label=_("Mapping"),
        required=False,
        help_text=_(
            "For a table of your own: a mapping file (YAML). Without one you choose the columns on the next page."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [(profile.name, f"{profile.description} ({profile.name})") for profile in profiles() if profile.read]
        choice = self.fields["profile"]
        assert isinstance(choice, forms.ChoiceField)
        choice.choices = [(preparing.TABLE, _("A table of your own")), *known]


class ColumnsForm(KurulForm):
    """What the columns of an uploaded table mean."""

    name = forms.RegexField(
        r"^[a-z0-9][a-z0-9-]{1,58}$",
        label=_("Short name of the register"),
        help_text=_("Small letters without accents, digits and hyphens; later files of the register are found by it."),
    )

    def __init__(self, *args: Any, columns: Sequence[str], meanings: Sequence[Meaning], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.either = {meaning.name: meaning.unless for meaning in meanings if meaning.unless}
        offered = [("", "–"), *((column, column) for column in columns)]
        for meaning in meanings:
            choices = [("", "–"), *meaning.choices()] if meaning.choices else offered
            self.fields[meaning.name] = forms.ChoiceField(
                label=str(meaning.label),
                help_text=str(meaning.help),
                choices=choices,
                required=meaning.is_required and not meaning.unless,
            )

    def clean(self) -> dict[str, Any]:
        """A name in one language at least, and of what can be said in two ways one."""
        cleaned = super().clean() or self.cleaned_data
        names = [name for name in self.fields if name.startswith("name_")]
        if names and not any(cleaned.get(name) for name in names):
            self.add_error(names[0], _("Choose the column of the name in at least one language."))
        for one, other in self.either.items():
            if one in cleaned and other in cleaned and bool(cleaned[one]) == bool(cleaned[other]):
                labels = {"one": self.fields[one].label, "other": self.fields[other].label}
                self.add_error(one, _("Choose either “%(one)s” or “%(other)s”.") % labels)
        return cleaned


class UndoForm(KurulForm):
    """Why an import is taken back."""

    reason = forms.CharField(label=_("Reason"), help_text=_("It is kept in the log."))
