"""Numbers of records in little memory: one bit for each, however many a load wrote."""

from collections.abc import Iterable, Iterator

_MORE = 4096  # bytes


class Numbers:
    """A set of numbers from 0 on that is read in their order."""

    def __init__(self, numbers: Iterable[int] = ()) -> None:
        self._bits = bytearray()
        self.add(numbers)

    def add(self, numbers: Iterable[int]) -> None:
        """Take these as well."""
        bits = self._bits
        for number in numbers:
            place = number >> 3
            if place >= len(bits):
                bits.extend(bytes(place + _MORE - len(bits)))
            bits[place] |= 1 << (number & 7)

    def __contains__(self, number: int) -> bool:
        place = number >> 3
        return place < len(self._bits) and bool(self._bits[place] >> (number & 7) & 1)

    def __iter__(self) -> Iterator[int]:
        for place, byte in enumerate(self._bits):
            if byte:
                yield from ((place << 3) + bit for bit in range(8) if byte >> bit & 1)
