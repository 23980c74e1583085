"""Instruments: single entries and corrections by people."""

from kurul.kernel.actions import record, require, write_moment, writes
from kurul.kernel.identity.actors import Actor
from kurul.kernel.provenance import current_basis
from kurul.kernel.refusals import Conflict, Stale, refuse_if
from kurul.kernel.rules import Finding, gather
from kurul.rooms.law import rules, wording
from kurul.rooms.law.actions.columns import basis_of, columns, search_text, still_inferred
from kurul.rooms.law.models import Entry, FormerEntry, Instrument, Particulars
from kurul.rooms.law.permissions import can_keep


@writes
def enter_instrument(*, code: str, particulars: Particulars, by: Actor) -> Instrument:
    """Enter a legal or administrative act; its provisions and relations follow one by one.

    Raises Refused (not recognisable, days that cannot be), Conflict (the code is taken), NotPermitted.
    """
    require(can_keep(by))
    refuse_if(rules.code_is_plain(code), objections(particulars))
    refuse_if(rules.code_is_free(code, Instrument.objects.filter(code=code).exists()), as_=Conflict)
    instrument = Instrument.objects.create(
        code=code, **columns(particulars), search_text=search_text(code, particulars)
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
    held = take_next_version(instrument, version, by)
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


def objections(particulars: Particulars) -> tuple[Finding, ...]:
    """Everything that the rules object to in what is said of an instrument."""
    return gather(
        rules.is_recognisable(particulars.title, particulars.number),
        rules.is_one_day(particulars.issued, field="issued"),
        rules.is_one_day(particulars.gazetted, field="gazetted"),
        rules.is_one_day(particulars.in_force, field="in_force"),
        rules.is_gazetted_after_issue(particulars.issued, particulars.gazetted),
    )


def take_next_version(instrument: Instrument, version: int, by: Actor) -> Instrument:
    """Check the right, and that nobody else changed the record since `version` was read; return it as it is held."""
    require(can_keep(by))
    claimed = Instrument.objects.filter(pk=instrument.pk, version=version).update(version=version + 1)
    if not claimed:
        raise Stale
    return Instrument.objects.select_related("kind").get(pk=instrument.pk)


def _lay_down(held: Instrument) -> None:
    """Keep what the office has held until now."""
    said = {field.attname: field.value_from_object(held) for field in Entry._meta.fields}
    FormerEntry.objects.create(**said, instrument=held, version=held.version - 1, superseded_at=write_moment())


def _store(held: Instrument) -> None:
    """Store the instrument as the office holds it from this write on."""
    held.search_text = search_text(held.code, held.particulars)
    held.recorded_at = write_moment()
    held.save()
