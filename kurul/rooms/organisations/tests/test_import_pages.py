"""The pages of imports: shown first, stored as shown, taken back; for those who may, and for nobody else."""

import html
import io
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from python_calamine import CalamineWorkbook

from kurul.kernel import imports
from kurul.kernel.audit.models import AuditEvent
from kurul.kernel.imports import preparing
from kurul.kernel.imports.models import ImportRun
from kurul.kernel.rules import Finding
from kurul.kernel.temporal import clock
from kurul.kernel.wording import sentence
from kurul.rooms.organisations.models import Classification, Name, Organisation
from kurul.rooms.organisations.tests.make import kind, level

pytestmark = pytest.mark.django_db
HEADINGS = "scheme,number,name_tr,name_en,abbreviation,kind,level,parent_scheme,parent_number,first_day,last_day,source"
MINISTRY = "detsis,1,Sağlık Bakanlığı,,,ministry,,,,2010-01-01,,"
GOOD = f"{HEADINGS}\n{MINISTRY}\ndetsis,2,Bilgi İşlem,,,ministry,,detsis,1,2012,,\n"
BAD = f"{HEADINGS}\n{MINISTRY.replace('ministry', 'kingdom')}\n"


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    """Uploaded files lie in a folder of the test's own; the kind of the rows is there."""
    settings.IMPORTS_FOLDER = tmp_path / "imports"
    kind()
    return tmp_path / "imports"


def upload(client: Client, content: str | bytes, name: str = "bodies.csv", **more: Any) -> Any:
    data = content.encode() if isinstance(content, str) else content
    sent = {"profile": "template-bodies", "chosen": SimpleUploadedFile(name, data), **more}
    return client.post(reverse("imports:upload"), sent)


def said(finding: Finding) -> str:
    """The sentence as the clerk reads it."""
    with override("en"):
        return sentence(finding)


def text(response: Any) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def learnt_by(shown: str) -> str:
    """Where the page of an import leads for what became known by it."""
    (way,) = re.findall(rf'href="({reverse("organisations:differences")}\?by=record[^"]*)"', shown)
    return html.unescape(way)


def test_files_are_shown_then_stored_then_taken_back(clerk_client: Client, folder: Path) -> None:
    answer = upload(clerk_client, GOOD)
    run = ImportRun.objects.get()
    assert answer.headers["Location"] == reverse("imports:run", args=[run.pk])
    shown = text(clerk_client.get(answer.headers["Location"]))
    assert "Sağlık Bakanlığı" in shown
    assert "Nothing is stored yet" in shown
    assert not Organisation.objects.exists()
    assert clerk_client.get(reverse("imports:preview", args=[run.pk])).getvalue().count(b"created") == 2
    stored = clerk_client.post(reverse("imports:store", args=[run.pk]), follow=True)
    assert "The import was stored." in text(stored)
    assert 'body or unit: <span class="number">2</span>' in text(stored)
    known = text(clerk_client.get(learnt_by(text(stored))))  # what the panel leads to
    assert "Sağlık Bakanlığı" in known
    assert "Entered" in known
    assert Organisation.objects.count() == 2
    assert not list(folder.iterdir())  # what was uploaded is no longer kept
    run.refresh_from_db()
    assert (run.state, run.files[0]["name"], len(run.files[0]["sha256"])) == ("stored", "bodies.csv", 64)
    back = clerk_client.post(reverse("imports:undo", args=[run.pk]), {"reason": "wrong"}, follow=True)
    assert "Taken back" in text(back)
    assert not Name.objects.known_at().exists()


def test_nothing_chosen_and_what_is_no_table_is_refused_at_the_field(clerk_client: Client) -> None:
    asked = {"profile": "table"}
    none = clerk_client.post(reverse("imports:upload"), asked)
    assert (none.status_code, list(none.context["form"].errors)) == (422, ["chosen"])
    for content, code, params in (
        (b"\x89PNG\x00\x00", "kernel.table_binary", {}),
        (b"\xff\xfe\x00", "kernel.table_encoding", {"row": 1, "encodings": "utf-16"}),
        (b"Ad;No\n", "kernel.table_empty", {"file": "odd.csv"}),
    ):
        file = SimpleUploadedFile("odd.csv", content)
        answer = clerk_client.post(reverse("imports:upload"), {**asked, "chosen": [file]})
        assert answer.context["form"].errors["chosen"] == [said(Finding(code, None, params))]
    assert not ImportRun.objects.exists()


def test_what_is_said_of_rows_is_read_in_the_own_language(clerk_client: Client) -> None:
    upload(clerk_client, GOOD.replace("2012", "2010-99"))
    address = reverse("imports:run", args=[ImportRun.objects.get().pk])
    for language in ("tr", "en"):
        clerk_client.cookies["django_language"] = language
        shown = text(clerk_client.get(address))
        with override(language):
            told = Finding("organisations.cell_not_a_day", None, {"column": "first_day", "text": "2010-99"})
            assert html.escape(sentence(told)) in shown
        assert "1..12" not in shown


