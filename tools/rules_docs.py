"""Write docs/rules/ from the rules in the code, so that a legal adviser can read what the software enforces.

python -m tools.rules_docs           write docs/rules/<room>.md and its table of contents
python -m tools.rules_docs --check   exit 1 if a page is not what the code says
"""

import argparse
import importlib
import os
import sys
from collections import defaultdict
from pathlib import Path

os.environ.setdefault("KURUL_MODE", "test")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kurul.config.settings")

import django

django.setup()

from django.utils import translation

from kurul.kernel import rules, wording

ROOT = Path(__file__).resolve().parents[1]
KURUL = ROOT / "kurul"
PAGES = ROOT / "docs" / "rules"


def registered_rules() -> list[rules.Rule]:
    """Every rule of the kernel and of the rooms, by code; imports their modules of rules and wording."""
    for path in sorted(KURUL.rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        if "tests" not in parts and {"rules", "wording"} & set(parts[2:]):
            importlib.import_module(".".join(part for part in parts if part != "__init__"))
    ours = [rule for rule in rules.registry.values() if rule.module.startswith("kurul.")]
    return sorted(ours, key=lambda rule: rule.code)


def entry(rule: rules.Rule) -> str:
    """One rule as a section of its page."""
    lines = [f"## `{rule.code}`", "", rule.sentence, "", f"- Source: {rule.source}"]
    if wording.has_sentence(rule.code):
        with translation.override("en"):
            lines.append(f"- People read: “{wording.sentence_pattern(rule.code)}”")
    lines.append(f"- Code: `{rule.module}.{rule.name}`")
    return "\n".join(lines) + "\n"


def pages() -> dict[str, str]:
    """File name → text of every page, for the rules as they are."""
    by_room: dict[str, list[rules.Rule]] = defaultdict(list)
    for rule in registered_rules():
        by_room[rule.code.partition(".")[0]].append(rule)
    written = "Written by `make rules-docs` from the code; do not edit."
    texts = {
        f"{room}.md": f"# Rules of {room}\n\n{written}\n\n" + "\n".join(entry(rule) for rule in members)
        for room, members in sorted(by_room.items())
    }
    contents = [f"- [{room}]({room}.md): {len(members)}" for room, members in sorted(by_room.items())]
    texts["README.md"] = f"# What the software enforces\n\n{written}\n\n" + "\n".join(contents) + "\n"
    return texts


def differing(wanted: dict[str, str]) -> list[str]:
    """The names of pages that are missing, superfluous or not what the code says."""
    present = {path.name: path.read_text(encoding="utf-8") for path in PAGES.glob("*.md")}
    return sorted(name for name in wanted.keys() | present.keys() if wanted.get(name) != present.get(name))


def main() -> int:
    """Write or check the pages; the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tools.rules_docs", description="Pages of rules from the code.")
    parser.add_argument("--check", action="store_true", help="only name the pages that are out of date")
    options = parser.parse_args()
    wanted = pages()
    names = differing(wanted)
    if options.check:
        print("\n".join(f"docs/rules/{name} is out of date: make rules-docs" for name in names) or "Up to date.")
        return 1 if names else 0
    PAGES.mkdir(parents=True, exist_ok=True)
    for name in names:
        if name in wanted:
            (PAGES / name).write_text(wanted[name], encoding="utf-8")
        else:
            (PAGES / name).unlink()
        print(f"{'written' if name in wanted else 'removed'} docs/rules/{name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
