"""Addresses of the room."""

from django.urls import path

from kurul.rooms.organisations import views
from kurul.rooms.organisations.views import reorganising, steps

app_name = "organisations"
urlpatterns = [
    path("", views.organisations, name="list"),
    path("tree/", views.tree, name="tree"),
    path("new/", views.found, name="found"),
    path("<int:pk>/", views.organisation, name="organisation"),
    path("<int:pk>/chart/", views.chart, name="chart"),
    path("<int:pk>/change/", views.choose_change, name="choose_change"),
    path("<int:pk>/rename/", views.rename, name="rename"),
    path("<int:pk>/correct-name/", views.correct_name, name="correct_name"),
    path("<int:pk>/move/", views.move, name="move"),
    path("<int:pk>/reclassify/", views.reclassify, name="reclassify"),
    path("<int:pk>/split/", views.split, name="split"),
    path("<int:pk>/merge/", views.merge, name="merge"),
    path("<int:pk>/absorb/", views.absorb, name="absorb"),
    path("<int:pk>/transfer/", views.transfer, name="transfer"),
    path("<int:pk>/abolish/", views.abolish, name="abolish"),
    path("<int:pk>/identifiers/new/", views.add_identifier, name="add_identifier"),
    path("<int:pk>/identifiers/<int:identifier_pk>/correct/", views.correct_identifier, name="correct_identifier"),
    path("<int:pk>/identifiers/<int:identifier_pk>/end/", views.end_identifier, name="end_identifier"),
    path("<int:pk>/units-complete/", views.state_complete, name="state_complete"),
    path("<int:pk>/entries/<slug:sort>/<int:fact_pk>/correct/", views.correct_fact, name="correct_fact"),
    path("<int:pk>/entries/<slug:sort>/<int:fact_pk>/withdraw/", views.withdraw_fact, name="withdraw_fact"),
    path("differences/", views.differences, name="differences"),
    path("changes/", views.changes, name="changes"),
    path("changes/<int:pk>/", views.change, name="change"),
    path("changes/<int:pk>/correct/", views.correct_change, name="correct_change"),
    path("changes/<int:pk>/withdraw/", views.withdraw_change, name="withdraw_change"),
    path("reorganisations/", reorganising.reorganisations, name="reorganisations"),
    path("reorganisations/new/", reorganising.new_reorganisation, name="new_reorganisation"),
    path("reorganisations/<int:pk>/", reorganising.reorganisation, name="reorganisation"),
    path("reorganisations/<int:pk>/revise/", reorganising.revise, name="revise_reorganisation"),
    path("reorganisations/<int:pk>/withdraw/", reorganising.withdraw, name="withdraw_reorganisation"),
    path("reorganisations/<int:pk>/preview/", reorganising.preview, name="preview_reorganisation"),
    path("reorganisations/<int:pk>/apply/", reorganising.apply, name="apply_reorganisation"),
    path("reorganisations/<int:pk>/take/", reorganising.take_as_they_are, name="take_as_they_are"),
    path("reorganisations/<int:pk>/take-back/", reorganising.take_back, name="take_back_reorganisation"),
    path("reorganisations/<int:pk>/steps/<int:order>/edit/", steps.edit_step, name="edit_step"),
    path(
        "reorganisations/<int:pk>/steps/<int:order>/earlier/", steps.move_step, {"way": "earlier"}, name="earlier_step"
    ),
    path("reorganisations/<int:pk>/steps/<int:order>/later/", steps.move_step, {"way": "later"}, name="later_step"),
    path("reorganisations/<int:pk>/steps/<int:order>/drop/", steps.drop_step, name="drop_step"),
    path("reorganisations/<int:pk>/steps/<slug:kind>/", steps.add_step, name="add_step"),
    path("schemes/", views.schemes, name="schemes"),
    path("schemes/new/", views.new_scheme, name="new_scheme"),
    path("schemes/<slug:code>/", views.scheme, name="scheme"),
    path("units/", views.unit_rules, name="unit_rules"),
    path("units/new/", views.new_unit_rule, name="new_unit_rule"),
    path("units/<slug:code>/", views.units, name="units"),
    path("units/<slug:code>/define/", views.unit_rule, name="unit_rule"),
    path("units/<slug:code>/enter/", views.enter_unit, name="enter_unit"),
    path("units/<slug:code>/lines/", views.enter_lines, name="enter_lines"),
]
