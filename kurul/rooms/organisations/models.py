"""Bodies and units. The identity carries nothing that changes; names, parents, kinds and levels are dated facts."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from kurul.kernel.provenance import Marked
from kurul.kernel.temporal.between import INDEXES_OF_DIFFERENCES
from kurul.kernel.temporal.bounds import Bound
from kurul.kernel.temporal.constraints import NoOverlap
from kurul.kernel.temporal.facts import Fact, FactQuerySet
from kurul.kernel.temporal.moment import write_moment
from kurul.kernel.translated import SortKey, TranslatedField


class KindGroup(models.Model):
    """Kinds that are counted together (central, local …): data, not code."""

    code = models.SlugField(max_length=60, unique=True)
    name = TranslatedField()
    order = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("order", "code")

    def __str__(self) -> str:
        return str(self.name) or self.code


class Kind(models.Model):
    """What sort of body or unit there can be (ministry, agency, municipality, IT department …): data, not code."""

    code = models.SlugField(max_length=60, unique=True)
    name = TranslatedField()
    is_unit = models.BooleanField(default=False)  # a part of a body, without standing of its own
    group = models.ForeignKey(KindGroup, on_delete=models.PROTECT, null=True, blank=True, related_name="kinds")
    order = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("order", "code")

    def __str__(self) -> str:
        return str(self.name) or self.code


class Level(models.Model):
    """How high a unit stands (department, directorate general …): data, with a rank to compare by."""

    code = models.SlugField(max_length=60, unique=True)
    name = TranslatedField()
    rank = models.PositiveIntegerField(unique=True)  # the higher the number, the higher the level

    class Meta:
        ordering = ("rank",)

    def __str__(self) -> str:
        return str(self.name) or self.code


class Organisation(Marked):
    """A public organisation or a unit of one. What it is called, where it stands and what it is: see its facts."""

    role_note = TranslatedField()  # what it does for digital government, as the source says it
    source = models.TextField(blank=True)  # where it was read, one address a line
    version = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return f"organisation {self.pk}"


class OrganisationFact(Fact):
    """What all facts about an organisation share: whose they are, and by which instrument."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="%(class)ss")
    instrument = models.ForeignKey("law.Instrument", on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta(Fact.Meta):
        abstract = True
        indexes = [models.Index(fields=("organisation", "superseded_at", "valid_from_latest")), *INDEXES_OF_DIFFERENCES]


class Existence(OrganisationFact):
    """The organisation exists."""

    class Meta(OrganisationFact.Meta):
        indexes = [
            *OrganisationFact.Meta.indexes,
            # How many there are on a day is counted in this index alone.
            models.Index(
                name="organisations_existence_on",
                fields=("superseded_at", "valid_from_latest", "valid_to_earliest", "organisation"),
            ),
        ]
        constraints = [
            *OrganisationFact.Meta.constraints,
            NoOverlap(name="organisations_existence_once", scope=("organisation",)),
        ]


class Name(OrganisationFact):
    """The organisation is called so."""

    name = TranslatedField()
    abbreviation = models.CharField(max_length=60, blank=True)
    search_text = models.TextField(blank=True)
    sort_keys = models.JSONField(default=dict)

    class Meta(OrganisationFact.Meta):
        indexes = [
            *OrganisationFact.Meta.indexes,
            # The first names of a list come out of the index in the order of the language's alphabet.
            *(
                models.Index(
                    SortKey(language, "sort_keys"),
                    "organisation",
                    "valid_from_latest",
                    "valid_to_earliest",
                    "superseded_at",
                    name=f"organisations_name_{language}",
                )
                for language in ("tr", "en")
            ),
        ]
        constraints = [
            *OrganisationFact.Meta.constraints,
            NoOverlap(name="organisations_name_once", scope=("organisation",)),
        ]


class Classification(OrganisationFact):
    """The organisation is of this kind and stands at this level (level null: not known or not applicable)."""

    kind = models.ForeignKey(Kind, on_delete=models.PROTECT, related_name="+")
    level = models.ForeignKey(Level, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta(OrganisationFact.Meta):
        constraints = [
            *OrganisationFact.Meta.constraints,
            NoOverlap(name="organisations_classification_once", scope=("organisation",)),
        ]


class Placement(OrganisationFact):
    """The organisation stands under this parent. No row: it stands under none."""

    parent = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="children_placements")

    class Meta(OrganisationFact.Meta):
        indexes = [
            *OrganisationFact.Meta.indexes,
            # Holds all that walking down the tree of a day asks for.
            models.Index(
                name="organisations_placement_below",
                fields=("parent", "superseded_at", "valid_from_latest", "valid_to_earliest", "organisation"),
            ),
        ]
        constraints = [
            *OrganisationFact.Meta.constraints,
            NoOverlap(name="organisations_placement_once", scope=("organisation",)),
            models.CheckConstraint(
                name="organisations_placement_not_itself", condition=~models.Q(organisation=models.F("parent"))
            ),
        ]


class Affiliation(OrganisationFact):
    """The organisation also belongs to this body, which is not, or not known to be, its parent in the hierarchy."""

    parent = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="affiliates")

    class Meta(OrganisationFact.Meta):
        constraints = [
            *OrganisationFact.Meta.constraints,
            NoOverlap(name="organisations_affiliation_once", scope=("organisation", "parent")),
            models.CheckConstraint(
                name="organisations_affiliation_not_itself", condition=~models.Q(organisation=models.F("parent"))
            ),
        ]


