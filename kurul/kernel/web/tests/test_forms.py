"""Fields for imprecise days, periods and texts in several languages; how forms are shown."""

from datetime import date

import pytest
from django import forms
from django.test.html import parse_html

from kurul.kernel.imports.rules import REFUSED
from kurul.kernel.rules import Finding
from kurul.kernel.temporal.bounds import Bound, Period
from kurul.kernel.translated import Translated
from kurul.kernel.web.fields import DayField, ImpreciseDayField, TranslatedFormField
from kurul.kernel.web.forms import KurulForm, PeriodForm
from kurul.kernel.web.tests.fragments import element
from kurul.kernel.wording import sentence
from kurul.rooms.law.models import InstrumentKind

pytestmark = pytest.mark.usefixtures("english")


class RecordForm(KurulForm):
    """One field of each kind."""

    since = ImpreciseDayField(label="Since")
    until = ImpreciseDayField(label="Until", open_when_empty=True)
    name = TranslatedFormField(label="Name", help_text="As the law writes it.")
    due = DayField(label="Due", required=False)
    kind = forms.ChoiceField(label="Kind", choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)
    is_public = forms.BooleanField(label="Public", required=False)


FILLED = {"since": "2016", "until": "", "name_tr": "Kurul", "name_en": "", "kind": "a"}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2016-07-19", Bound.on(date(2016, 7, 19))),
        ("19.07.2016", Bound.on(date(2016, 7, 19))),
        ("19/7/2016", Bound.on(date(2016, 7, 19))),
        (" 2016-07 ", Bound.month(2016, 7)),
        ("7.2016", Bound.month(2016, 7)),
        ("2016", Bound.year(2016)),
        ("..2016-07-19", Bound.by(date(2016, 7, 19))),
        ("..19.07.2016", Bound.by(date(2016, 7, 19))),
        ("2016-01-01..2016-06-30", Bound.between(date(2016, 1, 1), date(2016, 6, 30))),
        ("01.01.2016 .. 30.06.2016", Bound.between(date(2016, 1, 1), date(2016, 6, 30))),
        ("?", Bound.unknown()),
    ],
)
def test_imprecise_day_is_read_as_people_write_it(typed: str, meant: Bound) -> None:
    assert ImpreciseDayField().clean(typed) == meant


@pytest.mark.parametrize("typed", ["soon", "2016-13", "31.02.2016", "2016-06-30..2016-01-01", "16", "2016-7-19-1"])
def test_what_is_no_day_is_refused_with_examples(typed: str) -> None:
    with pytest.raises(forms.ValidationError, match=r"is not a day\. Write for example 2016-07-19"):
        ImpreciseDayField().clean(typed)


def test_empty_day_means_no_end_only_where_that_is_said() -> None:
    assert ImpreciseDayField(open_when_empty=True).clean("") == Bound.open()
    with pytest.raises(forms.ValidationError, match="required"):
        ImpreciseDayField().clean("")
    assert ImpreciseDayField(required=False).clean("") is None


def test_stored_day_is_edited_in_the_form_that_is_read() -> None:
    form = RecordForm(initial={"since": Bound.by(date(2016, 7, 19)), "until": Bound.open()})
    assert 'value="..2016-07-19"' in str(form["since"])
    assert "value" not in str(form["until"])


def test_another_way_of_writing_the_same_day_is_no_change() -> None:
    form = RecordForm({**FILLED, "since": "19.07.2016"}, initial={"since": Bound.on(date(2016, 7, 19))})
    assert "since" not in form.changed_data


def test_texts_of_all_languages_become_one_value() -> None:
    form = RecordForm({**FILLED, "name_tr": " Kurul ", "name_en": "Board"})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["name"] == Translated(tr="Kurul", en="Board")


def test_one_language_is_enough_and_none_is_refused() -> None:
    assert RecordForm(FILLED).is_valid()
    form = RecordForm({**FILLED, "name_tr": " ", "name_en": ""})
    assert not form.is_valid()
    assert form.errors["name"] == ["This field is required."]


@pytest.mark.parametrize("odd", ["Kurul\u202elurK", "Ku\x0crul", "\u200b\u200b"])
def test_what_turns_the_reading_around_or_cannot_be_seen_is_refused_at_its_field(odd: str) -> None:
    form = RecordForm({**FILLED, "name_en": odd})
    assert not form.is_valid()
    assert list(form.errors) == ["name"]
    finding = Finding("kernel.control_character", None, {"text": REFUSED.sub("\ufffd", odd)})
    assert form.errors["name"] == [sentence(finding)]


def test_text_that_is_not_needed_may_be_empty() -> None:
    assert TranslatedFormField(required=False).clean(["", ""]) == Translated()


def test_each_language_has_its_label_and_lang() -> None:
    shown = str(RecordForm(initial={"name": Translated(en="Board")})["name"])
    assert '<label for="id_name_0">Türkçe</label>' in shown
    assert 'lang="en"' in shown
    assert 'value="Board"' in shown


