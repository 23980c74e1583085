"""Folding, sorting and casing that are right for Turkish (and harmless for other Latin alphabets).

Python's own `lower` and `upper` are wrong for İ/ı, and no database collation is relied upon: what is searched or sorted
is computed here when it is stored.
"""

import unicodedata
from functools import lru_cache

LONGEST_KEPT = 300  # letters: names recur, but thousands of long texts would fill the memory

_ORDER = {letter: index for index, letter in enumerate("abcçdefgğhıijklmnoöpqrsştuüvwxyz")}
_ORDER |= {"â": _ORDER["a"], "î": _ORDER["i"], "û": _ORDER["u"]}
_LOWER = str.maketrans({"I": "ı", "İ": "i"})
_UPPER = str.maketrans({"i": "İ", "ı": "I"})
_TO_ASCII = str.maketrans(
    {"ı": "i", "ø": "o", "ł": "l", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d"}
    | dict(zip("çğöşüâîû", "cgosuaiu", strict=True))  # what decomposing would give too, only slower
)


def lower(text: str, language: str = "tr") -> str:
    """Lower case; in Turkish I becomes ı and İ becomes i."""
    if language == "tr":
        return text.translate(_LOWER).lower()
    return text.replace("İ", "i").lower()


def upper(text: str, language: str = "tr") -> str:
    """Upper case; in Turkish i becomes İ and ı becomes I."""
    return (text.translate(_UPPER) if language == "tr" else text).upper()


def capitalise(text: str, language: str = "tr") -> str:
    """The first letter in upper case, the rest as it stands."""
    return upper(text[:1], language) + text[1:]


def fold(text: str) -> str:
    """For search: lower case, accents and dots off, blanks single. ISPARTA, Isparta and ısparta all give "isparta"."""
    return _folded_name(text) if len(text) <= LONGEST_KEPT else _folded(text)


def _folded(text: str) -> str:
    lowered = lower(unicodedata.normalize("NFC", text)).translate(_TO_ASCII)
    if lowered.isascii():
        return " ".join(lowered.split())
    plain = "".join(c for c in unicodedata.normalize("NFKD", lowered) if not unicodedata.combining(c))
    return " ".join(plain.split())


_folded_name = lru_cache(maxsize=2048)(_folded)


def sort_key(text: str, language: str = "tr") -> str:
    """A plain string that any database sorts byte by byte in the right order for the language.

    Turkish: ç after c, ğ after g, ı before i, ö, ş, ü after their letters; digits before letters.
    """
    if language != "tr":
        return fold(text)
    lowered = lower(unicodedata.normalize("NFC", text), language)
    return lowered.translate(_SORTED)


class _Sorted(dict[int, str]):
    """What stands for each character in the key of Turkish sorting; worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        character, key = chr(code), ""
        if character in _ORDER:
            key = f"b{_ORDER[character]:02d}"
        elif character.isalpha():
            base = fold(character)[:1]
            key = f"b{_ORDER[base]:02d}" if base in _ORDER else f"c{code:06x}"
        elif character.isdigit():
            key = f"a{character}"
        elif character.isspace():
            key = " "
        self[code] = key
        return key


_SORTED = _Sorted()
