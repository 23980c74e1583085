"""Codes of this room's rules and events, and the sentences that people read."""

from django.utils.translation import gettext_lazy as _

from kurul.kernel.wording import event, sentences

sentences(
    "organisations",
    {
        "organisations.end_before_start": _(
            "This would end (%(end)s) before it begins (%(start)s). Correct one of the two days."
        ),
        "organisations.name_missing": _("Give a name in at least one language."),
        "organisations.parent_cycle": _("The chosen parent stands under this body itself. Choose another parent."),
        "organisations.parent_missing": _(
            "The chosen parent does not exist on %(day)s. Choose a parent that exists then, or another day."
        ),
        "organisations.not_existing": _("This body does not exist on %(day)s. Choose a day within its life."),
        "organisations.nothing_changes": _("This is already so. Enter what is different, or leave the page."),
        "organisations.change_not_inside": _(
            "Nothing can be changed from %(day)s on: what holds now does not hold on that day, or begins on it. "
            "Choose a later day, or correct the present entry instead."
        ),
        "organisations.reason_missing": _("Say why it was wrong; the reason is kept with the correction."),
        "organisations.key_twice": _("The number %(key)s stands in the file twice. Leave one row."),
        "organisations.parent_not_in_file": _(
            "The parent %(key)s is neither in the file nor in the registry. Enter it first, or correct the row."
        ),
        "organisations.class_not_known": _("“%(code)s” is no kind or level that is known. Correct the row."),
        "organisations.name_differs": _(
            "Held as “%(held)s”, but the file says “%(given)s”. Nothing was changed: record a renaming or a correction."
        ),
        "organisations.file_not_readable": _("This is not a file of this kind: %(problem)s"),
        "organisations.it_unit_2025": _(
            "The IT unit of 2025 belongs to the successor of this body; it is not loaded for 2016."
        ),
        "organisations.not_a_day": _("“%(text)s” is not a day. Write 2016-07-19, 2016-07, 2016, ..2016-07-19 or ?."),
        "organisations.has_living_parts": _(
            "%(count)s bodies or units still stand under it on %(day)s. Move or abolish them first."
        ),
    },
)

FOUNDED = event("organisations.founded", _("%(by)s entered the body"))
RENAMED = event("organisations.renamed", _("%(by)s recorded a new name"))
MOVED = event("organisations.moved", _("%(by)s recorded a new parent"))
RECLASSIFIED = event("organisations.reclassified", _("%(by)s recorded a new kind or level"))
ABOLISHED = event("organisations.abolished", _("%(by)s recorded the abolition"))
NAME_CORRECTED = event("organisations.name_corrected", _("%(by)s corrected the name"))
LOADED = event("organisations.loaded", _("%(by)s loaded bodies and units from a file"))

# What the timeline of a body says; keys are the codes of `life.LifeEvent`.
LIFE = {
    "founded": _("Founded"),
    "abolished": _("Abolished"),
    "named": _("Called %(name)s"),
    "renamed": _("Renamed to %(name)s"),
    "placed": _("Under %(parent)s"),
    "moved": _("Moved under %(parent)s"),
    "classified": _("Kind: %(kind)s"),
    "reclassified": _("Became %(kind)s"),
    "raised": _("Raised to %(level)s"),
    "lowered": _("Lowered to %(level)s"),
}
