"""The command line: help, exit statuses, accounts."""

import json
import os
import subprocess
import sys
from datetime import timedelta

import click
import pytest
from click.testing import CliRunner, Result
from django.conf import settings
from django.contrib.auth import authenticate
from django.core import checks
from django.core.checks.registry import registry

from kurul.kernel.audit.models import AuditEvent
from kurul.kernel.cli import kurul
from kurul.kernel.discovery import discover
from kurul.kernel.identity.actors import Actor, actor_of
from kurul.kernel.identity.models import Account, ApiToken
from kurul.kernel.identity.tests import make
from kurul.kernel.identity.tokens import bearer_of
from kurul.kernel.temporal import clock

discover("cli")


def run(*arguments: str, language: str = "en", typed: str | None = None) -> Result:
    return CliRunner().invoke(kurul, ["--language", language, *arguments], input=typed, prog_name="kurul")


def create(login: str = "ayse", *more: str) -> Result:
    return run("account", "create", login, "--name", "Ayşe Yılmaz", "--no-password", *more)


# --- help and exit statuses -------------------------------------------------------------------------------------------


def test_help_says_what_it_is_with_examples_and_exit_statuses():
    text = run("--help").output
    for expected in ("Examples:", "Exit status:", "audit log", "account", "check"):
        assert expected in text


def every_command(group: click.Group, path: tuple[str, ...] = ()):
    for name, command in group.commands.items():
        yield (*path, name), command
        if isinstance(command, click.Group):
            yield from every_command(command, (*path, name))


COMMANDS = [pytest.param(*found, id=" ".join(found[0])) for found in every_command(kurul)]


@pytest.mark.parametrize(("path", "command"), COMMANDS)
def test_every_command_and_option_explains_itself(path, command):
    assert command.help
    result = run(*path, "--help")
    assert result.exit_code == 0
    assert f"Usage: kurul {' '.join(path)}" in result.output
    unexplained = [p.name for p in command.params if isinstance(p, click.Option) and not p.help]
    assert unexplained == []


@pytest.mark.parametrize(
    "arguments",
    [
        ("nonsense",),
        ("account", "grant"),
        ("account", "list", "--as-of", "2018-02-30"),
        ("account", "revoke", "0"),
        ("account", "list", "--format", "xml"),
        ("--language", "fr", "account", "list"),
    ],
)
def test_wrong_usage_exits_with_2(arguments):
    assert run(*arguments).exit_code == 2


def test_program_runs_by_its_name():
    command = [sys.executable, "-m", "kurul", "account", "grant", "--help"]
    environment = {**os.environ, "KURUL_MODE": "test"}
    result = subprocess.run(command, check=False, capture_output=True, text=True, env=environment)
    assert result.returncode == 0
    assert "role:secretariat" in result.stdout


def test_database_without_tables_is_named_and_not_a_traceback(tmp_path):
    database = {"DATABASE_URL": f"sqlite:///{tmp_path / 'empty.sqlite3'}"}
    command = [sys.executable, "-m", "kurul", "account", "list"]
    environment = {**os.environ, "KURUL_MODE": "test", **database}
    result = subprocess.run(command, check=False, capture_output=True, text=True, env=environment)
    assert (result.returncode, result.stdout) == (1, "")
    assert "no such table" in result.stderr
    assert "manage.py migrate" in result.stderr
    assert "Traceback" not in result.stderr


# --- accounts ---------------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_account_is_created_by_the_operator():
    result = create("Ayşe", "--email", "ayse@example.org", "--speaks", "en")
    assert (result.exit_code, result.output) == (0, f"Opened: Ayşe (account {Account.objects.get().pk}).\n")
    account = Account.objects.get()
    assert (account.login, account.email, account.language) == ("Ayşe", "ayse@example.org", "en")
    assert AuditEvent.objects.get().by == "operator"


@pytest.mark.django_db
def test_password_is_read_from_the_input_or_asked_twice():
    line = f"{make.STRONG}\n"
    assert run("account", "create", "ayse", "--name", "A", "--password-stdin", typed=line).exit_code == 0
    assert authenticate(None, username="ayse", password=make.STRONG)
    assert run("account", "create", "can", "--name", "C", typed=line * 2).exit_code == 0
    assert authenticate(None, username="can", password=make.STRONG)
    assert run("account", "password", "ayse", "--password-stdin", typed="yeni ve uzun bir parola\n").exit_code == 0
    assert authenticate(None, username="ayse", password="yeni ve uzun bir parola")


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["tr", "en"])
def test_refusal_is_said_on_the_error_stream_and_exits_with_1(language):
    create("ayse")
    result = run("account", "create", "AYŞE", "--name", "A", "--no-password", language=language)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert "AYŞE" in result.stderr
    assert result.stderr.startswith("login: ")
    assert Account.objects.count() == 1


