"""Addresses of the room."""

from django.urls import path

from kurul.rooms.law import views

app_name = "law"
urlpatterns = [
    path("", views.instruments, name="list"),
    path("new/", views.enter, name="enter"),
    path("kinds/", views.kinds, name="kinds"),
    path("kinds/new/", views.enter_kind, name="enter_kind"),
    path("<int:pk>/", views.instrument, name="instrument"),
    path("<int:pk>/correct/", views.correct, name="correct"),
    path("<int:pk>/provisions/new/", views.enter_provision, name="enter_provision"),
    path("<int:pk>/provisions/<int:provision_pk>/correct/", views.correct_provision, name="correct_provision"),
]
