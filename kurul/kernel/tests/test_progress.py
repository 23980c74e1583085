"""Progress on the terminal, and silence elsewhere."""

from io import StringIO

from rich.console import Console

from kurul.kernel.progress import counted, step, steps


def terminal() -> Console:
    return Console(file=StringIO(), force_terminal=True, width=100)


def said(console: Console) -> str:
    assert isinstance(console.file, StringIO)
    return console.file.getvalue()


def test_bar_counts_what_is_done():
    console = terminal()
    assert list(counted("abc", "Reading", console=console)) == ["a", "b", "c"]
    assert "Reading" in said(console)
    assert "3/3" in said(console)


def test_items_without_a_length_are_counted_without_a_total():
    console = terminal()
    assert list(counted(iter([1, 2]), "Reading", console=console)) == [1, 2]
    assert "2/?" in said(console)


def test_several_bars_stand_one_under_the_other():
    console = terminal()
    with steps(console) as bars:
        first, second = bars.add_task("First", total=1), bars.add_task("Second", total=2)
        bars.advance(first)
        bars.advance(second)
    assert "1/1" in said(console)
    assert "1/2" in said(console)


def test_pieces_are_counted_together():
    console = terminal()
    with step("Reading", 10, console) as bar:
        bar.advance(4)
        bar.advance()
    assert "5/10" in said(console)


def test_nothing_is_said_where_nobody_watches():
    console = Console(file=StringIO(), force_terminal=False)
    assert list(counted([1, 2], "Reading", console=console)) == [1, 2]
    assert said(console) == ""


def test_nothing_reaches_the_output(capsys):
    assert list(counted([1, 2], "Reading")) == [1, 2]
    assert capsys.readouterr().out == ""
