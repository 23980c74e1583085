"""The only writers of accounts, grants and tokens.

Logins, names and addresses are personal: the log keeps them erasable.
"""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from kurul.kernel.actions import record, require, write_moment, writes
from kurul.kernel.identity import rules, wording
from kurul.kernel.identity.actors import Actor
from kurul.kernel.identity.capabilities import granted_label
from kurul.kernel.identity.models import (
    EMAIL_LENGTH,
    LABEL_LENGTH,
    LOGIN_LENGTH,
    NAME_LENGTH,
    Account,
    ApiToken,
    Grant,
)
from kurul.kernel.identity.permissions import can_manage_accounts, can_manage_own
from kurul.kernel.identity.scopes import GOVERNMENT, Scope, scope_label
from kurul.kernel.identity.tokens import digest_of, new_token, token_scopes
from kurul.kernel.refusals import Conflict, refuse_if
from kurul.kernel.rules import Finding
from kurul.kernel.temporal import clock, facts
from kurul.kernel.temporal.bounds import Bound, Period
from kurul.kernel.turkish import fold


@dataclass(frozen=True)
class Issued:
    """A token just issued. `text` is shown once; nothing can show it again."""

    token: ApiToken
    text: str


@writes
def create_account(
    *,
    login: str,
    display_name: str,
    by: Actor,
    email: str = "",
    language: str = settings.LANGUAGE_CODE,
    password: str | None = None,
) -> Account:
    """Open an account. Without a password nobody can sign in to it until one is set.

    Refuses unreadable or taken logins, a missing name, an unreadable address and a weak password.
    """
    require(can_manage_accounts(by))
    account = Account(
        login=login, login_folded=fold(login), display_name=display_name.strip(), email=email, language=language
    )
    refuse_if(
        rules.login_readable(login, account.login_folded, LOGIN_LENGTH),
        rules.language_spoken(language, dict(settings.LANGUAGES)),
        rules.name_given(display_name, NAME_LENGTH),
        _email_findings(email),
        _password_findings(password, account),
    )
    taken = Account.objects.by_login(login).values_list("login", flat=True).first()
    refuse_if(rules.login_unlike_others(login, taken), as_=Conflict)
    account.set_password(password)
    account.save(force_insert=True)
    personal = {"login": login, "display_name": account.display_name, "email": email}
    record(
        wording.ACCOUNT_CREATED,
        account,
        by=by,
        after={**personal, "language": language, "has_password": password is not None},
        personal={f"after.{name}": value for name, value in personal.items() if value},
    )
    return account


@writes
def set_password(*, account: Account, password: str, by: Actor) -> None:
    """Set the password with which an account signs in; ends its other sessions. Refuses a weak one."""
    require(can_manage_own(by, account))
    refuse_if(rules.account_open(account.is_active), _password_findings(password, account))
    account.set_password(password)
    account.save(update_fields=["password"])
    record(wording.PASSWORD_SET, account, by=by)


@writes
def deactivate_account(*, account: Account, by: Actor, reason: str = "") -> None:
    """Close an account: nobody signs in to it, its tokens open nothing, its history stays."""
    require(can_manage_accounts(by))
    account.refresh_from_db(fields=["is_active"])
    refuse_if(rules.still_standing(account.is_active), as_=Conflict)
    account.is_active = False
    account.save(update_fields=["is_active"])
    record(
        wording.ACCOUNT_DEACTIVATED,
        account,
        by=by,
        before={"is_active": True},
        after={"is_active": False},
        reason=reason,
    )


@writes
def reactivate_account(*, account: Account, by: Actor, reason: str = "") -> None:
    """Open a closed account again, with the rights that its grants give on the day."""
    require(can_manage_accounts(by))
    account.refresh_from_db(fields=["is_active"])
    refuse_if(rules.still_standing(not account.is_active), as_=Conflict)
    account.is_active = True
    account.save(update_fields=["is_active"])
    record(
        wording.ACCOUNT_REACTIVATED,
        account,
        by=by,
        before={"is_active": False},
        after={"is_active": True},
        reason=reason,
    )


