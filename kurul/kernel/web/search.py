"""What a search finds. Rooms answer the question `SEARCH` of the slots, each with what the actor may see.

@contributions.register(SEARCH, order=20)
def found_bodies(*, text: str, look: Look, actor: Actor) -> Iterable[Hit]: ...
"""

from dataclasses import dataclass

from kurul.kernel.translated import Translated
from kurul.kernel.wording import Text

SEARCH = "site.search"
MOST_PER_ROOM = 20


@dataclass(frozen=True)
class Hit:
    """One record found: what kind it is, its name, a line about it, and the route of its page."""

    kind: Text
    name: Text | Translated
    route: str
    pk: int
    about: Text = ""
