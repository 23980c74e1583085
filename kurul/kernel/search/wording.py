"""What people read about the search."""

from django.utils.translation import gettext_lazy as _

from kurul.kernel.wording import sentences

NO_SUCH_KIND = "search.no_such_kind"

sentences(
    "search",
    {
        NO_SUCH_KIND: _("Nothing of the kind “%(kind)s” can be found. Leave the kind out to search in all."),
    },
)
