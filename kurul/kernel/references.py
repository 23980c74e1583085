"""A typed reference to any record: `room.model:id`. Rooms register which of their records can be referred to."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kurul.kernel.temporal.look import Look
from kurul.kernel.wording import Text

if TYPE_CHECKING:  # an actor's rights name the records that they come from
    from kurul.kernel.identity.actors import Actor


@dataclass(frozen=True, order=True)
class Ref:
    """Which record: the model's label in lower case and the primary key."""

    kind: str
    id: int

    @classmethod
    def of(cls, record: "models.Model | Ref") -> "Ref":
        """The reference to a stored record; a Ref stays what it is."""
        if isinstance(record, Ref):
            return record
        if record.pk is None:
            raise ValueError("A record must be stored before it can be referred to.")
        return cls(record._meta.label_lower, record.pk)

    @classmethod
    def read(cls, text: str) -> Self:
        """Read `room.model:id`; raises ValueError."""
        kind, colon, number = text.partition(":")
        if not colon or not number.isascii() or not number.isdigit() or "." not in kind:
            raise ValueError(f"{text!r} is not a reference.")
        return cls(kind, int(number))

    def __str__(self) -> str:
        return f"{self.kind}:{self.id}"


class RefField(models.CharField):
    """A column that holds a reference ("" for none)."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 80)
        super().__init__(*args, **kwargs)

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> Ref | None:
        """Database text to Ref; empty is None."""
        return Ref.read(value) if value else None

    def to_python(self, value: Any) -> Any:
        """Text or Ref to Ref; empty is None."""
        if value is None or isinstance(value, Ref):
            return value
        try:
            return Ref.read(value) if value else None
        except ValueError as error:
            raise ValidationError(str(error)) from error

    def get_prep_value(self, value: Any) -> Any:
        """Ref, record or text to database text."""
        if value is None or value == "":
            return ""
        return str(Ref.of(value)) if isinstance(value, Ref | models.Model) else str(Ref.read(value))


NAMED_BY = _("Name, abbreviation or code, or its number after a #.")


@dataclass(frozen=True)
class Referable:
    """How records of one model are named and where their page is."""

    model: type[models.Model]
    url_name: str
    labels: Callable[[Iterable[int]], dict[int, str]]
    meant: Callable[[str], dict[int, str]] | None = None
    suggested: "Callable[[str, Look, Actor], dict[int, str]] | None" = None
    typed: Text = NAMED_BY


@dataclass(frozen=True)
class Shown:
    """A reference ready to be shown."""

    ref: Ref
    label: str
    url: str


_referables: dict[str, Referable] = {}


def register(
    model: type[models.Model],
    *,
    url_name: str,
    labels: Callable[[Iterable[int]], dict[int, str]],
    meant: Callable[[str], dict[int, str]] | None = None,
    suggested: "Callable[[str, Look, Actor], dict[int, str]] | None" = None,
    typed: Text = NAMED_BY,
) -> None:
    """Let records of `model` be referred to. `labels(ids)` names many at once, in one query.

    Where records are chosen in forms: `meant(text)` gives those that a typed text means by name or code,
    `suggested(text, look, actor)` some whose names contain it, as far as the actor may see them,
    `typed` says beside the field what may be typed.
    """
    _referables[model._meta.label_lower] = Referable(model, url_name, labels, meant, suggested, typed)


def referable(kind: str) -> Referable | None:
    """What is registered for a kind of record."""
    return _referables.get(kind)


def referables() -> list[Referable]:
    """Everything that is registered, by the names of the models."""
    return [_referables[kind] for kind in sorted(_referables)]


def model_of(ref: Ref) -> type[models.Model]:
    """The model that a reference points into; raises LookupError for a kind nobody knows."""
    return apps.get_model(ref.kind)


def shown(refs: Iterable[Ref], visible: Callable[[Any], Any]) -> dict[Ref, Shown]:
    """Name and page of each referred record that `visible(queryset)` lets through: at most two queries per kind of
    record.

    Pass `lambda queryset: visible_to(queryset, actor)`. Hidden and missing records are left out alike.
    """
    wanted: dict[str, set[int]] = {}
    for ref in refs:
        wanted.setdefault(ref.kind, set()).add(ref.id)
    found: dict[Ref, Shown] = {}
    for kind, ids in wanted.items():
        referable = _referables.get(kind)
        if referable is None:
            continue
        rows = referable.model._default_manager.filter(pk__in=ids)
        seen = visible(rows)
        # Where everybody sees all there are, only the names need asking for.
        allowed = ids if seen is rows else set(seen.values_list("pk", flat=True))
        for number, label in referable.labels(allowed).items():
            found[Ref(kind, number)] = Shown(Ref(kind, number), label, reverse(referable.url_name, args=[number]))
    return found
