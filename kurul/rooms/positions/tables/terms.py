"""On which terms a post is held, in words."""

from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from kurul.kernel.web.numbers import number_text
from kurul.kernel.wording import Text
from kurul.rooms.positions.models import PostTerms


def terms_texts(terms: PostTerms) -> list[tuple[Text, str]]:
    """Label and value of everything that a source says of the terms; what it does not say is left out."""
    grade = f"{terms.grade} ({terms.grade_note})" if terms.grade and terms.grade_note else terms.grade
    key = "" if terms.is_key is None else gettext("Yes") if terms.is_key else gettext("No")
    said: list[tuple[Text, str]] = [
        (_("Grade"), grade or terms.grade_note),
        (pgettext("post", "Filled by"), str(terms.get_tenure_display()) if terms.tenure else ""),
        (_("Full-time equivalents"), "" if terms.full_time is None else number_text(terms.full_time)),
        (_("Other duties"), terms.other_duties),
        (_("Who rates the holder"), terms.rated_by),
        (_("Who reviews the rating"), terms.reviewed_by),
        (_("Designated as key"), key),
    ]
    return [(label, value) for label, value in said if value]
