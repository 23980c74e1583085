"""What changed between two days, or was learnt between them."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from urllib.parse import urlencode

from django.http import QueryDict
from django.http.response import HttpResponseBase
from django.utils.translation import gettext_lazy as _

from kurul.kernel.exports import batches
from kurul.kernel.temporal.between import Between
from kurul.kernel.temporal.look import Look
from kurul.kernel.web import exports
from kurul.kernel.web.components import Link
from kurul.kernel.web.days import day_text
from kurul.kernel.web.page import page
from kurul.kernel.web.policy import anonymous
from kurul.kernel.web.request import PageRequest
from kurul.kernel.web.tables import Rows
from kurul.kernel.wording import Text
from kurul.rooms.organisations import forms, queries
from kurul.rooms.organisations.tables import DifferenceTable

OFFERED = 4  # days since when people ask
Fetch = Callable[[tuple[str, ...], int, int], Sequence[queries.Difference]]
Every = Callable[[tuple[str, ...]], Iterator[queries.Difference]]
TOLD_TOGETHER = 500
FRAGMENT = "organisations/_differences.html"


@anonymous
def differences(request: PageRequest) -> HttpResponseBase:
    """What changed since the last meeting of a board, or between any two days."""
    days = queries.difference_days(request.look, request.actor)
    asked = request.GET.copy()
    if not asked.get("to"):
        asked["to"] = request.look.day.isoformat()
    if not asked.get("from"):
        asked["from"] = queries.asked_since(days, request.look).isoformat()
    form = forms.DifferenceForm(asked, actor=request.actor)
    context = {"form": form, "since": _offered(days, asked, request.look), "table": None}
    if not form.is_valid():
        return page(request, "organisations/differences.html", context, fragment=FRAGMENT)
    between = form.between(request.look)
    body = form.cleaned_data["body"]
    found = queries.differences(between, request.actor, body=body.pk if body else None, wanted=form.wanted)
    table = DifferenceTable(
        Rows(_fetched(found, between, request), len(found), every=_every(found, between, request)),
        request=request,
        caption=_("What changed"),
        look=Look(between.last, request.look.known_at),
    )
    if (file := exports.asked(request, table)) is not None:
        return file
    context.update(table=table, between=between, body=body, counts=_counts(found, asked))
    return page(request, "organisations/differences.html", context, fragment=FRAGMENT)


def _every(found: queries.Differences, between: Between, request: PageRequest) -> Every:
    """All of them for an export: read in one statement, told some hundred at a time."""

    def every(_order: tuple[str, ...]) -> Iterator[queries.Difference]:
        for some in batches(found, TOLD_TOGETHER):
            yield from queries.told(some, between, request.actor)

    return every


def _fetched(found: queries.Differences, between: Between, request: PageRequest) -> Fetch:
    def fetch(_order: tuple[str, ...], start: int, stop: int) -> list[queries.Difference]:
        return queries.told(found[start:stop], between, request.actor)

    return fetch


def _counts(found: queries.Differences, asked: QueryDict) -> list[tuple[Link, int]]:
    """How many of each kind, each with the address that shows these alone."""
    kept = [(name, value) for name in ("from", "to", "body", "by", "perhaps") if (value := asked.get(name))]
    counts = []
    for code, label in queries.groups().items():
        count = found.counts.get(code, 0)
        if count:
            counts.append((Link(label, f"?{urlencode([*kept, ('kind', code)])}"), count))
    return counts


def _offered(days: Sequence[queries.DifferenceDay], asked: QueryDict, look: Look) -> list[Link]:
    """The same question since other days."""
    kept = [(name, value) for name in ("body", "by", "perhaps") if (value := asked.get(name))]
    kept += [("kind", value) for value in asked.getlist("kind")]
    kept += list(look.parameters.items())
    offered: list[tuple[Text, date]] = [(f"{one.label}, {day_text(one.day)}", one.day) for one in days[:OFFERED]]
    offered.append((_("a year before"), look.day - queries.A_YEAR))
    return [
        Link(label, f"?{urlencode([('from', day.isoformat()), ('to', look.day.isoformat()), *kept])}")
        for label, day in offered
    ]
