"""`NoOverlap`: in the database, on PostgreSQL and SQLite alike, two rows of one scope never certainly hold on one day.

PostgreSQL gets an exclusion constraint, SQLite two triggers. Django drops a table's triggers when it rebuilds the table
on SQLite, so they are installed after every migration (see `triggers.py`), not by the migration itself.
"""

from collections.abc import Collection, Iterator
from typing import Any

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.core.exceptions import ValidationError
from django.db import models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _

START, END = "valid_from_latest", "valid_to_earliest"
_HOLDS = Q(**{f"{START}__lt": F(END)})  # imprecise bounds may leave no day that is certain


class CertainBox(Func):
    """A number and the days on which a row certainly holds, as a rectangle: its lower left and its upper right corner.

    Two of them meet exactly where number and a day are the same. Without a number all stand at 0. GiST enters a row by
    it in little more than half the time that it takes by the number and a range of days.
    """

    template = "box(point({left}, {start} - DATE '2000-01-01'), point({left} + 1, {end} - DATE '2000-01-02'))"
    output_field = models.TextField()  # Django knows no rectangles, and nothing reads it

    def as_sql(
        self, compiler: Any, connection: Any, *_options: Any, **_extra: Any
    ) -> tuple[str, tuple[str | int, ...]]:
        start, end, *number = (compiler.compile(expression)[0] for expression in self.source_expressions)
        left = f"2 * {number[0]}" if number else "0"
        return f"({self.template.format(start=start, end=end, left=left)})", ()


class ScopeDigest(Func):
    """Columns as one number of 128 bits: the same for the same values, null where one of them is null.

    GiST takes five times as long to enter a row by texts, and longer the more columns there are.
    """

    output_field = models.UUIDField()

    def as_sql(self, compiler: Any, connection: Any, *_options: Any, **_extra: Any) -> tuple[str, tuple[Any, ...]]:
        columns = (compiler.compile(expression)[0] for expression in self.source_expressions)
        between = " || chr(31) || "  # the sign for it, which stands in no text that people type
        return f"(md5({between.join(f'{column}::text' for column in columns)})::uuid)", ()


