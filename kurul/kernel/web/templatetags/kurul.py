"""The components as template tags. A builtin library: templates need no {% load %}."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, cast
from urllib.parse import urlencode

from django import template
from django.http import QueryDict
from django.template.context import Context
from django.template.loader import render_to_string
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.translation import gettext

from kurul.kernel.slots import Panel
from kurul.kernel.temporal.bounds import Bound, Period
from kurul.kernel.temporal.look import Look
from kurul.kernel.translated import Quoting, Translated, active_language
from kurul.kernel.web import days, marks, shell
from kurul.kernel.web.addresses import address
from kurul.kernel.web.cells import Cells
from kurul.kernel.web.charts import Chart
from kurul.kernel.web.components import Link, Tab, TimelineEntry
from kurul.kernel.web.exports import FORMATS
from kurul.kernel.web.negotiation import OPEN_FORMS
from kurul.kernel.web.numbers import number_text
from kurul.kernel.web.statuses import status_of
from kurul.kernel.web.tables import Table
from kurul.kernel.wording import Text

register = template.Library()


def _muted(text: Text) -> str:
    return format_html('<span class="muted">{}</span>', text)


def _look_of(context: Context) -> Look | None:
    request = context.get("request")
    return getattr(request, "look", None)


# --- values -----------------------------------------------------------------------------------------------------------


@register.simple_tag
def day(when: Bound | date | None) -> str:
    """{% day fact.start %}: 19 Jul 2016, July 2016, on or before 19 Jul 2016, not known."""
    shown = days.day_html(when)
    return _muted(shown) if when is None or days.as_bound(when) == Bound.unknown() else shown


@register.simple_tag
def period(when: Period) -> str:
    """{% period fact.period %}: first to last day, both included."""
    return days.period_html(when)


@register.simple_tag
def moment(when: datetime) -> str:
    """{% moment event.recorded_at %}: 19 Jul 2016, 14:05."""
    return days.moment_html(when)


@register.simple_tag
def text(translated: Translated | None, missing: Text = "") -> str:
    """{% text body.name %}: in the active language, else in another one with its `lang`, else "not published"."""
    language = active_language()
    said = translated.best(language) if translated is not None else None
    if said is None:
        return _muted(missing or gettext("not published"))
    if said.language == language:
        return conditional_escape(said.text)
    return format_html('<span lang="{}">{}</span>', said.language, said.text)


@register.simple_tag
def lang_of(label: object) -> str:
    """<option{% lang_of widget.label %}>: the `lang` of a text in another language than the page, else nothing."""
    language = getattr(label, "language", "")
    return format_html(' lang="{}"', language) if language else ""


@register.simple_tag
def parts(texts: Iterable[Text]) -> str:
    """{% parts hit.about %}: some texts with commas, each with its `lang` where that is another than the page's."""
    told = ((text, lang_of(text)) for text in texts)
    spoken = (format_html("<span{}>{}</span>", lang, text) if lang else text for text, lang in told)
    return format_html_join(", ", "{}", ((text,) for text in spoken))


@register.simple_tag
def sentence(said: Text) -> str:
    """{% sentence hit.why %}: a sentence, with the `lang` of what it repeats in another language than the page's."""
    if not isinstance(said, Quoting):
        return conditional_escape(str(said))
    before, quoted, after = said.partition(said.quoted)
    return format_html("{}<span{}>{}</span>{}", before, lang_of(said.quoted), quoted, after)


@register.simple_tag
def number(value: int | float | Decimal | None, url: str = "", label: Text = "") -> str:
    """{% number rows.late url %}: a number that links to the rows it counts; `label` is added for screen readers."""
    if value is None:
        return _muted(gettext("not known"))
    figure = number_text(value)
    said = format_html('{}<span class="visually-hidden"> {}</span>', figure, label) if label else figure
    if not url:
        return format_html('<span class="number">{}</span>', said)
    return format_html('<a class="number" href="{}">{}</a>', url, said)


