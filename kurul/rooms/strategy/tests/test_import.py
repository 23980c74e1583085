"""The two import profiles, counted independently of the readers, and what they refuse."""

import re
import shutil
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
import yaml
from django.utils.translation import override

from kurul.kernel.audit.models import AuditEvent
from kurul.kernel.identity.actors import Actor
from kurul.kernel.provenance import Basis
from kurul.kernel.slots import contributions
from kurul.kernel.temporal.bounds import Bound
from kurul.kernel.temporal.look import Look
from kurul.kernel.translated import Translated
from kurul.rooms.law.public import Instrument
from kurul.rooms.organisations.public import Organisation
from kurul.rooms.strategy import ogp_nap5, queries
from kurul.rooms.strategy.actions import PROGRESS_IMPORT, ProgressRow, ProgressStored
from kurul.rooms.strategy.models import Element, Involvement, Plan, Step, SuccessCriterion, Wording
from kurul.rooms.strategy.tests import make

pytestmark = pytest.mark.django_db
TR, US = "tr-plan-2016-2019", "us-ogp-nap5"
LOOK = Look(date(2017, 6, 1))
SAMPLES = make.ROOT / "demo" / "us-ogp-nap5"


@pytest.fixture
def turkish() -> queries.PlanTree:
    """The plan of 2016-2019, loaded with the ministry that coordinates it."""
    make.body("Ulaştırma, Denizcilik ve Haberleşme Bakanlığı", "UDHB")
    report = make.imported(TR, make.FACTS)
    assert report.refused == []
    return tree(Plan.objects.get())


def tree(plan: Plan) -> queries.PlanTree:
    found = queries.tree(plan.pk, LOOK, Actor.nobody())
    assert found is not None
    return found


def stated() -> dict[str, list[dict[str, str | None]]]:
    """The file, read without our reader."""
    loaded: dict[str, list[dict[str, str | None]]] = yaml.safe_load(make.FACTS.read_text(encoding="utf-8"))
    return loaded


def test_the_turkish_plan_has_the_elements_of_the_file_and_no_others(turkish: queries.PlanTree) -> None:
    values = stated()
    known = {count.tier.code: (count.known, count.published) for count in turkish.counts()}
    assert known == {
        "aim": (len(values["strategic_aims"]), 4),
        "objective": (len(values["objectives"]), 13),
        "action": (len(values["actions"]), 43),
    }
    assert {item.code for item in turkish.actions} == {action["code"] for action in values["actions"]}
    assert [count.not_published for count in turkish.counts()] == [0, 0, 22]


def test_titles_are_those_of_the_file(turkish: queries.PlanTree) -> None:
    titled = {a["code"] for a in stated()["actions"] if a["title_tr"] or a["title_en"]}
    assert {item.code for item in turkish.actions if item.words.title} == titled
    assert len(titled) == 11


def test_what_the_compiler_inferred_is_marked_inferred(turkish: queries.PlanTree) -> None:
    items = {item.code: item for item in turkish.items}
    text = make.FACTS.read_text(encoding="utf-8")
    by_numbering = len(re.findall(r"code_basis: numbering +# inferred", text))
    assert sum(item.basis == Basis.INFERRED for item in turkish.actions) == by_numbering == 10
    assert items["E1.1.5"].words.inferred_languages == {"en"}
    assert items["1"].words.inferred_languages == {"tr"}
    assert items["E1.1.1"].words.inferred_languages == frozenset()
    assert set(SuccessCriterion.objects.values_list("basis", flat=True)) == {Basis.INFERRED}


def test_nobody_is_responsible_and_a_hint_stays_a_hint(turkish: queries.PlanTree) -> None:
    assert all(item.responsible is None for item in turkish.actions)
    hinted = {item.code: str(item.hint.organisation) for item in turkish.actions if item.hint}
    assert set(hinted) == {"E1.1.1", "E1.1.5"}
    assert set(Involvement.objects.values_list("basis", flat=True)) == {Basis.INFERRED}


def test_the_one_known_end_is_known_to_the_month(turkish: queries.PlanTree) -> None:
    dated = {item.code: item.dates for item in turkish.actions if item.dates}
    assert set(dated) == {"E1.1.5"}
    dates = dated["E1.1.5"]
    assert dates is not None
    assert dates.planned.last_day == Bound.month(2020, 6)
    assert dates.planned.start == Bound.unknown()
    assert (dates.continues_after, dates.needs_budget) == (False, None)
    (action,) = [item for item in turkish.actions if item.dates]
    assert [finding.code for finding in turkish.remarks(action)] == ["strategy.outside_plan"]


