"""One measurement on the database of the environment; prints a table."""

import os

import django
from django.core.management import call_command


def main() -> None:
    """Migrate, build the nation, measure, print."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kurul.config.settings")
    django.setup()
    from benchmarks import measure, nation  # models must be loaded first

    call_command("migrate", verbosity=0)
    ministry = nation.build()
    print("| what | ours, ms | limit, ms | ratio |\n|---|---:|---:|---:|")
    for figure in [*measure.pages(ministry), *measure.query_functions(ministry)]:
        print(f"| {figure.what} | {figure.ours:.1f} | {figure.limit:.1f} | {figure.ratio:.1f} |")


if __name__ == "__main__":
    main()
