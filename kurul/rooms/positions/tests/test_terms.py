"""On which terms a post is held, as a file says it, on the page of the post: with period, instrument and basis."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import escape
from pytest_django import DjangoAssertNumQueries

from kurul.kernel.identity.actors import Actor
from kurul.kernel.provenance import Basis
from kurul.kernel.temporal.bounds import Bound, Period
from kurul.kernel.temporal.look import Look
from kurul.rooms.positions import queries
from kurul.rooms.positions.actions import TermsGiven
from kurul.rooms.positions.models import PostTerms
from kurul.rooms.positions.tests import make
from kurul.rooms.positions.tests.test_register import given, load

pytestmark = pytest.mark.django_db
CHANGE = date(2016, 1, 1)


def post_on_terms(*terms: TermsGiven) -> int:
    """A post of a file with these terms; its number."""
    load(replace(given(make.ministry()), terms=terms))
    return PostTerms.objects.values_list("post_id", flat=True)[0]


def shown(client: Client, post: int, day: str) -> str:
    return client.get(reverse("positions:post", args=[post]), {"as_of": day}).content.decode()


def test_the_page_says_on_which_terms_a_post_is_held_on_the_day(client: Client) -> None:
    instrument = make.instrument("KADRO-1", "Kadro cetveli")
    first = TermsGiven(
        period=Period.since(date(2012, 1, 1), CHANGE),
        grade="SCS1",
        grade_note="by the grid of 2012",
        tenure="career",
        full_time=Decimal("0.50"),
        other_duties="Also speaks for the ministry",
        rated_by="Deputy Secretary",
        reviewed_by="Secretary",
        is_key=False,
        instrument=instrument.pk,
        basis=Basis.ILLUSTRATIVE,
    )
    post = post_on_terms(first, TermsGiven(period=Period.since(CHANGE), grade="SCS2"))
    page = shown(client, post, "2015-06-01")
    held = page[page.index("On which terms it is held") : page.index('id="terms"')]
    for said in (
        "Grade: SCS1", "by the grid of 2012", "Filled by: Career",
        "Full-time equivalents: 0.5", "Also speaks for the ministry",
        "Who rates the holder: Deputy Secretary", "Who reviews the rating: Secretary", "Designated as key: No",
        "1 Jan 2012", "31 Dec 2015", escape(str(instrument)), "Illustrative",
    ):  # fmt: skip
        assert said in held, said
    assert "SCS2" not in held
    later = shown(client, post, "2017-06-01")
    held = later[later.index("On which terms it is held") : later.index('id="terms"')]
    assert "Grade: SCS2" in held
    assert "Filled by" not in held, "what is not said is not shown"
    over_time = later[later.index('id="terms"') :]
    assert over_time.index("SCS2") < over_time.index("SCS1")


def test_terms_that_do_not_hold_on_the_day_are_told_only_over_time(client: Client) -> None:
    post = post_on_terms(TermsGiven(period=Period.since(CHANGE), grade="SCS2"))
    page = shown(client, post, "2015-06-01")
    assert "On which terms it is held" not in page
    assert "Terms over time" in page
    assert "Terms over time" not in shown(client, post, "2017-06-01"), "one entry is shown once"


def test_terms_of_which_it_is_not_sure_that_they_hold_are_marked(client: Client) -> None:
    post = post_on_terms(TermsGiven(period=Period.since(Bound.year(2016)), grade="SCS2"))
    assert "perhaps on this day" in shown(client, post, "2016-06-01")
    assert "perhaps on this day" not in shown(client, post, "2017-06-01")


def test_a_post_without_terms_costs_no_more(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    plain, look = make.post(make.ministry("B", "B")), Look(date(2017, 1, 1))
    with_terms = post_on_terms(TermsGiven(period=Period.since(CHANGE), grade="SCS2"))
    with django_assert_num_queries(11) as one:
        assert queries.post_page(with_terms, look, Actor.nobody())
    with django_assert_num_queries(len(one) - 1):
        assert queries.post_page(plain.pk, look, Actor.nobody())
