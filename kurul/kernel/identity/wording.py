"""What people read about accounts, grants and tokens."""

from django.utils.translation import gettext_lazy as _

from kurul.kernel.rules import Finding
from kurul.kernel.wording import event, sentences

ACCOUNT_CREATED = event("identity.account_created", _("%(by)s opened the account"))
ACCOUNT_DEACTIVATED = event("identity.account_deactivated", _("%(by)s closed the account"))
ACCOUNT_REACTIVATED = event("identity.account_reactivated", _("%(by)s opened the account again"))
PASSWORD_SET = event("identity.password_set", _("%(by)s set the password"))
RIGHT_GRANTED = event("identity.right_granted", _("%(by)s granted a right"))
RIGHT_ENDED = event("identity.right_ended", _("%(by)s ended a right"))
RIGHT_WITHDRAWN = event("identity.right_withdrawn", _("%(by)s withdrew a right that had been granted by mistake"))
TOKEN_ISSUED = event("identity.token_issued", _("%(by)s issued an access token"))
TOKEN_REVOKED = event("identity.token_revoked", _("%(by)s revoked an access token"))

TOKEN_REFUSED = Finding("identity.token_refused")
NOT_YOURS = _("Only the account's owner, or who manages accounts, may do this.")

sentences(
    "identity",
    {
        "identity.login_readable": _(
            "Write a login of at most %(longest)s letters and digits; the signs . _ - + @ may stand between them."
        ),
        "identity.login_unlike_others": _(
            "The login %(login)s is too like %(taken)s, which is taken. Choose another one."
        ),
        "identity.language_spoken": _("This installation does not speak “%(language)s”. Choose one of: %(spoken)s."),
        "identity.name_given": _(
            "Give the name that people know the account by, on one line of at most %(longest)s characters."
        ),
        "identity.label_given": _("Say in at most %(longest)s characters what the token is for."),
        "identity.email_readable": _("“%(email)s” is not an e-mail address. Write it as name@example.org."),
        "identity.password_strong": _("Choose another password. %(why)s"),
        "identity.right_known": _("There is no role or right called “%(granted)s”. Choose one that there is."),
        "identity.scope_known": _("There is no body “%(scope)s” that rights can be given for. Choose another one."),
        "identity.account_open": _("The account is closed. Open it again first."),
        "identity.held_once": _("The account already has this right here: %(period)s."),
        "identity.ends_after_start": _(
            "A right must end after it began (%(first_day)s). If it was granted by mistake, withdraw it."
        ),
        "identity.ends_earlier": _("The right already ends no later than that (%(last_day)s)."),
        "identity.token_short_lived": _("Let the token end between %(earliest)s and %(latest)s."),
        "identity.token_names_rights": _("Name what the token is for. Not known: %(unknown)s."),
        "identity.token_mints_none": _("Sign in to issue a token: a program that came with one cannot."),
        "identity.still_standing": _("This was ended before."),
        "identity.token_refused": _(
            "This access token is not valid: it is wrong, has ended or was revoked. Issue a new one."
        ),
    },
)
