"""`kurul who-may`: who may use a power on a day, and why."""

import json
from decimal import Decimal, InvalidOperation
from typing import Any, Literal

import click
from django.core.serializers.json import DjangoJSONEncoder
from django.utils.translation import gettext as _
from rich.console import Console
from rich.table import Table as RichTable
from rich.text import Text

from kurul.kernel import references
from kurul.kernel.cli import DAY, kurul
from kurul.kernel.refusals import Refused
from kurul.kernel.rules import Finding
from kurul.kernel.temporal.look import Look
from kurul.rooms.organisations.public import Organisation
from kurul.rooms.positions import queries
from kurul.rooms.positions.tables import amount_text, given_text, held_text
from kurul.rooms.positions.wording import WHY_NOT


@kurul.command("who-may")
@click.argument("power")
@click.option("--organisation", help="Only for this body: its name, abbreviation or code, or its number after a #.")
@click.option("--amount", help="In the unit of the power, as 50000 or 50000.00.")
@click.option("--as-of", type=DAY, help="Day looked at, as 2017-03-01; default: today.")
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", help="Form of the answer.")
def who_may(
    power: str, organisation: str | None, amount: str | None, as_of: Any, form: Literal["table", "json"]
) -> None:
    """Say who may use POWER (its code) on a day, by which chain of delegations, and who may not, with the reason.

    \b
    The JSON has power, name, unit, organisation, amount, may and may_not; each of these is a list of posts with their
    holders and ways. Exit status: 0 answered, also where nobody may; 1 a power, body or amount that there is not.

    \b
    Examples:
      kurul who-may approve_report
      kurul who-may sign_expenditure --organisation "Sağlık Bakanlığı" --amount 50000 --as-of 2017-03-01
    """
    look = Look(as_of) if as_of else Look.today()
    found = queries.power_by_code(power)
    if found is None:
        raise Refused(Finding("positions.power_unknown", "power", {"power": power}))
    answer = queries.who_may(found, _body(organisation), _amount(amount, found.unit), look)
    if form == "json":
        click.echo(json.dumps(queries.who_may_values(answer), cls=DjangoJSONEncoder, ensure_ascii=False, indent=2))
    else:
        _say(answer)


def _body(text: str | None) -> int | None:
    """The one body that is meant; raises Refused for none or several."""
    if text is None:
        return None
    referable = references.referable("organisations.organisation")
    assert referable is not None
    assert referable.meant is not None
    number = text.removeprefix("#")
    if text.startswith("#") and number.isascii() and number.isdigit() and len(number) < 19:
        meant = list(Organisation.objects.filter(pk=int(number)).values_list("pk", flat=True))
    else:
        meant = list(referable.meant(text))
    if len(meant) != 1:
        code = "positions.body_unknown" if not meant else "positions.bodies_several"
        raise Refused(Finding(code, "organisation", {"body": text, "numbers": ", ".join(f"#{pk}" for pk in meant)}))
    return meant[0]


def _amount(text: str | None, unit: str) -> Decimal | None:
    if text is None:
        return None
    try:
        amount = Decimal(text)
    except InvalidOperation as error:
        raise Refused(Finding("positions.not_an_amount", "amount", {"text": text})) from error
    if not amount.is_finite() or amount < 0:
        raise Refused(Finding("positions.not_an_amount", "amount", {"text": text}))
    if not unit:
        raise Refused(Finding("positions.threshold_without_unit", "amount"))
    return amount


def _say(answer: queries.WhoMay) -> None:
    console = Console()
    table = RichTable(_("Post"), _("Who decides"), _("Up to"), _("Why"), title=str(answer.power))
    for one in answer.candidates:
        who = ", ".join(holder.name for holder in one.holders) or "–"
        limit = amount_text(one.limit, answer.power.unit) if answer.power.unit else "–"
        why = [f"{way.accountable}: {held_text(way, answer.power.unit)}" for way in (one.way,) if way.accountable]
        why += [
            _("delegated by %(post)s") % {"post": given.giver} + ": " + given_text(given, answer.power.unit)
            for given in one.way.given
        ]
        if one.way.objection:
            why.append(str(WHY_NOT[one.way.objection]))
        mark = "✓" if one.may else "✗"
        table.add_row(Text(f"{mark} {one.post}"), Text(who), Text(limit), Text("\n".join(why)))
    if answer.candidates:
        console.print(table)
    click.echo(
        _("%(count)s may decide, %(others)s may not.") % {"count": len(answer.may), "others": len(answer.may_not)}
    )
