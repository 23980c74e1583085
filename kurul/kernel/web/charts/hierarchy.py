"""An organisation chart: a tidy layered tree as SVG, with leaves in columns so that it does not grow too wide.

Everything stands on a grid of rows. What hangs on a box is placed side by side as closely as its outlines allow (after
Reingold and Tilford); many leaves of one box become columns below it.
"""

import math
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from kurul.kernel.web.charts.model import Chart, ChartTable
from kurul.kernel.wording import Text

WIDTH = 176  # of a box, in units of the picture
LINE, SMALL, PADDING = 15, 14, 8
LETTERS, SMALL_LETTERS = 24, 30  # that fit into a line of a box
MOST_LINES = 3
GAP, BETWEEN_ROWS, INDENT = 16, 26, 18
SIDE_BY_SIDE = 3  # so many leaves stand side by side; more become columns
TALLEST = 8  # leaves in a column


@dataclass(frozen=True)
class Box:
    """One box: a name, what else stands in it, where it leads, and the boxes below.

    `is_unsure` draws it dashed. A box without `key` only says that there is more.
    """

    name: str
    url: str
    key: int | None = None
    language: str = ""
    details: Sequence[Text] = ()
    is_unsure: bool = False
    parts: Sequence["Box"] = ()

    @property
    def lines(self) -> list[str]:
        """The name in lines that fit."""
        return _fitting(self.name, LETTERS, MOST_LINES)

    @property
    def small_lines(self) -> list[str]:
        """What else stands in the box, one line each."""
        return [line for detail in self.details for line in _fitting(str(detail), SMALL_LETTERS, 1)]


def _fitting(text: str, letters: int, most: int) -> list[str]:
    lines = textwrap.wrap(text, letters) or [""]
    if len(lines) <= most:
        return lines
    return [*lines[: most - 1], textwrap.shorten(" ".join(lines[most - 1 :]), letters, placeholder=" …") or "…"]


@dataclass(frozen=True)
class TextLine:
    """One line of text in a box."""

    y: float
    text: str


@dataclass(frozen=True)
class PlacedBox:
    """A box where it stands, with its lines of text."""

    box: Box
    x: float
    y: float
    depth: int
    height: float
    lines: Sequence[TextLine]
    small_lines: Sequence[TextLine]

    @property
    def text_x(self) -> float:
        """Where its text begins."""
        return self.x + PADDING


@dataclass(frozen=True)
class HierarchyDrawing:
    """Everything in the picture, in units of its view box."""

    root: Box
    boxes: Sequence[PlacedBox]
    lines: Sequence[str]  # paths
    width: float
    height: float
    box_width: int = WIDTH


@dataclass
class _Node:
    """A box on the grid: its middle relative to that of its parent, and the outline of all below it, row by row."""

    box: Box
    middle: float = 0
    parts: list["_Node"] = field(default_factory=list)
    left: list[float] = field(default_factory=list)
    right: list[float] = field(default_factory=list)
    column: int = 0  # from 1: which place it has in a column of leaves; 0: in none


def hierarchy(name: str, title: Text, description: Text, root: Box) -> Chart:
    """The chart of everything below `root`; the nested list behind it says the same."""
    return Chart(name, title, description, "charts/hierarchy.html", draw(root), ChartTable((), ()))


def draw(root: Box) -> HierarchyDrawing:
    """Place all boxes."""
    every = list(_all(root))
    tall = max(len(box.lines) for box in every) * LINE + max(len(box.small_lines) for box in every) * SMALL
    height = tall + 2 * PADDING
    tree = _laid_out(root)
    placer = _Placer(height, -min(tree.left))
    placer.place(tree, 0, 0)
    width = max(tree.right) - min(tree.left)
    return HierarchyDrawing(root, placer.boxes, placer.lines, width + 2, placer.bottom + 2)


def _all(box: Box) -> Iterator[Box]:
    yield box
    for part in box.parts:
        yield from _all(part)


