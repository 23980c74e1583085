"""Choosing a record in a form: what the one who fills it in may not see is answered like what there is not."""

from collections.abc import Iterable

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from kurul.kernel import references
from kurul.kernel.identity import visibility
from kurul.kernel.identity.actors import Actor
from kurul.kernel.identity.models import Account
from kurul.kernel.identity.tests import make
from kurul.kernel.identity.visibility import gate
from kurul.kernel.web.choosing import LISTED, RecordField
from kurul.kernel.web.forms import KurulForm

pytestmark = pytest.mark.django_db
OWNER, NOBODY = Actor.operator(), Actor.nobody()


def labels(numbers: Iterable[int]) -> dict[int, str]:
    return dict(Account.objects.filter(pk__in=list(numbers)).values_list("pk", "display_name"))


def meant(text: str) -> dict[int, str]:
    rows = Account.objects.filter(display_name=text).order_by("pk")
    return {row.pk: f"{row.display_name}, {row.login}" for row in rows}


@pytest.fixture(autouse=True)
def accounts_can_be_chosen(monkeypatch: pytest.MonkeyPatch) -> Iterable[None]:
    """Accounts as records that can be chosen; whose login ends with "hidden" only the operator sees."""
    monkeypatch.setattr(references, "_referables", {})
    monkeypatch.setattr(visibility, "_gates", {})
    references.register(Account, url_name="home", labels=labels, meant=meant)

    @gate(Account)
    def hides_some(accounts, actor):
        return accounts if actor == OWNER else accounts.exclude(login__endswith="hidden")

    with override("en"):
        yield


class ChoiceForm(KurulForm):
    chosen = RecordField(Account)


def asked(text: str, actor: Actor | None) -> ChoiceForm:
    return ChoiceForm({"chosen": text}, actor=actor)


def error(text: str, actor: Actor | None) -> str:
    form = asked(text, actor)
    assert not form.is_valid()
    return str(form.errors["chosen"][0]).replace(text, "…")


def test_what_the_actor_may_see_is_chosen_by_number_and_by_name() -> None:
    hidden = make.account("hidden", "Ayşe Yılmaz")
    for text in (f"#{hidden.pk}", f"#{hidden.pk} Ayşe", "Ayşe Yılmaz"):
        form = asked(text, OWNER)
        assert form.is_valid()
        assert form.cleaned_data["chosen"] == hidden


@pytest.mark.parametrize("actor", [NOBODY, None])
def test_a_hidden_record_is_answered_like_one_that_there_is_not(actor: Actor | None) -> None:
    hidden = make.account("hidden", "Ayşe Yılmaz")
    nothing = error("Nobody At All", actor)
    assert error(f"#{hidden.pk}", actor) == error("#99999999", actor) == nothing
    assert error("Ayşe Yılmaz", actor) == nothing


def test_hidden_namesakes_are_neither_listed_nor_counted() -> None:
    seen = make.account("seen", "Ayşe Yılmaz")
    second = make.account("second", "Ayşe Yılmaz")
    hidden = make.account("hidden", "Ayşe Yılmaz")
    listed = error("Ayşe Yılmaz", NOBODY)
    assert f"#{seen.pk} " in listed
    assert f"#{second.pk} " in listed
    assert f"#{hidden.pk} " not in listed
    assert f"#{hidden.pk} " in error("Ayşe Yılmaz", OWNER)
    Account.objects.filter(pk=second.pk).update(display_name="Another")
    assert asked("Ayşe Yılmaz", NOBODY).is_valid()


def test_namesakes_are_told_apart_and_it_is_said_how_many_there_are() -> None:
    made = [make.account(f"login-{number}", "Ayşe Yılmaz") for number in range(LISTED)]
    listed = error("Ayşe Yılmaz", NOBODY)
    assert listed.startswith("Several are called")
    assert all(f"#{one.pk} …, {one.login}" in listed for one in made)
    last = make.account("last", "Ayşe Yılmaz")
    more = error("Ayşe Yılmaz", NOBODY)
    assert more.startswith(f"{LISTED + 1} are called")
    assert f"#{last.pk} " not in more


def test_a_form_does_not_show_a_hidden_record_that_it_begins_with() -> None:
    hidden = make.account("hidden", "Ayşe Yılmaz")
    assert "Yılmaz" not in str(ChoiceForm(initial={"chosen": hidden}, actor=NOBODY)["chosen"])
    assert f"#{hidden.pk} Ayşe Yılmaz" in str(ChoiceForm(initial={"chosen": hidden}, actor=OWNER)["chosen"])


def test_one_form_does_not_lend_its_actor_to_the_next() -> None:
    hidden = make.account("hidden", "Ayşe Yılmaz")
    assert asked(f"#{hidden.pk}", OWNER).is_valid()
    assert not asked(f"#{hidden.pk}", None).is_valid()


def test_a_field_outside_of_forms_sees_as_the_actor_that_it_is_given() -> None:
    hidden = make.account("hidden", "Ayşe Yılmaz")
    assert RecordField(Account, actor=OWNER).to_python(f"#{hidden.pk}") == hidden
    with pytest.raises(ValidationError):
        RecordField(Account).to_python(f"#{hidden.pk}")
