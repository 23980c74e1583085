"""What sorts of bodies, levels, numbers and units there can be: data, not code."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kurul.kernel.translated import TranslatedField
from kurul.kernel.withdrawable import Term


class KindGroup(Term):
    """Kinds that are counted together (central, local …): data, not code."""

    name = TranslatedField()
    order = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)

    class Meta(Term.Meta):
        verbose_name = _("group of kinds")
        ordering = ("order", "code")

    def __str__(self) -> str:
        return str(self.name) or self.code


class Kind(Term):
    """What sort of body or unit there can be (ministry, agency, municipality, IT department …): data, not code."""

    name = TranslatedField()
    is_unit = models.BooleanField(default=False)  # a part of a body, without standing of its own
    group = models.ForeignKey(KindGroup, on_delete=models.PROTECT, null=True, blank=True, related_name="kinds")
    order = models.PositiveIntegerField(default=0)

    class Meta(Term.Meta):
        verbose_name = _("kind of body")
        ordering = ("order", "code")

    def __str__(self) -> str:
        return str(self.name) or self.code


class Level(Term):
    """How high a unit stands (department, directorate general …): data, with a rank to compare by."""

    name = TranslatedField()
    rank = models.PositiveIntegerField()  # the higher the number, the higher the level

    class Meta(Term.Meta):
        verbose_name = _("level")
        ordering = ("rank",)
        constraints = [
            *Term.Meta.constraints,
            models.UniqueConstraint(
                fields=("rank",), condition=Q(withdrawn_at__isnull=True), name="organisations_level_rank_once"
            ),
        ]

    def __str__(self) -> str:
        return str(self.name) or self.code


class Scheme(Term):
    """What sort of number or code a body can carry: its form, its check digits and its address are data."""

    name = TranslatedField()
    uri_template = models.CharField(max_length=300, blank=True)  # with {value}, for the address of a number
    check_rule = models.SlugField(max_length=30, blank=True)  # see identifiers.py; empty: nothing can be checked
    is_one_per_body = models.BooleanField(default=True)  # a body carries at most one on a day
    order = models.PositiveIntegerField(default=0)

    class Meta(Term.Meta):
        verbose_name = _("scheme of numbers")
        ordering = ("order", "code")

    def __str__(self) -> str:
        return str(self.name) or self.code


class UnitRule(Term):
    """By which kinds of units a matter is kept (IT departments …), and which bodies should have one."""

    name = TranslatedField()
    kinds = models.ManyToManyField(Kind, related_name="+")  # units of these kinds count
    expected_of = models.ManyToManyField(Kind, related_name="+")  # bodies of these kinds should have one
    # Where such a unit ordinarily stands; one that stands higher counts as raised. Null: not said.
    usual_level = models.ForeignKey(Level, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    source = models.TextField(blank=True)
    order = models.PositiveIntegerField(default=0)

    class Meta(Term.Meta):
        verbose_name = _("rule on units that matter")
        ordering = ("order", "code")

    def __str__(self) -> str:
        return str(self.name) or self.code
