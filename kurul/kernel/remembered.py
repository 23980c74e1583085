"""Counts that are remembered as long as nobody writes.

Every write moves the head of the audit chain, and its digest stands for all that was ever written. So a count that was
made under one digest is right for as long as the head has it. Each process remembers for itself.
"""

from collections import OrderedDict
from typing import Any

from django.db import connections
from django.db.models import QuerySet

from kurul.kernel.audit.chain import present_head
from kurul.kernel.temporal.moment import is_writing

_MOST = 512  # questions

_counts: OrderedDict[tuple[str, str, str, tuple[Any, ...]], int] = OrderedDict()


def how_many(rows: QuerySet[Any]) -> int:
    """How many rows a queryset has: counted when somebody has written since it was last asked, else remembered.

    The question is the SQL itself, so what one actor may see is never told to another. Within a write it is always
    counted, for what is written may still be undone.
    """
    head = present_head()
    if is_writing() or head.seq == 0:
        return rows.count()
    question = (str(connections[rows.db].settings_dict["NAME"]), head.digest, *rows.query.sql_with_params())
    if question in _counts:
        _counts.move_to_end(question)
        return _counts[question]
    found = rows.count()
    _counts[question] = found
    while len(_counts) > _MOST:
        _counts.popitem(last=False)
    return found
