"""How the API says no: one shape for refusals and for input that is not valid, with stable codes."""

import json
from collections.abc import Mapping
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest, JsonResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from ninja.errors import HttpError, ValidationError

from kurul.kernel.refusals import Refused
from kurul.kernel.rules import Finding
from kurul.kernel.wording import sentence, sentences

PREFIX = "/api/"  # below it every answer has the shapes of this module, whatever went wrong

sentences(
    "api",
    {
        "api.not_allowed": _("This address does not answer %(method)s. It answers: %(allowed)s."),
        "api.malformed": _("Something in the request is malformed. Compare it with the documentation of the API."),
        "api.fault": _("Something went wrong on our side. Check whether it was saved before you send it again."),
        "api.missing": _("This is needed."),
        "api.whole_number": _("Write a whole number."),
        "api.number": _("Write a number."),
        "api.yes_no": _("Write true or false."),
        "api.text": _("Write a text."),
        "api.day": _("Write a day of the calendar as 2016-07-19."),
        "api.moment": _("Write a moment with its time zone as 2016-07-19T09:00:00+03:00."),
        "api.at_least": _("Write a number of at least %(limit)s."),
        "api.at_most": _("Write a number of at most %(limit)s."),
        "api.too_short": _("Write at least %(limit)s characters."),
        "api.too_long": _("Write at most %(limit)s characters."),
        "api.one_of": _("Choose one of: %(expected)s."),
        "api.not_valid": _("This value is not valid. Write it as the documentation of the API describes it."),
        "api.not_storable": _("This holds a character that cannot be stored. Leave it out."),
        "api.not_readable": _("The request could not be read: send JSON as the documentation describes it."),
        "api.csrf": _("Your session could not be confirmed: send the X-CSRFToken header, or use an access token."),
        "api.only_now": _("Another day is looked at; write without as_of and known_at."),
    },
)

# What pydantic calls it → our code, and the name under which pydantic keeps the limit.
_CODES: Mapping[str, tuple[str, str]] = {
    "missing": ("api.missing", ""),
    "int_type": ("api.whole_number", ""),
    "int_parsing": ("api.whole_number", ""),
    "int_parsing_size": ("api.whole_number", ""),
    "int_from_float": ("api.whole_number", ""),
    "float_type": ("api.number", ""),
    "float_parsing": ("api.number", ""),
    "decimal_type": ("api.number", ""),
    "decimal_parsing": ("api.number", ""),
    "bool_type": ("api.yes_no", ""),
    "bool_parsing": ("api.yes_no", ""),
    "string_type": ("api.text", ""),
    "date_type": ("api.day", ""),
    "date_parsing": ("api.day", ""),
    "date_from_datetime_parsing": ("api.day", ""),
    "date_from_datetime_inexact": ("api.day", ""),
    "datetime_type": ("api.moment", ""),
    "datetime_parsing": ("api.moment", ""),
    "datetime_from_date_parsing": ("api.moment", ""),
    "timezone_aware": ("api.moment", ""),
    "greater_than_equal": ("api.at_least", "ge"),
    "less_than_equal": ("api.at_most", "le"),
    "string_too_short": ("api.too_short", "min_length"),
    "string_too_long": ("api.too_long", "max_length"),
    "literal_error": ("api.one_of", "expected"),
    "enum": ("api.one_of", "expected"),
}

SCHEMAS: dict[str, Any] = {
    "Findings": {
        "title": "Findings",
        "description": "Why it was refused. The codes are stable, the messages are in the language asked for.",
        "type": "object",
        "required": ["findings"],
        "properties": {
            "findings": {
                "type": "array",
                "items": {
                    "type": "object",
                    "required": ["code", "field", "message", "params"],
                    "properties": {
                        "code": {"type": "string"},
                        "field": {"type": ["string", "null"]},
                        "message": {"type": "string"},
                        "params": {"type": "object"},
                    },
                },
            }
        },
    },
    "NotFound": {
        "title": "NotFound",
        "description": "There is no such record, or it is not shown to you.",
        "type": "object",
        "required": ["code"],
        "properties": {"code": {"const": "not_found"}},
    },
}

