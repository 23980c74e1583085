"""Answers that are kept as long as nobody writes. (What one request has read it keeps itself: see remembering.py.)

Every write moves the head of the audit chain, and its digest stands for all that was ever written. So an answer that
was found under one digest is right for as long as the head has it. Each process remembers for itself.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, TypeVar

from django.apps import apps
from django.db import connection

from kurul.kernel.remembering import read_once
from kurul.kernel.temporal.moment import is_writing

Answer = TypeVar("Answer")
_MOST = 1024  # questions

_answers: OrderedDict[Hashable, Any] = OrderedDict()
_lock = threading.Lock()  # the threads of a web process share the answers


def answer(question: Hashable, find: Callable[[], Answer]) -> Answer:
    """The answer that `find` gives; it is asked only when somebody has written since the question was last answered.

    The question names everything on which the answer depends besides what is recorded: what is asked, the day, and who
    asks wherever not everything is public. The answer must not be changed by who gets it. Within a write it is always
    found anew, for what is written may still be undone.
    """
    digest = None if is_writing() else _digest()
    if digest is None:
        return find()
    key = (digest, question)
    with _lock:
        if key in _answers:
            _answers.move_to_end(key)
            known: Answer = _answers[key]
            return known
    found = find()
    with _lock:
        _answers[key] = found
        while len(_answers) > _MOST:
            _answers.popitem(last=False)
    return found


@read_once
def _digest() -> tuple[str, str] | None:
    """The database and the digest of all that was written; None where nothing was. In plain SQL, being asked often."""
    head = apps.get_model("kernel", "AuditHead")._meta.db_table  # who asks may be read before the models are
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT digest FROM {head} WHERE seq > 0")  # noqa: S608 (a name of ours)
        row = cursor.fetchone()
    return None if row is None else (str(connection.settings_dict["NAME"]), row[0])
