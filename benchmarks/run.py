"""One measurement on the database of the environment; prints tables. Django must stand."""

import gc
import os

from django.core.management import call_command

from benchmarks import bulk, measure
from benchmarks.figures import seconds, table
from kurul.kernel.identity.actors import Actor
from kurul.rooms.organisations.models import Organisation
from kurul.site.nation.generation import Nation, Sizes, generate


def main() -> None:
    """Migrate, generate the nation, measure, print."""
    call_command("migrate", verbosity=0)
    print(_generated())
    gc.freeze()  # as a web worker does: see kurul/config/wsgi.py
    asked, signed_in = measure.Measured.of_nation(), measure.account()
    print("Pages at the median:\n", *table(measure.pages(asked, signed_in)), sep="\n")
    print("\nQuery functions:\n", *table(measure.query_functions(asked)), sep="\n")
    print("\nIn bulk, and memory:\n", *bulk.lines(), sep="\n")
    print("\nLoad of the machine while measuring (1, 5, 15 minutes):", *(f"{load:.1f}" for load in os.getloadavg()))


def _generated() -> str:
    """Generate the nation, unless it is there, and say how long that took."""
    if Organisation.objects.exists():
        return f"The nation was there already: {Organisation.objects.count():,} units.\n"
    made: list[Nation] = []
    took = seconds(lambda: made.append(_nation()))
    counts = made[0].counts
    facts = sum(count for label, count in counts.items() if label.startswith("organisations."))
    facts -= counts["organisations.Organisation"]
    return f"Generated in {took:.0f} s: {sum(counts.values()):,} rows, {facts:,} of them facts about units.\n"


def _nation() -> Nation:
    sizes = Sizes(*(int(os.environ[f"BENCH_{name}"]) for name in ("UNITS", "POSTS", "APPOINTMENTS")))
    return generate(int(os.environ["BENCH_SEED"]), sizes, Actor.operator())
