"""The API at /api/: the one instance, its answers, its paging, and what every operation must declare.

A room defines a router in its `api.py`; the file is found by itself:

    router = Router(tags=["organisations"])

    @router.get("/{pk}", response=OrganisationOut)
    @anonymous
    @with_look
    def organisation(request: PageRequest, pk: Id) -> queries.Organisation: ...

    register_router("/organisations", router)

An operation calls the same queries and actions as the pages. Whoever comes with a session must pass the CSRF check to
write; a bearer token needs none, because no browser sends it by itself.
"""

import functools
import inspect
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Generic, TypeVar, cast

from django.core import checks
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware
from django.utils.datastructures import MultiValueDict
from ninja import NinjaAPI, Query, Router, Schema
from ninja.errors import HttpError, ValidationError
from ninja.openapi.schema import OpenAPISchema
from ninja.operation import Operation
from ninja.parser import Parser
from ninja.utils import contribute_operation_args
from pydantic import Field

from kurul.kernel import answers
from kurul.kernel.discovery import discover
from kurul.kernel.identity.scopes import GREATEST_ID
from kurul.kernel.refusals import Refused
from kurul.kernel.rules import Finding
from kurul.kernel.web.policy import ANONYMOUS, Policy, anonymous

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
ALL_METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"]

View = TypeVar("View", bound=Callable[..., Any])
Item = TypeVar("Item")

# The number of a record. Without the bounds a database would fail on numbers that it cannot hold.
Id = Annotated[int, Field(ge=1, le=GREATEST_ID)]


class Paging(Schema):
    """Which part of a list is asked for."""

    limit: int = Field(50, ge=1, le=200, description="How many items at most.")
    offset: int = Field(0, ge=0, le=2**31 - 1, description="How many items to skip.")


class Page(Schema, Generic[Item]):
    """A part of a list, how long the whole is, and the address of the next part (none at the end)."""

    items: list[Item]
    total: int = Field(ge=0)
    next: str | None


@dataclass(frozen=True)
class Part(Generic[Item]):
    """What an operation returns where it declares `response=Page[…]`."""

    items: Sequence[Item]
    total: int
    next: str | None


def part_of(request: HttpRequest, rows: "Sequence[Item] | QuerySet[Any]", paging: Paging) -> Part[Item]:
    """The asked-for part of ordered rows; a queryset is counted and cut in the database."""
    total = rows.count() if isinstance(rows, QuerySet) else len(rows)
    end = paging.offset + paging.limit
    following = None
    if end < total:
        query = request.GET.copy()
        query["limit"], query["offset"] = str(paging.limit), str(end)
        following = f"{request.path}?{query.urlencode()}"
    return Part(list(rows[paging.offset : end]), total, following)


class LookParameters(Schema):
    """At which day, and with whose knowledge, the answer is given."""

    as_of: date | None = Field(None, description="The day looked at; today if left out.")
    known_at: str | None = Field(
        None,
        pattern=r"^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2})?$",
        description="What was held to be true at the end of this day or minute, in local time; now if left out.",
    )


