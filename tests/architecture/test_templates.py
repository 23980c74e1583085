"""What a reviewer would say about a template."""

import re
from functools import cache
from pathlib import Path

import allauth
import django

from tests.architecture.project import KURUL, files, name_of, template_name, templates

FORBIDDEN = {
    "inline script": re.compile(r"<script(?![^>]*\bsrc=)", re.IGNORECASE),
    "inline style": re.compile(r"<style\b|\sstyle\s*=", re.IGNORECASE),
    "event attribute": re.compile(r"\s(?:on[a-z]+|hx-on[:\w-]*)\s*=", re.IGNORECASE),
    "script address": re.compile(r"javascript:", re.IGNORECASE),
    "unescaped text": re.compile(r"\|\s*safe\b|\|\s*safeseq\b|\{%\s*autoescape\s+off"),
    "foreign address": re.compile(r"""(?:src|href)\s*=\s*["'](?:https?:)?//"""),
}
ERROR_PAGES = {"400.html", "403.html", "403_csrf.html", "404.html", "500.html"}


def test_templates_obey_the_content_security_policy():
    offences = {
        f"{name_of(path)}: {what}"
        for path in templates()
        for what, pattern in FORBIDDEN.items()
        if pattern.search(path.read_text(encoding="utf-8"))
    }
    assert offences == set()


def test_every_template_is_used():
    """Its name stands in Python or in another template, or it takes the place of a template of a package."""
    assert [name_of(path) for path in templates() if not is_used(path)] == []


def is_used(path: Path) -> bool:
    """Whether anything would miss the template."""
    name = template_name(path)
    mentioned = any(name in text for other, text in texts().items() if other != path)
    return mentioned or name in ERROR_PAGES or replaces_template_of_a_package(name)


@cache
def texts() -> dict[Path, str]:
    """Every file of Kurul that may name a template."""
    kinds = {".py", ".html", ".txt"}
    return {
        path: path.read_text(encoding="utf-8") for path in files() if path.suffix in kinds and KURUL in path.parents
    }


def replaces_template_of_a_package(name: str) -> bool:
    """Whether Django or allauth has a template of this name."""
    packages = [Path(str(module.__file__)).parent for module in (allauth, django)]
    return any(True for package in packages for _ in package.glob(f"**/templates/{name}"))
