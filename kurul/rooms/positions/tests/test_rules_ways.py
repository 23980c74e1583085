"""The ways by which a power comes to a post: through whom, and how many of them are judged. No database."""

from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kurul.kernel.temporal.bounds import Bound, Certainty, Period
from kurul.rooms.positions import rules
from kurul.rooms.positions.rules import Asked, Own, Passed, Setting, Way
from kurul.rooms.positions.tests.test_rules_delegation import (
    ABOVE,
    AFTER,
    ALWAYS,
    CHIEF,
    CLERK,
    DEPUTY,
    EXISTING,
    HEAD,
    MINISTRY,
    OTHER,
    UNIT,
    asked,
    own,
    passed,
)  # fmt: skip

# --- what was given to one person -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("present", "objection"),
    [
        ({(HEAD, DEPUTY): Certainty.YES}, ""),
        ({(HEAD, DEPUTY): Certainty.NOT_KNOWN}, "perhaps_held"),
        ({(HEAD, DEPUTY): Certainty.NO}, "person_left"),
        ({(CLERK, DEPUTY): Certainty.YES}, "person_left"),
        ({}, "person_left"),
    ],
)
def test_ways_through_a_person_hold_only_while_that_one_is_in_the_post(
    present: dict[tuple[int, int], Certainty], objection: str
) -> None:
    chain = [passed(person=DEPUTY, may_pass_on=True), passed(HEAD, CLERK, number=2, by=DEPUTY)]
    found = rules.ways([own()], chain, asked(), Setting(EXISTING, ABOVE, present))
    assert {way.post: way.objection for way in found} == {CHIEF: "", HEAD: objection, CLERK: objection}


# --- who passed it on -------------------------------------------------------------------------------------------------

SUCCESSOR = 71


def limits(*chain: Passed, present: dict[tuple[int, int], Certainty]) -> dict[int, tuple[str, Decimal | None]]:
    """For each post what stands against the best of its ways, and up to what it goes."""
    found = rules.ways([own(1000)], chain, asked(), Setting(EXISTING, ABOVE, present))
    found.sort(key=lambda way: (way.objection == "", way.limit or 0))
    return {way.post: (way.objection, way.limit) for way in found}


def test_ways_through_an_earlier_link_carry_nothing_that_a_later_holder_was_given() -> None:
    """A may decide up to 100 and passes that on; B follows in the post with 1000, which B never passed on."""
    given_to_a = passed(limit=100, person=DEPUTY, may_pass_on=True)
    given_to_b = passed(limit=1000, person=SUCCESSOR, may_pass_on=True, number=2)
    link = passed(HEAD, CLERK, number=3, by=DEPUTY)
    both = {(HEAD, DEPUTY): Certainty.YES, (HEAD, SUCCESSOR): Certainty.YES}
    assert limits(given_to_a, link, present=both)[CLERK] == ("", Decimal(100))
    assert limits(given_to_a, given_to_b, link, present=both)[CLERK] == ("", Decimal(100)), "both are in the post"
    only_b = {(HEAD, SUCCESSOR): Certainty.YES}
    assert limits(given_to_a, given_to_b, link, present=only_b)[CLERK][0] in ("person_left", "given_to_another")
    passed_on = passed(HEAD, CLERK, number=4, by=SUCCESSOR)
    assert limits(given_to_a, given_to_b, link, passed_on, present=only_b)[CLERK] == ("", Decimal(1000))


@pytest.mark.parametrize("by", [None, SUCCESSOR])
def test_ways_lead_on_from_one_person_only_by_that_one(by: int | None) -> None:
    """Also not by the post: what it passes on is what it has itself, whoever is in it."""
    present = {(HEAD, DEPUTY): Certainty.YES, (HEAD, SUCCESSOR): Certainty.YES}
    chain = (passed(person=DEPUTY, may_pass_on=True), passed(HEAD, CLERK, number=2, by=by))
    assert limits(*chain, present=present)[CLERK][0] == "given_to_another"
    own_of_post = passed(limit=10, may_pass_on=True, number=3)
    assert limits(*chain, own_of_post, present=present)[CLERK] == ("", Decimal(10))


@pytest.mark.parametrize(
    ("present", "objection"),
    [
        ({(CHIEF, DEPUTY): Certainty.YES}, ""),
        ({(CHIEF, DEPUTY): Certainty.NOT_KNOWN}, "perhaps_held"),
        ({(CHIEF, DEPUTY): Certainty.NO}, "giver_left"),
        ({(HEAD, DEPUTY): Certainty.YES}, "giver_left"),
        ({}, "giver_left"),
    ],
)
def test_ways_that_one_person_passed_on_end_with_that_ones_time_in_the_delegating_post(
    present: dict[tuple[int, int], Certainty], objection: str
) -> None:
    chain = (passed(by=DEPUTY, may_pass_on=True), passed(HEAD, CLERK, number=2))
    found = limits(*chain, present=present)
    assert {post: said for post, (said, _limit) in found.items()} == {CHIEF: "", HEAD: objection, CLERK: objection}


