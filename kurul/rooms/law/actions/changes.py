"""Single entries and corrections by people."""

from kurul.kernel.actions import record, require, write_moment, writes
from kurul.kernel.identity.actors import Actor
from kurul.kernel.provenance import current_basis
from kurul.kernel.refusals import Conflict, Stale, refuse_if
from kurul.kernel.rules import Finding, gather
from kurul.kernel.translated import Translated
from kurul.rooms.law import rules, wording
from kurul.rooms.law.actions.columns import basis_of, columns, search_text, still_inferred
from kurul.rooms.law.models import Entry, FormerEntry, Instrument, InstrumentKind, Particulars, Provision
from kurul.rooms.law.permissions import can_keep


@writes
def enter_instrument(*, code: str, particulars: Particulars, by: Actor) -> Instrument:
    """Enter a legal or administrative act; its provisions follow one by one.

    Raises Refused (not recognisable, days that cannot be), Conflict (the code is taken), NotPermitted.
    """
    require(can_keep(by))
    refuse_if(rules.code_is_plain(code), objections(particulars))
    refuse_if(rules.code_is_free(code, Instrument.objects.filter(code=code).exists()), as_=Conflict)
    instrument = Instrument.objects.create(
        code=code, **columns(particulars), search_text=search_text(code, particulars, ())
    )
    record(wording.ENTERED, instrument, by=by, after={"code": code, **particulars.plain})
    return instrument


@writes
def correct_instrument(
    *,
    instrument: Instrument,
    particulars: Particulars,
    reason: str,
    by: Actor,
    version: int,
    stated: bool = False,
) -> Instrument:
    """The office held something wrong about the instrument. With `stated` a source now states every value.

    What was held before stays readable. Raises Refused, Stale, NotPermitted.
    """
    held = _take_next_version(instrument, version, by)
    inferred = [] if stated else still_inferred(held.particulars, particulars, held.inferred)
    basis = current_basis() if stated else basis_of(particulars.title, inferred, held.basis)
    before = {**held.particulars.plain, "inferred": held.inferred, "basis": held.basis}
    after = {**particulars.plain, "inferred": inferred, "basis": basis}
    refuse_if(rules.has_a_reason(reason), objections(particulars), rules.something_changes(before, after))
    _lay_down(held)
    for name, value in {**columns(particulars), "inferred": inferred, "basis": basis}.items():
        setattr(held, name, value)
    _store(held)
    record(wording.CORRECTED, held, by=by, before=before, after=after, reason=reason)
    return held


@writes
def enter_provision(*, instrument: Instrument, label: str, text: Translated, by: Actor, version: int) -> Provision:
    """Add an article, paragraph or item behind those that are there. Raises Refused, Stale, NotPermitted."""
    held = _take_next_version(instrument, version, by)
    refuse_if(rules.provision_says_something(label, text))
    _lay_down(held)
    last = held.provisions.order_by("order").last()
    provision = Provision.objects.create(
        instrument=held, label=label.strip(), text=text, order=last.order + 1 if last else 1
    )
    _store(held)
    record(
        wording.PROVISION_ENTERED,
        held,
        by=by,
        about=[provision],
        after={"label": provision.label, "text": dict(text)},
    )
    return provision


@writes
def correct_provision(
    *, provision: Provision, label: str, text: Translated, reason: str, by: Actor, version: int
) -> Provision:
    """The office held something wrong about the provision. `version` is that of its instrument.

    Raises Refused, Stale, NotPermitted.
    """
    held = _take_next_version(provision.instrument, version, by)
    provision = held.provisions.get(pk=provision.pk)
    before = {"label": provision.label, "text": dict(provision.text)}
    after = {"label": label.strip(), "text": dict(text)}
    refuse_if(
        rules.has_a_reason(reason),
        rules.provision_says_something(label, text),
        rules.something_changes(before, after),
    )
    _lay_down(held)
    provision.label, provision.text, provision.basis = label.strip(), text, current_basis()
    provision.save(update_fields=["label", "text", "basis"])
    _store(held)
    record(wording.PROVISION_CORRECTED, held, by=by, about=[provision], before=before, after=after, reason=reason)
    return provision


@writes
def enter_kind(*, code: str, name: Translated, by: Actor) -> InstrumentKind:
    """Add a kind of instrument behind those that are there. Raises Refused, Conflict (the code is taken)."""
    require(can_keep(by))
    refuse_if(rules.kind_has_a_name(name))
    refuse_if(rules.kind_is_new(code, InstrumentKind.objects.filter(code=code).exists()), as_=Conflict)
    last = InstrumentKind.objects.order_by("order").last()
    kind = InstrumentKind.objects.create(code=code, name=name, order=last.order + 10 if last else 10)
    record(wording.KIND_ENTERED, kind, by=by, after={"code": code, "name": dict(name)})
    return kind


def objections(particulars: Particulars) -> tuple[Finding, ...]:
    """Everything that the rules object to in what is said of an instrument."""
    return gather(
        rules.is_recognisable(particulars.title, particulars.number),
        rules.is_one_day(particulars.issued, field="issued"),
        rules.is_one_day(particulars.gazetted, field="gazetted"),
        rules.is_gazetted_after_issue(particulars.issued, particulars.gazetted),
    )


def _take_next_version(instrument: Instrument, version: int, by: Actor) -> Instrument:
    """Check the right, and that nobody else changed the record since `version` was read; return it as it is held."""
    require(can_keep(by))
    claimed = Instrument.objects.filter(pk=instrument.pk, version=version).update(version=version + 1)
    if not claimed:
        raise Stale
    return Instrument.objects.select_related("kind").get(pk=instrument.pk)


def _lay_down(held: Instrument) -> None:
    """Keep what the office has held until now, provisions included."""
    said = {field.attname: field.value_from_object(held) for field in Entry._meta.fields}
    FormerEntry.objects.create(
        **said,
        instrument=held,
        version=held.version - 1,
        superseded_at=write_moment(),
        provisions=[{"label": row.label, "text": dict(row.text), "basis": row.basis} for row in held.provisions.all()],
    )


def _store(held: Instrument) -> None:
    """Store the instrument as the office holds it from this write on; search finds its present provisions."""
    provisions = [(row.label, row.text) for row in Provision.objects.filter(instrument=held)]
    held.search_text = search_text(held.code, held.particulars, provisions)
    held.recorded_at = write_moment()
    held.save()
