"""`python -m benchmarks [--write]`: measure on both databases; with --write into docs/performance.md."""

import argparse
import os
import platform
import subprocess
import sys
import tempfile
from pathlib import Path

from tools.postgres import database_url

ROOT = Path(__file__).resolve().parent.parent
# Models can be imported only when Django stands.
START = "import django; django.setup(); from benchmarks.run import main; main()"
HEAD = """# Performance

Written by `make bench`. Median of {rounds} rounds in milliseconds on {machine}; each round measures ours and the limit
one after the other, and the ratio is the median of the rounds' ratios. The nation is made up: {bodies} bodies on four
levels.
Pages are whole requests with middleware, rights and history; their limit is a plain Django view without any of these.
Query functions are measured against one hand-written SQL query for the same answer.
"""


def main() -> None:
    """Run the measurement in a process of its own for each database and gather what they print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="write docs/performance.md")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="kurul-bench-") as folder:
        parts = [_measured("SQLite", f"sqlite:///{folder}/bench.sqlite3")]
    with database_url() as address:
        parts.append(_measured("PostgreSQL", address))
    text = HEAD.format(rounds=41, machine=f"{os.cpu_count()} cores, Python {platform.python_version()}", bodies="6,220")
    text += "\n".join(parts)
    print(text)
    if given.write:
        (ROOT / "docs" / "performance.md").write_text(text, encoding="utf-8")


def _measured(name: str, address: str) -> str:
    environment = {**os.environ, "DATABASE_URL": address, "KURUL_MODE": "test", "KURUL_PINNED_DAY": "2017-10-16"}
    environment["DJANGO_SETTINGS_MODULE"] = "kurul.config.settings"
    run = [sys.executable, "-c", START]
    done = subprocess.run(run, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(done.stderr)
    return f"\n## {name}\n\n{done.stdout}"


if __name__ == "__main__":
    main()
