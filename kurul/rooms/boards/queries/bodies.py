"""Bodies as this room names them: a unit is named with the body that it belongs to, without which it says little."""

from collections.abc import Iterable

from django.conf import settings

from kurul.kernel.temporal.look import Look
from kurul.kernel.translated import Translated
from kurul.rooms.organisations.public import Named, chains, names_on


def with_bodies_above(bodies: Iterable[int], look: Look) -> tuple[dict[int, Named], dict[int, Named]]:
    """The name of each body and, for units (which bear no abbreviation), the body directly above: three queries."""
    wanted = set(bodies)
    names = names_on(wanted, look) if wanted else {}
    return names, bodies_above(names.values(), look)


def bodies_above(named: Iterable[Named], look: Look) -> dict[int, Named]:
    """For the units among these bodies the body directly above: two queries, none where there are no units."""
    units = {body.id for body in named if not body.abbreviation}
    parents = {unit: chain[0] for unit, chain in chains(units, look).items() if chain} if units else {}
    called = names_on(parents.values(), look) if parents else {}
    return {unit: called[parent] for unit, parent in parents.items() if parent in called}


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
