"""Every address of the program, with real records of the demonstration in the place of its parameters.

A new route with parameters belongs into RECORDS, or the tests of all pages fail.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from io import BytesIO
from typing import Any

from kurul.kernel.identity.actors import Actor
from kurul.kernel.imports import preparing
from kurul.kernel.imports.models import ImportRun, ImportState
from kurul.kernel.web.policy import Route, routes
from kurul.rooms.boards.models import AgendaItem, Board, Decision, DecisionAddressee, Meeting, SeatRule
from kurul.rooms.law.models import Citation, Instrument, InstrumentKind, Provision, ProvisionKind, Relation
from kurul.rooms.monitoring.models import MonitoringPeriod, Report
from kurul.rooms.organisations.models import (
    ChangeEvent,
    Classification,
    Identifier,
    KindGroup,
    Organisation,
    Reorganisation,
    ReorganisationState,
    Scheme,
    UnitRule,
)
from kurul.rooms.people.models import AccountLink, Person
from kurul.rooms.positions.models import (
    Appointment,
    Delegation,
    EquivalenceException,
    EquivalenceRule,
    Post,
    Power,
    PowerHeld,
    ReportingLine,
)
from kurul.rooms.strategy.models import Element, Indicator, Plan
from kurul.site.demonstration.bodies import body

Parameters = dict[str, Any]
SAMPLES = 6  # so many records of a kind are shown, chosen evenly from all of them
_PARAMETER = re.compile(r"<(?:(\w+):)?(\w+)>")


def _some(rows: Iterable[Any]) -> list[Any]:
    """Some of the rows, evenly spread, the first and the last among them."""
    found = list(rows)
    if len(found) <= SAMPLES:
        return found
    return [found[index * (len(found) - 1) // (SAMPLES - 1)] for index in range(SAMPLES)]


def _all_of(model: Any) -> Callable[[], list[Parameters]]:
    return lambda: [{"pk": pk} for pk in _some(model.objects.order_by("pk").values_list("pk", flat=True))]


def _below(model: Any, above: str, name: str, **conditions: Any) -> Callable[[], list[Parameters]]:
    """Records that stand below another one: the number of that one, and their own under `name`."""

    def found() -> list[Parameters]:
        rows = model.objects.filter(**conditions).order_by("pk").values_list(above, "pk")
        return [{"pk": parent, name: number} for parent, number in _some(rows)]

    return found


def _bodies() -> list[Parameters]:
    """The Ministry of Health, its units, and others."""
    return [{"pk": body("SAGLIK").pk}, {"pk": body("SAGLIK/it").pk}, *_all_of(Organisation)()]


def _provisions() -> list[Parameters]:
    """Provisions that stand on the day of the demonstration, amended and cited ones among them."""
    rows = Provision.objects.filter(wordings__came_by__isnull=False) | Provision.objects.filter(citations__isnull=False)
    return [{"pk": pk} for pk in _some(rows.distinct().order_by("pk").values_list("pk", flat=True))]


def _reports() -> list[Parameters]:
    """A report in each state."""
    found = {report.state: report.pk for report in Report.objects.order_by("pk")}
    return [{"pk": pk} for pk in found.values()]


def _reports_in(state: str) -> Callable[[], list[Parameters]]:
    """Reports in this state, the latest first."""
    return lambda: [{"pk": report.pk} for report in Report.objects.filter(state=state).order_by("-period", "element")]


def _addressees() -> list[Parameters]:
    rows = DecisionAddressee.objects.order_by("decision", "pk").values_list("decision", "organisation")
    return [{"pk": pk, "organisation": organisation} for pk, organisation in _some(rows)]


def _actions() -> list[Parameters]:
    """Actions on which reports are owed."""
    return [{"pk": pk} for pk in _some(Report.objects.order_by("pk").values_list("element_id", flat=True))]


def _entries() -> list[Parameters]:
    """What a body is, by one entry that a register gave."""
    rows = Classification.objects.known_at().order_by("pk").values_list("organisation", "pk")
    return [{"pk": pk, "sort": "classification", "fact_pk": fact} for pk, fact in _some(rows)]


def _changes() -> list[Parameters]:
    """A change of each kind that there is, those of several bodies among them."""
    found = {event.kind: event.pk for event in ChangeEvent.objects.known_at().filter(caused_by__isnull=True)}
    return [{"pk": pk} for pk in found.values()]


def _drafts() -> list[Parameters]:
    """Reorganisations that can still be changed."""
    drafts = Reorganisation.objects.filter(state=ReorganisationState.DRAFT).order_by("pk")
    return [{"pk": pk} for pk in drafts.values_list("pk", flat=True)]


def _applied() -> list[Parameters]:
    """Reorganisations that can be taken back."""
    applied = Reorganisation.objects.filter(state=ReorganisationState.APPLIED).order_by("pk")
    return [{"pk": pk} for pk in applied.values_list("pk", flat=True)]


def _steps() -> list[Parameters]:
    """A step of each kind of form: the body is asked for first, the founding asks for all at once."""
    return [{**one, "kind": kind} for one in _drafts() for kind in ("merged", "founded")]


def _codes(model: Any) -> list[Parameters]:
    return [{"code": code} for code in _some(model.objects.order_by("pk").values_list("code", flat=True))]


def _imports() -> list[Parameters]:
    """What the demonstration was loaded with, and a table that somebody has uploaded and not stored."""
    return [*_all_of(ImportRun)(), *_uploaded()]


def _uploaded() -> list[Parameters]:
    """A table of somebody's own with its columns chosen: made here, for the demonstration keeps none."""
    made = preparing.prepare(
        profile=preparing.TABLE, mapping=b"", files=[("own.csv", BytesIO(b"no,ad\n1,Bir\n"))], by=Actor.operator()
    )
    chosen = {"number": "no", "name_tr": "ad", "kind": "ministry"}
    preparing.draw_up(made, chosen, "own", Actor.operator())
    return [{"pk": made.pk}]


