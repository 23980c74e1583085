"""Plans and what hangs on them. Identities carry nothing that changes; words, dates and bodies are dated facts.

How many tiers a plan has and what they are called is data: aim, objective, action here; theme, commitment,
sub-commitment elsewhere. The lowest tier is the one at which bodies act and report: its elements are the actions.
"""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kurul.kernel.provenance import Marked
from kurul.kernel.temporal.bounds import BEGINNING, FAR, Bound, Period
from kurul.kernel.temporal.constraints import NoOverlap
from kurul.kernel.temporal.facts import Fact
from kurul.kernel.translated import TranslatedField


class State(models.TextChoices):
    """How a plan stands in law."""

    DRAFT = "draft", _("Draft")
    ADOPTED = "adopted", _("Adopted")
    ADOPTED_ELSEWHERE = "adopted_elsewhere", _("Adopted elsewhere")  # in force, though it lacks what adoption takes


class Role(models.TextChoices):
    """How a body takes part in an action."""

    RESPONSIBLE = "responsible", _("Responsible")
    RELATED = "related", _("Related")


class Direction(models.TextChoices):
    """Which way of an indicator is the good one."""

    UP = "up", _("Higher is better")
    DOWN = "down", _("Lower is better")


class Scheme(models.Model):
    """How plans of one sort are built and numbered: data, not code."""

    code = models.SlugField(max_length=60, unique=True)
    name = TranslatedField()

    def __str__(self) -> str:
        return str(self.name) or self.code


class Tier(models.Model):
    """One storey of a scheme, from the top (depth 1) down; exactly the lowest holds the actions."""

    scheme = models.ForeignKey(Scheme, on_delete=models.PROTECT, related_name="tiers")
    depth = models.PositiveIntegerField()
    code = models.SlugField(max_length=60)
    name = TranslatedField()
    plural = TranslatedField()
    holds_actions = models.BooleanField(default=False)
    is_numbered = models.BooleanField(default=True)  # the plan itself gives codes that people use

    class Meta:
        ordering = ("scheme", "depth")
        constraints = [
            models.UniqueConstraint(fields=("scheme", "depth"), name="strategy_tier_depth"),
            models.UniqueConstraint(fields=("scheme", "code"), name="strategy_tier_code"),
            models.UniqueConstraint(fields=("scheme",), condition=Q(holds_actions=True), name="strategy_tier_actions"),
        ]

    def __str__(self) -> str:
        return str(self.name) or self.code


class Planned(models.Model):
    """A planned period, half-open like every period; what is not published is not known, never guessed."""

    planned_from = models.DateField(default=BEGINNING)
    planned_from_latest = models.DateField(default=FAR)
    planned_to_earliest = models.DateField(default=BEGINNING)
    planned_to = models.DateField(default=FAR)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_planned_ordered",
                condition=Q(planned_from__lte=F("planned_from_latest"))
                & Q(planned_to_earliest__lte=F("planned_to"))
                & Q(planned_from__lt=F("planned_to")),
            )
        ]

    @property
    def planned(self) -> Period:
        """From the planned first day up to the first day after."""
        return Period(
            Bound(self.planned_from, self.planned_from_latest), Bound(self.planned_to_earliest, self.planned_to)
        )


def planned_columns(period: Period) -> dict[str, Any]:
    """The four columns of a planned period."""
    return {
        "planned_from": period.start.earliest,
        "planned_from_latest": period.start.latest,
        "planned_to_earliest": period.end.earliest,
        "planned_to": period.end.latest,
    }


class Plan(Marked):
    """A strategy and action plan. What it is called, how it stands and who coordinates it: see its facts."""

    code = models.CharField(max_length=60, unique=True)
    scheme = models.ForeignKey(Scheme, on_delete=models.PROTECT, related_name="plans")
    instrument = models.ForeignKey(
        "law.Instrument", on_delete=models.PROTECT, null=True, blank=True, related_name="plans"
    )
    # How many elements of each tier the published plan has, by the tier's code; more than are known here, perhaps.
    published_totals = models.JSONField(default=dict, blank=True)
    source = models.TextField(blank=True)  # one per line
    version = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return self.code


