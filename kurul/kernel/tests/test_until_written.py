"""An answer is remembered as long as nobody writes, and not a moment longer."""

import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from kurul.kernel import until_written
from kurul.kernel.actions import record, writes
from kurul.kernel.identity.actors import Actor
from kurul.kernel.identity.tests import make
from kurul.kernel.references import Ref
from kurul.kernel.until_written import answer
from kurul.kernel.wording import EventKind

pytestmark = pytest.mark.django_db
TOUCHED = EventKind("audit.touched_in_a_test")


class Asked:
    """Counts how often it is asked."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> int:
        self.times += 1
        return self.times


@writes
def touch(asked: Asked | None = None) -> tuple[int, ...]:
    """A write that may ask twice on its way."""
    record(TOUCHED, Ref("boards.board", 1), by=Actor.operator())
    return tuple(answer("in a write", asked) for _ in range(2)) if asked else ()


def test_an_answer_is_found_once_until_somebody_writes() -> None:
    make.account()
    asked = Asked()
    assert [answer("one", asked), answer("one", asked)] == [1, 1]
    touch()
    assert [answer("one", asked), answer("one", asked)] == [2, 2]


def test_other_questions_have_other_answers() -> None:
    make.account()
    asked = Asked()
    assert [answer(("one", 1), asked), answer(("one", 2), asked)] == [1, 2]


def test_within_a_write_nothing_is_remembered() -> None:
    """What is written may still be undone, under the same digest as before."""
    make.account()
    assert touch(Asked()) == (1, 2)


def test_before_the_first_write_nothing_is_remembered() -> None:
    asked = Asked()
    assert [answer("one", asked), answer("one", asked)] == [1, 2]


def test_many_questions_do_not_fill_the_memory() -> None:
    make.account()
    asked = Asked()
    for number in range(1100):
        answer(("many", number), asked)
    assert answer(("many", 1099), asked) == 1100
    assert answer(("many", 0), asked) == 1101


def test_threads_that_share_the_answers_do_not_disturb_each_other(monkeypatch: pytest.MonkeyPatch) -> None:
    """While one thread keeps pushing answers out, the others ask for them."""
    monkeypatch.setattr(until_written, "_MOST", 8)
    monkeypatch.setattr(until_written, "_digest", lambda: ("database", "digest"))
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(4) as threads:
            asked = [threads.submit(answer, ("shared", n % 16), lambda n=n: n % 16) for n in range(20_000)]
            assert [one.result() for one in asked] == [n % 16 for n in range(20_000)]
    finally:
        sys.setswitchinterval(before)
