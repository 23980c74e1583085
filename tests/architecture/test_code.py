"""What a reviewer would say about a Python file, wherever it stands. Each test names all files that offend."""

import ast
from collections.abc import Callable, Iterable
from pathlib import Path

from tests.architecture.project import KURUL, Function, functions, is_test, name_of, python_files, tree

MOST_LINES = 400
LONGEST_FUNCTION = 50
LONGEST_TEST = 80

VAGUE_FILES = {"utils", "util", "helpers", "helper", "common", "services", "service", "managers", "manager", "misc"}
VAGUE_CLASS_ENDS = ("Manager", "Handler", "Helper", "Util", "Utils", "Service", "Data", "Info", "Processor")
VAGUE_NAMES = {"data", "info", "process"}
MODEL_SIGNALS = {"pre_save", "post_save", "pre_delete", "post_delete", "m2m_changed", "pre_init", "post_init"}
# Written in two parts, so that this file does not offend itself.
LEFT_FOR_LATER = [
    "TO" + "DO",
    "FIX" + "ME",
    "type: " + "ignore",
    "mark_" + "safe",
    "x" + "fail(",
    "NotImpl" + "emented",
]


def all_files() -> list[Path]:
    """Every Python file of the project."""
    return python_files()


def files_of_kurul() -> list[Path]:
    """The Python files of Kurul itself, without tests."""
    return [path for path in python_files(KURUL) if not is_test(path)]


def offenders(paths: list[Path], look: Callable[[Path], Iterable[object]]) -> dict[str, list[object]]:
    """File → what offends in it, for the files in which something does."""
    assert paths
    found = {name_of(path): list(look(path)) for path in paths}
    return {name: offences for name, offences in found.items() if offences}


def test_files_are_short_enough_to_read():
    """A room's file past 400 lines becomes a package of the same name."""
    lines = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in all_files()}
    assert offenders(all_files(), lambda path: [lines[path]] if lines[path] > MOST_LINES else []) == {}


def test_functions_are_short():
    def long(path: Path) -> list[str]:
        limit = LONGEST_TEST if is_test(path) else LONGEST_FUNCTION
        lengths = {node.name: (node.end_lineno or node.lineno) - node.lineno + 1 for node in functions(path)}
        return [f"{name}: {length} lines" for name, length in lengths.items() if length > limit]

    assert offenders(all_files(), long) == {}


def test_imports_stand_at_the_top():
    """AppConfig.ready alone may import inside: models are not loaded before."""

    def hidden(path: Path) -> list[str]:
        return [
            node.name
            for node in functions(path)
            if not (path.name == "apps.py" and node.name == "ready")
            and any(isinstance(inner, ast.Import | ast.ImportFrom) for inner in ast.walk(node))
        ]

    assert offenders(all_files(), hidden) == {}


def test_file_names_say_what_is_inside():
    assert offenders(all_files(), lambda path: VAGUE_FILES & {path.stem, *Path(name_of(path)).parent.parts}) == {}


def test_names_say_what_they_mean():
    """Arguments of methods are left alone: a framework's base class may have named them."""

    def vague(path: Path) -> set[str]:
        names = set()
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.ClassDef) and node.name.endswith(VAGUE_CLASS_ENDS):
                names.add(node.name)
            elif isinstance(node, Function):
                names |= VAGUE_NAMES & {node.name}
            elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                names |= VAGUE_NAMES & {node.id}
        for node in tree(path).body:
            if isinstance(node, Function):
                arguments = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
                names |= VAGUE_NAMES & {argument.arg for argument in arguments}
        return names

    assert offenders(files_of_kurul(), vague) == {}


def test_kurul_never_prints():
    """The command line speaks through click and rich, everything else through pages and the log."""

    def prints(path: Path) -> list[int]:
        calls = [node for node in ast.walk(tree(path)) if isinstance(node, ast.Call)]
        return [call.lineno for call in calls if isinstance(call.func, ast.Name) and call.func.id == "print"]

    # The verifier runs without Kurul and speaks for itself.
    paths = [path for path in files_of_kurul() if path.name != "standalone_verifier.py"]
    assert offenders(paths, prints) == {}


def test_nothing_happens_by_signals_of_models():
    """What follows from a write stands in its action, or in a reaction (kernel/slots.py)."""

    def imported(path: Path) -> set[str]:
        imports = [node for node in ast.walk(tree(path)) if isinstance(node, ast.ImportFrom)]
        return MODEL_SIGNALS & {alias.name for node in imports for alias in node.names}

    assert offenders(files_of_kurul(), imported) == {}


def test_texts_are_sorted_by_keys_and_not_by_the_collation_of_a_database():
    """PostgreSQL passes over blanks where SQLite does not; our SortKey is compared byte by byte."""
    bare = {"KT", "KeyTextTransform"}

    def imported(path: Path) -> set[str]:
        nodes = (node for node in ast.walk(tree(path)) if isinstance(node, ast.ImportFrom))
        return bare & {alias.name for node in nodes for alias in node.names}

    elsewhere = [path for path in files_of_kurul() if name_of(path) != "kurul/kernel/translated.py"]
    assert offenders(elsewhere, imported) == {}


def test_nothing_is_silenced_or_left_for_later():
    def words(path: Path) -> list[str]:
        text = path.read_text(encoding="utf-8")
        return [word for word in LEFT_FOR_LATER if word in text]

    assert offenders(all_files(), words) == {}


def test_public_functions_and_classes_have_docstrings():
    def bare(path: Path) -> list[str]:
        nodes = [node for node in tree(path).body if isinstance(node, Function | ast.ClassDef)]
        names = [node.name for node in nodes if not ast.get_docstring(node)]
        return [name for name in names if not name.startswith("_") and not name.endswith("Config")]

    assert offenders(files_of_kurul(), bare) == {}