def with_look(operation: View) -> View:
    """Let an operation be asked as of a day: documents `as_of` and `known_at`, which stand in `request.look`."""

    @functools.wraps(operation)
    def looking(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        kwargs.pop("look_parameters")
        return operation(request, *args, **kwargs)

    contribute_operation_args(looking, "look_parameters", LookParameters, Query(...))
    return cast(View, looking)


class CarefulParser(Parser):
    """Refuses what no database can store: zero characters, halves of characters, numbers that are none."""

    def parse_body(self, request: HttpRequest) -> Any:
        """The JSON of the body; raises ValueError, which ninja answers with 400."""
        read = json.loads(request.body, parse_constant=_no_number)
        if not all(_is_storable(text) for text in _texts(read)):
            raise ValueError("The body holds a character that cannot be stored.")
        return read

    def parse_querydict(self, data: "MultiValueDict[Any, Any]", list_fields: list[str], request: HttpRequest) -> Any:
        """The parameters of the address or of a form; raises Refused."""
        for name in data:
            if not all(_is_storable(value) for value in data.getlist(name) if isinstance(value, str)):
                raise Refused(Finding("api.not_storable", name))
        return super().parse_querydict(data, list_fields, request)


def _no_number(text: str) -> None:
    raise ValueError(f"{text} is not a number.")


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for element in value:
            yield from _texts(element)
    elif isinstance(value, dict):
        yield from value
        yield from _texts(list(value.values()))


def _is_storable(text: str) -> bool:
    return "\x00" not in text and not any("\ud800" <= character <= "\udfff" for character in text)


class _ApiCsrf(CsrfViewMiddleware):
    """Django's check; its own look at a request passes by the API, whose answers are no pages."""

    def _reject(self, request: HttpRequest, reason: str) -> HttpResponse:
        return answers.findings(403, Finding("api.csrf"))


def _guarded(run: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Around every operation: what cannot be an address does not exist, and a session must prove that it means it."""

    @functools.wraps(run)
    def guarded(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        if not _is_storable(request.path):
            return answers.not_found(request)
        if request.method not in SAFE_METHODS:
            has_session = request.actor.is_authenticated and request.actor.token_scopes is None
            if has_session and (refusal := _ApiCsrf(run).process_view(request, run, (), {})) is not None:
                return refusal
            if not request.look.is_now:
                return answers.findings(409, Finding("api.only_now"))
        return run(request, *args, **kwargs)

    return guarded


class KurulAPI(NinjaAPI):
    """Ninja with our answers, our guards and our documentation of both. `api` is the one that is served."""

    def __init__(self, *, finds_rooms: bool = False, **options: Any) -> None:
        # The pages that ninja would serve as documentation draw their scripts from elsewhere.
        super().__init__(docs_url=None, parser=CarefulParser(), **options)
        self._finds_rooms = finds_rooms
        self._is_closed = False
        self.add_decorator(_guarded, mode="view")
        self.add_exception_handler(Refused, answers.refused)
        self.add_exception_handler(Http404, answers.not_found)
        self.add_exception_handler(ValidationError, answers.not_valid)
        self.add_exception_handler(HttpError, answers.not_readable)

    @property
    def urls(self) -> Any:
        """What `path("api/", api.urls)` takes. From the first call on no operation can be added any more."""
        self._close()
        return super().urls

    def _close(self) -> None:
        if self._is_closed:
            return
        if self._finds_rooms:
            discover("api")
        self.add_router("", _nowhere())
        self._is_closed = True
        for operation in self.operations():
            _document(operation)

    def operations(self) -> Iterator[Operation]:
        """Every operation as it is served."""
        self._close()
        for router in self._get_bound_routers():
            for path_view in router.path_operations.values():
                yield from path_view.operations

    def get_openapi_operation_id(self, operation: Operation) -> str:
        """A short name that stays: "organisations_list" for `list` in the organisations' api.py."""
        return f"{operation.view_func.__module__.split('.')[-2]}_{operation.view_func.__name__}"

    def get_openapi_schema(self, **options: Any) -> OpenAPISchema:
        """The OpenAPI document, with the refusals that every operation can answer."""
        schema = super().get_openapi_schema(**options)
        schema["components"].setdefault("schemas", {}).update(answers.SCHEMAS)
        schema["components"]["securitySchemes"] = answers.SECURITY
        return schema


def _nowhere() -> Router:
    """The last router: addresses below /api/ that nobody answers get the API's "not found", not a page."""
    router = Router()

    @router.api_operation(ALL_METHODS, "/{path:rest}", include_in_schema=False, url_name="nowhere")
    @anonymous
    def nowhere(request: HttpRequest, rest: str) -> None:
        raise Http404(f"Nobody answers {request.method} {rest}.")

    return router


def _document(operation: Operation) -> None:
    policy = policy_of(operation)
    statuses = [400, 404, 422]
    if operation.methods != ["GET"]:
        statuses += [403, 409]
    security: list[dict[str, list[str]]] = [{"token": []}, {"session": []}]
    if policy is None or policy == ANONYMOUS:
        security.insert(0, {})
    else:
        statuses.append(403)
    extra = {
        "responses": {
            status: answers.RESPONSES[status] for status in {401, *statuses} - operation.response_models.keys()
        },
        "security": security,
        "x-policy": str(policy),
    }
    operation.openapi_extra = {**extra, **(operation.openapi_extra or {})}


def policy_of(operation: Operation) -> Policy | None:
    """The policy that an operation declares; None when it declares none."""
    found = getattr(operation.view_func, "policy", None)
    return found if isinstance(found, Policy) else None


def undeclared_operations(instance: KurulAPI) -> list[str]:
    """The operations that declare no policy, as "GET /path (module.function)"; the program must not start with any."""
    return [
        f"{'/'.join(operation.methods)} {operation.path} ({_name(operation)})"
        for operation in instance.operations()
        if policy_of(operation) is None
    ]


def unbounded_numbers(instance: KurulAPI) -> list[str]:
    """Whole numbers in addresses that have no upper bound: the database would fail on some. Use `Id`."""
    return [
        f"{parameter['name']} of {method.upper()} {path}"
        for path, methods in instance.get_openapi_schema()["paths"].items()
        for method, described in methods.items()
        for parameter in described["parameters"]
        if _is_unbounded(parameter["schema"])
    ]


def _is_unbounded(schema: dict[str, Any]) -> bool:
    choices = [schema, *schema.get("anyOf", []), schema.get("items", {})]
    return any(choice.get("type") == "integer" and "maximum" not in choice for choice in choices)


def _name(operation: Operation) -> str:
    function = inspect.unwrap(operation.view_func)
    return f"{function.__module__}.{function.__qualname__}"


@checks.register("kurul")
def check_operations(**_: Any) -> list[checks.CheckMessage]:
    """The system check of the served operations: a policy on each, and no number that a database cannot hold."""
    return [
        *(checks.Error(f"{found} declares no policy.", id="kurul.E002") for found in undeclared_operations(api)),
        *(checks.Error(f"{found} has no bound.", hint="Use Id.", id="kurul.E003") for found in unbounded_numbers(api)),
    ]


api = KurulAPI(
    title="Kurul",
    version="1.0.0",
    description=(
        "Reads what the pages show and writes through the same rules. Add `as_of=2016-07-19` to look at another day. "
        "Come with a session, or with `Authorization: Bearer …`. Refusals carry stable codes."
    ),
    finds_rooms=True,
)


def register_router(prefix: str, router: Router) -> None:
    """Serve a room's router below /api<prefix>; raises ninja's ConfigError once the addresses are made."""
    api.add_router(prefix, router)


@api.get("/", include_in_schema=False, url_name="index")
@anonymous
def index(request: HttpRequest) -> dict[str, str]:
    """Where the description of the API is."""
    return {"title": api.title, "version": api.version, "openapi": f"{request.path}openapi.json"}
