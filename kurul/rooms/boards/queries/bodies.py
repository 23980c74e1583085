"""Bodies as this room names them: a unit is named with the body that it belongs to, without which it says little."""

from collections.abc import Iterable

from django.conf import settings

from kurul.kernel.temporal.look import Look
from kurul.kernel.translated import Translated
from kurul.rooms.organisations.public import Named, chains, names_on


def with_bodies_above(bodies: Iterable[int], look: Look) -> tuple[dict[int, Named], dict[int, Named]]:
    """The name of each body and, for units (which bear no abbreviation), the body directly above: two queries."""
    wanted = set(bodies)
    parents = {body: chain[0] for body, chain in chains(wanted, look).items() if chain}
    names = names_on({*wanted, *parents.values()}, look)
    above = {body: names[parent] for body, parent in parents.items() if parent in names}
    named = {body: names[body] for body in wanted if body in names}
    return named, {body: above[body] for body, called in named.items() if not called.abbreviation and body in above}


def whole_name(body: Named, above: Named | None) -> Translated:
    """The name to keep with a record, in each language in which the body has one."""
    if above is None:
        return body.name
    texts = {}
    for code, _name in settings.LANGUAGES:
        own, higher = body.name.get(code), above.name.best(code)
        if own:
            texts[code] = f"{own}, {higher.text}" if higher else own
    return Translated(texts)
