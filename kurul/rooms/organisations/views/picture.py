"""The life of a body as a picture: its names, its levels, under whom it stood, and what happened."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kurul.kernel.temporal.look import Look
from kurul.kernel.web import charts
from kurul.kernel.web.addresses import address
from kurul.rooms.organisations import wording
from kurul.rooms.organisations.queries import LifeEvent, Page

MOST_MARKS = 30  # what a long life has beyond stands in the list below the picture alone


def life_chart(found: Page, look: Look) -> charts.Chart | None:
    """The picture, or None where no day of the body's life is known, or only one thing ever happened to it."""
    assert found.said is not None
    said = found.said
    rows = [
        charts.BandRow(gettext_lazy("Name"), [_band(row, str(row.name) or row.abbreviation) for row in said.names]),
        charts.BandRow(gettext_lazy("Kind and level"), [_band(row, _class(row)) for row in said.classifications]),
    ]
    if said.placements:
        placed = [_band(row, str(found.parents.get(row.parent_id, ""))) for row in said.placements]
        rows.append(charts.BandRow(gettext_lazy("Under"), placed))
    happenings = [_happening(event, look) for event in _worth_a_mark(found.life)]
    if len(found.life) < 2 or not charts.is_drawable(rows, happenings):
        return None
    return charts.bands(
        "life",
        _("Its life as a picture"),
        _("What held from when to when; the numbers stand for the changes below."),
        rows=rows,
        happenings=happenings,
        today=look.day,
    )


def _worth_a_mark(life: Sequence[LifeEvent]) -> list[LifeEvent]:
    """What happened; what is only the first thing said of the body has no mark beside its founding."""
    first = {"named", "classified", "placed"}
    return [event for event in life if event.code not in first][:MOST_MARKS]


def _band(row: Any, label: str) -> charts.Band:
    return charts.Band(row.period, label)


def _class(row: Any) -> str:
    return f"{row.level} · {row.kind}" if row.level else str(row.kind)


def _happening(event: LifeEvent, look: Look) -> charts.Happening:
    url = address("organisations:change", event.change, look=look) if event.change else ""
    instrument = str(event.instrument) if event.instrument else ""
    instrument_url = address("law:instrument", event.instrument.pk, look=look) if event.instrument else ""
    return charts.Happening(event.when, wording.LIFE[event.code] % event.params, url, instrument, instrument_url)
