"""Addresses of the room."""

from django.urls import path

from kurul.rooms.oversight import views

app_name = "oversight"
urlpatterns = [path("desk/", views.desk, name="desk")]
