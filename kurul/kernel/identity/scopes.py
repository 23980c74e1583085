"""Where a right holds: in the whole government, or for one body that a room knows, written `kind:id`.

The kernel does not know what an organisation or a board is. A room registers its kind of scope and names the bodies;
which bodies lie below which is also the room's knowledge: it asks `actor.may()` with all scopes that would do.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from django.core.exceptions import ObjectDoesNotExist
from django.utils.translation import gettext_lazy as _

from kurul.kernel.wording import Text

_KIND = re.compile(r"[a-z][a-z_]*")
_NUMBER = re.compile(r"[1-9][0-9]{0,18}")
MAX_LENGTH = 80
GREATEST_ID = 2**63 - 1

Label = Callable[[int], str]
_labels: dict[str, Label] = {}


@dataclass(frozen=True)
class Scope:
    """The kind and the number of the body; the whole government has no number."""

    kind: str
    id: int | None = None

    def __post_init__(self) -> None:
        if not _KIND.fullmatch(self.kind):
            raise ValueError(f"{self.kind!r} is not a kind of scope.")
        if (self.kind == "government") != (self.id is None):
            raise ValueError("The government has no number; every other scope has one.")
        if self.id is not None and not 1 <= self.id <= GREATEST_ID:
            raise ValueError(f"{self.id} is not the number of a record.")

    @classmethod
    def parse(cls, text: str) -> "Scope":
        """Read "government" or "organisation:12"; raises ValueError. Says nothing about whether the body exists."""
        kind, colon, number = text.partition(":")
        if not colon:
            return cls(kind)
        if not _NUMBER.fullmatch(number):
            raise ValueError(f"{text!r} is not a scope.")
        return cls(kind, int(number))

    def __str__(self) -> str:
        return self.kind if self.id is None else f"{self.kind}:{self.id}"


GOVERNMENT = Scope("government")


def register_scope_kind(kind: str, *, label: Label) -> None:
    """Let rights be given for bodies of this kind. `label(id)` names one, in the active language.

    `label` raises LookupError or the model's DoesNotExist for a body that there is not.
    """
    Scope(kind, 1)
    if _labels.setdefault(kind, label) is not label:
        raise ValueError(f"Two rooms register the kind of scope {kind!r}.")


def scope_kinds() -> frozenset[str]:
    """The kinds that rights can be given for, the government included."""
    return frozenset(_labels) | {GOVERNMENT.kind}


def scope_label(scope: Scope) -> Text | None:
    """What people read for a scope; None when no room knows the kind or the body does not exist."""
    if scope.id is None:
        return _("the whole government")
    label = _labels.get(scope.kind)
    if label is None:
        return None
    try:
        return label(scope.id)
    except (LookupError, ObjectDoesNotExist):
        return None