def _stored() -> list[Parameters]:
    return [{"pk": run.pk} for run in ImportRun.objects.filter(state=ImportState.STORED)]


# Beginning of the pattern → the records for its parameters; the longest that fits counts.
RECORDS: dict[str, Callable[[], Sequence[Parameters]]] = {
    "suggest/<str:kind>/": lambda: [{"kind": "organisations.organisation"}, {"kind": "people.person"}],
    "imports/<int:pk>/": _imports,
    "imports/<int:pk>/columns/": _uploaded,
    "imports/<int:pk>/mapping.yaml": _uploaded,
    "imports/<int:pk>/preview.csv": _uploaded,
    "imports/<int:pk>/undo/": _stored,
    "imports/templates/<slug:name>.<slug:form>": lambda: [{"name": "bodies", "form": "xlsx"}],
    "law/<int:pk>/": _all_of(Instrument),
    "law/kinds/<int:pk>/": _all_of(InstrumentKind),
    "law/provision-kinds/<int:pk>/": _all_of(ProvisionKind),
    "law/provisions/<int:pk>/": _provisions,
    "law/citations/<int:pk>/": _all_of(Citation),
    "law/relations/<int:pk>/": _all_of(Relation),
    "eli/<path:path>": lambda: [{"path": path} for path in ("tr/kanun/2003/5018", "tr/kanun/2003/5018/art_60")],
    "people/<int:pk>/": _all_of(Person),
    "people/<int:pk>/account/<int:link_pk>/": _below(AccountLink, "person_id", "link_pk"),
    "organisations/<int:pk>/": _bodies,
    "organisations/<int:pk>/identifiers/<int:identifier_pk>/": _below(Identifier, "organisation_id", "identifier_pk"),
    "organisations/<int:pk>/entries/<slug:sort>/<int:fact_pk>/": _entries,
    "organisations/changes/<int:pk>/": _changes,
    "organisations/reorganisations/<int:pk>/": _all_of(Reorganisation),
    "organisations/reorganisations/<int:pk>/revise/": _drafts,
    "organisations/reorganisations/<int:pk>/withdraw/": _drafts,
    "organisations/reorganisations/<int:pk>/take-back/": _applied,
    "organisations/reorganisations/<int:pk>/steps/<int:order>/": lambda: [{**one, "order": 1} for one in _drafts()],
    "organisations/reorganisations/<int:pk>/steps/<slug:kind>/": _steps,
    "organisations/groups/<slug:code>/": lambda: _codes(KindGroup),
    "organisations/schemes/<slug:code>/": lambda: _codes(Scheme),
    "organisations/units/<slug:code>/": lambda: _codes(UnitRule),
    "positions/seats/<int:pk>/": lambda: [{"pk": body(code).pk} for code in ("SAGLIK", "ADALET", "MEB")],
    "positions/rules/<int:pk>/": _all_of(EquivalenceRule),
    "positions/posts/<int:pk>/": _all_of(Post),
    "positions/posts/<int:pk>/appointments/<int:appointment_pk>/": _below(Appointment, "post_id", "appointment_pk"),
    "positions/posts/<int:pk>/line/<int:line_pk>/": _below(ReportingLine, "post_id", "line_pk"),
    "positions/powers/held/<int:pk>/": _all_of(PowerHeld),
    "positions/delegations/<int:pk>/": _all_of(Delegation),
    "positions/exceptions/<int:pk>/": _all_of(EquivalenceException),
    "boards/<int:pk>/": _all_of(Board),
    "boards/<int:pk>/seats/<int:seat_pk>/": _below(SeatRule, "board_id", "seat_pk"),
    "boards/meetings/<int:pk>/": _all_of(Meeting),
    "boards/meetings/<int:pk>/items/<int:item_pk>/": _below(AgendaItem, "meeting_id", "item_pk", is_dropped=False),
    "boards/decisions/<int:pk>/": _all_of(Decision),
    "boards/decisions/<int:pk>/confirm/<int:organisation>/": _addressees,
    "strategy/<int:pk>/": _all_of(Plan),
    "strategy/elements/<int:pk>/": _all_of(Element),
    "strategy/indicators/<int:pk>/": _all_of(Indicator),
    "monitoring/<int:pk>/": _all_of(MonitoringPeriod),
    "monitoring/plans/<int:pk>/": _all_of(Plan),
    "monitoring/reports/<int:pk>/": _reports,
    "monitoring/reports/<int:pk>/write/": _reports_in("returned"),
    "monitoring/reports/<int:pk>/return/": _reports_in("approved"),
    "monitoring/reports/<int:pk>/<str:outcome>/": lambda: [{**one, "outcome": "approved"} for one in _reports()],
    "api/<path:rest>": lambda: [{"rest": "nowhere"}],
    "api/organisations/<pk>": _bodies,
    "api/positions/powers/<code>/": lambda: [{"code": power.code} for power in Power.objects.all()],
    "api/law/<pk>": _all_of(Instrument),
    "api/organisations/units/<code>": lambda: _codes(UnitRule),
    "api/strategy/plans/<pk>": _all_of(Plan),
    "api/strategy/actions/<pk>": _actions,
}


def all_routes() -> list[Route]:
    """Every route, each pattern once."""
    return list({route.pattern: route for route in routes()}.values())


def urls(route: Route) -> list[str]:
    """The addresses of a route: a record's own page with several records, all other addresses with one."""
    if "<" not in route.pattern:
        return [f"/{route.pattern}"]
    fitting = [beginning for beginning in RECORDS if route.pattern.startswith(beginning)]
    assert fitting, f"{route} has no records in tests/pages/addresses.py."
    beginning = max(fitting, key=len)
    records = RECORDS[beginning]()
    assert records, f"The demonstration holds no record for {route}."
    shown = records if beginning == route.pattern else records[:1]
    return [_filled(route.pattern, one) for one in shown]


def _filled(pattern: str, parameters: Parameters) -> str:
    return "/" + _PARAMETER.sub(lambda match: str(parameters[match[2]]), pattern)
