"""Numbers and codes: the schemes there are, and which body bears which number from when to when."""

from kurul.kernel.actions import record, require, writes
from kurul.kernel.identity.actors import Actor
from kurul.kernel.imports.rules import holds_no_controls, is_an_address
from kurul.kernel.refusals import Conflict, Stale, refuse_if
from kurul.kernel.temporal import facts
from kurul.kernel.temporal.bounds import Bound, Period
from kurul.kernel.translated import Translated
from kurul.rooms.law.public import Instrument
from kurul.rooms.organisations import queries, rules, wording
from kurul.rooms.organisations.actions.applying import may_change, remember
from kurul.rooms.organisations.actions.correcting import correct_fact
from kurul.rooms.organisations.models import Identifier, Organisation, Scheme
from kurul.rooms.organisations.permissions import can_found


@writes
def define_scheme(
    *,
    code: str,
    name: Translated,
    by: Actor,
    uri_template: str = "",
    check_rule: str = "",
    is_one_per_body: bool = True,
) -> Scheme:
    """Say what sort of number a scheme is; one that is there under its code is defined anew.

    Raises Refused (no name, an unknown check, an address without a place for the number), NotPermitted.
    """
    require(can_found(by, ()))
    refuse_if(rules.has_a_name(name), rules.check_is_known(check_rule), rules.template_has_a_value(uri_template))
    said = {
        "name": name,
        "uri_template": uri_template,
        "check_rule": check_rule,
        "is_one_per_body": is_one_per_body,
    }
    before = Scheme.objects.filter(code=code).first()
    order = before.order if before else Scheme.objects.count() * 10 + 10
    scheme, _made = Scheme.objects.update_or_create(code=code, defaults={**said, "order": order})
    record(wording.SCHEME_DEFINED, scheme, by=by, before=_told(before) if before else None, after=_told(scheme))
    return scheme


@writes
def add_identifier(
    *,
    organisation: Organisation,
    scheme: Scheme,
    value: str,
    period: Period,
    by: Actor,
    version: int,
    instrument: Instrument | None = None,
) -> Identifier:
    """The body bears this number for `period`.

    Raises Refused (check digits that do not fit, another body bears it, it bears one already), Stale, NotPermitted.
    """
    may_change(organisation, version, by)
    value = _checked(organisation, scheme, value, period)
    borne = Identifier.objects.known_at().filter(organisation=organisation, scheme=scheme.code)
    meanwhile = [row for row in borne if row.period.certainly_overlaps(period)]
    if scheme.is_one_per_body:
        refuse_if(rules.overlaps_no_other([row.period for row in meanwhile], period))
    taken = {row.place for row in meanwhile}
    identifier = Identifier.objects.create(
        organisation=organisation,
        scheme=scheme.code,
        value=value,
        place=next(place for place in range(len(taken) + 1) if place not in taken),
        instrument=instrument,
        **facts.columns(period),
    )
    remember(wording.IDENTIFIER_ADDED, organisation, None, identifier, by)
    return identifier


@writes
def correct_identifier(
    *,
    identifier: Identifier,
    value: str,
    period: Period,
    reason: str,
    by: Actor,
    instrument: Instrument | None = None,
) -> Identifier:
    """The number, or since when and until when it is borne, was entered wrongly. Raises as `add_identifier`."""
    scheme = Scheme.objects.filter(code=identifier.scheme).first() or Scheme(code=identifier.scheme)
    checked = _checked(identifier.organisation, scheme, value, period)
    corrected = correct_fact(fact=identifier, period=period, reason=reason, by=by, instrument=instrument, value=checked)
    assert isinstance(corrected, Identifier)
    return corrected


@writes
def end_identifier(
    *, identifier: Identifier, day: Bound, by: Actor, version: int, instrument: Instrument | None = None
) -> Identifier:
    """The body no longer bears the number from `day` on. Raises Refused, Stale, NotPermitted."""
    may_change(identifier.organisation, version, by)
    row = Identifier.objects.select_for_update().get(pk=identifier.pk)
    if row.is_superseded:
        raise Stale
    refuse_if(rules.begins_inside(row.period, day))
    ended = facts.end(row, day, instrument=instrument or row.instrument)
    remember(wording.IDENTIFIER_ENDED, row.organisation, row, ended, by, instrument=instrument)
    return ended


def _checked(organisation: Organisation, scheme: Scheme, value: str, period: Period) -> str:
    """The number as it is kept. Raises Refused when it cannot be right, Conflict when it is another body's."""
    value = rules.compact(scheme.check_rule, value)
    refuse_if(
        rules.has_a_value(value),
        is_an_address(scheme.code, value),
        holds_no_controls((value,), field="value"),
        rules.check_digits_fit(scheme.check_rule, value),
        rules.period_is_possible(period, field="last_day"),
    )
    rows = Identifier.objects.known_at().filter(scheme=scheme.code, value=value).exclude(organisation=organisation)
    holders = [row.organisation_id for row in rows if row.period.certainly_overlaps(period)]
    refuse_if(rules.belongs_to_no_other(list(queries.labels(holders).values())), as_=Conflict)
    return value


def _told(scheme: Scheme) -> dict[str, object]:
    return {
        "code": scheme.code,
        "name": dict(scheme.name),
        "uri_template": scheme.uri_template,
        "check_rule": scheme.check_rule,
        "is_one_per_body": scheme.is_one_per_body,
    }
