"""Rules about accounts, grants and tokens. Plain Python: values in, findings out."""

import re
from collections.abc import Collection, Iterable
from datetime import date, timedelta

from kurul.kernel.rules import Finding, rule
from kurul.kernel.temporal.bounds import Bound, Period

LEAST_PRIVILEGE = "ISO/IEC 27002:2022, 8.2 Privileged access rights"
REVIEWED = "ISO/IEC 27002:2022, 5.18 Access rights"

LONGEST_TOKEN = timedelta(days=366)
_LOGIN = re.compile(r"[^\W_](?:[\w.@+-]*[^\W_])?")


@rule("identity.login_readable", source="Kurul: a login is typed, spoken and read aloud")
def login_readable(login: str, folded: str, longest: int) -> list[Finding]:
    """A login consists of letters, digits and the signs . _ - + @ between them, and is not longer than the column."""
    if _LOGIN.fullmatch(login) and folded and len(login) <= longest:
        return []
    return [Finding("identity.login_readable", "login", {"longest": longest})]


@rule("identity.login_unlike_others", source="Kurul: what one does must not be laid to another")
def login_unlike_others(login: str, taken_by: str | None) -> list[Finding]:
    """No two logins differ only in case, dots or accents, because people could not tell the two accounts apart."""
    if taken_by is None:
        return []
    return [Finding("identity.login_unlike_others", "login", {"login": login, "taken": taken_by})]


@rule("identity.name_given", source="Kurul: what one does is told with a name")
def name_given(name: str, longest: int) -> list[Finding]:
    """An account bears a name that people know it by, on one line and not longer than the column."""
    return _readable_line(name, longest, "identity.name_given", "display_name")


@rule("identity.language_spoken", source="Kurul: every page speaks the language of who reads it")
def language_spoken(language: str, spoken: Collection[str]) -> list[Finding]:
    """An account's language is one of those that the installation speaks."""
    if language in spoken:
        return []
    return [Finding("identity.language_spoken", "language", {"language": language, "spoken": ", ".join(spoken)})]


@rule("identity.right_known", source="Kurul: a right that nobody checks must not look granted")
def right_known(granted: str, is_declared: bool) -> list[Finding]:
    """Only a capability or a role that some room declares can be granted."""
    return [] if is_declared else [Finding("identity.right_known", "granted", {"granted": granted})]


@rule("identity.scope_known", source="Kurul: a right holds somewhere")
def scope_known(scope: str, exists: bool) -> list[Finding]:
    """A right is granted for the whole government or for a body that exists."""
    return [] if exists else [Finding("identity.scope_known", "scope", {"scope": scope})]


@rule("identity.account_open", source=REVIEWED)
def account_open(is_active: bool) -> list[Finding]:
    """Nothing is given to an account that was closed."""
    return [] if is_active else [Finding("identity.account_open", "account")]


@rule("identity.held_once", source="Kurul: who ends a right must see it end")
def held_once(period: Period, held: Iterable[Period]) -> list[Finding]:
    """The same right in the same scope is granted once for a day, so that ending the grant ends the right."""
    for other in held:
        if period.certainly_overlaps(other):
            return [Finding("identity.held_once", "first_day", {"period": other})]
    return []


@rule("identity.ends_after_start", source="Kurul: a period must contain at least one certain day")
def ends_after_start(period: Period) -> list[Finding]:
    """A right ends after it began; one that should never have been is withdrawn instead."""
    if period.start.latest < period.end.earliest:
        return []
    return [Finding("identity.ends_after_start", "last_day", {"first_day": period.start})]


@rule("identity.ends_earlier", source="Kurul: prolonging a right is granting it, and is recorded as that")
def ends_earlier(period: Period, end: Bound) -> list[Finding]:
    """Ending a right shortens it; to prolong it is to grant it anew."""
    if end.latest < period.end.earliest:
        return []
    return [Finding("identity.ends_earlier", "last_day", {"last_day": period.last_day})]


@rule("identity.label_given", source=LEAST_PRIVILEGE)
def label_given(label: str, longest: int) -> list[Finding]:
    """A token bears a label that says what it is for, so that whoever reviews the tokens can judge it."""
    return _readable_line(label, longest, "identity.label_given", "label")


@rule("identity.token_short_lived", source=LEAST_PRIVILEGE)
def token_short_lived(expires_on: date, today: date) -> list[Finding]:
    """A token works for at least the present day and for at most one year."""
    if today <= expires_on <= today + LONGEST_TOKEN:
        return []
    latest = today + LONGEST_TOKEN
    return [Finding("identity.token_short_lived", "expires_on", {"earliest": today, "latest": latest})]


@rule("identity.token_names_rights", source=LEAST_PRIVILEGE)
def token_names_rights(scopes: Collection[str], known: Collection[str]) -> list[Finding]:
    """A token names what it is for, in words that Kurul knows; one that names nothing would open nothing."""
    unknown = sorted(set(scopes) - set(known))
    if scopes and not unknown:
        return []
    return [Finding("identity.token_names_rights", "scopes", {"unknown": ", ".join(unknown) or "-"})]


@rule("identity.token_mints_none", source=LEAST_PRIVILEGE)
def token_mints_none(came_with_token: bool) -> list[Finding]:
    """Who came with a token can issue no further one: it could outlive the first or name more than the first."""
    return [Finding("identity.token_mints_none")] if came_with_token else []


@rule("identity.still_standing", source="Kurul: two people who end the same thing learn of each other")
def still_standing(stands: bool) -> list[Finding]:
    """What was ended, revoked or closed already is not ended a second time."""
    return [] if stands else [Finding("identity.still_standing")]


def _readable_line(text: str, longest: int, code: str, field: str) -> list[Finding]:
    if text.strip() and text.isprintable() and len(text) <= longest:
        return []
    return [Finding(code, field, {"longest": longest})]
