"""The one gate through which rows reach people: pages, search, exports, the API, files and mails all pass it.

A room registers one function per model in its `permissions.py`. Hidden and non-existent rows look the same.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, TypeVar

from django.db import models

from kurul.kernel.identity.actors import Actor

Gate = Callable[[Any, Actor], Any]
GateType = TypeVar("GateType", bound=Gate)
Rows = TypeVar("Rows", bound=models.QuerySet[Any])

_gates: dict[type[models.Model], Gate] = {}


class NoGate(LookupError):
    """A model is read without anybody having said who sees its rows: a programming error."""


def gate(*gated: type[models.Model]) -> Callable[[GateType], GateType]:
    """Register `function(queryset, actor) -> queryset`: the rows of these models that the actor may see."""

    def register(function: GateType) -> GateType:
        for model in gated:
            if _gates.setdefault(model, function) is not function:
                raise ValueError(f"{model._meta.label} has two gates.")
        return function

    return register


def visible_to(queryset: Rows, actor: Actor) -> Rows:
    """The rows of the queryset that the actor may see; raises NoGate for a model that has no gate."""
    found = _gates.get(queryset.model)
    if found is None:
        raise NoGate(
            f"{queryset.model._meta.label} has no gate: register one with @gate({queryset.model.__name__}) in the "
            "room's permissions.py before reading it for somebody."
        )
    rows: Rows = found(queryset, actor)
    return rows


def asking(actor: Actor, model: type[models.Model]) -> Actor:
    """Who asks, where that makes a difference; the public, where the public sees all rows of the model.

    For what is kept by who asks: it is the same for all then, and nobody has to find out who it is.
    """
    public = Actor.nobody()
    return actor if visible_to(model._default_manager.all(), public).query.where else public


def gates() -> Mapping[type[models.Model], Gate]:
    """All gates by model, for the tests of the architecture."""
    return MappingProxyType(_gates)
