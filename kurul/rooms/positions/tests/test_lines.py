"""To whom posts report: actions, the line as it is read, and its pages."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from kurul.kernel.identity.actors import Actor
from kurul.kernel.refusals import NotPermitted, Refused, Stale
from kurul.kernel.temporal.bounds import Bound
from kurul.kernel.temporal.look import Look
from kurul.rooms.positions import actions, queries
from kurul.rooms.positions.models import Post, ReportingLine
from kurul.rooms.positions.tests import make

pytestmark = pytest.mark.django_db
LOOK, PUBLIC = Look(date(2017, 3, 1)), Actor.nobody()


def on(year: int, month: int = 1, day: int = 1) -> Bound:
    return Bound.on(date(year, month, day))


def codes(refusal: Any) -> list[str]:
    return [finding.code for finding in refusal.value.findings]


@pytest.fixture
def posts() -> list[Post]:
    """Three posts of one ministry."""
    ministry = make.ministry()
    return [make.post(ministry, title=title) for title in ("Müsteşar", "Müsteşar Yardımcısı", "Daire Başkanı")]


def superior_on(post: Post, year: int) -> int | None:
    found = queries.superior_of(post.pk, Look(date(year, 6, 1)))
    return found.id if found else None


def test_a_line_leads_up_and_down(posts: list[Post]) -> None:
    top, middle, below = posts
    make.superior(middle, top)
    make.superior(below, middle)
    make.appointment(middle)
    page = queries.line_page(middle.pk, LOOK, PUBLIC)
    assert page is not None
    assert [one.post.id for one in page.above] == [top.pk]
    assert [one.post.id for one in page.below] == [below.pk]
    assert [holder.name for holder in page.own.holders] == ["Ayşe Yılmaz"]
    lowest = queries.line_page(below.pk, LOOK, PUBLIC)
    assert lowest is not None
    assert [one.post.id for one in lowest.above] == [top.pk, middle.pk]
    assert lowest.top.post.id == top.pk


def test_a_change_ends_the_line_before_and_keeps_it_readable(posts: list[Post]) -> None:
    top, middle, below = posts
    make.superior(below, middle, since=date(2014, 1, 1))
    make.superior(below, top, since=date(2016, 1, 1))
    make.superior(below, None, since=date(2018, 1, 1))
    assert [superior_on(below, year) for year in (2013, 2015, 2017, 2019)] == [None, middle.pk, top.pk, None]
    assert ReportingLine.objects.known_at().filter(post=below).count() == 2


def test_what_is_recorded_for_later_stands_behind_what_is_recorded_now(posts: list[Post]) -> None:
    top, middle, below = posts
    make.superior(below, top, since=date(2018, 1, 1))
    line = make.superior(below, middle, since=date(2016, 1, 1))
    assert line is not None
    assert line.period.end == on(2018)
    assert [superior_on(below, year) for year in (2017, 2018)] == [middle.pk, top.pk]


def test_a_circle_is_refused_also_one_that_would_only_close_later(posts: list[Post]) -> None:
    top, middle, below = posts
    make.superior(middle, top, since=date(2016, 1, 1))
    make.superior(below, middle, since=date(2019, 1, 1))
    with pytest.raises(Refused) as refusal:
        make.superior(top, below, since=date(2017, 1, 1))
    assert codes(refusal) == ["positions.line_cycle"]
    with pytest.raises(Refused) as refusal:
        make.superior(top, top)
    assert codes(refusal) == ["positions.line_cycle"]
    make.superior(middle, None, since=date(2018, 1, 1))
    make.superior(top, below, since=date(2019, 1, 1))
    assert superior_on(top, 2020) == below.pk, "by then the middle no longer reports to the top"


def test_nobody_reports_to_a_post_that_is_gone_and_lines_end_with_it(posts: list[Post]) -> None:
    top, middle, below = posts
    make.superior(below, middle)
    make.superior(middle, top)
    middle.refresh_from_db()
    actions.abolish_post(post=middle, day=on(2016), version=middle.version, by=make.OPERATOR)
    assert [superior_on(below, year) for year in (2015, 2016)] == [middle.pk, None]
    assert [superior_on(middle, year) for year in (2015, 2016)] == [top.pk, None]
    with pytest.raises(Refused) as refusal:
        make.superior(below, middle, since=date(2017, 1, 1))
    assert codes(refusal) == ["positions.superior_missing"]


def test_a_line_ends_with_a_superior_whose_end_is_known(posts: list[Post]) -> None:
    top, _middle, below = posts
    actions.abolish_post(post=top, day=on(2019), version=top.version, by=make.OPERATOR)
    line = make.superior(below, top, since=date(2017, 1, 1))
    assert line is not None
    assert line.period.end == on(2019)


def test_a_line_that_never_was_is_withdrawn_with_a_reason(posts: list[Post]) -> None:
    top, _middle, below = posts
    line = make.superior(below, top)
    assert line is not None
    with pytest.raises(Refused) as refusal:
        actions.withdraw_superior(line=line, reason=" ", by=make.OPERATOR)
    assert codes(refusal) == ["positions.reason_missing"]
    actions.withdraw_superior(line=line, reason="Yanlış kadro.", by=make.OPERATOR)
    assert superior_on(below, 2017) is None
    with pytest.raises(Stale):
        actions.withdraw_superior(line=line, reason="Yine.", by=make.OPERATOR)


def test_who_may_not_keep_posts_and_who_read_an_old_version_are_refused(posts: list[Post]) -> None:
    top, _middle, below = posts
    with pytest.raises(NotPermitted):
        actions.set_superior(post=below, superior=top, day=on(2016), version=below.version, by=PUBLIC)
    make.superior(below, top)
    with pytest.raises(Stale):
        actions.set_superior(post=below, superior=None, day=on(2017), version=1, by=make.OPERATOR)


def test_the_line_is_changed_by_its_page(posts: list[Post], clerk_client: Client) -> None:
    top, _middle, below = posts
    form = {"superior": f"#{top.pk}", "day": "2016-01-01", "version": below.version}
    answer = clerk_client.post(reverse("positions:set_superior", args=[below.pk]), form)
    assert answer.status_code == 302
    shown = clerk_client.get(reverse("positions:line", args=[below.pk]), {"as_of": "2017-03-01"}).content.decode()
    assert "Müsteşar" in shown
    assert reverse("positions:line", args=[top.pk]) in shown
    post = clerk_client.get(reverse("positions:post", args=[below.pk]), {"as_of": "2017-03-01"}).content.decode()
    assert "Reports to" in post
    row = ReportingLine.objects.get()
    url = reverse("positions:withdraw_superior", args=[below.pk, row.pk])
    assert clerk_client.post(url, {"reason": ""}).status_code == 422
    assert clerk_client.post(url, {"reason": "Yanlış."}).status_code == 302
    assert superior_on(below, 2017) is None


def test_a_refusal_stands_at_its_field(posts: list[Post], clerk_client: Client) -> None:
    top, middle, _below = posts
    make.superior(middle, top)
    form = {"superior": f"#{middle.pk}", "day": "2016-01-01", "version": top.version}
    answer = clerk_client.post(reverse("positions:set_superior", args=[top.pk]), form)
    assert answer.status_code == 422
    assert answer.context["form"].errors.get_json_data()["superior"][0]["code"] == "positions.line_cycle"


def test_the_queries_do_not_grow_with_the_posts_below(
    posts: list[Post], django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    top, *below = posts
    for post in below:
        make.superior(post, top)
    for number in range(5):
        make.superior(make.post(make.ministry(), title=f"Şube {number}"), top)
    with django_assert_max_num_queries(11):
        page = queries.line_page(top.pk, LOOK, PUBLIC)
    assert page is not None
    assert len(page.below) == 7
