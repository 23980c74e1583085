"""The same texts as in search.py as SQL: how the bodies of a large load come into the index.

Folded texts are stored with the names, a line for each language in the order of their codes and one for the
abbreviation. Numbers are folded here as far as they are plain; bodies with others are left to `texts`.
"""

from collections.abc import Iterator

from kurul.kernel.search.models import Part
from kurul.kernel.search.texts import SPAN, InSql

_BETWEEN = "BETWEEN %s AND %s"
_SPAN = ", ".join(f"said.{name}" for name in SPAN)
# One line of the folded texts; counted from 0.
_LINE = {
    # A text of one line, as most are, is taken as it is: which line is wanted takes several times as long to find out.
    "postgresql": (
        "CASE WHEN strpos({of}.search_text, E'\\n') = 0 THEN {of}.search_text "
        "ELSE split_part({of}.search_text, E'\\n', CAST({line} AS integer) + 1) END"
    ),
    # SQLite splits no texts, but takes an array of JSON apart. The lines, and the signs that JSON escapes, become signs
    # that no folded text holds, and its own quoting does the rest: a name may hold what JSON has to escape.
    "sqlite": (
        "CASE WHEN instr({of}.search_text, char(10)) = 0 THEN {of}.search_text ELSE replace(coalesce(json_extract('[' "
        "|| replace(json_quote(replace(replace({of}.search_text, '\\', char(30)), char(10), char(31))), "
        "'\\u001f', '\",\"') || ']', '$[' || {line} || ']'), ''), char(30), '\\') END"
    ),
}
_TEXTS = {"postgresql": "jsonb_each_text({of}.name)", "sqlite": "json_each({of}.name)"}
_KEY = {"postgresql": '{of}.key COLLATE "C"', "sqlite": "{of}.key"}
_LATEST = {"postgresql": "GREATEST", "sqlite": "max"}
_EARLIEST = {"postgresql": "LEAST", "sqlite": "min"}
# Signs whose folding takes more than small letters.
_NOT_PLAIN = {"postgresql": "said.value ~ '[^!-~]'", "sqlite": "said.value GLOB '*[^!-~]*'"}


def _line(vendor: str, of: str, line: str) -> str:
    return _LINE[vendor].format(of=of, line=line)


def _place_of(vendor: str, of: str, text: str) -> str:
    """Which line is the one of a text: as many as there are languages with smaller codes."""
    keys = _TEXTS[vendor].format(of=of)
    before, own = (_KEY[vendor].format(of=name) for name in ("other", text))
    return f"(SELECT count(*) FROM {keys} AS other WHERE {before} < {own})"  # noqa: S608 (ours, as all in this file)


def _texts(vendor: str) -> Iterator[str]:
    names = f"organisations_name AS said CROSS JOIN {_TEXTS[vendor].format(of='said')} AS spoken"
    folded = _line(vendor, "said", _place_of(vendor, "said", "spoken"))
    yield (
        f"SELECT said.organisation_id AS record, '{Part.NAME}' AS part, '' AS label, spoken.key AS language, "  # noqa: S608
        f"spoken.value AS text, {folded} AS folded, {_SPAN} FROM {names} WHERE said.organisation_id {_BETWEEN}"
    )
    languages = f"(SELECT count(*) FROM {_TEXTS[vendor].format(of='said')} AS other)"  # noqa: S608
    yield (
        f"SELECT said.organisation_id AS record, '{Part.ABBREVIATION}' AS part, '' AS label, '' AS language, "  # noqa: S608
        f"said.abbreviation AS text, {_line(vendor, 'said', languages)} AS folded, {_SPAN} "
        f"FROM organisations_name AS said WHERE said.abbreviation <> '' AND said.organisation_id {_BETWEEN}"
    )
    yield (
        f"SELECT said.organisation_id AS record, '{Part.NUMBER}' AS part, said.scheme AS label, '' AS language, "  # noqa: S608
        f"said.value AS text, lower(said.value) AS folded, {_SPAN} "
        f"FROM organisations_identifier AS said WHERE NOT {_NOT_PLAIN[vendor]} AND said.organisation_id {_BETWEEN}"
    )
    yield _in_their_places(vendor)


def _in_their_places(vendor: str) -> str:
    """Names together with those of the body above, as long as all three facts held and were known."""
    latest, earliest = _LATEST[vendor], _EARLIEST[vendor]

    def of_all(choose: str, column: str) -> str:
        return f"{choose}(said.{column}, placed.{column}, above.{column})"

    until = "AND ".join(
        f"({one}.superseded_at IS NULL OR {one}.superseded_at > {of_all(latest, 'recorded_at')}) "
        for one in ("said", "placed", "above")
    )
    columns = (
        f"{of_all(latest, 'valid_from')} AS valid_from, {of_all(latest, 'valid_from_latest')} AS valid_from_latest, "
        f"{of_all(earliest, 'valid_to_earliest')} AS valid_to_earliest, {of_all(earliest, 'valid_to')} AS valid_to, "
        f"{of_all(latest, 'recorded_at')} AS recorded_at, {_first_end(vendor)} AS superseded_at"
    )
    # PostgreSQL applies the numbers to one table only, and reads all placements otherwise.
    placed = f"AND placed.organisation_id {_BETWEEN} " if vendor == "postgresql" else ""
    own = _line(vendor, "said", _place_of(vendor, "said", "spoken"))
    heard, languages = _heard(vendor)
    others = _line(vendor, "above", _place_of(vendor, "above", "spoken"))
    return (
        f"SELECT said.organisation_id AS record, '{Part.PLACE}' AS part, '' AS label, spoken.key AS language, "  # noqa: S608
        f"spoken.value || ', ' || ({heard}) AS text, {own} || ', ' || {others} AS folded, {columns} "
        "FROM organisations_name AS said "
        "JOIN organisations_placement AS placed ON placed.organisation_id = said.organisation_id "
        "JOIN organisations_name AS above ON above.organisation_id = placed.parent_id "
        f"{languages} "
        f"WHERE said.organisation_id {_BETWEEN} {placed}AND {until} "
        f"AND {of_all(latest, 'valid_from')} < {of_all(earliest, 'valid_to')}"
    )


def _heard(vendor: str) -> tuple[str, str]:
    """What the body above is called in a language of the own name, and the joins that go through these languages."""
    spoken, heard = (_TEXTS[vendor].format(of=of) for of in ("said", "above"))
    if vendor == "postgresql":  # which joins two functions more slowly than it does all the rest
        return "above.name ->> spoken.key", f"JOIN {spoken} AS spoken ON above.name ->> spoken.key IS NOT NULL"
    return "heard.value", f"CROSS JOIN {spoken} AS spoken JOIN {heard} AS heard ON heard.key = spoken.key"


def _first_end(vendor: str) -> str:
    """The first of three moments of which each may be missing."""
    if vendor == "postgresql":
        return "LEAST(said.superseded_at, placed.superseded_at, above.superseded_at)"
    ends = ", ".join(f"coalesce({one}.superseded_at, 'never')" for one in ("said", "placed", "above"))
    return f"nullif(min({ends}), 'never')"  # letters come after all digits


def _left(vendor: str) -> str:
    return (
        f"SELECT said.organisation_id FROM organisations_identifier AS said "  # noqa: S608
        f"WHERE {_NOT_PLAIN[vendor]} AND said.organisation_id {_BETWEEN}"
    )


IN_SQL = InSql(_texts, _left)
