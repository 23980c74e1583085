"""What Hypothesis draws for the two clocks."""

from datetime import date

from hypothesis import strategies as st

from kurul.kernel.temporal.bounds import Bound, Period

days = st.dates(date(2010, 1, 1), date(2020, 12, 31))


@st.composite
def bounds(draw: st.DrawFn) -> Bound:
    """Any bound that can be written down, open ends left out."""
    day = draw(days)
    return draw(
        st.sampled_from(
            [
                Bound.on(day),
                Bound.month(day.year, day.month),
                Bound.year(day.year),
                Bound.by(day),
                Bound.between(day, draw(st.dates(day, date(2021, 12, 31)))),
                Bound.unknown(),
            ]
        )
    )


@st.composite
def periods(draw: st.DrawFn) -> Period:
    """Any possible period."""
    end = draw(st.one_of(st.just(Bound.open()), bounds()))
    period = Period(draw(bounds()), end)
    return period if period.is_possible else Period(period.start, Bound.open())
