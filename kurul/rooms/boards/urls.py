"""Addresses of the room."""

from django.urls import path

from kurul.rooms.boards import views

app_name = "boards"
urlpatterns = [
    path("", views.boards, name="list"),
    path("new/", views.charter, name="charter"),
    path("<int:pk>/", views.board, name="board"),
    path("<int:pk>/amend/", views.amend, name="amend"),
    path("<int:pk>/correct/", views.correct, name="correct"),
    path("<int:pk>/end/", views.end, name="end"),
    path("<int:pk>/log/", views.board_log, name="board_log"),
    path("<int:pk>/seats/", views.seats, name="seats"),
    path("<int:pk>/seats/give/", views.give_seats, name="give_seats"),
    path("<int:pk>/seats/<int:seat_pk>/end/", views.end_seats, name="end_seats"),
    path("<int:pk>/plan/", views.plan, name="plan"),
    path("meetings/", views.meetings, name="meetings"),
    path("meetings/<int:pk>/", views.meeting, name="meeting"),
    path("meetings/<int:pk>/log/", views.meeting_log, name="meeting_log"),
    path("meetings/<int:pk>/reschedule/", views.reschedule, name="reschedule"),
    path("meetings/<int:pk>/cancel/", views.cancel, name="cancel"),
    path("meetings/<int:pk>/invite/", views.invite, name="invite"),
    path("meetings/<int:pk>/open/", views.open_, name="open"),
    path("meetings/<int:pk>/close/", views.close, name="close"),
    path("meetings/<int:pk>/items/", views.place_item, name="place_item"),
    path("meetings/<int:pk>/items/<int:item_pk>/", views.amend_item, name="amend_item"),
    path("meetings/<int:pk>/items/<int:item_pk>/move/", views.move_item, name="move_item"),
    path("meetings/<int:pk>/items/<int:item_pk>/drop/", views.drop_item, name="drop_item"),
    path("meetings/<int:pk>/attendance/", views.attendance, name="attendance"),
    path("meetings/<int:pk>/decide/", views.decide, name="decide"),
    path("meetings/<int:pk>/minutes/", views.minutes, name="minutes"),
    path("meetings/<int:pk>/minutes/write/", views.write_minutes, name="write_minutes"),
    path("meetings/<int:pk>/minutes/approve/", views.approve_minutes, name="approve_minutes"),
    path("meetings/<int:pk>/pack.pdf", views.pack, name="pack"),
    path("decisions/", views.decisions, name="decisions"),
    path("decisions/<int:pk>/", views.decision, name="decision"),
    path("decisions/<int:pk>/log/", views.decision_log, name="decision_log"),
    path("decisions/<int:pk>/confirm/<int:organisation>/", views.confirm, name="confirm"),
    path("decisions/<int:pk>/supersede/", views.supersede, name="supersede"),
    path("decisions/<int:pk>/notes/", views.add_note, name="add_note"),
]
