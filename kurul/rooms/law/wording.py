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
        "law.reference_malformed": _("Write %(field)s once where it stands in the citation, and no other braces."),
        "law.eli_malformed": _(
            "Write the path with {number} once, and with {year} and {jurisdiction} where they belong; between them "
            "only letters A–Z, digits and / - . _ ~. For {jurisdiction} give its code."
        ),
        "law.eli_part_malformed": _("Write {label} once, with letters A–Z, digits, - and _ around it: art_{label}."),
        "law.gazetted_before_issued": _(
            "It cannot have been published (%(gazetted)s) before it was signed (%(issued)s). Correct one of the two "
            "days."
        ),
        "law.provision_empty": _("Give the text of the provision, or at least its label."),
        "law.label_without_kind": _("Say what bears this label: an article, a paragraph, an item …"),
        "law.label_taken": _("“%(label)s” stands beside it already. Give it another label, or amend the one there is."),
        "law.provision_under_itself": _("It would stand under itself. Choose another provision above it."),
        "law.parent_elsewhere": _("That provision belongs to another instrument. Choose one of this instrument."),
        "law.no_wording_there": _(
            "On that day (%(day)s) it does not stand in the text, or has only just come into it. Choose a day on which "
            "it does."
        ),
        "law.parent_not_there": _(
            "On that day (%(day)s) that provision does not stand in the text. Choose another day."
        ),
        "law.changed_later": _(
            "After that day (%(day)s) it was still amended. Withdraw the later amendment first, or choose a later day."
        ),
        "law.has_parts": _("Other provisions stand under it, or later wordings follow. Withdraw those first."),
        "law.is_cited": _("%(count)s records rest on it. Withdraw their citations first."),
        "law.cited_already": _("This record cites the provision for that time already."),
        "law.cites_before_it_exists": _(
            "On that day (%(day)s) the provision does not stand in the text yet, or no more. Choose another day."
        ),
        "law.record_not_public": _(
            "Law is read by everybody: only a record that everybody may see can be named here. Choose another one."
        ),
        "law.record_not_found": _(
            "“%(text)s” is no record. Paste the address of its page, or type its name as it is written there."
        ),
        "law.acts_on_itself": _("An instrument cannot do this to itself. Choose the other instrument."),
        "law.acts_before_target": _(
            "Nothing takes effect on an instrument before it exists: it was issued %(issued)s, and this is %(day)s."
        ),
        "law.acts_after_repeal": _(
            "The acting instrument was repealed or replaced itself (%(ended)s) before that day (%(day)s). Choose "
            "another instrument or an earlier day."
        ),
        "law.repealed_twice": _("It stands repealed or replaced already (%(ended)s). Correct that relation instead."),
        "law.amended_after_repeal": _(
            "It was repealed or replaced (%(ended)s) before that day. Choose an earlier day."
        ),
        "law.repeals_its_repealer": _("That instrument repeals or replaces this one. Withdraw that relation first."),
        "law.rests_in_a_circle": _(
            "That instrument rests on this one, so this one cannot rest on it. Choose another one."
        ),
        "law.related_already": _("This is recorded already for that day."),
        "law.provision_elsewhere": _(
            "That provision belongs to another instrument. Choose one of the instrument that is named."
        ),
        "law.effect_open": _("Write a day, a month or a year, or ? if the day is not known."),
        "law.reason_missing": _("Say why it was wrong; the reason is kept with the correction."),
        "law.nothing_changes": _("This is already so. Enter what is different, or leave the page."),
        "law.kind_nameless": _("Give the kind a name in at least one language."),
        "law.kind_taken": _("There is a kind with the code %(code)s already. Choose another code."),
        "law.code_twice": _("The code %(code)s stands in the file twice. Leave one row."),
        "law.instrument_unknown": _(
            "No instrument with the code %(code)s is in the file or in the register. Enter it first, or correct the "
            "code."
        ),
        "law.kind_unnamed": _("The kind %(kind)s has no name yet; it is shown by its code until somebody names it."),
        "law.entry_differs": _(
            "%(code)s is already held otherwise than the file says (%(fields)s). Nothing was changed: correct it on "
            "its page."
        ),
        "law.file_not_readable": _(
            "This is not a file of legal instruments (%(problem)s). Correct the file, or choose another profile."
        ),
        "law.row_not_readable": _("%(field)s: “%(value)s” is not what should stand here. Correct the row."),
    },
)

ENTERED = event("law.entered", _("%(by)s entered the instrument"))
CORRECTED = event("law.corrected", _("%(by)s corrected the instrument"))
PROVISION_ENTERED = event("law.provision_entered", _("%(by)s entered a provision"))
PROVISION_CORRECTED = event("law.provision_corrected", _("%(by)s corrected a provision"))
PROVISION_AMENDED = event("law.provision_amended", _("%(by)s recorded an amendment of a provision"))
PROVISION_INSERTED = event("law.provision_inserted", _("%(by)s recorded that a provision was added"))
PROVISION_REPEALED = event("law.provision_repealed", _("%(by)s recorded the repeal of a provision"))
PROVISION_WITHDRAWN = event("law.provision_withdrawn", _("%(by)s took out a provision entered by mistake"))
RELATED = {
    "amends": event("law.amended", _("%(by)s recorded an amendment")),
    "repeals": event("law.repealed", _("%(by)s recorded the repeal")),
    "replaces": event("law.replaced", _("%(by)s recorded what replaces it")),
    "rests_on": event("law.rested_on", _("%(by)s recorded what rests on it")),
}
RELATION_CORRECTED = event("law.relation_corrected", _("%(by)s corrected the day of an amendment or repeal"))
RELATION_WITHDRAWN = event("law.relation_withdrawn", _("%(by)s withdrew a relation between instruments"))
CITED = event("law.cited", _("%(by)s recorded a record that rests on a provision"))
CITATION_ENDED = event("law.citation_ended", _("%(by)s ended a citation"))
CITATION_WITHDRAWN = event("law.citation_withdrawn", _("%(by)s withdrew a citation"))
KIND_CHANGED = event("law.kind_changed", _("%(by)s changed a kind of instrument"))
PROVISION_KIND_ENTERED = event("law.provision_kind_entered", _("%(by)s entered a kind of provision"))
PROVISION_KIND_CHANGED = event("law.provision_kind_changed", _("%(by)s changed a kind of provision"))
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
    "in_force": pgettext_lazy("value", "day of entry into force"),
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


# What instruments do to each other: as the acting one tells it, and as the other one does.
ACTING = {
    "amends": pgettext_lazy("relation", "Amends"),
    "repeals": pgettext_lazy("relation", "Repeals"),
    "replaces": pgettext_lazy("relation", "Replaces"),
    "rests_on": pgettext_lazy("relation", "Rests on"),
}
MET = {
    "amends": pgettext_lazy("relation", "Amended by"),
    "repeals": pgettext_lazy("relation", "Repealed by"),
    "replaces": pgettext_lazy("relation", "Replaced by"),
    "rests_on": pgettext_lazy("relation", "Basis of"),
}

# The same of an amendment that adds a provision; keys are the sides of a relation.
ADDING = {
    "acts": pgettext_lazy("relation", "Adds"),
    "is_met": pgettext_lazy("relation", "Added by"),
}

# Whether a provision stands in the text on the day looked at.
STANDING = {
    "yes": pgettext_lazy("provision", "Stands"),
    "no": pgettext_lazy("provision", "Does not stand"),
    "not_known": pgettext_lazy("provision", "Not known"),
}
