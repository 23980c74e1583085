"""Write docs/permissions.md: every address and the policy that says who may open it, for whoever checks rights.

python -m tools.permissions_docs           write the page
python -m tools.permissions_docs --check   exit 1 if the page is not what the code says
"""

import argparse
import os
import sys
from collections.abc import Iterator
from pathlib import Path

os.environ.setdefault("KURUL_MODE", "test")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kurul.config.settings")

import django

django.setup()

from django.conf import settings
from django.utils import translation

from kurul.kernel.identity.capabilities import capabilities
from kurul.kernel.web.policy import POLICY_MAP, Kind, Route, routes

PAGE = Path(__file__).resolve().parents[1] / "docs" / "permissions.md"
HEAD = """# Who may open what

Written by `python -m tools.permissions_docs` from the code; do not edit.

A policy says who gets to an address at all. What they see there is decided by `visible_to`, and where they may write by
the action: a capability held for one body opens the form, and the action refuses it for another. The routes of the
demonstration (one-click sign-in) exist in demonstration mode only and are not listed.
"""


def lines() -> list[tuple[str, str, str]]:
    """(address, its name or operation, policy) of every page and of every operation of the API, in order."""
    return sorted(line for route in routes(settings.ROOT_URLCONF) for line in _lines_of(route))


def _lines_of(route: Route) -> Iterator[tuple[str, str, str]]:
    if route.operations and route.name not in POLICY_MAP:
        for operation in route.operations:
            function = f"{operation.view_func.__module__}.{operation.view_func.__name__}"
            yield (
                f"/{route.pattern}",
                f"{' '.join(operation.methods)} {function}",
                str(getattr(operation.view_func, "policy", None)),
            )
        return
    for policy in route.policies:
        yield f"/{route.pattern}", route.name, str(policy)


def holders() -> list[tuple[str, str, str]]:
    """(capability, what it means, roles that have it) of every capability, in order."""
    with translation.override("en"):
        return [
            (code, str(known.label), ", ".join(sorted(str(role.label) for role in known.roles)) or "–")
            for code, known in sorted(capabilities().items())
        ]


def page() -> str:
    """The whole page, for the routes as they are."""
    kinds = ", ".join(kind.value for kind in Kind)
    shown = [HEAD, f"Kinds of policy: {kinds}.\n", _table("Address | Name, or method and operation | Policy", lines())]
    return "\n".join([*shown, "## Capabilities\n", _table("Capability | Meaning | Roles", holders())])


def _table(head: str, rows: list[tuple[str, str, str]]) -> str:
    written = [f"| {head} |", "|---|---|---|"]
    written += [f"| `{first}` | {second} | {third} |" for first, second, third in rows]
    return "\n".join(written) + "\n"


def main() -> int:
    """Write or check the page; the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tools.permissions_docs", description="The page of permissions.")
    parser.add_argument("--check", action="store_true", help="only say whether the page is out of date")
    wanted, is_same = page(), False
    if PAGE.exists():
        is_same = PAGE.read_text(encoding="utf-8") == wanted
    if parser.parse_args().check:
        print("Up to date." if is_same else "docs/permissions.md is out of date: python -m tools.permissions_docs")
        return 0 if is_same else 1
    PAGE.write_text(wanted, encoding="utf-8")
    print("Up to date." if is_same else "written docs/permissions.md")
    return 0


if __name__ == "__main__":
    sys.exit(main())
