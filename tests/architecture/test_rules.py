"""Every rule is said, sourced and tested under its own name."""

from pathlib import Path

from kurul.kernel import rules, wording
from tests.architecture.project import ROOT, functions, python_files
from tools.rules_docs import differing, pages, registered_rules


def home_of(rule: rules.Rule) -> Path:
    """The folder of the room, or of the part of the kernel, that the rule belongs to."""
    parts = rule.module.split(".")
    return ROOT.joinpath(*parts[: parts.index("rules")])


def names_of_tests(folder: Path) -> set[str]:
    """The names of all test functions below a folder."""
    paths = [path for path in python_files(folder) if path.name.startswith("test_")]
    return {node.name for path in paths for node in functions(path) if node.name.startswith("test_")}


def test_every_rule_has_a_sentence_for_people():
    assert registered_rules()
    assert [rule.code for rule in registered_rules() if not wording.has_sentence(rule.code)] == []


def test_every_rule_names_its_source():
    assert [rule.code for rule in registered_rules() if not rule.source.strip() or not rule.sentence.strip()] == []


def test_every_rule_is_tested_under_its_own_name():
    """A test named test_<function>… stands in the tests of the room, or part of the kernel, that has the rule."""
    tests = {home: names_of_tests(home) for home in {home_of(rule) for rule in registered_rules()}}
    untested = {
        f"{rule.code}: test_{rule.name}"
        for rule in registered_rules()
        if not any(f"{name}_".startswith(f"test_{rule.name}_") for name in tests[home_of(rule)])
    }
    assert untested == set()


def test_pages_of_rules_are_up_to_date():
    assert differing(pages()) == [], "make rules-docs"
