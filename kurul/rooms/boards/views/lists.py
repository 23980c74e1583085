"""The long lists of the room, which are narrowed, counted and cut in the same way."""

from collections.abc import Callable, Sequence
from typing import Any

from django.http.response import HttpResponseBase

from kurul.kernel.web import exports
from kurul.kernel.web.page import page
from kurul.kernel.web.request import PageRequest
from kurul.kernel.web.tables import Rows, Table
from kurul.kernel.wording import Text


def list_page(
    request: PageRequest,
    form: Any,
    table_class: type[Table],
    caption: Text,
    *,
    how_many: Callable[..., int],
    listing: Callable[..., Sequence[Any]],
    first: str,
    template: str,
    fragment: str,
) -> HttpResponseBase:
    """A list as its page, a part of the page, or a file: whatever was asked for.

    `how_many(filters, look, actor)` counts it and `listing(…, order=, start=, size=)` cuts it by the filters of the
    form; `first` is its order until somebody chooses another.
    """
    filters, look, actor = form.filters, request.look, request.actor

    def fetch(order: tuple[str, ...], start: int, stop: int) -> Sequence[Any]:
        return listing(filters, look, actor, order=order[0] if order else first, start=start, size=stop - start)

    table = table_class(Rows(fetch, how_many(filters, look, actor)), request=request, caption=caption)
    if (file := exports.asked(request, table)) is not None:
        return file
    context = {"form": form, "filters": filters, "table": table}
    return page(request, template, context, fragment=fragment)
