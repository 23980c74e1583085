"""Choosing a record in a form: typed as a name, a code or its number, with suggestions where there is a script."""

import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse_lazy
from django.utils.functional import lazystr
from django.utils.translation import gettext_lazy as _

from kurul.kernel import references
from kurul.kernel.identity.actors import Actor
from kurul.kernel.identity.visibility import visible_to
from kurul.kernel.web.policy import anonymous
from kurul.kernel.web.request import PageRequest

_NUMBER = re.compile(r"#([0-9]{1,18})\b")
SHORTEST = 2  # letters from which on something is suggested
LISTED = 5


def storable(text: str) -> str:
    """The text without zero characters, with which PostgreSQL cannot even compare."""
    return text.replace("\x00", "")


def seen(model: type[models.Model], numbers: Iterable[int], actor: Actor) -> dict[int, str]:
    """Number and name of those among the records that there are and that the actor may see: two queries."""
    found = references.referable(model._meta.label_lower)
    if found is None:
        raise LookupError(f"{model._meta.label_lower} is not registered, so it cannot be named.")
    rows = model._default_manager.filter(pk__in=list(numbers))
    return found.labels(list(visible_to(rows, actor).values_list("pk", flat=True)))


def as_typed(number: int, label: str) -> str:
    """A record as a field shows it and reads it back: its number and its name."""
    return f"#{number} {label}"


class RecordInput(forms.TextInput):
    """A text input with a list of suggestions that follows what is typed."""

    template_name = "widgets/record.html"

    def __init__(self, kind: str) -> None:
        super().__init__()
        self.kind = kind

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """The input with the address of its suggestions."""
        context = super().get_context(name, value, attrs)
        context["widget"]["suggestions"] = reverse_lazy("suggest", args=[self.kind])
        return context


class SeenField(forms.Field):
    """A field whose answer depends on who asks. A form hands its actor on; without one it answers as to the public."""

    actor = Actor.nobody()


class _Typed:
    """By what a record of a kind is found, in words; asked for when it is shown, for rooms register when they start."""

    def __init__(self, kind: str) -> None:
        self.kind = kind

    def __str__(self) -> str:
        found = references.referable(self.kind)
        return str(found.typed) if found else ""


class RecordField(SeenField):
    """A record of a model that rooms have registered with `meant`; cleans to the record, or None when left empty.

    What the actor may not see is answered like what does not exist.
    """

    def __init__(self, model: type[models.Model], *, actor: Actor | None = None, **kwargs: Any) -> None:
        self.actor = actor or Actor.nobody()
        self.model = model
        self.kind = model._meta.label_lower
        kwargs.setdefault("help_text", lazystr(_Typed(self.kind)))
        super().__init__(widget=RecordInput(self.kind), **kwargs)

    @property
    def _referable(self) -> references.Referable:
        found = references.referable(self.kind)
        if found is None or found.meant is None:
            raise LookupError(f"{self.kind} is not registered with `meant`, so it cannot be chosen.")
        return found

    def prepare_value(self, value: Any) -> Any:
        """A record as its number and name, nothing if it is hidden; what was typed as it was typed."""
        if isinstance(value, models.Model):
            return "".join(as_typed(number, label) for number, label in self._seen([value.pk]).items())
        return value

    def _seen(self, numbers: Iterable[int]) -> dict[int, str]:
        return seen(self.model, numbers, self.actor)

    def to_python(self, value: Any) -> models.Model | None:
        """Typed text to the one record it means; raises ValidationError when there is none, or more than one."""
        text = storable(str(value or "")).strip()
        if not text:
            return None
        match = _NUMBER.match(text)
        found = self._seen([int(match[1])]) if match else self._meant(text)
        if not found:
            raise ValidationError(_("Nothing is called “%(text)s”. Check the spelling."), params={"text": text})
        if len(found) > 1:
            raise _several(text, found)
        return self.model._default_manager.get(pk=next(iter(found)))

    def _meant(self, text: str) -> dict[int, str]:
        """What the text may mean and the actor may see, named so that namesakes can be told apart."""
        assert self._referable.meant is not None
        meant = self._referable.meant(text)
        return {number: meant[number] for number in self._seen(meant)}


def _several(text: str, found: dict[int, str]) -> ValidationError:
    """That the text means several records: some of them, and how many there are where not all are named."""
    listed = "; ".join(as_typed(number, label) for number, label in list(found.items())[:LISTED])
    said = _("Several are called “%(text)s”: %(listed)s. Type the number of the one you mean.")
    if len(found) > LISTED:
        said = _("%(count)s are called “%(text)s”, among them %(listed)s. Type the number of the one you mean.")
    return ValidationError(said, params={"text": text, "listed": listed, "count": len(found)})


@anonymous
def suggest(request: PageRequest, kind: str) -> HttpResponse:
    """Suggestions for what is typed into a field that asks for a record, as far as the reader may see them."""
    referable = references.referable(kind)
    if referable is None or referable.suggested is None:
        raise Http404
    field = next((name for name in request.GET if name not in {"as_of", "known_at"}), "")
    typed = storable(request.GET.get(field, "")).strip()
    found = referable.suggested(typed, request.look, request.actor) if len(typed) >= SHORTEST else {}
    return render(request, "widgets/suggestions.html", {"found": found.items()})
