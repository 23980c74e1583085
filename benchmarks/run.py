"""One measurement on the database of the environment; prints a table. Django must stand."""

from django.core.management import call_command

from benchmarks import measure, nation


def main() -> None:
    """Migrate, build the nation, measure, print."""
    call_command("migrate", verbosity=0)
    ministry = nation.build()
    print("| what | ours, ms | limit, ms | ratio |\n|---|---:|---:|---:|")
    for figure in [*measure.pages(ministry), *measure.query_functions(ministry)]:
        print(f"| {figure.what} | {figure.ours:.1f} | {figure.limit:.1f} | {figure.ratio:.1f} |")
