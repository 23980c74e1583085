"""Addresses of the room."""

from django.urls import path

from kurul.rooms.positions import views

app_name = "positions"
urlpatterns = [
    path("", views.seats, name="seats"),
    path("seats/<int:pk>/", views.seat, name="seat"),
    path("seats/<int:pk>/complete/", views.completeness, name="completeness"),
    path("changes/", views.changes, name="changes"),
    path("who-may/", views.who_may, name="who_may"),
    path("powers/", views.powers, name="powers"),
    path("powers/new/", views.enter_power, name="enter_power"),
    path("powers/held/new/", views.give_power, name="give_power"),
    path("powers/held/<int:pk>/end/", views.end_power, name="end_power"),
    path("powers/held/<int:pk>/withdraw/", views.withdraw_power, name="withdraw_power"),
    path("delegations/<int:pk>/revoke/", views.revoke_delegation, name="revoke_delegation"),
    path("delegations/<int:pk>/correct/", views.correct_delegation, name="correct_delegation"),
    path("delegations/<int:pk>/withdraw/", views.withdraw_delegation, name="withdraw_delegation"),
    path("exceptions/<int:pk>/end/", views.end_exception, name="end_exception"),
    path("exceptions/<int:pk>/withdraw/", views.withdraw_exception, name="withdraw_exception"),
    path("appointments/without-instrument/", views.without_instrument, name="without_instrument"),
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
    path("posts/<int:pk>/except/", views.except_post, name="except_post"),
    path("posts/<int:pk>/line/", views.line, name="line"),
    path("posts/<int:pk>/line/new/", views.set_superior, name="set_superior"),
    path("posts/<int:pk>/line/<int:line_pk>/correct/", views.correct_superior, name="correct_superior"),
    path("posts/<int:pk>/line/<int:line_pk>/withdraw/", views.withdraw_superior, name="withdraw_superior"),
    path("posts/<int:pk>/powers/", views.post_powers, name="post_powers"),
    path("posts/<int:pk>/powers/delegate/", views.delegate, name="delegate"),
    path("posts/<int:pk>/appoint/", views.appoint, name="appoint"),
    path("posts/<int:pk>/appointments/<int:appointment_pk>/end/", views.end, name="end"),
    path("posts/<int:pk>/appointments/<int:appointment_pk>/correct/", views.correct, name="correct"),
    path("posts/<int:pk>/appointments/<int:appointment_pk>/withdraw/", views.withdraw, name="withdraw"),
]
