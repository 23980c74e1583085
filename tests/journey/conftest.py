"""One run of the demonstration for the whole journey."""

from kurul.site.tests.demonstration import demonstration_file, demonstration_folder

__all__ = ["demonstration_file", "demonstration_folder"]
