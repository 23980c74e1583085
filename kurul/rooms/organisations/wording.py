"""Codes of this room's rules and events, and the sentences that people read."""

from django.utils.translation import gettext_lazy as _

from kurul.kernel.wording import event, sentences

sentences(
    "organisations",
    {
        "organisations.end_before_start": _(
            "This would end (%(end)s) before it begins (%(start)s). Correct one of the two days."
        ),
        "organisations.name_missing": _("Give a name in at least one language."),
        "organisations.parent_cycle": _("The chosen parent stands under this body itself. Choose another parent."),
        "organisations.parent_missing": _(
            "The chosen parent does not exist on %(day)s. Choose a parent that exists then, or another day."
        ),
        "organisations.not_existing": _("This body does not exist on %(day)s. Choose a day within its life."),
        "organisations.nothing_changes": _("This is already so. Enter what is different, or leave the page."),
        "organisations.change_not_inside": _(
            "Nothing can be changed from %(day)s on: what holds now does not hold on that day, or begins on it. "
            "Choose a later day, or correct the present entry instead."
        ),
        "organisations.reason_missing": _("Say why it was wrong; the reason is kept with the correction."),
        "organisations.key_twice": _("The number %(key)s stands in the file twice. Leave one row."),
        "organisations.parent_not_in_file": _(
            "The parent %(key)s is neither in the file nor in the registry. Enter it first, or correct the row."
        ),
        "organisations.class_not_known": _("“%(code)s” is no kind or level that is known. Correct the row."),
        "organisations.name_differs": _(
            "Held as “%(held)s”, but the file says “%(given)s”. Nothing was changed: record a renaming or a correction."
        ),
        "organisations.existence_differs": _(
            "Its existence is held as %(held)s by another source, but the file says %(given)s. Nothing was changed: "
            "correct it on the page of the body, if the file is right."
        ),
        "organisations.class_differs": _(
            "Another source recorded another kind or level, or other days of it, than the file says (%(given)s). "
            "Nothing was changed: record it on the page of the body, if the file is right."
        ),
        "organisations.parent_differs": _(
            "Another source recorded another parent, or other days of it, than the file says (%(given)s). "
            "Nothing was changed: record it on the page of the body, if the file is right."
        ),
        "organisations.affiliation_differs": _(
            "Another source recorded other days of this affiliation than the file says (%(given)s). "
            "Nothing was changed: record it on the page of the body, if the file is right."
        ),
        "organisations.number_differs": _(
            "Another source recorded the number %(held)s, but the file says %(given)s. "
            "Nothing was changed: record it on the page of the body, if the file is right."
        ),
        "organisations.period_missing": _(
            "The row does not say when the body exists. Give its days, or ? for not known."
        ),
        "organisations.periods_overlap": _(
            "Two entries of one sort hold on the same day (%(one)s and %(other)s). Correct the days of one of them."
        ),
        "organisations.too_long": _("“%(text)s…” is longer than %(longest)s characters. Shorten it in the file."),
        "organisations.number_missing": _("The number by which the body is found again is missing. Fill it in."),
        "organisations.scheme_not_valid": _(
            "“%(scheme)s” is no code of a scheme. Use at most 60 letters without accents, digits, - and _."
        ),
        "organisations.key_ambiguous": _(
            "The number %(key)s belongs to several bodies in the registry. Name the body by another number."
        ),
        "organisations.number_taken": _(
            "The number %(key)s (%(scheme)s) belongs to another body on the same days. Correct one of the rows."
        ),
        "organisations.parent_gone": _(
            "The parent %(key)s does not exist on %(day)s. Correct the parent, or the days, in the row."
        ),
        "organisations.change_twice": _("The same change stands in the file twice. It was entered once."),
        "organisations.change_kind_not_known": _("“%(kind)s” is no kind of change. Correct the row or the profile."),
        "organisations.change_body_missing": _(
            "The body %(key)s of this change is neither in the file nor in the registry. The change was left out."
        ),
        "organisations.rank_taken": _(
            "The level “%(code)s” would have the rank %(rank)s, which “%(other)s” has already. Choose another rank."
        ),
        "organisations.form_not_known": _(
            "A file that ends in “%(ending)s” is not read here. Give it as .ttl, .jsonld or .rdf."
        ),
        "organisations.context_not_fetched": _(
            "The file names a context that would have to be fetched: %(address)s. Write the context into the file."
        ),
        "organisations.other_names_left_out": _("%(count)s further names without days are not kept."),
        "organisations.further_classes_left_out": _(
            "%(count)s further classes are not kept: a body has one kind on a day."
        ),
        "organisations.several_parents": _(
            "%(count)s bodies stand under several others and no source says which comes first: they belong to all of "
            "them and stand under none."
        ),
        "organisations.empty_changes_left_out": _("%(count)s change events name no body and are not kept."),
        "organisations.file_not_readable": _("This is not a file of this kind: %(problem)s"),
        "organisations.it_unit_2025": _(
            "The IT unit of 2025 belongs to the successor of this body; it is not loaded for 2016."
        ),
        "organisations.not_a_day": _("“%(text)s” is not a day. Write 2016-07-19, 2016-07, 2016, ..2016-07-19 or ?."),
        "organisations.has_living_parts": _(
            "%(count)s bodies or units still stand under it on %(day)s. Move or abolish them first."
        ),
    },
)

FOUNDED = event("organisations.founded", _("%(by)s entered the body"))
RENAMED = event("organisations.renamed", _("%(by)s recorded a new name"))
MOVED = event("organisations.moved", _("%(by)s recorded a new parent"))
RECLASSIFIED = event("organisations.reclassified", _("%(by)s recorded a new kind or level"))
ABOLISHED = event("organisations.abolished", _("%(by)s recorded the abolition"))
NAME_CORRECTED = event("organisations.name_corrected", _("%(by)s corrected the name"))
LOADED = event("organisations.loaded", _("%(by)s loaded bodies and units from a file"))

# What the timeline of a body says; keys are the codes of `life.LifeEvent`.
LIFE = {
    "founded": _("Founded"),
    "abolished": _("Abolished"),
    "named": _("Called %(name)s"),
    "renamed": _("Renamed to %(name)s"),
    "placed": _("Under %(parent)s"),
    "moved": _("Moved under %(parent)s"),
    "classified": _("Kind: %(kind)s"),
    "reclassified": _("Became %(kind)s"),
    "raised": _("Raised to %(level)s"),
    "lowered": _("Lowered to %(level)s"),
}