def test_day_field_speaks_the_language_of_the_browsers_picker() -> None:
    shown = str(RecordForm(initial={"due": date(2016, 7, 19)})["due"])
    assert 'type="date"' in shown
    assert 'value="2016-07-19"' in shown


class TestPeriod:
    """First and last day become one period."""

    def test_period_includes_its_last_day(self) -> None:
        form = PeriodForm({"first_day": "2016-07-19", "last_day": "2019-12-31"})
        assert form.is_valid()
        assert form.arguments() == {"period": Period.since(date(2016, 7, 19), date(2020, 1, 1))}

    def test_period_without_last_day_is_open(self) -> None:
        form = PeriodForm({"first_day": "2016", "last_day": ""})
        assert form.is_valid()
        assert form.arguments() == {"period": Period.since(Bound.year(2016))}

    def test_one_day_is_a_period(self) -> None:
        assert PeriodForm({"first_day": "2016-07-19", "last_day": "2016-07-19"}).is_valid()

    def test_end_before_start_is_refused_at_the_last_day(self) -> None:
        form = PeriodForm({"first_day": "2016-07-19", "last_day": "2016-07-18"})
        assert form.errors == {"last_day": ["The last day lies before the first."]}


class TestShown:
    """What stands in the page."""

    def test_help_and_error_are_tied_to_the_field(self) -> None:
        form = RecordForm({"since": "soon"})
        page = parse_html(str(form))
        found = element(page, "id_since")
        assert found is not None
        field = dict(found.attributes)
        assert field["aria-invalid"] == "true"
        assert field["aria-describedby"] == "id_since_helptext id_since_error"
        assert element(page, "id_since_helptext") is not None
        assert "is not a day" in str(element(page, "id_since_error"))

    def test_group_of_fields_is_described_on_the_group(self) -> None:
        shown = str(RecordForm({"since": "2016"}))
        assert '<fieldset aria-describedby="id_name_helptext id_name_error">' in shown

    def test_each_language_of_a_wrong_text_leads_to_the_sentence(self) -> None:
        page = parse_html(str(RecordForm({"since": "2016"})))
        for number in range(2):
            wrong = element(page, f"id_name_{number}")
            assert wrong is not None
            assert dict(wrong.attributes)["aria-describedby"] == "id_name_error"
        assert "This field is required" in str(element(page, "id_name_error"))
        right = element(parse_html(str(RecordForm(FILLED))), "id_name_0")
        assert right is not None
        assert "aria-describedby" not in dict(right.attributes)

    def test_summary_links_to_the_first_control_of_each_wrong_field(self) -> None:
        form = RecordForm({"since": "soon"})
        page = parse_html(str(form))
        summary = str(element(page, "error-summary"))
        for target in ("id_since", "id_name_0", "id_kind_0"):
            assert f'href="#{target}"' in summary
            assert element(page, target) is not None

    def test_there_is_no_summary_without_errors(self) -> None:
        assert "error-summary" not in str(RecordForm())
        assert "error-summary" not in str(RecordForm(FILLED))

    def test_only_what_may_be_left_out_says_so(self) -> None:
        shown = str(RecordForm())
        assert "Since</label>" in shown
        assert 'Until <span class="optional">(optional)</span></label>' in shown

    def test_browser_is_not_asked_to_check_for_us(self) -> None:
        assert "required" not in str(RecordForm()).replace("error", "")

    def test_what_was_typed_is_escaped(self) -> None:
        assert "<script>" not in str(RecordForm({"since": "<script>"}))


class ChoosingForm(KurulForm):
    """Words to choose from, one of which nobody has translated."""

    one = forms.ChoiceField(choices=[])
    many = forms.MultipleChoiceField(choices=[], widget=forms.CheckboxSelectMultiple)

    def __init__(self) -> None:
        super().__init__()
        words = [("tr", str(Translated(tr="Bakanlık"))), ("both", str(Translated(tr="Kurum", en="Agency")))]
        for field in (self.fields["one"], self.fields["many"]):
            assert isinstance(field, forms.ChoiceField)
            field.choices = words


def test_what_is_chosen_from_is_marked_where_it_is_in_another_language() -> None:
    shown = str(ChoosingForm())
    assert '<option value="tr" lang="tr">Bakanlık</option>' in shown
    assert '<option value="both">Agency</option>' in shown
    assert '<label for="id_many_0" lang="tr">' in shown
    assert '<label for="id_many_1">' in shown


def test_a_record_to_choose_is_marked_with_the_language_of_its_name(db: None) -> None:
    rows = [InstrumentKind(code="law", name=Translated(tr="Kanun"))]
    kind = InstrumentKind.objects.bulk_create(rows)[0]

    class RecordsForm(KurulForm):
        kind = forms.ModelChoiceField(InstrumentKind.objects.all())

    assert f'<option value="{kind.pk}" lang="tr">Kanun</option>' in str(RecordsForm())
