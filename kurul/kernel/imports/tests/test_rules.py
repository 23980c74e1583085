"""Addresses that are none, and characters that no document can hold."""

import pytest

from kurul.kernel.imports.cells import shortened
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


@pytest.mark.parametrize("text", ["\u200b", "\u200e\ufeff", "Sağlık \u202eığılnakaB", "\u2066a"])
def test_holds_no_controls_nor_what_cannot_be_seen_or_turns_a_text_around(text: str) -> None:
    (found,) = holds_no_controls([text])
    assert found.code == "kernel.control_character"
    assert "\ufffd" in found.params["text"]
    assert list(holds_no_controls(["Kom\u00adisyon", "می\u200cخواهم"])) == []  # within a word they have a meaning


def test_fits() -> None:
    assert list(fits([("", 0), ("Şişli", 5)])) == []
    found = list(fits([("a" * 61, 60), ("b", 60)], field="identifier"))
    assert [(one.code, one.field, one.params["longest"]) for one in found] == [
        ("kernel.text_too_long", "identifier", 60)
    ]


def test_long_keys_that_begin_alike_stay_two() -> None:
    assert shortened("body/member") == "body/member"
    one, other = shortened("a" * 250 + "1"), shortened("a" * 250 + "2")
    assert one != other
    assert {len(one), len(other)} == {200}
