"""Addresses of the room."""

from django.urls import path

from kurul.rooms.organisations import views

app_name = "organisations"
urlpatterns = [
    path("", views.organisations, name="list"),
    path("tree/", views.tree, name="tree"),
    path("new/", views.found, name="found"),
    path("<int:pk>/", views.organisation, name="organisation"),
    path("<int:pk>/rename/", views.rename, name="rename"),
    path("<int:pk>/correct-name/", views.correct_name, name="correct_name"),
    path("<int:pk>/move/", views.move, name="move"),
    path("<int:pk>/reclassify/", views.reclassify, name="reclassify"),
    path("<int:pk>/abolish/", views.abolish, name="abolish"),
]
