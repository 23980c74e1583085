"""Addresses of imports."""

from django.urls import path

from kurul.kernel.imports import views

app_name = "imports"
urlpatterns = [
    path("", views.listed, name="list"),
    path("new/", views.upload, name="upload"),
    path("templates/<slug:name>.<slug:form>", views.template, name="template"),
    path("<int:pk>/", views.run, name="run"),
    path("<int:pk>/columns/", views.choose_columns, name="columns"),
    path("<int:pk>/store/", views.store, name="store"),
    path("<int:pk>/undo/", views.take_back, name="undo"),
    path("<int:pk>/preview.csv", views.preview, name="preview"),
    path("<int:pk>/mapping.yaml", views.mapping, name="mapping"),
]
