"""`kurul demo`: the demonstration."""

import click
from django.conf import settings
from django.utils.translation import gettext as _

from kurul.kernel.cli import kurul
from kurul.site.demonstration.layers import facts_only as steps_of_facts
from kurul.site.demonstration.layers import whole
from kurul.site.demonstration.loading import AnotherDemonstration, load_all


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
