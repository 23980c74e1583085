"""The law that was issued, came into force or was repealed between two days.

Law stands below bodies and knows of no difference, so it is asked here.
"""

from collections.abc import Iterable, Sequence

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kurul.kernel.identity.actors import Actor
from kurul.kernel.identity.visibility import visible_to
from kurul.kernel.temporal.between import Between
from kurul.kernel.temporal.bounds import BEGINNING
from kurul.kernel.temporal.look import Look
from kurul.kernel.wording import Text
from kurul.rooms.law.public import ENDINGS, Instrument, Relation
from kurul.rooms.organisations.queries.differences.rows import (
    ENTERED,
    Difference,
    DifferenceSource,
    Found,
    Part,
    Within,
)
from kurul.rooms.organisations.queries.differences.rows import part as narrow

KEY = "law"
GROUP = "law"
LABEL: Text = pgettext_lazy("navigation", "Law")
WHAT: dict[str, Text] = {
    "published": _("Published in the official gazette"),
    "issued": _("Issued"),
    "in_force": pgettext_lazy("changes", "Entered into force"),
    "ended": pgettext_lazy("changes", "Repealed or replaced"),
    "entered": _("Entered"),
}
PUBLISHED, ISSUED = ("gazetted_from", "gazetted_to"), ("issued_from", "issued_to")
IN_FORCE = ("in_force_from", "in_force_to")


def parts(between: Between, actor: Actor, within: Within) -> Iterable[Part]:
    """The narrow rows of what was published (issued, where no publication is known), came into force or ended."""
    # What was taken back with its import is history: by the knowledge of a moment before that it is law still.
    held = Q(withdrawn_at__isnull=True)
    known_at = between.knowledge()["known_at"]
    if known_at is not None:
        held |= Q(withdrawn_at__gt=known_at)
    rows = visible_to(Instrument.ever.filter(held), actor)
    if between.learnt is not None:
        start, end = between.learnt
        entered = rows.filter(recorded_at__gt=start, recorded_at__lte=end)
        yield narrow(entered, KEY, GROUP, ENTERED, record="pk", within=within, days=ISSUED)
        return
    known = Q() if between.known_at is None else Q(recorded_at__lte=between.known_at)
    yield narrow(
        rows.filter(known, _within(between, *PUBLISHED)),
        KEY,
        GROUP,
        "published",
        record="pk",
        within=within,
        days=PUBLISHED,
    )
    unpublished = rows.filter(known, _within(between, *ISSUED), gazetted_from=BEGINNING)
    yield narrow(unpublished, KEY, GROUP, "issued", record="pk", within=within, days=ISSUED)
    yield narrow(
        rows.filter(known, _within(between, *IN_FORCE)),
        KEY,
        GROUP,
        "in_force",
        record="pk",
        within=within,
        days=IN_FORCE,
    )
    # What ends a whole instrument; what ends one of its provisions is told on its page.
    endings = Relation.objects.filter(between.began(), kind__in=ENDINGS, target_provision__isnull=True)
    yield narrow(visible_to(endings, actor), KEY, GROUP, "ended", record="target_id", within=within)


def _within(between: Between, earliest: str, latest: str) -> Q:
    if between.perhaps:
        possibly = Q(**{f"{latest}__gt": between.first, f"{earliest}__lte": between.last})
        return possibly & ~Q(**{earliest: BEGINNING})
    return Q(**{f"{earliest}__gt": between.first, f"{latest}__lte": between.last})


def told(rows: Sequence[Found], between: Between, look: Look, actor: Actor) -> dict[Found, Difference]:
    """These in words: at most two queries."""
    instruments = Instrument.objects.in_bulk({row.record for row in rows})
    ended = [pk for row in rows if row.what == "ended" for pk in row.facts]
    endings = {row.pk: row.instrument for row in Relation.objects.filter(pk__in=ended).select_related("instrument")}
    return {
        row: Difference(
            day=row.day,
            group=LABEL,
            what=WHAT[row.what],
            name=str(instruments[row.record]),
            route="law:instrument",
            pk=row.record,
            instrument=endings[row.facts[0]] if row.what == "ended" else instruments[row.record],
        )
        for row in rows
    }


SOURCE = DifferenceSource(KEY, {GROUP: LABEL}, parts, told)
