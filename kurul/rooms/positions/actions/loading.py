"""Loading the words of the room and a rule of equivalence from a file: what is there already stays as it is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kurul.kernel.actions import record, require, writes
from kurul.kernel.identity.actors import Actor
from kurul.kernel.imports import Report
from kurul.kernel.references import Ref
from kurul.kernel.rules import Finding
from kurul.kernel.temporal.bounds import Period
from kurul.kernel.translated import Translated
from kurul.rooms.law.public import Instrument
from kurul.rooms.organisations.public import Kind
from kurul.rooms.positions import wording
from kurul.rooms.positions.actions.equivalence import (
    enter_equivalence_rule,
    enter_function,
    enter_post_kind,
    give_role,
)
from kurul.rooms.positions.models import EquivalenceRule, Function, PostKind, Reach
from kurul.rooms.positions.permissions import can_keep_rules


@dataclass(frozen=True)
class GivenRule:
    """A rule of equivalence as a file gives it; kinds and functions by their codes. `row` counts from 1 in `file`."""

    code: str
    counts_as: str
    post_kind: str
    organisation_kind: str
    required: Sequence[str]
    also_named: Sequence[str]
    wording: Translated
    note: Translated
    instrument: str
    period: Period
    source: str
    file: str
    row: int


@dataclass(frozen=True)
class GivenWords:
    """Kinds of posts and functions by code, and which role the holders of a kind have in the body above."""

    kinds: Mapping[str, Translated]
    functions: Mapping[str, Translated]
    roles: Mapping[str, str] = field(default_factory=dict)


@writes
def load_rule(*, rule: GivenRule, words: GivenWords, by: Actor, report: Report) -> None:
    """Enter the words and the rule that are not there yet, and that the role follows from the rule in its own body.

    An unknown kind of organisation is refused in the report; an unknown instrument is a warning, and the rule is
    loaded without it. Raises NotPermitted.
    """
    require(can_keep_rules(by))
    kinds = _kinds(words, by, report)
    functions = _functions(words, by, report)
    organisation_kind = Kind.objects.filter(code=rule.organisation_kind).first()
    if organisation_kind is None:
        unknown = Finding("positions.kind_of_organisation_unknown", None, {"kind": rule.organisation_kind})
        report.refuse(rule.file, rule.row, unknown)
    elif EquivalenceRule.objects.filter(code=rule.code).exists():
        report.unchanged["equivalence_rule"] += 1
    else:
        entered = enter_equivalence_rule(
            code=rule.code,
            counts_as=rule.counts_as,
            post_kind=kinds[rule.post_kind],
            organisation_kind=organisation_kind,
            required=[functions[code] for code in rule.required],
            also_named=[functions[code] for code in rule.also_named],
            wording_of_source=rule.wording,
            note=rule.note,
            period=rule.period,
            instrument=_instrument(rule, report),
            source=rule.source,
            by=by,
        )
        give_role(rule=entered, role=rule.counts_as, reach=Reach.OWN, period=rule.period, by=by)
        for kind, role in words.roles.items():
            give_role(post_kind=kinds[kind], role=role, reach=Reach.PARENT, period=rule.period, by=by)
        report.created["equivalence_rule"] += 1
    record(wording.LOADED, Ref("positions.equivalencerule", 0), by=by, after={"source": rule.file, "rule": rule.code})


def _kinds(words: GivenWords, by: Actor, report: Report) -> dict[str, PostKind]:
    known = {kind.code: kind for kind in PostKind.objects.all()}
    for order, (code, name) in enumerate(words.kinds.items(), start=1):
        count = report.unchanged if code in known else report.created
        count["post_kind"] += 1
        if code not in known:
            known[code] = enter_post_kind(code=code, name=name, order=order * 10, by=by)
    return known


def _functions(words: GivenWords, by: Actor, report: Report) -> dict[str, Function]:
    known = {function.code: function for function in Function.objects.all()}
    for order, (code, name) in enumerate(words.functions.items(), start=1):
        count = report.unchanged if code in known else report.created
        count["function"] += 1
        if code not in known:
            known[code] = enter_function(code=code, name=name, order=order * 10, by=by)
    return known


def _instrument(rule: GivenRule, report: Report) -> Instrument | None:
    found = Instrument.objects.filter(code=rule.instrument).first()
    if found is None:
        unknown = Finding("positions.instrument_unknown", None, {"instrument": rule.instrument})
        report.warn(rule.file, rule.row, unknown)
    return found
