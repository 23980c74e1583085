"""The law that was issued between two days. Law stands below bodies and knows of no difference, so it is asked here."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kurul.kernel.identity.actors import Actor
from kurul.kernel.identity.visibility import visible_to
from kurul.kernel.temporal.between import Between
from kurul.kernel.temporal.bounds import BEGINNING
from kurul.kernel.temporal.look import Look
from kurul.kernel.wording import Text
from kurul.rooms.law.public import Instrument
from kurul.rooms.organisations.queries.differences.rows import ENTERED, Difference, DifferenceSource, Found
from kurul.rooms.organisations.queries.differences.rows import part as narrow

KEY = "law"
GROUP = "law"
LABEL: Text = pgettext_lazy("navigation", "Law")
WHAT: dict[str, Text] = {
    "published": _("Published in the official gazette"),
    "issued": _("Issued"),
    "entered": _("Entered"),
}
PUBLISHED, ISSUED = ("gazetted_from", "gazetted_to"), ("issued_from", "issued_to")


def parts(between: Between, actor: Actor) -> Iterable[QuerySet[Any, Any]]:
    """The narrow rows of what was published, or issued where no publication is known; or entered in between."""
    rows = visible_to(Instrument.objects.all(), actor)
    if between.learnt is not None:
        start, end = between.learnt
        entered = rows.filter(recorded_at__gt=start, recorded_at__lte=end)
        yield narrow(entered, KEY, GROUP, ENTERED, record="pk", days=ISSUED)
        return
    known = Q() if between.known_at is None else Q(recorded_at__lte=between.known_at)
    yield narrow(rows.filter(known, _within(between, *PUBLISHED)), KEY, GROUP, "published", record="pk", days=PUBLISHED)
    unpublished = rows.filter(known, _within(between, *ISSUED), gazetted_from=BEGINNING)
    yield narrow(unpublished, KEY, GROUP, "issued", record="pk", days=ISSUED)


def _within(between: Between, earliest: str, latest: str) -> Q:
    if between.perhaps:
        possibly = Q(**{f"{latest}__gt": between.first, f"{earliest}__lte": between.last})
        return possibly & ~Q(**{earliest: BEGINNING})
    return Q(**{f"{earliest}__gt": between.first, f"{latest}__lte": between.last})


def told(rows: Sequence[Found], between: Between, look: Look, actor: Actor) -> dict[Found, Difference]:
    """These in words: one query."""
    instruments = Instrument.objects.in_bulk({row.record for row in rows})
    return {
        row: Difference(
            day=row.day,
            group=LABEL,
            what=WHAT[row.what],
            name=str(instruments[row.record]),
            route="law:instrument",
            pk=row.record,
            instrument=instruments[row.record],
        )
        for row in rows
    }


SOURCE = DifferenceSource(KEY, {GROUP: LABEL}, parts, told)
