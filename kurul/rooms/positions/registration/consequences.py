"""What hangs on bodies that a reorganisation would end or move: posts, their holders, and the CIO seats among them."""

from collections.abc import Iterator, Sequence
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kurul.kernel.identity.actors import Actor
from kurul.kernel.identity.visibility import visible_to
from kurul.kernel.temporal.look import Look
from kurul.rooms.organisations.public import Consequence
from kurul.rooms.positions import queries
from kurul.rooms.positions.models import Post


def posts(*, organisations: Sequence[int], day: date, look: Look, actor: Actor) -> Iterator[Consequence]:
    """The posts of the bodies: who holds them, and whether they count as CIO-equivalents."""
    placed = queries.posts_of_organisations(organisations, look)
    numbers = {post for held in placed.values() for post in held}
    if not numbers:
        return
    seen = set(visible_to(Post.objects.filter(pk__in=numbers), actor).values_list("pk", flat=True))
    titles = queries.titles_on(seen, look)
    holders = queries.holders_on(seen, look, actor)
    seats = {post for held in queries.cio_posts(look).values() for post in held} & seen
    for post in sorted(titles):
        names = ", ".join(holder.name for holder in holders.get(post, ()))
        effect = _("held by %(names)s") % {"names": names} if names else _("no holder recorded")
        kind = gettext_lazy("CIO seat") if post in seats else gettext_lazy("Post")
        yield Consequence(kind, str(titles[post].title), "positions:post", post, effect)
