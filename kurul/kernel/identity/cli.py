"""`kurul account`: open accounts and grant rights from the server's command line."""

import json
import sys
from datetime import date, timedelta

import click
from django.utils.translation import gettext as _
from rich.console import Console
from rich.table import Table

from kurul.kernel.cli import DAY, kurul
from kurul.kernel.identity import actions, queries
from kurul.kernel.identity.actors import Actor
from kurul.kernel.identity.capabilities import ROLES, capabilities
from kurul.kernel.identity.models import Account, ApiToken
from kurul.kernel.identity.scopes import GOVERNMENT, Scope, scope_kinds
from kurul.kernel.identity.visibility import visible_to
from kurul.kernel.temporal import clock
from kurul.kernel.temporal.bounds import Bound, Period, day_after
from kurul.kernel.temporal.look import Look

TOKEN_LIFE = timedelta(days=90)


class ScopeType(click.ParamType):
    """`government`, or a kind and a number such as `organisation:12`."""

    name = "scope"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> Scope:
        """Text to scope; wrong input is wrong usage (exit status 2)."""
        try:
            return Scope.parse(value)
        except ValueError:
            self.fail(f"{value!r} is not a scope. Write government or organisation:12.", param, ctx)


class AccountType(click.ParamType):
    """The login of an account that there is."""

    name = "login"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> Account:
        """Login to account; one that there is not fails with exit status 1."""
        found = queries.account_by_login(value, Actor.operator())
        if found is None:
            raise click.ClickException(_("There is no account “%(login)s”.") % {"login": value})
        return found


LOGIN = AccountType()
SCOPE = ScopeType()


@kurul.group()
def account() -> None:
    """Open and close accounts, grant and end rights, issue access tokens.

    \b
    A right is a role or a single capability (see `kurul account rights`), for the whole government or for one body:
      kurul account grant mehmet.kaya role:reporter --scope organisation:12 --from 2026-12-01
    """


@account.command()
@click.argument("login")
@click.option("--name", required=True, help="The name that people know the account by.")
@click.option("--email", default="", help="Where mails go.")
@click.option("--speaks", default=None, help="Language of the account's pages and mails (tr, en).")
@click.option("--password-stdin", is_flag=True, help="Read the password from the first line of the input.")
@click.option("--no-password", is_flag=True, help="Set none: nobody can sign in until `kurul account password`.")
def create(login: str, name: str, email: str, speaks: str | None, password_stdin: bool, no_password: bool) -> None:
    """Open an account for LOGIN; asks for its password."""
    password = None if no_password else _password(password_stdin)
    language = {} if speaks is None else {"language": speaks}
    made = actions.create_account(
        login=login, display_name=name, email=email, password=password, by=Actor.operator(), **language
    )
    click.echo(_("Opened: %(login)s (account %(number)s).") % {"login": made.login, "number": made.pk})


@account.command("password")
@click.argument("owner", metavar="LOGIN", type=LOGIN)
@click.option("--password-stdin", is_flag=True, help="Read the password from the first line of the input.")
def set_password(owner: Account, password_stdin: bool) -> None:
    """Set a new password; the account's sessions end."""
    password = _password(password_stdin)
    actions.set_password(account=owner, password=password, by=Actor.operator())
    click.echo(_("The password of %(login)s is set.") % {"login": owner.login})


@account.command("grant")
@click.argument("owner", metavar="LOGIN", type=LOGIN)
@click.argument("right")
@click.option("--scope", type=SCOPE, default=str(GOVERNMENT), show_default=True, help="Where the right holds.")
@click.option("--from", "first_day", type=DAY, default=None, help="First day; default: today.")
@click.option("--through", "last_day", type=DAY, default=None, help="Last day; default: no end.")
@click.option("--reason", default="", help="Why; kept in the audit log.")
def grant_right(
    owner: Account, right: str, scope: Scope, first_day: date | None, last_day: date | None, reason: str
) -> None:
    """Grant RIGHT, as in role:secretariat or boards.convene."""
    period = Period.through(first_day or clock.today(), last_day)
    made = actions.grant(account=owner, granted=right, scope=scope, period=period, by=Actor.operator(), reason=reason)
    click.echo(_("Granted: %(right)s for %(scope)s.") % {"right": made.granted, "scope": made.scope})


@account.command("end")
@click.argument("owner", metavar="LOGIN", type=LOGIN)
@click.argument("right")
@click.option("--scope", type=SCOPE, default=str(GOVERNMENT), show_default=True, help="Where the right holds.")
@click.option("--last-day", type=DAY, default=None, help="Last day with the right; default: today.")
@click.option("--reason", default="", help="Why; kept in the audit log.")
def end_right(owner: Account, right: str, scope: Scope, last_day: date | None, reason: str) -> None:
    """End RIGHT with the last day given."""
    operator, today = Actor.operator(), clock.today()
    held = queries.present_grant(owner, right, str(scope), today, operator)
    if held is None:
        raise click.ClickException(_("%(login)s does not have this right.") % {"login": owner.login})
    actions.end_grant(grant=held, at=day_after(Bound.on(last_day or today)), by=operator, reason=reason)
    click.echo(_("Ended: %(right)s for %(scope)s.") % {"right": held.granted, "scope": held.scope})


