"""Trigrams in the database: FTS5 on SQLite, pg_trgm on PostgreSQL.

SQLite keeps them in two virtual tables beside ours, filled by triggers; PostgreSQL in indexes. Both are made after
every migration, because Django drops triggers when it rebuilds a table on SQLite and knows no such indexes.
"""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from django.apps import AppConfig
from django.db import connection, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Q

from kurul.kernel.search.models import SearchEntry, SearchWord
from kurul.kernel.search.texts import Searchable, searchables
from kurul.kernel.temporal.facts import held_true
from kurul.kernel.temporal.look import Look

SHORTEST = 3  # letters from which on a word has a trigram
GRAMS = {SearchEntry: "haystack", SearchWord: "padded"}
# SQLite: of entries it is enough to know in which a trigram occurs (a third of the size, and read twice as fast); words
# are ranked, for which it must also be known how often.
_KEPT = {SearchEntry: ", detail=none, columnsize=0", SearchWord: ""}
# PostgreSQL: what is known now is looked through by itself. An entry never goes from one index to the other: what is
# superseded is entered anew.
_STATES = {"held": "superseded_at IS NULL", "given_up": "superseded_at IS NOT NULL"}
_LAST = "\U0010ffff"  # sorts after every letter
CLOSE_WORDS = 300  # words that share most with a mistyped one, to be compared letter by letter


def grams_table(model: type[Any]) -> str:
    """The virtual table with the trigrams of a model, on SQLite."""
    return f"{model._meta.db_table}_grams"


# --- installing -------------------------------------------------------------------------------------------------------


def prepare_trigrams(sender: AppConfig, using: str = "default", **_: Any) -> None:
    """Before `migrate`: PostgreSQL needs pg_trgm. Creating an extension takes the right to do so in the database."""
    connection = connections[using]
    if connection.vendor == "postgresql" and sender.label == SearchEntry._meta.app_label:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_extension WHERE extname = 'pg_trgm'")
            if cursor.fetchone() is None:
                cursor.execute("CREATE EXTENSION pg_trgm")


def install_grams(sender: AppConfig, using: str = "default", **_: Any) -> None:
    """After `migrate`: (re)create what the search needs, when its tables were migrated."""
    connection = connections[using]
    if sender.label != SearchEntry._meta.app_label:
        return
    with connection.cursor() as cursor:
        present = set(connection.introspection.table_names(cursor))
        if {model._meta.db_table for model in GRAMS} <= present:
            for statement in _statements(connection):
                cursor.execute(statement)


def _statements(connection: BaseDatabaseWrapper) -> Iterator[str]:
    entries, words = SearchEntry._meta.db_table, SearchWord._meta.db_table
    if connection.vendor == "postgresql":
        yield f'CREATE INDEX IF NOT EXISTS {entries}_head ON {entries} (kind, head COLLATE "C")'
        for found in searchables():  # indexes for each kind, so that one is searched by itself
            name = f"{entries}_{found.kind.replace('.', '_')}"
            yield f"DROP INDEX IF EXISTS {name}"  # of an older version: all in one
            for state, is_held in _STATES.items():
                yield (
                    f"CREATE INDEX IF NOT EXISTS {name}_{state} ON {entries} USING gin (haystack gin_trgm_ops) "
                    f"WHERE kind = '{found.kind}' AND {is_held}"
                )
        yield f"CREATE INDEX IF NOT EXISTS {words}_padded ON {words} USING gist (padded gist_trgm_ops)"
        return
    yield f"CREATE INDEX IF NOT EXISTS {entries}_head ON {entries} (kind, head)"
    for model, column in GRAMS.items():
        table, grams = model._meta.db_table, grams_table(model)
        made = (
            f"CREATE VIRTUAL TABLE {grams} USING fts5({column}, content='{table}', content_rowid='id', "
            f"tokenize='trigram case_sensitive 1'{_KEPT[model]})"
        )
        if _made_by(connection, grams) != made:
            yield f"DROP TABLE IF EXISTS {grams}"
            yield made
            yield from _rebuilding(grams)
        yield from _triggers(model)


