"""The rule of the reference file: loaded once, as it is stated."""

from datetime import date
from pathlib import Path

import pytest
from django.conf import settings

from kurul.kernel.imports import Remark, Report, find, run
from kurul.kernel.temporal.bounds import Bound
from kurul.rooms.organisations.tests import make as organisations
from kurul.rooms.positions.models import EquivalenceFunction, EquivalenceRule, EquivalenceTerms, PostKind, PostRole
from kurul.rooms.positions.reference_files import BASIS, CIO_RULE
from kurul.rooms.positions.tests import make

pytestmark = pytest.mark.django_db
FILE = settings.ROOT / "demo" / "facts" / "institutions-2016.yaml"


def load(path: Path = FILE, *, dry_run: bool = False) -> Report:
    profile = find(CIO_RULE)
    assert profile is not None
    return run(profile, [path], make.OPERATOR, dry_run=dry_run)


def codes(remarks: list[Remark]) -> list[str]:
    return [remark.code for remark in remarks]


def test_the_rule_is_loaded_with_its_wording_note_and_instrument() -> None:
    organisations.kind()
    make.instrument(BASIS)
    report = load()
    assert (report.refused, report.warnings) == ([], [])
    assert report.created == {"post_kind": 3, "function": 3, "equivalence_rule": 1}
    terms = EquivalenceTerms.objects.get()
    assert terms.wording["tr"].startswith("Strateji geliştirme, idari modernizasyon")
    assert "leaves out strategy development" in terms.note["en"]
    assert terms.instrument is not None
    assert terms.instrument.code == BASIS
    assert terms.period.start == Bound.by(date(2016, 7, 19)), "since when is not published"
    assert terms.basis == "stated"
    required = EquivalenceFunction.objects.filter(is_required=True).values_list("function__code", flat=True)
    assert set(required) == {make.MODERNISATION, make.PROCESSING}
    assert set(PostRole.objects.values_list("role", "reach")) == {
        ("cio", "own"),
        ("reporter", "parent"),
        ("strategy_officer", "parent"),
    }


def test_loading_twice_changes_nothing() -> None:
    organisations.kind()
    load()
    again = load()
    assert again.created == {}
    assert again.unchanged == {"post_kind": 3, "function": 3, "equivalence_rule": 1}
    assert EquivalenceRule.objects.count() == 1


def test_without_the_instrument_the_rule_is_loaded_with_a_warning() -> None:
    organisations.kind()
    report = load()
    assert codes(report.warnings) == ["positions.instrument_unknown"]
    assert report.warnings[0].row == 19
    assert EquivalenceTerms.objects.get().instrument is None


def test_without_the_kind_of_organisation_nothing_is_loaded() -> None:
    report = load()
    assert codes(report.refused) == ["positions.kind_of_organisation_unknown"]
    assert not PostKind.objects.exists()


def test_a_dry_run_leaves_nothing_behind() -> None:
    organisations.kind()
    assert load(dry_run=True).created
    assert not PostKind.objects.exists()


@pytest.mark.parametrize(
    "text", ["as_of: '2016-07-19'", "not: [closed", "as_of: x\ncio_equivalent_rule: {}", "\x00"], ids=range(4)
)
def test_a_file_that_is_not_what_its_name_says_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "institutions-2016.yaml"
    path.write_text(text, encoding="utf-8")
    assert codes(load(path).refused) == ["positions.file_not_readable"]
    assert not PostKind.objects.exists()
