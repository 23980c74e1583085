"""Codes of this room's rules and events, and the sentences that people read."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kurul.kernel.wording import event, sentences

sentences(
    "law",
    {
        "law.not_recognisable": _("Give a title in at least one language, or the number of the instrument."),
        "law.code_malformed": _("Write the code in capital letters A–Z and digits, joined by hyphens: LAW-5018."),
        "law.code_taken": _("The code %(code)s belongs to another instrument. Choose another one."),
        "law.day_open": _("Write a day, a month or a year, or ? if the day is not known."),
        "law.gazetted_before_issued": _(
            "It cannot have been published (%(gazetted)s) before it was signed (%(issued)s). Correct one of the two "
            "days."
        ),
        "law.provision_empty": _("Give the text of the provision, or at least its label."),
        "law.reason_missing": _("Say why it was wrong; the reason is kept with the correction."),
        "law.nothing_changes": _("This is already so. Enter what is different, or leave the page."),
        "law.kind_nameless": _("Give the kind a name in at least one language."),
        "law.kind_taken": _("There is a kind with the code %(code)s already. Choose another code."),
        "law.code_twice": _("The code %(code)s stands in the file twice. Leave one row."),
        "law.kind_unnamed": _("The kind %(kind)s has no name yet; it is shown by its code until somebody names it."),
        "law.entry_differs": _(
            "%(code)s is already held otherwise than the file says (%(fields)s). Nothing was changed: correct it on "
            "its page."
        ),
        "law.file_not_readable": _("This is not a file of legal instruments: %(problem)s"),
        "law.row_not_readable": _("%(field)s: “%(value)s” is not what should stand here."),
    },
)

ENTERED = event("law.entered", _("%(by)s entered the instrument"))
CORRECTED = event("law.corrected", _("%(by)s corrected the instrument"))
PROVISION_ENTERED = event("law.provision_entered", _("%(by)s entered a provision"))
PROVISION_CORRECTED = event("law.provision_corrected", _("%(by)s corrected a provision"))
KIND_ENTERED = event("law.kind_entered", _("%(by)s entered a kind of instrument"))
LOADED = event("law.loaded", _("%(by)s loaded instruments from a file"))

# What the values of an instrument are called where one of them is marked or compared; texts by language add it.
VALUES = {
    "kind": pgettext_lazy("value", "kind"),
    "title": pgettext_lazy("value", "title"),
    "number": pgettext_lazy("value", "number"),
    "issued": pgettext_lazy("value", "day of signature"),
    "gazette_number": pgettext_lazy("value", "gazette number"),
    "gazetted": pgettext_lazy("value", "day of publication"),
    "issuing_body": pgettext_lazy("value", "issuing body"),
    "relevance": pgettext_lazy("value", "relevance"),
    "status_note": pgettext_lazy("value", "status"),
    "source": pgettext_lazy("value", "source"),
}


def value_name(path: str) -> str:
    """What a value is called: "title.en" → "title (English)", in the active language."""
    name, _dot, language = path.partition(".")
    languages = dict(settings.LANGUAGES)
    return f"{VALUES[name]} ({languages.get(language, language)})" if language else str(VALUES[name])
