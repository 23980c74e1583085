"""Addresses of the room."""

from django.urls import path

from kurul.rooms.people import views

app_name = "people"
urlpatterns = [
    path("", views.people, name="list"),
    path("new/", views.enter, name="enter"),
    path("<int:pk>/", views.person, name="person"),
    path("<int:pk>/rename/", views.rename, name="rename"),
    path("<int:pk>/correct-name/", views.correct_name, name="correct_name"),
    path("<int:pk>/account/new/", views.link_account, name="link_account"),
    path("<int:pk>/account/<int:link_pk>/end/", views.end_link, name="end_link"),
]
