"""Units that matter: which bodies have one, at which level, since when; entering one, or many by lines."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from kurul.kernel.audit.queries import history
from kurul.kernel.references import Ref
from kurul.kernel.temporal.bounds import Bound
from kurul.kernel.temporal.look import Look
from kurul.kernel.translated import active_language
from kurul.kernel.web import charts, exports
from kurul.kernel.web.addresses import address
from kurul.kernel.web.components import Link, Tab
from kurul.kernel.web.days import day_text
from kurul.kernel.web.page import page, submit
from kurul.kernel.web.policy import anonymous, needs
from kurul.kernel.web.request import PageRequest
from kurul.kernel.web.statuses import status_of
from kurul.kernel.web.tables import Rows
from kurul.kernel.wording import sentence
from kurul.rooms.organisations import actions, forms, queries, unit_lines
from kurul.rooms.organisations.models import KindGroup, Organisation, UnitRule
from kurul.rooms.organisations.permissions import KEEP_REGISTRY, can_keep
from kurul.rooms.organisations.queries import Survey, UnitCoverage, UnitState
from kurul.rooms.organisations.tables import LongUnitTable, UnitTable

UNITS = "organisations:units"
MOST_SORTED = 2000  # bodies; so many can be ordered by any column
YEARS = 6  # in the chart, the day looked at included


@anonymous
def unit_rules(request: PageRequest) -> HttpResponse:
    """The sorts of units that matter, each with how many bodies have one."""
    summaries = []
    for rule in queries.unit_rules():
        survey = Survey(rule, request.look, request.actor)
        covered = survey.coverage(request.look.day)
        summaries.append({"rule": rule, "groups": [_summary(rule, *one, request.look) for one in covered.items()]})
    context = {"summaries": summaries, "may_define": request.actor.may(KEEP_REGISTRY).allowed}
    return page(request, "organisations/unit_rules.html", context)


def _summary(rule: UnitRule, group: KindGroup | None, covered: UnitCoverage, look: Look) -> dict[str, Any]:
    return {
        "group": group,
        "covered": covered,
        "having_url": _url(rule, look, state="having", group=_code(group)),
        "raised_url": _url(rule, look, state=UnitState.RAISED, group=_code(group)),
        "has_not_url": _url(rule, look, state=UnitState.HAS_NOT, group=_code(group)),
        "not_known_url": _url(rule, look, state=UnitState.NOT_KNOWN, group=_code(group)),
        "all_url": _url(rule, look, group=_code(group)),
        "perhaps_url": _url(rule, look, state=queries.PERHAPS, group=_code(group)),
        "knows_raised": rule.usual_level is not None,
    }


def _code(group: KindGroup | None) -> str:
    return group.code if group else ""


def _url(rule: UnitRule, look: Look, **query: str) -> str:
    given = "&".join(f"{name}={value}" for name, value in query.items() if value)
    return f"{address(UNITS, rule.code, look=look, query=given)}#list"


def _rule(code: str) -> UnitRule:
    found = queries.unit_rule(code)
    if found is None:
        raise Http404
    return found


@anonymous
def units(request: PageRequest, code: str) -> HttpResponseBase:
    """The bodies that should have such a unit, each with the one that it has; counted over the years."""
    rule = _rule(code)
    look = request.look
    survey = Survey(rule, look, request.actor)
    covered = survey.coverage(look.day)
    levels = {survey.levels[level] for one in covered.values() for level in one.levels if level is not None}
    used = sorted(levels, key=lambda level: -level.rank)
    form = forms.UnitListFilters(request.GET, groups=survey.groups, levels=used)
    filters = form.filters
    table = _table(survey, filters, request)
    if (file := exports.asked(request, table)) is not None:
        return file
    years = [(day, survey.coverage(day)) for day in queries.years_up_to(look.day, YEARS)[:-1]]
    context = {
        "rule": rule,
        "form": form,
        "filters": filters,
        "table": table,
        "tabs": _tabs(rule, covered, filters, look),
        "groups": [_summary(rule, *one, look) for one in covered.items()],
        "charts": [
            drawn for group in survey.groups if (drawn := _chart(rule, group, [*years, (look.day, covered)], look))
        ],
        "level_table": _levels(rule, covered, used, look),
        "levels": used,
        "may_enter": request.actor.holds(KEEP_REGISTRY) and look.is_now,
        "may_define": request.actor.may(KEEP_REGISTRY).allowed and look.is_now,
        "history": history(Ref.of(rule), request.actor, known_at=look.known_at),
    }
    return page(request, "organisations/units.html", context, fragment="organisations/_units.html")


def _table(survey: Survey, filters: queries.UnitFilters, request: PageRequest) -> UnitTable:
    """The bodies that the filters let through. A long list is read page by page, and ordered by name alone."""
    day, language = request.look.day, active_language()
    numbers = survey.numbers(day, filters, language)

    def fetch(order: tuple[str, ...], start: int, stop: int) -> list[queries.UnitRow]:
        return survey.part((numbers[::-1] if order == ("-name",) else numbers)[start:stop], day)

    if len(numbers) > MOST_SORTED:
        return LongUnitTable(Rows(fetch, len(numbers)), request=request, caption=str(survey.rule))
    return UnitTable(survey.part(numbers, day), request=request, caption=str(survey.rule))


def _tabs(
    rule: UnitRule, covered: Mapping[KindGroup | None, UnitCoverage], filters: queries.UnitFilters, look: Look
) -> list[Tab]:
    """All bodies, and those of each group; the number leads to its rows."""
    total = sum(one.total for one in covered.values())
    found = [Tab(_("All"), address(UNITS, rule.code, look=look), not filters.group, total)]
    for group, one in covered.items():
        if group is not None:
            url = address(UNITS, rule.code, look=look, query=f"group={group.code}")
            found.append(Tab(str(group), url, filters.group == group.code, one.total))
    return found


def _chart(
    rule: UnitRule,
    group: KindGroup | None,
    years: list[tuple[Any, Mapping[KindGroup | None, UnitCoverage]]],
    look: Look,
) -> charts.Chart | None:
    """The bodies of one group by state at the end of each year and on the day looked at.

    From the first year of which any body is known for sure; None where there is none.
    """
    wholes: list[charts.Stack] = []
    for day, covered in years:
        if not wholes and not covered[group].total:
            continue
        then = Look(day, look.known_at)
        segments = [
            charts.Segment(
                status_of(f"organisations.unit_{state}"),
                covered[group].of(state),
                _url(rule, then, state=state, group=_code(group)),
            )
            for state in UnitState
        ]
        wholes.append(charts.Stack(str(day.year), segments))
    if not wholes:
        return None
    description = _("At the end of each year, by what is recorded today; the last bar is %(day)s.") % {
        "day": day_text(look.day)
    }
    title = str(group) if group else _("Other bodies")
    return charts.stacks(f"units-{_code(group) or 'other'}", title, description, wholes)


def _levels(
    rule: UnitRule, covered: Mapping[KindGroup | None, UnitCoverage], used: list[Any], look: Look
) -> list[dict[str, Any]]:
    """At which level the units stand, for each group; the number leads to its rows."""
    return [
        {
            "group": group,
            "cells": [
                (one.levels.get(level.pk, 0), _url(rule, look, level=level.code, group=_code(group), state="having"))
                for level in used
            ],
            "unknown": one.levels.get(None, 0),
            "unknown_url": _url(rule, look, level=queries.UNKNOWN, group=_code(group)),
            "total": one.having,
            "total_url": _url(rule, look, state="having", group=_code(group)),
        }
        for group, one in covered.items()
    ]


# --- entering ---------------------------------------------------------------------------------------------------------


@needs(KEEP_REGISTRY)
def enter_unit(request: PageRequest, code: str) -> HttpResponse:
    """Enter one unit of one body by a short form."""
    rule = _rule(code)
    body = request.GET.get("body", "")
    known = body.isascii() and body.isdigit() and len(body) < 19
    parent = Organisation.objects.filter(pk=int(body)).first() if known else None
    initial = {"parent": parent, "level": rule.usual_level, "first_day": "?"}
    form = forms.UnitForm(request.POST or None, initial=initial, rule=rule, actor=request.actor)
    if request.method == "POST":
        made = submit(form, actions.found, by=request.actor)
        if made is not None:
            messages.success(request, _("The unit was entered."))
            return redirect("organisations:organisation", made.pk)
    return _form(request, form, _("Enter a unit"), rule)


def _form(request: PageRequest, form: Any, title: Any, rule: UnitRule, send: Any = "") -> HttpResponse:
    back = Link(str(rule), address(UNITS, rule.code))
    context = {"form": form, "title": title, "send": send or _("Enter"), "back": back}
    return page(request, "organisations/back_form.html", context, status=422 if form.is_bound else 200)


@needs(KEEP_REGISTRY)
def enter_lines(request: PageRequest, code: str) -> HttpResponse:
    """Enter many units, one line each: first what would come of each line, then all of them or none."""
    rule = _rule(code)
    if request.GET.get("template"):
        file = HttpResponse("\ufeff" + unit_lines.template(rule), content_type="text/csv; charset=utf-8")
        file["Content-Disposition"] = f'attachment; filename="{rule.code}.csv"'
        return file
    form = forms.LinesForm(request.POST or None, request.FILES or None, actor=request.actor)
    preview, refused = None, 0
    if request.method == "POST" and form.is_valid():
        text, instrument = form.cleaned_data["lines"], form.cleaned_data["instrument"]
        lines = unit_lines.read_lines(text, rule)
        if request.POST.get("confirmed"):
            made = submit(
                form, lambda **_given: actions.enter_units(lines=lines, instrument=instrument, by=request.actor)
            )
            if made is not None:
                messages.success(request, _("%(count)s units were entered.") % {"count": len(made)})
                return redirect(UNITS, rule.code)
        else:
            outcome = actions.rehearse_units(lines=lines, instrument=instrument, by=request.actor)
            preview = [
                {"line": line, "problems": [sentence(finding) for finding in findings]} for line, findings in outcome
            ]
            refused = sum(bool(findings) for _line, findings in outcome)
            if refused or not preview:
                form = _refused_lines(request, text, refused)
    context = {
        "form": form,
        "rule": rule,
        "preview": preview,
        "refused": refused,
        "title": _("Enter units by lines"),
        "back": Link(str(rule), address(UNITS, rule.code)),
    }
    wrong = form.is_bound and bool(form.errors)
    return page(request, "organisations/unit_lines.html", context, status=422 if wrong else 200)


def _refused_lines(request: PageRequest, text: str, refused: int) -> forms.LinesForm:
    """The form with the lines of the file or of the field, which says that they cannot be entered."""
    typed = {"lines": text, "instrument": request.POST.get("instrument", "")}
    form = forms.LinesForm(typed, actor=request.actor)
    said: Any = _("There is no line with a unit. Write one line for each.")
    if refused:
        said = ngettext(
            "One line would be refused, so nothing is entered. The table above says why. Correct it here and look "
            "again.",
            "%(count)s lines would be refused, so nothing is entered. The table above says why. Correct them here and "
            "look again.",
            refused,
        ) % {"count": refused}
    form.add_error("lines", said)
    return form


@needs(KEEP_REGISTRY)
def state_complete(request: PageRequest, pk: int) -> HttpResponse:
    """State that all units of a body are recorded."""
    body = Organisation.objects.filter(pk=pk).first()
    if body is None or not can_keep(request.actor, queries.with_those_above(pk, request.look)).allowed:
        raise Http404
    initial = {"first_day": Bound.on(request.look.day)}
    form = forms.CompletenessForm(request.POST or None, initial=initial, actor=request.actor)
    if request.method == "POST":
        made = submit(form, actions.state_completeness, organisation=body, by=request.actor)
        if made is not None:
            messages.success(request, _("Recorded."))
            return redirect("organisations:organisation", pk)
    context = {
        "form": form,
        "title": _("State that all its units are recorded"),
        "lead": _("From then on a unit that is not here does not exist: “not known” becomes “has none”."),
        "send": _("Record"),
        "back": Link(queries.labels([pk]).get(pk, ""), address("organisations:organisation", pk)),
    }
    return page(request, "organisations/back_form.html", context, status=422 if form.is_bound else 200)


@needs(KEEP_REGISTRY)
def new_unit_rule(request: PageRequest) -> HttpResponse:
    """Define a sort of units that matters."""
    form = forms.UnitRuleForm(request.POST or None, actor=request.actor)
    if request.method == "POST":
        made = submit(form, actions.define_unit_rule, by=request.actor)
        if made is not None:
            messages.success(request, _("The rule was defined."))
            return redirect(UNITS, made.code)
    back = Link(_("Units"), address("organisations:unit_rules"))
    context = {"form": form, "title": _("Define which units count"), "send": _("Save"), "back": back}
    return page(request, "organisations/back_form.html", context, status=422 if form.is_bound else 200)


@needs(KEEP_REGISTRY)
def unit_rule(request: PageRequest, code: str) -> HttpResponse:
    """Define a sort of units anew."""
    rule = _rule(code)
    initial = {
        "name": rule.name,
        "kinds": rule.kinds.all(),
        "expected_of": rule.expected_of.all(),
        "usual_level": rule.usual_level,
        "source": rule.source,
    }
    form = forms.UnitRuleForm(request.POST or None, initial=initial, fixed_code=True, actor=request.actor)
    if request.method == "POST":
        made = submit(form, actions.define_unit_rule, code=code, by=request.actor)
        if made is not None:
            messages.success(request, _("The rule was defined."))
            return redirect(UNITS, made.code)
    return _form(request, form, _("Define which units count"), rule, _("Save"))