def test_steps_are_those_of_the_file(turkish: queries.PlanTree) -> None:
    expected = {a["code"]: len(a["implementation_steps"] or ()) for a in stated()["actions"]}
    assert {item.code: len(item.steps) for item in turkish.actions} == expected
    assert Step.objects.count() == sum(expected.values())


def test_the_plan_is_adopted_elsewhere_with_its_gaps(turkish: queries.PlanTree) -> None:
    head = turkish.head
    assert (head.state, str(head.covers.start)) == ("adopted_elsewhere", "2016-01")
    assert str(head.coordinator) == "Ulaştırma, Denizcilik ve Haberleşme Bakanlığı"
    gaps = Counter(finding.code for finding in turkish.gaps())
    assert gaps["strategy.elements_not_known"] == 1
    assert (gaps["strategy.owner_missing"], gaps["strategy.measure_missing"]) == (21, 21)
    assert gaps["strategy.steps_missing"] == 21 - sum(bool(a["implementation_steps"]) for a in stated()["actions"])
    assert gaps["strategy.dates_missing"] == 21  # of E1.1.5 only the end is published


def test_what_is_not_loaded_is_a_warning_by_row_and_comes_later() -> None:
    report = make.imported(TR, make.FACTS)
    found = [(warning.code, warning.row) for warning in report.warnings]
    lines = make.FACTS.read_text(encoding="utf-8").splitlines()
    rows = [number for number, line in enumerate(lines, start=1) if line in ("  - code: E1.1.1", "  - code: E1.1.5")]
    assert ("strategy.instrument_not_loaded", 0) in found
    assert [row for code, row in found if code == "strategy.organisation_not_loaded"] == [0, *rows]
    assert not Involvement.objects.exists()
    make.body("Ulaştırma Bakanlığı", "UDHB")
    make.imported("tr-legal-instruments", make.FACTS.parent / "legal-instruments.yaml")
    again = make.imported(TR, make.FACTS)
    assert again.warnings == []
    assert (again.changed["plan"], again.created["involvement"]) == (1, 2)
    plan = Plan.objects.get()
    assert plan.instrument == Instrument.objects.get(code="YPK-EDEVLET-2016")


def test_two_bodies_of_one_abbreviation_are_not_guessed_between() -> None:
    make.body("Ulaştırma Bakanlığı", "UDHB")
    make.body("Uydu Dairesi", "UDHB")
    report = make.imported(TR, make.FACTS)
    assert "strategy.organisation_ambiguous" in {warning.code for warning in report.warnings}
    assert not Involvement.objects.exists()


@pytest.mark.parametrize("profile", [TR, US])
def test_a_second_import_changes_nothing(profile: str) -> None:
    source = make.FACTS if profile == TR else SAMPLES
    first = make.imported(profile, source)
    rows = {model: model.objects.count() for model in (Element, Wording, Involvement, Step, Organisation)}
    second = make.imported(profile, source)
    assert (dict(second.created), dict(second.changed)) == ({}, {})
    made = Counter(first.created)
    del made["step"], made["involvement"]
    assert dict(second.unchanged) == dict(made)
    assert {model: model.objects.count() for model in rows} == rows


def test_an_action_that_names_a_missing_objective_is_refused_by_row(tmp_path: Path) -> None:
    text = make.FACTS.read_text(encoding="utf-8")
    wrong = tmp_path / "plan.yaml"
    wrong.write_text(text.replace('  - code: E4.1.2\n    objective: "4.1"', '  - code: E4.1.2\n    objective: "4.9"'))
    report = make.imported(TR, wrong)
    row = next(n for n, line in enumerate(text.splitlines(), start=1) if line == "  - code: E4.1.2")
    assert [(r.code, r.file, r.row) for r in report.refused] == [("strategy.parent_not_in_file", "plan.yaml", row)]
    assert not Plan.objects.exists()
    assert not Element.objects.exists()
    assert not AuditEvent.objects.exists()


@pytest.mark.parametrize("content", ["not: a plan", "- 1", "a: [", "\x00", "plan: {id: X}"])
@pytest.mark.parametrize("profile", [TR, US])
def test_a_file_that_is_something_else_is_refused(tmp_path: Path, profile: str, content: str) -> None:
    wrong = tmp_path / "plan.yaml"
    wrong.write_text(content)
    report = make.imported(profile, wrong)
    assert [refused.code for refused in report.refused] == ["strategy.file_not_readable"]
    assert not Plan.objects.exists()


