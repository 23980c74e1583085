"""The provisions of instruments that a file brings: each at its place in the tree, as far as its label tells."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from kurul.kernel.imports import Report
from kurul.kernel.provenance import Basis, current_basis
from kurul.kernel.rules import Finding, gather
from kurul.kernel.temporal import facts
from kurul.kernel.temporal.bounds import Period
from kurul.kernel.translated import Translated
from kurul.rooms.law import rules
from kurul.rooms.law.actions.columns import wording_search_text
from kurul.rooms.law.actions.lines import Line, Statement
from kurul.rooms.law.actions.provisions import STEP
from kurul.rooms.law.models import FROM_THE_FIRST, Instrument, Provision, ProvisionKind, ProvisionWording

Path = tuple[tuple[str, str], ...]


def objections_to(statements: Sequence[Statement]) -> tuple[Finding, ...]:
    """What the rules object to in the provisions of one instrument."""
    seen = Counter(said.path for said in statements if said.path)
    twice = [path for path, count in seen.items() if count > 1]
    labels = [said.path[-1][1] if said.path else "" for said in statements]
    return gather(
        *(rules.provision_says_something(label, said.text) for label, said in zip(labels, statements, strict=True)),
        *(Finding("law.label_taken", "label", {"label": path[-1][1]}) for path in twice),
    )


def enter_provisions(
    lines: Sequence[Line], made: Sequence[Instrument], kinds: Mapping[str, ProvisionKind], report: Report
) -> None:
    """Enter the provisions of new instruments in bulk. Those that a label only names on the way ("Art. 2" of "Art.
    2(1)") are entered without a text, and counted by themselves."""
    placed = [one for line, instrument in zip(lines, made, strict=True) for one in _placed(line, instrument)]
    Provision.objects.bulk_create((provision for provision, *_rest in placed), batch_size=500)
    by_path = {(provision.instrument_id, path): provision for provision, path, *_rest in placed if path}
    period = facts.columns(Period.since(FROM_THE_FIRST))
    ProvisionWording.objects.bulk_create(
        (
            ProvisionWording(
                provision=provision,
                parent=by_path[provision.instrument_id, path[:-1]] if len(path) > 1 else None,
                kind=kinds[path[-1][0]] if path else None,
                label=path[-1][1] if path else "",
                text=text,
                search_text=wording_search_text(path[-1][1] if path else "", text),
                basis=provision.basis,
                **period,
            )
            for provision, path, text, _is_stated in placed
        ),
        batch_size=500,
    )
    for name, count in (
        ("provision", sum(is_stated for *_rest, is_stated in placed)),
        ("enclosing provision", sum(not is_stated for *_rest, is_stated in placed)),
    ):
        if count:
            report.created[name] += count


def _placed(line: Line, instrument: Instrument) -> Iterator[tuple[Provision, Path, Translated, bool]]:
    """The provisions of one instrument in the order of the file, those above a labelled one right before it."""
    stated = {said.path for said in line.provisions if said.path}
    entered: set[Path] = set()
    order = 0
    for said in line.provisions:
        above = [said.path[:length] for length in range(1, len(said.path))]
        missing = [path for path in above if path not in entered and path not in stated]
        for path, text in [*((path, Translated()) for path in missing), (said.path, said.text)]:
            order += STEP
            basis = Basis.INFERRED.value if said.is_inferred else current_basis()
            entered.add(path)
            yield Provision(instrument=instrument, order=order, basis=basis), path, text, path == said.path
