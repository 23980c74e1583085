"""Registers of bodies, ten under each: entered through the loader, from a file by the command, and by bare SQL."""

import csv
import json
import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg
from click.testing import CliRunner
from django.db import connection, transaction
from psycopg import sql

from kurul.kernel.cli import kurul
from kurul.kernel.discovery import discover
from kurul.kernel.identity.actors import Actor
from kurul.kernel.imports import Report
from kurul.kernel.provenance import Basis
from kurul.kernel.temporal.bounds import Period
from kurul.kernel.translated import Translated
from kurul.rooms.organisations import actions
from kurul.rooms.organisations.models import Kind, Organisation

COPY = "kurul_bench_copy"
Filled = tuple[str, list[str], Iterator[tuple[Any, ...]]]  # a table, its columns and their values
SINCE = date(2000, 1, 1)
MAPPING = """
profile: bench
title: {en: Measurement, tr: Ölçüm}
kinds: {bench: {tr: Birim, en: Unit}}
tables:
  - files: ["*.csv"]
    key: {scheme: bench, value: number}
    name: {tr: name}
    kind: kind
    parent: {scheme: bench, value: parent}
    begins: begin
"""


@contextmanager
def copied() -> Iterator[str]:
    """The address of a copy of the database of the environment, which is thrown away in the end."""
    if connection.vendor == "sqlite":
        with tempfile.TemporaryDirectory(prefix="kurul-bench-") as folder:
            path = Path(folder) / "copy.sqlite3"
            with sqlite3.connect(connection.settings_dict["NAME"]) as held, sqlite3.connect(path) as copy:
                held.backup(copy)
            copy.close()
            yield f"sqlite:///{path}"
        return
    name, address = connection.settings_dict["NAME"], os.environ["DATABASE_URL"]
    connection.close()  # a database is copied only while nobody uses it
    with psycopg.connect(_beside(address, "template1"), autocommit=True) as server:
        copy_name = sql.Identifier(COPY)
        server.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(copy_name))
        server.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(copy_name, sql.Identifier(name)))
        try:
            yield _beside(address, COPY)
        finally:
            server.execute(sql.SQL("DROP DATABASE {}").format(copy_name))


def _beside(address: str, name: str) -> str:
    """The address of another database of the same server."""
    return urlunsplit((*urlsplit(address)[:2], f"/{name}", *urlsplit(address)[3:]))


def _name(number: int) -> str:
    return f"Deneme Birimi {number}"


def through_the_loader(rows: int) -> None:
    """Values that a format of its own would hand over, entered with all checks beside the nation."""
    period = (Period.since(SINCE),)
    bodies = (
        actions.Body(
            key=("bench", str(number)),
            exists=period,
            names=(actions.SaidName(name=Translated(tr=_name(number))),),
            classes=(actions.SaidClass(kind="bench"),),
            places=(actions.SaidPlace(parent=("bench", str(number // 10))),) if number >= 10 else (),
            basis=Basis.ILLUSTRATIVE,
            file="bench",
            row=number + 1,
        )
        for number in range(rows)
    )
    report = Report()
    kinds = {"bench": Translated(tr="Birim")}
    actions.load_register(bodies=bodies, kinds=kinds, by=Actor.operator(), report=report, source="bench")
    assert report.created["organisation"] == rows


def of_a_file(rows: int) -> None:
    """`kurul import table --mapping …`, as somebody at the command line does it, the file being there."""
    with tempfile.TemporaryDirectory(prefix="kurul-bench-") as folder:
        mapping, table = Path(folder) / "bench.yaml", Path(folder) / "bench.csv"
        mapping.write_text(MAPPING, encoding="utf-8")
        with table.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(("number", "name", "kind", "parent", "begin"))
            for number in range(rows):
                writer.writerow((number, _name(number), "bench", number // 10 if number >= 10 else "", SINCE))
        asked = ["--language", "en", "import", "table", "--mapping", str(mapping), str(table), "--report", "json"]
        discover("cli")
        done = CliRunner().invoke(kurul, asked)
        assert done.exit_code == 0, done.output
        assert f'"organisation": {rows}' in done.output


def bare(rows: int) -> None:
    """The limit: the same rows of the same tables by hand, without checks, history and search."""
    kind = Kind.objects.create(code="bench", name=Translated(tr="Birim")).pk
    first = (Organisation.objects.order_by("-pk").values_list("pk", flat=True).first() or 0) + 1
    with transaction.atomic(), connection.cursor() as cursor:
        for table, columns, made in _tables(rows, first, kind):
            if connection.vendor == "postgresql":
                with cursor.copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN") as copy:
                    for row in made:
                        copy.write_row(row)
            else:
                marks = ", ".join(["%s"] * len(columns))
                statement = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})"  # noqa: S608 (ours)
                cursor.executemany(statement, list(made))


def _tables(rows: int, first: int, kind: int) -> Iterator[Filled]:
    fact = ["organisation_id", "basis", "valid_from", "valid_from_latest", "valid_to_earliest", "valid_to"]
    held = (*["2000-01-01"] * 2, *["9999-12-31"] * 2, "2017-10-16 00:00:00+00:00")
    numbers = range(rows)

    def facts(
        said: str, more: dict[str, Any], some: range = numbers
    ) -> tuple[str, list[str], Iterator[tuple[Any, ...]]]:
        made = ((first + n, "illustrative", *held, *(value(n) for value in more.values())) for n in some)
        return f"organisations_{said}", [*fact, "recorded_at", *more], made

    identity = ["id", "basis", "role_note", "source", "version"]
    yield "organisations_organisation", identity, ((first + n, "illustrative", "{}", "", 1) for n in numbers)
    yield facts("existence", {})
    yield facts(
        "name",
        {
            "name": lambda n: json.dumps({"tr": _name(n)}),
            "abbreviation": lambda n: "",
            "search_text": lambda n: _name(n).lower(),
            "sort_keys": lambda n: json.dumps({"tr": _name(n).lower(), "en": _name(n).lower()}),
        },
    )
    yield facts("classification", {"kind_id": lambda n: kind})
    yield facts("identifier", {"scheme": lambda n: "bare", "value": str, "place": lambda n: 0})
    yield facts("placement", {"parent_id": lambda n: first + n // 10}, range(10, rows))