class Identifier(OrganisationFact):
    """The organisation carries this number or code in a scheme (DETSİS, a national code …)."""

    scheme = models.SlugField(max_length=60)
    value = models.CharField(max_length=400)  # some registries make numbers of whole paths
    # Counts the numbers that a body carries side by side in a scheme that allows several; else always 0.
    place = models.PositiveSmallIntegerField(default=0)

    class Meta(OrganisationFact.Meta):
        indexes = [*OrganisationFact.Meta.indexes, models.Index(fields=("scheme", "value"))]
        constraints = [
            *OrganisationFact.Meta.constraints,
            NoOverlap(name="organisations_identifier_once", scope=("organisation", "scheme", "place")),
            NoOverlap(name="organisations_identifier_unique", scope=("scheme", "value")),
        ]


class ChangeKind(models.TextChoices):
    """What can happen to bodies; in the order in which a clerk is offered it."""

    FOUNDED = "founded", _("Founded")
    RENAMED = "renamed", _("Renamed")
    MOVED = "moved", _("Moved under another body")
    RECLASSIFIED = "reclassified", _("Kind or level changed")
    SPLIT = "split", _("Split")
    MERGED = "merged", _("Merged")
    ABSORBED = "absorbed", _("Absorbed")
    TRANSFERRED = "transferred", _("Units or functions transferred")
    ABOLISHED = "abolished", _("Abolished")


