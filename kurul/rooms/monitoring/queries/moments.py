"""What had happened by the day and the knowledge looked with: reports have one clock, that of being recorded."""

from datetime import datetime, time, timedelta

from django.db.models import Q
from django.utils import timezone

from kurul.kernel.temporal.look import Look


def until(look: Look) -> datetime | None:
    """The moment up to which events count; None when everything so far does."""
    if look.is_now:
        return None
    midnight = timezone.make_aware(datetime.combine(look.day + timedelta(days=1), time.min))
    return midnight if look.known_at is None else min(midnight, look.known_at)


def happened(look: Look, column: str = "recorded_at") -> Q:
    """Condition: what the row tells had happened by then."""
    moment = until(look)
    return Q() if moment is None else Q(**{f"{column}__lte": moment})


def has_happened(at: datetime | None, look: Look) -> bool:
    """Whether it had happened by then."""
    moment = until(look)
    return at is not None and (moment is None or at <= moment)
