"""Who holds what, what the lists find, and which rights follow from a post."""

from datetime import date

import pytest
from django.utils.translation import override
from pytest_django import DjangoAssertNumQueries

from kurul.kernel.identity.actors import Actor
from kurul.kernel.temporal.bounds import Bound, Certainty
from kurul.kernel.temporal.look import Look
from kurul.kernel.translated import Translated
from kurul.rooms.organisations.queries import page as organisation_page
from kurul.rooms.organisations.tests import make as organisations
from kurul.rooms.positions import actions, queries
from kurul.rooms.positions.models import Absence, Capacity, Post
from kurul.rooms.positions.queries import Filters
from kurul.rooms.positions.registration.on_pages import of_organisation
from kurul.rooms.positions.tests import make

pytestmark = pytest.mark.django_db
DAY = Look(date(2017, 3, 1))
NOBODY = Actor.nobody()


def names(post: Post, look: Look = DAY) -> list[str]:
    return [one.name for one in queries.holders_on([post.pk], look, make.OPERATOR)[post.pk]]


def listed(filters: Filters, look: Look = DAY, order: str = "title") -> list[str]:
    return [str(row.title) for row in queries.listing(filters, look, NOBODY, order=order, language="tr")]


def test_holders_are_named_substantive_first() -> None:
    post = make.post()
    make.appointment(post, make.person("Ali", "Demir"), capacity=Capacity.SUBSTITUTE)
    make.appointment(post, make.person("Ayşe", "Yılmaz"))
    make.appointment(post, make.person("Mehmet", "Kaya"), capacity=Capacity.ACTING, absence=Absence.DUTY)
    assert names(post) == ["Ayşe Yılmaz", "Mehmet Kaya", "Ali Demir"]


def test_a_holder_whose_last_day_is_not_known_may_hold_the_post() -> None:
    post = make.post()
    make.appointment(post, until=Bound.unknown())
    [holder] = queries.holders_on([post.pk], DAY, make.OPERATOR)[post.pk]
    assert holder.certainty is Certainty.NOT_KNOWN


def test_every_post_asked_for_has_an_entry() -> None:
    post = make.post()
    assert queries.holders_on([post.pk], DAY, make.OPERATOR) == {post.pk: ()}


def test_whoever_acts_decides_for_the_post() -> None:
    post = make.post()
    make.appointment(post, make.person("Ayşe", "Yılmaz"))
    holder = queries.person_of_post(post.pk, DAY, make.OPERATOR)
    assert holder is not None
    assert holder.name == "Ayşe Yılmaz"
    make.appointment(post, make.person("Mehmet", "Kaya"), capacity=Capacity.ACTING, absence=Absence.LEAVE)
    acting = queries.person_of_post(post.pk, DAY, make.OPERATOR)
    assert acting is not None
    assert acting.name == "Mehmet Kaya"


def test_posts_of_a_person_now_and_ever() -> None:
    person = make.person()
    old, new = make.post(title="Eski"), make.post(title="Yeni")
    make.appointment(old, person, until=date(2016, 1, 1))
    make.appointment(new, person, since=date(2016, 1, 1))
    assert [str(one.post.title) for one in queries.posts_of_person(person.pk, DAY)] == ["Yeni"]
    assert [str(one.post.title) for one in queries.posts_of_person(person.pk, DAY, ever=True)] == ["Yeni", "Eski"]


def test_a_post_is_named_with_its_organisation_of_the_day() -> None:
    post, other = make.post(), make.ministry("Ulaştırma Bakanlığı", "Ministry of Transport")
    actions.move_post(post=post, organisation=other, day=Bound.on(date(2018, 1, 1)), by=make.OPERATOR, version=1)
    before, after = (
        queries.titles_on([post.pk], DAY)[post.pk],
        queries.titles_on([post.pk], Look(date(2018, 1, 1))),
    )
    assert before.organisation is not None
    assert before.organisation.name["tr"] == "Sağlık Bakanlığı"
    assert after[post.pk].organisation == queries.titles_on([post.pk], Look(date(2019, 1, 1)))[post.pk].organisation
    assert "Sağlık" not in str(after[post.pk])


def test_the_list_is_narrowed_by_text_kind_function_holding_and_body() -> None:
    ministry = make.ministry()
    unit = organisations.organisation("Bilgi İşlem Dairesi", parent=ministry)
    held, vacant = make.post(ministry, title="Müsteşar Yardımcısı"), make.post(title="Boş Kadro", portfolio=[])
    head = make.post(unit, title="Daire Başkanı", of_kind="head_of_it_unit", portfolio=[make.PROCESSING])
    make.appointment(held)
    make.appointment(head, make.person("Ali", "Demir"), capacity=Capacity.ACTING)
    assert listed(Filters()) == ["Boş Kadro", "Daire Başkanı", "Müsteşar Yardımcısı"]
    assert listed(Filters(text="MÜSTEŞAR")) == ["Müsteşar Yardımcısı"]
    assert listed(Filters(text="bilgi islem")) == ["Daire Başkanı"]
    assert listed(Filters(kind="head_of_it_unit")) == ["Daire Başkanı"]
    assert listed(Filters(function=make.MODERNISATION)) == ["Müsteşar Yardımcısı"]
    assert listed(Filters(held=queries.FILLED)) == ["Müsteşar Yardımcısı"]
    assert listed(Filters(held=queries.ACTING)) == ["Daire Başkanı"]
    assert listed(Filters(held=queries.NOBODY)) == ["Boş Kadro"]
    assert listed(Filters(under=ministry.pk)) == ["Daire Başkanı", "Müsteşar Yardımcısı"]
    assert queries.how_many(Filters(under=ministry.pk), DAY, NOBODY) == 2
    assert vacant.pk in {row.id for row in queries.listing(Filters(), DAY, NOBODY, order="kind", language="tr")}


