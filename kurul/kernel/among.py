"""Many numbers as one parameter: what lies within a large body is asked for without thousands of placeholders."""

import json
from collections.abc import Collection
from typing import Any

from django.db.models import BooleanField, F, Func
from django.db.models.expressions import Combinable


class Among(Func):
    """Condition: the column or expression is one of the numbers."""

    output_field = BooleanField()
    conditional = True

    def __init__(self, column: str | Combinable, numbers: Collection[int]) -> None:
        self.numbers = sorted(numbers)
        super().__init__(F(column) if isinstance(column, str) else column)

    def as_sql(self, compiler: Any, connection: Any, **_more: Any) -> tuple[str, list[Any]]:
        """As each database takes a list in one parameter."""
        column, parameters = compiler.compile(self.get_source_expressions()[0])
        if connection.vendor == "sqlite":
            listed = json.dumps(self.numbers)
            return f"{column} IN (SELECT value FROM json_each(%s))", [*parameters, listed]  # noqa: S608 - own names
        return f"{column} = ANY(%s)", [*parameters, self.numbers]

    @property
    def identity(self) -> tuple[Any, ...]:
        """What tells two such conditions apart."""
        return (*super().identity, tuple(self.numbers))
