"""Which kinds are counted together is seen by everybody, and changed by who keeps the registry of the government."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from kurul.kernel.audit.models import AuditEvent
from kurul.kernel.identity.actors import Actor, actor_of
from kurul.kernel.refusals import NotPermitted, Refused, Stale
from kurul.kernel.translated import Translated
from kurul.rooms.organisations import actions, rules
from kurul.rooms.organisations.models import Kind, KindGroup
from kurul.rooms.organisations.tests import make
from kurul.rooms.organisations.tests.test_reorganisations import DAY, browser, clerk_of

pytestmark = pytest.mark.django_db
OPERATOR = Actor.operator()


@pytest.fixture
def central() -> KindGroup:
    """Ministries are counted as central government; agencies nowhere."""
    make.kind("agency", "Kurum", "Agency")
    return defined("central", "Merkez", make.kind())


def defined(code: str, name: str, *kinds: Kind) -> KindGroup:
    return actions.define_group(code=code, name=Translated(tr=name), kinds=kinds, by=OPERATOR)


def revised(group: KindGroup, *kinds: Kind, **more: Any) -> KindGroup:
    said = {"name": group.name, "version": group.version, "by": OPERATOR, **more}
    return actions.revise_group(group=group, kinds=kinds, **said)


def refusal(action: Any, *args: Any, **more: Any) -> list[str]:
    with pytest.raises(Refused) as caught:
        action(*args, **more)
    return [finding.code for finding in caught.value.findings]


def page_of(name: str, *args: Any) -> str:
    return reverse(f"organisations:{name}", args=args)


def test_a_group_takes_kinds_and_leaves_them_and_the_log_says_what_was(central: KindGroup) -> None:
    agency = Kind.objects.get(code="agency")
    group = revised(central, agency)
    assert [kind.code for kind in group.kinds.all()] == ["agency"]
    assert Kind.objects.get(code="ministry").group is None
    event = AuditEvent.objects.latest("seq")
    assert (event.kind, event.subject) == (
        "organisations.kind_group_defined",
        f"organisations.kindgroup:{central.pk}",
    )
    assert '"kinds":["ministry"]' in event.body
    assert '"kinds":["agency"]' in event.body


def test_who_has_a_group_open_is_told_that_a_file_defined_it_anew(central: KindGroup) -> None:
    agency = Kind.objects.get(code="agency")
    name = Translated(tr="Merkezî yönetim")
    actions.define_groups(groups={"central": (name, ["ministry", "agency"])}, by=OPERATOR)
    with pytest.raises(Stale):
        revised(central, agency)
    assert KindGroup.objects.get(code="central").name == name


def test_a_kind_is_counted_once(central: KindGroup) -> None:
    local = defined("local", "Yerel", Kind.objects.get(code="agency"))
    assert refusal(revised, local, make.kind()) == ["organisations.kind_in_other_group"]
    assert refusal(defined, "third", "Üçüncü", make.kind()) == ["organisations.kind_in_other_group"]
    assert make.kind().group == central


def test_a_group_has_a_name_a_code_of_its_own_and_kinds_and_changes_something(central: KindGroup) -> None:
    agency = Kind.objects.get(code="agency")
    assert refusal(defined, "central", "Başka", agency) == ["organisations.code_taken"]
    assert refusal(defined, "local", "Yerel") == ["organisations.group_counts_nothing"]
    assert refusal(defined, "local", "", agency) == ["organisations.name_missing"]
    assert refusal(revised, central, make.kind()) == ["organisations.nothing_changes"]
    assert refusal(actions.remove_group, group=central, reason="", by=OPERATOR, version=1) == [
        "organisations.reason_missing"
    ]


def test_who_read_an_earlier_version_changes_nothing(central: KindGroup) -> None:
    agency = Kind.objects.get(code="agency")
    revised(central, agency)
    with pytest.raises(Stale):
        revised(central, make.kind(), version=1)
    with pytest.raises(Stale):
        actions.remove_group(group=central, reason="So", by=OPERATOR, version=1)


def test_it_takes_the_registry_of_the_whole_government(central: KindGroup) -> None:
    account = clerk_of(make.organisation("Bakanlık"), "memur-b")
    clerk = actor_of(account, DAY.latest)
    with pytest.raises(NotPermitted):
        actions.define_group(code="x", name=Translated(tr="X"), kinds=[make.kind()], by=clerk)
    with pytest.raises(NotPermitted):
        revised(central, Kind.objects.get(code="agency"), by=clerk)
    with pytest.raises(NotPermitted):
        actions.remove_group(group=central, reason="So", by=clerk, version=1)
    shown = browser(account).get(page_of("group", "central")).content.decode()
    assert page_of("edit_group", "central") not in shown


def test_terms_from_a_file_stand_in_the_history_of_each_group() -> None:
    make.kind()
    groups = {code: (Translated(tr=code), ["ministry"] if code == "a" else []) for code in ("a", "b")}
    actions.define_groups(groups=groups, by=OPERATOR)
    event = AuditEvent.objects.latest("seq")
    for group in KindGroup.objects.all():
        assert event.subjects.filter(ref=f"organisations.kindgroup:{group.pk}").exists()


def test_everybody_sees_the_groups(
    client: Client, central: KindGroup, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(25):
        shown = client.get(page_of("groups")).content.decode()
    assert "Merkez" in shown
    assert "Kurum" in shown  # counted nowhere
    assert page_of("new_group") not in shown
    assert client.get(page_of("group", "central")).status_code == 200
    assert client.get(page_of("group", "nowhere")).status_code == 404
    assert client.get(page_of("edit_group", "central")).status_code != 200


def test_groups_are_defined_edited_and_given_up_in_the_pages(central: KindGroup) -> None:
    agency = Kind.objects.get(code="agency")
    clerk = browser(clerk_of(None, "memur"))
    typed = {"name_tr": "Yerel", "name_en": "Local", "kinds": [make.kind().pk]}
    refused = clerk.post(page_of("new_group"), {**typed, "code": "local"})
    assert refused.status_code == 422
    assert "counted in “Merkez” already" in refused.content.decode()
    assert clerk.post(page_of("new_group"), {**typed, "code": "local", "kinds": [agency.pk]}).status_code == 302
    sent = {"name_tr": "Merkezî", "kinds": [make.kind().pk], "version": 1}
    assert clerk.post(page_of("edit_group", "central"), sent).status_code == 302
    stale = clerk.post(page_of("edit_group", "central"), sent)
    assert stale.status_code == 422
    assert 'name="version" value="2"' in stale.content.decode()
    assert "defined which kinds the group counts together" in clerk.get(page_of("group", "central")).content.decode()
    gone = {"version": 2, "reason": "Counted otherwise"}
    unsaid = clerk.post(page_of("remove_group", "central"), {**gone, "reason": ""})
    assert unsaid.status_code == 422
    (said,) = unsaid.context["form"].errors["reason"]
    assert said == "Say why; the reason is kept in the history."  # nothing was wrong, so nothing is corrected
    assert clerk.post(page_of("remove_group", "central"), gone)["Location"] == page_of("groups")
    assert not KindGroup.objects.filter(code="central").exists()
    assert make.kind().group is None


def test_a_group_that_was_given_up_stays_in_the_log(central: KindGroup) -> None:
    number = central.pk
    actions.remove_group(group=central, reason="Counted otherwise", by=OPERATOR, version=1)
    event = AuditEvent.objects.latest("seq")
    assert (event.kind, event.subject) == ("organisations.kind_group_removed", f"organisations.kindgroup:{number}")
    assert defined("again", "Yine", make.kind()).pk != number


def codes(findings: Any) -> list[str]:
    return [finding.code for finding in findings]


def test_groups_something() -> None:
    assert codes(rules.groups_something(0)) == ["organisations.group_counts_nothing"]
    assert codes(rules.groups_something(1)) == []


def test_is_in_no_other_group() -> None:
    assert codes(rules.is_in_no_other_group([("A", "X"), ("B", "X")])) == ["organisations.kind_in_other_group"] * 2
    assert codes(rules.is_in_no_other_group([])) == []


def test_code_is_free() -> None:
    assert codes(rules.code_is_free(True)) == ["organisations.code_taken"]
    assert codes(rules.code_is_free(False)) == []
