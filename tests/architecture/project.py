"""The files of this project, as the architecture tests look at them."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
KURUL = ROOT / "kurul"
# What is not written by us, or not kept: environments, databases, caches, vendored files.
NOT_OURS = {".git", ".venv", ".tools", "node_modules", "var", "vendor", "__pycache__"}
CACHES = ("_cache", ".hypothesis")


def name_of(path: Path) -> str:
    """The path inside the project, for messages and lists."""
    return path.relative_to(ROOT).as_posix()


@cache
def files() -> tuple[Path, ...]:
    """All files of the project that people write, in order."""
    return tuple(path for path in sorted(walk(ROOT)) if path.is_file())


def walk(folder: Path) -> Iterator[Path]:
    """Everything below a folder, without what is not ours."""
    for path in folder.iterdir():
        if path.name in NOT_OURS or path.name.endswith(CACHES) or path.is_symlink():
            continue
        if path.is_dir():
            yield from walk(path)
        else:
            yield path


def python_files(folder: Path = ROOT) -> list[Path]:
    """Python files below a folder, without migrations, which Django writes."""
    return [
        path
        for path in files()
        if path.suffix == ".py" and path.is_relative_to(folder) and "migrations" not in path.relative_to(ROOT).parts
    ]


def is_test(path: Path) -> bool:
    """Whether a file belongs to tests."""
    return "tests" in path.relative_to(ROOT).parts or path.name == "conftest.py"


def templates() -> list[Path]:
    """All templates of the project."""
    return [path for path in files() if "templates" in path.relative_to(ROOT).parts[:-1] and path.suffix != ".py"]


def template_name(path: Path) -> str:
    """The name by which Django knows a template."""
    parts = path.relative_to(ROOT).parts
    return "/".join(parts[parts.index("templates") + 1 :])


def rooms() -> list[Path]:
    """The folders of the rooms that exist."""
    return sorted(folder.parent for folder in (KURUL / "rooms").glob("*/apps.py"))


@cache
def tree(path: Path) -> ast.Module:
    """The syntax tree of a Python file."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


Function = ast.FunctionDef | ast.AsyncFunctionDef


def functions(path: Path) -> list[Function]:
    """All functions and methods of a file."""
    return [node for node in ast.walk(tree(path)) if isinstance(node, Function)]
