"""Everything people read exists in both languages."""

from tests.architecture.project import ROOT
from tools import messages


def test_every_string_has_its_translation():
    assert messages.problems(ROOT) == []
