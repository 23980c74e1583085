"""What is done in bulk, beside the same in plain SQL, and how much memory it takes, each in a process of its own."""

import csv
import io
import os
import resource
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date
from importlib import import_module
from pathlib import Path

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.test import Client

from benchmarks import bare
from benchmarks.figures import seconds
from benchmarks.measure import DAY, Measured, built, page_addresses, request
from kurul.kernel.identity.actors import Actor
from kurul.kernel.identity.models import Account
from kurul.kernel.imports import Report
from kurul.kernel.provenance import Basis
from kurul.kernel.temporal.bounds import Period
from kurul.kernel.translated import Translated

ROOT = Path(__file__).resolve().parent.parent
START = "import django; django.setup(); from benchmarks.bulk import alone; alone({what!r})"
TABLE = "| what | rows | ours, s | rows/s | limit, s | memory at most, MiB |\n|---|---:|---:|---:|---:|---:|"
EXPORTED = 50_000  # the rows to which the goal for exports refers
MIB = 1024
ACTIONS = "kurul.rooms.organisations.actions"
IMPORTED = 200_000
PAGES = 200


def lines() -> Iterator[str]:
    """The table, as Markdown."""
    yield TABLE
    rows = bare.how_many(DAY.isoformat())
    limit = seconds(_bare_export)
    for kind in ("csv", "json"):
        took, memory = _in_a_process(kind)
        what = f"export of all bodies as {kind.upper()} ({took * EXPORTED / rows:.1f} s for {EXPORTED:,}; goal 2 s)"
        yield _line(what, rows, took, memory, f"{limit:.1f}")
    took, memory = _in_a_process("pages")
    yield _line(f"a web worker after {PAGES} pages (goal: under 150 MiB)", PAGES, took, memory)
    if built(f"{ACTIONS}:load_register") is None:
        yield f"| import of {IMPORTED:,} rows | | | | | not there yet |"
        return
    took, memory = _in_a_process("import")
    yield _line(f"import of {IMPORTED:,} rows (goal: 5,000 rows/s)", IMPORTED, took, memory)


def _line(what: str, rows: int, took: float, memory: int, limit: str = "") -> str:
    return f"| {what} | {rows:,} | {took:.1f} | {rows / took:,.0f} | {limit} | {memory} |"


def _bare_export() -> None:
    writer = csv.writer(io.StringIO())
    for row in bare.all_rows(DAY.isoformat()):
        writer.writerow(row)


def _in_a_process(what: str) -> tuple[float, int]:
    """Seconds and MiB of one piece of work in a fresh process."""
    run = [sys.executable, "-W", "ignore", "-c", START.format(what=what)]
    done = subprocess.run(run, cwd=ROOT, env=dict(os.environ), stdout=subprocess.PIPE, text=True, check=True)
    took, memory = done.stdout.split()
    return float(took), int(memory)


def alone(what: str) -> None:
    """Do it, and print seconds and MiB."""
    work: dict[str, Callable[[], object]] = {
        "csv": lambda: export("csv"),
        "json": lambda: export("json"),
        "pages": many_pages,
        "import": import_bodies,
    }
    took = seconds(work[what])
    print(f"{took:.3f} {most_memory()}")


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


def import_bodies() -> None:
    """A register of as many bodies, ten under each, entered with all checks beside the nation."""
    said = import_module(ACTIONS)
    period = (Period.since(date(2000, 1, 1)),)
    bodies = (
        said.Body(
            key=("bench", str(number)),
            exists=period,
            names=(said.SaidName(name=Translated(tr=f"Deneme Birimi {number}")),),
            classes=(said.SaidClass(kind="unit"),),
            places=(said.SaidPlace(parent=("bench", str(number // 10))),) if number >= 10 else (),
            basis=Basis.ILLUSTRATIVE,
            file="bench",
            row=number + 1,
        )
        for number in range(IMPORTED)
    )
    report = Report()
    said.load_register(
        bodies=bodies, kinds={"unit": Translated(tr="Birim")}, by=Actor.operator(), report=report, source="bench"
    )
    assert report.created["organisation"] == IMPORTED
