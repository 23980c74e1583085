"""The two demonstrations that can be loaded: the facts alone, or the facts with the illustrative layer over them."""

from kurul.site.demonstration.facts import ACCOUNTS, ACCOUNTS_WITHOUT_POSTS, FACTS
from kurul.site.demonstration.illustrative import illustrative
from kurul.site.demonstration.loading import Step


def facts_only() -> tuple[Step, ...]:
    """What was published, and accounts to sign in with."""
    return (*FACTS, ACCOUNTS_WITHOUT_POSTS)


def whole() -> tuple[Step, ...]:
    """The facts, the people, and everything made up around them."""
    return (*FACTS, ACCOUNTS, *illustrative())
