"""What the pages of powers say about a chain of delegations."""

from django import template

from kurul.kernel.wording import Text
from kurul.rooms.positions.models import PostTerms
from kurul.rooms.positions.queries import Given, Told
from kurul.rooms.positions.tables import given_text, held_text, terms_texts
from kurul.rooms.positions.wording import WHY_NOT

register = template.Library()


@register.simple_tag
def why_not(way: Told) -> str:
    """{% why_not way %}: the sentence of what stands against a way."""
    return str(WHY_NOT[way.objection])


@register.simple_tag
def held_by(way: Told, unit: str) -> str:
    """{% held_by way unit %}: by what, since when and up to what the accountable post holds the power."""
    return held_text(way, unit)


@register.simple_tag
def given_as(step: Given, unit: str) -> str:
    """{% given_as step unit %}: when, up to what and whether it may be passed on."""
    return given_text(step, unit)


@register.simple_tag
def terms_said(terms: PostTerms) -> list[tuple[Text, str]]:
    """{% terms_said terms as said %}: what is said of the terms of a post, each with its label."""
    return terms_texts(terms)
