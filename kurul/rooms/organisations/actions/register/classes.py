"""Kinds, levels and schemes are data: those that a source brings are made where they are missing."""

from collections.abc import Mapping
from dataclasses import dataclass

from kurul.kernel.refusals import Refused, refuse_if
from kurul.kernel.rules import Finding
from kurul.kernel.translated import Translated
from kurul.rooms.organisations import rules
from kurul.rooms.organisations.actions.register.said import SaidScheme
from kurul.rooms.organisations.models import Kind, Level, Scheme


def kinds_of(names: Mapping[str, Translated], units: set[str]) -> dict[str, Kind]:
    """All kinds by code, those that the source brings among them."""
    there = {kind.code: kind for kind in Kind.objects.all()}
    missing = [
        Kind(code=code, name=name, is_unit=code in units, order=order * 10)
        for order, (code, name) in enumerate(names.items(), start=1)
        if code not in there
    ]
    return there | {kind.code: kind for kind in Kind.objects.bulk_create(missing)}


def levels_of(names: Mapping[str, tuple[int, Translated]]) -> dict[str, Level]:
    """All levels by code. Raises Refused when a new level has the rank of another one."""
    there = {level.code: level for level in Level.objects.all()}
    new = {code: said for code, said in names.items() if code not in there}
    taken = {level.rank: level for level in Level.objects.filter(rank__in=[rank for rank, _name in new.values()])}
    clashes = [
        Finding("organisations.rank_taken", "level", {"code": code, "rank": rank, "other": taken[rank].code})
        for code, (rank, _name) in new.items()
        if rank in taken
    ]
    if clashes:
        raise Refused(*clashes)
    made = Level.objects.bulk_create([Level(code=code, rank=rank, name=name) for code, (rank, name) in new.items()])
    return there | {level.code: level for level in made}


@dataclass(frozen=True)
class Schemes:
    """What all schemes say that are there, as far as a load has to keep to it."""

    several: frozenset[str]  # of which a body may carry several numbers
    checks: Mapping[str, str]  # the rule by which the check digits of a scheme are checked


def schemes_of(said: Mapping[str, SaidScheme]) -> Schemes:
    """Make the schemes that are missing. Raises Refused when the rule of its check digits is not known."""
    refuse_if(*(rules.check_is_known(scheme.check_rule) for scheme in said.values()))
    there = set(Scheme.objects.filter(code__in=said).values_list("code", flat=True))
    Scheme.objects.bulk_create(
        Scheme(
            code=code,
            name=scheme.name,
            uri_template=scheme.uri_template,
            check_rule=scheme.check_rule,
            is_one_per_body=scheme.is_one_per_body,
            order=order * 10,
        )
        for order, (code, scheme) in enumerate(said.items(), start=1)
        if code not in there
    )
    known = Scheme.objects.values_list("code", "is_one_per_body", "check_rule")
    return Schemes(
        frozenset(code for code, is_one, _check in known if not is_one),
        {code: check for code, _is_one, check in known if check},
    )
