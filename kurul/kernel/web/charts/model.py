"""What every chart is: a name, a title, a description, a drawing for its template, and the table behind it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString

from kurul.kernel.wording import Text

Number = int | float


@dataclass(frozen=True)
class Cell:
    """One value of the table; with an address it links to what it counts."""

    text: Text
    url: str = ""
    is_number: bool = False


@dataclass(frozen=True)
class ChartTable:
    """The same as the picture, in words and numbers. The first cell of a row is its heading."""

    columns: Sequence[Text]
    rows: Sequence[Sequence[Cell]]


@dataclass(frozen=True)
class Chart:
    """A chart ready for {% chart %}. `name` is unique on its page: the ids in the picture begin with it."""

    name: str
    title: Text
    description: Text
    template: str
    drawing: Any
    table: ChartTable


def percent(share: float) -> str:
    """A share between 0 and 1 as SVG writes it; there is nothing in it to escape."""
    return SafeString(f"{round(100 * share, 3):g}%")
