"""`kurul demo`: the demonstration. `kurul nation`: a made-up nation at full size."""

import click
from django.conf import settings
from django.utils.translation import gettext as _

from kurul.kernel.cli import kurul
from kurul.kernel.identity.actors import Actor
from kurul.site.demonstration.layers import facts_only as steps_of_facts
from kurul.site.demonstration.layers import whole
from kurul.site.demonstration.loading import AnotherDemonstration, load_all
from kurul.site.nation import generation
from kurul.site.nation.generation import Sizes


@kurul.group()
def demo() -> None:
    """Load the demonstration (only in demonstration mode)."""


@demo.command()
@click.option("--facts-only", is_flag=True, help="Leave out everything illustrative: people, reports, meetings.")
def load(facts_only: bool) -> None:
    """Load what is not loaded yet; run again, it keeps what people changed.

    Facts come from demo/facts as they were published. The illustrative layer from demo/illustrative is made up, to show
    the system alive; every record of it is marked.
    """
    if not settings.DEMONSTRATION:
        raise click.ClickException(_("This is not a demonstration: set KURUL_MODE=demonstration, or use `make demo`."))
    try:
        count = load_all(steps_of_facts() if facts_only else whole(), title=_("Loading the demonstration"))
    except AnotherDemonstration as error:
        raise click.ClickException(
            _("The database holds another demonstration (of facts alone, or of an earlier version). Start over with "
              "`make demo-reset`; what people changed in it is then thrown away.")
        ) from error  # fmt: skip
    click.echo(_("The demonstration is loaded.") if count else _("The demonstration was loaded before; kept as it is."))


@kurul.group()
def nation() -> None:
    """Make up a whole nation, to try and to measure Kurul at its full size."""


@nation.command()
@click.option("--seed", default=20161119, show_default=True, help="The same seed gives the same nation.")
@click.option("--units", default=Sizes.units, show_default=True, help="Bodies and units on six levels.")
@click.option("--posts", default=Sizes.posts, show_default=True, help="At least one for each unit.")
@click.option("--appointments", default=Sizes.appointments, show_default=True, help="Spread over twenty years.")
def generate(seed: int, units: int, posts: int, appointments: int) -> None:
    """Fill an empty database with a nation that is made up and marked as such.

    Twenty years of names, parents, levels, mergers and corrections on both clocks; posts, persons and appointments; the
    ministries with the rule by which their CIOs count. Takes minutes; nothing is kept when it is stopped.
    """
    try:
        made = generation.generate(seed, Sizes(units, posts, appointments), Actor.operator())
    except ValueError as error:
        raise click.BadParameter(str(error)) from error
    for label, count in made.counts.items():
        click.echo(f"{count:>10,}  {label}")
    click.echo(f"{sum(made.counts.values()):>10,}  {made.digest}")
