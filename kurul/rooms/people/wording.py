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
            "Nothing can be changed from %(day)s on: what holds now does not hold on that day, or begins on it. "
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
        "people.ends_earlier": _("The link does not run on %(day)s. Choose a day within its period."),
    },
)

ENTERED = event("people.entered", _("%(by)s entered the person"))
RENAMED = event("people.renamed", _("%(by)s recorded a new name"))
NAME_CORRECTED = event("people.name_corrected", _("%(by)s corrected the name"))
ACCOUNT_LINKED = event("people.account_linked", _("%(by)s recorded which account is the person's"))
ACCOUNT_LINK_ENDED = event("people.account_link_ended", _("%(by)s ended the link to an account"))

# What the timeline of a person says; keys are the codes of `queries.Naming`.
LIFE = {
    "named": _("Called %(name)s"),
    "renamed": _("Since then called %(name)s"),
}
