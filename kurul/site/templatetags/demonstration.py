"""What the sign-in page of a demonstration shows. {% load demonstration %}"""

from django import template

from kurul.site.demonstration.signin import Offered, offered

register = template.Library()


@register.simple_tag
def people_to_sign_in() -> list[Offered]:
    """{% people_to_sign_in as people %}: whom one click signs in."""
    return offered()
