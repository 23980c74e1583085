"""Units as lines of CSV: body; name of the unit; level; first day; kind. Read here, entered by the action.

The first line may be a heading. The body is its name, its abbreviation, its number after a #, or a number with its
scheme (tr-idari:municipality:1104). The level is its code or its name. Day and kind may be left out.
"""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence

from kurul.kernel.rules import Finding
from kurul.kernel.temporal.bounds import Bound, Period
from kurul.kernel.translated import Translated
from kurul.kernel.turkish import fold
from kurul.rooms.organisations import queries
from kurul.rooms.organisations.actions import UnitLine
from kurul.rooms.organisations.models import Kind, Level, Organisation, UnitRule

COLUMNS = ("body", "name", "level", "first_day", "kind")
MOST_LINES = 2000
LISTED = 3  # bodies that are named where a text means several


def template(rule: UnitRule) -> str:
    """A file to fill in: the heading and one line as an example."""
    kind = next(iter(rule.kinds.all()), None)
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    level = rule.usual_level.code if rule.usual_level else ""
    writer.writerow(("#12", "…", level, "?", kind.code if kind else ""))
    return out.getvalue()


def read_lines(text: str, rule: UnitRule) -> list[UnitLine]:
    """Every line as what it means, or with what is wrong with it; blank lines and the heading are passed over."""
    kinds = list(rule.kinds.all())
    levels: dict[str, Level] = {}
    for level in queries.levels():
        levels |= dict.fromkeys([fold(level.code), *(fold(said) for said in level.name.values())], level)
    known = {one.code: one for one in kinds}
    return list(_read(text, known, kinds, levels))


def _read(
    text: str, known: Mapping[str, Kind], kinds: Sequence[Kind], levels: Mapping[str, Level]
) -> Iterator[UnitLine]:
    dialect = ";" if text.split("\n", 1)[0].count(";") > text.split("\n", 1)[0].count(",") else ","
    rows = csv.reader(io.StringIO(text.replace("\x00", "")), delimiter=dialect)
    for row, cells in enumerate(rows, start=1):
        given = [cell.strip() for cell in cells]
        if not any(given) or [fold(cell) for cell in given[:2]] == list(COLUMNS[:2]):
            continue
        if row > MOST_LINES:
            yield UnitLine(row, "", findings=(Finding("organisations.too_many_lines", "lines", {"most": MOST_LINES}),))
            return
        yield _line(row, given, known, kinds, levels)


def _line(
    row: int, given: list[str], known: Mapping[str, Kind], kinds: Sequence[Kind], levels: Mapping[str, Level]
) -> UnitLine:
    text = ", ".join(given)
    if len(given) > len(COLUMNS):
        params = {"count": len(given), "most": len(COLUMNS)}
        return UnitLine(row, text, findings=(Finding("organisations.too_many_columns", None, params),))
    body_text, name, level_text, day_text, kind_code = [*given, *[""] * (len(COLUMNS) - len(given))]
    findings: list[Finding] = []
    body = _body(body_text, findings)
    if not name:
        findings.append(Finding("organisations.name_missing", "name"))
    level = levels.get(fold(level_text)) if level_text else None
    if level_text and level is None:
        findings.append(Finding("organisations.class_not_known", "level", {"code": level_text}))
    kind = known.get(kind_code) if kind_code else (kinds[0] if len(kinds) == 1 else None)
    if kind is None:
        findings.append(Finding("organisations.class_not_known", "kind", {"code": kind_code}))
    period = None
    try:
        period = Period.since(Bound.read(day_text) if day_text else Bound.unknown())
    except ValueError:
        findings.append(Finding("organisations.not_a_day", "day", {"text": day_text}))
    return UnitLine(row, text, body, Translated(tr=name), kind, level, period, tuple(findings))


def _body(text: str, findings: list[Finding]) -> Organisation | None:
    """The one body that the text means; why not, is added to the findings."""
    number = text.removeprefix("#")
    if text.startswith("#") and number.isascii() and number.isdigit() and len(number) < 19:
        meant = {int(number): text}
    else:
        meant = queries.meant(text) if text else {}
    found = list(Organisation.objects.filter(pk__in=meant).order_by("pk"))
    if len(found) == 1:
        return found[0]
    if not found:
        findings.append(Finding("organisations.body_not_found", "body", {"text": text}))
    else:
        listed = "; ".join(f"#{body.pk} {meant[body.pk]}" for body in found[:LISTED])
        params = {"text": text, "listed": listed, "first": found[0].pk}
        findings.append(Finding("organisations.body_not_clear", "body", params))
    return None
