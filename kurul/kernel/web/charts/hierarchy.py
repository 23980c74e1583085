"""An organisation chart: a tidy layered tree as SVG, with leaves in columns so that it does not grow too wide.

Everything stands on a grid of rows. What hangs on a box is placed side by side as closely as its outlines allow (after
Reingold and Tilford); many leaves of one box become columns below it.
"""

import math
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from kurul.kernel.web.charts.model import Chart, ChartTable
from kurul.kernel.wording import Text

WIDTH = 176  # of a box, in units of the picture
LINE, SMALL, PADDING = 15, 14, 8
LETTERS, SMALL_LETTERS = 24, 30  # that fit into a line of a box
MOST_LINES = 3
GAP, BETWEEN_ROWS, INDENT = 16, 26, 18
SIDE_BY_SIDE = 3  # so many leaves stand side by side; more become columns
TALLEST = 8  # leaves in a column
WIDE = 1200  # from which on what hangs on a box is put into bands below each other
SHEET = math.sqrt(2)  # a sheet lying on its side


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

    @property
    def key(self) -> Text:
        """What a dashed box says, where one is drawn; it belongs to the picture, not to the list."""
        if not any(placed.box.is_unsure for placed in self.boxes):
            return ""
        return _("A dashed box: not known whether it existed on this day.")


@dataclass
class _Node:
    """A box on the grid: its middle relative to that of its parent, and the outline of all below it, row by row.

    `down` is how many rows below its parent it stands. What stands in a column is reached from its side; what stands
    in a further band, from a trunk at the left of all bands.
    """

    box: Box
    middle: float = 0
    parts: list["_Node"] = field(default_factory=list)
    left: list[float] = field(default_factory=list)
    right: list[float] = field(default_factory=list)
    down: int = 1
    in_column: bool = False
    place: int = 0  # in its column, from 0
    trunk: float | None = None


Block = list[_Node]  # one box with all below it, or a column of leaves


def hierarchy(name: str, title: Text, description: Text, root: Box) -> Chart:
    """The chart of everything below `root`; the nested list behind it says the same."""
    return Chart(name, title, description, "charts/hierarchy.html", draw(root), ChartTable((), ()))


def draw(root: Box) -> HierarchyDrawing:
    """Place all boxes."""
    every = list(_all(root))
    tall = max(len(box.lines) for box in every) * LINE + max(len(box.small_lines) for box in every) * SMALL
    height = tall + 2 * PADDING
    tree = _laid_out(root, height + BETWEEN_ROWS)
    placer = _Placer(height, -min(tree.left))
    placer.place(tree, 0, 0)
    width = max(tree.right) - min(tree.left)
    return HierarchyDrawing(root, placer.boxes, placer.lines, width + 2, placer.bottom + 2)


def _all(box: Box) -> Iterator[Box]:
    yield box
    for part in box.parts:
        yield from _all(part)


def _laid_out(box: Box, pitch: float, *, is_root: bool = True) -> _Node:
    half = WIDTH / 2
    node = _Node(box, left=[-half], right=[half])
    leaves = [part for part in box.parts if not part.parts]
    branches = [[_laid_out(part, pitch, is_root=False)] for part in box.parts if part.parts]
    if is_root and not branches and len(leaves) <= SIDE_BY_SIDE:
        blocks: list[Block] = [[_laid_out(part, pitch, is_root=False)] for part in leaves]
    else:
        blocks = [*branches, *_columns(leaves)]
    if blocks:
        _hang(node, _bands(blocks, pitch))
    return node


def _columns(leaves: Sequence[Box]) -> list[Block]:
    """The leaves in columns of about the same height, read downwards."""
    if not leaves:
        return []
    tall = math.ceil(len(leaves) / math.ceil(len(leaves) / TALLEST))
    half = WIDTH / 2
    return [
        [
            _Node(box, left=[-half - INDENT], right=[half], down=place, in_column=True, place=place - 1)
            for place, box in enumerate(leaves[start : start + tall], start=1)
        ]
        for start in range(0, len(leaves), tall)
    ]


def _bands(blocks: Sequence[Block], pitch: float) -> list[list[Block]]:
    """The blocks in as many bands below each other as make a shape like that of a sheet of paper."""
    width = sum(max(_outline(block)[1]) - min(_outline(block)[0]) + GAP for block in blocks)
    rows = max(len(_outline(block)[0]) for block in blocks)
    bands = max(1, round(math.sqrt(width / (SHEET * rows * pitch)))) if width > WIDE else 1
    each = math.ceil(len(blocks) / bands)
    return [list(blocks[start : start + each]) for start in range(0, len(blocks), each)]


def _hang(node: _Node, bands: Sequence[list[Block]]) -> None:
    """Hang the bands below the box, one below the other, and widen its outline to hold them."""
    first = 0
    for number, blocks in enumerate(bands):
        _beside_each_other(blocks)
        middles = [block[0].middle for block in blocks]
        # Several bands begin below the box; one alone has it above its middle.
        centre = (middles[0] + middles[-1]) / 2 if len(bands) == 1 else middles[0] - INDENT
        for part in (part for block in blocks for part in block):
            part.middle -= centre
            part.down += first
            part.trunk = -WIDTH / 2 if number else None
            node.parts.append(part)
        first += max(len(_outline(block)[0]) for block in blocks)
    node.left += [math.inf] * first
    node.right += [-math.inf] * first
    for part in node.parts:
        for row, (left, right) in enumerate(zip(part.left, part.right, strict=True), start=part.down):
            node.left[row] = min(node.left[row], part.middle + left)
            node.right[row] = max(node.right[row], part.middle + right)
    if len(bands) > 1:  # the trunk passes by all of them
        node.left = [min(edge, -WIDTH / 2 - GAP / 2) for edge in node.left]


def _beside_each_other(blocks: Sequence[Block]) -> None:
    """Place each block as near to those at its left as their outlines allow."""
    outline: list[float] = []  # the right edge so far, row by row
    for block in blocks:
        left, right = _outline(block)
        shift = max((edge + GAP - own for edge, own in zip(outline, left, strict=False)), default=0.0)
        for part in block:
            part.middle = shift
        merged = [shift + edge for edge in right]
        outline = merged + outline[len(merged) :]


def _outline(block: Block) -> tuple[list[float], list[float]]:
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
            self._line(middle, y, part, row + part.down)
            self.place(part, middle + part.middle, row + part.down, depth + 1)

    def _line(self, above: float, y: float, part: _Node, row: int) -> None:
        start, bus = y + self.height, y + self.height + BETWEEN_ROWS / 2
        top = row * (self.height + BETWEEN_ROWS) + 1
        shift = above + self.shift + 1
        below = shift + part.middle
        way = f"M{shift:g} {start:g}V{bus:g}"
        if part.trunk is not None:
            head = top - part.place * (self.height + BETWEEN_ROWS)
            way += f"H{shift + part.trunk:g}V{head - BETWEEN_ROWS / 2:g}"
        if part.in_column:
            side = below - WIDTH / 2
            self.lines.append(f"{way}H{side - INDENT / 2:g}V{top + self.height / 2:g}H{side:g}")
        else:
            self.lines.append(f"{way}H{below:g}V{top:g}")
