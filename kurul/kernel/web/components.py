"""What views hand to the components of the templates: plain values, ready to be shown."""

from dataclasses import dataclass, field
from datetime import date, datetime

from kurul.kernel.temporal.bounds import Bound
from kurul.kernel.translated import Translated
from kurul.kernel.wording import Text


@dataclass(frozen=True)
class Link:
    """A text with an address; without one it is only a text."""

    label: Text
    url: Text = ""


@dataclass(frozen=True)
class TimelineEntry:
    """One thing that happened: when, a sentence, under which instrument, who recorded it and when."""

    day: Bound | date | None
    sentence: Text | Translated
    instrument: Link | None = None
    actor: Text = ""
    recorded_at: datetime | None = None
    basis: str = ""
    details: tuple[Link, ...] = field(default=())


@dataclass(frozen=True)
class Tab:
    """One of several views of the same thing; `count` is shown beside the label."""

    label: Text
    url: Text
    is_current: bool = False
    count: int | None = None
