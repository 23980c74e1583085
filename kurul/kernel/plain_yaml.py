"""The one door for YAML in files that users give: what is plain enough to be read is let through, the rest refused.

Aliases within aliases let a file of one kilobyte unfold to gigabytes, and deep nesting ends the process inside of the C
library. Both are seen in the stream of events, which is read without recursion and before anything is built.
"""

import re
from typing import Any

import yaml

MOST_DEPTH = 64  # lists and records within each other
MOST_UNFOLDED = 20_000  # values that stand in a text only by alias
# The C library where it is there: for large files it is ten times as fast.
LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# What the loaders let through of a value that looks like a day or a number and is none ("2020-13-45").
_NOT_A_VALUE = (ValueError, TypeError, LookupError, AttributeError, OverflowError, RecursionError)


class _Composing(yaml.SafeLoader):
    """Reads the files that people write for Kurul: as in YAML 1.2 only true and false are flags.

    In YAML 1.1 a column called No would be one, too.
    """


_FLAG = "tag:yaml.org,2002:bool"
_Composing.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != _FLAG]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Composing.add_implicit_resolver(_FLAG, re.compile("^(true|True|TRUE|false|False|FALSE)$"), list("tTfF"))


class NotReadable(ValueError):
    """The text is not YAML, or not plain; `line` counts from 1, 0 stands for the whole file."""

    def __init__(self, line: int, problem: str) -> None:
        self.line = line
        super().__init__(problem)


def check(text: str, loader: Any = LOADER) -> None:
    """Refuse aliases that unfold to much or contain themselves, and deep nesting. Raises NotReadable.

    `loader` is the one that will read the text: two of them may see different things in one text.
    """
    try:
        _measure(text, loader)
    except yaml.YAMLError as error:
        raise _not_readable(error) from error


def _measure(text: str, loader: Any) -> None:
    sizes: dict[str | None, int] = {}  # how many values stand under an anchor, aliases unfolded
    inside: list[tuple[str | None, int]] = []  # the anchor of each open list or record, and the values before it
    values = unfolded = 0
    for event in yaml.parse(text, Loader=loader):
        line = event.start_mark.line + 1 if event.start_mark else 0
        match event:
            case yaml.AliasEvent():
                size = sizes.get(event.anchor)
                if size is None:
                    raise NotReadable(line, f"*{event.anchor} stands for nothing, or for something that contains it")
                values += size
                unfolded += size
            case yaml.CollectionStartEvent():
                sizes.pop(event.anchor, None)
                inside.append((event.anchor, values))
                values += 1
            case yaml.CollectionEndEvent():
                anchor, before = inside.pop()
                if anchor is not None:
                    sizes[anchor] = values - before
            case yaml.ScalarEvent():
                values += 1
                if event.anchor is not None:
                    sizes[event.anchor] = 1
        if len(inside) > MOST_DEPTH:
            raise NotReadable(line, f"more than {MOST_DEPTH} lists and records within each other")
        if unfolded > MOST_UNFOLDED:
            raise NotReadable(line, f"aliases (*) stand for more than {MOST_UNFOLDED} values; write them out")


def load_all(text: str) -> list[Any]:
    """The values of all documents of a text. Raises NotReadable."""
    check(text)
    try:
        return list(yaml.load_all(text, Loader=LOADER))
    except yaml.YAMLError as error:
        raise _not_readable(error) from error
    except _NOT_A_VALUE as error:
        raise NotReadable(0, str(error)) from error


def composed(text: str) -> tuple[yaml.Node | None, Any]:
    """The nodes of a text, which know their lines, and its values. Raises NotReadable."""
    check(text, _Composing)
    try:
        return yaml.compose(text, Loader=_Composing), yaml.load(text, Loader=_Composing)  # noqa: S506 (a safe loader)
    except yaml.YAMLError as error:
        raise _not_readable(error) from error
    except _NOT_A_VALUE as error:
        raise NotReadable(0, str(error)) from error


def _not_readable(error: yaml.YAMLError) -> NotReadable:
    mark = getattr(error, "problem_mark", None)
    return NotReadable(mark.line + 1 if mark else 0, str(error))
