"""The pages of the room, as a browser without script sees them."""

import csv
import io
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from kurul.kernel.identity.models import Account
from kurul.kernel.identity.scopes import Scope
from kurul.kernel.temporal.bounds import Bound
from kurul.kernel.translated import Translated
from kurul.rooms.boards import actions
from kurul.rooms.boards.models import AgendaItem, Attendance, Board, Decision, Meeting, MeetingState, SeatSource
from kurul.rooms.boards.queries.seats import CIO
from kurul.rooms.boards.tests import make
from kurul.rooms.boards.tests.conftest import account, browser
from kurul.rooms.organisations.public import Organisation
from kurul.rooms.people.public import Person, link_account

pytestmark = pytest.mark.django_db
BUDGET = 25


def text_of(response: Any) -> str:
    return response.content.decode()


def shown(client: Client, name: str, *args: int, **query: str) -> str:
    response = client.get(reverse(f"boards:{name}", args=args), query)
    assert response.status_code == 200, text_of(response)[:2000]
    return text_of(response)


def sent(client: Client, name: str, *args: int, **typed: Any) -> Any:
    return client.post(reverse(f"boards:{name}", args=args), typed)


def full_board() -> tuple[Board, Meeting, Decision]:
    """A board of ministries by the CIO rule, with a held, minuted and a planned meeting, and decisions."""
    make.cio_rule()
    convener = make.ministry("Ulaştırma Bakanlığı")
    bodies = [make.ministry(f"Bakanlık {letter}") for letter in "ABCDEFGH"]
    people = [make.person("Kişi", f"Soyad{letter}") for letter in "ABCDEFGH"]
    posts = [make.held_post(body, who, counts=True) for body, who in zip(bodies, people, strict=True)]
    board = make.board(convener=convener)
    actions.give_seats(board=board, source=SeatSource.EQUIVALENCE, selector=CIO, period=make.ALWAYS, by=make.OPERATOR)
    meeting = make.opened(board)
    for number in range(4):
        actions.place_item(meeting=meeting, title=Translated(tr=f"Madde {number}"), by=make.OPERATOR)
    closed = actions.place_item(
        meeting=meeting, title=Translated(tr="Gizli madde"), is_restricted=True, by=make.OPERATOR
    )
    actions.record_attendance(meeting=meeting, entries=[make.present(posts[0], people[0])], by=make.OPERATOR)
    decision = make.decision(meeting, *bodies[:2])
    text = Translated(tr="Gizli karar")
    actions.decide(meeting=meeting, item=closed, text=text, addressees=bodies[2:3], by=make.OPERATOR)
    actions.close_meeting(meeting=meeting, by=make.OPERATOR)
    texts: dict[int | None, Translated] = {None: Translated(tr="Toplantı açıldı.")}
    actions.write_minutes(meeting=meeting, texts=texts, by=make.OPERATOR, version=0)
    actions.approve_minutes(meeting=meeting, by=make.OPERATOR, version=1)
    make.meeting(board, date(2099, 1, 1))
    return board, meeting, decision


# --- reading ----------------------------------------------------------------------------------------------------------


def cio_by_post() -> Account:
    """The account of a CIO-equivalent, whose rights follow from the post."""
    made = account("cio")
    link_account(person=Person.objects.earliest("pk"), account=made, period=make.ALWAYS, by=make.OPERATOR)
    return made


