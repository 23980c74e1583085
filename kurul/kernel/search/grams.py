"""Trigrams in the database: FTS5 on SQLite, pg_trgm on PostgreSQL.

SQLite keeps them in two virtual tables beside ours, filled by triggers; PostgreSQL in indexes. Both are made after
every migration, because Django drops triggers when it rebuilds a table on SQLite and knows no such indexes.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.apps import AppConfig
from django.db import connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Q, QuerySet
from django.db.models.functions import Collate

from kurul.kernel.search.models import SearchEntry, SearchWord

SHORTEST = 3  # letters from which on a word has a trigram
GRAMS = {SearchEntry: "haystack", SearchWord: "padded"}
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
            for statement in _statements(connection, present):
                cursor.execute(statement)


def _statements(connection: BaseDatabaseWrapper, present: Collection[str]) -> Iterator[str]:
    entries, words = SearchEntry._meta.db_table, SearchWord._meta.db_table
    if connection.vendor == "postgresql":
        yield f'CREATE INDEX IF NOT EXISTS {entries}_head ON {entries} (kind, head COLLATE "C")'
        yield f"CREATE INDEX IF NOT EXISTS {entries}_haystack ON {entries} USING gin (haystack gin_trgm_ops)"
        yield f"CREATE INDEX IF NOT EXISTS {words}_padded ON {words} USING gist (padded gist_trgm_ops)"
        return
    yield f"CREATE INDEX IF NOT EXISTS {entries}_head ON {entries} (kind, head)"
    for model, column in GRAMS.items():
        table, grams = model._meta.db_table, grams_table(model)
        if grams not in present:
            yield (
                f"CREATE VIRTUAL TABLE {grams} USING fts5({column}, content='{table}', content_rowid='id', "
                "tokenize='trigram case_sensitive 1')"
            )
            yield _rebuilding(grams)
        yield from _triggers(model)


def _rebuilding(grams: str) -> str:
    return f"INSERT INTO {grams}({grams}) VALUES ('rebuild')"  # noqa: S608 (ours, as all names in this file)


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
            cursor.execute(_rebuilding(grams_table(model)))
            for statement in _triggers(model):
                cursor.execute(statement)


# --- asking -----------------------------------------------------------------------------------------------------------


def beginning_with(entries: QuerySet[SearchEntry], beginning: str) -> QuerySet[SearchEntry]:
    """Entries whose folded text begins so, in the order of their letters: read from an index."""
    if connection.vendor == "postgresql":
        head: Any = Collate("head", "C")
        rows = entries.annotate(letters=head).filter(letters__gte=beginning, letters__lt=beginning + _LAST)
        return rows.order_by("letters")
    return entries.filter(head__gte=beginning, head__lt=beginning + _LAST).order_by("head")


def containing(entries: QuerySet[SearchEntry], sign: str, words: Sequence[Collection[str]]) -> QuerySet[SearchEntry]:
    """Entries of the kind with this sign whose folded text contains one of each of these groups of words.

    A word of fewer than three letters has no trigram: some word must begin with it. Give at least one longer one.
    """
    long = [group for group in words if all(len(word) >= SHORTEST for word in group)]
    for group in words:
        if group not in long:
            entries = entries.filter(_any_of(f" {word}" for word in group))
    if connection.vendor == "postgresql":
        for group in long:
            entries = entries.filter(_any_of(group))
        return entries.filter(haystack__contains=sign)
    asked = " AND ".join(f"({_alternatives(group)})" for group in ([sign], *long))
    grams = grams_table(SearchEntry)
    # Joined and not asked for numbers first: so the database can stop when it has enough.
    return entries.extra(  # noqa: S610 (all names are ours)
        tables=[grams], where=[f"{grams}.rowid = {SearchEntry._meta.db_table}.id AND {grams} MATCH %s"], params=[asked]
    )


def _any_of(texts: Iterable[str]) -> Q:
    condition = Q()
    for text in texts:
        condition |= Q(haystack__contains=text)
    return condition


def _alternatives(words: Iterable[str]) -> str:
    return " OR ".join('"{}"'.format(word.replace('"', '""')) for word in words)


def together(parts: Sequence[QuerySet[Any, Any]]) -> list[tuple[Any, ...]]:
    """The rows of several queries of the same columns, each with its own limit, in one statement."""
    if not parts:
        return []
    compiled = [part.query.sql_with_params() for part in parts]
    statement = _union([sql for sql, _params in compiled])
    with connection.cursor() as cursor:
        cursor.execute(statement, [value for _sql, params in compiled for value in params])
        return cursor.fetchall()


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
    return _alternatives(padded[start : start + SHORTEST] for start in range(len(padded) - SHORTEST + 1))


def forget_words(words: Collection[str]) -> None:
    """Take out those words that no entry contains any more."""
    gone = [word for word in sorted(words) if not _occurs(word)]
    for start in range(0, len(gone), 500):
        SearchWord.objects.filter(word__in=gone[start : start + 500]).delete()


def _occurs(word: str) -> bool:
    if connection.vendor == "postgresql":
        return SearchEntry.objects.filter(haystack__contains=word).exists()
    grams = grams_table(SearchEntry)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT 1 FROM {grams} WHERE {grams} MATCH %s LIMIT 1", [_alternatives([word])])  # noqa: S608
        return cursor.fetchone() is not None