def test_ways_that_the_post_passed_on_survive_a_change_of_its_holder() -> None:
    assert limits(passed(), present={(CHIEF, SUCCESSOR): Certainty.YES})[HEAD][0] == ""


# --- how many ways there are ------------------------------------------------------------------------------------------


def test_ways_through_layers_of_delegations_are_judged_in_few_steps() -> None:
    """Four posts in each layer, everybody delegates to everybody in the next: over 4 ** 13 ways, if all were walked."""
    layers = [[CHIEF], *([layer * 10 + post for post in range(4)] for layer in range(1, 15))]
    pairs = [(giver, taker) for above, below in pairwise(layers) for giver in above for taker in below]
    chain = [passed(a, b, may_pass_on=True, number=number) for number, (a, b) in enumerate(pairs)][:200]
    setting = Setting(dict.fromkeys((post for layer in layers for post in layer), Certainty.YES), ABOVE)
    found = rules.ways([own()], chain, asked(), setting)
    assert (len(chain), len(found)) == (200, 201), "what the post holds itself, and each delegation once"
    assert not any(way.objection for way in found)


POSTS = range(1, 6)
Answer = dict[int, tuple[bool, Decimal | None, bool, frozenset[int | None], frozenset[str]]]


def walked(own: Own, chain: list[Passed], question: Asked, setting: Setting) -> list[Way]:
    """The naive walk: every path without a circle, each judged for itself."""
    found: list[Way] = []
    paths: list[list[Passed]] = [[]]
    while paths:
        path = paths.pop()
        found += [way for way in rules.ways([own], path, question, setting) if way.own and list(way.passed) == path]
        here, seen = (path[-1].taker if path else own.post), {own.post, *(one.taker for one in path)}
        paths += [[*path, one] for one in chain if one.giver == here and one.taker not in seen]
    return found


def told(found: list[Way], *, with_persons: bool) -> Answer:
    """For each post: whether it may, up to what, may it pass it on, through whom; and why not, where it may not."""
    answer: Answer = {}
    for post in {way.post for way in found if way.own}:
        here = [way for way in found if way.post == post and way.own]
        good = [way for way in here if not way.objection]
        limits = [way.limit for way in good]
        most = None if None in limits else max((one for one in limits if one is not None), default=None)
        persons = frozenset(way.person for way in good) if with_persons else frozenset[int | None]()
        why_not = frozenset[str]() if good else frozenset(way.objection for way in here)
        answer[post] = (bool(good), most, any(way.may_go_on for way in good), persons, why_not)
    return answer


@given(
    st.lists(
        st.builds(
            passed,
            st.sampled_from(POSTS),
            st.sampled_from(POSTS),
            st.sampled_from([ALWAYS, ALWAYS, ALWAYS, Period.since(Bound.year(2017)), Period.since(AFTER)]),
            limit=st.sampled_from([None, 5, 50, 500]),
            within=st.sampled_from([None, None, MINISTRY, UNIT, OTHER]),
            person=st.sampled_from([None, None, 70, 71]),
            may_pass_on=st.sampled_from([True, True, False]),
            by=st.sampled_from([None, None, 70, 71]),
        ),
        max_size=9,
        unique_by=lambda one: (one.giver, one.taker, one.within, one.person, one.by),
    ),
    st.sampled_from([None, 5, 60]),
    st.sampled_from([None, MINISTRY, UNIT]),
    st.dictionaries(st.tuples(st.sampled_from(POSTS), st.sampled_from([70, 71])), st.sampled_from(list(Certainty))),
)
def test_ways_answer_as_if_every_path_was_walked(
    chain: list[Passed], amount: int | None, body: int | None, present: dict[tuple[int, int], Certainty]
) -> None:
    setting = Setting(dict.fromkeys(POSTS, Certainty.YES), ABOVE, present)
    chain = [replace(one, number=number) for number, one in enumerate(chain) if one.giver != one.taker]
    forward = [one for one in chain if one.giver < one.taker]  # without circles, as the rules have it
    for links, is_sound in ((forward, True), (chain, False)):
        found = rules.ways([own(100)], links, asked(amount, body), setting)
        naive = walked(own(100), links, asked(amount, body), setting)
        assert told(found, with_persons=is_sound) == told(naive, with_persons=is_sound)
        assert {way for way in found if way.own} <= set(naive), "nothing is told that no path gives"
