"""Finds the bodies that the files of the demonstration name by the abbreviations of the reference file."""

from kurul.rooms.organisations.public import Identifier, Organisation
from kurul.site.demonstration.loading import NotLoadable

SCHEME = "tr-institutions-2016"


def body(abbreviation: str) -> Organisation:
    """The body ("SAGLIK") or the unit of one ("SAGLIK/it"); raises NotLoadable."""
    row = Identifier.objects.known_at().filter(scheme=SCHEME, value=abbreviation).select_related("organisation").first()
    if row is None:
        raise NotLoadable(f"There is no body {abbreviation}.")
    return row.organisation
