"""Whether anything stands under itself on some day, for a whole register at once, in little memory."""

from array import array
from collections import defaultdict
from collections.abc import Callable, Iterator

from django.db.models import Max

from kurul.kernel.temporal.bounds import Bound, Period
from kurul.rooms.organisations.models import Organisation, Placement

CHUNK = 5000  # rows read at a time
UNSEEN, OPEN, DONE = 0, 1, 2


def in_circles() -> set[int]:
    """The bodies that, by the placements held now, stand under themselves on some day.

    First without regard to days: parents stand in one array of numbers (a few bytes a body), and whoever is not in a
    circle there is in none. Only for what is left are the days compared.
    """
    suspects = _in_timeless_circles()
    return _on_some_day(suspects) if suspects else set()


def _in_timeless_circles() -> set[int]:
    highest = Organisation.objects.aggregate(highest=Max("pk"))["highest"] or 0
    first = array("q", bytes(8 * (highest + 1)))
    further: defaultdict[int, list[int]] = defaultdict(list)
    for child, parent in Placement.objects.known_at().values_list("organisation_id", "parent_id").iterator(CHUNK):
        if not first[child]:
            first[child] = parent
        elif first[child] != parent:
            further[child].append(parent)

    def parents(body: int) -> Iterator[int]:
        if first[body]:
            yield first[body]
        yield from further.get(body, ())

    state = bytearray(highest + 1)
    suspects: set[int] = set()
    for body in range(1, highest + 1):
        if state[body] == UNSEEN and first[body]:
            suspects |= _walk(body, state, parents)
    return suspects


def _walk(start: int, state: bytearray, parents: Callable[[int], Iterator[int]]) -> set[int]:
    """Upwards from one body, each way once; what is met again on the way up lies in a circle."""
    path = [(start, parents(start))]
    found: set[int] = set()
    state[start] = OPEN
    while path:
        body, ways = path[-1]
        above = next(ways, None)
        if above is None:
            state[body] = DONE
            path.pop()
        elif state[above] == UNSEEN:
            state[above] = OPEN
            path.append((above, parents(above)))
        elif state[above] == OPEN:
            numbers = [number for number, _ways in path]
            found.update(numbers[numbers.index(above) :])
    return found


def _on_some_day(suspects: set[int]) -> set[int]:
    """Those that meet themselves again when going up, all steps possible on one day.

    Every circle holds a suspect, but not all that stand in it are: so all links above the suspects are looked at.
    """
    links: dict[int, list[tuple[int, Period]]] = {}
    frontier = set(suspects)
    while frontier:
        links |= {body: [] for body in frontier}
        for link in Placement.objects.known_at().filter(organisation_id__in=frontier):
            links[link.organisation_id].append((link.parent_id, link.period))
        frontier = {parent for body in frontier for parent, _period in links[body]} - set(links)
    return {body for body in suspects if _meets_itself(body, links)}


def _meets_itself(body: int, links: dict[int, list[tuple[int, Period]]]) -> bool:
    frontier: set[tuple[int, Period | None]] = {(body, None)}
    seen = set(frontier)
    while frontier:
        reached: set[tuple[int, Period | None]] = set()
        for number, span in frontier:
            for parent, period in links.get(number, ()):
                common = period if span is None else _common(span, period)
                if common is not None:
                    reached.add((parent, common))
        if any(number == body for number, _span in reached):
            return True
        frontier = reached - seen
        seen |= frontier
    return False


def _common(one: Period, other: Period) -> Period | None:
    start = Bound(max(one.start.earliest, other.start.earliest), max(one.start.latest, other.start.latest))
    end = Bound(min(one.end.earliest, other.end.earliest), min(one.end.latest, other.end.latest))
    common = Period(start, end)
    return common if common.is_possible else None
