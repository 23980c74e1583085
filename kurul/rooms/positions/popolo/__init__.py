"""Popolo JSON: persons, organisations, posts and memberships, read and written.

What the standard cannot say stands in properties of our own, which other readers pass over: `labels` (texts by
language), `basis`, `level`, and on memberships `capacity` and `absence`. See docs/imports-people.md.
"""

from django.utils.translation import gettext_lazy as _

from kurul.kernel.imports import Profile
from kurul.rooms.positions.popolo.everypolitician import read_everypolitician
from kurul.rooms.positions.popolo.reading import read_popolo
from kurul.rooms.positions.popolo.writing import write_popolo

PROFILES = (
    Profile(
        "popolo",
        _("Popolo JSON: persons, organisations, posts, memberships"),
        read_popolo,
        write_popolo,
        ("json",),
    ),
    Profile(
        "popolo-everypolitician",
        _("EveryPolitician: legislatures and their members in Popolo"),
        read_everypolitician,
    ),
)

__all__ = ["PROFILES", "write_popolo"]