def _made_by(connection: BaseDatabaseWrapper, table: str) -> str | None:
    """The statement by which a table of SQLite was made; None where there is no such table."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT sql FROM sqlite_master WHERE name = %s", [table])
        row = cursor.fetchone()
    return None if row is None else row[0]


def _rebuilding(grams: str) -> Iterator[str]:
    yield f"INSERT INTO {grams}({grams}) VALUES ('rebuild')"  # noqa: S608 (ours, as all names in this file)
    yield _merging(grams)


def _merging(grams: str) -> str:
    """SQLite keeps what was entered in several pieces, each of which every search goes through: makes them one."""
    return f"INSERT INTO {grams}({grams}) VALUES ('optimize')"  # noqa: S608


def _triggers(model: type[Any]) -> Iterator[str]:
    table, grams, column = model._meta.db_table, grams_table(model), GRAMS[model]
    adding = f"INSERT INTO {grams}(rowid, {column}) VALUES (NEW.id, NEW.{column});"  # noqa: S608
    removing = f"INSERT INTO {grams}({grams}, rowid, {column}) VALUES ('delete', OLD.id, OLD.{column});"  # noqa: S608
    for event, does in (("insert", adding), ("delete", removing), ("update", removing + adding)):
        yield f"DROP TRIGGER IF EXISTS {grams}_{event}"
        yield f"CREATE TRIGGER {grams}_{event} AFTER {event} ON {table} BEGIN {does} END"


@contextmanager
def rebuilt_at_the_end() -> Iterator[None]:
    """Inside a transaction: write many rows without their trigrams, and make all of these at the end."""
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        for model in GRAMS:
            for event in ("insert", "delete", "update"):
                cursor.execute(f"DROP TRIGGER {grams_table(model)}_{event}")
        yield
        for model in GRAMS:
            for statement in (*_rebuilding(grams_table(model)), *_triggers(model)):
                cursor.execute(statement)


@contextmanager
def added_at_the_end(numbers: range, after: int, *, is_worth_it: bool) -> Iterator[None]:
    """Inside a transaction: enter many entries of one kind, whose `numbers` lie together, with numbers above `after`,
    and make their trigrams at the end at once.

    Row by row SQLite takes several times as long. PostgreSQL puts trigrams off by itself.
    """
    grams = grams_table(SearchEntry)
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        trigger = f"{grams}_insert"
        if connection.vendor == "sqlite":
            cursor.execute("SELECT 1 FROM sqlite_master WHERE type = 'trigger' AND name = %s", [trigger])
        if connection.vendor != "sqlite" or not is_worth_it or cursor.fetchone() is None:
            yield
            return
        cursor.execute(f"DROP TRIGGER {trigger}")
        yield
        _add(cursor, numbers, after)
        for statement in _triggers(SearchEntry):
            cursor.execute(statement)


def _add(cursor: Any, numbers: range, after: int) -> None:
    entries, grams, column = SearchEntry._meta.db_table, grams_table(SearchEntry), GRAMS[SearchEntry]
    added = f"FROM {entries} WHERE id > %s AND id < %s"
    cursor.execute(f"INSERT INTO {grams}(rowid, {column}) SELECT id, {column} {added}", [after, numbers.stop])
    cursor.execute(f"SELECT max(id) {added}", [after, numbers.stop])
    last = cursor.fetchone()[0] or after
    if last - after > after - numbers.start:  # more than there were: so it happens rarely, however much is loaded
        cursor.execute(_merging(grams))


# --- asking -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Conditions:
    """Which entries of one kind are looked through, as SQL: those known at the moment that the actor may read."""

    found: Searchable
    look: Look
    where: str
    params: tuple[Any, ...]

    @classmethod
    def of(cls, found: Searchable, look: Look, readable: Q) -> "Conditions":
        """By the knowledge of the look, narrowed by what the room says."""
        known = held_true(look.known_at)
        where, params = _condition(known & readable) if readable else _known(known, connection.vendor)
        return cls(found, look, f"{_ENTRIES}.kind = %s AND {where}", (found.kind, *params))

    def by_index(self) -> list["Conditions"]:
        """The same in parts, of each of which PostgreSQL has the trigrams in one index."""
        if connection.vendor != "postgresql" or self.look.known_at is None:
            return [self]
        return [replace(self, where=f"{self.where} AND {_ENTRIES}.{is_held}") for is_held in _STATES.values()]


def _condition(wanted: Q) -> tuple[str, tuple[Any, ...]]:
    narrowed = SearchEntry.objects.filter(wanted).query
    where, params = narrowed.get_compiler(connection=connection).compile(narrowed.where)
    return where, tuple(params)


@lru_cache(maxsize=64)
def _known(known: Q, _vendor: str) -> tuple[str, tuple[Any, ...]]:
    """The same for all kinds of which everybody may read everything."""
    return _condition(known)


Statement = tuple[str, list[Any]]
_ENTRIES, _GRAMS = SearchEntry._meta.db_table, grams_table(SearchEntry)
# Whether the text holds on the day looked at, held before or will hold (Standing).
_COLUMNS = (
    f"{_ENTRIES}.kind, {_ENTRIES}.record, {_ENTRIES}.id, {_ENTRIES}.part, {_ENTRIES}.head, "
    f"CASE WHEN {_ENTRIES}.valid_to <= %s THEN 1 WHEN {_ENTRIES}.valid_from > %s THEN 2 ELSE 0 END"
)


def beginning_with(among: Conditions, beginning: str, most: int) -> Statement:
    """Entries whose folded text begins so, in the order of their letters: read from an index."""
    head = f"{_ENTRIES}.head" + (' COLLATE "C"' if connection.vendor == "postgresql" else "")
    statement = (
        f"SELECT {_COLUMNS} FROM {_ENTRIES} WHERE {among.where} AND {head} >= %s AND {head} < %s "  # noqa: S608 (ours)
        f"ORDER BY {head} LIMIT %s"
    )
    return statement, [*_day(among), *among.params, beginning, beginning + _LAST, most]


def containing(among: Conditions, words: Sequence[Collection[str]], most: int) -> Statement:
    """Entries whose folded text contains one of each of these groups of words.

    A word of fewer than three letters has no trigram: some word must begin with it. Give at least one longer one.
    """
    long = [group for group in words if all(len(word) >= SHORTEST for word in group)]
    patterns = [[f" {word}" for word in group] for group in words if group not in long]
    patterns += [list(group) for group in long]
    like = [" OR ".join([f"{_ENTRIES}.haystack LIKE %s ESCAPE '!'"] * len(group)) for group in patterns]
    where = " AND ".join([among.where, *(f"({one})" for one in like)])
    params = [*_day(among), *among.params, *(_pattern(text) for group in patterns for text in group)]
    if connection.vendor == "postgresql":
        return f"SELECT {_COLUMNS} FROM {_ENTRIES} WHERE {where} LIMIT %s", [*params, most]  # noqa: S608 (ours)
    asked = " AND ".join(f"({' OR '.join(map(_occurring, group))})" for group in long)
    numbers = among.found.numbers
    # CROSS JOIN fixes the order: the trigrams first, of the numbers of this kind alone, until there are enough.
    statement = (
        f"SELECT {_COLUMNS} FROM {_GRAMS} CROSS JOIN {_ENTRIES} ON {_ENTRIES}.id = {_GRAMS}.rowid "  # noqa: S608 (ours)
        f"WHERE {where} AND {_GRAMS} MATCH %s AND {_GRAMS}.rowid BETWEEN %s AND %s LIMIT %s"
    )
    return statement, [*params, asked, numbers.start, numbers.stop, most]


def _day(among: Conditions) -> list[Any]:
    day = connection.ops.adapt_datefield_value(among.look.day)
    return [day, day]


def _pattern(text: str) -> str:
    for sign in "!%_":
        text = text.replace(sign, f"!{sign}")
    return f"%{text}%"


def _occurring(word: str) -> str:
    """Asks FTS5 for what may contain a word: as few of its trigrams as cover it. LIKE sees to the rest."""
    last = len(word) - SHORTEST
    return f"({' AND '.join(_quoted(word[start : start + SHORTEST]) for start in {*range(0, last, SHORTEST), last})})"


def _quoted(text: str) -> str:
    return '"{}"'.format(text.replace('"', '""'))


def together(statements: Sequence[Statement]) -> list[tuple[Any, ...]]:
    """The rows of several statements with the same columns, each with its own limit, in one query."""
    if not statements:
        return []
    asked = _union([sql for sql, _params in statements])
    params = [one for _sql, given in statements for one in given]
    with connection.cursor() as cursor, _from_indexes(cursor):
        cursor.execute(asked, params)
        return cursor.fetchall()


@contextmanager
def _from_indexes(cursor: Any) -> Iterator[None]:
    """Let PostgreSQL read indexes only.

    It takes a word that is common in one kind to be common in all, hopes to meet it soon, and reads the whole table
    where it never comes.
    """
    if connection.vendor != "postgresql":
        yield
        return
    with transaction.atomic():  # so that it ends with it, also where a pooler lends the connection to somebody else
        cursor.execute("SET LOCAL enable_seqscan = off")
        yield
        cursor.execute("SET LOCAL enable_seqscan TO DEFAULT")


def _union(statements: Sequence[str]) -> str:
    parts = (f"SELECT * FROM ({statement}) AS part_{index}" for index, statement in enumerate(statements))  # noqa: S608
    return " UNION ALL ".join(parts)


def close_words(words: Sequence[str]) -> dict[str, list[str]]:
    """For each word those known ones that share the most trigrams with it, best first: one query."""
    rows: list[tuple[Any, ...]] = []
    if words:
        parts = _union([_CLOSE[connection.vendor]] * len(words))
        params = [value for word in words for value in (word, _asked_of_words(word), CLOSE_WORDS)]
        with connection.cursor() as cursor:
            cursor.execute(parts, params)
            rows = cursor.fetchall()
    found: dict[str, list[str]] = {word: [] for word in words}
    for word, close in rows:
        found[word].append(close)
    return found


_WORDS, _WORD_GRAMS = SearchWord._meta.db_table, grams_table(SearchWord)
_CLOSE = {
    "postgresql": f"SELECT %s AS typed, word FROM {_WORDS} ORDER BY padded <-> %s LIMIT %s",  # noqa: S608 (ours)
    "sqlite": (
        f"SELECT %s AS typed, w.word FROM {_WORD_GRAMS} JOIN {_WORDS} w ON w.id = {_WORD_GRAMS}.rowid "  # noqa: S608
        f"WHERE {_WORD_GRAMS} MATCH %s ORDER BY {_WORD_GRAMS}.rank LIMIT %s"
    ),
}


def _asked_of_words(word: str) -> str:
    padded = f" {word} "
    if connection.vendor == "postgresql":
        return padded
    return " OR ".join(_quoted(padded[start : start + SHORTEST]) for start in range(len(padded) - SHORTEST + 1))


def forget_words(words: Collection[str]) -> None:
    """Take out those words that no entry contains any more."""
    gone = [word for word in sorted(words) if not _occurs(word)]
    for start in range(0, len(gone), 500):
        SearchWord.objects.filter(word__in=gone[start : start + 500]).delete()


def _occurs(word: str) -> bool:
    if connection.vendor == "postgresql":
        entries = SearchEntry.objects.filter(haystack__contains=word)
        return any(
            entries.filter(kind=found.kind, superseded_at__isnull=is_held).exists()
            for found in searchables()
            for is_held in (True, False)
        )
    statement = (
        f"SELECT 1 FROM {_GRAMS} CROSS JOIN {_ENTRIES} ON {_ENTRIES}.id = {_GRAMS}.rowid "  # noqa: S608 (ours)
        f"WHERE {_GRAMS} MATCH %s AND {_ENTRIES}.haystack LIKE %s ESCAPE '!' LIMIT 1"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [_occurring(word), _pattern(word)])
        return cursor.fetchone() is not None
