"""Findings of the judgement as people read them, with days and values in their language."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from kurul.kernel.rules import Finding, registry
from kurul.kernel.temporal.bounds import Bound
from kurul.kernel.web.days import day_text
from kurul.kernel.web.numbers import number_text
from kurul.kernel.wording import sentence, sentence_pattern
from kurul.rooms.monitoring.queries import Line, RollUp

DAYS, VALUES = ("end", "start", "due"), ("target", "actual")


@dataclass(frozen=True)
class Why:
    """A status unfolded: its reasons, what else was found, the rule and where the rule comes from."""

    deciding: tuple[str, ...]
    others: tuple[str, ...]
    rule: str
    source: str


def said(finding: Finding) -> str:
    """The sentence of a finding; its days and values are written as people write them."""
    params: dict[str, Any] = dict(finding.params)
    for name in DAYS:
        if name in params:
            params[name] = day_text(Bound.read(params[name]))
    for name in VALUES:
        if name in params:
            params[name] = number_text(Decimal(params[name]))
    return sentence(replace(finding, params=params))


def why_of(line: Line) -> Why:
    """Why an element stands so."""
    if line.judgement is not None:
        return _why("monitoring.status", line.judgement.deciding, line.judgement.others)
    return why_rolled(line.rolled or RollUp("not_known"))


def why_rolled(rolled: RollUp) -> Why:
    """Why what is served stands so."""
    return _why("monitoring.worst_of", (rolled.why,), ())


def _why(code: str, deciding: Iterable[Finding], others: Iterable[Finding]) -> Why:
    return Why(
        tuple(said(finding) for finding in deciding),
        tuple(said(finding) for finding in others),
        sentence_pattern(code),
        registry[code].source,
    )