@pytest.mark.parametrize(("language", "said"), [("en", "the record stays"), ("tr", "kayıt olduğu gibi")])
def test_a_title_that_is_recorded_otherwise_stays_and_is_a_warning_of_its_row(
    tmp_path: Path, language: str, said: str
) -> None:
    make.body("Ulaştırma, Denizcilik ve Haberleşme Bakanlığı", "UDHB")
    make.imported("tr-legal-instruments", make.FACTS.parent / "legal-instruments.yaml")
    make.imported(TR, make.FACTS)
    held = Wording.objects.known_at().get(element__code="E1.1.5").title
    text = make.FACTS.read_text(encoding="utf-8")
    other = tmp_path / "plan.yaml"
    other.write_text(text.replace(str(held), "Başka bir başlık"), encoding="utf-8")
    rows, events = list(Wording.objects.order_by("pk").values()), AuditEvent.objects.count()
    with override(language):
        report = make.imported(TR, other)
    row = next(number for number, line in enumerate(text.splitlines(), start=1) if line == "  - code: E1.1.5")
    assert [(one.code, one.row) for one in report.warnings] == [("strategy.row_differs", row)]
    assert said in report.warnings[0].message
    assert list(Wording.objects.order_by("pk").values()) == rows
    assert not AuditEvent.objects.filter(kind="strategy.reworded").exists()
    assert AuditEvent.objects.count() >= events


def test_titles_that_appear_later_fill_what_was_empty(tmp_path: Path) -> None:
    make.imported(TR, make.FACTS)
    text = make.FACTS.read_text(encoding="utf-8")
    head, tail = text.split("  - code: E2.1.1\n", 1)
    fuller = tmp_path / "plan.yaml"
    fuller.write_text(f"{head}  - code: E2.1.1\n" + tail.replace("title_tr: null", 'title_tr: "Ortak altyapı"', 1))
    report = make.imported(TR, fuller)
    assert (report.changed["action"], report.unchanged["action"]) == (1, 20)
    words = Wording.objects.known_at().get(element__code="E2.1.1")
    assert words.title == Translated(tr="Ortak altyapı")


# --- the plan of another country --------------------------------------------------------------------------------------


def field_counts(name: str) -> Counter[str]:
    """How often each value of a field stands in the sub-commitments, by plain search in the text."""
    found: Counter[str] = Counter()
    for path in (SAMPLES / "subcommitments").glob("*.md"):
        found.update(re.findall(rf'^{name}: *"?([^"\n]*?)"?$', path.read_text(encoding="utf-8"), re.MULTILINE))
    return found


@pytest.fixture
def american() -> queries.PlanTree:
    """The fifth open government plan, loaded into an empty Kurul."""
    report = make.imported(US, SAMPLES)
    assert report.refused == []
    plan = Plan.objects.get()
    found = queries.tree(plan.pk, Look(date(2024, 1, 1)), Actor.nobody())
    assert found is not None
    return found


def test_the_american_plan_has_other_tiers_and_their_counts(american: queries.PlanTree) -> None:
    themes = {
        line
        for path in (SAMPLES / "commitments").glob("*.md")
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.startswith("commitment_theme_name:")
    }
    assert {count.tier.code: count.known for count in american.counts()} == {
        "theme": len(themes),
        "commitment": len(list((SAMPLES / "commitments").glob("*.md"))),
        "sub-commitment": len(list((SAMPLES / "subcommitments").glob("*.md"))),
    }
    assert [count.known for count in american.counts()] == [4, 18, 32]


def test_every_part_serves_its_commitment(american: queries.PlanTree) -> None:
    for item in american.actions:
        assert item.code.split(".")[0] == american.by_id[item.path[-1]].code


def test_agencies_are_kept_as_they_are_written(american: queries.PlanTree) -> None:
    names = {str(body.organisation) for item in american.actions for body in item.bodies}
    written = {name.strip() for value in field_counts("commitment_agency") for name in re.split(r"<br>| / ", value)}
    assert names == written
    assert {"Executive Office of the President", "Exeecutive Office of the President"} <= names
    assert Organisation.objects.count() == len(written) == 21
    assert all(item.responsible is not None for item in american.actions)