@pytest.mark.django_db
def test_right_is_granted_and_ended_with_its_days():
    create()
    account, today = Account.objects.get(), clock.today()
    tomorrow, later = today + timedelta(days=1), today + timedelta(days=10)
    result = run("account", "grant", "AYSE", "audit.read", "--from", str(tomorrow), "--through", str(later))
    assert result.exit_code == 0, result.output
    assert [actor_of(account, day).holds("audit.read") for day in (today, tomorrow, later)] == [False, True, True]
    assert not actor_of(account, later + timedelta(days=1)).holds("audit.read")
    assert run("account", "end", "ayse", "audit.read", "--last-day", str(tomorrow)).exit_code == 0
    assert [actor_of(account, day).holds("audit.read") for day in (tomorrow, later)] == [True, False]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("grant", "nobody", "audit.read"), "There is no account “nobody”."),
        (("grant", "ayse", "role:king"), "There is no role or right called “role:king”. Choose one that there is."),
        (("end", "ayse", "audit.read"), "ayse does not have this right."),
        (("revoke", "1"), "There is no token 1."),
    ],
)
def test_what_there_is_not_exits_with_1(arguments, said):
    create()
    result = run("account", *arguments)
    assert (result.exit_code, result.stdout) == (1, "")
    assert said in result.stderr


@pytest.mark.django_db
def test_scope_is_read(monkeypatch):
    create()
    assert run("account", "grant", "ayse", "audit.read", "--scope", "village").exit_code == 2
    result = run("account", "grant", "ayse", "audit.read", "--scope", "village:1")
    assert result.exit_code == 1
    assert result.stderr == "scope: There is no body “village:1” that rights can be given for. Choose another one.\n"


@pytest.mark.django_db
def test_token_is_printed_alone_so_that_a_script_can_take_it():
    create()
    run("account", "grant", "ayse", "role:auditor")
    result = run("account", "token", "ayse", "--label", "Betik", "--for", "audit.read")
    assert result.exit_code == 0, result.output
    bearer = bearer_of(result.stdout.strip(), clock.today())
    assert bearer is not None
    assert bearer.actor.holds("audit.read")
    assert run("account", "revoke", str(ApiToken.objects.get().pk)).exit_code == 0
    assert bearer_of(result.stdout.strip(), clock.today()) is None


@pytest.mark.django_db
def test_account_is_closed_and_opened_again():
    create()
    assert run("account", "close", "ayse", "--reason", "Emekli").exit_code == 0
    assert actor_of(Account.objects.get(), clock.today()) == Actor.nobody()
    assert run("account", "close", "ayse").exit_code == 1
    assert run("account", "reopen", "ayse").exit_code == 0
    assert Account.objects.get().is_active


@pytest.mark.django_db
def test_accounts_are_listed_for_people_and_for_programs():
    create()
    run("account", "grant", "ayse", "role:auditor", "--from", "2018-01-01")
    table = run("account", "list").stdout
    assert "Ayşe Yılmaz" in table
    assert "role:auditor · government · 2018-01-01/" in table
    [row] = json.loads(run("account", "list", "--format", "json").stdout)
    assert row["login"] == "ayse"
    assert row["grants"] == [{"granted": "role:auditor", "scope": "government", "period": "2018-01-01/"}]
    [earlier] = json.loads(run("account", "list", "--format", "json", "--as-of", "2017-12-31").stdout)
    assert earlier["grants"] == []


def test_rights_that_can_be_granted_are_listed():
    text = run("account", "rights").stdout
    assert "role:administrator" in text
    assert "identity.manage_accounts" in text


def test_slots_are_listed_with_what_fills_them():
    lines = run("slots").stdout.splitlines()
    assert "contributions  people.public  10  kurul.rooms.positions.registration.holders_are_public" in lines


# --- kurul check ------------------------------------------------------------------------------------------------------


@pytest.mark.urls("kurul.kernel.tests.routes")
@pytest.mark.parametrize(
    ("message", "arguments", "status"),
    [
        (checks.Error("Something must be mended.", id="tests.E1"), (), 1),
        (checks.Warning("Something is odd.", id="tests.W1"), (), 0),
        (checks.Warning("Something is odd.", id="tests.W1"), ("--strict",), 1),
    ],
)
def test_check_fails_when_something_must_be_mended(monkeypatch, message, arguments, status):
    def trial(app_configs, **kwargs):
        return [message]

    trial.tags = ()
    monkeypatch.setattr(registry, "registered_checks", {trial})
    result = run("check", *arguments)
    assert result.exit_code == status
    assert message.msg in result.stderr


# --- settings ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"KURUL_MODE": "production"}, "Error: SECRET_KEY is not set: "),
        ({"KURUL_MODE": "production", "SECRET_KEY": ""}, "Error: SECRET_KEY is not set: "),
        ({"KURUL_MODE": "museum"}, "Error: KURUL_MODE is 'museum'"),
        ({"KURUL_MODE": "test", "DATABASE_URL": "nonsense"}, 'Error: Environment variable "DATABASE_URL" invalid'),
    ],
)
def test_wrong_settings_are_said_in_one_sentence(given, said):
    kept = {name: value for name, value in os.environ.items() if name not in {"SECRET_KEY", "KURUL_MODE"}}
    command = [sys.executable, "-m", "kurul", "check"]
    result = subprocess.run(
        command, env={**kept, **given}, cwd=settings.ROOT, capture_output=True, text=True, check=False
    )
    assert result.returncode == 1
    assert result.stderr.startswith(said)
    assert len(result.stderr.splitlines()) == 1
