"""The log after the journey: whole, and noticeably not whole once one byte was changed."""

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from kurul.kernel.audit.models import AuditEvent
from kurul.kernel.web.tests.browser import ROOT, Server
from kurul.site.tests.demonstration import DATABASE


def verify(server: Server) -> tuple[int, str]:
    """`kurul audit verify`: its exit status and what it says."""
    command = [sys.executable, "-m", "kurul", "--language", "en", "audit", "verify"]
    done = subprocess.run(command, cwd=ROOT, env=server.environment, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout


def change_one_byte(folder: Path) -> None:
    """Behind the program's back: lift the protection (see audit/triggers.py), change one letter of one event."""
    table = AuditEvent._meta.db_table
    with closing(sqlite3.connect(folder / DATABASE)) as connection, connection:
        connection.execute(f"DROP TRIGGER {table}_no_update")
        seq, body = connection.execute(f"SELECT seq, body FROM {table} ORDER BY seq DESC LIMIT 1 OFFSET 3").fetchone()
        place = body.rindex('"', 0, -2) - 1
        changed = body[:place] + chr(ord(body[place]) ^ 1) + body[place + 1 :]
        assert len(changed.encode()) == len(body.encode())
        connection.execute(f"UPDATE {table} SET body = ? WHERE seq = ?", (changed, seq))
