"""Rules and their findings. Plain Python: no Django, no clock, no database.

A rule is a pure function that takes values and returns findings. Its docstring is the sentence of law or policy that it
stands for; `source` says where that sentence comes from. `docs/rules/` is generated from here.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from typing import Any, TypeVar

Check = TypeVar("Check", bound=Callable[..., Any])


@dataclass(frozen=True)
class Finding:
    """Something that a rule objects to: its code, the field it belongs to, and what the sentence needs to be said."""

    code: str
    field: str | None = None
    params: Mapping[str, Any] = dataclass_field(default_factory=dict)


@dataclass(frozen=True)
class Rule:
    """One rule as it is registered."""

    code: str
    name: str
    module: str
    sentence: str
    source: str


registry: dict[str, Rule] = {}


def rule(code: str, *, source: str) -> Callable[[Check], Check]:
    """Register a pure function as the rule `code` ("room.words"); `source` is the law, standard or policy behind it."""

    def register(function: Check) -> Check:
        if not function.__doc__:
            raise TypeError(f"The rule {code} needs a docstring: the sentence that it stands for.")
        if code in registry and registry[code].name != function.__name__:
            raise TypeError(f"Two rules carry the code {code}.")
        sentence = " ".join(function.__doc__.split())
        registry[code] = Rule(code, function.__name__, function.__module__, sentence, source)
        return function

    return register


def gather(*results: Iterable[Finding] | Finding | None) -> tuple[Finding, ...]:
    """All findings of several rules, in order."""
    found: list[Finding] = []
    for result in results:
        if isinstance(result, Finding):
            found.append(result)
        elif result is not None:
            found.extend(result)
    return tuple(found)
