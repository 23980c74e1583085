"""The addresses of the front: first page, search, appearance, style guide."""

from django.conf import settings
from django.urls import path

from kurul.site import style_guide, views
from kurul.site.demonstration import signin

app_name = "site"
urlpatterns = [
    path("", views.home, name="home"),
    path("search/", views.search, name="search"),
    path("search/suggestions/", views.suggestions, name="suggestions"),
    path("theme/", views.theme, name="theme"),
    path("style-guide/", style_guide.components, name="style_guide"),
    path("style-guide/record/", style_guide.record, name="style_guide_record"),
    path("style-guide/list/", style_guide.listing, name="style_guide_list"),
    path("style-guide/form/", style_guide.form, name="style_guide_form"),
]

if settings.DEMONSTRATION:
    urlpatterns += signin.routes()
