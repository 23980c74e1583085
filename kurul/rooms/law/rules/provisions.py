"""What may not be recorded about provisions and their wordings."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from kurul.kernel.rules import Finding, rule
from kurul.kernel.temporal.bounds import Bound, Period


@rule("law.provision_empty", source="ELI ontology: a subdivision of a legal resource has a number or a content")
def provision_says_something(label: str, text: Mapping[str, str]) -> Iterator[Finding]:
    """A provision has a label or a text."""
    if not label.strip() and not text:
        yield Finding("law.provision_empty", "text")


@rule("law.label_without_kind", source="Kurul: “9” cites nothing; “article 9” does")
def label_has_a_kind(label: str, has_kind: bool) -> Iterator[Finding]:
    """A provision that bears a label is said to be an article, a paragraph or whatever it is."""
    if label.strip() and not has_kind:
        yield Finding("law.label_without_kind", "kind")


@rule("law.label_taken", source="Regulation on the drafting of legislation: within one article each number stands once")
def label_is_free(label: str, period: Period, taken: Sequence[tuple[str, Period]]) -> Iterator[Finding]:
    """Of the provisions of one kind that stand side by side on a day, no two bear the same label."""
    for other, other_period in taken:
        if label.strip() and other == label.strip() and period.certainly_overlaps(other_period):
            yield Finding("law.label_taken", "label", {"label": other})
            return


@rule("law.provision_under_itself", source="Kurul: the parts of an instrument make a tree")
def stands_under_another(provision: int, parent: int | None, parents: Mapping[int, int | None]) -> Iterator[Finding]:
    """No provision stands under itself or under one of its own parts."""
    above = parent
    seen: set[int] = set()
    while above is not None and above not in seen:
        if above == provision:
            yield Finding("law.provision_under_itself", "parent")
            return
        seen.add(above)
        above = parents.get(above)


@rule("law.parent_elsewhere", source="Kurul: the parts of an instrument make a tree")
def stands_in_its_instrument(instrument: int, instrument_of_parent: int | None) -> Iterator[Finding]:
    """A provision stands under provisions of its own instrument."""
    if instrument_of_parent is not None and instrument_of_parent != instrument:
        yield Finding("law.parent_elsewhere", "parent")


@rule("law.no_wording_there", source="Kurul: an amendment or repeal concerns what stands in the text on that day")
def stands_on(day: Bound, wordings: Sequence[Period]) -> Iterator[Finding]:
    """A provision is amended, repealed or added to on a day on which it can stand in the text."""
    if not any(can_change_on(day, period) for period in wordings):
        yield Finding("law.no_wording_there", "day", {"day": day})


def can_change_on(day: Bound, period: Period) -> bool:
    """Whether what holds for the period can change on the day: it can have begun before, and can last until then."""
    return period.start.earliest < day.latest and Period(day, period.end).is_possible


@rule("law.parent_not_there", source="Kurul: the parts of an instrument make a tree on every day")
def parent_stands_on(day: Bound, wordings: Sequence[Period]) -> Iterator[Finding]:
    """A provision is added under another one from a day on which that one can stand in the text."""
    if not any(held.start.earliest <= day.latest and Period(day, held.end).is_possible for held in wordings):
        yield Finding("law.parent_not_there", "parent", {"day": day})


@rule("law.changed_later", source="Kurul: amendments stand in the order of their days")
def is_not_changed_later(day: Bound, wordings: Sequence[Period]) -> Iterator[Finding]:
    """A provision is not repealed from a day before one on which it was certainly amended still: what was amended
    stood."""
    if any(day.latest < period.start.earliest for period in wordings):
        yield Finding("law.changed_later", "day", {"day": day})


@rule("law.has_parts", source="Kurul: what stands under a provision would hang in the air")
def has_no_parts(parts: Collection[int]) -> Iterator[Finding]:
    """What brought a provision in is not withdrawn while other provisions stand under it, or later wordings follow."""
    if parts:
        yield Finding("law.has_parts", "reason")


@rule("law.is_cited", source="Kurul: who rests on a provision keeps what it rests on")
def is_not_cited(citations: int) -> Iterator[Finding]:
    """A provision that a record rests on is not taken out as entered by mistake."""
    if citations:
        yield Finding("law.is_cited", "reason", {"count": citations})


@rule("law.cited_already", source="Kurul: one citation says it all")
def is_not_cited_already(period: Period, held: Sequence[Period]) -> Iterator[Finding]:
    """A record cites a provision once for one time."""
    if any(period.certainly_overlaps(other) for other in held):
        yield Finding("law.cited_already", "record")


@rule("law.cites_before_it_exists", source="Kurul: nothing rests on what is not there")
def rests_on_what_stands(period: Period, wordings: Sequence[Period]) -> Iterator[Finding]:
    """A record rests on a provision from a day on which the provision can stand in the text."""
    start = period.start
    if not any(held.start.earliest <= start.latest and Period(start, held.end).is_possible for held in wordings):
        yield Finding("law.cites_before_it_exists", "first_day", {"day": start})