def test_an_old_title_still_finds_the_post() -> None:
    post = make.post(title="Bilgi İşlem Müdürü")
    actions.retitle_post(
        post=post, title=Translated(tr="Daire Başkanı"), kind=make.kind(), day=Bound.on(date(2016, 1, 1)),
        by=make.OPERATOR, version=1,
    )  # fmt: skip
    assert listed(Filters(text="mudur")) == ["Daire Başkanı"]


def test_the_list_sorts_by_organisation_in_turkish() -> None:
    for name in ("İçişleri Bakanlığı", "Çevre Bakanlığı", "Isparta Valiliği", "Sağlık Bakanlığı"):
        make.post(make.ministry(name, name), title=name)
    assert listed(Filters(), order="organisation") == [
        "Çevre Bakanlığı",
        "Isparta Valiliği",
        "İçişleri Bakanlığı",
        "Sağlık Bakanlığı",
    ]
    assert listed(Filters(), order="-organisation")[0] == "Sağlık Bakanlığı"


def test_the_page_points_out_what_is_odd_about_a_holder() -> None:
    person, ministry = make.person(), make.ministry()
    post = make.post(ministry)
    make.appointment(post, person)
    make.appointment(make.post(ministry, title="Müsteşar", of_kind="undersecretary"), person)
    page = queries.post_page(post.pk, DAY, NOBODY)
    assert page is not None
    assert [finding.code for _holder, finding in page.findings] == [
        "positions.instrument_missing",
        "positions.holds_elsewhere",
    ]


def test_the_page_of_a_post_nobody_had_heard_of_is_none() -> None:
    post = make.post()
    before = Look(DAY.day, make.ministry("Önce").existences.get().recorded_at)
    late = make.post(title="Sonra")
    assert queries.post_page(post.pk, before, NOBODY) is not None
    assert queries.post_page(late.pk, before, NOBODY) is None
    assert queries.post_page(late.pk + 1, DAY, NOBODY) is None


def test_the_page_says_by_which_rule_the_post_counts() -> None:
    rule = make.cio_rule()
    post, other = make.post(), make.post(title="Başka", portfolio=[])
    counted = queries.counting([post.pk, other.pk], DAY)
    assert set(counted) == {post.pk}
    assert counted[post.pk].terms.rule == rule


def test_posts_near_a_body_are_its_own_and_those_of_its_units() -> None:
    ministry = make.ministry()
    unit = organisations.organisation("Bilgi İşlem Dairesi", parent=ministry)
    below = organisations.organisation("Şube", parent=unit)
    own, units = make.post(ministry), make.post(unit, title="Daire Başkanı", of_kind="head_of_it_unit")
    make.post(below, title="Şube Müdürü", of_kind="head_of_section")
    make.appointment(own)
    found = of_organisation(organisation_page(ministry.pk, DAY, NOBODY), DAY, NOBODY).context["posts"]
    assert [(one.id, one.organisation) for one in found] == [(own.pk, ministry.pk), (units.pk, unit.pk)]
    assert [holder.name for holder in found[0].holders] == ["Ayşe Yılmaz"]
    assert len(queries.of_bodies((ministry.pk, unit.pk), DAY, NOBODY, most=1, language="tr")) == 1


def test_the_panel_of_a_body_costs_at_most_four_queries(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    make.cio_rule()
    ministry = make.ministry()
    for number in range(3):
        make.appointment(make.post(ministry, title=f"Post {number}"), make.person("Ali", "Demir"))
    body = organisation_page(ministry.pk, DAY, NOBODY)
    with django_assert_max_num_queries(5):  # one of them what was written last, which the page has asked already
        shown = of_organisation(body, DAY, NOBODY).context
    assert shown["has_seat"]
    assert len(shown["posts"]) == 3


def test_the_posts_of_a_body_come_by_kind_and_then_by_the_alphabet_of_the_reader() -> None:
    ministry = make.ministry()
    for title in ("Şef", "Çevirmen", "Daire Başkanı"):
        make.post(ministry, title=title, of_kind="z")
    for name in ("Van Müdürlüğü", "Çorum Müdürlüğü", "Denizli Müdürlüğü"):
        make.post(organisations.organisation(name, parent=ministry), title="Çevirmen", of_kind="z")
    with override("tr"):
        found = of_organisation(organisation_page(ministry.pk, DAY, NOBODY), DAY, NOBODY).context["posts"]
        told = [f"{one.title}, {one.organisation_name}" for one in found]
    assert told == [
        "Çevirmen, Çorum Müdürlüğü",
        "Çevirmen, Denizli Müdürlüğü",
        "Çevirmen, Sağlık Bakanlığı",
        "Çevirmen, Van Müdürlüğü",
        "Daire Başkanı, Sağlık Bakanlığı",
        "Şef, Sağlık Bakanlığı",
    ]
