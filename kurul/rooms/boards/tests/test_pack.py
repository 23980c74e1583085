"""The board pack, read back from the PDF."""

import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pypdf
import pytest
from click.testing import CliRunner
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

from kurul.kernel.cli import kurul
from kurul.kernel.identity.actors import Actor
from kurul.kernel.provenance import Basis, resting_on
from kurul.kernel.references import Ref
from kurul.kernel.refusals import Refused
from kurul.kernel.remembering import remembering
from kurul.kernel.rules import Finding
from kurul.kernel.slots import Contributions, contributions
from kurul.kernel.temporal import clock
from kurul.kernel.temporal.look import Look
from kurul.kernel.translated import Translated
from kurul.kernel.wording import sentence
from kurul.rooms.boards import actions, cli
from kurul.rooms.boards.models import Meeting
from kurul.rooms.boards.tests import make
from kurul.rooms.boards.typst.pack import PACK, PackHeading, PackSection, PackTable, contents, typeset, write_pack

pytestmark = pytest.mark.django_db


def read(pdf: bytes) -> list[str]:
    """The text of each page; words that were broken at the end of a line are put together again."""
    pages = pypdf.PdfReader(io.BytesIO(pdf)).pages
    return [page.extract_text().replace("\u00ad\n", "").replace("-\n", "") for page in pages]


def planned() -> Meeting:
    """A second meeting of a board whose first one was minuted and decided something."""
    room = make.seated_board("Iğdır Şûrası")
    first = make.opened(room.board, date(2016, 10, 27))
    make.decision(first, room.ministry, text="Çağrı merkezleri İzmir’de birleştirilir.", due=date(2017, 1, 1))
    actions.record_attendance(meeting=first, entries=[make.present(room.post, room.holder)], by=make.OPERATOR)
    actions.close_meeting(meeting=first, by=make.OPERATOR)
    texts: dict[int | None, Translated] = {None: Translated(tr="Görüşüldü, oy birliğiyle kabul edildi.")}
    actions.write_minutes(meeting=first, texts=texts, by=make.OPERATOR, version=0)
    actions.approve_minutes(meeting=first, by=make.OPERATOR, version=1)
    second = make.meeting(room.board, date(2017, 3, 1))
    actions.place_item(meeting=second, title=Translated(tr="Gündem dışı konular"), by=make.OPERATOR)
    actions.place_item(meeting=second, title=Translated(tr="Gizli konu"), is_restricted=True, by=make.OPERATOR)
    return second


def long_meeting(items: int) -> Meeting:
    """A meeting with so many items, each about a decision of the last one that addresses a ministry and a unit."""
    room = make.seated_board(f"Kurul {items}", f"board-{items}")
    first = make.opened(room.board, date(2016, 10, 27))
    ministries = [make.ministry(f"Bakanlık {items}-{number}") for number in range(items)]
    taken = [
        make.decision(first, one, make.unit(one), text=f"Karar {number}.") for number, one in enumerate(ministries)
    ]
    actions.record_attendance(meeting=first, entries=[make.present(room.post, room.holder)], by=make.OPERATOR)
    actions.close_meeting(meeting=first, by=make.OPERATOR)
    actions.write_minutes(meeting=first, texts={None: Translated(tr="Görüşüldü.")}, by=make.OPERATOR, version=0)
    actions.approve_minutes(meeting=first, by=make.OPERATOR, version=1)
    second = make.meeting(room.board, date(2017, 3, 1))
    for decision in taken:
        title = Translated(tr=f"Konu {decision.number}")
        actions.place_item(meeting=second, title=title, subject=Ref.of(decision), by=make.OPERATOR)
    return second


def test_a_pack_asks_no_more_for_a_long_agenda_and_a_long_register_than_for_short_ones() -> None:
    asked = {}
    for items in (2, 15):
        meeting = long_meeting(items)
        with CaptureQueriesContext(connection) as queries, remembering():
            whole = str(contents(meeting, Look.today(), make.OPERATOR))
        assert all(f"Karar {number}." in whole for number in range(items))
        assert f"Konu 2016/{items}" in whole
        asked[items] = len(queries)
    assert asked[2] == asked[15] <= 40


@pytest.fixture
def contributed() -> Iterator[None]:
    """A section that a higher room adds."""

    def scorecard(*, meeting: Meeting, look: Look, actor: Actor) -> Iterator[PackSection]:
        table = PackTable(["Bakanlık", "Durum"], [["Sağlık", ["Yolunda", "gelişti"]]], [1, 0])
        yield PackSection("Karne", ["Üç eylem gecikti.", PackHeading("Eylemler"), table])

    entries = contributions._entries
    kept = {place: list(found) for place, found in entries.items()}
    contributions.register(PACK, order=1)(scorecard)
    yield
    contributions._entries = kept
    assert isinstance(contributions, Contributions)