@writes
def grant(
    *, account: Account, granted: str, period: Period, by: Actor, scope: Scope = GOVERNMENT, reason: str = ""
) -> Grant:
    """Grant a capability ("boards.convene") or a role ("role:secretariat") in a scope for a period.

    Refuses unknown rights and bodies, closed accounts, an end before the start, and a right already held then.
    """
    require(can_manage_accounts(by))
    refuse_if(
        rules.account_open(account.is_active),
        rules.right_known(granted, granted_label(granted) is not None),
        rules.scope_known(str(scope), scope_label(scope) is not None),
        rules.ends_after_start(period),
    )
    same = Grant.objects.known_at().filter(account=account, granted=granted, scope=str(scope))
    refuse_if(rules.held_once(period, [other.period for other in same]), as_=Conflict)
    made = Grant.objects.create(account=account, granted=granted, scope=str(scope), **facts.columns(period))
    record(wording.RIGHT_GRANTED, account, about=[made], by=by, after=facts.state(made), reason=reason)
    return made


@writes
def end_grant(*, grant: Grant, at: Bound, by: Actor, reason: str = "") -> Grant:
    """The right ends; `at` is the first day without it. Returns the row that now holds.

    Refuses an end before the start, one that would prolong the right, and a grant that was ended meanwhile.
    """
    require(can_manage_accounts(by))
    refuse_if(rules.still_standing(_stands(grant)), as_=Conflict)
    refuse_if(
        rules.ends_after_start(Period(grant.period.start, at)),
        rules.ends_earlier(grant.period, at),
    )
    ended = facts.end(grant, at)
    record(
        wording.RIGHT_ENDED,
        grant.account,
        about=[ended],
        by=by,
        before=facts.state(grant),
        after=facts.state(ended),
        reason=reason,
    )
    return ended


@writes
def withdraw_grant(*, grant: Grant, by: Actor, reason: str) -> None:
    """The right was granted by mistake: the office no longer holds that it ever was."""
    require(can_manage_accounts(by))
    refuse_if(rules.still_standing(_stands(grant)), as_=Conflict)
    facts.withdraw(grant)
    record(wording.RIGHT_WITHDRAWN, grant.account, about=[grant], by=by, before=facts.state(grant), reason=reason)


@writes
def issue_token(*, account: Account, label: str, scopes: list[str], expires_on: date, by: Actor) -> Issued:
    """Issue a token that narrows the account's rights to the capabilities and purposes that it names.

    `expires_on` is its last day. Refuses unknown names, a life of more than a year, and actors who came with a token.
    """
    require(can_manage_own(by, account))
    refuse_if(
        rules.account_open(account.is_active),
        rules.token_mints_none(by.token_scopes is not None),
        rules.label_given(label, LABEL_LENGTH),
        rules.token_names_rights(scopes, token_scopes().keys()),
        rules.token_short_lived(expires_on, clock.today()),
    )
    text = new_token()
    names = sorted(set(scopes))
    token = ApiToken.objects.create(
        account=account,
        label=label,
        digest=digest_of(text),
        scopes=names,
        created_at=write_moment(),
        expires_on=expires_on,
    )
    after = {"label": label, "scopes": names, "expires_on": expires_on}
    record(wording.TOKEN_ISSUED, account, about=[token], by=by, after=after)
    return Issued(token, text)


@writes
def revoke_token(*, token: ApiToken, by: Actor, reason: str = "") -> None:
    """A token opens nothing from now on."""
    require(can_manage_own(by, token.account))
    token.refresh_from_db(fields=["revoked_at"])
    refuse_if(rules.still_standing(token.revoked_at is None), as_=Conflict)
    token.revoked_at = write_moment()
    token.save(update_fields=["revoked_at"])
    record(wording.TOKEN_REVOKED, token.account, about=[token], by=by, before={"label": token.label}, reason=reason)


def _stands(grant: Grant) -> bool:
    return Grant.objects.known_at().filter(pk=grant.pk).exists()


def _email_findings(email: str) -> list[Finding]:
    try:
        if email:
            validate_email(email)
    except ValidationError:
        return [Finding("identity.email_readable", "email", {"email": email})]
    return [] if len(email) <= EMAIL_LENGTH else [Finding("identity.email_readable", "email", {"email": email})]


def _password_findings(password: str | None, account: Account) -> list[Finding]:
    if password is None:
        return []
    try:
        validate_password(password, account)
    except ValidationError as error:
        return [Finding("identity.password_strong", "password", {"why": " ".join(error.messages)})]
    return []
