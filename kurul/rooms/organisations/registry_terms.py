"""The terms of a registry as one file: groups of kinds, schemes of numbers, and the units that matter (YAML).

kurul import registry-terms demo/facts/registry-terms.yaml
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

from kurul.kernel.identity.actors import Actor
from kurul.kernel.imports import Profile, Report
from kurul.kernel.reference_yaml import NotReadable, read
from kurul.kernel.refusals import Refused
from kurul.kernel.rules import Finding
from kurul.kernel.translated import Translated
from kurul.rooms.organisations.actions import define_groups, define_scheme, define_unit_rule
from kurul.rooms.organisations.models import Kind, Level


def read_terms(files: Sequence[Path], by: Actor, report: Report) -> None:
    """Define everything that the files name; what is there under its code is defined anew."""
    for path in files:
        try:
            stated = read(path)
            _define(stated.values, path.name, by, report)
        except (NotReadable, OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            row = error.line if isinstance(error, NotReadable) else 0
            params = {"file": path.name, "row": row, "problem": f"{type(error).__name__}: {error}"}
            raise Refused(Finding("organisations.file_not_readable", None, params)) from error


def _define(values: Mapping[str, Any], file: str, by: Actor, report: Report) -> None:
    kinds = {kind.code: kind for kind in Kind.objects.all()}
    levels = {level.code: level for level in Level.objects.all()}
    groups = values.get("kind_groups", {})
    define_groups(groups={code: (_text(one), one["kinds"]) for code, one in groups.items()}, by=by)
    report.created["kind_group"] += len(groups)
    for code, one in values.get("schemes", {}).items():
        define_scheme(
            code=code,
            name=_text(one),
            uri_template=one.get("uri") or "",
            check_rule=one.get("check") or "",
            is_one_per_body=one.get("one_per_body", True),
            by=by,
        )
        report.created["scheme"] += 1
    for code, one in values.get("unit_rules", {}).items():
        unknown = [name for name in (*one["kinds"], *one["expected_of"]) if name not in kinds]
        usual = one.get("usual_level")
        unknown += [usual] if usual and usual not in levels else []
        for name in unknown:
            report.refuse(file, 0, Finding("organisations.class_not_known", None, {"code": name}))
        if unknown:
            continue
        define_unit_rule(
            code=code,
            name=_text(one),
            kinds=[kinds[name] for name in one["kinds"]],
            expected_of=[kinds[name] for name in one["expected_of"]],
            usual_level=levels[usual] if usual else None,
            source=one.get("source", ""),
            by=by,
        )
        report.created["unit_rule"] += 1


def _text(one: Mapping[str, Any]) -> Translated:
    return Translated(tr=one["name_tr"], en=one["name_en"])


PROFILE = Profile("registry-terms", _("Groups of kinds, schemes of numbers and units that matter"), read_terms)
