"""The command `kurul`: `python -m kurul --help`."""

import os

from kurul.kernel.cli import run


def main() -> None:
    """Run the command line with the project's settings, unless the environment names others."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kurul.config.settings")
    run()


if __name__ == "__main__":
    main()
