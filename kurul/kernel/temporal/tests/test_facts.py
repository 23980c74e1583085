"""Superseding and writing anew: what a second hand, a wrong day or a half-done write must not do to facts."""

from datetime import date

import pytest

from kurul.kernel.actions import record, writes
from kurul.kernel.identity.actors import Actor
from kurul.kernel.identity.models import Account, Grant
from kurul.kernel.identity.tests import make
from kurul.kernel.provenance import Basis, resting_on, weaker
from kurul.kernel.refusals import Stale
from kurul.kernel.temporal import facts
from kurul.kernel.temporal.bounds import Bound, Period
from kurul.kernel.temporal.constraints import NoOverlap
from kurul.kernel.wording import EventKind

pytestmark = pytest.mark.django_db
TOUCHED = EventKind("audit.touched_in_a_test")


@pytest.fixture
def account() -> Account:
    return make.account()


@writes
def enter(account: Account, period: Period) -> Grant:
    """A fact of the kernel, without the rules of its action."""
    made = Grant.objects.create(account=account, granted="audit.read", scope="government", **facts.columns(period))
    record(TOUCHED, account, by=Actor.operator())
    return made


@writes
def do(account: Account, verb, *arguments, **changed):
    """Run one verb of the facts as an action."""
    done = verb(*arguments, **changed)
    record(TOUCHED, account, by=Actor.operator())
    return done


def held(account: Account) -> list[str]:
    return [str(row.period) for row in Grant.objects.known_at().filter(account=account).in_order()]


@pytest.mark.parametrize(
    ("verb", "arguments"),
    [
        (facts.correct, (Period.since(date(2012, 1, 1)),)),
        (facts.end, (Bound.on(date(2019, 1, 1)),)),
        (facts.change, (Bound.on(date(2019, 1, 1)),)),
        (facts.withdraw, ()),
    ],
)
def test_a_row_that_somebody_else_superseded_is_not_superseded_again(account, verb, arguments) -> None:
    """Imprecise bounds: the database would hold both rows, for neither certainly holds on any day."""
    period = Period(Bound.unknown(), Bound.unknown())
    row = enter(account, period)
    same_row_elsewhere = Grant.objects.get(pk=row.pk)
    do(account, facts.correct, row, Period(Bound.year(2011), Bound.unknown()))
    with pytest.raises(Stale):
        do(account, verb, same_row_elsewhere, *arguments)
    assert held(account) == ["2011/?"]


@pytest.mark.parametrize("day", [date(2009, 12, 31), date(2010, 1, 1), date(2020, 1, 2)])
def test_a_change_outside_of_what_it_replaces_is_a_mistake(account, day: date) -> None:
    row = enter(account, Period.since(date(2010, 1, 1), date(2020, 1, 1)))
    for verb in (facts.end, facts.change):
        with pytest.raises(ValueError):
            do(account, verb, row, Bound.on(day))
    assert held(account) == ["2010-01-01/2020-01-01"]


def test_a_change_of_a_row_that_begins_in_the_future_keeps_its_end(account) -> None:
    row = enter(account, Period.since(date(2090, 1, 1), date(2095, 1, 1)))
    do(account, facts.change, row, Bound.on(date(2092, 1, 1)))
    assert held(account) == ["2090-01-01/2092-01-01", "2092-01-01/2095-01-01"]


def test_what_was_known_changes_exactly_at_the_moment_of_the_write(account) -> None:
    row = enter(account, Period.since(date(2010, 1, 1)))
    new = do(account, facts.correct, row, Period.since(date(2011, 1, 1)))
    row.refresh_from_db()
    assert row.superseded_at == new.recorded_at
    rows = Grant.objects.filter(account=account)
    assert rows.known_at(new.recorded_at).get() == new
    assert rows.known_at(row.recorded_at).get() == row


def test_rows_of_which_the_scope_is_not_known_do_not_overlap_in_the_check_of_forms(account) -> None:
    """As in the database, where nothing equals what is null."""
    row = enter(account, Period.since(date(2010, 1, 1)))
    twin = Grant(account=account, granted="audit.read", scope="government", recorded_at=row.recorded_at)
    twin.valid_from = twin.valid_from_latest = date(2010, 1, 1)
    constraint = NoOverlap(name="x", scope=["account", "superseded_at"])
    constraint.validate(Grant, twin)


def bases(account: Account) -> list[str]:
    return [row.basis for row in Grant.objects.known_at().filter(account=account).in_order()]


def entered_on(account: Account, basis: Basis) -> Grant:
    with resting_on(basis):
        return enter(account, Period.since(date(2010, 1, 1)))


def test_a_made_up_change_of_a_stated_fact_does_not_pass_for_stated(account) -> None:
    row = entered_on(account, Basis.STATED)
    with resting_on(Basis.ILLUSTRATIVE):
        do(account, facts.change, row, Bound.on(date(2015, 1, 1)))
    assert bases(account) == ["illustrative", "illustrative"]


def test_a_stated_change_of_a_made_up_fact_is_stated_and_what_went_before_is_not(account) -> None:
    do(account, facts.change, entered_on(account, Basis.ILLUSTRATIVE), Bound.on(date(2015, 1, 1)))
    assert bases(account) == ["illustrative", "stated"]


@pytest.mark.parametrize(("was", "now"), [("stated", "illustrative"), ("illustrative", "stated")])
def test_a_correction_rests_on_what_it_is_written_on(account, was: str, now: str) -> None:
    row = entered_on(account, Basis(was))
    with resting_on(Basis(now)):
        do(account, facts.correct, row, Period.since(date(2011, 1, 1)))
    assert bases(account) == [now]


@pytest.mark.parametrize(
    ("was", "now", "then"),
    [
        ("stated", "stated", "stated"),
        ("stated", "inferred", "inferred"),
        ("inferred", "stated", "inferred"),
        ("inferred", "illustrative", "illustrative"),
        ("illustrative", "inferred", "illustrative"),
    ],
)
def test_an_ended_fact_rests_on_the_weaker_of_what_it_said_and_its_end(account, was, now, then) -> None:
    row = entered_on(account, Basis(was))
    with resting_on(Basis(now)):
        do(account, facts.end, row, Bound.on(date(2015, 1, 1)))
    assert bases(account) == [then]
    assert weaker(was, now) == weaker(now, was) == then


def test_an_action_that_names_the_basis_itself_is_believed(account) -> None:
    row = entered_on(account, Basis.STATED)
    do(account, facts.correct, row, Period.since(date(2011, 1, 1)), basis="inferred")
    assert bases(account) == ["inferred"]
