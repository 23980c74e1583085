"""Session and account, which every request of whoever signed in reads first: Django's own ways, with prepared queries.

Settings name both: SESSION_ENGINE this module, AUTHENTICATION_BACKENDS its backend.
"""

from datetime import datetime

from django.contrib.auth.backends import ModelBackend
from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.utils import timezone

from kurul.kernel.identity.models import Account
from kurul.kernel.prepared import prepared


class SessionStore(db.SessionStore):
    """A session in the database, found by its key as long as it lasts."""

    def _get_session_from_db(self) -> Session | None:
        # How long a session lasts goes by the clock on the wall, also where the day is pinned.
        found = _sessions(self.session_key or "", timezone.now())  # noqa: TID251
        if found:
            return found[0]
        self._session_key = None
        return None


class AccountBackend(ModelBackend):
    """Finds an account by its folded login, as its manager does, and by its number. (allauth's would compare logins in
    a way that is wrong for İ and ı.)"""

    def get_user(self, user_id: int) -> Account | None:
        """The account with this number; None where it was closed or there is none."""
        account = next(iter(_accounts(user_id)), None)
        return account if account is not None and self.user_can_authenticate(account) else None


@prepared
def _sessions(key: str, now: datetime) -> QuerySet[Session]:
    return Session.objects.filter(session_key=key, expire_date__gt=now)


@prepared
def _accounts(number: int) -> QuerySet[Account]:
    return Account.objects.filter(pk=number)
