"""Bodies and units. The identity carries nothing that changes; names, parents, kinds and levels are dated facts."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from kurul.kernel.provenance import Marked
from kurul.kernel.temporal.between import INDEXES_OF_DIFFERENCES
from kurul.kernel.temporal.constraints import NoOverlap
from kurul.kernel.temporal.facts import Fact
from kurul.kernel.translated import SortKey, TranslatedField
from kurul.rooms.organisations.models.terms import Kind, Level


class Organisation(Marked):
    """A public organisation or a unit of one. What it is called, where it stands and what it is: see its facts."""

    role_note = TranslatedField()  # what it does for digital government, as the source says it
    source = models.TextField(blank=True)  # where it was read, one address a line
    version = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return f"organisation {self.pk}"


class OrganisationFact(Fact):
    """What all facts about an organisation share: whose they are, and by which instrument."""

    # Not indexed alone: the first of the indexes below begins with it, and each index makes every import slower.
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="%(class)ss", db_index=False)
    instrument = models.ForeignKey(
        "law.Instrument", on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )

    class Meta(Fact.Meta):
        abstract = True
        indexes = [
            models.Index(fields=("organisation", "superseded_at", "valid_from_latest")),
            models.Index(
                fields=("instrument",), condition=models.Q(instrument__isnull=False), name="%(class)s_instrument"
            ),
            *INDEXES_OF_DIFFERENCES,
        ]


class Existence(OrganisationFact):
    """The organisation exists."""

    class Meta(OrganisationFact.Meta):
        verbose_name = _("existence of a body")
        indexes = [
            # Whether a body exists on a day is seen in this index alone, in place of the first of those of all facts.
            # (Without the last column SQLite would rather search the next one, for each body anew.)
            models.Index(
                name="organisations_existence_of",
                fields=("organisation", "superseded_at", "valid_from_latest", "valid_to_earliest"),
            ),
            *OrganisationFact.Meta.indexes[1:],
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
        verbose_name = _("name of a body")
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

    # Not indexed alone, as above: see below.
    kind = models.ForeignKey(Kind, on_delete=models.PROTECT, related_name="+", db_index=False)
    level = models.ForeignKey(Level, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False)

    class Meta(OrganisationFact.Meta):
        verbose_name = _("kind or level of a body")
        indexes = [
            *OrganisationFact.Meta.indexes,
            # The bodies of one kind or level come out of the index in the order of the list.
            *(
                models.Index(
                    name=f"organisations_by_{column}",
                    fields=(column, "organisation", "valid_from_latest", "valid_to_earliest", "superseded_at"),
                )
                for column in ("kind", "level")
            ),
        ]
        constraints = [
            *OrganisationFact.Meta.constraints,
            NoOverlap(name="organisations_classification_once", scope=("organisation",)),
        ]


class Placement(OrganisationFact):
    """The organisation stands under this parent. No row: it stands under none."""

    # Not indexed alone, nor the scheme of a number: an index over more columns begins with it.
    parent = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="children_placements", db_index=False
    )

    class Meta(OrganisationFact.Meta):
        verbose_name = _("place of a body")
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
        verbose_name = _("affiliation of a body")
        constraints = [
            *OrganisationFact.Meta.constraints,
            NoOverlap(name="organisations_affiliation_once", scope=("organisation", "parent")),
            models.CheckConstraint(
                name="organisations_affiliation_not_itself", condition=~models.Q(organisation=models.F("parent"))
            ),
        ]


class Identifier(OrganisationFact):
    """The organisation carries this number or code in a scheme (DETSİS, a national code …)."""

    scheme = models.SlugField(max_length=60, db_index=False)
    value = models.CharField(max_length=400)  # some registries make numbers of whole paths
    # Counts the numbers that a body carries side by side in a scheme that allows several; else always 0.
    place = models.PositiveSmallIntegerField(default=0)

    class Meta(OrganisationFact.Meta):
        verbose_name = _("number of a body")
        indexes = [*OrganisationFact.Meta.indexes, models.Index(fields=("scheme", "value"))]
        constraints = [
            *OrganisationFact.Meta.constraints,
            NoOverlap(name="organisations_identifier_once", scope=("organisation", "scheme", "place")),
            # The value first: it tells most rows apart.
            NoOverlap(name="organisations_identifier_unique", scope=("value", "scheme")),
        ]


class Completeness(OrganisationFact):
    """It is stated that all units of this body are recorded; only then does silence mean "it has none"."""

    class Meta(OrganisationFact.Meta):
        verbose_name = _("statement that all units are recorded")
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