SECURITY: dict[str, Any] = {
    "token": {"type": "http", "scheme": "bearer", "description": "An access token of an account."},
    "session": {"type": "apiKey", "in": "cookie", "name": "sessionid", "description": "The session of the pages."},
}


def _described(text: str, schema: str = "Findings") -> dict[str, Any]:
    return {
        "description": text,
        "content": {"application/json": {"schema": {"$ref": f"#/components/schemas/{schema}"}}},
    }


RESPONSES: Mapping[int, dict[str, Any]] = {
    400: _described("The request could not be read."),
    401: _described("Sign in first, or the access token is not valid."),
    403: _described("A right is missing, or the session could not be confirmed."),
    404: _described("There is no such record, or it is not shown to you.", "NotFound"),
    409: _described("It does not fit what is recorded, or somebody changed the record in the meantime."),
    422: _described("The input was refused."),
}


def findings(status: int, *found: Finding) -> JsonResponse:
    """The answer to a refusal: {"findings": [{code, field, message, params}]}."""
    said = [
        {"code": one.code, "field": one.field, "message": sentence(one), "params": _plain(one.params)} for one in found
    ]
    response = JsonResponse({"findings": said}, status=status, json_dumps_params={"ensure_ascii": False})
    if status == 401:
        response["WWW-Authenticate"] = "Bearer"
    return response


def refused(_request: HttpRequest, refusal: Refused | type[Refused]) -> JsonResponse:
    """409 for a conflict, 403 for a missing right, 401 for a missing sign-in, else 422."""
    assert isinstance(refusal, Refused)
    return findings(refusal.status, *refusal.findings)


def not_found(_request: HttpRequest, _error: Any = None) -> JsonResponse:
    """404, the same for what is hidden and for what there is not."""
    return JsonResponse({"code": "not_found"}, status=404)


def is_expected(request: HttpRequest) -> bool:
    """Whether who asks expects such an answer rather than a page."""
    return request.path_info.startswith(PREFIX)


def not_allowed(request: HttpRequest, allowed: str) -> JsonResponse:
    """405 for a method that the address does not answer; `allowed` lists those that it does."""
    methods = ", ".join(sorted(allowed.replace(" ", "").split(",")))
    response = findings(405, Finding("api.not_allowed", None, {"method": request.method, "allowed": methods}))
    response["Allow"] = methods
    return response


def not_readable(_request: HttpRequest, error: HttpError | type[HttpError]) -> JsonResponse:
    """400 for a body that is not JSON."""
    assert isinstance(error, HttpError)
    return findings(error.status_code, Finding("api.not_readable"))


def not_valid(_request: HttpRequest, error: ValidationError | type[ValidationError]) -> JsonResponse:
    """422 with one finding for each value that does not fit the schema."""
    assert isinstance(error, ValidationError)
    return findings(422, *(_finding(problem) for problem in error.errors))


def _finding(problem: Mapping[str, Any]) -> Finding:
    code, limit = _CODES.get(problem["type"], ("api.not_valid", ""))
    source, *path = problem["loc"]
    if source == "body" and len(path) > 1:
        path = path[1:]  # the first step is the name of the operation's argument
    context = problem.get("ctx", {})
    params: dict[str, Any] = {}
    if limit:
        params["expected" if limit == "expected" else "limit"] = context[limit]
    return Finding(code, ".".join(str(step) for step in path) or None, params)


def _plain(params: Mapping[str, Any]) -> Any:
    return json.loads(json.dumps(params, cls=_ParamsEncoder))


class _ParamsEncoder(DjangoJSONEncoder):
    """Also knows lazy sentences and what only has a text form (a period, a scope)."""

    def default(self, value: Any) -> Any:
        """Text for what JSON and Django do not know."""
        if isinstance(value, Promise):
            return str(value)
        try:
            return super().default(value)
        except TypeError:
            return str(value)