def test_the_pack_reads_back_with_its_letters_contents_and_page_numbers(contributed: None) -> None:
    meeting = planned()
    pages = read(write_pack(meeting, Look.today(), make.OPERATOR, language="tr"))
    whole = "\n".join(pages)
    said = ("Iğdır Şûrası", "Gündem dışı konular", "Çağrı merkezleri İzmir’de birleştirilir.", "Ayşe Yılmaz", "Karne")
    for text in said:
        assert text in whole, text
    assert "Görüşüldü, oy birliğiyle kabul edildi." in whole
    for number, page in enumerate(pages, start=1):
        assert f"{number} / {len(pages)}" in page
    for title in ("Gündem", "Önceki toplantı", "Açık ve gecikmiş kararlar", "Üyelikler", "Karne"):
        at = next(number for number, page in enumerate(pages, start=1) if number > 2 and f" {title}\n" in page)
        entry = next(line for line in pages[1].splitlines() if title in line)
        assert entry.split()[-1] == str(at), (title, entry)


def test_the_pack_speaks_the_language_asked_for() -> None:
    meeting = planned()
    english = "\n".join(read(write_pack(meeting, Look.today(), make.OPERATOR, language="en")))
    assert "Open and overdue decisions" in english
    assert "Açık ve gecikmiş kararlar" not in english
    turkish = pypdf.PdfReader(io.BytesIO(write_pack(meeting, Look.today(), make.OPERATOR, language="tr")))
    assert str(turkish.root_object["/Lang"]) == "tr"


def test_nothing_that_people_write_becomes_markup() -> None:
    meeting = planned()
    nasty = '#read("/etc/passwd") *b* $x$ `c` <d> @e // f \\\\ [g]'
    actions.place_item(meeting=meeting, title=Translated(tr=nasty), by=make.OPERATOR)
    assert nasty in " ".join(
        "\n".join(read(write_pack(meeting, Look.today(), make.OPERATOR, language="tr"))).split("\n")
    )


def test_of_closed_items_the_public_pack_has_the_number_only() -> None:
    meeting = planned()
    for reader, found in ((make.OPERATOR, True), (Actor.nobody(), False)):
        assert ("Gizli konu" in str(contents(meeting, Look.today(), reader))) is found


def test_every_page_of_a_pack_with_illustrative_content_says_so() -> None:
    meeting = planned()
    assert contents(meeting, Look.today(), make.OPERATOR)["mark"] == ""
    with resting_on(Basis.ILLUSTRATIVE):
        actions.place_item(meeting=meeting, title=Translated(tr="Uydurma"), by=make.OPERATOR)
    marked = read(write_pack(meeting, Look.today(), make.OPERATOR, language="tr"))
    assert all("Temsilî" in page for page in marked)


def test_what_cannot_be_typeset_is_refused_with_the_reason() -> None:
    with pytest.raises(Refused) as refusal:
        typeset({"made_at": 0, "language": "tr"})
    (finding,) = refusal.value.findings
    assert finding.code == "boards.pack_failed"
    assert finding.params["problem"]


def test_the_pack_comes_from_the_page_for_whoever_is_signed_in(client: Client, stranger_client: Client) -> None:
    url = reverse("boards:pack", args=[planned().pk])
    assert client.get(url).status_code == 302
    answer = stranger_client.get(url)
    assert answer["Content-Type"] == "application/pdf"
    assert "igdir-surasi-en-2017-03-01.pdf" in answer["Content-Disposition"]
    assert answer.content.startswith(b"%PDF")


def test_the_command_writes_the_pack_and_refuses_an_unknown_meeting(tmp_path: Path) -> None:
    assert cli.pack.name == "pack"
    file = tmp_path / "pack.pdf"
    meeting = planned()
    done = CliRunner().invoke(kurul, ["pack", "--meeting", str(meeting.pk), "-o", str(file), "--language", "en"])
    assert done.exit_code == 0, done.output
    assert "Board pack" in read(file.read_bytes())[0]
    asked = ["--language", "en", "pack", "--meeting", "999", "-o", str(tmp_path / "none.pdf")]
    refused = CliRunner().invoke(kurul, asked)
    with override("en"):
        assert sentence(Finding("boards.no_such_meeting", None, {"meeting": 999})) in refused.stderr
    assert refused.exit_code == 1
    assert not (tmp_path / "none.pdf").exists()


def test_a_meeting_that_was_not_known_at_the_moment_has_no_pack() -> None:
    before = clock.now()
    meeting = planned()
    with pytest.raises(Refused) as refusal:
        contents(meeting, Look(meeting.day, before), make.OPERATOR)
    (finding,) = refusal.value.findings
    assert (finding.code, finding.params) == ("boards.no_such_meeting", {"meeting": meeting.pk})
