"""The demonstration, for the tests of the site."""

from kurul.site.tests.demonstration import demonstrated_facts, demonstration, demonstration_file, demonstration_folder

__all__ = ["demonstrated_facts", "demonstration", "demonstration_file", "demonstration_folder"]
