"""At which day, and with whose knowledge, somebody looks."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from django.utils import timezone

from kurul.kernel.temporal import clock

# No government keeps facts of other centuries, and a year before or after must still lie in the calendar.
FIRST_LOOKED_AT, LAST_LOOKED_AT = date(1000, 1, 1), date(2999, 12, 31)


@dataclass(frozen=True)
class Look:
    """The day looked at, and the moment whose knowledge counts (None: what is held to be true now)."""

    day: date
    known_at: datetime | None = None

    @classmethod
    def today(cls) -> "Look":
        """The ordinary look: today, with what is known now."""
        return cls(clock.today())

    # Asked for at every link of a page. A look is made for one request and ends with it.
    @cached_property
    def is_now(self) -> bool:
        """Whether this is the ordinary look, in which things may be changed."""
        return self.known_at is None and self.day == clock.today()

    @cached_property
    def parameters(self) -> dict[str, str]:
        """What an address must carry to look the same way: `as_of`, `known_at`; empty for the ordinary look."""
        if self.is_now:
            return {}
        found = {"as_of": self.day.isoformat()}
        if self.known_at is not None:
            found["known_at"] = timezone.localtime(self.known_at).strftime("%Y-%m-%dT%H:%M")
        return found