@register.simple_tag(takes_context=True)
def to(context: Context, route: str, *args: Any, query: str = "", **kwargs: Any) -> str:
    """{% to "boards:board" board.pk query="state=open" %}: an address that keeps the day that is looked at."""
    return address(route, *args, look=_look_of(context), query=query, **kwargs)


# --- the shell, where it is the same on many pages --------------------------------------------------------------------


@register.simple_tag
def shell_head() -> str:
    """{% shell_head %}: the style and the scripts of every page."""
    return shell.head()


@register.simple_tag(takes_context=True)
def search_form(context: Context) -> str:
    """{% search_form %}: the search at the top, with `search_text` of the page."""
    return shell.search_form(context["shell"].look, context.get("search_text") or "")


@register.simple_tag(takes_context=True)
def look_fields(context: Context) -> str:
    """{% look_fields %}: the fields to look at another day."""
    return shell.look_fields(context["shell"].look)


@register.simple_tag(takes_context=True)
def theme_buttons(context: Context) -> str:
    """{% theme_buttons %}: the buttons to choose an appearance."""
    return shell.theme_buttons(context["shell"].theme)


# --- marks ------------------------------------------------------------------------------------------------------------


@register.simple_tag
def icon(name: str, label: Text = "") -> str:
    """{% icon "calendar" %}: decoration beside a word; with `label` it speaks for itself."""
    return marks.icon(name, label)


@register.simple_tag
def status(code: str, why: Text = "") -> str:
    """{% status report.state %}: icon, word and colour."""
    return marks.status(code, why)


@register.simple_tag
def illustrative(record: Any) -> str:
    """{% illustrative record %}: a mark on what is made up or inferred; nothing on what a source states.

    Takes a record or value with a `basis`, or the basis itself.
    """
    return marks.basis(record if isinstance(record, str) else record.basis)


# --- wrapping components ----------------------------------------------------------------------------------------------


@register.simple_block_tag
def why(content: str, label: Text = "") -> str:
    """{% why %}…{% endwhy %}: unfolds the rule, its inputs and its source."""
    return render_to_string("components/why.html", {"content": content, "label": label})


@register.simple_block_tag
def panel(content: str, title: Text, count: int | None = None, url: str = "", id: str = "") -> str:  # noqa: A002
    """{% panel _("Posts") count=posts|length url=all_url %}…{% endpanel %}: a part of a page with its heading."""
    return render_to_string(
        "components/panel.html", {"content": content, "title": title, "count": count, "url": url, "id": id}
    )


@register.simple_tag(takes_context=True)
def slot_panels(context: Context, panels: Iterable[Panel]) -> str:
    """{% slot_panels panels %}: the panels that higher rooms show on this page."""
    return render_to_string("components/slot_panels.html", {"panels": _rendered(context, panels)})


@register.simple_tag(takes_context=True)
def slot_sentences(context: Context, panels: Iterable[Panel]) -> str:
    """{% slot_sentences standing %}: what higher rooms say among the first sentences of this page, without headings."""
    return format_html_join(" ", "{}", ((content,) for _found, content in _rendered(context, panels)))


def _rendered(context: Context, panels: Iterable[Panel]) -> list[tuple[Panel, str]]:
    """The panels, each with what its template makes of it."""
    outer = cast(dict[str, Any], context.flatten())
    return [(found, render_to_string(found.template, {**outer, **found.context})) for found in panels]


@register.simple_block_tag
def tile(content: str, title: Text, url: str = "", status: str = "") -> str:
    """{% tile ministry url status="vacant" %}…{% endtile %}: one of a board of things; stands in <ul class="tiles">."""
    shown = status_of(status) if status else None
    return render_to_string("components/tile.html", {"content": content, "title": title, "url": url, "status": shown})


@register.simple_block_tag
def facts(content: str) -> str:
    """{% facts %}{% fact … %}…{% endfact %}{% endfacts %}: what a record is."""
    return render_to_string("components/facts.html", {"content": content})


