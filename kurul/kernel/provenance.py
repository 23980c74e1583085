"""On what a record rests: stated by a source or entered by its owner, inferred, or made up for illustration.

A loader sets the basis around what it loads; every record made in between carries it, and pages mark it visibly.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class Basis(models.TextChoices):
    """Why we hold a record to be true; the strongest reason first."""

    STATED = "stated", _("Stated")
    INFERRED = "inferred", _("Inferred")
    ILLUSTRATIVE = "illustrative", _("Illustrative")


_basis: ContextVar[Basis] = ContextVar("kurul_basis", default=Basis.STATED)


def current_basis() -> str:
    """The basis that records made now carry."""
    return _basis.get().value


def weaker(one: str, other: str) -> str:
    """Of two bases the one that holds less: what says two things rests on the worse known of them."""
    return max(one, other, key=Basis.values.index)


@contextmanager
def resting_on(basis: Basis) -> Iterator[None]:
    """Give every record made inside this basis; only loaders and imports do so."""
    token = _basis.set(basis)
    try:
        yield
    finally:
        _basis.reset(token)


class Marked(models.Model):
    """A record that carries its basis."""

    basis = models.CharField(max_length=12, choices=Basis.choices, default=current_basis, editable=False)

    class Meta:
        abstract = True

    @property
    def is_illustrative(self) -> bool:
        """Whether it was made up to show the system alive."""
        return self.basis == Basis.ILLUSTRATIVE

    @property
    def is_inferred(self) -> bool:
        """Whether no source states it."""
        return self.basis == Basis.INFERRED
