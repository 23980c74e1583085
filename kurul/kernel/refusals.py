"""A refusal: the software declines to write, says why at the right field, and nothing is stored."""

from collections.abc import Iterable

from kurul.kernel.rules import Finding, gather


class Refused(Exception):
    """Raised by actions. The page shows the sentences, the API answers `status`, the command line exits with 1."""

    status = 422

    def __init__(self, *findings: Finding) -> None:
        self.findings = findings
        super().__init__(", ".join(finding.code for finding in findings))


class Conflict(Refused):
    """What is asked for does not fit what is already recorded."""

    status = 409


class Stale(Conflict):
    """Somebody else changed the record in the meantime."""

    def __init__(self, finding: Finding | None = None) -> None:
        super().__init__(finding or Finding("kernel.stale"))


class NotPermitted(Refused):
    """The actor may not do this; only used for what the actor can see (hidden records do not exist)."""

    status = 403


def refuse_if(*results: Iterable[Finding] | Finding | None, as_: type[Refused] = Refused) -> None:
    """Raise when any rule found anything."""
    findings = gather(*results)
    if findings:
        raise as_(*findings)