@register.simple_block_tag
def fact(content: str, label: Text, when: Period | None = None, basis: Link | None = None) -> str:
    """{% fact _("Parent") when=link.period basis=instrument %}…{% endfact %}: a value, its period, its legal basis."""
    return render_to_string("components/fact.html", {"content": content, "label": label, "when": when, "basis": basis})


# --- components from values -------------------------------------------------------------------------------------------


@register.inclusion_tag("components/empty_state.html")
def empty_state(title: Text, hint: Text = "", url: str = "", action: Text = "") -> dict[str, Any]:
    """{% empty_state title hint url action %}: what belongs here, who enters it, and the way to start."""
    return {"title": title, "hint": hint, "url": url, "action": action}


@register.inclusion_tag("components/timeline.html")
def timeline(entries: Sequence[TimelineEntry]) -> dict[str, Any]:
    """{% timeline entries %}: what happened, in the order given, to be read aloud."""
    shown = [(entry, isinstance(entry.sentence, Translated)) for entry in entries]
    return {"entries": shown}


@register.inclusion_tag("components/breadcrumb.html")
def breadcrumb(trail: Sequence[Link]) -> dict[str, Any]:
    """{% breadcrumb trail %}: the way from the top to here; the last one is the page itself."""
    return {"trail": trail}


@register.inclusion_tag("components/tabs.html")
def tabs(items: Sequence[Tab], label: Text = "") -> dict[str, Any]:
    """{% tabs items _("Views of the plan") %}: links to several views of the same thing."""
    return {"tabs": items, "label": label}


@register.inclusion_tag("components/meter.html")
def meter(value: int, total: int, label: Text = "") -> dict[str, Any]:
    """{% meter done total _("reports received") %}: how many of how many, as a bar with its numbers."""
    share = round(100 * min(value, total) / total, 1) if total > 0 else 0
    return {"value": value, "total": total, "label": label, "width": f"{share}%"}


@register.inclusion_tag("components/chart.html")
def chart(drawn: Chart) -> dict[str, Any]:
    """{% chart coverage %}: a picture with its title, its description and the table behind it."""
    return {"chart": drawn}


@register.inclusion_tag("components/open_data.html", takes_context=True)
def open_data(context: Context, route: str, number: int) -> dict[str, Any]:
    """{% open_data "positions:post" post.id %}: links to a record as linked data, on the day that is looked at."""
    return {"forms": OPEN_FORMS, "route": route, "number": number, "request": context["request"]}


@register.simple_tag(takes_context=True)
def query_with(context: Context, name: str, value: Any, *dropped: str) -> str:
    """{% query_with "sort" "-name" "page" %}: the query of this page with one parameter changed and others left out."""
    given: QueryDict = context["request"].GET
    kept: dict[str, list[str]] = {key: values for key, values in given.lists() if key not in dropped}
    kept[name] = [str(value)]
    return f"?{urlencode(kept, doseq=True)}"


@register.simple_tag(takes_context=True)
def table(context: Context, shown: Table) -> str:
    """{% table bodies %}: the rows of one page with sortable heads and links to the other pages."""
    numbers = shown.paginator.get_elided_page_range(shown.page.number, on_each_side=1) if hasattr(shown, "page") else ()
    return render_to_string(
        shown.template_name, {"table": shown, "page_numbers": list(numbers), "request": context["request"]}
    )


@register.simple_tag(takes_context=True)
def table_rows(context: Context, shown: Table) -> str:
    """{% table_rows bodies %}: the rows of the page shown."""
    return Cells(shown, shown.columns).html(shown.paginated_rows, context)


@register.inclusion_tag("components/list_head.html", takes_context=True)
def list_head(context: Context, shown: Table) -> dict[str, Any]:
    """{% list_head bodies %}: how many rows, and the exports of exactly these."""
    formats = [{"code": code, "label": code.upper()} for code in FORMATS]
    return {"table": shown, "formats": formats, "request": context["request"]}
