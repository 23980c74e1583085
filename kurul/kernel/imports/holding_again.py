"""What an undone import superseded is entered anew, and counts from then on as the word of whoever said it first.

The rows of the time before stay as they are: what was known at a moment never changes. So the new row carries the
moment of the undo, and `HeldAgain` remembers whose word it is: an import that was followed by another one can be taken
back after that one was, however often.
"""

from datetime import datetime
from typing import Any

from django.db import connection, models
from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from kurul.kernel.imports.models import HeldAgain, ImportRun, ImportState
from kurul.kernel.temporal import bulk

Model = type[models.Model]


def columns(model: Model) -> set[str]:
    """The names of the columns of a table."""
    return {field.name for field in model._meta.concrete_fields}


def said_at(model: Model, at: datetime, prefix: str = "") -> Q:
    """Condition: the row was written at the moment, or says again what was. `prefix` reaches it through a relation."""
    again = _remembered(model).filter(said_at=at).values("number")
    return Q(**{f"{prefix}recorded_at": at}) | Q(**{f"{prefix}pk__in": again})


def is_held_again(model: Model) -> Q:
    """Condition: an import that was taken back had superseded the row, so that another says the same in its place."""
    return Q(pk__in=_remembered(model).values("former"))


def undone_since(at: datetime) -> set[datetime]:
    """The moments of imports after this one that were taken back, and those at which they were.

    Nothing was said at them that still counts: what the import wrote is superseded, and what the undo wrote was said
    before.
    """
    undone = ImportRun.objects.filter(state=ImportState.UNDONE, at__gt=at)
    return {moment for pair in undone.values_list("at", "undone_at") for moment in pair if moment is not None}


def hold_again(model: Model, at: datetime, now: datetime) -> int:
    """Enter anew what the import superseded. Where other rows hang on a row (the parts of an event), those too."""
    gone = model._default_manager.filter(superseded_at=at).exclude(recorded_at=at)
    count = _remember(model, gone)
    names = [str(f.column) for f in model._meta.concrete_fields if f.name not in ("id", "recorded_at", "superseded_at")]
    quote = connection.ops.quote_name
    table, memory = quote(model._meta.db_table), quote(HeldAgain._meta.db_table)
    there = ", ".join(quote(name) for name in names)
    said = ", ".join(f"said.{quote(name)}" for name in names)
    statement = (
        f"INSERT INTO {table} (id, {there}, recorded_at) SELECT again.number, {said}, %s "  # noqa: S608 - own names
        f"FROM {table} said JOIN {memory} again ON again.kind = %s AND again.former = said.id "
        "WHERE said.superseded_at = %s AND said.recorded_at <> %s"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [bulk.moment(now), model._meta.label_lower, bulk.moment(at), bulk.moment(at)])
    for relation in filter(_hangs_on, model._meta.related_objects):
        _copy_parts(
            relation, dict(_remembered(model).filter(former__in=gone.values("pk")).values_list("former", "number"))
        )
    return count


def _remembered(model: Model) -> Any:
    return HeldAgain.objects.filter(kind=model._meta.label_lower)


def _remember(model: Model, gone: Any) -> int:
    """Give each row that is to be held again the number of the one that will take its place."""
    before = _remembered(model).filter(number=OuterRef("pk")).values("said_at")
    rows = list(gone.order_by("pk").values_list("pk", Coalesce(Subquery(before), F("recorded_at"))))
    if rows:
        numbers = bulk.next_numbers(model, len(rows))
        kind = model._meta.label_lower
        told = ((kind, new, old, bulk.moment(said)) for new, (old, said) in zip(numbers, rows, strict=True))
        bulk.insert(HeldAgain, ("kind", "number", "former", "said_at"), told)
    return len(rows)


def _hangs_on(relation: Any) -> bool:
    """Whether the rows of a relation are part of the row itself: they have no clocks of their own."""
    return "recorded_at" not in columns(relation.related_model)


def _copy_parts(relation: Any, numbers: dict[int, int]) -> None:
    """Hang what hangs on the former rows on those that take their place, too."""
    parts = list(relation.related_model._default_manager.filter(**{f"{relation.field.name}__in": numbers}))
    for part in parts:
        part.pk = None
        setattr(part, relation.field.attname, numbers[getattr(part, relation.field.attname)])
    relation.related_model._default_manager.bulk_create(parts)
