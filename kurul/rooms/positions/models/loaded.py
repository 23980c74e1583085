"""What files say of posts beside what people enter: keys of sources, terms, and which source was loaded."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from kurul.kernel.temporal.constraints import NoOverlap
from kurul.kernel.temporal.loading import Load
from kurul.rooms.positions.models.posts import PostFact


class PostIdentifier(PostFact):
    """By which key a source, or a scheme of the state, knows the post."""

    scheme = models.CharField(max_length=60)
    value = models.CharField(max_length=200)

    class Meta(PostFact.Meta):
        indexes = [*PostFact.Meta.indexes, models.Index(fields=("scheme", "value"))]
        constraints = [
            *PostFact.Meta.constraints,
            NoOverlap(name="positions_identifier_unique", scope=("value", "scheme")),
        ]


class Tenure(models.TextChoices):
    """Whether a post is filled by career or by political choice."""

    NOT_SAID = "", _("not said")
    CAREER = "career", _("Career")
    POLITICAL = "political", _("Political")


class PostTerms(PostFact):
    """On which terms the post is held, as far as a source says: grade, share of full time, who rates its holder."""

    grade = models.CharField(max_length=60, blank=True)  # in the words of the source: SCS1, SES …
    grade_note = models.CharField(max_length=500, blank=True)
    tenure = models.CharField(max_length=12, choices=Tenure.choices, blank=True)
    # Of all holders together, in full-time equivalents; null: not said.
    full_time = models.DecimalField(max_digits=7, decimal_places=2, null=True, blank=True)
    other_duties = models.CharField(max_length=500, blank=True)
    rated_by = models.CharField(max_length=500, blank=True)  # title of the official who rates the holder
    reviewed_by = models.CharField(max_length=500, blank=True)  # title of the official who reviews that rating
    is_key = models.BooleanField(null=True, default=None)  # designated as key by the CIO above; null: not said

    class Meta(PostFact.Meta):
        constraints = [*PostFact.Meta.constraints, NoOverlap(name="positions_terms_of_post_once", scope=("post",))]


class PostLoad(Load):
    """That a source of posts was loaded, and at which moment; only what it stated then gives way to its next file."""

    class Meta:
        indexes = [models.Index(fields=("source",))]
