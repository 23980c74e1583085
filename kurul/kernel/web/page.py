"""Answering with a page, or with the one part of it that htmx asks for; running the action behind a form."""

from collections.abc import Callable, Mapping
from pathlib import PurePosixPath
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers

from kurul.kernel.refusals import NotPermitted, Refused
from kurul.kernel.web.forms import KurulForm
from kurul.kernel.web.request import PageRequest
from kurul.kernel.wording import sentence

Result = TypeVar("Result")


def fragment_id(fragment: str) -> str:
    """The id of the element that a fragment template consists of: "boards/_meeting_list.html" → "meeting-list"."""
    return PurePosixPath(fragment).stem.lstrip("_").replace("_", "-")


def page(
    request: PageRequest, template: str, context: Mapping[str, Any], fragment: str | None = None, status: int = 200
) -> HttpResponse:
    """The page, or only its fragment when htmx asks for the element of that name.

    The page includes the fragment template, which consists of one element with the id `fragment_id(fragment)`; so a
    fragment is always the same as that part of the whole page. `status` is 422 for a form that is shown again.
    """
    name = template
    if fragment is not None:
        wants_part = request.htmx and not request.htmx.boosted and not request.htmx.history_restore_request
        if wants_part and request.htmx.target == fragment_id(fragment):
            name = fragment
    response = render(request, name, dict(context), status=status)
    if fragment is not None:
        patch_vary_headers(response, ["HX-Request", "HX-Target", "HX-Boosted", "HX-History-Restore-Request"])
    return response


def submit(form: KurulForm, action: Callable[..., Result], **values: Any) -> Result | None:
    """Run an action with what the form holds and `values`; None if the form or the action refuses.

    The form gives `form.arguments()`. What a rule objects to appears at its field, and what was typed stays. That the
    actor may not do it at all is no matter of the form: NotPermitted goes on to its page.
    """
    if not form.is_valid():
        return None
    try:
        return action(**{**form.arguments(), **values})
    except NotPermitted:
        raise
    except Refused as refused:
        for finding in refused.findings:
            form.add_error(form.field_of(finding), ValidationError(sentence(finding), code=finding.code))
        return None
