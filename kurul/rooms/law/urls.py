"""Addresses of the room."""

from django.urls import path

from kurul.rooms.law import views

app_name = "law"
urlpatterns = [
    path("", views.instruments, name="list"),
    path("new/", views.enter, name="enter"),
    path("kinds/", views.kinds, name="kinds"),
    path("kinds/new/", views.enter_kind, name="enter_kind"),
    path("kinds/<int:pk>/", views.change_kind, name="change_kind"),
    path("provision-kinds/", views.provision_kinds, name="provision_kinds"),
    path("provision-kinds/new/", views.enter_provision_kind, name="enter_provision_kind"),
    path("provision-kinds/<int:pk>/", views.change_provision_kind, name="change_provision_kind"),
    path("on-repealed/", views.on_repealed, name="on_repealed"),
    path("provisions/", views.clauses, name="clauses"),
    path("provisions/<int:pk>/", views.provision, name="provision"),
    path("provisions/<int:pk>/amend/", views.amend_provision, name="amend_provision"),
    path("provisions/<int:pk>/repeal/", views.repeal_provision, name="repeal_provision"),
    path("provisions/<int:pk>/correct/", views.correct_provision, name="correct_provision"),
    path("provisions/<int:pk>/withdraw/", views.withdraw_provision, name="withdraw_provision"),
    path("provisions/<int:pk>/cite/", views.cite_provision, name="cite_provision"),
    path("citations/<int:pk>/end/", views.end_citation, name="end_citation"),
    path("citations/<int:pk>/withdraw/", views.withdraw_citation, name="withdraw_citation"),
    path("relations/<int:pk>/correct/", views.correct_relation, name="correct_relation"),
    path("relations/<int:pk>/withdraw/", views.withdraw_relation, name="withdraw_relation"),
    path("<int:pk>/", views.instrument, name="instrument"),
    path("<int:pk>/resting/", views.resting, name="resting"),
    path("<int:pk>/correct/", views.correct, name="correct"),
    path("<int:pk>/relate/", views.relate, name="relate"),
    path("<int:pk>/act/", views.act, name="act"),
    path("<int:pk>/provisions/new/", views.enter_provision, name="enter_provision"),
    path("<int:pk>/provisions/insert/", views.insert_provision, name="insert_provision"),
]
# Outside the room's own part: the European Legislation Identifiers begin at the root of the site.
public_addresses = [path("eli/<path:path>", views.by_eli, name="eli")]
