"""The pages of imports: upload, preview, store, report, take back."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kurul.kernel import slots
from kurul.kernel.audit.queries import said_by
from kurul.kernel.identity.visibility import visible_to
from kurul.kernel.imports import preparing, templates_made
from kurul.kernel.imports.forms import ColumnsForm, UndoForm, UploadForm
from kurul.kernel.imports.models import ImportRun, ImportState
from kurul.kernel.imports.permissions import IMPORT
from kurul.kernel.imports.reports import own_tables
from kurul.kernel.imports.tables import GUESSED, columns
from kurul.kernel.imports.tables_shown import PreviewTable, RemarkTable, RunTable, row_of, title_of
from kurul.kernel.imports.undoing import undo
from kurul.kernel.imports.wording import kinds_named, table_name, why_it_stays
from kurul.kernel.refusals import Refused
from kurul.kernel.rules import Finding
from kurul.kernel.translated import active_language
from kurul.kernel.web import exports
from kurul.kernel.web.addresses import address
from kurul.kernel.web.components import Link
from kurul.kernel.web.page import page, submit
from kurul.kernel.web.policy import needs
from kurul.kernel.web.request import PageRequest
from kurul.kernel.web.tables import Rows
from kurul.kernel.wording import sentence

SHOWN = 500  # lines of a preview on the page; the file to download has all


@needs(IMPORT)
def listed(request: PageRequest) -> HttpResponseBase:
    """The imports, the latest first. Whoever opens the list sweeps away what was uploaded long ago, never stored."""
    preparing.sweep()
    runs = visible_to(ImportRun.objects.all(), request.actor)

    def fetch(_order: tuple[str, ...], start: int, stop: int) -> list[Any]:
        return [row_of(run) for run in runs[start:stop]]

    table = RunTable(Rows(fetch, runs.count()), request=request, caption=_("Imports"), orderable=False)
    if (file := exports.asked(request, table)) is not None:
        return file
    return page(request, "imports/list.html", {"table": table, "templates": own_tables().templates})


@needs(IMPORT)
def upload(request: PageRequest) -> HttpResponse:
    """Choose a profile and files; they are tried and shown, not stored."""
    form = UploadForm(request.POST or None, request.FILES or None, actor=request.actor)
    if request.method == "POST" and form.is_valid():
        mapping = form.cleaned_data["mapping"]
        files = [(file.name, file) for file in form.cleaned_data["chosen"]]
        try:
            made = preparing.prepare(
                profile=form.cleaned_data["profile"],
                mapping=mapping.read() if mapping else b"",
                files=files,
                by=request.actor,
            )
        except Refused as refusal:
            for finding in refusal.findings:
                form.add_error(_at(finding), sentence(finding))
        else:
            return redirect("imports:run" if preparing.has_mapping(made) else "imports:columns", made.pk)
    context = {"form": form, "most": preparing.MOST_BYTES // 1024 // 1024}
    return page(request, "imports/upload.html", context, status=422 if form.is_bound else 200)


def _at(finding: Finding) -> str | None:
    """The field at which it stands what is wrong with a mapping or with a table; None: above the form."""
    return {"mapping": "mapping", "table": "chosen"}.get(finding.code.removeprefix("kernel.").partition("_")[0])


@needs(IMPORT)
def choose_columns(request: PageRequest, pk: int) -> HttpResponse:
    """Say what the columns of an own table mean."""
    found = _run(request, pk)
    if found.state != ImportState.PREPARED or found.profile != preparing.TABLE:
        raise Http404
    names = [name for path in preparing.uploaded(found)[:1] for name in columns(path, GUESSED)]
    meanings = own_tables().meanings
    form = ColumnsForm(request.POST or None, actor=request.actor, columns=names, meanings=meanings)
    if request.method == "POST" and form.is_valid():
        said = {meaning.name: form.cleaned_data[meaning.name] for meaning in meanings}
        preparing.draw_up(found, said, form.cleaned_data["name"], request.actor)
        return redirect("imports:run", pk)
    context = {"form": form, "run": found, "files": found.files}
    return page(request, "imports/columns.html", context, status=422 if form.is_bound else 200)


@needs(IMPORT)
def run(request: PageRequest, pk: int) -> HttpResponseBase:
    """One import: what it would bring, or what it brought."""
    found = _run(request, pk)
    report = found.report or {}
    remarks = [_in_own_language(remark) for key in ("refused", "warnings") for remark in report.get(key, ())]
    problems = RemarkTable(remarks, request=request, caption=_("Problems by row"))
    if (file := exports.asked(request, problems)) is not None:
        return file
    context = {
        "trail": [Link(_("Imports"), address("imports:list", look=request.look)), Link(f"{_('Import')} {pk}")],
        "run": found,
        "row": row_of(found),
        "title": title_of(found),
        "by": said_by(found.by),
        "counts": _counts(report),
        "refused": len(report.get("refused", ())),
        "problems": problems,
        "preview": PreviewTable(preparing.previewed(found, SHOWN), request=request, caption=_("Creations and changes")),
        "has_preview": preparing.preview_path(found) is not None,
        "shown": SHOWN,
        "may_store": found.state == ImportState.PREPARED and not report.get("refused") and bool(report),
        "may_undo": found.state == ImportState.STORED,
        "has_mapping": bool(preparing.mapping_text(found)),
        "taken_back": _taken_back(report.get("taken_back", {})),
        "panels": slots.panels.on("imports.run", found, request.look, request.actor),
    }
    return page(request, "imports/run.html", context)


@needs(IMPORT)
@require_POST
def store(request: PageRequest, pk: int) -> HttpResponse:
    """Store what was shown, all or nothing."""
    found = _run(request, pk)
    try:
        report = preparing.store(found, request.actor)
    except Refused as refusal:
        for finding in refusal.findings:
            messages.error(request, sentence(finding))
        return redirect("imports:run", pk)
    if report.refused:
        messages.error(request, _("Nothing was stored: since the preview something changed. See the problems by row."))
        found.report = report.to_keep()
        found.save(update_fields=["report"])
    else:
        messages.success(request, _("The import was stored."))
    return redirect("imports:run", pk)


@needs(IMPORT)
def take_back(request: PageRequest, pk: int) -> HttpResponse:
    """Undo a stored import, with a reason."""
    found = _run(request, pk)
    if found.state != ImportState.STORED:
        raise Http404
    form = UndoForm(request.POST or None, actor=request.actor)
    if request.method == "POST":
        before = form.is_bound and form.is_valid()
        submit(form, undo, run=found, by=request.actor)
        if before and form.is_valid():
            messages.success(request, _("The import was taken back."))
            return redirect("imports:run", pk)
    return page(request, "imports/undo.html", {"form": form, "run": found}, status=422 if form.is_bound else 200)


@needs(IMPORT)
def preview(request: PageRequest, pk: int) -> StreamingHttpResponse:
    """The whole preview as a CSV file."""
    lines = preparing.preview_lines(_run(request, pk))
    if lines is None:
        raise Http404
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = content_disposition_header(True, f"import-{pk}.csv")
    return response


@needs(IMPORT)
def mapping(request: PageRequest, pk: int) -> HttpResponse:
    """The mapping that was used, to use it again."""
    text = preparing.mapping_text(_run(request, pk))
    if not text:
        raise Http404
    return _attached(text.encode(), "application/yaml", f"mapping-{pk}.yaml")


@needs(IMPORT)
def template(_request: PageRequest, name: str, form: str) -> HttpResponse:
    """A template to fill in, as CSV or as a workbook."""
    for known in own_tables().templates:
        if known.name == name and form == "csv":
            return _attached(templates_made.as_csv(known), templates_made.CSV_TYPE, f"{name}.csv")
        if known.name == name and form == "xlsx":
            return _attached(templates_made.as_xlsx(known), templates_made.XLSX_TYPE, f"{name}.xlsx")
    raise Http404


def _attached(content: bytes, content_type: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = content_disposition_header(True, name)
    return response


def _run(request: PageRequest, pk: int) -> ImportRun:
    found: ImportRun | None = visible_to(ImportRun.objects.filter(pk=pk), request.actor).first()
    if found is None:
        raise Http404
    return found


def _in_own_language(remark: dict[str, Any]) -> dict[str, Any]:
    """A remark as it is read now; of imports stored before the languages were kept as it was said then."""
    return {**remark, "message": remark.get("messages", {}).get(active_language(), remark["message"])}


def _counts(report: dict[str, Any]) -> list[tuple[str, list[tuple[str, int]]]]:
    titles = {"created": _("Created"), "changed": _("Changed"), "unchanged": _("Unchanged")}
    return [(title, kinds_named(report[key])) for key, title in titles.items() if report.get(key)]


def _taken_back(words: dict[str, Any]) -> dict[str, list[dict[str, str]]]:
    """The words that were taken back with the import, and those that stay, each with why."""
    return {
        key: [
            {
                "sort": table_name(one["sort"]),
                "code": one["code"],
                "why": "; ".join(why_it_stays(reason) for reason in one.get("why", ())),
            }
            for one in words.get(key, ())
        ]
        for key in ("withdrawn", "stay")
        if words.get(key)
    }