class NoOverlap(models.BaseConstraint):
    """Non-superseded rows that share `scope` may not certainly hold on the same day."""

    violation_error_message = _("This period overlaps one that is already recorded.")
    violation_error_code = "overlap"

    def __init__(self, *, name: str, scope: Collection[str], **rest: Any) -> None:
        self.scope = tuple(scope)
        super().__init__(name=name, **rest)

    def validate(
        self, model: type[models.Model], instance: Any, exclude: Collection[str] | None = None, using: str = "default"
    ) -> None:
        """The friendly check of `full_clean()`; raises ValidationError."""
        if exclude and set(exclude) & {*self.scope, START, END}:
            return
        start, end = getattr(instance, START), getattr(instance, END)
        if instance.superseded_at is not None or start >= end:
            return
        scope = {name: getattr(instance, name) for name in self.scope}
        if None in scope.values():  # as in the database, nothing equals what is null
            return
        same = Q(**scope, superseded_at__isnull=True)
        overlapping = Q(**{f"{START}__lt": end, f"{END}__gt": start}) & _HOLDS
        found = model._default_manager.using(using).filter(same & overlapping)
        if found.exclude(pk=instance.pk).exists():
            raise ValidationError(self.get_violation_error_message(), code=self.violation_error_code)

    # --- PostgreSQL ---------------------------------------------------------------------------------------------------

    def _exclusion(self, model: type[models.Model], connection: Any) -> ExclusionConstraint:
        types = (str(self._field(model, name).db_type(connection)) for name in self.scope)
        is_text = any(kind.startswith(("varchar", "text")) for kind in types)
        number, others = ((), (ScopeDigest(*map(F, self.scope)),)) if is_text else (self.scope[:1], self.scope[1:])
        overlapping = (CertainBox(F(START), F(END), *map(F, number)), RangeOperators.OVERLAPS)
        same = tuple((one, RangeOperators.EQUAL) for one in others)
        return ExclusionConstraint(
            name=self.name,
            expressions=[*same, overlapping] if is_text else [overlapping, *same],
            condition=Q(superseded_at__isnull=True) & _HOLDS,
        )

    def constraint_sql(self, model: type[models.Model] | None, schema_editor: BaseDatabaseSchemaEditor | None) -> Any:
        """Part of CREATE TABLE; SQLite gets its triggers later."""
        assert schema_editor is not None
        assert model is not None
        if schema_editor.connection.vendor == "postgresql":
            return self._exclusion(model, schema_editor.connection).constraint_sql(model, schema_editor)
        return None

    def create_sql(self, model: type[models.Model] | None, schema_editor: BaseDatabaseSchemaEditor | None) -> Any:
        """Its own statement, for a table that exists."""
        assert schema_editor is not None
        assert model is not None
        if schema_editor.connection.vendor == "postgresql":
            return self._exclusion(model, schema_editor.connection).create_sql(model, schema_editor)
        return None

    def remove_sql(self, model: type[models.Model] | None, schema_editor: BaseDatabaseSchemaEditor | None) -> Any:
        """Undo `create_sql`; on SQLite the triggers go."""
        assert schema_editor is not None
        assert model is not None
        if schema_editor.connection.vendor == "postgresql":
            return self._exclusion(model, schema_editor.connection).remove_sql(model, schema_editor)
        for event in ("insert", "update"):
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {schema_editor.quote_name(f'{self.name}_{event}')}")
        return None

    # --- SQLite -------------------------------------------------------------------------------------------------------

    def triggers(self, model: type[models.Model], quote: Any) -> Iterator[tuple[str, str]]:
        """Name and CREATE statement of the two triggers that stand for the constraint on SQLite."""
        table = quote(model._meta.db_table)

        def column(name: str) -> str:
            return str(quote(self._column(model, name)))

        same = " AND ".join(f"t.{column(name)} = NEW.{column(name)}" for name in self.scope)
        start, end, superseded = column(START), column(END), column("superseded_at")
        assert model._meta.pk is not None
        pk = quote(model._meta.pk.column)
        for event in ("INSERT", "UPDATE"):
            name = f"{self.name}_{event.lower()}"
            # The plus keeps SQLite to an index over the scope. By one over the days alone, which a table with none of
            # its statistics may lead it to, every row would be compared with all that hold.
            other = f"t.{pk} IS NOT {'OLD' if event == 'UPDATE' else 'NEW'}.{pk}"
            yield (
                name,
                f"CREATE TRIGGER {quote(name)} BEFORE {event} ON {table} "
                f"WHEN NEW.{superseded} IS NULL AND NEW.{start} < NEW.{end} AND EXISTS ("
                f"SELECT 1 FROM {table} t WHERE {same} AND {other} AND +t.{superseded} IS NULL "
                f"AND +t.{start} < t.{end} AND +t.{start} < NEW.{end} AND +t.{end} > NEW.{start}) "
                f"BEGIN SELECT RAISE(ABORT, 'constraint failed: {self.name}'); END",
            )

    @staticmethod
    def _field(model: type[models.Model], name: str) -> "models.Field[Any, Any]":
        field = model._meta.get_field(name)
        assert isinstance(field, models.Field)
        return field

    def _column(self, model: type[models.Model], name: str) -> str:
        return str(self._field(model, name).column)

    def broken_since(self, model: type[models.Model], quote: Any) -> str:
        """SELECT that finds something when a row with a number above the parameter breaks the constraint."""
        table = quote(model._meta.db_table)
        same = " AND ".join(
            f"t.{quote(self._column(model, name))} = new.{quote(self._column(model, name))}" for name in self.scope
        )
        start, end, superseded = (quote(self._column(model, name)) for name in (START, END, "superseded_at"))
        assert model._meta.pk is not None
        pk = quote(model._meta.pk.column)
        return (
            f"SELECT 1 FROM {table} new CROSS JOIN {table} t WHERE new.{pk} > %s AND +new.{superseded} IS NULL "
            f"AND +new.{start} < new.{end} AND {same} AND t.{pk} <> new.{pk} AND +t.{superseded} IS NULL "
            f"AND +t.{start} < t.{end} AND +t.{start} < new.{end} AND +t.{end} > new.{start} LIMIT 1"
        )

    def deconstruct(self) -> Any:
        """For migrations."""
        path, args, kwargs = super().deconstruct()
        return path, args, {**kwargs, "scope": self.scope}

    def __eq__(self, other: object) -> bool:
        return isinstance(other, NoOverlap) and self.deconstruct() == other.deconstruct()

    def __hash__(self) -> int:
        return hash((self.name, self.scope))
