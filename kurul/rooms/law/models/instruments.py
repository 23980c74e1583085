"""Instruments (laws, decrees, decisions, circulars): what is said of them as acts.

The particulars of an act do not change in law: signed once, published once. But the office can hold something wrong
about them, and learn better; what it held before stays readable as a `FormerEntry`. What does change in law, wording
and force, are facts of their own: see `provisions` and `relations`.
"""

from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kurul.kernel.provenance import Marked
from kurul.kernel.temporal.bounds import BEGINNING, FAR, Bound
from kurul.kernel.temporal.moment import write_moment
from kurul.kernel.translated import InOtherLanguage, Translated, TranslatedField
from kurul.kernel.withdrawable import Term, Withdrawable


class InstrumentKind(Term):
    """What sort of instrument there can be (law, decree …), how one is cited and addressed: data, not code."""

    name = TranslatedField()
    reference = TranslatedField()  # how one is cited: "Law {number}"; empty: by its title
    jurisdiction = models.CharField(max_length=20, blank=True)  # of the ELI: "tr"
    eli_template = models.CharField(max_length=200, blank=True)  # "{jurisdiction}/kanun/{year}/{number}"; empty: none
    order = models.PositiveIntegerField(default=0)

    class Meta(Term.Meta):
        verbose_name = _("kind of instrument")
        ordering = ("order", "code")

    def __str__(self) -> str:
        return str(self.name) or self.code


@dataclass(frozen=True)
class Particulars:
    """What is said of an instrument, apart from its provisions. A day that no source gives is unknown."""

    kind: InstrumentKind
    title: Translated = field(default_factory=Translated)
    number: str = ""
    issued: Bound = field(default_factory=Bound.unknown)  # signed or decided
    gazette_number: str = ""
    gazetted: Bound = field(default_factory=Bound.unknown)  # published in the official gazette
    in_force: Bound = field(default_factory=Bound.unknown)  # entered into force
    issuing_body: Translated = field(default_factory=Translated)
    relevance: Translated = field(default_factory=Translated)
    status_note: Translated = field(default_factory=Translated)
    source: str = ""

    @property
    def plain(self) -> dict[str, Any]:
        """The same as plain values, for the log."""
        texts = ("title", "issuing_body", "relevance", "status_note")
        return {
            **{name: dict(getattr(self, name)) for name in texts},
            "kind": self.kind.code,
            "number": self.number,
            "issued": str(self.issued),
            "gazette_number": self.gazette_number,
            "gazetted": str(self.gazetted),
            "in_force": str(self.in_force),
            "source": self.source,
        }


class Entry(Marked):
    """What the office holds an instrument to be, since `recorded_at`."""

    kind = models.ForeignKey(InstrumentKind, on_delete=models.PROTECT, related_name="+")
    title = TranslatedField()
    number = models.CharField(max_length=60, blank=True)
    # The days of its signature or decision, of its publication, of its entry into force: each known or partly known.
    issued_from = models.DateField(default=BEGINNING)
    issued_to = models.DateField(default=FAR)
    gazette_number = models.CharField(max_length=60, blank=True)
    gazetted_from = models.DateField(default=BEGINNING)
    gazetted_to = models.DateField(default=FAR)
    in_force_from = models.DateField(default=BEGINNING)
    in_force_to = models.DateField(default=FAR)
    issuing_body = TranslatedField()
    relevance = TranslatedField()
    status_note = TranslatedField()
    source = models.CharField(max_length=500, blank=True)
    # Which of the values above no source states: "number", "issued", "title.en" …
    inferred = models.JSONField(default=list, blank=True)
    search_text = models.TextField(blank=True)
    sort_keys = models.JSONField(default=dict, blank=True)
    recorded_at = models.DateTimeField(default=write_moment, editable=False)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_days_ordered",
                condition=Q(issued_from__lte=F("issued_to"))
                & Q(gazetted_from__lte=F("gazetted_to"))
                & Q(in_force_from__lte=F("in_force_to")),
            )
        ]

    @property
    def issued(self) -> Bound:
        """The day it was signed or decided."""
        return Bound(self.issued_from, self.issued_to)

    @property
    def gazetted(self) -> Bound:
        """The day of its publication in the official gazette."""
        return Bound(self.gazetted_from, self.gazetted_to)

    @property
    def in_force(self) -> Bound:
        """The day of its entry into force."""
        return Bound(self.in_force_from, self.in_force_to)

    @property
    def particulars(self) -> Particulars:
        """What is said of it, as one value."""
        return Particulars(
            kind=self.kind,
            title=self.title,
            number=self.number,
            issued=self.issued,
            gazette_number=self.gazette_number,
            gazetted=self.gazetted,
            in_force=self.in_force,
            issuing_body=self.issuing_body,
            relevance=self.relevance,
            status_note=self.status_note,
            source=self.source,
        )


class Instrument(Withdrawable, Entry):
    """A legal or administrative act on which something rests."""

    code = models.CharField(max_length=60)
    version = models.PositiveIntegerField(default=1)

    class Meta(Entry.Meta):
        verbose_name = _("instrument")
        ordering = ("code",)
        constraints = [
            *Entry.Meta.constraints,
            models.UniqueConstraint(
                fields=("code",), condition=Q(withdrawn_at__isnull=True), name="law_instrument_code_once"
            ),
        ]

    def __str__(self) -> str:
        title = str(self.title)
        text = " · ".join(part for part in (self.number, title) if part) or self.code
        return title.with_more(text) if isinstance(title, InOtherLanguage) else text


class FormerEntry(Entry):
    """What the office held an instrument to be, until it learnt better at `superseded_at`."""

    instrument = models.ForeignKey(Instrument, on_delete=models.PROTECT, related_name="former_entries")
    version = models.PositiveIntegerField()
    superseded_at = models.DateTimeField()

    class Meta(Entry.Meta):
        constraints = [
            *Entry.Meta.constraints,
            models.UniqueConstraint(fields=("instrument", "version"), name="law_formerentry_version"),
            models.CheckConstraint(
                name="law_formerentry_recorded_first", condition=Q(superseded_at__gte=F("recorded_at"))
            ),
        ]
