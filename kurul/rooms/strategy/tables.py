"""The list of plans and the list of a plan's actions as tables."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kurul.kernel.provenance import Basis
from kurul.kernel.temporal.bounds import Period
from kurul.kernel.translated import Translated
from kurul.kernel.web.days import period_html, period_text
from kurul.kernel.web.tables import BasisColumn, Column, PeriodColumn, StatusColumn, Table, TranslatedColumn
from kurul.rooms.organisations.public import Named
from kurul.rooms.strategy.forms import LACKS
from kurul.rooms.strategy.queries import Body, Dates, Item, PlanRow, PlanTree

PLAN, ELEMENT, ORGANISATION = "strategy:plan", "strategy:element", "organisations:organisation"


@dataclass(frozen=True)
class PlanLine:
    """One row of the list of plans."""

    id: int
    title: Translated
    code: str
    status: str
    covers: Period
    coordinator: Named | None
    known: int
    published: int | None


@dataclass(frozen=True)
class ActionLine:
    """One row of the list of actions."""

    id: int
    code: str
    title: Translated
    serves: str
    responsible: Body | None
    planned: Dates | None
    lacks: tuple[str, ...]
    basis: str


def plan_lines(rows: Sequence[PlanRow]) -> list[PlanLine]:
    """The rows of the list of plans."""
    return [
        PlanLine(
            id=row.head.id,
            title=row.head.title,
            code=row.head.code,
            status=f"strategy.{row.head.state}",
            covers=row.head.covers,
            coordinator=row.head.coordinator,
            known=row.actions.known,
            published=row.actions.published,
        )
        for row in rows
    ]


def action_lines(tree: PlanTree, items: Sequence[Item]) -> list[ActionLine]:
    """The rows of the list of actions."""
    return [
        ActionLine(
            id=item.id,
            code=item.code,
            title=item.words.title,
            serves=_served(tree, item),
            responsible=item.responsible,
            planned=item.dates,
            lacks=item.lacks,
            basis=item.basis,
        )
        for item in items
    ]


def _served(tree: PlanTree, item: Item) -> str:
    above = tree.by_id.get(item.path[-1]) if item.path else None
    if above is None:
        return ""
    return above.code if above.tier.is_numbered else str(above.words.title)


def _marked(shown: str, basis: str) -> str:
    """What is shown, with the mark of what no source states."""
    mark = render_to_string("components/basis.html", {"basis": basis, "Basis": Basis})
    return format_html("{} {}", shown, mark) if mark.strip() else shown


def _in_words(text: str, basis: str) -> str:
    """The same in a file."""
    return text if basis == Basis.STATED else f"{text} ({Basis(basis).label})"


class BodyColumn(Column):
    """A body that takes part, marked where no source states it."""

    def render(self, value: Body) -> str:
        """With `lang` where the name is in another language."""
        said = value.organisation.name.best()
        name = value.organisation.abbreviation
        if said:
            name = format_html('<span lang="{}">{}</span>', said.language, said.text)
        return _marked(name, value.basis)

    def value(self, **arguments: Any) -> str:
        """The name in the exports."""
        body: Body | str = arguments["value"]
        return body if isinstance(body, str) else _in_words(str(body.organisation), body.basis)


class DatesColumn(Column):
    """A planned period, marked where no source states it."""

    def render(self, value: Dates) -> str:
        """With both days in <time> elements."""
        return _marked(period_html(value.planned), value.basis)

    def value(self, **arguments: Any) -> str:
        """The period in the exports."""
        dates: Dates | str = arguments["value"]
        return dates if isinstance(dates, str) else _in_words(period_text(dates.planned), dates.basis)


class NamedColumn(Column):
    """The name of a body."""

    def render(self, value: Named) -> str:
        """With `lang` where the name is in another language."""
        said = value.name.best()
        return format_html('<span lang="{}">{}</span>', said.language, said.text) if said else value.abbreviation


class LacksColumn(Column):
    """What is not published."""

    def render(self, value: tuple[str, ...]) -> str:
        """As words, one after the other."""
        if not value:
            return format_html('<span class="muted">{}</span>', gettext("nothing"))
        return format_html_join(", ", "{}", ((LACKS[name],) for name in value))

    def value(self, **arguments: Any) -> str:
        """The same words in the exports."""
        return ", ".join(str(LACKS[name]) for name in arguments["value"])


class KnownColumn(Column):
    """How many actions are known of how many."""

    def render(self, value: int, record: PlanLine) -> str:
        """21 of 43."""
        if record.published is None:
            return str(value)
        return gettext("%(known)s of %(published)s") % {"known": value, "published": record.published}

    def value(self, **arguments: Any) -> int:
        """The number that is known."""
        known: int = arguments["value"]
        return known


class PlanTable(Table):
    """One row per plan."""

    title = TranslatedColumn(verbose_name=_("Plan"), to=PLAN, by="id")
    code = Column(verbose_name=_("Code"))
    status = StatusColumn(verbose_name=_("Stands"))
    covers = PeriodColumn(verbose_name=_("Covers"))
    coordinator = NamedColumn(verbose_name=_("Coordinated by"), to=ORGANISATION, by="coordinator__id", orderable=False)
    known = KnownColumn(verbose_name=_("Actions known"))


class ActionTable(Table):
    """One row per action."""

    code = Column(verbose_name=_("Code"), to=ELEMENT, by="id")
    title = TranslatedColumn(verbose_name=_("Title"), to=ELEMENT, by="id")
    serves = Column(verbose_name=_("Serves"), orderable=False)
    responsible = BodyColumn(
        verbose_name=_("Responsible"), to=ORGANISATION, by="responsible__organisation__id", default=_("not published")
    )
    planned = DatesColumn(verbose_name=_("Planned period"), default=_("not published"))
    lacks = LacksColumn(verbose_name=_("Not published"), orderable=False, empty_values=())
    basis = BasisColumn(verbose_name=_("Basis"), orderable=False)
