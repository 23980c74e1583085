"""W3C ORG and CPOV: bodies, units, their history and their change events as linked data, read and written.

Higher rooms add what they know about bodies (posts, memberships) by the two questions below; see docs/vocabulary.md
for what is said in our own words.
"""

from django.utils.translation import gettext_lazy as _

from kurul.kernel.imports import Profile
from kurul.kernel.linked_data.streams import FORMS
from kurul.rooms.organisations.w3c_org.concepts import instruments_of as instrument_triples
from kurul.rooms.organisations.w3c_org.reading import READ, read_cpov
from kurul.rooms.organisations.w3c_org.writing import WRITTEN, document, write_cpov

NAME = "cpov"
PROFILE = Profile(
    NAME, _("W3C ORG / CPOV as Turtle, JSON-LD or RDF/XML: bodies, posts, change events"), read_cpov, write_cpov, FORMS
)

__all__ = ["NAME", "PROFILE", "READ", "WRITTEN", "document", "instrument_triples", "write_cpov"]
