"""What an erasure needs."""

from kurul.kernel.rules import Finding, rule

SOURCE = "Kurul: docs/adr/0013-one-chain.md"


@rule("audit.reason_given", source=SOURCE)
def reason_given(reason: str) -> list[Finding]:
    """An erasure states its reason, which stays when the values are gone."""
    return [] if reason.strip() else [Finding("audit.reason_given", "reason")]


@rule("audit.something_to_erase", source=SOURCE)
def something_to_erase(count: int) -> list[Finding]:
    """Only what is there can be erased: an erasure of nothing would say something untrue."""
    return [] if count else [Finding("audit.something_to_erase")]
