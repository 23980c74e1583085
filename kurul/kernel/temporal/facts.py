"""Two-clock facts: rows that say something about an identity for a period, and since when the office holds it.

A row is never edited. The world moved: `change` (or `end`). We were wrong: `correct` or `withdraw`. All of them
supersede the old row at the moment of the write and write anew; only actions call them.
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, Self, TypeVar

from django.db import models
from django.db.models import Case, F, FilteredRelation, Q, Value, When
from django.db.models.functions import Least

from kurul.kernel.provenance import Marked, current_basis, weaker
from kurul.kernel.refusals import Stale
from kurul.kernel.temporal.bounds import OPEN, Bound, Certainty, Period
from kurul.kernel.temporal.moment import write_moment

PERIOD_COLUMNS = ("valid_from", "valid_from_latest", "valid_to_earliest", "valid_to")


def certainly(day: date, prefix: str = "") -> Q:
    """Condition: the row holds on the day beyond doubt. `prefix` reaches it through a relation, as in "names__"."""
    return Q(**{f"{prefix}valid_from_latest__lte": day, f"{prefix}valid_to_earliest__gt": day})


def possibly(day: date, prefix: str = "") -> Q:
    """Condition: the row holds on the day, or may hold because a bound is imprecise."""
    return Q(**{f"{prefix}valid_from__lte": day, f"{prefix}valid_to__gt": day})


def held_true(moment: datetime | None = None, prefix: str = "") -> Q:
    """Condition: the office held the row to be true at the moment (None: holds it now)."""
    if moment is None:
        return Q(**{f"{prefix}superseded_at__isnull": True})
    return Q(**{f"{prefix}recorded_at__lte": moment}) & (
        Q(**{f"{prefix}superseded_at__isnull": True}) | Q(**{f"{prefix}superseded_at__gt": moment})
    )


def joined(relation: str, day: date | None, known_at: datetime | None = None, *, perhaps: bool = False) -> Any:
    """The rows of a relation to facts that hold for certain on the day, as an annotation to filter and select by.

    With `perhaps` also those that may hold; without a day all that were held to be true at the moment (None: now).
    """
    condition = held_true(known_at, f"{relation}__")
    if day is not None:
        condition &= (possibly if perhaps else certainly)(day, f"{relation}__")
    return FilteredRelation(relation, condition=condition)


def joined_row(record: Any, name: str) -> Any:
    """The fact that was read with a record by `annotate(name=joined(…)).select_related(name)`; None where none holds.

    A record comes once for each such fact, and once for each combination of several.
    """
    return getattr(record, name, None)


class FactQuerySet(models.QuerySet):
    """Reads of facts by the two clocks."""

    def known_at(self, moment: datetime | None = None) -> Self:
        """Rows held to be true at `moment` (None: now)."""
        return self.filter(held_true(moment))

    def as_of(self, day: date, known_at: datetime | None = None) -> Self:
        """Rows that certainly hold on `day`, by the knowledge of `known_at`."""
        return self.known_at(known_at).filter(certainly(day))

    def possibly_as_of(self, day: date, known_at: datetime | None = None) -> Self:
        """Rows that hold or may hold on `day`, annotated with `certainty` ("yes", "not_known"), the sure ones first."""
        certainty = Case(
            When(certainly(day), then=Value(Certainty.YES.value)), default=Value(Certainty.NOT_KNOWN.value)
        )
        return (
            self.known_at(known_at)
            .filter(possibly(day))
            .annotate(certainty=certainty)
            .order_by("-certainty", "valid_from_latest", "pk")
        )

    def in_order(self) -> Self:
        """By the day they began, earliest first. What has ended by a day began before it, however little is known of
        its first day: "19 July 2016 or earlier", ended in 2015, stands before what began in 2015."""
        return self.order_by(Least("valid_from_latest", "valid_to_earliest"), "valid_to_earliest", "pk")


class Fact(Marked):
    """What is said of an identity for a period; see the columns' meaning in ARCHITECTURE.md."""

    valid_from = models.DateField()
    valid_from_latest = models.DateField()
    valid_to_earliest = models.DateField(default=OPEN)
    valid_to = models.DateField(default=OPEN)
    # No fact can be recorded outside an action: the default asks the running write for its moment.
    recorded_at = models.DateTimeField(default=write_moment)
    superseded_at = models.DateTimeField(null=True, default=None)

    objects = FactQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_bounds_ordered",
                condition=Q(valid_from__lte=F("valid_from_latest"))
                & Q(valid_to_earliest__lte=F("valid_to"))
                & Q(valid_from__lt=F("valid_to")),
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_recorded_first",
                condition=Q(superseded_at__isnull=True) | Q(superseded_at__gte=F("recorded_at")),
            ),
        ]

    @property
    def period(self) -> Period:
        """When it is true in law."""
        return Period(
            Bound(self.valid_from, self.valid_from_latest),
            Bound(self.valid_to_earliest, self.valid_to),
        )

    @property
    def is_superseded(self) -> bool:
        """Whether the office no longer holds it to be true."""
        return self.superseded_at is not None


