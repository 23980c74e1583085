"""`make prove`: the tests of many generated examples on both databases, and what was run into docs/proof.md.

python -m tools.prove [--examples 10000] [--write] [FOLDER OR TEST …]
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ET
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tools.postgres import database_url

ROOT = Path(__file__).resolve().parent.parent
HEAD = """# Proof

Written by `make prove` on {day}: {examples:,} generated examples for each test marked `property` {where} that is not
bounded otherwise (the histories of parallel writers: {parallel:,}, four writers each), not derandomised, on SQLite and
on PostgreSQL at the same time. What a test claims is its name; it stands beside the rules of its room.
"""


def main() -> int:
    """Run on both databases, each with a core of its own; the exit status is that of the worse one."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--examples", type=int, default=10_000)
    parser.add_argument("--write", action="store_true", help="write docs/proof.md")
    parser.add_argument("where", nargs="*", help="only these folders or tests")
    given = parser.parse_args()
    with database_url() as address, ThreadPoolExecutor() as pool:
        runs = [
            pool.submit(_run, "SQLite", None, given.examples, given.where),
            pool.submit(_run, "PostgreSQL", address, given.examples, given.where),
        ]
    worst = max(run.result()[0] for run in runs)
    text = HEAD.format(
        day=time.strftime("%Y-%m-%d"),
        examples=given.examples,
        parallel=max(given.examples // 50, 1),
        where=f"in {', '.join(f'`{where}`' for where in given.where)}" if given.where else "anywhere",
    ) + "".join(run.result()[1] for run in runs)
    print(text)
    if given.write and worst == 0:
        (ROOT / "docs" / "proof.md").write_text(text, encoding="utf-8")
    return worst


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
        return status, _table(name, report) if report.exists() else f"\n## {name}\n\nNothing was run.\n"


def _table(name: str, report: Path) -> str:
    cases = list(ET.parse(report).getroot().iter("testcase"))  # noqa: S314 (written by pytest a moment ago)
    lines = []
    for case in sorted(cases, key=lambda case: (case.get("classname", ""), case.get("name", ""))):
        failed = case.find("failure") is not None or case.find("error") is not None
        said = (case.get("name") or "").removeprefix("test_").replace("_", " ")
        lines.append(f"| {said} | {float(case.get('time') or 0):,.0f} | {'**no**' if failed else 'yes'} |")
    held = sum(line.endswith("| yes |") for line in lines)
    head = f"\n## {name}\n\n{held} of {len(lines)} hold.\n\n| claim | seconds | holds |\n|---|---:|:---|\n"
    return head + "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
