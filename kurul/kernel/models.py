"""Django looks for the kernel's tables here; each lives with the subject that it belongs to."""

from kurul.kernel.audit.models import AuditEvent, AuditHead, EventSubject, PersonalValue
from kurul.kernel.identity.models import Account, ApiToken, Grant
from kurul.kernel.imports.models import HeldAgain, ImportRun
from kurul.kernel.search.models import SearchEntry, SearchWord

__all__ = [
    "Account",
    "ApiToken",
    "AuditEvent",
    "AuditHead",
    "EventSubject",
    "Grant",
    "HeldAgain",
    "ImportRun",
    "PersonalValue",
    "SearchEntry",
    "SearchWord",
]
