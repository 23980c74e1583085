"""The command `kurul`: `python -m kurul --help`."""

import os
import sys

from django.core.exceptions import ImproperlyConfigured
from environs import EnvError

from kurul.kernel.cli import run


def main() -> None:
    """Run the command line with the project's settings, unless the environment names others.

    What is wrong with the settings is one sentence and exit status 1: a trace would hide which variable to set.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kurul.config.settings")
    try:
        run()
    except (EnvError, ImproperlyConfigured) as error:
        sys.exit(f"Error: {error}")


if __name__ == "__main__":
    main()
