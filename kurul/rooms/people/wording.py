"""Codes of this room's rules and events, and the sentences that people read."""

from django.utils.translation import gettext_lazy as _

from kurul.kernel.wording import event, sentences

sentences(
    "people",
    {
        "people.name_missing": _("Give the given name, as the person writes it."),
        "people.name_not_a_name": _(
            "Write only the name: numbers of identity cards, registration numbers and addresses are not kept here."
        ),
        "people.end_before_start": _(
            "This would end (%(end)s) before it begins (%(start)s). Correct one of the two days."
        ),
        "people.change_not_inside": _(
            "Nothing can be changed at that time (%(day)s): what holds now does not hold then, or begins then. "
            "Choose a later day, or correct the present entry instead."
        ),
        "people.not_held_then": _("No name is held for %(day)s. Choose another day."),
        "people.nothing_changes": _("This is already so. Enter what is different, or leave the page."),
        "people.reason_missing": _("Say why it was wrong; the reason is kept with the correction."),
        "people.account_taken": _(
            "This account belongs to another person in that period. End that link first, or choose another account."
        ),
        "people.has_an_account": _("This person has another account in that period. End that link first."),
        "people.account_closed": _("The account is closed. Open it again first, or choose another account."),
        "people.identity_number": _(
            "This is the number of an identity card, which is not kept here. Leave it out, or use the key of a "
            "published source."
        ),
        "people.identifier_missing": _(
            "The row gives no key of the person. Without one the next file would enter the person again: add one."
        ),
        "people.identifier_taken": _(
            "This key of the scheme %(scheme)s already belongs to another person. Correct one of the two."
        ),
        "people.name_too_long": _("This part of the name is longer than %(most)s characters. Shorten it."),
        "people.names_overlap": _("Two names of one person hold on the same day. Correct their days."),
        "people.key_twice": _("The person stands in the file twice with the same key. Leave one row."),
        "people.name_differs": _(
            "Another name was entered here for the same days and stays. Correct it by hand if the file is right."
        ),
        "people.ends_earlier": _("The link does not run at that time (%(day)s). Choose a day within its period."),
    },
)

ENTERED = event("people.entered", _("%(by)s entered the person"))
RENAMED = event("people.renamed", _("%(by)s recorded a new name"))
NAME_CORRECTED = event("people.name_corrected", _("%(by)s corrected the name"))
ACCOUNT_LINKED = event("people.account_linked", _("%(by)s recorded which account is the person's"))
ACCOUNT_LINK_ENDED = event("people.account_link_ended", _("%(by)s ended the link to an account"))
LOADED = event("people.loaded", _("%(by)s loaded persons from a file"))

# What the timeline of a person says; keys are the codes of `queries.Naming`.
LIFE = {
    "named": _("Called %(name)s"),
    "renamed": _("Since then called %(name)s"),
}
