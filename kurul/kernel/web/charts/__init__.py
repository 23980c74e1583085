"""Charts drawn on the server as inline SVG: they print, need no script, and each has the table behind it.

Positions across are percentages and heights are pixels, so that a chart takes any width and its text keeps its size.
"""

from kurul.kernel.web.charts.bands import Band, BandRow, Happening, bands, is_drawable
from kurul.kernel.web.charts.bars import Bar, Segment, Stack, bars, stacks
from kurul.kernel.web.charts.hierarchy import Box, hierarchy
from kurul.kernel.web.charts.lines import Reading, indicator
from kurul.kernel.web.charts.model import Cell, Chart, ChartTable
from kurul.kernel.web.charts.strips import Mark, Span, strip

__all__ = [
    "Band",
    "BandRow",
    "Bar",
    "Box",
    "Cell",
    "Chart",
    "ChartTable",
    "Happening",
    "Mark",
    "Reading",
    "Segment",
    "Span",
    "Stack",
    "bands",
    "bars",
    "hierarchy",
    "indicator",
    "is_drawable",
    "stacks",
    "strip",
]