def _laid_out(box: Box) -> _Node:
    half = WIDTH / 2
    node = _Node(box, left=[-half], right=[half])
    leaves = [part for part in box.parts if not part.parts]
    branches = [_laid_out(part) for part in box.parts if part.parts]
    if len(leaves) <= SIDE_BY_SIDE:
        blocks = [[_laid_out(part)] for part in box.parts]
    else:
        blocks = [[branch] for branch in branches]
        blocks += _columns(leaves)
    if not blocks:
        return node
    _beside_each_other(blocks)
    middles = [block[0].middle for block in blocks]
    centre = (middles[0] + middles[-1]) / 2
    for block in blocks:
        for part in block:
            part.middle -= centre
            node.parts.append(part)
    rows = max(part.column - 1 + len(part.left) if part.column else len(part.left) for part in node.parts)
    node.left += [math.inf] * rows
    node.right += [-math.inf] * rows
    for part in node.parts:
        first = max(part.column, 1)
        for row, (left, right) in enumerate(zip(part.left, part.right, strict=True), start=first):
            node.left[row] = min(node.left[row], part.middle + left)
            node.right[row] = max(node.right[row], part.middle + right)
    return node


def _columns(leaves: Sequence[Box]) -> list[list[_Node]]:
    """The leaves in columns of about the same height, read downwards."""
    count = math.ceil(len(leaves) / TALLEST)
    tall = math.ceil(len(leaves) / count)
    half = WIDTH / 2
    return [
        [
            _Node(box, left=[-half - INDENT], right=[half], column=place)
            for place, box in enumerate(leaves[start : start + tall], start=1)
        ]
        for start in range(0, len(leaves), tall)
    ]


def _beside_each_other(blocks: Sequence[list[_Node]]) -> None:
    """Place each block as near to those at its left as their outlines allow."""
    outline: list[float] = []  # the right edge so far, row by row
    for block in blocks:
        left, right = _outline(block)
        shift = max((edge + GAP - own for edge, own in zip(outline, left, strict=False)), default=0.0)
        for part in block:
            part.middle = shift
        merged = [shift + edge for edge in right]
        outline = merged + outline[len(merged) :]


def _outline(block: Sequence[_Node]) -> tuple[list[float], list[float]]:
    if len(block) == 1:
        return block[0].left, block[0].right
    return [part.left[0] for part in block], [part.right[0] for part in block]


class _Placer:
    """Gives every box its place in the picture and draws the lines between them, in reading order."""

    def __init__(self, height: float, shift: float) -> None:
        self.height, self.shift = height, shift
        self.boxes: list[PlacedBox] = []
        self.lines: list[str] = []
        self.bottom = 0.0

    def place(self, node: _Node, middle: float, row: int, depth: int = 0) -> None:
        """The box and all below it; `middle` is that of the whole picture's root plus what leads here."""
        x, y = middle - WIDTH / 2 + self.shift + 1, row * (self.height + BETWEEN_ROWS) + 1
        first = y + PADDING + LINE - 4
        texts = [TextLine(first + LINE * index, line) for index, line in enumerate(node.box.lines)]
        under = first + LINE * len(texts)
        small = [TextLine(under + SMALL * index, line) for index, line in enumerate(node.box.small_lines)]
        self.boxes.append(PlacedBox(node.box, x, y, depth, self.height, texts, small))
        self.bottom = max(self.bottom, y + self.height)
        for part in node.parts:
            part_row = row + max(part.column, 1)
            self._line(middle, y, middle + part.middle, part_row, in_column=bool(part.column))
            self.place(part, middle + part.middle, part_row, depth + 1)

    def _line(self, above: float, y: float, below: float, row: int, *, in_column: bool) -> None:
        start, bus = y + self.height, y + self.height + BETWEEN_ROWS / 2
        top = row * (self.height + BETWEEN_ROWS) + 1
        above, below = above + self.shift + 1, below + self.shift + 1
        if not in_column:
            self.lines.append(f"M{above:g} {start:g}V{bus:g}H{below:g}V{top:g}")
            return
        trunk, side = below - WIDTH / 2 - INDENT / 2, top + self.height / 2
        self.lines.append(f"M{above:g} {start:g}V{bus:g}H{trunk:g}V{side:g}H{below - WIDTH / 2:g}")
