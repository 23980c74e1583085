"""What the database itself refuses: two rows of one scope that certainly hold on one day, and nothing else."""

from datetime import date, timedelta
from itertools import product
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from kurul.kernel.temporal.bounds import BEGINNING, OPEN, Bound, Period
from kurul.kernel.temporal.facts import columns
from kurul.rooms.organisations.models import Affiliation, Existence, Identifier, Organisation, OrganisationFact
from kurul.rooms.organisations.tests import make

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
START, END = date(2010, 1, 1), date(2012, 6, 30)
HELD = Period.since(START, END)
PERIODS = [
    Period.since(END),
    Period.since(END - DAY),
    Period.since(END + DAY, END + 2 * DAY),
    Period.since(BEGINNING, START),
    Period.since(BEGINNING, START + DAY),
    Period.since(START + DAY, START + 2 * DAY),
    Period.since(START, END),
    Period.since(date(9999, 12, 29)),
    Period(Bound(BEGINNING, START), Bound(START, OPEN)),  # on no day for certain
    Period(Bound(START, END + DAY), Bound(END, OPEN)),  # nor this
    Period(Bound(START, END - DAY), Bound(END, OPEN)),  # on the last day of the other
    Period(Bound(START, START), Bound(START, END)),  # nor this on any day
]


def enter(model: type[OrganisationFact], body: Organisation, period: Period, moment: Any, **more: Any) -> None:
    model.objects.bulk_create([model(organisation=body, basis="stated", recorded_at=moment, **columns(period), **more)])


def is_refused(model: type[OrganisationFact], body: Organisation, period: Period, moment: Any, **more: Any) -> bool:
    """Whether the database refuses the row; it does not stay in any case."""
    try:
        with transaction.atomic():
            enter(model, body, period, moment, **more)
            transaction.set_rollback(True)
    except IntegrityError:
        return True
    return False


# Scopes of one number, of several, and with texts in them.
SORTS: list[tuple[type[OrganisationFact], bool, dict[str, Any]]] = [
    (Existence, False, {}),
    (Affiliation, True, {}),
    (Identifier, False, {"scheme": "test", "value": "7", "place": 3}),
]


@pytest.mark.parametrize(("model", "has_parent", "more"), SORTS)
def test_refused_is_exactly_what_certainly_overlaps_in_one_scope(
    model: type[OrganisationFact], has_parent: bool, more: dict[str, Any]
) -> None:
    first, body, last = (make.organisation(f"Kurum {number}") for number in range(3))
    moment = Existence.objects.filter(organisation=last).get().recorded_at
    Existence.objects.all().delete()
    more = {**more, **({"parent": first} if has_parent else {})}
    enter(model, body, HELD, moment, **more)
    for period in PERIODS:
        assert is_refused(model, body, period, moment, **more) == HELD.certainly_overlaps(period), str(period)
    others = [first, last] if not has_parent else [last]
    for other, period in product(others, PERIODS):
        same_number = {**more, "value": "8"} if model is Identifier else more
        assert not is_refused(model, other, period, moment, **same_number)
    if has_parent:
        assert not is_refused(model, body, HELD, moment, parent=last)
    if model is Identifier:
        assert is_refused(model, last, HELD, moment, scheme="test", value="7", place=0)  # the number is another body's
        assert not is_refused(model, last, HELD, moment, scheme="tes", value="t7", place=0)
        assert not is_refused(model, body, HELD, moment, scheme="test", value="8", place=4)
    assert not is_refused(model, body, HELD, moment, superseded_at=moment, **more)
