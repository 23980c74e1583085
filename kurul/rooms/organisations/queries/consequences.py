"""What hangs on bodies that a change would end or move: asked of the higher rooms, which alone know."""

from collections.abc import Collection
from dataclasses import dataclass

from kurul.kernel import slots
from kurul.kernel.identity.actors import Actor
from kurul.kernel.temporal.look import Look
from kurul.kernel.wording import Text

CONSEQUENCES = "organisations.consequences"  # asked with organisations, day, look and actor


@dataclass(frozen=True)
class Consequence:
    """A record of a higher room that hangs on one of the bodies: what it is, which one, and how it hangs on them.

    `effect` says how the record stands to the body on the day: "held by …", "responsible". Whether it moves along or
    loses its body the preview says, which knows what happens to the body. Without a page `route` is empty.
    """

    kind: Text
    label: Text
    route: str
    pk: int
    effect: Text


def consequences(organisations: Collection[int], look: Look, actor: Actor) -> list[Consequence]:
    """What hangs on these bodies on the day looked at, as far as the actor may see it, in the order of the rooms."""
    if not organisations:
        return []
    return slots.contributions.ask(
        CONSEQUENCES, organisations=sorted(organisations), day=look.day, look=look, actor=actor
    )
