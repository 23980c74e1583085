"""What a difference of two days says of posts, their holders and the CIO seats."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.utils import translation

from kurul.kernel.identity.actors import Actor
from kurul.kernel.temporal.between import Between
from kurul.kernel.temporal.bounds import Bound
from kurul.rooms.organisations import queries
from kurul.rooms.organisations.models import Organisation
from kurul.rooms.positions import actions
from kurul.rooms.positions.models import Post
from kurul.rooms.positions.tests import make

pytestmark = pytest.mark.django_db
NOBODY = Actor.nobody()
YEAR = Between(date(2015, 12, 31), date(2016, 12, 31))


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


def told(between: Between = YEAR, **more: Any) -> list[tuple[str, ...]]:
    """(group, what, of what, before, after) of each change of posts, the latest first."""
    found = [one for one in queries.differences(between, NOBODY, **more) if one.source == "positions"]
    return [
        (
            str(one.group),
            str(one.what),
            str(one.name),
            *("; ".join(str(side.text) for side in sides) for sides in (one.before, one.after)),
        )
        for one in queries.told(found, between, NOBODY)
    ]


def test_who_took_a_post_up_and_who_left_it() -> None:
    ministry = make.ministry()
    post = make.post(organisation=ministry)
    make.appointment(post, make.person("Ayşe", "Yılmaz"), since=date(2012, 1, 1), until=date(2016, 3, 1))
    make.appointment(post, make.person("Cem", "Kaya"), since=date(2016, 4, 1))
    name = "Müsteşar Yardımcısı, Ministry of Health"
    assert told() == [
        ("Holders of posts", "Taken up", name, "", "Cem Kaya (Substantive)"),
        ("Holders of posts", "Left", name, "Ayşe Yılmaz (Substantive)", ""),
    ]
    assert told(body=ministry.pk) == told()
    assert told(body=make.ministry("Adalet Bakanlığı", "Ministry of Justice").pk) == []
    assert told(wanted=["posts"]) == []


def test_what_was_found_is_told_though_it_is_corrected_before_it_is_told() -> None:
    ministry = make.ministry()
    chief, head = make.post(ministry), make.post(ministry, title="Başkan", of_kind="x", portfolio=[])
    line = make.superior(head, chief, since=date(2016, 3, 1))
    assert line is not None
    found = list(queries.differences(YEAR, NOBODY, wanted=["lines"]))
    actions.withdraw_superior(line=line, reason="Yanlış.", by=make.OPERATOR)
    (one,) = queries.told(found, YEAR, NOBODY)
    assert str(one.after[0].text) == "Müsteşar Yardımcısı, Ministry of Health"
    assert told(wanted=["lines"]) == []


def test_holders_of_posts_that_count_are_changes_of_cio_seats() -> None:
    make.cio_rule()
    post = make.post(make.ministry())
    make.appointment(post, make.person(), since=date(2016, 4, 1))
    assert {one[0] for one in told()} == {"CIO seats"}
    assert [one[1] for one in told(wanted=["cio"])] == ["Taken up"]
    assert told(wanted=["holders"]) == []


def test_to_whom_a_post_reports_and_no_longer_reports() -> None:
    ministry = make.ministry()
    chief = make.post(ministry)
    head, clerk = (make.post(ministry, title=title, of_kind="x", portfolio=[]) for title in ("Başkan", "Müdür"))
    make.superior(clerk, head, since=date(2012, 1, 1))
    make.superior(clerk, chief, since=date(2016, 3, 1))
    make.superior(head, chief, since=date(2015, 3, 1))
    make.superior(head, None, since=date(2016, 6, 1))
    of = "{}, Ministry of Health".format
    assert told() == [
        ("Reporting lines", "Reports to it no longer", of("Başkan"), of("Müsteşar Yardımcısı"), ""),
        ("Reporting lines", "Reports to a post", of("Müdür"), of("Başkan"), of("Müsteşar Yardımcısı")),
    ]
    assert told(wanted=["lines"], body=ministry.pk) == told()
    assert told(wanted=["holders"]) == []


def test_what_was_delegated_and_no_longer_is(chief: Post, head: Post, ministry: Organisation) -> None:
    make.cio_rule()
    given = make.delegation(make.power(), chief, head, since=date(2016, 2, 1))
    actions.revoke_delegation(delegation=given, last_day=Bound.on(date(2016, 6, 30)), by=make.OPERATOR)
    said = "Sign expenditure → Daire Başkanı, Bilgi İşlem Dairesi"
    of = "Müsteşar Yardımcısı, Ministry of Health"
    assert told() == [
        ("Delegations", "Delegation ended", of, said, ""),
        ("Delegations", "Power delegated", of, "", said),
    ], "also of a post that counts as CIO-equivalent"
    unit = Organisation.objects.exclude(pk=ministry.pk).get()
    assert told(body=unit.pk) == told(), "it concerns the body that receives it too"
    assert told(body=make.ministry("Adalet Bakanlığı", "Ministry of Justice").pk) == []


def test_a_corrected_line_and_delegation_are_learnt(chief: Post, head: Post, clerk: Post) -> None:
    line = make.superior(head, chief)
    assert line is not None
    given = make.delegation(make.power(), chief, head, since=date(2016, 2, 1))
    start = given.recorded_at
    actions.correct_superior(line=line, superior=clerk, period=line.period, reason="Yanlış.", by=make.OPERATOR)
    said = replace(actions.Passing.of(given), to_post=clerk)
    corrected = actions.correct_delegation(delegation=given, said=said, reason="Yanlış.", by=make.OPERATOR)
    learnt = Between(date(2015, 12, 31), date(2016, 12, 31), learnt=(start, corrected.recorded_at))
    assert sorted(one[:2] + one[3:] for one in told(learnt)) == [
        (
            "Delegations",
            "Held otherwise",
            "Sign expenditure → Daire Başkanı, Bilgi İşlem Dairesi",
            "Sign expenditure → Şube Müdürü, Ministry of Health",
        ),
        (
            "Reporting lines",
            "Held otherwise",
            "Müsteşar Yardımcısı, Ministry of Health",
            "Şube Müdürü, Ministry of Health",
        ),
    ]


def test_a_post_established_in_between_is_one_change() -> None:
    make.post(organisation=make.ministry(), since=date(2016, 5, 1), until=date(2016, 9, 1))
    assert [one[1] for one in told()] == ["Post abolished", "Post established"]
