"""`make prove`: the tests of many generated examples on both databases, and what was run into docs/proof.md.

python -m tools.prove [--examples 10000] [--write] [--database sqlite|postgresql] [FOLDER OR TEST …]
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from tools.postgres import database_url

ROOT = Path(__file__).resolve().parent.parent
PROOF = ROOT / "docs" / "proof.md"
NAMES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
HEAD = """# Proof

Written by `make prove`: the tests marked `property`, each with that many generated examples, not derandomised, on both
databases. Where an example is dear, the test takes fewer, and says so where it stands: the histories of parallel
writers a fiftieth (four writers each), the tampered logs a fifth, the seats a tenth. What a test claims is its name; it
stands beside the rules of its room.
"""


def main() -> int:
    """Run on both databases, each with a core of its own; the exit status is that of the worse one."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--examples", type=int, default=10_000)
    parser.add_argument("--write", action="store_true", help="write docs/proof.md, these parts anew")
    parser.add_argument("--database", choices=NAMES, help="only this one")
    parser.add_argument("where", nargs="*", help="only these folders or tests")
    given = parser.parse_args()
    with _addresses(given.database) as addresses, ThreadPoolExecutor() as pool:
        runs = {
            name: pool.submit(_run, NAMES[name], address, given.examples, given.where)
            for name, address in addresses.items()
        }
    worst = max(run.result()[0] for run in runs.values())
    parts = [run.result()[1] for run in runs.values()]
    print(*parts, sep="\n")
    if given.write and worst == 0:
        PROOF.write_text(whole([*written(), *parts]), encoding="utf-8")
    return worst


@contextmanager
def _addresses(only: str | None) -> Iterator[dict[str, str | None]]:
    """Where to run: SQLite needs no address."""
    if only == "sqlite":
        yield {"sqlite": None}
        return
    with database_url() as address:
        yield {"postgresql": address} if only else {"sqlite": None, "postgresql": address}


def written() -> list[str]:
    """The parts that stand in docs/proof.md."""
    if not PROOF.exists():
        return []
    _head, *parts = PROOF.read_text(encoding="utf-8").split("\n## ")
    return [f"\n## {part}" for part in parts]


def whole(parts: list[str]) -> str:
    """The file, from its parts: of those of one title the last, and none from before everything was run together."""
    last: dict[str, str] = {}
    for part in parts:
        title = _title(part)
        if title in NAMES.values():
            last = {one: kept for one, kept in last.items() if not one.startswith(title)}
        last[title] = part
    return HEAD + "".join(last[title] for title in sorted(last))


def _title(part: str) -> str:
    return part.split("\n", 2)[1].removeprefix("## ")


def _run(name: str, address: str | None, examples: int, where: list[str]) -> tuple[int, str]:
    """The exit status, and the table of what was run."""
    environment = {**os.environ, "HYPOTHESIS_PROFILE": "prove", "PROVE_EXAMPLES": str(examples)}
    environment.pop("DATABASE_URL", None)
    if address:
        environment["DATABASE_URL"] = address
    with tempfile.TemporaryDirectory(prefix="kurul-prove-") as folder:
        report = Path(folder) / "report.xml"
        command = [sys.executable, "-m", "pytest", "-q", "-m", "property", "-n", "1", f"--junitxml={report}", *where]
        status = subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode
        if not report.exists():
            return status or 1, f"\n## {name}\n\nNothing was run.\n"
        return status, table(name, f"{time.strftime('%Y-%m-%d')}, {examples:,} examples", where, report)


def table(name: str, run: str, where: list[str], report: Path) -> str:
    """The part of one database: what was run, and each claim with its seconds and whether it holds."""
    cases = list(ET.parse(report).getroot().iter("testcase"))  # noqa: S314 (written by pytest a moment ago)
    lines = []
    for case in sorted(cases, key=lambda case: (case.get("classname", ""), case.get("name", ""))):
        failed = case.find("failure") is not None or case.find("error") is not None
        said = (case.get("name") or "").removeprefix("test_").replace("_", " ")
        lines.append(f"| {said} | {float(case.get('time') or 0):,.0f} | {'**no**' if failed else 'yes'} |")
    held = sum(line.endswith("| yes |") for line in lines)
    title = f"{name}: {', '.join(where)}" if where else name
    head = f"\n## {title}\n\n{run}: {held} of {len(lines)} hold.\n\n| claim | seconds | holds |\n|---|---:|:---|\n"
    return head + "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
