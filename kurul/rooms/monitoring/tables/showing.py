"""Findings of the judgement as people read them, with days and values in their language."""

from collections.abc import Iterable
from dataclasses import dataclass

from kurul.kernel.rules import Finding, registry
from kurul.kernel.wording import sentence, sentence_pattern
from kurul.rooms.monitoring.queries import Line, RollUp


@dataclass(frozen=True)
class Why:
    """A status unfolded: its reasons, what else was found, the rule and where the rule comes from."""

    deciding: tuple[str, ...]
    others: tuple[str, ...]
    rule: str
    source: str


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
        tuple(sentence(finding) for finding in deciding),
        tuple(sentence(finding) for finding in others),
        sentence_pattern(code),
        registry[code].source,
    )