class ReorganisationState(models.TextChoices):
    """Where a prepared reorganisation stands."""

    DRAFT = "draft", _("Draft")
    APPLIED = "applied", _("Applied")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Reorganisation(Marked):
    """One prepared set of changes, applied as one write or withdrawn. Its steps are what it would do."""

    title = TranslatedField()
    # Within which body it lies: who keeps the registry there sees the draft. None: the whole government.
    under = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    instrument = models.ForeignKey("law.Instrument", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    day_earliest = models.DateField()
    day_latest = models.DateField()
    note = models.TextField(blank=True)
    state = models.CharField(max_length=12, choices=ReorganisationState.choices, default=ReorganisationState.DRAFT)
    reason = models.TextField(blank=True)  # why it was withdrawn
    recorded_at = models.DateTimeField(default=write_moment)
    settled_at = models.DateTimeField(null=True, default=None)  # when it was applied or withdrawn
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("-day_latest", "-pk")
        constraints = [
            models.CheckConstraint(
                name="organisations_reorganisation_day_ordered",
                condition=models.Q(day_earliest__lte=models.F("day_latest")),
            ),
            models.CheckConstraint(
                name="organisations_reorganisation_settled",
                condition=models.Q(state=ReorganisationState.DRAFT, settled_at__isnull=True)
                | (~models.Q(state=ReorganisationState.DRAFT) & models.Q(settled_at__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return str(self.title)

    @property
    def day(self) -> Bound:
        """The day on which it takes effect."""
        return Bound(self.day_earliest, self.day_latest)


class ReorganisationStep(models.Model):
    """One change that a reorganisation would make: plain values, read again when it is tried or applied."""

    reorganisation = models.ForeignKey(Reorganisation, on_delete=models.PROTECT, related_name="steps")
    order = models.PositiveIntegerField()
    kind = models.CharField(max_length=12, choices=ChangeKind.choices)
    arguments = models.JSONField(default=dict)  # see actions/steps.py
    versions = models.JSONField(default=dict)  # version of each body that it touches, as it was when it was drafted

    class Meta:
        ordering = ("order",)
        constraints = [
            models.UniqueConstraint(fields=("reorganisation", "order"), name="organisations_step_once"),
        ]

    def __str__(self) -> str:
        return f"step {self.order} of reorganisation {self.reorganisation_id}"


class ChangeEvent(Marked):
    """Something that happened to bodies on one day, by one instrument. Never edited: corrected by a new row.

    Who came before and after is read from its parts: see queries/succession.py.
    """

    kind = models.CharField(max_length=12, choices=ChangeKind.choices)
    day_earliest = models.DateField()
    day_latest = models.DateField()
    instrument = models.ForeignKey("law.Instrument", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    note = models.TextField(blank=True)
    reorganisation = models.ForeignKey(
        Reorganisation, on_delete=models.PROTECT, null=True, blank=True, related_name="events"
    )
    # The larger event of which this one is a consequence: a unit moved because its body was merged.
    caused_by = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="consequences")
    corrects = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    recorded_at = models.DateTimeField(default=write_moment)
    superseded_at = models.DateTimeField(null=True, default=None)

    objects = FactQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=("superseded_at", "day_latest"))]
        constraints = [
            models.CheckConstraint(
                name="organisations_changeevent_day_ordered",
                condition=models.Q(day_earliest__lte=models.F("day_latest")),
            ),
            models.CheckConstraint(
                name="organisations_changeevent_recorded_first",
                condition=models.Q(superseded_at__isnull=True) | models.Q(superseded_at__gte=models.F("recorded_at")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.day}"

    @property
    def day(self) -> Bound:
        """The day on which it takes effect."""
        return Bound(self.day_earliest, self.day_latest)


class Side(models.TextChoices):
    """On which side of a change a body stands."""

    BEFORE = "before", _("Before")
    AFTER = "after", _("After")


class ChangePart(models.Model):
    """A body that was there before a change, or is there after it; one that goes on stands on both sides."""

    event = models.ForeignKey(ChangeEvent, on_delete=models.PROTECT, related_name="parts")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="change_parts")
    side = models.CharField(max_length=6, choices=Side.choices)

    class Meta:
        indexes = [models.Index(fields=("organisation", "side"))]
        constraints = [
            models.UniqueConstraint(fields=("event", "organisation", "side"), name="organisations_part_once"),
        ]

    def __str__(self) -> str:
        return f"{self.side} {self.organisation_id}"


class Scheme(models.Model):
    """What sort of number or code a body can carry: its form, its check digits and its address are data."""

    code = models.SlugField(max_length=60, unique=True)
    name = TranslatedField()
    uri_template = models.CharField(max_length=300, blank=True)  # with {value}, for the address of a number
    check_rule = models.SlugField(max_length=30, blank=True)  # see identifiers.py; empty: nothing can be checked
    is_one_per_body = models.BooleanField(default=True)  # a body carries at most one on a day
    order = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("order", "code")

    def __str__(self) -> str:
        return str(self.name) or self.code


class UnitRule(models.Model):
    """By which kinds of units a matter is kept (IT departments …), and which bodies should have one."""

    code = models.SlugField(max_length=60, unique=True)
    name = TranslatedField()
    kinds = models.ManyToManyField(Kind, related_name="+")  # units of these kinds count
    expected_of = models.ManyToManyField(Kind, related_name="+")  # bodies of these kinds should have one
    # Where such a unit ordinarily stands; one that stands higher counts as raised. Null: not said.
    usual_level = models.ForeignKey(Level, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    source = models.TextField(blank=True)
    order = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("order", "code")

    def __str__(self) -> str:
        return str(self.name) or self.code


class Completeness(OrganisationFact):
    """It is stated that all units of this body are recorded; only then does silence mean "it has none"."""

    class Meta(OrganisationFact.Meta):
        constraints = [
            *OrganisationFact.Meta.constraints,
            NoOverlap(name="organisations_completeness_once", scope=("organisation",)),
        ]


class Load(models.Model):
    """That a source was loaded: all facts that it stated then were recorded at this one moment.

    So what a source said before can be told from what people entered, and only the former gives way to its next file.
    """

    source = models.CharField(max_length=200)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("source", "recorded_at"), name="organisations_load_once"),
        ]

    def __str__(self) -> str:
        return f"{self.source} at {self.recorded_at}"
