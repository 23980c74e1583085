"""Taking an import back as one action: what it recorded is superseded, what it superseded is held again.

Works on all tables with two clocks, whatever room they belong to: everything that one import wrote carries its moment.
What bears no second clock but can be taken back is marked: see `kernel/withdrawable.py` and `undoing_terms.py`.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import F, Q
from django.utils.text import format_lazy

from kurul.kernel.actions import record, require, write_moment, writes
from kurul.kernel.identity.actors import Actor, Decision
from kurul.kernel.imports import undoing_terms
from kurul.kernel.imports.holding_again import columns, hold_again, is_held_again, said_at, undone_since
from kurul.kernel.imports.models import ImportRun, ImportState
from kurul.kernel.imports.permissions import can_import
from kurul.kernel.imports.wording import IMPORT_UNDONE, NOBODY_SAYS
from kurul.kernel.references import Ref, RefField
from kurul.kernel.refusals import Conflict, refuse_if
from kurul.kernel.rules import Finding
from kurul.kernel.search.index import refresh
from kurul.kernel.slots import contributions
from kurul.kernel.temporal.constraints import NoOverlap

HELD_AGAIN = "kernel.held_again"  # contributions: function(since, now): what else belongs to rows that are held again
# contributions: function(subject, created): (what, how many) that mention identities in another way than by a relation
MENTIONED = "kernel.import_mentioned"
# contributions: function(touched, by): (label of a room, decision): what an import takes that touches these tables,
# and therefore taking it back; of a room that says nothing, nothing is taken back.
NEEDED = "kernel.needed_to_take_back"
# What follows from the records and builds on none: the log says what was done, the search what can be found.
DERIVED = ("kurul.kernel.audit.", "kurul.kernel.search.")

MARK_OF_A_SOURCE = {"id", "source", "recorded_at"}

Model = type[models.Model]


@writes
def undo(*, run: ImportRun, reason: str, by: Actor) -> None:
    """Take the import back.

    Every row that it recorded is superseded; every row that it superseded is entered anew. Identities (a body, a post)
    stay as numbers of which nothing is said, so they no longer show. Words that it entered (kinds, levels, schemes) go
    where nothing uses them any more; which stay, and why, stands in the report under `taken_back`.

    It takes the rights that the import took. Raises Conflict when later writes build on it, or when a part of it can
    not be taken back, with what and how many; NotPermitted.
    """
    require(can_import(by))
    run = ImportRun.objects.select_for_update().get(pk=run.pk)
    refuse_if(_is_stored(run), as_=Conflict)
    assert run.at is not None
    for decision in _needed(run.at, by):
        require(decision)
    refuse_if(list(_objections(run.at)), as_=Conflict)
    now = write_moment()
    counts = {model._meta.label_lower: _take_back(model, run.at, now) for model in _with_two_clocks()}
    contributions.ask(HELD_AGAIN, since=run.at, now=now)
    contributions.ask(undoing_terms.LAID_DOWN, at=run.at, now=now)
    counts |= undoing_terms.take_back_records(run.at, now)
    words = undoing_terms.take_back_terms(run.at, now)
    _find_anew(run.at)
    run.state, run.undone_at, run.report = ImportState.UNDONE, now, {**run.report, "taken_back": words}
    run.save(update_fields=["state", "undone_at", "report"])
    told = {label: list(pair) for label, pair in counts.items() if any(pair)}
    after = {"superseded and held again": told, **({"words": words} if any(words.values()) else {})}
    record(IMPORT_UNDONE, run, by=by, reason=reason, after=after)


def _is_stored(run: ImportRun) -> Iterator[Finding]:
    if run.state != ImportState.STORED:
        yield Finding("kernel.import_not_stored", None, {"number": run.pk})


def _needed(at: datetime, by: Actor) -> Iterator[Decision]:
    """What the rooms want for what the import recorded and superseded."""
    touched = frozenset(
        model
        for model in _with_two_clocks()
        if model._default_manager.filter(Q(recorded_at=at) | Q(superseded_at=at)).exists()
    ) | undoing_terms.touched(at)
    said = {model._meta.app_label: False for model in touched}
    for label, decision in contributions.ask(NEEDED, touched=touched, by=by):
        if label in said:
            said[label] = True
            yield decision
    for label, has_spoken in said.items():
        if not has_spoken:
            yield Decision(False, format_lazy(NOBODY_SAYS, room=label))


def _with_one_clock() -> list[Model]:
    """Tables of which a row, once entered, is only corrected; not what marks that a source was loaded."""
    return [
        model
        for model in apps.get_models()
        if "recorded_at" in columns(model)
        and not {"superseded_at", "withdrawn_at"} & columns(model)
        and not columns(model) <= MARK_OF_A_SOURCE
        and not model.__module__.startswith(DERIVED)
    ]


def _with_two_clocks() -> list[Model]:
    return [
        model
        for model in apps.get_models()
        if {"recorded_at", "superseded_at"} <= columns(model) and not model.__module__.startswith(DERIVED)
    ]


def _take_back(model: Model, at: datetime, now: datetime) -> tuple[int, int]:
    """How many rows were superseded, and how many are held again."""
    written = model._default_manager.filter(said_at(model, at), superseded_at__isnull=True)
    subject = _subject(model)
    if subject is not None and "version" in columns(subject[1]):
        touched = model._default_manager.filter(recorded_at=at).values(subject[0])
        subject[1]._default_manager.filter(pk__in=touched).update(version=F("version") + 1)
    superseded = written.update(superseded_at=now)
    return superseded, hold_again(model, at, now)


def _find_anew(at: datetime) -> None:
    """What the search knows of the bodies, posts … that the import touched is no longer so."""
    for subject, links in _subjects().items():
        touched: set[int] = set()
        for model, name in links:
            rows = model._default_manager.filter(Q(recorded_at=at) | Q(superseded_at=at))
            touched.update(rows.values_list(name, flat=True))
        refresh(subject, touched)


# --- what stands against it -------------------------------------------------------------------------------------------


def _objections(at: datetime) -> Iterator[Finding]:
    """What was built since on what the import wrote, and what of it has no second clock, by sort of record."""
    for model in _with_one_clock():
        entered = model._default_manager.filter(recorded_at=at).count()
        if entered:
            yield _finding("kernel.import_without_second_clock", model, entered)
    for model in _with_two_clocks():
        written = model._default_manager.filter(said_at(model, at), superseded_at__gt=at)
        if changed := written.exclude(is_held_again(model)).count():
            yield _finding("kernel.import_changed_since", model, changed)
    yield from _against_records(at)
    undone = undone_since(at)
    for subject, links in _subjects().items():
        touched, created = Q(pk__in=[]), Q()
        for model, name in links:
            touched |= Q(pk__in=model._default_manager.filter(recorded_at=at).values(name))
            created &= ~Q(pk__in=model._default_manager.filter(recorded_at__lt=at).values(name))
        bodies = subject._default_manager.filter(touched)
        if not bodies.exists():
            continue
        for model, name in links:
            rows = model._default_manager.filter(recorded_at__gt=at, **{f"{name}__in": bodies.values("pk")})
            if later := rows.exclude(recorded_at__in=undone).count():
                yield _finding("kernel.import_written_since", model, later)
        yield from _references(subject, bodies.filter(created), at)


def _against_records(at: datetime) -> Iterator[Finding]:
    """The same for records that are taken back by a mark: somebody changed them, or something rests on them."""
    for model in undoing_terms.withdrawable():
        entered = model.objects.filter(recorded_at=at)
        numbers = list(entered.values_list("pk", flat=True))
        if not numbers:
            continue
        if changed := len(undoing_terms.changed_since(model, numbers, at)):
            yield _finding("kernel.import_changed_since", model, changed)
        yield from _references(model, entered, at)


def _references(subject: Model, created: Any, at: datetime) -> Iterator[Finding]:
    """Rows of any room that refer to identities of which there was nothing before the import."""
    own = set(_subjects().get(subject, ()))
    for model, name, held in undoing_terms.references_to(subject):
        if (model, name) in own:
            continue
        rows = held.filter(**{f"{name}__in": created.values("pk")})
        count = rows.exclude(_of_the_import(model, at)).count()
        if count:
            yield _finding("kernel.import_referred_to", model, count)
    numbers = _mentioned(subject)
    numbers &= set(created.filter(pk__in=numbers).values_list("pk", flat=True))
    refs = [str(Ref(subject._meta.label_lower, number)) for number in numbers]
    for model, field in _ref_columns() if refs else ():
        count = undoing_terms.held_rows(model).filter(**{f"{field}__in": refs}).count()
        if count:
            yield _finding("kernel.import_referred_to", model, count)
    for what, count in contributions.ask(MENTIONED, subject=subject, created=created):
        yield Finding("kernel.import_referred_to", None, {"what": str(what), "count": count})


def _of_the_import(model: Model, at: datetime) -> Q:
    """Rows that the import itself wrote: by their own moment, or by that of the row on which they hang."""
    if "recorded_at" in columns(model):
        return said_at(model, at)
    found = Q(pk__in=[])
    for field in model._meta.concrete_fields:
        related: Any = field.related_model if field.is_relation else None
        if related is not None and "recorded_at" in columns(related):
            found |= said_at(related, at, f"{field.name}__")
    return found


def _mentioned(subject: Model) -> set[int]:
    """The numbers of the identities to which some typed reference points."""
    kind = f"{subject._meta.label_lower}:"
    found: set[int] = set()
    for model, field in _ref_columns():
        texts = undoing_terms.held_rows(model).filter(**{f"{field}__startswith": kind}).values_list(field, flat=True)
        found |= {Ref.of(ref).id for ref in texts if ref}
    return found


def _ref_columns() -> list[tuple[Model, str]]:
    return [
        (model, field.name)
        for model in apps.get_models()
        if not model.__module__.startswith(DERIVED)
        for field in model._meta.concrete_fields
        if isinstance(field, RefField)
    ]


def _subjects() -> dict[Model, list[tuple[Model, str]]]:
    """Identities, each with the tables of facts about it and the column that points to it."""
    found: dict[Model, list[tuple[Model, str]]] = {}
    for model in _with_two_clocks():
        subject = _subject(model)
        if subject is not None:
            found.setdefault(subject[1], []).append((model, subject[0]))
    return found


def _subject(model: Model) -> tuple[str, Model] | None:
    """Of what a fact is said: the first relation in the scope of its constraint against overlaps."""
    for constraint in model._meta.constraints:
        if isinstance(constraint, NoOverlap):
            for name in constraint.scope:
                field = model._meta.get_field(name)
                if field.is_relation and field.related_model is not None:
                    related: Any = field.related_model
                    return name, related
    return None


def _finding(code: str, model: Model, count: int) -> Finding:
    return Finding(code, None, {"what": str(model._meta.verbose_name), "count": count})
