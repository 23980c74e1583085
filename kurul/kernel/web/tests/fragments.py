"""For tests of pages: a part that htmx replaces must be the same as in the whole page, and cells must stack."""

from collections.abc import Iterator
from typing import Any

from django.test import Client
from django.test.html import Element, parse_html


def assert_fragment_equals_page(client: Client, url: str, fragment: str, whole: Any = None) -> None:
    """What htmx gets for the element `fragment` is that element of the whole page, and much less than the page.

    `whole` is the answer with the whole page, where somebody has it already.
    """
    whole = whole or client.get(url)
    part = client.get(url, headers={"HX-Request": "true", "HX-Target": fragment})
    assert whole.status_code == part.status_code == 200
    found = element(parse_html(whole.content.decode()), fragment)
    assert found is not None, f"The page {url} has no element {fragment}."
    alone = element(parse_html(part.content.decode()), fragment)
    assert alone is not None, f"The part of {url} is not the element {fragment}."
    assert alone == found
    assert "<html" not in part.content.decode()
    assert "HX-Target" in whole["Vary"]
    assert "HX-Target" in part["Vary"]


def assert_cells_stack(page: str) -> None:
    """On a phone a labelled cell has two columns, label and text: so its text is one element, which breaks anywhere."""
    cells = list(_labelled(parse_html(page)))
    assert cells
    for cell in cells:
        assert [isinstance(child, Element) for child in cell.children] == [True], str(cell)
        assert ("class", "number-cell") in cell.attributes or ("class", "cell") in cell.children[0].attributes, str(
            cell
        )


def _labelled(root: Element | str) -> Iterator[Element]:
    if isinstance(root, str):
        return
    if root.name == "td" and "data-label" in dict(root.attributes):
        yield root
    for child in root.children:
        yield from _labelled(child)


def element(root: Element | str, identifier: str) -> Element | None:
    """The element with that id in parsed HTML."""
    if isinstance(root, str):
        return None
    if ("id", identifier) in root.attributes:
        return root
    return next((found for child in root.children if (found := element(child, identifier)) is not None), None)
