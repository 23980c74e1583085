"""What one may be allowed to do, and the roles that gather it.

A room declares its capabilities in `permissions.py` and says there which roles have them:

    CONVENE = capability("boards.convene", _("Convene meetings"), roles=[SECRETARIAT])

A role is nothing but the set of the capabilities that name it, so a new room needs no change here.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from django.utils.translation import gettext_lazy as _

from kurul.kernel.wording import Text

_CODE = re.compile(r"[a-z][a-z_]*\.[a-z][a-z_]*")
ROLE_PREFIX = "role:"
MAX_LENGTH = 100


@dataclass(frozen=True)
class Role:
    """A named set of capabilities."""

    code: str
    label: Text

    @property
    def granted(self) -> str:
        """The text by which a grant names the role."""
        return f"{ROLE_PREFIX}{self.code}"

    @property
    def capabilities(self) -> "frozenset[Capability]":
        """Every declared capability that names this role."""
        return frozenset(found for found in _capabilities.values() if self in found.roles)

    def __hash__(self) -> int:
        return hash(self.code)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Role) and other.code == self.code


class Capability(str):
    """The code of a capability ("boards.convene"), with its label and the roles that have it."""

    label: Text
    roles: frozenset[Role]

    def __new__(cls, code: str, label: Text, roles: Iterable[Role] = ()) -> "Capability":
        """Only `capability()` makes them, so that all are known."""
        made = super().__new__(cls, code)
        made.label = label
        made.roles = frozenset(roles)
        return made


_capabilities: dict[str, Capability] = {}

SECRETARIAT = Role("secretariat", _("Board secretariat"))
CIO = Role("cio", _("CIO-equivalent"))
REPORTER = Role("reporter", _("Reporter"))
STRATEGY_OFFICER = Role("strategy_officer", _("Strategy development officer"))
SYSTEM_OWNER = Role("system_owner", _("System owner"))
REGISTRY_CLERK = Role("registry_clerk", _("Registry clerk"))
AUDITOR = Role("auditor", _("Auditor"))
ADMINISTRATOR = Role("administrator", _("Administrator"))

ROLES: Mapping[str, Role] = MappingProxyType(
    {
        role.code: role
        for role in (
            SECRETARIAT,
            CIO,
            REPORTER,
            STRATEGY_OFFICER,
            SYSTEM_OWNER,
            REGISTRY_CLERK,
            AUDITOR,
            ADMINISTRATOR,
        )
    }
)


def capability(code: str, label: Text, roles: Iterable[Role] = ()) -> Capability:
    """Declare a capability "room.verb"; raises ValueError for a code that is malformed or already declared."""
    if not _CODE.fullmatch(code) or len(code) > MAX_LENGTH:
        raise ValueError(f"{code!r} is not the code of a capability: write room.verb.")
    if code in _capabilities:
        raise ValueError(f"The capability {code} is declared twice.")
    made = Capability(code, label, roles)
    _capabilities[code] = made
    return made


def capabilities() -> Mapping[str, Capability]:
    """Every declared capability by its code."""
    return MappingProxyType(_capabilities)


def granted_capabilities(granted: str) -> frozenset[Capability]:
    """What a grant of a capability's code or of "role:code" gives; nothing when nobody declares it (any more)."""
    if granted.startswith(ROLE_PREFIX):
        role = ROLES.get(granted.removeprefix(ROLE_PREFIX))
        return frozenset() if role is None else role.capabilities
    found = _capabilities.get(granted)
    return frozenset() if found is None else frozenset({found})


def granted_label(granted: str) -> Text | None:
    """What people read for the text of a grant; None when nobody declares it."""
    if granted.startswith(ROLE_PREFIX):
        role = ROLES.get(granted.removeprefix(ROLE_PREFIX))
        return None if role is None else role.label
    found = _capabilities.get(granted)
    return None if found is None else found.label


MANAGE_ACCOUNTS = capability("identity.manage_accounts", _("Manage accounts and grants"), roles=[ADMINISTRATOR])
READ_AUDIT = capability("audit.read", _("Read the audit log"), roles=[AUDITOR, ADMINISTRATOR])
