"""Numbers as people read them in the active language: 1,234.5 in English, 1.234,5 in Turkish."""

from decimal import Decimal

from babel.numbers import format_decimal

from kurul.kernel.translated import active_language
from kurul.kernel.wording import show_with


def number_text(value: int | float | Decimal) -> str:
    """The number with the signs of the active language; at most three decimals."""
    return format_decimal(value, locale=active_language())


# In the sentences of rules too measured values stand as people read them.
show_with(Decimal, number_text)
