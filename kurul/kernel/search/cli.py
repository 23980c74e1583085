"""`kurul search …`: find something, make the index anew, check that it is a true copy."""

import json
from datetime import date, datetime, time
from typing import Any

import click
from django.utils import timezone
from django.utils.translation import gettext as _

from kurul.kernel.cli import DAY, kurul
from kurul.kernel.identity.actors import Actor
from kurul.kernel.search import finding, index
from kurul.kernel.search.texts import searchables
from kurul.kernel.temporal.look import Look
from kurul.kernel.translated import joined

SHOWN = 10
SHOWN_DIFFERENCES = 20


@kurul.group()
def search() -> None:
    """Find records by name, number or text; look after the index by which they are found."""


@search.command()
@click.argument("text")
@click.option("--kind", default="", help="Only records of this kind, as organisations.organisation.")
@click.option("--as-of", "day", type=DAY, default=None, help="The day looked at; default: today.")
@click.option("--known-at", type=DAY, default=None, help="What was held to be true at the end of this day.")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help="For people or for programs."
)
def find(text: str, kind: str, day: date | None, known_at: date | None, form: str) -> None:
    """Find what TEXT names. Exit status 1 when nothing was found.

    \b
    Examples:
      kurul search find "saglik bakanligi"
      kurul search find 5070 --kind law.instrument
      kurul search find "ulaştırma" --as-of 2011-01-01 --format json
    """
    known = [found.kind for found in searchables()]
    if kind and kind not in known:
        raise click.BadParameter(f"choose one of {', '.join(known)}.", param_hint="--kind")
    found = finding.find(text, _look(day, known_at), Actor.operator(), kind=kind, size=SHOWN)
    if form == "json":
        click.echo(json.dumps([_plain(group) for group in found.groups], ensure_ascii=False, indent=2))
    else:
        _tell(found)
    if not found.groups:
        raise click.exceptions.Exit(1)


def _look(day: date | None, known_at: date | None) -> Look:
    moment = None if known_at is None else timezone.make_aware(datetime.combine(known_at, time.max))
    return Look(day or Look.today().day, moment)


def _tell(found: finding.Finding) -> None:
    if not found.groups:
        click.echo(_("Nothing was found."))
    if found.is_guess:
        click.echo(_("Nothing is written just so. This is written similarly:"))
    for group in found.groups:
        click.echo(f"{group.found.label}  {group.count}{'+' if group.has_more else ''}")
        for hit in group.hits:
            further = [part for part in (joined(hit.about), hit.why) if part]
            click.echo(f"  {hit.kind}:{hit.id}  {hit.name}" + (f"  ({'; '.join(further)})" if further else ""))


def _plain(group: finding.Group) -> dict[str, Any]:
    hits = [
        {"ref": f"{hit.kind}:{hit.id}", "name": hit.name, "about": joined(hit.about), "why": hit.why}
        for hit in group.hits
    ]
    return {"kind": group.found.kind, "count": group.count, "has_more": group.has_more, "hits": hits}


@search.command()
def reindex() -> None:
    """Make the whole index anew from the records, all or nothing."""
    for kind, count in index.reindex().items():
        click.echo(f"{kind}  {count}")


@search.command()
def check() -> None:
    """Check that the index says what the records say. Exit status 1 when it does not."""
    count = 0
    for difference in index.differences():
        count += 1
        if count <= SHOWN_DIFFERENCES:
            what = _("missing") if difference.is_missing else _("too much")
            click.echo(f"{difference.ref}  {what}: {difference.text}")
    if count:
        click.echo(
            _("The index differs from the records in %(count)s texts. Run: kurul search reindex") % {"count": count}
        )
        raise click.exceptions.Exit(1)
    click.echo(_("The index says what the records say."))
