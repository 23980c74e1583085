"""Addresses of the room."""

from django.urls import path

from kurul.rooms.positions import views

app_name = "positions"
urlpatterns = [
    path("", views.seats, name="seats"),
    path("seats/<int:pk>/", views.seat, name="seat"),
    path("seats/<int:pk>/complete/", views.completeness, name="completeness"),
    path("rules/", views.rules, name="rules"),
    path("rules/new/", views.enter_rule, name="enter_rule"),
    path("rules/<int:pk>/end/", views.end_rule, name="end_rule"),
    path("rules/kinds/new/", views.enter_kind, name="enter_kind"),
    path("rules/functions/new/", views.enter_function, name="enter_function"),
    path("rules/roles/new/", views.give_role, name="give_role"),
    path("posts/", views.posts, name="list"),
    path("posts/new/", views.establish, name="establish"),
    path("posts/<int:pk>/", views.post, name="post"),
    path("posts/<int:pk>/retitle/", views.retitle, name="retitle"),
    path("posts/<int:pk>/move/", views.move, name="move"),
    path("posts/<int:pk>/portfolio/", views.portfolio, name="portfolio"),
    path("posts/<int:pk>/abolish/", views.abolish, name="abolish"),
    path("posts/<int:pk>/appoint/", views.appoint, name="appoint"),
    path("posts/<int:pk>/appointments/<int:appointment_pk>/end/", views.end, name="end"),
    path("posts/<int:pk>/appointments/<int:appointment_pk>/correct/", views.correct, name="correct"),
    path("posts/<int:pk>/appointments/<int:appointment_pk>/withdraw/", views.withdraw, name="withdraw"),
]
