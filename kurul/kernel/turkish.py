"""Folding, sorting and casing that are right for Turkish (and harmless for other Latin alphabets).

Python's own `lower` and `upper` are wrong for İ/ı, and no database collation is relied upon: what is searched or sorted
is computed here when it is stored.
"""

import unicodedata

_ORDER = {letter: index for index, letter in enumerate("abcçdefgğhıijklmnoöpqrsştuüvwxyz")}
_ORDER |= {"â": _ORDER["a"], "î": _ORDER["i"], "û": _ORDER["u"]}
_LOWER = str.maketrans({"I": "ı", "İ": "i"})
_UPPER = str.maketrans({"i": "İ", "ı": "I"})
_TO_ASCII = str.maketrans(
    {"ı": "i", "ø": "o", "ł": "l", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d"}
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
    lowered = lower(unicodedata.normalize("NFC", text)).translate(_TO_ASCII)
    plain = "".join(c for c in unicodedata.normalize("NFKD", lowered) if not unicodedata.combining(c))
    return " ".join(plain.split())


def sort_key(text: str, language: str = "tr") -> str:
    """A plain string that any database sorts byte by byte in the right order for the language.

    Turkish: ç after c, ğ after g, ı before i, ö, ş, ü after their letters; digits before letters.
    """
    lowered = lower(unicodedata.normalize("NFC", text), language)
    if language != "tr":
        return fold(text)
    keys = []
    for character in lowered:
        if character in _ORDER:
            keys.append(f"b{_ORDER[character]:02d}")
        elif character.isalpha():
            base = fold(character)[:1]
            keys.append(f"b{_ORDER[base]:02d}" if base in _ORDER else f"c{ord(character):06x}")
        elif character.isdigit():
            keys.append(f"a{character}")
        elif character.isspace():
            keys.append(" ")
    return "".join(keys)
