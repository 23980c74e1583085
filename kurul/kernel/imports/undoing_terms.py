"""What an import entered that bears no second clock: words of a room (kinds, levels, schemes …), instruments.

Words that something still uses, or that somebody changed since, stay, and it is said why. The others are taken back
with the import: they stay as history and are offered no more.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db.models import Count, Model, Q

from kurul.kernel.audit.models import EventSubject
from kurul.kernel.imports.wording import CHANGED
from kurul.kernel.references import Ref
from kurul.kernel.search.index import refresh
from kurul.kernel.slots import contributions
from kurul.kernel.withdrawable import Term, Withdrawable

# contributions: function(terms): (number of a term, what uses it), where no relation shows it: by its code, say
TERMS_USED = "kernel.terms_used"
# contributions: function(at, now): what a room keeps of records that are taken back, as they were held until then
LAID_DOWN = "kernel.laid_down"

Reasons = dict[int, list[str]]


def withdrawable() -> list[Any]:
    """Tables of records, not of words, that are taken back by a mark of their own."""
    return [model for model in apps.get_models() if issubclass(model, Withdrawable) and not issubclass(model, Term)]


def terms() -> list[Any]:
    """Tables of words."""
    return [model for model in apps.get_models() if issubclass(model, Term)]


def touched(at: datetime) -> set[type[Model]]:
    """The tables of both sorts in which the import entered something."""
    return {model for model in terms() if model.objects.filter(made_at=at).exists()} | {
        model for model in withdrawable() if model.objects.filter(recorded_at=at).exists()
    }


def take_back_records(at: datetime, now: datetime) -> dict[str, tuple[int, int]]:
    """Take back the records of the import that bear no second clock; how many of each table, as `undo` counts."""
    counts = {}
    for model in withdrawable():
        gone = list(model.objects.filter(recorded_at=at).values_list("pk", flat=True))
        counts[model._meta.label_lower] = (model.objects.filter(pk__in=gone).update(withdrawn_at=now), 0)
        refresh(model, gone)
    return counts


def take_back_terms(at: datetime, now: datetime) -> dict[str, list[dict[str, Any]]]:
    """Take back the words that nothing uses any more. Says which went (`withdrawn`) and which stay, each with why.

    A word that only a word of the same import uses goes with it: tables are gone through until nothing goes any more.
    """
    went: list[dict[str, Any]] = []
    while True:
        before = len(went)
        stay = []
        for model in terms():
            held = list(model.objects.filter(made_at=at))
            why = _reasons(model, held, at) if held else {}
            going = [term for term in held if term.pk not in why]
            model.objects.filter(pk__in=[term.pk for term in going]).update(withdrawn_at=now)
            went += [_told(term) for term in going]
            stay += [{**_told(term), "why": why[term.pk]} for term in held if term.pk in why]
        if len(went) == before:
            return {"withdrawn": went, "stay": stay}


def _told(term: Any) -> dict[str, Any]:
    return {"sort": term._meta.label_lower, "code": term.code}


def _reasons(model: Any, held: list[Any], at: datetime) -> Reasons:
    """Why words stay: the tables whose rows use them, or that they were changed since."""
    found: Reasons = defaultdict(list)
    numbers = [term.pk for term in held]
    for other, name, rows in references_to(model):
        used = rows.filter(**{f"{name}__in": numbers}).order_by()
        for number, count in used.values_list(name).annotate(Count("pk")):
            found[number].append(f"{other._meta.label_lower}:{count}")
    for number, what in contributions.ask(TERMS_USED, terms=held):
        found[number].append(what)
    for number in changed_since(model, numbers, at):
        found[number].append(CHANGED)
    return dict(found)


def references_to(model: Any) -> Iterator[tuple[Any, str, Any]]:
    """Every table that refers to the model, hidden relations too: the column, and the rows that are held."""
    for relation in model._meta.get_fields(include_hidden=True):
        if not (relation.auto_created and relation.one_to_many and not relation.concrete):
            continue
        other: Any = relation.related_model
        yield other, relation.field.name, held_rows(other)


def held_rows(model: Any) -> Any:
    """The rows of a table that are held to be true now; of what hangs on others without clocks, those of held ones."""
    names = {field.name for field in model._meta.concrete_fields}
    rows = model._base_manager.all()
    if "superseded_at" in names:
        return rows.filter(superseded_at__isnull=True)
    if "withdrawn_at" in names:
        return rows.filter(withdrawn_at__isnull=True)
    for field in model._meta.concrete_fields:
        related: Any = field.related_model if field.is_relation else None
        if related is not None and issubclass(related, Withdrawable):
            rows = rows.filter(
                Q(**{f"{field.name}__isnull": True}) | Q(**{f"{field.name}__withdrawn_at__isnull": True})
            )
        elif related is not None and "superseded_at" in {one.name for one in related._meta.concrete_fields}:
            rows = rows.filter(**{f"{field.name}__superseded_at__isnull": True})
    return rows


def changed_since(model: Any, numbers: list[int], at: datetime) -> set[int]:
    """Those about which the log tells something after the moment."""
    refs = {str(Ref(model._meta.label_lower, number)): number for number in numbers}
    told = EventSubject.objects.filter(ref__in=refs, event__at__gt=at).values_list("ref", flat=True)
    return {refs[ref] for ref in told}
