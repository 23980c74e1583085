"""Posts, memberships and persons in W3C ORG: this room's part of the profile `cpov`."""

from kurul.rooms.positions.w3c_org.documents import person_document, post_document
from kurul.rooms.positions.w3c_org.reading import read_posts
from kurul.rooms.positions.w3c_org.writing import pieces_of

__all__ = ["person_document", "pieces_of", "post_document", "read_posts"]
