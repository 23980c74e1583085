"""What a load would create and change, in words, for the preview of a dry run."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from kurul.kernel.imports import Outcome, Report
from kurul.kernel.temporal.bounds import Period
from kurul.rooms.organisations import queries
from kurul.rooms.organisations.actions.register.comparing import Difference
from kurul.rooms.organisations.actions.register.rows import Held, Wanted
from kurul.rooms.organisations.actions.register.said import Body, Key
from kurul.rooms.organisations.models import (
    Affiliation,
    Classification,
    Existence,
    Identifier,
    Kind,
    Level,
    Name,
    OrganisationFact,
    Placement,
)

SORTS: dict[type[OrganisationFact], str] = {
    Existence: "existence",
    Name: "name",
    Classification: "classification",
    Placement: "placement",
    Affiliation: "affiliation",
    Identifier: "identifier",
}


def number(key: Key) -> str:
    """A number with its scheme."""
    return f"{key[0]}:{key[1]}"


def creation(body: Body) -> Outcome:
    """A body that would be entered."""
    kinds = [said.kind + (f"/{said.level}" if said.level else "") for said in body.classes]
    parents = [_("under %(parent)s") % {"parent": number(place.parent)} for place in body.places or ()]
    after = "; ".join([*kinds, *(when(period) for period in body.exists), *parents])
    name = str(body.names[0].name)
    return Outcome("created", "organisation", number(body.key), name, "", "", after, body.file, body.row)


def when(period: Period) -> str:
    """A period in words: since when, and until when where it ends."""
    since = _("since %(day)s") % {"day": period.start}
    return since if period.end.is_open else since + ", " + _("until before %(day)s") % {"day": period.end}


def change(
    report: Report,
    model: type[OrganisationFact],
    key: Key,
    name: str,
    file: str,
    row: int,
    difference: Difference,
) -> None:
    """Say what would give way to what, and warn of what others hold otherwise."""
    for finding in difference.findings:
        report.warn(file, row, finding)
    if not difference.is_empty:
        report.show(
            lambda: Outcome(
                "changed",
                "organisation",
                number(key),
                name,
                SORTS[model],
                _told(model, difference.gives_way),
                _told(model, difference.is_new),
                file,
                row,
            )
        )


def _told(model: type[OrganisationFact], facts: Sequence[Held | Wanted]) -> str:
    return "; ".join(f"{_value(model, fact)} ({when(fact.period)})".strip() for fact in facts)


def _value(model: type[OrganisationFact], fact: Held | Wanted) -> str:
    if model is Classification:
        kind, level = fact.value
        codes = [Kind.objects.get(pk=kind).code, *([Level.objects.get(pk=level).code] if level else [])]
        return "/".join(codes)
    if model in (Placement, Affiliation):
        return queries.labels([fact.value[0]]).get(fact.value[0], "")
    return " ".join(str(part) for part in fact.value if part)
