"""Tables of who may sign in, who was granted what, and the tokens for programs. Only `actions.py` writes them."""

from datetime import date
from typing import Any, Self

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models

from kurul.kernel.identity.scopes import MAX_LENGTH as SCOPE_LENGTH
from kurul.kernel.identity.scopes import Scope
from kurul.kernel.provenance import Marked
from kurul.kernel.temporal.constraints import NoOverlap
from kurul.kernel.temporal.facts import Fact
from kurul.kernel.turkish import fold

LOGIN_LENGTH = 150
NAME_LENGTH = 200
LABEL_LENGTH = 100
EMAIL_LENGTH = 254
PERSONAL_FIELDS = {"Account": ("login", "login_folded", "email", "display_name", "last_visit_at")}


class AccountQuerySet(models.QuerySet):
    """Reads of accounts."""

    def by_login(self, login: str) -> Self:
        """The one account of this login, however its letters are cased or dotted."""
        return self.filter(login_folded=fold(login))

    def get_by_natural_key(self, login: str) -> Any:
        """What Django asks for when somebody signs in; raises DoesNotExist."""
        return self.by_login(login).get()


class Account(Marked, AbstractBaseUser):
    """One who may sign in. What an account may do stands in grants, never in the account itself."""

    login = models.CharField(max_length=LOGIN_LENGTH, unique=True)
    # ISPARTA, Isparta and ısparta are one login: two accounts that people cannot tell apart must not exist. Folding
    # can lengthen a text (ß becomes ss).
    login_folded = models.CharField(max_length=2 * LOGIN_LENGTH, unique=True, editable=False)
    email = models.EmailField(max_length=EMAIL_LENGTH, blank=True)
    display_name = models.CharField(max_length=NAME_LENGTH)
    language = models.CharField(max_length=10)
    is_active = models.BooleanField(default=True)
    last_visit_at = models.DateTimeField(null=True, default=None, editable=False)
    # Django's own column for the same moment is not wanted twice.
    last_login: Any = None

    objects = AccountQuerySet.as_manager()

    USERNAME_FIELD = "login"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["display_name"]

    def __str__(self) -> str:
        return self.display_name


class Grant(Fact):
    """An account has a capability, or those of a role, in a scope, from a day to a day."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="grants")
    granted = models.CharField(max_length=100)
    scope = models.CharField(max_length=SCOPE_LENGTH)

    class Meta(Fact.Meta):
        constraints = [
            *Fact.Meta.constraints,
            NoOverlap(name="kernel_grant_once", scope=["account", "granted", "scope"]),
        ]

    @property
    def where(self) -> Scope:
        """The scope as a value."""
        return Scope.parse(self.scope)


class ApiToken(models.Model):
    """Lets a program act for an account, with fewer rights and for a time. The token itself is not kept."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="api_tokens")
    label = models.CharField(max_length=LABEL_LENGTH)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    scopes = models.JSONField(default=list)
    created_at = models.DateTimeField()
    expires_on = models.DateField()
    revoked_at = models.DateTimeField(null=True, default=None)
    last_used_at = models.DateTimeField(null=True, default=None)

    def is_valid_on(self, day: date) -> bool:
        """Whether it opens anything on that day; `expires_on` is the last such day."""
        return self.revoked_at is None and day <= self.expires_on
