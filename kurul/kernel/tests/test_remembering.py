"""What a request has read is not read twice, and is forgotten where it could be wrong."""

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.http import HttpRequest, HttpResponse
from django.utils.translation import override

from kurul.kernel.identity.actions import create_account
from kurul.kernel.identity.actors import Actor
from kurul.kernel.refusals import Refused
from kurul.kernel.remembering import forgetting, read_each, read_once, remembering
from kurul.kernel.web.middleware import RememberingMiddleware

asked: list[object] = []


@read_once
def doubled(number: int, *, plus: int = 0) -> int:
    asked.append(number)
    return number * 2 + plus


@read_each
def halves(numbers: Iterable[int], by: int = 2) -> dict[int, int]:
    """Half of each even number; an odd one has none."""
    wanted = list(numbers)
    asked.append(wanted)
    return {number: number // by for number in wanted if number % 2 == 0}


@pytest.fixture(autouse=True)
def nothing_asked_yet() -> None:
    asked.clear()


def test_the_same_question_is_asked_once_and_another_one_anew() -> None:
    with remembering():
        assert [doubled(1), doubled(1), doubled(2), doubled(1, plus=3)] == [2, 2, 4, 5]
    assert asked == [1, 2, 1]


def test_of_many_only_those_are_asked_for_that_are_not_known_and_that_there_is_none_is_known_too() -> None:
    with remembering():
        assert halves([2, 3]) == {2: 1}
        assert halves(iter([3, 4, 4])) == {4: 2}
        assert halves([2, 3, 4]) == {2: 1, 4: 2}
        assert halves([]) == {}
        assert halves([4], 4) == {4: 1}
    assert asked == [[2, 3], [4], [4]]


def test_whoever_changes_the_dictionary_changes_nothing_that_is_remembered() -> None:
    with remembering():
        halves([2]).clear()
        assert halves([2]) == {2: 1}


def test_outside_nothing_is_kept_and_a_later_request_starts_with_nothing() -> None:
    assert [doubled(1), doubled(1)] == [2, 2]
    for _request in range(2):
        with remembering():
            doubled(1)
    assert asked == [1, 1, 1, 1]
    assert halves([]) == {}


def test_the_memory_of_an_inner_block_is_that_of_the_outer_one() -> None:
    with remembering():
        with remembering():
            doubled(1)
        doubled(1)
    assert asked == [1]


def test_an_answer_in_one_language_is_not_given_in_another() -> None:
    with remembering():
        for language in ("tr", "en", "tr"):
            with override(language):
                doubled(1)
    assert asked == [1, 1]


@pytest.mark.django_db
def test_a_write_forgets_what_was_read_before_it_also_when_it_is_refused() -> None:
    with remembering():
        doubled(1)
        create_account(login="ayse", display_name="Ayşe", by=Actor.operator())
        doubled(1)
        with pytest.raises(Refused):
            create_account(login="", display_name="", by=Actor.operator())
        doubled(1)
    assert asked == [1, 1, 1]


def test_while_a_write_runs_nothing_is_kept_whoever_reads_in_it() -> None:
    with remembering(), forgetting(), remembering():
        doubled(1)
        doubled(1)
        halves([2])
        halves([2])
    assert asked == [1, 1, [2], [2]]


def test_another_thread_remembers_nothing_of_this_one() -> None:
    with remembering(), ThreadPoolExecutor(1) as pool:
        doubled(1)
        pool.submit(doubled, 1).result()
    assert asked == [1, 1]


def test_every_request_has_a_memory_of_its_own() -> None:
    def view(_request: HttpRequest) -> HttpResponse:
        return HttpResponse(str(doubled(1) + doubled(1)))

    middleware = RememberingMiddleware(view)
    assert [middleware(HttpRequest()).content for _request in range(2)] == [b"4", b"4"]
    assert asked == [1, 1]
