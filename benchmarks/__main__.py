"""`python -m benchmarks [--write]`: measure on both databases; with --write into docs/performance.md.

A server named by DATABASE_URL, and a file named by --sqlite, are used as they are: a nation that is there stays there.
"""

import argparse
import os
import platform
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.figures import ROUNDS
from tools.postgres import database_url

ROOT = Path(__file__).resolve().parent.parent
# Models can be imported only when Django stands.
START = "import django; django.setup(); from benchmarks.run import main; main()"
HEAD = """# Performance

Written by `make bench`. The nation is made up by `kurul nation generate` (seed {seed}): {units:,} units on six levels
with twenty years of history, {posts:,} posts, {appointments:,} appointments. Measured on {cores} cores, Python
{python}, over one connection, {rounds} rounds: each round measures ours and the limit one after the other; the figures
are medians in milliseconds, the ratio is the median of the rounds' ratios. Pages are whole requests of an account with
all rights, with middleware, history and shell; their limit is the same rows in a plain Django view without any of
these. Query functions are measured against hand-written SQL for the same answer, which is checked to be the same.
A goal for a query function is three times the SQL, or ten milliseconds more, whichever is larger. "At work" is the
time of our own process alone (on PostgreSQL the server's comes on top): what is left of a figure when the machine was
busy with other things; the load stands below each part.

A row of an import is a line of the file. Each becomes about eight rows of tables; on PostgreSQL the server works while
the next lines are read and checked (ADR 41), and its constraints and indexes take most of its time, of the bare insert
too. "Who may decide this" gives more than the SQL it is measured by: every post concerned with its holders, the whole
chain, and why not. How many exist, and other counts, are remembered until somebody writes (ADR 37); the counts of a
difference are counted anew in each round.
"""


def main() -> None:
    """Run the measurement in a process of its own for each database and gather what they print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="write docs/performance.md")
    parser.add_argument("--database", choices=("sqlite", "postgresql"), help="only this one")
    parser.add_argument("--sqlite", metavar="FILE", help="a file that is kept, with the nation in it if it is there")
    parser.add_argument("--units", type=int, default=100_000, help="a smaller nation, to try the command")
    parser.add_argument("--seed", type=int, default=20161119)
    given = parser.parse_args()
    sizes = {
        "BENCH_SEED": given.seed,
        "BENCH_UNITS": given.units,
        "BENCH_POSTS": given.units * 3 // 2,
        "BENCH_APPOINTMENTS": given.units * 4,
    }
    parts = []
    if given.database != "postgresql":
        with tempfile.TemporaryDirectory(prefix="kurul-bench-") as folder:
            parts.append(_measured("SQLite", f"sqlite:///{given.sqlite or f'{folder}/bench.sqlite3'}", sizes))
    if given.database != "sqlite":
        with database_url() as address:
            parts.append(_measured("PostgreSQL", address, sizes))
    text = HEAD.format(
        seed=given.seed,
        units=given.units,
        posts=sizes["BENCH_POSTS"],
        appointments=sizes["BENCH_APPOINTMENTS"],
        cores=os.cpu_count(),
        python=platform.python_version(),
        rounds=ROUNDS,
    )
    text += "\n".join(parts)
    print(text)
    if given.write:
        (ROOT / "docs" / "performance.md").write_text(text, encoding="utf-8")


def _measured(name: str, address: str, sizes: dict[str, int]) -> str:
    environment = {**os.environ, "DATABASE_URL": address, "KURUL_MODE": "test", "KURUL_PINNED_DAY": "2017-10-16"}
    environment["DJANGO_SETTINGS_MODULE"] = "kurul.config.settings"
    environment |= {key: str(value) for key, value in sizes.items()}
    run = [sys.executable, "-c", START]
    done = subprocess.run(run, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        sys.exit(done.returncode)
    return f"\n## {name}\n\n{done.stdout}"


if __name__ == "__main__":
    main()