def test_what_is_refused_is_shown_by_row_and_cannot_be_stored(clerk_client: Client) -> None:
    upload(clerk_client, BAD)
    run = ImportRun.objects.get()
    shown = text(clerk_client.get(reverse("imports:run", args=[run.pk])))
    assert "kingdom" in shown
    assert "nothing can be stored" in shown
    assert reverse("imports:store", args=[run.pk]) not in shown
    exported = clerk_client.get(reverse("imports:run", args=[run.pk]), {"export": "csv"})
    assert b"organisations.class_not_known" in exported.getvalue()
    clerk_client.post(reverse("imports:store", args=[run.pk]))
    assert not Organisation.objects.exists()


def test_what_became_impossible_since_the_preview_is_refused_whole(clerk_client: Client) -> None:
    upload(clerk_client, GOOD)
    run = ImportRun.objects.get()
    kind().delete()
    answer = clerk_client.post(reverse("imports:store", args=[run.pk]), follow=True)
    assert "Nothing was stored" in text(answer)
    assert not Organisation.objects.exists()


def test_a_file_that_was_exchanged_or_is_gone_is_refused(clerk_client: Client, folder: Path) -> None:
    upload(clerk_client, GOOD)
    run = ImportRun.objects.get()
    file = folder / str(run.pk) / "files" / "bodies.csv"
    file.write_text(BAD, encoding="utf-8")
    answer = clerk_client.post(reverse("imports:store", args=[run.pk]), follow=True)
    assert said(Finding("kernel.file_changed", None, {"name": "bodies.csv"})) in text(answer)
    shutil.rmtree(folder)
    answer = clerk_client.post(reverse("imports:store", args=[run.pk]), follow=True)
    assert said(Finding("kernel.file_gone")) in text(answer)
    assert not AuditEvent.objects.filter(kind="kernel.imported").exists()
    assert not Organisation.objects.exists()


def test_a_profile_that_is_gone_since_the_preview_is_named(clerk_client: Client) -> None:
    imports.register(imports.Profile("soon-gone", "Soon gone", lambda files, by, report: None))
    upload(clerk_client, GOOD, profile="soon-gone")
    imports.forget("soon-gone")
    run = ImportRun.objects.get()
    answer = clerk_client.post(reverse("imports:store", args=[run.pk]), follow=True)
    assert said(Finding("kernel.profile_not_known", None, {"profile": "soon-gone"})) in text(answer)
    run.refresh_from_db()
    assert (run.state, run.at) == ("prepared", None)


def test_a_table_of_ones_own_is_mapped_by_choosing_columns(clerk_client: Client) -> None:
    table = "Kod;Adı;Üst;Kuruluş\n1;Sağlık Bakanlığı;;19.07.2010\n2;Bilgi İşlem;1;2012\n"
    answer = upload(clerk_client, table, "kurumlar.csv", profile="table")
    run = ImportRun.objects.get()
    columns = reverse("imports:columns", args=[run.pk])
    assert answer.headers["Location"] == columns
    assert "Kuruluş" in text(clerk_client.get(columns))
    wrong = clerk_client.post(columns, {"name": "our", "number": "Kod", "kind": "ministry"})
    assert wrong.status_code == 422
    chosen = {"name": "our-register", "number": "Kod", "name_tr": "Adı", "kind": "ministry", "parent": "Üst"}
    clerk_client.post(columns, {**chosen, "first_day": "Kuruluş"})
    mapping = clerk_client.get(reverse("imports:mapping", args=[run.pk])).content.decode()
    assert "profile: our-register" in mapping
    clerk_client.post(reverse("imports:store", args=[run.pk]))
    assert sorted(str(row.period) for row in Name.objects.all()) == ["2010-07-19/", "2012/"]
    kept = clerk_client.get(reverse("imports:mapping", args=[run.pk])).content.decode()
    assert kept == mapping  # with the file it can be read again as it was
    again = upload(
        clerk_client, table, "kurumlar.csv", profile="table", mapping=SimpleUploadedFile("m.yaml", mapping.encode())
    )
    latest = ImportRun.objects.latest("pk")
    assert again.headers["Location"] == reverse("imports:run", args=[latest.pk])
    assert latest.report["unchanged"] == {"organisation": 2}


def test_kind_and_level_of_each_row_are_read_by_code_or_name(clerk_client: Client) -> None:
    level(), kind("it_unit", "Birim", "Unit")
    table = "Kod;Adı;Tür;Düzey\n1;Sağlık Bakanlığı;Bakanlık;\n2;Bilgi İşlem;it_unit;Daire başkanlığı\n"
    upload(clerk_client, table, "kurumlar.csv", profile="table")
    run = ImportRun.objects.get()
    columns = reverse("imports:columns", args=[run.pk])
    chosen = {"name": "our-register", "number": "Kod", "name_tr": "Adı", "kind_column": "Tür", "level": "Düzey"}
    for wrong in ({**chosen, "kind": "ministry"}, {**chosen, "kind_column": ""}):
        assert "kind" in clerk_client.post(columns, wrong).context["form"].errors
    clerk_client.post(columns, chosen)
    clerk_client.post(reverse("imports:store", args=[run.pk]))
    rows = Classification.objects.order_by("organisation_id").values_list("kind__code", "level__code")
    assert list(rows) == [("ministry", None), ("it_unit", "department")]


