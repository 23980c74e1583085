"""The boards of the reference file, loaded as they are published."""

from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.utils.translation import override

from kurul.kernel import imports
from kurul.kernel.audit.models import AuditEvent
from kurul.kernel.temporal.bounds import Bound, Certainty
from kurul.kernel.temporal.look import Look
from kurul.rooms.boards.models import Board, Charter, SeatRule
from kurul.rooms.boards.queries.cadences import cadences
from kurul.rooms.boards.queries.names import charters_on
from kurul.rooms.boards.rules.cadence import Why
from kurul.rooms.boards.tests import make

pytestmark = pytest.mark.django_db
FACTS = Path(settings.ROOT) / "demo" / "facts"
AS_OF = date(2016, 7, 19)
HEADER = "schema_version: 1\nas_of: '2016-07-19'\nsources: {}\nbodies:\n"


def imported(name: str, path: Path) -> imports.Report:
    profile = imports.find(name)
    assert profile is not None
    return imports.run(profile, [path], make.OPERATOR)


@pytest.fixture
def institutions() -> Path:
    """The reference file, with the instruments, the bodies and the kinds of posts that its boards refer to."""
    file = FACTS / "institutions-2016.yaml"
    assert imported("tr-legal-instruments", FACTS / "legal-instruments.yaml").refused == []
    for name in ("tr-institutions-2016", "tr-cio-rule-2016"):
        assert imported(name, file).refused == []
    return file


def charter(code: str, day: date = AS_OF) -> Charter:
    board = Board.objects.get(code=code)
    return charters_on([board.pk], Look(day))[board.pk]


def test_the_three_series_and_the_other_bodies_come_as_they_are_published(institutions: Path) -> None:
    report = imported("tr-boards-2016", institutions)
    assert (report.created["board"], report.refused) == (6, [])
    cio, coordination = charter("cio_board"), charter("pm_coordination")
    assert (cio.cadence_months, cio.is_label, cio.instrument and cio.instrument.code) == (6, True, "BTYK-2013-102")
    assert (coordination.cadence_months, coordination.is_label) == (None, True)
    assert cio.period.start == Bound.by(AS_OF)
    assert charter("btyk").is_label is False


def test_the_heads_of_department_have_an_interval_only_since_they_settled_on_it(institutions: Path) -> None:
    imported("tr-boards-2016", institutions)
    assert charter("department_heads", date(2017, 4, 3)).cadence_months is None
    assert charter("department_heads", date(2017, 4, 4)).cadence_months == 3


def test_the_same_posts_sit_in_the_first_two_and_what_no_source_states_is_marked(institutions: Path) -> None:
    imported("tr-boards-2016", institutions)
    seats = {seat.board.code: (seat.by, seat.selector, seat.basis) for seat in SeatRule.objects.all()}
    assert seats == {
        "cio_board": ("equivalence", "cio", "stated"),
        "pm_coordination": ("equivalence", "cio", "inferred"),
        "department_heads": ("kind", "head_of_it_unit", "stated"),
    }


def test_what_is_not_published_is_not_judged_and_not_known_to_go_on(institutions: Path) -> None:
    imported("tr-boards-2016", institutions)
    day = date(2017, 10, 16)
    codes = {board.pk: board.code for board in Board.objects.all()}
    why = {codes[pk]: found.why for pk, found in cadences(codes, Look(day)).items()}
    assert why["cio_board"] is Why.NO_MEETING
    assert why["department_heads"] is Why.NO_MEETING
    assert why["pm_coordination"] is Why.NOT_IN_FORCE
    assert charter("pm_coordination", day).period.on(day) is Certainty.NOT_KNOWN
    assert charter("e_transformation_board", day).period.on(day) is Certainty.NO
    assert charter("e_transformation_board").period.on(date(2010, 1, 1)) is Certainty.NOT_KNOWN


def test_a_second_load_changes_nothing(institutions: Path) -> None:
    imported("tr-boards-2016", institutions)
    again = imported("tr-boards-2016", institutions)
    assert (dict(again.created), again.unchanged["board"], again.warnings) == ({}, 6, [])
    assert Charter.objects.count() == 7


def test_another_interval_in_the_file_is_a_warning(institutions: Path, tmp_path: Path) -> None:
    imported("tr-boards-2016", institutions)
    changed = tmp_path / "changed.yaml"
    changed.write_text(institutions.read_text(encoding="utf-8").replace("frequency_months: 6", "frequency_months: 4"))
    report = imported("tr-boards-2016", changed)
    assert [remark.code for remark in report.warnings] == ["boards.differs"]
    assert charter("cio_board").cadence_months == 6


def test_an_unknown_convener_refuses_the_whole_file_with_its_row(tmp_path: Path) -> None:
    file = tmp_path / "boards.yaml"
    line = "  - {id: %s, name_tr: Kurul, name_en: Board, convened_by: %s, frequency_months: 6, status_2016: started}\n"
    file.write_text(HEADER + line % ("one", "null") + line % ("two", "YOK"), encoding="utf-8")
    report = imported("tr-boards-2016", file)
    assert [(remark.row, remark.code) for remark in report.refused] == [(6, "boards.convener_unknown")]
    assert not Board.objects.exists()


@pytest.mark.parametrize(
    ("left_out", "code", "turkish"),
    [
        ("tr-legal-instruments", "boards.instrument_unknown", "mevzuatı"),
        ("tr-cio-rule-2016", "boards.kind_unknown", "kural"),
    ],
)
def test_what_the_boards_rest_on_is_loaded_first(left_out: str, code: str, turkish: str) -> None:
    file = FACTS / "institutions-2016.yaml"
    before = [
        ("tr-legal-instruments", FACTS / "legal-instruments.yaml"),
        ("tr-institutions-2016", file),
        ("tr-cio-rule-2016", file),
    ]
    for name, path in before:
        if name != left_out:
            assert imported(name, path).refused == []
    events = AuditEvent.objects.count()
    with override("tr"):
        report = imported("tr-boards-2016", file)
    assert {remark.code for remark in report.refused} == {code}
    assert all(remark.row > 1 and turkish in remark.message for remark in report.refused), report.refused
    assert not Board.objects.exists()
    assert AuditEvent.objects.count() == events


@pytest.mark.parametrize("text", ["bodies: [", "a: 1\n", HEADER + "  - {id: x}\n", "\x00"])
def test_a_file_that_is_not_what_its_name_says_is_refused(tmp_path: Path, text: str) -> None:
    file = tmp_path / "institutions.yaml"
    file.write_text(text, encoding="utf-8")
    report = imported("tr-boards-2016", file)
    assert [remark.code for remark in report.refused] == ["boards.file_not_readable"]
    assert not Board.objects.exists()