def test_every_page_stays_within_its_queries_in_both_languages(
    secretary_client: Client, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    board, meeting, decision = full_board()
    planned = Meeting.objects.latest("day")
    cio = browser(cio_by_post())
    names: list[tuple[str, list[int]]] = [
        ("list", []),
        ("board", [board.pk]),
        ("seats", [board.pk]),
        ("board_log", [board.pk]),
        ("meetings", []),
        ("meeting", [meeting.pk]),
        ("meeting", [planned.pk]),
        ("minutes", [meeting.pk]),
        ("decisions", []),
        ("decision", [decision.pk]),
    ]
    over = {}
    for reader, languages in ((client, ["tr"]), (cio, ["en"]), (secretary_client, ["tr", "en"])):
        for language in languages:
            reader.cookies["django_language"] = language
            for name, args in names:
                with django_assert_max_num_queries(100) as found:
                    assert reader.get(reverse(f"boards:{name}", args=args)).status_code == 200
                if len(found) > BUDGET:
                    over[name, language] = len(found)
    assert over == {}


def test_the_list_tells_kept_from_breached_and_not_judged(client: Client) -> None:
    make.held(make.board("kept", "Tutan", months=120), date(2017, 3, 1))
    make.held(make.board("breached", "Geciken", months=1), date(2017, 3, 1))
    make.board("unknown", "Bilinmeyen", months=None)
    page = shown(client, "list")
    for said in ("Within its interval", "Interval breached", "Cannot be judged"):
        assert said in page


def test_ended_boards_are_shown_on_request(client: Client) -> None:
    board = make.board("gone", "Eski Kurul")
    actions.end_charter(board=board, day=Bound.on(date(2018, 1, 1)), by=make.OPERATOR, version=1)
    assert "Eski Kurul" not in shown(client, "list")
    assert "Eski Kurul" in shown(client, "list", ended="on")
    assert "Eski Kurul" in shown(client, "list", as_of="2017-12-31")


def test_the_board_page_explains_its_cadence_and_has_the_table_behind_the_strip(client: Client) -> None:
    board = make.board(months=6)
    make.held(board, date(2017, 3, 1))
    page = shown(client, "board", board.pk, as_of="2017-10-16")
    assert "is 45 days overdue." in page
    assert "Longer than permitted" in page
    assert "The interval is a duty without tolerance." in page


def test_a_board_without_a_published_interval_says_that_it_cannot_be_judged(client: Client) -> None:
    page = shown(client, "board", make.board(months=None).pk)
    assert "No interval is published, so the cadence cannot be judged." in page


def test_a_name_for_a_series_of_meetings_says_that_it_is_no_body(client: Client) -> None:
    assert "not a body created by law" in shown(client, "board", make.board(is_label=True).pk)


def test_the_seats_come_as_a_part_of_the_board_page_and_as_a_page(client: Client) -> None:
    room = make.seated_board()
    url = reverse("boards:seats", args=[room.board.pk])
    assert url in shown(client, "board", room.board.pk)
    whole = text_of(client.get(url))
    part = text_of(client.get(url, headers={"HX-Request": "true", "HX-Target": "seats-panel"}))
    assert "Ayşe Yılmaz" in part
    assert part.strip() in whole


def test_the_register_is_filtered_sorted_and_exported(client: Client) -> None:
    _board, meeting, _decision = full_board()
    body = Organisation.objects.get(pk=Decision.objects.earliest("pk").addressees.earliest("pk").organisation_id)
    overdue = shown(client, "decisions", state="overdue", organisation=f"#{body.pk}")
    assert "2017/1" in overdue
    assert "2017/2" not in overdue
    assert "Nothing fits these filters" in shown(client, "decisions", state="done")
    answer = client.get(reverse("boards:decisions"), {"export": "csv", "sort": "number"})
    rows = list(csv.reader(io.StringIO(answer.getvalue().decode("utf-8-sig"))))
    assert [row[0] for row in rows[1:]] == ["2017/1", "2017/2"]
    assert rows[2][1] == "restricted"
    assert meeting.pk


def test_what_is_closed_does_not_reach_the_public_anywhere(client: Client, secretary_client: Client) -> None:
    _board, meeting, _decision = full_board()
    closed = Decision.objects.get(is_restricted=True)
    places = [
        ("meeting", [meeting.pk]),
        ("minutes", [meeting.pk]),
        ("decisions", []),
        ("decision", [closed.pk]),
        ("decision_log", [closed.pk]),
        ("meeting_log", [meeting.pk]),
    ]
    for name, args in places:
        page = shown(client, name, *args)
        assert "Gizli" not in page, name
    assert "Restricted" in shown(client, "meeting", meeting.pk)
    assert "Gizli karar" in shown(secretary_client, "decision", closed.pk)
    search = text_of(client.get(reverse("site:search"), {"q": "gizli"}))
    assert reverse("boards:decision", args=[closed.pk]) not in search


def test_looking_at_another_day_offers_no_changes(secretary_client: Client) -> None:
    board, meeting, decision = full_board()
    for name, pk in (("board", board.pk), ("meeting", meeting.pk), ("decision", decision.pk)):
        page = shown(secretary_client, name, pk, as_of="2017-03-02")
        for address in ("/plan/", "/amend/", "/decide/", "/supersede/", "/items/"):
            assert address not in page, (name, address)


def test_what_is_not_there_is_not_found(secretary_client: Client) -> None:
    for name in ("board", "meeting", "minutes", "decision", "seats", "plan", "attendance", "decide", "confirm"):
        args = [999, 1] if name == "confirm" else [999]
        assert secretary_client.get(reverse(f"boards:{name}", args=args)).status_code in {403, 404}, name


# --- who may --------------------------------------------------------------------------------------------------------

CHANGES = ("charter", "plan", "reschedule", "place_item", "attendance", "decide", "write_minutes", "supersede")


def test_changes_are_for_the_secretariat(client: Client, stranger_client: Client, secretary_client: Client) -> None:
    board, meeting, decision = full_board()
    for name in CHANGES:
        args = {"charter": [], "plan": [board.pk], "supersede": [decision.pk]}.get(name, [meeting.pk])
        url = reverse(f"boards:{name}", args=args)
        statuses = [reader.get(url).status_code for reader in (client, stranger_client, secretary_client)]
        assert statuses == [302, 403, 200], name


@pytest.mark.parametrize("name", ["invite", "open", "close", "approve_minutes"])
def test_single_steps_are_taken_by_a_button_only(name: str, secretary_client: Client) -> None:
    meeting = make.meeting()
    assert secretary_client.get(reverse(f"boards:{name}", args=[meeting.pk])).status_code == 405


def test_a_secretariat_of_one_convener_keeps_its_own_boards_only() -> None:
    convener = make.ministry("Ulaştırma Bakanlığı")
    own, other = make.board("own", convener=convener), make.board("other")
    secretary = browser(account("uab", "role:secretariat", Scope("organisation", convener.pk)))
    typed = {"day": "2017-03-01"}
    assert sent(secretary, "plan", own.pk, **typed).status_code == 302
    assert sent(secretary, "plan", other.pk, **typed).status_code == 403
    assert [meeting.board for meeting in Meeting.objects.all()] == [own]


def test_an_addressee_reports_and_another_ministry_cannot() -> None:
    health, finance = make.ministry("Sağlık Bakanlığı"), make.ministry("Maliye Bakanlığı")
    decision = make.decision(None, health, finance)
    reporter = browser(account("saglik", "role:cio", Scope("organisation", health.pk)))
    assert "Report how far it is" in shown(reporter, "decision", decision.pk)
    typed = {"state": "done", "evidence": "", "day": "2017-05-01"}
    refused = sent(reporter, "confirm", decision.pk, health.pk, **typed)
    assert refused.status_code == 422
    assert "Name the evidence that it is done" in text_of(refused)
    assert sent(reporter, "confirm", decision.pk, health.pk, **{**typed, "evidence": "Genelge 7"}).status_code == 302
    assert "Genelge 7" in shown(reporter, "decision", decision.pk)
    assert sent(reporter, "confirm", decision.pk, finance.pk, **typed).status_code == 404


# --- a cycle ----------------------------------------------------------------------------------------------------------


def test_a_meeting_goes_from_planned_to_minuted_by_its_pages(secretary_client: Client) -> None:
    room = make.seated_board()
    make.held(room.board, date(2016, 6, 1))
    planned = sent(secretary_client, "plan", room.board.pk, day="2017-03-01", starts="14:00", place="Ankara")
    meeting = Meeting.objects.latest("pk")
    assert planned["Location"] == reverse("boards:meeting", args=[meeting.pk])
    page = shown(secretary_client, "meeting", meeting.pk)
    assert "90 days after" in page
    sent(secretary_client, "invite", meeting.pk)
    sent(secretary_client, "place_item", meeting.pk, title_tr="Rehber", kind="decision")
    sent(secretary_client, "place_item", meeting.pk, title_tr="Bütçe", kind="decision")
    first, second = AgendaItem.objects.filter(meeting=meeting)
    moved = sent(secretary_client, "move_item", meeting.pk, second.pk, step="up")
    assert moved["Location"].endswith(f"#item-{second.pk}")
    assert [item.pk for item in AgendaItem.objects.filter(meeting=meeting)] == [second.pk, first.pk]
    sent(secretary_client, "open", meeting.pk)
    seat = {f"seat-{room.post.pk}": f"holder:{room.holder.pk}"}
    assert sent(secretary_client, "attendance", meeting.pk, **seat).status_code == 302
    typed = {
        "item": first.pk,
        "text_tr": "Rehber uygulanır.",
        "text_1": "",
        "others": "Sağlık Bakanlığı",
        "due": "2017-06",
    }
    assert sent(secretary_client, "decide", meeting.pk, **typed).status_code == 302
    sent(secretary_client, "close", meeting.pk)
    minuted = {"general_tr": "Açıldı.", f"item-{first.pk}_tr": "Görüşüldü.", "version": 0}
    assert sent(secretary_client, "write_minutes", meeting.pk, **minuted).status_code == 302
    assert sent(secretary_client, "approve_minutes", meeting.pk, version=1).status_code == 302
    meeting.refresh_from_db()
    assert meeting.state == MeetingState.MINUTED
    minutes = shown(secretary_client, "minutes", meeting.pk)
    for said in ("Görüşüldü.", "Rehber uygulanır.", "Ayşe Yılmaz", "1 of 1 seats present.", "Head of the log"):
        assert said in minutes, said


def test_a_refusal_stands_at_its_seat_and_keeps_what_was_typed(secretary_client: Client) -> None:
    room = make.seated_board()
    meeting = make.opened(room.board)
    substitute = {f"seat-{room.post.pk}": f"substitute:{room.holder.pk}", f"person-{room.post.pk}": ""}
    answer = sent(secretary_client, "attendance", meeting.pk, **substitute)
    assert answer.status_code == 422
    page = text_of(answer)
    assert "Say who came and as what" in page
    assert f'value="substitute:{room.holder.pk}" selected' in page
    assert not Attendance.objects.exists()


def test_a_substitute_is_found_by_name(secretary_client: Client) -> None:
    room = make.seated_board()
    meeting = make.opened(room.board)
    other = make.person("Mehmet", "Demir")
    typed = {f"seat-{room.post.pk}": f"substitute:{room.holder.pk}", f"person-{room.post.pk}": "Mehmet Demir"}
    assert sent(secretary_client, "attendance", meeting.pk, **typed).status_code == 302
    row = Attendance.objects.get()
    assert (row.person, row.in_place_of, row.capacity) == (other, room.holder, "substitute")


def test_a_stale_minute_is_refused_and_its_text_is_kept(secretary_client: Client) -> None:
    meeting = make.held()
    actions.write_minutes(meeting=meeting, texts={None: Translated(tr="Bir")}, by=make.OPERATOR, version=0)
    answer = sent(secretary_client, "write_minutes", meeting.pk, general_tr="Benim metnim", version=0)
    assert answer.status_code == 422
    page = text_of(answer)
    assert "Benim metnim" in page
    assert "Somebody changed this record" in page
    assert 'name="version" value="1"' in page


def test_an_unknown_addressee_is_named_at_its_field(secretary_client: Client) -> None:
    meeting = make.opened()
    typed = {"text_tr": "Uygulanır.", "others": "Yok Böyle Kurum\nBu da yok"}
    answer = sent(secretary_client, "decide", meeting.pk, **typed)
    assert answer.status_code == 422
    page = text_of(answer)
    assert "Yok Böyle Kurum" in page
    assert "Bu da yok" in page
    assert not Decision.objects.exists()


@pytest.mark.parametrize(("typed", "needed"), [("7", "7 seats"), ("> 1/2", "more than 1/2"), ("2/3", "at least 2/3")])
def test_a_quorum_is_typed_as_people_write_it(secretary_client: Client, typed: str, needed: str) -> None:
    charter = {"code": "kurul", "name_tr": "Kurul", "first_day": "2016", "quorum": typed, "quorum_basis": "Yönerge"}
    made = sent(secretary_client, "charter", **charter)
    assert made.status_code == 302
    assert needed in text_of(secretary_client.get(made["Location"]))


@pytest.mark.parametrize("typed", ["half", "1/0", "> 7", "3/2", "0"])
def test_what_is_no_quorum_is_refused_at_its_field(secretary_client: Client, typed: str) -> None:
    charter = {"code": "kurul", "name_tr": "Kurul", "first_day": "2016", "quorum": typed, "quorum_basis": "Yönerge"}
    answer = sent(secretary_client, "charter", **charter)
    assert answer.status_code == 422
    assert "id_quorum_error" in text_of(answer)
    assert not Board.objects.exists()


def test_terms_are_amended_corrected_and_ended_by_their_forms(secretary_client: Client) -> None:
    board = make.board(months=None)
    terms = {"name_tr": "CIO Kurulu", "cadence_months": 3}
    assert sent(secretary_client, "amend", board.pk, **terms, day="2017-04-04", version=1).status_code == 302
    assert "every 3 months" in shown(secretary_client, "board", board.pk)
    corrected = {"name_tr": "CIO Kurulu", "cadence_months": 4, "reason": "Yanlış okundu", "version": 2}
    assert sent(secretary_client, "correct", board.pk, **corrected).status_code == 302
    assert "every 4 months" in shown(secretary_client, "board", board.pk)
    assert sent(secretary_client, "end", board.pk, day="2018-07-10", version=3).status_code == 302
    assert "The board does not meet on this day." in shown(secretary_client, "board", board.pk)


def test_seats_are_given_and_ended_by_their_forms(secretary_client: Client) -> None:
    board, post = make.board(), make.held_post()
    given = {"source": "post", "post": f"#{post.pk}", "role": "chair", "first_day": "2016-01-01"}
    assert sent(secretary_client, "give_seats", board.pk, **given).status_code == 302
    assert "Chair" in shown(secretary_client, "seats", board.pk)
    refused = sent(secretary_client, "give_seats", board.pk, source="kind", role="member", first_day="2016-01-01")
    assert refused.status_code == 422
    seat = board.seatrules.get()
    assert sent(secretary_client, "end_seats", board.pk, seat.pk, day="2018-01-01").status_code == 302
    assert "Chair" not in shown(secretary_client, "seats", board.pk)


def test_a_decision_is_replaced_and_noted_by_its_forms(secretary_client: Client) -> None:
    meeting = make.opened()
    body = make.ministry()
    old, new = make.decision(meeting, body), make.decision(meeting, body)
    assert sent(secretary_client, "supersede", old.pk, successor=new.pk, version=1).status_code == 302
    assert sent(secretary_client, "add_note", new.pk, text="Yazıyla soruldu.").status_code == 302
    assert "Superseded by" in shown(secretary_client, "decision", old.pk)
    assert "Yazıyla soruldu." in shown(secretary_client, "decision", new.pk)


# --- on the pages of other rooms --------------------------------------------------------------------------------------


def test_boards_and_open_decisions_stand_on_the_pages_of_bodies_and_posts(client: Client) -> None:
    room = make.seated_board("CIO Kurulu")
    make.decision(make.opened(room.board), room.ministry)
    page = reverse("organisations:organisation", args=[room.ministry.pk])
    assert "CIO Kurulu" in text_of(client.get(page, {"tab": "boards"}))
    assert "Birlikte çalışabilirlik rehberi uygulanır." in text_of(client.get(page, {"tab": "decisions"}))
    post = text_of(client.get(reverse("positions:post", args=[room.post.pk])))
    assert reverse("boards:board", args=[room.board.pk]) in post


def test_a_board_is_found_by_the_search(client: Client) -> None:
    board = make.board(name="Bilişim Kurulu")
    found = text_of(client.get(reverse("site:search"), {"q": "BİLİŞİM"}))
    assert reverse("boards:board", args=[board.pk]) in found