def test_a_wrong_mapping_is_told_at_its_field(clerk_client: Client) -> None:
    answer = upload(
        clerk_client, "a\n1\n", "t.csv", profile="table", mapping=SimpleUploadedFile("m.yaml", b"colour: red")
    )
    assert answer.status_code == 422
    assert "has no key" in text(answer)
    assert not ImportRun.objects.exists()


def test_a_file_too_large_for_the_page_names_the_command(clerk_client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(preparing, "MOST_BYTES", 10)
    answer = upload(clerk_client, GOOD)
    assert answer.status_code == 422
    assert "kurul import PROFILE FILE --dry-run" in text(answer)


@pytest.mark.parametrize(
    ("given", "safe"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\a\\b.csv", "b.csv"),
        (".hidden", "hidden"),
        ("", "file"),
        ("a<b>.csv", "a_b_.csv"),
    ],
)
def test_the_name_of_a_file_leads_nowhere(given: str, safe: str) -> None:
    assert preparing.safe_name(given) == safe


def test_templates_explain_themselves_and_can_be_filled_in(clerk_client: Client) -> None:
    csv_file = clerk_client.get(reverse("imports:template", args=["bodies", "csv"])).content.decode("utf-8-sig")
    assert csv_file.strip() == HEADINGS
    book = clerk_client.get(reverse("imports:template", args=["units", "xlsx"])).content
    explained, empty = CalamineWorkbook.from_filelike(io.BytesIO(book)).sheet_names
    assert (explained, empty) == ("Explanation", "units")
    assert clerk_client.get(reverse("imports:template", args=["bodies", "pdf"])).status_code == 404
    assert clerk_client.get(reverse("imports:template", args=["people", "csv"])).status_code == 404


def test_nobody_else_sees_that_there_are_imports(clerk_client: Client, client: Client) -> None:
    upload(clerk_client, GOOD)
    pk = ImportRun.objects.get().pk
    stranger = Client()
    for name, arguments in (("list", []), ("upload", []), ("run", [pk]), ("undo", [pk]), ("preview", [pk])):
        assert stranger.get(reverse(f"imports:{name}", args=arguments)).status_code in (302, 401, 403, 404)
    assert stranger.post(reverse("imports:store", args=[pk])).status_code in (302, 401, 403, 404)
    assert not Organisation.objects.exists()


def test_a_preview_is_kept_for_a_day(clerk_client: Client, folder: Path) -> None:
    upload(clerk_client, GOOD)
    old = ImportRun.objects.get()
    assert old.prepared_at is not None
    ImportRun.objects.update(prepared_at=old.prepared_at - 2 * preparing.KEPT)
    upload(clerk_client, GOOD)
    assert not ImportRun.objects.filter(pk=old.pk).exists()
    assert len(list(folder.iterdir())) == 1


def test_the_preview_runs_no_formulas(clerk_client: Client) -> None:
    upload(clerk_client, GOOD.replace("Sağlık Bakanlığı", "=1+1;@x"))
    run = ImportRun.objects.get()
    assert b"'=1+1;'@x" in clerk_client.get(reverse("imports:preview", args=[run.pk])).getvalue()


def test_the_list_sweeps_away_what_was_never_stored(clerk_client: Client, folder: Path) -> None:
    upload(clerk_client, GOOD)
    ImportRun.objects.update(prepared_at=clock.now() - preparing.KEPT * 2)
    assert list(folder.iterdir())
    assert clerk_client.get(reverse("imports:list")).status_code == 200
    assert not list(folder.iterdir())
    assert not ImportRun.objects.exists()


DEEP = "a: " + "[" * 20_000


@pytest.mark.parametrize(
    ("profile", "name", "content"),
    [
        ("be-flanders-org", "x.rdf", "<a/>"),
        ("be-flanders-org", "x.ttl", "<http://a> <http://b> " + "(" * 20_000),
        ("registry-terms", "x.yaml", DEEP),
        ("us-officials", "x.yaml", DEEP),
        ("registry-terms", "x.yaml", "a: 2020-13-45"),
        ("template-bodies", "ก" * 100 + ".csv", "a,b\n1,2\n"),
    ],
)
def test_what_no_reader_expects_is_a_refusal(clerk_client: Client, profile: str, name: str, content: str) -> None:
    answer = upload(clerk_client, content, name, profile=profile)
    assert answer.status_code in (302, 422)
    if answer.status_code == 302:
        report = ImportRun.objects.get().report
        assert report["refused"]
        assert report["refused"][0]["message"]
