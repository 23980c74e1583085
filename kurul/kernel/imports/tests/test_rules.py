"""Addresses that are none, and characters that no document can hold."""

import pytest

from kurul.kernel.imports.rules import fits, holds_no_controls, is_an_address


@pytest.mark.parametrize("value", ["https://example.org/kişi/7?a=b#c", "urn:kurul:terms:x", "http://a/%20"])
def test_is_an_address_takes_whole_addresses(value: str) -> None:
    assert list(is_an_address("uri", value)) == []


@pytest.mark.parametrize("value", ["", "7", "/a", "https://a/b c", "https://a/>", "https://a/\n", "urn:", 'http://a/"'])
def test_is_an_address_refuses_others_but_only_as_addresses(value: str) -> None:
    assert [finding.code for finding in is_an_address("uri", value)] == ["kernel.not_an_iri"]
    assert list(is_an_address("detsis", value)) == []


def test_holds_no_controls() -> None:
    assert list(holds_no_controls(["Sağlık\tBakanlığı\n", "", "😀"])) == []
    found = list(holds_no_controls(["Sağlık\x0bBakanlığı", "\ufffe"], field="name"))
    assert [(one.code, one.field) for one in found] == [("kernel.control_character", "name")] * 2
    assert "\x0b" not in found[0].params["text"]


def test_fits() -> None:
    assert list(fits([("", 0), ("Şişli", 5)])) == []
    found = list(fits([("a" * 61, 60), ("b", 60)], field="identifier"))
    assert [(one.code, one.field, one.params["longest"]) for one in found] == [
        ("kernel.text_too_long", "identifier", 60)
    ]