@account.command("close")
@click.argument("owner", metavar="LOGIN", type=LOGIN)
@click.option("--reason", default="", help="Why; kept in the audit log.")
def close(owner: Account, reason: str) -> None:
    """Close an account: nobody signs in to it, its tokens open nothing."""
    actions.deactivate_account(account=owner, by=Actor.operator(), reason=reason)
    click.echo(_("Closed: %(login)s.") % {"login": owner.login})


@account.command("reopen")
@click.argument("owner", metavar="LOGIN", type=LOGIN)
@click.option("--reason", default="", help="Why; kept in the audit log.")
def reopen(owner: Account, reason: str) -> None:
    """Open a closed account again."""
    actions.reactivate_account(account=owner, by=Actor.operator(), reason=reason)
    click.echo(_("Opened again: %(login)s.") % {"login": owner.login})


@account.command("token")
@click.argument("owner", metavar="LOGIN", type=LOGIN)
@click.option("--label", required=True, help="What it is for, to recognise it later.")
@click.option("--for", "names", multiple=True, required=True, help="A capability or purpose; may be repeated.")
@click.option("--through", "last_day", type=DAY, default=None, help="Last day; default: in 90 days, at most a year.")
def issue_token(owner: Account, label: str, names: tuple[str, ...], last_day: date | None) -> None:
    """Issue an access token and print it; it cannot be shown again.

    The token can do at most what the account may do, and of that only what --for names.
    """
    expires_on = last_day or clock.today() + TOKEN_LIFE
    issued = actions.issue_token(
        account=owner, label=label, scopes=list(names), expires_on=expires_on, by=Actor.operator()
    )
    click.echo(issued.text)
    number, day = issued.token.pk, expires_on.isoformat()
    click.echo(_("Token %(number)s, valid through %(day)s. Keep it now.") % {"number": number, "day": day}, err=True)


@account.command("revoke")
@click.argument("number", type=click.IntRange(min=1, max=2**63 - 1))
@click.option("--reason", default="", help="Why; kept in the audit log.")
def revoke_token(number: int, reason: str) -> None:
    """Revoke the access token with this NUMBER."""
    operator = Actor.operator()
    token = visible_to(ApiToken.objects.select_related("account"), operator).filter(pk=number).first()
    if token is None:
        raise click.ClickException(_("There is no token %(number)s.") % {"number": number})
    actions.revoke_token(token=token, by=operator, reason=reason)
    click.echo(_("Revoked: token %(number)s.") % {"number": number})


@account.command("list")
@click.option("--as-of", type=DAY, default=None, help="The rights of this day; default: today.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json"]),
    default="table",
    show_default=True,
    help="For whom to print.",
)
def list_accounts(as_of: date | None, form: str) -> None:
    """List accounts and what they were granted."""
    rows = queries.accounts(Look(as_of or clock.today()), Actor.operator())
    if form == "json":
        click.echo(json.dumps([_plain(row) for row in rows], ensure_ascii=False, indent=2))
        return
    table = _table(_("Login"), _("Name of the account"), _("Granted rights"))
    for row in rows:
        granted = "\n".join(f"{held.granted} · {held.scope} · {held.period}" for held in row.grants)
        name = row.display_name if row.is_active else _("%(name)s (closed)") % {"name": row.display_name}
        table.add_row(row.login, name, granted)
    Console(file=sys.stdout).print(table)


@account.command("rights")
def list_rights() -> None:
    """List the roles and capabilities that can be granted, and the kinds of bodies they can be granted for."""
    table = _table(_("Role or right"), _("What it means"), _("Consists of"))
    for role in ROLES.values():
        table.add_row(role.granted, str(role.label), "\n".join(sorted(role.capabilities)))
    for code, known in sorted(capabilities().items()):
        table.add_row(code, str(known.label), "")
    console = Console(file=sys.stdout)
    console.print(table)
    console.print(_("Kinds of scope: %(kinds)s.") % {"kinds": ", ".join(sorted(scope_kinds()))})


def _table(first: str, *others: str) -> Table:
    """Codes are to be copied: they are broken over lines rather than cut."""
    table = Table()
    table.add_column(first, no_wrap=True)
    for name in others:
        table.add_column(name, overflow="fold")
    return table


def _password(from_input: bool) -> str:
    if from_input:
        return sys.stdin.readline().rstrip("\r\n")
    return str(click.prompt(_("Password"), hide_input=True, confirmation_prompt=True))


def _plain(row: queries.AccountRow) -> dict[str, object]:
    return {
        "login": row.login,
        "name": row.display_name,
        "is_active": row.is_active,
        "last_visit_at": None if row.last_visit_at is None else row.last_visit_at.isoformat(),
        "grants": [{"granted": held.granted, "scope": held.scope, "period": str(held.period)} for held in row.grants],
    }
