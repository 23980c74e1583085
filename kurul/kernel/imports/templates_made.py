"""Templates to download and fill in: CSV, or a workbook with a first sheet that explains the columns."""

import csv
import io

import xlsxwriter
from django.utils.translation import gettext as _

from kurul.kernel.imports.reports import Template

CSV_TYPE = "text/csv; charset=utf-8"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WIDTH = 24  # of a column, in characters


def as_csv(template: Template) -> bytes:
    """The headings alone: what stands below them is read."""
    text = io.StringIO()
    csv.writer(text).writerow([name for name, _about in template.columns])
    return ("\ufeff" + text.getvalue()).encode()


def as_xlsx(template: Template) -> bytes:
    """A sheet that explains each column with an example, and a sheet of headings to fill in."""
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
        about = book.add_worksheet(_("Explanation"))
        about.set_column(0, 0, WIDTH)
        about.set_column(1, 1, 3 * WIDTH)
        about.set_column(2, 2, WIDTH)
        for column, heading in enumerate((_("Column"), _("Meaning"), _("Example"))):
            about.write_string(0, column, heading, bold)
        example = template.examples[0] if template.examples else [""] * len(template.columns)
        for row, ((name, meaning), shown) in enumerate(zip(template.columns, example, strict=True), start=1):
            about.write_string(row, 0, name, bold)
            about.write_string(row, 1, str(meaning), wrapped)
            about.write_string(row, 2, shown, wrapped)
        sheet = book.add_worksheet(template.name)
        sheet.set_column(0, len(template.columns) - 1, WIDTH, book.add_format({"num_format": "@"}))
        sheet.freeze_panes(1, 0)
        for column, (name, _about) in enumerate(template.columns):
            sheet.write_string(0, column, name, bold)
    return made.getvalue()
