"""What is done in bulk, beside the same in plain SQL, and how much memory it takes, each in a process of its own.

Imports go into a copy of the database that is thrown away, so that the nation stays as it was.
"""

import csv
import io
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.test import Client

from benchmarks import bare, loading
from benchmarks.figures import seconds
from benchmarks.measure import DAY, Measured, page_addresses, request
from kurul.kernel.identity.models import Account

ROOT = Path(__file__).resolve().parent.parent
START = "import django; django.setup(); from benchmarks.bulk import alone; alone({what!r}, {rows})"
TABLE = (
    "| what | rows | ours, s | of it at work, s | rows/s | limit, s | ratio | memory at most, MiB |\n"
    "|---|---:|---:|---:|---:|---:|---:|---:|"
)
EXPORTED = 50_000  # the rows to which the goal for exports refers
IMPORTED = (20_000, 200_000)  # the goal refers to the last
PAGES = 200
MIB = 1024


@dataclass(frozen=True)
class Done:
    """One piece of work: how long it took, how long our process worked for it, and the most memory it held."""

    seconds: float
    at_work: float
    memory: int


def lines() -> Iterator[str]:
    """The table, as Markdown."""
    yield TABLE
    rows = bare.how_many(DAY.isoformat())
    limit = seconds(_bare_export)
    for kind in ("csv", "json", "xlsx"):
        done = _in_a_process(kind, rows)
        scaled = f"{done.seconds * EXPORTED / rows:.1f} s for {EXPORTED:,}"
        goal = "" if kind == "xlsx" else "; goal 2 s"
        yield _line(f"export of all bodies as {kind.upper()} ({scaled}{goal})", rows, done, limit)
    done = _in_a_process("pages", PAGES)
    yield _line(f"a web worker after {PAGES} pages (goal: under 150 MiB)", PAGES, done)
    for size in IMPORTED:
        limit = _in_a_copy("bare", size).seconds
        for what, said in (("import", "through the loader"), ("command", "of a CSV file with its mapping")):
            goal = " (goal: 5,000 rows/s)" if size == IMPORTED[-1] else ""
            yield _line(f"import {said}{goal}", size, _in_a_copy(what, size), limit)


def _line(what: str, rows: int, done: Done, limit: float | None = None) -> str:
    compared = "| |" if limit is None else f"| {limit:.1f} | {done.seconds / limit:.1f}"
    took = f"{done.seconds:.1f} | {done.at_work:.1f} | {rows / done.seconds:,.0f}"
    return f"| {what} | {rows:,} | {took} {compared} | {done.memory} |"


def _bare_export() -> None:
    writer = csv.writer(io.StringIO())
    for row in bare.all_rows(DAY.isoformat()):
        writer.writerow(row)


def _in_a_copy(what: str, rows: int) -> Done:
    with loading.copied() as address:
        return _in_a_process(what, rows, address)


def _in_a_process(what: str, rows: int, address: str = "") -> Done:
    run = [sys.executable, "-W", "ignore", "-c", START.format(what=what, rows=rows)]
    environment = {**os.environ, **({"DATABASE_URL": address} if address else {})}
    done = subprocess.run(run, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, check=True)
    took, worked, memory = done.stdout.split()[-3:]
    return Done(float(took), float(worked), int(memory))


def alone(what: str, rows: int) -> None:
    """Do it, and print seconds, seconds at work, and MiB."""
    work: dict[str, Callable[[], object]] = {
        "csv": lambda: export("csv"),
        "json": lambda: export("json"),
        "xlsx": lambda: export("xlsx"),
        "pages": many_pages,
        "bare": lambda: loading.bare(rows),
        "import": lambda: loading.through_the_loader(rows),
        "command": lambda: loading.of_a_file(rows),
    }
    before = time.process_time()
    took = seconds(work[what])
    print(f"{took:.3f} {time.process_time() - before:.3f} {most_memory()}")


def most_memory() -> int:
    """The most memory that this process ever held, in MiB. (What getrusage says begins with the parent's.)"""
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // MIB
    fields = dict(line.split(":", 1) for line in status.read_text().splitlines())
    return int(fields["VmHWM"].split()[0]) // MIB


def export(kind: str) -> int:
    """The export of the whole list through its page, read to the end; gives its bytes."""
    return request(WSGIHandler(), "/organisations/", {"as_of": DAY.isoformat(), "export": kind})()


def many_pages() -> None:
    """The pages that are measured one after the other, as one worker would answer them."""
    client = Client()
    client.force_login(Account.objects.get(login="bench"), backend=settings.AUTHENTICATION_BACKENDS[0])
    cookie = f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"
    handler = WSGIHandler()
    asked = [request(handler, *where, cookie) for where in page_addresses(Measured.of_nation()).values()]
    for number in range(PAGES):
        asked[number % len(asked)]()
