"""A part of a long list, in the order that was asked for."""

from collections.abc import Mapping
from typing import Any, TypeVar

from django.db.models import F, Model, QuerySet

Listed = TypeVar("Listed", bound=Model)


def cut(
    rows: QuerySet[Listed, Any],
    keys: Mapping[str, tuple[str, ...]],
    order: str,
    then: tuple[str, ...],
    start: int,
    size: int,
) -> QuerySet[Listed, Any]:
    """`size` rows from `start` on. `order` is one of `keys`, which name the columns; "-" before it reverses them.

    `then` decides between rows that are equal by these.
    """
    columns = keys[order.lstrip("-")]
    ordering = [F(name).desc() if order.startswith("-") else F(name).asc() for name in columns]
    return rows.order_by(*ordering, *then)[start : start + size]