class PlanFact(Fact):
    """What all facts about a plan share: of which plan, and by which instrument."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="%(class)ss")
    instrument = models.ForeignKey("law.Instrument", on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta(Fact.Meta):
        abstract = True
        indexes = [models.Index(fields=("plan", "superseded_at", "valid_from_latest"))]


class PlanWording(PlanFact):
    """The plan is called so and has this vision. `inferred_languages`: whose text is a translation of our own."""

    title = TranslatedField()
    vision = TranslatedField()
    inferred_languages = models.JSONField(default=list, blank=True)

    class Meta(PlanFact.Meta):
        constraints = [*PlanFact.Meta.constraints, NoOverlap(name="strategy_planwording_once", scope=("plan",))]


class Standing(PlanFact, Planned):
    """The plan stands so in law and covers this period."""

    state = models.CharField(max_length=20, choices=State.choices)

    class Meta(PlanFact.Meta):
        constraints = [
            *PlanFact.Meta.constraints,
            *Planned.Meta.constraints,
            NoOverlap(name="strategy_standing_once", scope=("plan",)),
        ]


class Coordination(PlanFact):
    """The plan is coordinated by this body."""

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")

    class Meta(PlanFact.Meta):
        indexes = [*PlanFact.Meta.indexes, models.Index(fields=("organisation", "superseded_at"))]
        constraints = [*PlanFact.Meta.constraints, NoOverlap(name="strategy_coordination_once", scope=("plan",))]


class Element(Marked):
    """An aim, objective or action of a plan, known by its code. What it says and when it runs: see its facts."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="elements")
    tier = models.ForeignKey(Tier, on_delete=models.PROTECT, related_name="elements")
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="parts")
    code = models.CharField(max_length=120)
    order = models.PositiveIntegerField()  # among the parts of its parent
    source = models.CharField(max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("plan", "order", "pk")
        constraints = [
            models.UniqueConstraint(fields=("plan", "code"), name="strategy_element_code"),
            models.CheckConstraint(name="strategy_element_not_itself", condition=~Q(parent=F("id"))),
        ]

    def __str__(self) -> str:
        return self.code


class ElementFact(Fact):
    """What all facts about an element share: of which element, and by which instrument."""

    element = models.ForeignKey(Element, on_delete=models.PROTECT, related_name="%(class)ss")
    instrument = models.ForeignKey("law.Instrument", on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta(Fact.Meta):
        abstract = True
        indexes = [models.Index(fields=("element", "superseded_at", "valid_from_latest"))]


class Inclusion(ElementFact):
    """The element is part of its plan; the period ends when it is taken out."""

    class Meta(ElementFact.Meta):
        constraints = [*ElementFact.Meta.constraints, NoOverlap(name="strategy_inclusion_once", scope=("element",))]


class Wording(ElementFact):
    """The element says this. `inferred_languages`: whose title is a translation of our own."""

    title = TranslatedField()
    summary = TranslatedField()
    inferred_languages = models.JSONField(default=list, blank=True)
    search_text = models.TextField(blank=True)
    sort_keys = models.JSONField(default=dict)

    class Meta(ElementFact.Meta):
        constraints = [*ElementFact.Meta.constraints, NoOverlap(name="strategy_wording_once", scope=("element",))]


class Schedule(ElementFact, Planned):
    """The action is planned for this period. The fact's own period says how long this schedule is the one in force."""

    continues_after = models.BooleanField(null=True)  # handed over to the next plan; null: not published
    needs_budget = models.BooleanField(null=True)  # null: not published

    class Meta(ElementFact.Meta):
        constraints = [
            *ElementFact.Meta.constraints,
            *Planned.Meta.constraints,
            NoOverlap(name="strategy_schedule_once", scope=("element",)),
        ]


class Involvement(ElementFact):
    """The body is responsible for the action or related to it. An inferred one is a hint and never counts as owner."""

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=12, choices=Role.choices)
    order = models.PositiveIntegerField(default=1)  # as the source names them

    class Meta(ElementFact.Meta):
        indexes = [
            *ElementFact.Meta.indexes,
            models.Index(fields=("organisation", "superseded_at", "valid_from_latest")),
        ]
        constraints = [
            *ElementFact.Meta.constraints,
            NoOverlap(name="strategy_involvement_once", scope=("element", "organisation")),
        ]


class Step(ElementFact, Planned):
    """A step by which the action is carried out, in its order."""

    order = models.PositiveIntegerField()
    title = TranslatedField()

    class Meta(ElementFact.Meta):
        constraints = [
            *ElementFact.Meta.constraints,
            *Planned.Meta.constraints,
            NoOverlap(name="strategy_step_once", scope=("element", "order")),
        ]


class Indicator(Marked):
    """What an action is measured by; without an element it measures the plan itself (see SuccessCriterion)."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="indicators")
    element = models.ForeignKey(Element, on_delete=models.PROTECT, null=True, blank=True, related_name="indicators")
    code = models.CharField(max_length=140)
    order = models.PositiveIntegerField()

    class Meta:
        ordering = ("plan", "element", "order", "pk")
        constraints = [
            models.UniqueConstraint(fields=("plan", "element", "code"), name="strategy_indicator_code"),
            models.UniqueConstraint(
                fields=("plan", "code"), condition=Q(element__isnull=True), name="strategy_criterion_code"
            ),
        ]

    def __str__(self) -> str:
        return self.code


class SuccessCriteria(models.Manager["SuccessCriterion"]):
    """Only indicators of plans themselves."""

    def get_queryset(self) -> models.QuerySet["SuccessCriterion"]:
        """Indicators without an element."""
        return super().get_queryset().filter(element__isnull=True)


class SuccessCriterion(Indicator):
    """What the plan as a whole is measured by: an indicator that hangs on no single action."""

    objects: ClassVar[SuccessCriteria] = SuccessCriteria()

    class Meta:
        proxy = True


class IndicatorFact(Fact):
    """What all facts about an indicator share."""

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="%(class)ss")
    instrument = models.ForeignKey("law.Instrument", on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta(Fact.Meta):
        abstract = True
        indexes = [models.Index(fields=("indicator", "superseded_at", "valid_from_latest"))]


# Fifteen digits: what SQLite, which keeps numbers as binary floating point, gives back exactly as it was stored.
EXACT: dict[str, Any] = {"max_digits": 15, "decimal_places": 4}


class Measure(IndicatorFact):
    """What the indicator measures, in which unit, which way is good, and where it started from (null: not known)."""

    name = TranslatedField()
    unit = TranslatedField()
    direction = models.CharField(max_length=4, choices=Direction.choices, blank=True)  # empty: not published
    baseline_value = models.DecimalField(**EXACT, null=True)
    baseline_from = models.DateField(default=BEGINNING)
    baseline_to = models.DateField(default=FAR)

    class Meta(IndicatorFact.Meta):
        constraints = [
            *IndicatorFact.Meta.constraints,
            NoOverlap(name="strategy_measure_once", scope=("indicator",)),
            models.CheckConstraint(
                name="strategy_measure_baseline_ordered", condition=Q(baseline_from__lte=F("baseline_to"))
            ),
        ]

    @property
    def baseline_day(self) -> Bound:
        """The day on which the baseline was taken."""
        return Bound(self.baseline_from, self.baseline_to)


class Target(IndicatorFact):
    """The value that is to be reached by the end of this day."""

    due = models.DateField()
    value = models.DecimalField(**EXACT)

    class Meta(IndicatorFact.Meta):
        constraints = [
            *IndicatorFact.Meta.constraints,
            NoOverlap(name="strategy_target_once", scope=("indicator", "due")),
        ]
