"""Every rule is said, sourced and tested under its own name, and every sentence by its code."""

import ast
import importlib
import re
from pathlib import Path

from kurul.kernel import rules, wording
from tests.architecture.project import KURUL, ROOT, functions, is_test, python_files, tree
from tools.rules_docs import differing, pages, registered_rules


def home_of(rule: rules.Rule) -> Path:
    """The folder of the room, or of the part of the kernel, that the rule belongs to."""
    parts = rule.module.split(".")
    return ROOT.joinpath(*parts[: parts.index("rules")])


def names_of_tests(folder: Path) -> set[str]:
    """The names of all test functions below a folder."""
    paths = [path for path in python_files(folder) if path.name.startswith("test_")]
    return {node.name for path in paths for node in functions(path) if node.name.startswith("test_")}


def registered_codes() -> frozenset[str]:
    """The codes of all sentences for people; imports whatever may register some."""
    for path in python_files(KURUL):
        if not is_test(path) and "sentences(" in path.read_text(encoding="utf-8"):
            importlib.import_module(".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"))
    return wording.sentence_codes()


def texts_of(path: Path) -> list[str]:
    """The texts in the code of a file, without those that only explain it."""
    explaining = {
        id(node.value)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    constants = [node for node in ast.walk(tree(path)) if isinstance(node, ast.Constant) and id(node) not in explaining]
    return [node.value for node in constants if isinstance(node.value, str)]


def codes_named_in_tests() -> set[str]:
    """Whatever looks like a code in the texts of tests: "room.words"."""
    texts = [text for path in python_files() if is_test(path) for text in texts_of(path)]
    return {code for text in texts for code in re.findall(r"\b[a-z]+\.[a-z0-9_]+\b", text)}


def test_every_sentence_is_named_by_its_code_in_a_test():
    """A refusal or warning that no test provokes may be wrong, or never said: the test of it says its code."""
    registered = registered_codes()
    assert {"kernel.stale", "site.not_empty", "api.missing"} <= registered
    assert sorted(registered - codes_named_in_tests()) == []


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