FactType = TypeVar("FactType", bound=Fact)


def columns(period: Period) -> dict[str, date]:
    """The four columns of a period, to create a row with."""
    return {
        "valid_from": period.start.earliest,
        "valid_from_latest": period.start.latest,
        "valid_to_earliest": period.end.earliest,
        "valid_to": period.end.latest,
    }


def state(fact: Fact) -> dict[str, Any]:
    """What a row says, for the audit log: its period and every own column by name."""
    skipped = {"id", "recorded_at", "superseded_at", *PERIOD_COLUMNS}
    said = {
        field.attname: field.value_from_object(fact)
        for field in fact._meta.concrete_fields
        if field.name not in skipped
    }
    return {"period": str(fact.period), **said}


def supersede(facts: Iterable[FactType]) -> None:
    """Stop holding these rows to be true, from this write's moment on.

    Raises Stale when somebody else superseded one of them meanwhile: what was to take its place would stand beside
    what that one wrote.
    """
    rows = list(facts)
    if not rows:
        return
    moment = write_moment()
    numbers = {row.pk for row in rows}
    held = type(rows[0])._default_manager.filter(pk__in=numbers, superseded_at__isnull=True)
    if held.update(superseded_at=moment) != len(numbers):
        raise Stale
    for row in rows:
        row.superseded_at = moment


def write_anew(fact: FactType, period: Period, **changed: Any) -> FactType:
    """A new row that says the same as `fact`, for another period or with changed columns.

    It rests on what this write rests on, unless `changed` names another basis.
    """
    changed = {"basis": current_basis(), **changed}
    skipped = {"id", "recorded_at", "superseded_at", *PERIOD_COLUMNS}
    said = {f.attname: f.value_from_object(fact) for f in fact._meta.concrete_fields if f.name not in skipped}
    for name, value in changed.items():
        field = fact._meta.get_field(name)
        said.pop(getattr(field, "attname", name), None)
        said[name] = value
    row = type(fact)(**said, **columns(period))
    row.save(force_insert=True)
    return row


def end(fact: FactType, at: Bound, **changed: Any) -> FactType:
    """The world moved: it stopped to be so on `at`, the first day after. Returns the new, ended row.

    That row says what the old one said and that it ended: it rests on the weaker of both bases.
    `changed` are columns that concern the end, such as its instrument.

    Raises ValueError when `at` cannot lie after the start, or lies after the end: an end never prolongs.
    """
    if not Period(fact.period.start, at).is_possible or at.earliest > fact.period.end.latest:
        raise ValueError(f"Nothing of {fact.period} can end on {at}.")
    supersede([fact])
    return write_anew(fact, Period(fact.period.start, at), basis=weaker(fact.basis, current_basis()), **changed)


def change(fact: FactType, at: Bound, **changed: Any) -> tuple[FactType, FactType]:
    """The world moved on `at`: the row ends there and one with the changed columns takes over until the old end.

    Returns the ended row and the new one. Raises ValueError when `at` cannot lie inside the row's period.
    """
    old = fact.period
    if not Period(at, old.end).is_possible:
        raise ValueError(f"Nothing of {old} can change on {at}.")
    return end(fact, at), write_anew(fact, Period(at, old.end), **changed)


def correct(fact: FactType, period: Period | None = None, **changed: Any) -> FactType:
    """We were wrong: the row is superseded by one with the right period or columns. Returns the new row."""
    supersede([fact])
    return write_anew(fact, period or fact.period, **changed)


def withdraw(fact: FactType) -> None:
    """We were wrong: it was never so. The row is superseded and nothing takes its place."""
    supersede([fact])
