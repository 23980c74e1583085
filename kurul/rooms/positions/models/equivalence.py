"""Rules of equivalence, exceptions from them, and the roles that follow from posts."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kurul.kernel.provenance import Marked
from kurul.kernel.temporal.constraints import NoOverlap
from kurul.kernel.temporal.facts import Fact
from kurul.kernel.translated import TranslatedField
from kurul.rooms.positions.models.posts import Function, PostFact, PostKind


class EquivalenceRule(Marked):
    """By which posts are counted as something that no post is called, such as CIO. What it says: see its facts."""

    code = models.SlugField(max_length=60, unique=True)
    counts_as = models.CharField(max_length=60)  # the code of a role
    source = models.CharField(max_length=500, blank=True)

    def __str__(self) -> str:
        return self.code


class EquivalenceTerms(Fact):
    """Posts of this kind in organisations of this kind count if their portfolio has the required functions."""

    rule = models.ForeignKey(EquivalenceRule, on_delete=models.PROTECT, related_name="terms")
    post_kind = models.ForeignKey(PostKind, on_delete=models.PROTECT, related_name="+")
    organisation_kind = models.ForeignKey("organisations.Kind", on_delete=models.PROTECT, related_name="+")
    wording = TranslatedField()  # as the source names such a post
    note = TranslatedField()
    instrument = models.ForeignKey("law.Instrument", on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta(Fact.Meta):
        constraints = [*Fact.Meta.constraints, NoOverlap(name="positions_terms_once", scope=("rule",))]


class EquivalenceFunction(Fact):
    """The rule names this function; without `is_required` a post counts with or without it."""

    rule = models.ForeignKey(EquivalenceRule, on_delete=models.PROTECT, related_name="functions")
    function = models.ForeignKey(Function, on_delete=models.PROTECT, related_name="+")
    is_required = models.BooleanField(default=True)

    class Meta(Fact.Meta):
        constraints = [
            *Fact.Meta.constraints,
            NoOverlap(name="positions_equivalence_function_once", scope=("rule", "function")),
        ]


class EquivalenceException(PostFact):
    """By an instrument of its own this post counts, or does not count, whatever the rule says of it."""

    rule = models.ForeignKey(EquivalenceRule, on_delete=models.PROTECT, related_name="exceptions")
    counts = models.BooleanField()
    reason = TranslatedField()

    class Meta(PostFact.Meta):
        constraints = [
            *PostFact.Meta.constraints,
            NoOverlap(name="positions_exception_once", scope=("rule", "post")),
            models.CheckConstraint(name="positions_exception_written", condition=Q(instrument__isnull=False)),
        ]


class Reach(models.TextChoices):
    """Where the rights hold that a post gives."""

    OWN = "own", _("In its own organisation and below")
    PARENT = "parent", _("In the body above its organisation and below")


class PostRole(Fact):
    """Whoever holds a post of this kind, or one that counts by this rule, has the role there."""

    post_kind = models.ForeignKey(PostKind, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    rule = models.ForeignKey(EquivalenceRule, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    role = models.CharField(max_length=60)  # the code of a role
    reach = models.CharField(max_length=12, choices=Reach.choices)

    class Meta(Fact.Meta):
        constraints = [
            *Fact.Meta.constraints,
            NoOverlap(name="positions_role_of_kind_once", scope=("post_kind", "role", "reach")),
            NoOverlap(name="positions_role_of_rule_once", scope=("rule", "role", "reach")),
            models.CheckConstraint(
                name="positions_role_of_one",
                condition=Q(post_kind__isnull=True, rule__isnull=False) | Q(post_kind__isnull=False, rule__isnull=True),
            ),
        ]
