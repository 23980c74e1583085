"""Persons. The identity carries nothing that changes: a person's name, and the account that is theirs, are dated facts.

Everything here is personal, so little is held: what a letter addressed to an office-holder needs.
"""

from django.conf import settings
from django.db import models

from kurul.kernel.provenance import Marked
from kurul.kernel.temporal.constraints import NoOverlap
from kurul.kernel.temporal.facts import Fact
from kurul.kernel.temporal.loading import Load

# Which columns hold personal data; what is recorded of them in the log stays erasable.
PERSONAL_FIELDS = {
    "PersonName": ("given_name", "family_name", "honorific", "search_text", "sort_key"),
    "AccountLink": ("account",),
    "PersonIdentifier": ("scheme", "value"),
}
NAME_LENGTH = 100
HONORIFIC_LENGTH = 40
SCHEME_LENGTH = 60
VALUE_LENGTH = 200


class Person(Marked):
    """Somebody who holds or held a post, sits on a board or keeps records."""

    version = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return f"person {self.pk}"


class PersonName(Fact):
    """The person is called so. The honorific (Dr., Prof. Dr.) stands before the name; a family name may be missing."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="names")
    given_name = models.CharField(max_length=NAME_LENGTH)
    family_name = models.CharField(max_length=NAME_LENGTH, blank=True)
    honorific = models.CharField(max_length=HONORIFIC_LENGTH, blank=True)
    search_text = models.TextField(blank=True)
    sort_key = models.CharField(max_length=8 * 2 * NAME_LENGTH, blank=True)

    class Meta(Fact.Meta):
        indexes = [
            models.Index(fields=("person", "superseded_at", "valid_from_latest")),
            models.Index(fields=("sort_key",)),
        ]
        constraints = [*Fact.Meta.constraints, NoOverlap(name="people_name_once", scope=("person",))]

    def __str__(self) -> str:
        return " ".join(part for part in (self.honorific, self.given_name, self.family_name) if part)


class AccountLink(Fact):
    """The account is this person's: what follows from their posts, the account may do."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="account_links")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="person_links")

    class Meta(Fact.Meta):
        indexes = [
            models.Index(fields=("person", "superseded_at", "valid_from_latest")),
            models.Index(fields=("account", "superseded_at", "valid_from_latest")),
        ]
        constraints = [
            *Fact.Meta.constraints,
            NoOverlap(name="people_account_of_person_once", scope=("person",)),
            NoOverlap(name="people_person_of_account_once", scope=("account",)),
        ]


class PersonIdentifier(Fact):
    """By which key a published source (a parliament, Wikidata, Open States …) knows the person.

    Never a number that the state gives to a person: see the rule `people.identity_number`.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="identifiers")
    scheme = models.CharField(max_length=SCHEME_LENGTH)
    value = models.CharField(max_length=VALUE_LENGTH)

    class Meta(Fact.Meta):
        indexes = [
            models.Index(fields=("person", "superseded_at", "valid_from_latest")),
            models.Index(fields=("scheme", "value")),
        ]
        constraints = [*Fact.Meta.constraints, NoOverlap(name="people_identifier_unique", scope=("value", "scheme"))]


class PersonLoad(Load):
    """That a source of persons was loaded, and at which moment; only what it stated then gives way to its next file."""

    class Meta:
        indexes = [models.Index(fields=("source",))]
