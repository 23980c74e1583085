"""The tables of the search: what each record is found by, and the words that occur in it.

Both are derived from the records and can be made anew from them at any time (`kurul search reindex`). No row of them is
the source of anything.
"""

from django.db import models

from kurul.kernel.temporal.bounds import BEGINNING, FAR, OPEN

# Both tables hold, among others, names of persons. They go when what they were derived from goes.
PERSONAL_FIELDS = {"SearchEntry": ("text", "head", "haystack"), "SearchWord": ("word", "padded")}
HEAD = 100  # letters of the folded text by which entries are looked up and sorted from their beginning


class Part(models.TextChoices):
    """What of a record a text is, most telling first."""

    NUMBER = "number"
    ABBREVIATION = "abbreviation"
    NAME = "name"
    PLACE = "place"  # the name together with where it belongs: "Bilgi İşlem Dairesi Başkanlığı, Sağlık Bakanlığı"
    TEXT = "text"


class SearchEntry(models.Model):
    """A record is found by this text, which holds for a period and was known from one moment to another."""

    # Entries of one kind have numbers that lie together (see `texts.numbers_of`).
    id = models.BigIntegerField(primary_key=True)
    kind = models.CharField(max_length=80)  # the label of the record's model
    record = models.BigIntegerField()
    part = models.CharField(max_length=12, choices=Part.choices)
    label = models.CharField(max_length=60, blank=True)  # the scheme of a number, the article of a text
    language = models.CharField(max_length=12, blank=True)
    text = models.TextField()
    head = models.CharField(max_length=HEAD)  # the beginning of the folded text
    haystack = models.TextField()  # the folded text behind a blank: what the trigrams are taken from
    valid_from = models.DateField(default=BEGINNING)
    valid_from_latest = models.DateField(default=FAR)
    valid_to_earliest = models.DateField(default=OPEN)
    valid_to = models.DateField(default=OPEN)
    recorded_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True, default=None)
    is_closed = models.BooleanField(default=False)  # only for those who may read what is restricted

    class Meta:
        indexes = [models.Index(fields=("kind", "record"))]

    def __str__(self) -> str:
        return f"{self.kind}:{self.record} {self.part}: {self.text}"


class SearchWord(models.Model):
    """A word that occurs in some entry; by these, words that are mistyped are guessed."""

    word = models.CharField(max_length=60, unique=True)
    padded = models.CharField(max_length=62)  # between blanks, so that its first and last letters count as such

    def __str__(self) -> str:
        return self.word
