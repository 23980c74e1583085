"""The organisation chart as a picture: nothing overlaps, everything is inside, each below what it hangs on."""

from collections.abc import Iterator, Sequence

from hypothesis import given
from hypothesis import strategies as st

from kurul.kernel.web.charts.hierarchy import BETWEEN_ROWS, WIDTH, Box, HierarchyDrawing, draw


def a_box(name: str, parts: Sequence[Box] = ()) -> Box:
    """A box of its own: equal ones are told apart by what they are, not by what they say."""
    return Box(name, "/", 1, parts=tuple(parts))


LEAVES = st.builds(a_box, st.text("aşİ w", min_size=1, max_size=90))
TREES = st.recursive(
    LEAVES,
    lambda parts: st.builds(a_box, st.just("Başkanlık"), st.lists(parts, max_size=12)),
    max_leaves=60,
)


def every(box: Box) -> Iterator[Box]:
    yield box
    for part in box.parts:
        yield from every(part)


def assert_sound(drawing: HierarchyDrawing, root: Box) -> None:
    """Each box once, after the one that it hangs on and below it, inside the picture, apart from all others."""
    place = {id(placed.box): index for index, placed in enumerate(drawing.boxes)}
    assert place.keys() == {id(box) for box in every(root)}
    assert len(drawing.boxes) == len(place)
    for placed in drawing.boxes:
        for part in placed.box.parts:
            assert place[id(part)] > place[id(placed.box)]
            assert drawing.boxes[place[id(part)]].y >= placed.y + placed.height
    for placed in drawing.boxes:
        assert placed.x >= 0
        assert placed.y >= 0
        assert placed.x + WIDTH <= drawing.width
        assert placed.y + placed.height <= drawing.height
        assert max(line.y for line in (*placed.lines, *placed.small_lines)) <= placed.y + placed.height
    for index, one in enumerate(drawing.boxes):
        for other in drawing.boxes[index + 1 :]:
            apart = abs(one.x - other.x) >= WIDTH or abs(one.y - other.y) >= one.height
            assert apart, f"{one.box.name} and {other.box.name} overlap"


@given(TREES)
def test_no_box_overlaps_another_whatever_the_tree(root: Box) -> None:
    drawing = draw(root)
    assert_sound(drawing, root)
    assert len(drawing.lines) == len(drawing.boxes) - 1


def test_a_wide_level_takes_the_shape_of_a_sheet() -> None:
    ministries = tuple(
        Box(f"Bakanlık {n}", "/", n, parts=(Box("Birim", "/", 1), Box("Birim", "/", 2))) for n in range(24)
    )
    drawing = draw(a_box("Hükûmet", ministries))
    assert_sound(drawing, drawing.root)
    assert 0.7 <= drawing.width / drawing.height <= 2.8


def test_many_leaves_become_columns() -> None:
    drawing = draw(Box("Müdürlük", "/", 0, parts=tuple(Box(f"Şube {n}", "/", n) for n in range(1, 17))))
    columns = {placed.x for placed in drawing.boxes[1:]}
    assert len(columns) == 2
    first = [placed.y for placed in drawing.boxes[1:9]]
    assert first == sorted(first)
    assert first[1] - first[0] == drawing.boxes[0].height + BETWEEN_ROWS


def test_a_long_name_is_cut_where_the_box_ends() -> None:
    box = Box("Ulaştırma Denizcilik ve Haberleşme Bakanlığı Bilgi İşlem Dairesi Başkanlığı Yazılım Şubesi", "/", 1)
    assert len(box.lines) == 3
    assert box.lines[-1].endswith("…")
