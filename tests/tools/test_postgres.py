"""A PostgreSQL server stands as long as it is needed, and no longer."""

import stat
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from tools import postgres


def test_server_stands_only_inside_the_block(monkeypatch):
    monkeypatch.delenv("DATABASE_URL", raising=False)
    with postgres.database_url() as address, psycopg.connect(address) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)
        assert connection.execute("SHOW fsync").fetchone() == ("off",)
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(address, connect_timeout=1)


def test_server_that_is_named_is_used(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://somebody@127.0.0.1/somewhere")
    with postgres.database_url() as address:
        assert address == "postgresql://somebody@127.0.0.1/somewhere"


def test_folders_get_their_permissions_back(tmp_path: Path):
    inner = tmp_path / "home" / "project"
    inner.mkdir(parents=True)
    (tmp_path / "home").chmod(0o700)
    with postgres.permissions_restored(inner):
        (tmp_path / "home").chmod(0o755)
    assert stat.S_IMODE((tmp_path / "home").stat().st_mode) == 0o700


@pytest.mark.parametrize("status", [0, 3])
def test_exit_status_of_the_command_is_kept(monkeypatch, status):
    monkeypatch.setenv("DATABASE_URL", "postgresql://somebody@127.0.0.1/somewhere")
    monkeypatch.setattr(sys, "argv", ["postgres", "--", sys.executable, "-c", f"raise SystemExit({status})"])
    assert postgres.main() == status


def test_without_a_command_it_says_how_it_is_used(monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["postgres"])
    assert postgres.main() == 2
    assert "usage" in capsys.readouterr().err


def test_command_sees_the_address_of_the_server(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://somebody@127.0.0.1/somewhere")
    command = [sys.executable, "-c", "import os; print(os.environ['DATABASE_URL'])"]
    result = subprocess.run(
        [sys.executable, "-m", "tools.postgres", "--", *command],
        cwd=Path(postgres.__file__).parents[1],
        capture_output=True,
        text=True,
        check=True,
    )
    assert result.stdout.strip() == "postgresql://somebody@127.0.0.1/somewhere"