def test_of_several_agencies_the_first_is_taken_as_responsible_and_that_is_said() -> None:
    report = make.imported(US, SAMPLES)
    several = [
        path
        for path in (SAMPLES / "subcommitments").glob("*.md")
        for named in re.findall(r"^commitment_agency: (.*)$", path.read_text(encoding="utf-8"), re.MULTILINE)
        if len(ogp_nap5.agencies(named.strip('"'))) > 1
    ]
    (warning,) = [one for one in report.warnings if one.code == "strategy.first_named_leads"]
    assert several
    assert str(len(several)) in warning.message
    led = Counter(Involvement.objects.filter(role="responsible").values_list("element_id", flat=True))
    assert set(led.values()) == {1}


def test_names_that_are_nearly_alike_are_pointed_out_and_both_kept() -> None:
    report = make.imported(US, SAMPLES)
    said = [warning.message for warning in report.warnings if warning.code == "strategy.names_nearly_alike"]
    assert any("Exeecutive Office" in message and "“Executive Office" in message for message in said)
    assert any("Counil on Environmental Quality" in message for message in said)


def test_without_a_room_for_progress_the_reports_are_warned_about(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(contributions._entries, PROGRESS_IMPORT, [])
    report = make.imported(US, SAMPLES)
    (warning,) = [warning for warning in report.warnings if warning.code == "strategy.progress_not_stored"]
    assert "64" in warning.message


@pytest.fixture
def follower(monkeypatch: pytest.MonkeyPatch) -> list[ProgressRow]:
    """A room above that keeps progress, alone."""
    kept: list[ProgressRow] = []

    def store(plan: Plan, rows: list[ProgressRow], by: Actor) -> list[ProgressStored]:
        kept.extend(rows)
        return [ProgressStored("kept_report", created=len(rows))]

    monkeypatch.setitem(contributions._entries, PROGRESS_IMPORT, [])
    contributions.register(PROGRESS_IMPORT, order=1)(store)
    return kept


def test_progress_is_handed_over_with_the_statuses_of_the_files(follower: list[ProgressRow]) -> None:
    report = make.imported(US, SAMPLES)
    assert report.created["kept_report"] == 64
    assert Counter(row.period_label for row in follower) == {ogp_nap5.AUGUST_2023: 32, ogp_nap5.LATER: 32}
    statuses = Counter(row.status for row in follower if row.status)
    assert statuses == field_counts("commitment_status")
    assert (statuses["Complete"], statuses["In Progress"], statuses["Not Started"]) == (19, 12, 1)
    assert all(row.organisation_id for row in follower)
    assert all(row.text for row in follower)


def test_progress_is_plain_text_with_its_addresses(follower: list[ProgressRow]) -> None:
    make.imported(US, SAMPLES)
    for row in follower:
        assert not re.search(r"</?(a|br|p|script)\b", row.text + row.evidence, re.IGNORECASE)
        assert not row.text.startswith("Progress Update")
        assert "Evidence:" not in row.text
    texts = " ".join(row.text + row.evidence for row in follower)
    addresses = set()
    for path in (SAMPLES / "subcommitments").glob("*.md"):
        addresses |= set(re.findall(r"\]\((https?://[^)\s]+)\)", path.read_text(encoding="utf-8")))
    assert len(addresses) > 40
    assert {address for address in addresses if address not in texts} == set()


def test_a_sub_commitment_of_a_missing_commitment_is_refused_by_row(tmp_path: Path) -> None:
    folder = shutil.copytree(SAMPLES, tmp_path / "files")
    (folder / "commitments" / "US0114.md").unlink()
    report = make.imported(US, folder)
    assert [(r.code, r.file) for r in report.refused] == [("strategy.parent_not_in_file", "us0114-0.md")]
    assert not Plan.objects.exists()
    assert not Organisation.objects.exists()


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("A <br> B", ("A", "B")),
        ("A <br>B / C", ("A", "B", "C")),
        ("A, Tech team", ("A, Tech team",)),
        ("A<br/>A", ("A",)),
        ("R&amp;D/Labs", ("R&D/Labs",)),
    ],
)
def test_agencies_are_split_where_the_files_join_them(written: str, expected: tuple[str, ...]) -> None:
    assert ogp_nap5.agencies(written) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ('See <a href="https://a.gov/x">the plan</a>.<br><br>', "See the plan (https://a.gov/x)."),
        ('<a href= "https://a.gov">https://a.gov</a>', "https://a.gov"),
        ("[Plan](https://a.gov) and <script>alert(1)</script>text", "Plan (https://a.gov) and text"),
        ("R&amp;D   <b>bold</b>", "R&D bold"),
    ],
)
def test_html_becomes_plain_text(written: str, expected: str) -> None:
    assert ogp_nap5.plain(written) == expected
